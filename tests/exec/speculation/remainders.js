// Remainders, minima and maxima of numbers of every sort.
const show = (x) => (Object.is(x, -0) ? '-0' : String(x));
const numbers = [0, -0, 1, -1, 2, 3, -3, 7.5, -7.5, 6, 2147483647, -2147483648, 4294967296, 2 ** 53, 2 ** 53 - 1, 2 ** 63, -(2 ** 63), 2 ** 64, 1e300, 5e-324, NaN, Infinity, -Infinity];
function mods(a, b) { let r = 0; for (let i = 0; i < 1; i++) r = (a + 0.5 - 0.5) % (b * 1.0); return r; }
console.log(numbers.map((a) => numbers.map((b) => show(mods(a, b))).join()).join('\n'));
function plain(a, b) { return a % b; }
console.log(numbers.map((a) => numbers.map((b) => show(plain(a, b))).join()).join('\n'));
function parity(n) { let c = 0; while (n !== 1) { n = n % 2 === 0 ? n / 2 : 3 * n + 1; c++; } return c; }
console.log(parity(27), parity(837799), parity(2 ** 40));
function generator(seed, n) { let s = seed >>> 0, c = 0; for (let i = 0; i < n; i++) { s = (s ^ (s << 13)) >>> 0; s = (s ^ (s >>> 17)) >>> 0; s = (s ^ (s << 5)) >>> 0; if (s % 6 === 0) c++; } return s + ':' + c; }
console.log(generator(1, 1000), generator(-5, 1000), generator('9', 10));
function extremes(a, b) { let r = []; for (let i = 0; i < 1; i++) r.push(Math.min(a * 1, b * 1), Math.max(a * 1, b * 1), Math.min(a, b), Math.max(a, b), Math.min(a, b, 1), Math.max(a, b, -1, 0)); return r.map(show).join(); }
for (const a of [0, -0, 1, -1.5, NaN, Infinity]) console.log([0, -0, 2, NaN, -Infinity].map((b) => extremes(a, b)).join(' '));
console.log(extremes('3', 2), extremes(undefined, 1), extremes(null, -1), extremes({ valueOf: () => 9 }, 4));
try { extremes(1n, 2); } catch (e) { console.log(e.name, e.message); }
function table(s, t) { let row = []; for (let j = 0; j <= t.length; j++) row[j] = j; for (let i = 1; i <= s.length; i++) { let last = row[0]; row[0] = i; for (let j = 1; j <= t.length; j++) { const old = row[j]; row[j] = Math.min(row[j] + 1, row[j - 1] + 1, last + (s[i - 1] === t[j - 1] ? 0 : 1)); last = old; } } return row[t.length]; }
console.log(table('kitten', 'sitting'), table('', 'abc'), table('intention', 'execution'));
function limits(n) { let m = 2147483647, k = -2147483648; for (let i = 0; i < n; i++) { m = Math.max(m, i) + 1; k = Math.min(k, -i) - 1; } return [m, k].join(); }
console.log(limits(3), limits(0));
let order = '';
const noted = (name, v) => ({ valueOf() { order += name; return v; } });
console.log(Math.max(noted('a', 1), noted('b', 3), noted('c', 2)), Math.min(noted('d', 1), 'x', noted('e', 2)), order);
function replaced(n) { let t = 0; for (let i = 0; i < n; i++) { t += Math.max(i, 3); if (i === 4) Math.max = () => 100; } return t; }
console.log(replaced(7), replaced(2));
