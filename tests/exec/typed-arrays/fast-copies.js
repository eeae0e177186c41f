// Loops over typed arrays whose kind is known rely on it: what does not hold any more has to be noticed at once.
const kinds = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];

// Out of range, negative and fractional keys.
function outside() {
  const a = new Int32Array(4), seen = [];
  for (let i = -2; i < 7; i++) { a[i] = i * 10; seen.push(a[i]); }
  for (const k of [0.5, -0, '1', '-0', 'x', 2 ** 31, 2 ** 32, NaN]) { a[k] = 7; seen.push(a[k]); }
  return seen.join() + '|' + a.join() + '|' + Object.keys(a).join();
}
console.log(outside());

// What every kind makes of a number.
const numbers = [0, -0, 1, -1, 1.5, 2.5, -1.5, 127, 128, 200.5, 254.5, 255, 255.5, 256, 300, 32767, 32768, 65535, 65536, 2147483647, 2147483648, -2147483648, -2147483649, 4294967295, 4294967296, 1e10, -1e10, 1e20, NaN, Infinity, -Infinity, 2 ** 53, 5e-324];
function i8(v) { const a = new Int8Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function u8(v) { const a = new Uint8Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function c8(v) { const a = new Uint8ClampedArray(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function i16(v) { const a = new Int16Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function u16(v) { const a = new Uint16Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function i32(v) { const a = new Int32Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function u32(v) { const a = new Uint32Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function f32(v) { const a = new Float32Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
function f64(v) { const a = new Float64Array(1); for (let i = 0; i < 1; i++) a[i] = v; return a[0]; }
for (const f of [i8, u8, c8, i16, u16, i32, u32, f32, f64]) {
  console.log(f.name, numbers.map((v) => { const x = f(v); return Object.is(x, -0) ? '-0' : x; }).join());
  console.log(['3', null, undefined, true, [4], {}, { valueOf: () => 5 }].map(f).join());
  for (const bad of [1n, Symbol('s'), { valueOf() { throw new RangeError('no'); } }]) { try { f(bad); console.log('stored'); } catch (e) { console.log(e.name, e.message); } }
}

// Unsigned values, sums and products at the limits.
function unsigned(n) {
  const a = new Uint32Array(n);
  let sum = 0, wrapped = 0, mixed = 0;
  for (let i = 0; i < n; i++) { a[i] = -1 - i; sum += a[i]; wrapped = (wrapped + a[i] + 2147483647) | 0; mixed ^= a[i] >>> 1; a[i] += 5; }
  return [sum, wrapped, mixed, a.join(), a[0] > 0, a[n - 1] * 2, -a[1], a[1] % 7, a[2] / 2, a[1] === 4294967299 % 2 ** 32];
}
console.log(unsigned(6).join(' '));
function limits() {
  const a = Int32Array.of(2147483647, -2147483648, 0, -1), r = [];
  for (let i = 0; i < a.length; i++) { r.push(a[i] + 1, a[i] - 1, a[i] * 2, -a[i], a[i] * a[i], a[i] << 1, a[i] >>> 0, ~a[i], a[i]++, --a[i]); }
  return r.map((x) => (Object.is(x, -0) ? '-0' : x)).join();
}
console.log(limits());
function negativeZero(a) { let p = 1; for (let i = 0; i < a.length; i++) p *= a[i]; return Object.is(p, -0); }
console.log(negativeZero(Int32Array.of(0, -5)), negativeZero(Float64Array.of(-0)), negativeZero(Int8Array.of(0, 5)));

// The buffer goes away while the loop runs.
function detaching(when) {
  const a = new Uint8Array(8).fill(3), seen = [];
  for (let i = 0; i < 8; i++) {
    if (i === when) structuredClone(a.buffer, { transfer: [a.buffer] });
    a[i] += 1;
    seen.push(a[i], a.length);
  }
  return seen.join();
}
console.log(detaching(4)); console.log(detaching(0)); console.log(detaching(9));
function lengths(a, other) { let n = 0; for (let i = 0; i < a.length; i++) { n += a[i]; if (i === 2) other(a); } return n; }
console.log(lengths(new Float64Array(5).fill(1.5), (a) => structuredClone(a.buffer, { transfer: [a.buffer] })), lengths(new Float64Array(5).fill(1.5), () => {}));

// Views that follow their buffer, or lie in one that changes.
function resizing(make) {
  const buffer = new ArrayBuffer(8, { maxByteLength: 16 }), a = make(buffer), seen = [];
  for (let i = 0; i < 12; i++) {
    if (i === 3) buffer.resize(16);
    if (i === 7) buffer.resize(2);
    if (i === 9) buffer.resize(12);
    a[i] = i + 1;
    seen.push(a[i], a.length);
  }
  return seen.join();
}
console.log(resizing((b) => new Uint8Array(b))); console.log(resizing((b) => new Uint8Array(b, 1, 5))); console.log(resizing((b) => new Uint8Array(b, 4)));

// Several kinds where one was expected, and things that are none.
function total(a) { let t = 0; for (let i = 0; i < a.length; i++) t += a[i]; return t; }
console.log(total(new Float64Array([1.5, 2])));
for (const kind of kinds) console.log(kind.name, total(kind.of(1, 200, -3)));
console.log(total([1, 2, '3']), total('123'), total({ length: 2, 0: 1, 1: 2 }), total(new BigInt64Array(0)), total(Buffer.from('abc')));
try { total(BigInt64Array.of(1n)); } catch (e) { console.log(e.message); }
try { total(null); } catch (e) { console.log(e.message); }
try { total(undefined); } catch (e) { console.log(e.message); }

// `length` is an ordinary getter.
class Short extends Uint8Array { get length() { return 2; } }
function count(a) { let n = 0; for (let i = 0; i < a.length; i++) n += a[i]; return n; }
console.log(count(new Uint8Array([1, 2, 3])), count(new Short([1, 2, 3])));
const own = new Uint8Array([4, 5, 6]);
Object.defineProperty(own, 'length', { value: 1 });
console.log(count(own), count(new Uint8Array([1, 2, 3])));
function lengthOf(a) { let n = 0; for (let i = 0; i < 3; i++) n += a.length; return n; }
console.log(lengthOf(new Int16Array(5)));
Object.defineProperty(Int16Array.prototype, 'length', { get() { return 100; }, configurable: true });
console.log(lengthOf(new Int16Array(5)));
delete Int16Array.prototype.length;
console.log(lengthOf(new Int16Array(5)), lengthOf(new Int16Array(0)));

// NaNs with any bits stay numbers.
function patterns() {
  const bits = new Uint32Array([0xffffffff, 0xffffffff, 1, 0x7ff00000, 0xdeadbeef, 0xfff4dead, 0, 0x7ff80000]), d = new Float64Array(bits.buffer), f = new Float32Array(bits.buffer), out = [];
  for (let i = 0; i < d.length; i++) { const x = d[i], y = -x, z = x + 1; out.push(typeof x, x, y, z, x * 2 > 1, [x][0], { x }.x); }
  for (let i = 0; i < f.length; i++) { const x = f[i]; out.push(x); }
  return out.join();
}
console.log(patterns());
function largest(d) { let m = d[0]; for (let i = 1; i < d.length; i++) if (!(d[i] <= m)) m = d[i]; return m; }
console.log([largest(new Float64Array(new Uint32Array([0, 0, 0xffffffff, 0xffffffff]).buffer))]);

// Constants of the module that are not there yet, read in loops and by functions.
function early(n) { let t = 0; for (let i = 0; i < n; i++) t += table[i & 3]; return t; }
try { early(3); } catch (e) { console.log(e.name, e.message); }
console.log(early(0));
const table = Uint16Array.of(1, 10, 100, 1000);
console.log(early(6));
for (let i = 0; i < table.length; i++) table[i] <<= 1;
console.log(early(6), table.join());

// The array changes in the loop.
function swap(a, b, n) { let s = ''; for (let i = 0; i < n; i++) { s += a[i] + ','; if (i & 1) [a, b] = [b, a]; } return s; }
console.log(swap(Int8Array.of(1, 2, 3, 4, 5), Float32Array.of(0.5, 1.5, 2.5, 3.5, 4.5), 5), swap(Int8Array.of(1, 2, 3), [9, 8, 7], 5), swap(Int8Array.of(1, 2, 3, 4), Int8Array.of(5, 6, 7, 8), 4));
function overlapping(n) {
  const words = new Int32Array(n), bytes = new Uint8Array(words.buffer), r = [];
  for (let i = 0; i < n; i++) { words[i] = 0x01020304 * (i + 1); bytes[i * 4] = 0xff; r.push(words[i]); bytes[i * 4 + 3] += 1; r.push(words[i]); }
  return r.join();
}
console.log(overlapping(3));

// A value that is there on some ways only.
function joined(it) { const [a, b = 5, c] = it; let t = 0; for (let i = 0; i < 3; i++) t = (t << 1) + a + b + (c | 0); return t; }
console.log(joined(Int32Array.of(1, 2, 3)), joined([1]), joined([1, undefined, '7']), joined(['x', 1]), joined([]), joined([2 ** 31, 0.5]));
