// Fields that hold fractions: whatever else is stored there, and whoever looks, it is a property like others.
class P {
  constructor(x, y) {
    this.x = x;
    this.y = y;
    this.name = 'p';
  }
  sum() {
    return this.x + this.y;
  }
  scale(k) {
    this.x *= k;
    this.y *= k;
    return this;
  }
}
// Stores that the text does not name the property of.
function put(o, k, v) {
  o[k] = v;
}
function total(list) {
  let s = 0.5;
  for (const p of list) s += p.x * 1.5 + p.y / 3;
  return s;
}
const list = [];
for (let i = 0; i < 200; i++) list.push(new P(i * 0.5, i / 3));
console.log(total(list).toFixed(6), list[3], JSON.stringify(list[2]), list[4].sum());
const p = list[0];
put(p, 'x', 3);
console.log(p.x, Object.is(p.x, 3), [10, 20, 30, 40][p.x], String(p.x), p.x | 0, p.x === 3, new Map([[3, 'three']]).get(p.x), JSON.stringify(p), `${p.x}`);
put(p, 'x', -0);
console.log(Object.is(p.x, -0), 1 / p.x, p);
put(p, 'x', NaN);
console.log(p.x, p.x === p.x);
put(p, 'x', 2 ** 40);
console.log(p.x);
p.x++;
p.y--;
console.log(p.x, p.y, total(list) > 2 ** 40);
put(list[1], 'x', 'text');
put(list[2], 'y', undefined);
put(list[3], 'x', { valueOf: () => 7 });
put(list[5], 'x', null);
put(list[6], 'x', true);
put(list[7], 'x', 10n ** 3n > 5n);
console.log(total(list), list.slice(1, 8), list[1].sum(), list[3].scale(2));
delete list[8].name;
delete list[9].y;
delete list[10].x;
put(list[10], 'x', 0.25);
console.log(list[8], list[9], list[10], Object.keys(list[10]));
Object.freeze(list[11]);
put(list[11], 'x', 5);
try {
  'use strict';
  (function () { 'use strict'; list[11].x = 5.5; })();
} catch (e) {
  console.log(e.message);
}
put(Object.seal(list[12]), 'x', 12);
put(Object.seal(list[12]), 'y', 'sealed');
put(Object.preventExtensions(list[13]), 'x', 13);
Object.defineProperty(list[14], 'x', { value: 'fixed', writable: false });
Object.defineProperty(list[15], 'x', { get() { return 15.5; } });
Object.defineProperty(list[16], 'x', { value: 16 });
Object.defineProperty(list[17], 'x', { enumerable: false });
console.log(list.slice(11, 18), total(list));
Object.setPrototypeOf(list[18], { sum() { return 'other'; } }).x = 18.5;
console.log(list[18].sum(), list[18].x, Object.create(list[19]).x, list[19].sum());
const child = Object.create(list[20]);
put(list[20], 'x', 'proto');
child.x = 1.5;
console.log(child.x, list[20].x, child.sum());
// literals
const make = (x, y) => ({ x: x / 1, y: y * 0.5, z: 1 });
const copy = (o) => ({ x: o.x, y: o.y, z: 1.5 });
const made = [];
for (let i = 0; i < 100; i++) made.push(make(i / 4, i));
for (const p of list) made.push(copy(p));
for (const odd of JSON.parse('["s", null, 3]')) put(made.at(-1), 'x', odd), made.push(copy(made.at(-1)));
console.log(made[5], made.slice(-5), made.slice(100, 125), { ...made[7] }, Object.assign({}, made[8], JSON.parse('{"x": "assigned"}')), Object.assign(new P(1.5, 2.5), JSON.parse('{"x": 9, "y": "q"}')));
put(made[0], 'x', 7);
put(made[1], 'x', 'seven');
console.log(made[0], made[1], made.map((m) => m.x).slice(0, 4), structuredClone(made[2]));
console.log(JSON.parse('[{"x":1.5,"y":2},{"x":3,"y":4.5},{"x":"s","y":null}]'));
// an accessor that appears above
Object.defineProperty(P.prototype, 'w', { set(v) { this.seen = v; }, configurable: true });
P.prototype.late = 0;
for (let i = 0; i < 3; i++) {
  list[i + 30].w = i / 2;
  list[i + 30].late = i / 2;
}
console.log(list[32]);
// fields of classes
class Q extends P {
  z = 0.125;
  t = 1 / 3;
  constructor(x) {
    super(x, x * 2);
    if (x > 1) this.extra = x / 7;
  }
}
const qs = [new Q(0.5), new Q(2.5), new Q(3)];
for (let i = 0; i < 50; i++) for (const q of qs) q.scale(1.01), (q.z += 0.5), (q.extra = i / 3);
console.log(qs);
put(qs[0], 'z', 'z');
put(qs[1], 'extra', undefined);
console.log(qs, total(qs));
const { x, ...rest } = qs[2];
console.log(x, rest, 'x' in qs[2], Object.entries(made[3]), Object.getOwnPropertyDescriptor(qs[2], 'y'));
// more than the inline slots, and an index from a field
const wide = {};
for (let i = 0; i < 100; i++) wide['k' + i] = i / 3;
wide.x = 1.5;
wide.x = 2;
console.log(wide.x, wide.k99, [0, 1, 2][wide.x]);
function Plain(x) {
  if (!new.target) return new Plain(x);
  this.x = x * 0.5;
  this.y = this.x / 2;
}
console.log(new Plain(0.5), Plain(2), Reflect.construct(Plain, [3], P));
