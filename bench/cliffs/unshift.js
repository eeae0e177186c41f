// unshift and pop: a queue the other way round.
const short = [];
let total = 0;
for (let i = 0; i < 4000000; i++) {
  short.unshift(i);
  if (short.length > 16) total = (total + short.pop()) | 0;
}
const long = [];
for (let i = 0; i < 20000; i++) long.unshift(i);
console.log(total, long[0], long.length);
