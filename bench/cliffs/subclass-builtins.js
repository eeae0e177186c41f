// Subclasses of Array, Map and Error.
class Stack extends Array { top() { return this[this.length - 1]; } }
class Counter extends Map { add(key) { this.set(key, (this.get(key) || 0) + 1); } }
class Failure extends Error { constructor(code) { super('failed'); this.code = code; } }
let total = 0;
const counter = new Counter();
for (let i = 0; i < 500000; i++) {
  const stack = new Stack();
  stack.push(i, i + 1);
  counter.add(i & 31);
  total = (total + stack.top()) | 0;
  if ((i & 7) === 0) total += new Failure(i & 3).code;
}
console.log(total, counter.size);
