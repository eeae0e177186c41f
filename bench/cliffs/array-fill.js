// Array.from, fill, Array.of, spread of arrays.
let total = 0;
for (let i = 0; i < 100000; i++) {
  const zeros = new Array(50).fill(i);
  const made = Array.from({ length: 20 }, (_, k) => k + i);
  const copy = [...zeros, ...made];
  total = (total + copy.length + copy[60] + Array.from(made)[3] + Array.of(1, i, 3)[1]) | 0;
}
console.log(total);
