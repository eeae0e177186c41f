// Loops that never give back, alternatives known by their first character, anchors: same matches as with plain backtracking.
const texts = ['', 'a', 'aaa', 'aab', 'abab', 'aaaab', 'foo bar', 'foobar', 'x=1;y=22', '"q" "r', '10.0.0.1 - u', 'error: warn warning', 'line1\nline2\r\nline3', 'caf\u00e9 \u0416\u0416z', '\u{1f600}\u{1f600}x', 'aA\u212a kK\u017f', '<a><b></b></a>', "it's 'quoted'", '   lead', 'trail   ', '2024-01-31T10:20:30', 'aXbXc', '((()))', 'abcabcabd'];
const patterns = [/a+b/, /a*a/, /a+a+b?/, /(a+)+b/, /[^"]*"/, /"[^"]*"/g, /\d+\.\d+/, /(\d+)\.(\d*)/, /^\S+\s/, /^a/, /a$/, /^$/, /^.*$/m, /^.*$/gm, /.+$/, /\w+\b/g, /\b\w/g, /\s+$/, /^\s+|\s+$/g, /\b(?:error|warn(?:ing)?)\b/gi, /(?:foo|foobar)$/, /(?:foobar|foo)(?=b|$)/, /(a|ab)(c|bcd)?/, /(?!a)./g, /(?=(a+))a*b\1/, /(?<=x=)\d/, /(?<!a)b/g, /(?:ab)+?/, /(?:ab){2,}/, /[a-c]{2,3}?/g, /(.)\1/g, /(?<q>['"]).*?\k<q>/, /[^]*z/, /.\u0416+/, /./gu, /\u{1f600}+x/u, /k+/giu, /k+/gi, /<(\w)>.*<\/\1>/, /\(*\)*/, /(?:(a)|(b)|c)+/g, /(z?)*?a/, /(?:a?b??)*c/, /[\s\S]+?b/, /a{0}b/, /(?:)/g, /x*/g, /[^x]+$/, /\n/g, /[\n]+l/, /^l.*$/gm, /(\d{4})-(\d\d)-(\d\d)(?:T(\d+):(\d+))?/, /(?:X|b)+c/, /abc(?:abd)/, /(abc)*abd/, /(?:a*)*b/, /([ab]+)(b+)/, /[a-z]+[^a-z]/, /[a-z]*[0-9]$/, /.*,/, /\w+\W/];
for (const p of patterns) {
  const out = [];
  for (const t of texts) {
    p.lastIndex = 0;
    const m = p.exec(t);
    out.push(m ? m.index + ':' + Array.from(m, (x) => x === undefined ? '-' : escape(x)).join('~') : '.', p.global ? (t.match(p) || []).length : '', escape(t.replace(p, '[$&$1]')), t.split(p).length);
  }
  console.log(String(p), out.join(' '));
}
for (const sticky of [/a/y, /^a/y, /\d+/y]) { for (const at of [0, 1, 2]) { sticky.lastIndex = at; console.log(sticky.test('aa12'), sticky.lastIndex); } }
const late = /^b/g; late.lastIndex = 1; console.log(late.exec('ab'), late.lastIndex);
const multi = /^b/gm; multi.lastIndex = 1; console.log(multi.exec('a\nb').index);
let made = 0; for (let i = 0; i < 3000; i++) { if (new RegExp('x' + i + '(y)?').test('x' + i)) made++; } console.log(made);
