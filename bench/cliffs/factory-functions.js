// Objects made by functions, with methods as closures.
function makePoint(x, y) {
  return { x, y, dist() { return x * x + y * y; }, move(dx) { return makePoint(x + dx, y); } };
}
let total = 0;
for (let i = 0; i < 8000000; i++) {
  const point = makePoint(i & 7, 2);
  total = (total + point.dist() + point.move(1).x) | 0;
}
console.log(total);
