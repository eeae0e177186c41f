const a = new Int32Array(1000), f = new Float64Array(1000), u = new Uint8Array(1000), n = new Float64Array(2);
for (let r = 0; r < 3000; r++) for (let i = 0; i < 1000; i++) { a[i] = a[i] + i | 0; f[i] = f[i] * 0.5 + i; u[i] = u[i] + 3; }
u[0] = 300; u[1] = -1; u[2] = 1.9; a[0] = 2 ** 31; n[0] = NaN; n[1] = -0; u[5000] = 1; u['x'] = 2;
console.log(a[999], f[999], u[999], u[0], u[1], u[2], a[0], n[0], Object.is(n[1], -0), u[5000], a[-1], u.length);
const v = u.subarray(10, 20); v[0] = 77; console.log(u[10], v[9], v[10]);
