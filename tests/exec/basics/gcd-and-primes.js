const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));
const isPrime = (n) => { if (n < 2) return false; for (let d = 2; d * d <= n; d++) if (n % d === 0) return false; return true; };
let primes = '';
for (let n = 0; n < 50; n++) if (isPrime(n)) primes += n + ' ';
console.log(gcd(1071, 462), primes);
