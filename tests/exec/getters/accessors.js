const o = { _v: 1, get v() { return this._v; }, set v(x) { this._v = x * 2; }, get ['comp' + 1]() { return 'c'; }, get 5() { return 'five'; }, get 'quoted key'() { return 'q'; }, get get() { return 'get'; }, set set(v) {} };
o.v = 5; console.log(o.v, o.comp1, o[5], o['quoted key'], o.get, o.set);
const child = Object.create(o); child.v = 7; console.log(child.v, o.v, Object.hasOwn(child, '_v'));
const d = Object.getOwnPropertyDescriptor(o, 'v'); console.log(typeof d.get, typeof d.set, d.get.name, d.set.name, d.enumerable);
const both = { get x() { return 1; }, x: 2 }; console.log(both.x); const again = { x: 2, get x() { return 3; } }; console.log(again.x);
console.log(Object.keys(o).join());
