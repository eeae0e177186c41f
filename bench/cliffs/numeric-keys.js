// Objects with keys that look like numbers.
const table = {};
for (let i = 0; i < 1000; i++) table[i * 3] = i;
const byText = {};
for (let i = 0; i < 100; i++) byText[String(i)] = i;
let total = 0;
for (let round = 0; round < 60000; round++) {
  for (let i = 0; i < 1000; i++) total = (total + table[i * 3]) | 0;
  for (let i = 0; i < 100; i++) total = (total + byText[i]) | 0;
  if (table[round] === undefined) total++;
}
console.log(total);
