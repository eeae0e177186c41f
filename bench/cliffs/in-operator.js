// `in` with constant keys, computed keys, indices.
const objects = [{ a: 1 }, { b: 2 }, { a: 3, b: 4 }];
const keys = ['a', 'b', 'c'];
const list = [1, 2, 3];
let total = 0;
for (let i = 0; i < 15000000; i++) {
  const o = objects[i % 3];
  if ('a' in o) total++;
  if (keys[i & 1] in o) total += 2;
  if ((i & 7) in list) total += 3;
  total |= 0;
}
console.log(total);
