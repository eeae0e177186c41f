// A method call on strings of every representation, other receivers at the same site, replaced methods.
const long = 'abcdefghijklmnopqrstuvwxyz';
const receivers = ['atom', long.slice(1), long + long, long + '\u0416', (long + '\u0416').slice(2), new String('boxed'), 'x'.repeat(3), [1, 2, 3], { slice() { return 'own'; }, length: 1 }];
const cut = (s) => s.slice(0, 2);
const code = (s, i) => (typeof s === 'object' ? 0 : s.charCodeAt(i));
const at = (s, i) => s[i];
for (let round = 0; round < 3; round++) console.log(receivers.map((r) => String(cut(r))).join(), receivers.map((r) => code(r, 1)).join(), receivers.map((r) => at(r, 1)).join());
console.log(at('abc', 3), at('abc', -1), at('', 0));
const original = String.prototype.slice;
String.prototype.slice = function (a, b) { return '<' + original.call(this, a, b) + '>'; };
console.log(receivers.map((r) => String(cut(r))).join());
String.prototype.slice = original;
console.log(receivers.map((r) => String(cut(r))).join());
Object.defineProperty(String.prototype, 'slice', { get() { return () => 'got'; }, configurable: true });
console.log(receivers.map((r) => String(cut(r))).join());
delete String.prototype.slice;
try { cut('abc'); } catch (e) { console.log(e.message); }
String.prototype[5] = 'five';
console.log(at('abc', 5), at('abcdefg', 5));
for (const bad of [null, undefined]) try { cut(bad); } catch (e) { console.log(e.message); }
