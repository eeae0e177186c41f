// toString with and without radix, toFixed, String(n), toPrecision.
let total = 0;
for (let i = 0; i < 1000000; i++) {
  total += i.toString().length + i.toString(16).length + String(i & 1023).length;
  total += (i / 7).toFixed(2).length;
  if ((i & 15) === 0) total += (i / 3).toPrecision(5).length + (i * 1.1).toString().length;
}
console.log(total);
