// Integer: 32-bit rotates, shifts and adds over typed arrays.
const K = new Uint32Array(64), H0 = new Uint32Array(8);
{
  const frac = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
  for (let n = 2, count = 0; count < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (count < 8) H0[count] = frac(Math.sqrt(n));
    K[count++] = frac(Math.cbrt(n));
  }
}
const W = new Int32Array(64);
const rotr = (x, n) => (x >>> n) | (x << (32 - n));
function sha256(bytes) {
  const length = bytes.length, total = ((length + 72) >> 6) << 6, data = new Uint8Array(total), h = Int32Array.from(H0);
  data.set(bytes);
  data[length] = 0x80;
  new DataView(data.buffer).setUint32(total - 4, length * 8);
  for (let at = 0; at < total; at += 64) {
    for (let i = 0; i < 16; i++) { const p = at + i * 4; W[i] = (data[p] << 24) | (data[p + 1] << 16) | (data[p + 2] << 8) | data[p + 3]; }
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15], y = W[i - 2];
      W[i] = (W[i - 16] + (rotr(x, 7) ^ rotr(x, 18) ^ (x >>> 3)) + W[i - 7] + (rotr(y, 17) ^ rotr(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, k] = h;
    for (let i = 0; i < 64; i++) {
      const t1 = (k + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const t2 = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      k = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += k;
  }
  let hex = '';
  for (const word of h) hex += (word >>> 0).toString(16).padStart(8, '0');
  return hex;
}
console.log(sha256(new Uint8Array([97, 98, 99])));
const data = new Uint8Array(1 << 20);
for (let i = 0; i < data.length; i++) data[i] = (i * 31 + (i >> 7)) & 255;
let digest = '';
for (let i = 0; i < 80; i++) { data[i] ^= i; digest = sha256(data); }
console.log(digest);
