// Math.imul and Math.clz32 take the low 32 bits of any number, in loops as elsewhere.
const values = [0, -0, 1, -1, 0.5, -1.5, 2147483647, 2147483648, -2147483648, 4294967295, 4294967296, 2 ** 53, -(2 ** 53), 1e300, NaN, Infinity, -Infinity];
function products(a) { const r = []; for (let i = 0; i < values.length; i++) r.push(Math.imul(a, values[i]), Math.imul(values[i] + values[i], a), Math.clz32(values[i]), Math.clz32(a + values[i])); return r.join(); }
for (const v of values) console.log(products(v));
console.log(products('7'), products(null), products(undefined), products({ valueOf: () => 3 }));
try { products(1n); } catch (e) { console.log(e.name, e.message); }
console.log(Math.imul(), Math.imul(3), Math.imul(3, 4, 5), Math.clz32(), Math.clz32(1, 2));
class Rng { constructor(s) { this.s = s >>> 0; } next() { let t = (this.s += 0x6D2B79F5); t = Math.imul(t ^ (t >>> 15), t | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; } }
const r = new Rng(42);
let sum = 0;
for (let i = 0; i < 1000; i++) sum += r.next();
console.log(sum, r.s);
function fnv(text) { let h = 0x811c9dc5; for (let i = 0; i < text.length; i++) { h ^= text.charCodeAt(i); h = Math.imul(h, 0x01000193); } return h >>> 0; }
console.log(fnv('hello'), fnv(''), fnv('\u4f60'));
function replaced(n) { let t = 1; for (let i = 1; i < n; i++) { t = Math.imul(t, i + 0.5); if (i === 3) Math.imul = (a, b) => a * b; } return t; }
console.log(replaced(6), replaced(3));
