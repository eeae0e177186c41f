// An array and an object read by numeric strings, as for-in gives them.
const list = [];
for (let i = 0; i < 100; i++) list.push(i);
let total = 0;
for (let round = 0; round < 40000; round++) {
  for (const key in list) total = (total + list[key]) | 0;
}
console.log(total);
