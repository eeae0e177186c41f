// Loops that read one element past the end.
const text = [];
for (let i = 0; i < 1000; i++) text.push(i & 7);
let total = 0;
for (let round = 0; round < 120000; round++) {
  for (let i = 0, value; (value = text[i]) !== undefined; i++) total = (total + value) | 0;
}
console.log(total);
