// [a, b] = [b, a] of variables and of elements.
const list = [5, 3, 8, 1, 9, 2, 7];
let a = 1;
let b = 2;
let total = 0;
for (let i = 0; i < 20000000; i++) {
  [a, b] = [b, (a + i) & 255];
  const k = i % 6;
  [list[k], list[k + 1]] = [list[k + 1], list[k]];
  total = (total + a + list[k]) | 0;
}
console.log(total, list.join());
