// Integers that overflow into doubles and come back.
let total = 0;
let x = 1;
for (let i = 0; i < 40000000; i++) {
  x = x * 31 + i;
  if (x > 1e12) x = x % 1000003;
  total = (total + (x & 255)) | 0;
}
let big = 2147483000;
for (let i = 0; i < 5000000; i++) { big += 1; if (big > 2147484000) big = 2147483000; }
console.log(total, big);
