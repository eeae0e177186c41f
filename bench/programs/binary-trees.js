// Allocation: many small short-lived trees and one long-lived one.
class Tree { constructor(left, right) { this.left = left; this.right = right; } check() { return this.left === null ? 1 : 1 + this.left.check() + this.right.check(); } }
const build = (depth) => (depth === 0 ? new Tree(null, null) : new Tree(build(depth - 1), build(depth - 1)));
const max = 18;
const long = build(max);
console.log('stretch', build(max + 1).check());
for (let depth = 4; depth <= max; depth += 4) {
  const n = 1 << (max - depth + 4);
  let total = 0;
  for (let i = 0; i < n; i++) total += build(depth).check();
  console.log(n, depth, total);
}
console.log('long lived', long.check());
