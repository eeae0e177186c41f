// BigInt arithmetic on small values.
let total = 0n;
let a = 1n;
for (let i = 0; i < 10000000; i++) {
  a = (a * 3n + 7n) & 0xffffn;
  total += a;
  if (total > 1000000000n) total -= 1000000000n;
}
console.log(total.toString());
