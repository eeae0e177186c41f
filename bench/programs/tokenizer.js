// Strings: a scanner by character codes that makes token objects, as parsers do.
const source = Array.from({ length: 4000 }, (_, i) => `function f${i}(alpha, beta${i}) {\n  // comment ${i}\n  const x_${i} = alpha * ${i}.5 + beta${i} / 0x${i.toString(16)};\n  return x_${i} >= 10 ? "text ${i}\\n" : [x_${i}, 'q'];\n}\n`).join('');
const KEYWORDS = new Set(['function', 'const', 'return', 'if', 'else']);
const idStart = (c) => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36;
const digit = (c) => c >= 48 && c <= 57;
class Token { constructor(type, value, start, end, line) { this.type = type; this.value = value; this.start = start; this.end = end; this.line = line; } }
function tokenize(text) {
  const tokens = [];
  let i = 0, line = 1;
  while (i < text.length) {
    const c = text.charCodeAt(i), start = i;
    if (c === 10) { line++; i++; continue; }
    if (c === 32 || c === 9) { i++; continue; }
    if (c === 47 && text.charCodeAt(i + 1) === 47) { while (i < text.length && text.charCodeAt(i) !== 10) i++; continue; }
    if (idStart(c)) {
      while (idStart(text.charCodeAt(i)) || digit(text.charCodeAt(i))) i++;
      const word = text.slice(start, i);
      tokens.push(new Token(KEYWORDS.has(word) ? 'keyword' : 'name', word, start, i, line));
    } else if (digit(c)) {
      while (digit(text.charCodeAt(i)) || idStart(text.charCodeAt(i)) || text[i] === '.') i++;
      tokens.push(new Token('number', Number(text.slice(start, i)), start, i, line));
    } else if (c === 34 || c === 39) {
      i++;
      while (text.charCodeAt(i) !== c) { if (text.charCodeAt(i) === 92) i++; i++; }
      i++;
      tokens.push(new Token('string', text.substring(start + 1, i - 1), start, i, line));
    } else {
      i += text.startsWith('>=', i) || text.startsWith('=>', i) ? 2 : 1;
      tokens.push(new Token('punct', text.slice(start, i), start, i, line));
    }
  }
  return tokens;
}
let count = 0, sum = 0;
const kinds = {};
for (let round = 0; round < 40; round++) {
  for (const t of tokenize(source)) { count++; kinds[t.type] = (kinds[t.type] || 0) + 1; if (t.type === 'number' && t.value === t.value) sum += t.value; sum += t.end - t.start + t.line % 3; }
}
console.log(count, sum, JSON.stringify(kinds));
