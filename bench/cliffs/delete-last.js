// The last field deleted again and again: a mark on an object, then taken off.
class Visit { constructor(i) { this.id = i; this.next = null; } }
const nodes = [];
for (let i = 0; i < 1000; i++) nodes.push(new Visit(i));
let total = 0;
for (let round = 0; round < 3000; round++) {
  for (const node of nodes) node.mark = round;
  for (const node of nodes) { total = (total + node.mark + node.id) | 0; delete node.mark; }
}
console.log(total);
