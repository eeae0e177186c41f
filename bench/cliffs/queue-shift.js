// push and shift as a queue, short and long.
const short = [];
const long = [];
for (let i = 0; i < 20000; i++) long.push(i);
let total = 0;
for (let i = 0; i < 3000000; i++) {
  short.push(i);
  if (short.length > 10) total = (total + short.shift()) | 0;
  if ((i & 15) === 0) { long.push(long.shift()); total = (total + long[0]) | 0; }
}
console.log(total);
