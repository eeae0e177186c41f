// A queue of 50,000 filled, then emptied by shift.
let total = 0;
for (let round = 0; round < 3; round++) {
  const queue = [];
  for (let i = 0; i < 50000; i++) queue.push(i);
  while (queue.length > 0) total = (total + queue.shift()) | 0;
}
console.log(total);
