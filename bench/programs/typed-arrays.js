// Typed arrays: matrix product, sieve, histogram, convolution.
function matmul(a, b, n) {
  const c = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) { const x = a[i * n + k]; for (let j = 0; j < n; j++) c[i * n + j] += x * b[k * n + j]; }
  return c;
}
const n = 420, a = new Float64Array(n * n), b = new Float64Array(n * n);
for (let i = 0; i < n * n; i++) { a[i] = (i % 13) - 6; b[i] = (i % 7) - 3; }
let c = a;
for (let i = 0; i < 4; i++) c = matmul(i % 2 ? a : b, b, n);
let trace = 0;
for (let i = 0; i < n; i++) trace += c[i * n + i];
const limit = 8000000, composite = new Uint8Array(limit + 1);
let primes = 0;
for (let i = 2; i <= limit; i++) { if (composite[i]) continue; primes++; for (let j = i * i; j <= limit; j += i) composite[j] = 1; }
const w = 1200, h = 900, image = new Uint8ClampedArray(w * h), blurred = new Uint8ClampedArray(w * h), histogram = new Uint32Array(256);
for (let i = 0; i < image.length; i++) image[i] = Math.imul(i, 2246822519) >>> 24;
for (let round = 0; round < 10; round++) {
  for (let y = 1; y < h - 1; y++) for (let x = 1; x < w - 1; x++) {
    const p = y * w + x;
    blurred[p] = (image[p] * 4 + image[p - 1] * 2 + image[p + 1] * 2 + image[p - w] * 2 + image[p + w] * 2 + image[p - w - 1] + image[p - w + 1] + image[p + w - 1] + image[p + w + 1]) / 16;
  }
  image.set(blurred);
}
for (let i = 0; i < image.length; i++) histogram[image[i]]++;
console.log(trace, primes, Math.max(...histogram), histogram[127]);
