// Objects used as dictionaries: slots of deleted properties are used again, order is that of insertion.
const d = {};
for (let i = 0; i < 300; i++) d['k' + i] = i;
for (let i = 0; i < 5000; i++) { const k = 'k' + (i * 7) % 300; const v = d[k]; delete d[k]; if (k in d) console.log('still there'); d[k] = v + 1; }
let sum = 0; for (const k in d) sum += d[k] * k.length; console.log(sum, Object.keys(d).length, Object.keys(d).slice(0, 3).join(), Object.keys(d).slice(-3).join());
for (let i = 0; i < 300; i += 2) delete d['k' + i];
console.log(Object.keys(d).length, d.k0, d.k1, JSON.stringify(d).length);
for (let i = 0; i < 300; i += 2) d['n' + i] = i;
console.log(Object.keys(d).length, d.n0, d.n298, d.k299, Object.keys(d)[150]);
class P { } P.prototype.a = 1; P.prototype.b = 2; P.prototype.c = 3;
const p = new P(), read = () => [p.a, p.b, p.c, p.x].join();
console.log(read(), read()); delete P.prototype.a; console.log(read()); P.prototype.x = 'x'; console.log(read()); delete P.prototype.c; P.prototype.a = 'again'; console.log(read());
globalThis.g1 = 1; const g = () => typeof g1 === 'undefined' ? 'gone' : g1; console.log(g(), g()); delete globalThis.g1; globalThis.g2 = 2; console.log(g(), g2); globalThis.g1 = 'back'; console.log(g());
const acc = { get v() { return 'got'; }, w: 1 }; delete acc.v; acc.z = 2; Object.defineProperty(acc, 'v', { get() { return 'new'; }, enumerable: true, configurable: true }); console.log(acc.v, acc.w, acc.z, Object.keys(acc).join());
// for-in: deleted, added, shadowed and inherited keys
const chain = Object.create({ up: 1, both: 2, hidden: 3 }, { hidden: { value: 0, enumerable: false, configurable: true } }); chain.own = 1; chain.both = 1; chain.late = 1;
const seen = []; for (const k in chain) { seen.push(k); delete chain.late; chain.added = 1; } console.log(seen.join());
const plainSeen = []; const o = { a: 1, b: 2, c: 3, 5: 4 }; for (const k in o) { plainSeen.push(k); delete o.b; } console.log(plainSeen.join());
const non = {}; Object.defineProperty(non, 'x', { value: 1 }); non.y = 2; const s2 = []; for (const k in non) s2.push(k); console.log(s2.join());
Object.prototype.everywhere = 1; const s3 = []; for (const k in { q: 1 }) s3.push(k); console.log(s3.join()); delete Object.prototype.everywhere; const s4 = []; for (const k in { q: 1 }) s4.push(k); console.log(s4.join());
const s5 = []; for (const k in [7, 8]) s5.push(k); for (const k in 'ab') s5.push(k); for (const k in function f() { }) s5.push(k); class K { static s = 1; m() { } } for (const k in K) s5.push(k); for (const k in new K()) s5.push(k); console.log(s5.join());
console.log([0.5, 1.5, 2.5, -2.5, 1.005, 1.45, 8.345, 0.000001, 1e20, 123.456, 0.1, 1e-10, 5e-324, 1234567.891].map((x) => [0, 1, 2, 7, 20].map((n) => x.toFixed(n)).join('/')).join(' '));
const parts = [1, 'é', 'Ж', null, undefined, true, 1.5, 'x'.repeat(200), 7n]; console.log(`${parts[0]}${parts[1]}|${parts[2]}${parts[3]}${parts[4]}`, `${parts[5]}${parts[6]}${parts[8]}`, `${parts[7]}${parts[2]}`.length, `${''}${''}` === '');
for (const i of [0, 9, 10, 1023, 1024, 2047, -1, -1025, 2147483647, -2147483648, 4294967296]) console.log(String(i), String(i) === `${i}`);
