console.log(7 / 2, 7 % 3, -7 % 3, 7 % -3, 5.5 % 2, 2 ** 10, (-2) ** 3, 2 ** -1);
console.log(1 / 0, -1 / 0, 0 / 0, Infinity - Infinity, 0 * Infinity, 5 % 0, 0 % 5, Infinity % 2, 5 % Infinity);
console.log(Object.is(-0 % 5, -0), Object.is(0 * -1, -0), Object.is(-0 + 0, 0), Object.is(-0 - 0, -0), 1 / -0);
console.log(2147483647 + 1, -2147483648 - 1, 65536 * 65536, 46341 * 46341, 0x7fffffff * 2);
console.log(9007199254740992 + 1, 0.1 + 0.2, 1e21 + 1, 1e308 * 10, 5e-324 / 2);
let n = 2147483647; n++; console.log(n); n = -2147483648; n--; console.log(n, -(-2147483648));
console.log(-0 === 0, [-0].join(), `${-0}`, String(-0), JSON.stringify(-0));
