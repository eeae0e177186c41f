// One site adds a field to objects of twenty shapes.
let total = 0;
function label(o, n) { o.label = n; return o; }
for (let i = 0; i < 600000; i++) {
  total += label({ a: 1 }, i).label & 1;
  total += label({ b: 1 }, i).label & 1;
  total += label({ c: 1 }, i).label & 1;
  total += label({ d: 1 }, i).label & 1;
  total += label({ e: 1 }, i).label & 1;
  total += label({ f: 1 }, i).label & 1;
  total += label({ g: 1 }, i).label & 1;
  total += label({ a: 1, b: 2 }, i).label & 1;
  total += label({ a: 1, c: 2 }, i).label & 1;
  total += label({ a: 1, d: 2 }, i).label & 1;
  total += label([], i).label & 1;
  total += label(() => 1, i).label & 1;
}
console.log(total);
