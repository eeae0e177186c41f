// sort with and without comparator, of numbers, strings and objects.
let total = 0;
for (let round = 0; round < 200; round++) {
  const numbers = [];
  for (let i = 0; i < 3000; i++) numbers.push((i * 7919 + round) % 10007);
  const objects = numbers.slice(0, 1000).map((n) => ({ n, s: 's' + n }));
  numbers.sort((a, b) => a - b);
  objects.sort((a, b) => (a.s < b.s ? -1 : a.s > b.s ? 1 : 0));
  const words = objects.map((o) => o.s).sort();
  total = (total + numbers[100] + objects[10].n + words[500].length) | 0;
}
console.log(total);
