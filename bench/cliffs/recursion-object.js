// Deep recursion that passes objects and arrays along.
function walk(node, path) {
  if (node === null) return path.length;
  path.push(node.value);
  const n = walk(node.left, path) + walk(node.right, path) + node.value;
  path.pop();
  return n;
}
function build(depth) { return depth === 0 ? null : { value: depth, left: build(depth - 1), right: build(depth - 1) }; }
const tree = build(14);
let total = 0;
for (let round = 0; round < 500; round++) total = (total + walk(tree, [])) | 0;
console.log(total);
