// Nothing to tell: integers, fractions and fields of one class.
class Counter { constructor() { this.count = 0; } add(n) { this.count += n; } }
function sum(n) {
  let total = 0;
  for (let i = 0; i < n; i++) total += i & 7;
  return total;
}
function mean(n) {
  let total = 0.5;
  for (let i = 0; i < n; i++) total = total * 0.5 + i;
  return total;
}
console.log(sum(10), mean(10));
