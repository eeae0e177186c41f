// Numbers of every sort stored into every kind, in a loop that has left its fast copy (the sum overflows int32).
const numbers = [0, -0, 1, -1, 0.5, 1.5, 2.5, 254.5, 255.5, 255, 256, -0.5, -1.5, 127, 128, -129, 32767.9, 65536.5, 2147483647, 2147483648, -2147483649, 4294967295, 4294967301.7, 9007199254740993, -9007199254740991, 1e19, -1e300, NaN, Infinity, -Infinity];
const n = numbers.length, rounds = 3;
const a = new Uint8ClampedArray(n), b = new Uint8Array(n), c = new Int8Array(n), d = new Uint16Array(n), e = new Int16Array(n), f = new Uint32Array(n), g = new Int32Array(n), h = new Float32Array(n), k = new Float64Array(n);
let sum = 2147483600;
for (let round = 0; round < rounds; round++) {
  for (let i = 0; i < n; i++) {
    sum += 40;
    const x = numbers[i];
    a[i] = x; b[i] = x; c[i] = x; d[i] = x; e[i] = x; f[i] = x; g[i] = x; h[i] = x; k[i] = x;
    a[i + n] = x; k[-1] = x;
  }
}
console.log(sum);
for (const array of [a, b, c, d, e, f, g, h, k]) console.log(array.constructor.name, Array.from(array, (x) => (Object.is(x, -0) ? '-0' : String(x))).join(' '));
// What is no number is converted, in order.
const order = [];
const odd = (v) => ({ valueOf() { order.push(v); return v; } });
for (let i = 0; i < 4; i++) { sum += 40; a[i] = [odd(300), '12.5', true, null][i]; b[i] = [odd(300), '12.5', undefined, null][i]; k[i] = [odd(1.25), '12.5', undefined, null][i]; }
console.log(order.join(), a.slice(0, 4).join(), b.slice(0, 4).join(), k.slice(0, 4).join());
for (const wrong of [1n, Symbol('s')]) { try { sum += 40; a[0] = wrong; } catch (error) { console.log(error.name, error.message); } }
