// Bound functions called in a hot loop, with and without bound arguments.
class Counter {
  constructor() { this.n = 0; this.step = this.step.bind(this); }
  step(k) { this.n = (this.n + k) | 0; }
}
const counter = new Counter();
const step = counter.step;
const scale = ((a, b) => a * b).bind(null, 3);
for (let i = 0; i < 60000000; i++) {
  step(i & 7);
  step(scale(i & 3));
}
console.log(counter.n);
