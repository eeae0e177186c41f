// A closure made in each round that captures the loop's variable.
let total = 0;
const handlers = [];
for (let round = 0; round < 10000; round++) {
  for (let i = 0; i < 1000; i++) handlers[i] = (n) => n + i + round;
  for (let i = 0; i < 1000; i++) total = (total + handlers[i](1)) | 0;
}
console.log(total);
