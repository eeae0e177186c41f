// hasOwnProperty and Object.hasOwn.
const objects = [{ a: 1 }, { b: 2 }, { a: 3, b: 4 }];
const keys = ['a', 'b', 'c'];
let total = 0;
for (let i = 0; i < 12000000; i++) {
  const o = objects[i % 3];
  if (o.hasOwnProperty('a')) total++;
  if (Object.hasOwn(o, keys[i & 1])) total += 2;
  total |= 0;
}
console.log(total);
