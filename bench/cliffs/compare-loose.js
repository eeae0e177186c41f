// == and != with null, mixed types, typeof tests.
const values = [0, '0', null, undefined, 1, '1', true, 'x', 2.5];
let total = 0;
for (let i = 0; i < 30000000; i++) {
  const a = values[i % 9];
  const b = values[(i * 5 + 1) % 9];
  if (a == null) total++;
  if (a == b) total += 2;
  if (typeof a === typeof b) total += 3;
  total |= 0;
}
console.log(total);
