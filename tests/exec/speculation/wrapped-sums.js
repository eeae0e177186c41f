// Sums of which only the low 32 bits are used may wrap in a fast copy; what leaves it in the middle of one has the exact sum.
function mix(a, b, c, n) { let h = 0; for (let i = 0; i < n; i++) h = (h + a[i] + b[i] + c[i]) | 0; return h; }
const big = () => Int32Array.of(2147483647, 2147483647, -2147483648, 2147483647);
console.log(mix(big(), big(), big(), 4), mix(big(), Int32Array.of(1, 2), big(), 4), mix(big(), big(), Int32Array.of(5), 3));
const words = Uint32Array.of(4294967295, 4294967295, 4294967295);
function unsigned(a, b, n) { let h = 0; for (let i = 0; i < n; i++) h = (h + a[i] - b[i] + (a[i] >>> 0)) | 0; return h >>> 0; }
console.log(unsigned(words, words, 3), unsigned(words, big(), 4), unsigned(words, [1, 2.5, 'x'], 3));
function seen(a, o, n) { let h = 7; for (let i = 0; i < n; i++) h = (a[i] + a[i] + h + o.next) & 0xffff; return h; }
let calls = 0;
const odd = { get next() { return ++calls === 3 ? ' items' : 5; } };
console.log(seen(big(), { next: 3 }, 4), seen(big(), odd, 4), calls);
function thrown(a, o, n) { let h = 1; try { for (let i = 0; i < n; i++) h = (a[i] + a[i + 1] + o[i]) ^ h; } catch (e) { return e.constructor.name + h; } return h; }
console.log(thrown(big(), big(), 3), thrown(big(), [1, 2n], 3), thrown(big(), [1, Symbol()], 3), thrown(big(), [1, { valueOf: () => 2147483647 }, ''], 3));
function shifts(x, n) { let r = []; for (let i = 0; i < n; i++) r.push((x >>> i) + (x >>> i) | 0, ((x >>> 0) + (x >>> 0)) >>> 1, ~(x + x), -(x >>> 0) | 0, (x >>> 0) - (x | 0) >> 1); return r.join(); }
console.log(shifts(-1, 3), shifts(2147483647, 2), shifts(2 ** 40 + 1.5, 2), shifts('-5', 2));
function squares(limit) { const out = new Uint8Array(limit + 1); let n = 0; for (let i = 2; i <= limit; i++) { if (out[i]) continue; n++; for (let j = i * i; j <= limit; j += i) out[j] = 1; } return n; }
console.log(squares(100000));
function digest(bytes) { let a = 1, b = 0; for (let i = 0; i < bytes.length; i++) { a = (a + bytes[i]) % 65521; b = (b + a) % 65521; } return ((b << 16) | a) >>> 0; }
console.log(digest(new Uint8Array(5000).fill(250)), digest([1, 2.5, 3]), digest('abc'));
