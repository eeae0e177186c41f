// Arithmetic around the ends of 64 bits, and wrapping to widths.
const edges = [0n, 1n, -1n, 2n, -2n, 7n, 63n, 64n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 63n, -(2n ** 63n), 2n ** 64n - 1n, -(2n ** 64n - 1n), 2n ** 64n, -(2n ** 64n), 2n ** 65n + 3n, -(2n ** 127n), 2n ** 128n - 1n];
let sum = 0n;
const show = (v) => v.toString(16);
const digest = (text) => { let h = 7; for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0; return h; };
function ops(a, b) {
  const out = [a + b, a - b, a * b, a & b, a | b, a ^ b, a < b, a <= b, a > b, a >= b, a == b, a === b, -a, ~a];
  if (b !== 0n) out.push(a / b, a % b);
  if (b >= -200n && b <= 200n) out.push(a << b, a >> b);
  return out;
}
for (const a of edges) console.log(show(a), edges.map((b) => digest(ops(a, b).map((v) => (typeof v === 'bigint' ? show(v) : +v)).join(' '))).join());
for (const bits of [0, 1, 2, 8, 31, 32, 33, 63, 64, 65, 127, 128, 200]) console.log(bits, digest(edges.map((v) => show(BigInt.asUintN(bits, v)) + ' ' + show(BigInt.asIntN(bits, v))).join('|')));
let hash = 0xcbf29ce484222325n;
for (let i = 0; i < 2000; i++) { hash ^= BigInt(i & 255); hash = BigInt.asUintN(64, hash * 0x100000001b3n); }
console.log(show(hash));
let t = 0n;
for (let i = 0n; i < 3000n; i++) { t = (t * 3n + i) & 0xffffn; if (t > 1000n) t -= 1n; t++; t--; }
console.log(t);
for (const f of [() => 1n / 0n, () => 1n % 0n, () => 0n / 0n, () => 1n + 1, () => 1n << (2n ** 64n), () => 0n << (2n ** 64n), () => -5n >> (2n ** 64n), () => 5n >> (2n ** 70n), () => 1n >>> 0n, () => BigInt(1.5), () => BigInt('x'), () => BigInt(null), () => BigInt('0x1f'), () => BigInt(true), () => BigInt(-0), () => BigInt(2 ** 70), () => BigInt({ valueOf: () => 9 }), () => BigInt(), () => new BigInt(1), () => BigInt.asUintN(-1, 1n), () => BigInt.asUintN(64), () => BigInt.asIntN(8, '300'), () => BigInt.asUintN('8', true), () => BigInt.asIntN(2 ** 53, 1n)])
  try { console.log(String(f())); } catch (e) { console.log(e.name, e.message); }
const original = BigInt;
globalThis.BigInt = (v) => 'patched ' + v;
console.log(BigInt(1));
globalThis.BigInt = original;
console.log(BigInt(1), typeof BigInt(7));
