// A variadic function reads `arguments[i]`.
function sum() {
  let total = 0;
  for (let i = 0; i < arguments.length; i++) total += arguments[i];
  return total;
}
let total = 0;
for (let i = 0; i < 18000000; i++) total = (total + sum(i, 1, 2) + sum(3, i) + sum(i)) | 0;
console.log(total);
