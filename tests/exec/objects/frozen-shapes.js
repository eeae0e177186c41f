// Frozen objects of one make stay alike; what was frozen stays as it was.
class Point { #hidden = 1; constructor(x, y) { this.x = x; this.y = y; Object.freeze(this); } sum() { return this.x + this.y + this.#hidden; } set(n) { this.#hidden = n; return this; } }
const points = [];
for (let i = 0; i < 5; i++) points.push(new Point(i, 1));
let total = 0;
for (let round = 0; round < 100; round++) for (const p of points) total += p.sum();
console.log(total, points[2].set(10).sum());
for (const change of [(p) => { 'use strict'; p.x = 9; }, (p) => { 'use strict'; p.z = 9; }, (p) => { 'use strict'; delete p.x; },
  (p) => Object.defineProperty(p, 'x', { value: 3 }), (p) => Object.setPrototypeOf(p, null)]) {
  try { change(points[1]); console.log('done'); } catch (error) { console.log(error.message); }
}
points[1].x = 5;
console.log(points[1].x, Object.isFrozen(points[1]), JSON.stringify(Object.getOwnPropertyDescriptor(points[1], 'x')));
const config = Object.freeze({ a: 1, nested: { b: 2 }, get c() { return this.a + 1; }, [Symbol.for('s')]: 4 });
config.nested.b = 3;
console.log(config.a, config.nested.b, config.c, config[Symbol.for('s')], Object.isFrozen(config), Object.isFrozen(config.nested));
const { a, ...rest } = config;
rest.c = 7;
console.log(Object.isFrozen(rest), rest.c, JSON.stringify({ ...config }), Object.isExtensible({ ...config }));
const plain = { a: 1, nested: { b: 2 } };
plain.a = 2;
console.log(plain.a, Object.isFrozen(plain));
const withElements = Object.freeze({ 0: 'zero', name: 'n' });
withElements[0] = 'one';
console.log(withElements[0], Object.isFrozen(withElements));
const proto = Object.freeze({ shared: 1 });
const child = Object.create(proto);
child.shared = 2;
console.log(child.shared, Object.keys(child).length);
