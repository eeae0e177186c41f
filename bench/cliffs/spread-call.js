// f(...array), f(first, ...rest).
function add(a, b, c) { return a + b * 2 + c * 3; }
const rows = [[1, 2, 3], [4, 5, 6], [7, 8, 9]];
const pairs = [[2, 3], [5, 6]];
let total = 0;
for (let i = 0; i < 8000000; i++) total = (total + add(...rows[i % 3]) + add(i & 7, ...pairs[i & 1])) | 0;
console.log(total);
