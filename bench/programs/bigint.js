// BigInt: digits of pi, factorials, modular powers.
function pi(digits) {
  let q = 1n, r = 0n, t = 1n, k = 1n, n = 3n, l = 3n, out = '';
  while (out.length < digits) {
    if (4n * q + r - t < n * t) { out += n; const nr = 10n * (r - n * t); n = (10n * (3n * q + r)) / t - 10n * n; q *= 10n; r = nr; }
    else { const nr = (2n * q + r) * l, nn = (q * (7n * k) + 2n + r * l) / (t * l); q *= k; t *= l; l += 2n; k += 1n; n = nn; r = nr; }
  }
  return out;
}
function power(base, exponent, modulus) { let result = 1n; base %= modulus; while (exponent > 0n) { if (exponent & 1n) result = (result * base) % modulus; base = (base * base) % modulus; exponent >>= 1n; } return result; }
console.log(pi(3000).slice(-20));
let f = 1n;
for (let i = 1n; i <= 2500n; i++) f *= i;
console.log(String(f).length, String(f % 1000000007n));
const p = (1n << 127n) - 1n;
let x = 3n;
for (let i = 0; i < 3000; i++) x = power(x + BigInt(i), p - 2n, p);
console.log(x.toString(16));
let h = 14695981039346656037n;
for (let i = 0; i < 4000000; i++) h = BigInt.asUintN(64, (h ^ BigInt(i & 255)) * 1099511628211n);
console.log(String(h));
