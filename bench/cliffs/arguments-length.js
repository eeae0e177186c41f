// `arguments.length` decides what an overloaded function does.
function area(a, b) {
  if (arguments.length === 0) return 0;
  if (arguments.length === 1) return a * a;
  return a * b;
}
let total = 0;
for (let i = 0; i < 100000000; i++) {
  total = (total + area() + area(i & 7) + area(i & 3, 5)) | 0;
}
console.log(total);
