// Labelled continue and break out of nested loops.
let total = 0;
outer:
for (let i = 2; i < 300000; i++) {
  for (let k = 2; k * k <= i; k++) if (i % k === 0) continue outer;
  total++;
}
search:
for (let round = 0; round < 25000000; round++) {
  for (let k = 0; ; k++) {
    if (k > 10) continue search;
    if (((round ^ k) & 7) === 7) { total = (total + k) | 0; continue search; }
  }
}
console.log(total);
