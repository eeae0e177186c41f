// Arrays with holes, read, tested and filled.
const holey = [];
for (let i = 0; i < 10000; i += 3) holey[i] = i;
let total = 0;
for (let round = 0; round < 8000; round++) {
  for (let i = 0; i < holey.length; i++) {
    const value = holey[i];
    if (value !== undefined) total = (total + value) | 0;
  }
  holey[(round * 3) % 9999] = round;
}
console.log(total);
