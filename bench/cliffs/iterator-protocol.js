// Iterators written by hand.
class Range {
  constructor(n) { this.n = n; }
  [Symbol.iterator]() {
    let i = 0;
    const n = this.n;
    return { next: () => (i < n ? { value: i++, done: false } : { value: undefined, done: true }) };
  }
}
let total = 0;
const range = new Range(100);
for (let round = 0; round < 240000; round++) {
  for (const value of range) total = (total + value) | 0;
}
console.log(total);
