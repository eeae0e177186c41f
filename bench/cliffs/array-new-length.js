// new Array(n) filled in order, doubles and integers.
let total = 0;
for (let round = 0; round < 2000; round++) {
  const ints = new Array(10000);
  const halves = new Array(10000);
  for (let i = 0; i < 10000; i++) { ints[i] = i ^ round; halves[i] = i * 0.5; }
  for (let i = 0; i < 10000; i += 2) total = (total + ints[i] + halves[i]) | 0;
}
console.log(total);
