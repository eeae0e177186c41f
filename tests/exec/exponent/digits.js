// The last digit of powers.
const bases = [10, 2, 3, 7.5, 316, 541, 178, 1.0000001, 0.1, 1e-5, 9831816915.4626217];
const exponents = [-5, -181, 177, 16.224166384067587, 0.5, -0.5, 1 / 3, -12.816881939644063, 300, 247];
for (const base of bases) console.log(exponents.map((exponent) => base ** exponent).join(' '));
console.log((-2) ** 3, (-2) ** 0.5, (-0) ** -3, 1 ** Infinity, NaN ** 0, (-Infinity) ** -3, 2 ** -1074, 2 ** 1023.9999, 0.9999999 ** 1e12);
