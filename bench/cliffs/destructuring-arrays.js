// Array destructuring: pairs returned, parameters, nested, rest.
function divmod(a, b) { return [(a / b) | 0, a % b]; }
let total = 0;
const rows = [[1, [2, 3]], [4, [5, 6]]];
for (let i = 0; i < 20000000; i++) {
  const [q, r] = divmod(i, 7);
  const [a, [b, c]] = rows[i & 1];
  total = (total + q + r + a + b * c) | 0;
}
console.log(total);
