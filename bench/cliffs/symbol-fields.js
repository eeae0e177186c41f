// Fields whose keys are symbols, and Symbol.toPrimitive.
const kId = Symbol('id');
const kNext = Symbol('next');
class Item {
  constructor(i) { this[kId] = i; this[kNext] = null; }
  [Symbol.toPrimitive]() { return this[kId]; }
}
const items = [];
for (let i = 0; i < 64; i++) items.push(new Item(i));
let total = 0;
for (let i = 0; i < 30000000; i++) {
  const item = items[i & 63];
  item[kNext] = items[(i + 1) & 63];
  total = (total + item[kNext][kId]) | 0;
  if ((i & 3) === 0) total = (total + +item) | 0;
}
console.log(total);
