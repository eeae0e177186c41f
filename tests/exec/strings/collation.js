// localeCompare in the default locale: letters, then accents, then case; punctuation and digits before letters.
const words = ['résumé', 'Resume', 'resume', 'Résumé', 'resumé', 'zebra', 'Äpfel', 'Apfel', 'apfel', 'äpfel', 'Zebra', 'ångström', 'Ångström',
  'naïve', 'naive', 'co-op', 'coop', 'co op', 'CO-OP', 'œuvre', 'oeuvre', 'straße', 'strasse', 'STRASSE', 'Æsir', 'aesir', 'ǅungla', '10', '9', '2',
  '1a', '_x', '-x', '#x', '$x', 'x', 'X', '(x)', 'γάμμα', 'γαμμα', 'Αθήνα', 'αθήνα', 'яблоко', 'Яблоко', 'ёлка', 'елка', 'ель', 'שלום', 'سلام', '日本', '漢字', 'かな', 'カナ',
  'ｶﾅ', '한글', '가', 'ﬁn', 'fin', 'fir', '①', '1', '²', '2', 'ａ', 'a', 'A', 'ⓐ', 'ñ', 'n', 'o', 'ø', 'ö', 'ł', 'l', 'm', 'đ', 'd', 'ð', 'þ', 't', 'z', 'ž', '', ' ', '\n', '\u0000a', 'a\u0301', 'á'];
console.log(words.slice().sort((a, b) => a.localeCompare(b)).map((w) => JSON.stringify(w)).join(' '));
console.log(words.slice().sort((a, b) => a.localeCompare(b, undefined, { numeric: true })).slice(0, 30).map((w) => JSON.stringify(w)).join(' '));
console.log(['a', 'B', 'á', 'b', 'A'].map((x) => ['base', 'accent', 'case', 'variant'].map((sensitivity) => 'a'.localeCompare(x, 'en', { sensitivity }))).join(' | '));
console.log(['item 10', 'item 9', 'item 09', 'item 100', 'Item 2'].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).join(', '));
let symbols = '';
for (let c = 32; c < 0x180; c++) symbols += String.fromCharCode(c);
console.log(JSON.stringify([...symbols].sort((a, b) => a.localeCompare(b) || (a < b ? -1 : 1)).join('')));
try { 'a'.localeCompare('b', 'en', { sensitivity: 'none' }); } catch (e) { console.log(e.constructor.name); }
