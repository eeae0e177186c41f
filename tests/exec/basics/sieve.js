const limit = 1000, composite = [];
let count = 0;
for (let i = 2; i <= limit; i++) { if (composite[i]) continue; count++; for (let j = i * i; j <= limit; j += i) composite[j] = true; }
console.log(count);
