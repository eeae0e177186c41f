// `arguments` handed on as a whole: f.apply(this, arguments).
function inner(a, b, c) {
  return a + b * 2 + (c | 0);
}
function outer() {
  return inner.apply(this, arguments);
}
let total = 0;
for (let i = 0; i < 24000000; i++) total = (total + outer(i, 2, 3) + outer(1, i)) | 0;
console.log(total);
