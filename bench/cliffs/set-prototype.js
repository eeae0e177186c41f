// Objects whose prototype is set after they were made.
const proto = { get() { return this.n; } };
let total = 0;
for (let i = 0; i < 1500000; i++) {
  const object = { n: i & 7 };
  Object.setPrototypeOf(object, proto);
  const literal = { __proto__: proto, n: 2 };
  total = (total + object.get() + literal.get()) | 0;
}
console.log(total);
