// Captured variables that are assigned: counters and accumulators.
function makeCounter() {
  let count = 0;
  let sum = 0;
  return { add(n) { count++; sum = (sum + n) | 0; }, result: () => count + sum };
}
const counters = [makeCounter(), makeCounter(), makeCounter()];
for (let i = 0; i < 40000000; i++) counters[i % 3].add(i & 31);
console.log(counters.map((c) => c.result()).join());
