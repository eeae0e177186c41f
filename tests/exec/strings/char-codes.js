// charCodeAt in loops: strings of every representation, every index, other receivers, a replaced method.
function hash(s) { let h = 0; for (let i = 0; i < s.length; i++) h = (Math.imul(h, 31) + s.charCodeAt(i)) | 0; return h; }
let rope = ''; for (let i = 0; i < 300; i++) rope += i;
const long = 'a long enough string to be sliced without a copy of its characters'.repeat(3);
console.log(hash('hello'), hash(''), hash('h\u00e9llo'), hash('\u4f60\u597d \ud83d\ude00'), hash(rope), hash(rope + 'x'), hash(long.slice(5, 150)), hash(('\u4f60' + long).slice(3, 120)), hash(String(12345)), hash(new String('boxed')));
function at(s, keys) { const r = []; for (const k of keys) { let c = 0; for (let i = 0; i < 1; i++) c = s.charCodeAt(k) + 1; r.push(c); } return r.join(); }
console.log(at('abc', [0, 2, 3, -1, 1.5, -0.5, NaN, '1', undefined, null, 2 ** 32, 2 ** 31, -(2 ** 31), Infinity, true]), at('', [0]), at(rope, [0, 888, 889, 890]));
try { at('abc', [1n]); } catch (e) { console.log(e.name, e.message); }
try { at(null, [0]); } catch (e) { console.log(e.name, e.message); }
try { at({}, [0]); } catch (e) { console.log(e.name, e.message); }
console.log(at({ charCodeAt: (k) => 'own' + k }, [0, 1]), at({ charCodeAt: String.prototype.charCodeAt, toString: () => 'xyz' }, [0, 5]), at({ charCodeAt: String.prototype.charCodeAt }, [0, 1]));
function words(s) { let n = 0, inside = false; for (let i = 0; i <= s.length; i++) { const c = s.charCodeAt(i); const letter = c >= 97 && c <= 122; if (letter && !inside) n++; inside = letter; } return n; }
console.log(words('one two  three4five'), words(''), words('\u4f60 word'));
const original = String.prototype.charCodeAt;
function counting(s) { let t = 0; for (let i = 0; i < s.length; i++) { t += s.charCodeAt(i); if (i === 1) String.prototype.charCodeAt = function (k) { return 1000 + k; }; } return t; }
console.log(counting('abcd'), hash('ab'));
String.prototype.charCodeAt = original;
console.log(hash('ab'));
Number.prototype.charCodeAt = original;
console.log(at(12345, [0, 4, 5]));
