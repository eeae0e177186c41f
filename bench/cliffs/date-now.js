// Date.now, new Date, its parts.
let total = 0;
const start = Date.now();
for (let i = 0; i < 2500000; i++) {
  if (Date.now() < start) total++;
  if ((i & 3) === 0) {
    const date = new Date(1700000000000 + i * 1000);
    total = (total + date.getTime() % 1000 + date.getUTCMinutes()) | 0;
  }
}
console.log(total);
