// splice in the middle: inserted and removed.
const list = [];
for (let i = 0; i < 200; i++) list.push(i);
let total = 0;
for (let i = 0; i < 2000000; i++) {
  list.splice(50 + (i & 63), 1);
  list.splice(100 - (i & 31), 0, i);
  total = (total + list[75]) | 0;
}
console.log(total, list.length);
