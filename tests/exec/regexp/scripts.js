// Every script and property of Unicode by its names; RegExp.prototype.compile.
console.log(/^\p{Script=Lycian}$/u.test('\u{10280}'), /^\p{sc=Elba}$/u.test('\u{10500}'), /\p{scx=Buhd}/u.test('\u1735'), /\p{IDSB}/u.test('⿰'), /\p{Radical}/u.test('⺀'), /\p{CWKCF}/u.test('A'), /\p{Script=Zzzz}/u.test('\u{E0080}'));
const r = /a/g; r.lastIndex = 3; console.log(r.compile('b', 'i') === r, String(r), r.lastIndex, r.test('B'));
try { r.compile('('); } catch (e) { console.log(e.name); }
