// Number.isInteger, isNaN, Math functions, modulo of fractions.
let total = 0;
let x = 0.5;
for (let i = 0; i < 10000000; i++) {
  x = (x * 1.37 + 0.11) % 10;
  if (Number.isInteger(x)) total++;
  if (isNaN(x)) total += 2;
  total += Math.floor(x) + Math.round(x * 2) + Math.max(i & 3, 2) + Math.abs(2 - x);
  if (Number.isFinite(total)) total %= 100000;
}
console.log(total.toFixed(6));
