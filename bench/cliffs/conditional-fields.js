// Fields that a constructor adds only sometimes: eight shapes reach one reading site.
class Node {
  constructor(i) {
    this.id = i;
    if (i & 1) this.left = i * 2;
    if (i & 2) this.right = i * 3;
    if (i & 4) this.parent = i + 1;
    this.weight = i & 15;
  }
}
let total = 0;
for (let round = 0; round < 30; round++) {
  const nodes = [];
  for (let i = 0; i < 40000; i++) nodes.push(new Node(i));
  for (const node of nodes) {
    total += node.weight + node.id;
    if (node.left !== undefined) total += node.left;
    if (node.right !== undefined) total -= node.right;
    if (node.parent !== undefined) total ^= node.parent;
  }
}
console.log(total);
