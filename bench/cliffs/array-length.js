// Arrays cut and emptied by their length.
const list = [];
let total = 0;
for (let round = 0; round < 800000; round++) {
  list.length = 0;
  for (let i = 0; i < 20; i++) list[list.length] = i + round;
  list.length = 10;
  total = (total + list[9] + list.length) | 0;
}
console.log(total);
