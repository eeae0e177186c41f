console.log(5 & 3, 5 | 3, 5 ^ 3, ~5, ~~3.7, ~~-3.7, -1 >>> 0, -1 >>> 31, -8 >> 1, 1 << 31, 1 << 32, 1 << 33);
console.log(2 ** 32 | 0, (2 ** 31) | 0, (2 ** 53 + 2) | 0, 1e100 | 0, NaN | 0, Infinity | 0, -1.9 | 0, 4294967295 >> 0);
console.log('12' & 10, null | 1, undefined | 1, [7] | 0, '0x1f' ^ 0, true << 3);
console.log(0xdeadbeef >>> 4, 0xdeadbeef >> 4, (0xdeadbeef >>> 0).toString(16), 1 >>> -1, 5 << -30);
let h = 0;
for (const c of 'hash me') h = (h * 31 + c.charCodeAt(0)) | 0;
console.log(h, h >>> 0, Math.imul(0xffffffff, 5));
