// Function-scoped `var` shared by closures, and let captured by many.
function run(n) {
  var total = 0;
  var add = function (k) { total = (total + k) | 0; };
  for (var i = 0; i < n; i++) {
    var twice = i * 2;
    add(twice);
    if (i & 1) add(1);
  }
  return total;
}
let sum = 0;
for (let round = 0; round < 40; round++) sum = (sum + run(1000000)) | 0;
console.log(sum);
