// Object.keys, values and entries loops.
const objects = [{ a: 1, b: 2, c: 3 }, { x: 4, y: 5 }, { p: 1, q: 2, r: 3, s: 4 }];
let total = 0;
for (let i = 0; i < 1200000; i++) {
  const object = objects[i % 3];
  for (const key of Object.keys(object)) total = (total + object[key]) | 0;
  for (const [key, value] of Object.entries(object)) total = (total + key.length * value) | 0;
  Object.values(object).forEach((value) => { total = (total + value) | 0; });
}
console.log(total);
