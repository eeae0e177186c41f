// RegExp.escape (ECMA-262 §22.2.5.1); younger than Node 20.
console.log(RegExp.escape('foo.bar*baz'), RegExp.escape('1st'), RegExp.escape('a-b c'), RegExp.escape('(x|y)[z]{1}'));
console.log(RegExp.escape('tab\tnl\nnbsp\u00a0ls\u2028bom\ufeff'), RegExp.escape('\ud83d\ude00 \ud83d \ude00'), RegExp.escape('_$/'));
console.log(RegExp.escape.length, RegExp.escape.name, RegExp.escape(''));
try { RegExp.escape(1); } catch (e) { console.log(e.constructor.name); }
for (const text of ['^a$', '\\d+', 'x{2}', '\u2003-\u00e9/'])
  console.log(new RegExp(`^${RegExp.escape(text)}$`, 'u').test(text), new RegExp(`^\\x4${RegExp.escape(text)}$`).test('x4' + text));
