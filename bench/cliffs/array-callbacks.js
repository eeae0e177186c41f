// map, filter, reduce, some, every, find, findIndex, flatMap over short arrays.
const list = [];
for (let i = 0; i < 20; i++) list.push(i);
let total = 0;
for (let i = 0; i < 150000; i++) {
  total += list.map((x) => x + i).filter((x) => x & 1).reduce((sum, x) => sum + x, 0);
  if (list.some((x) => x > 18)) total++;
  if (list.every((x) => x < 30)) total++;
  total += list.find((x) => x === 15) + list.findIndex((x) => x === (i & 15));
  total = (total + list.flatMap((x) => (x & 7 ? [] : [x])).length) | 0;
}
console.log(total);
