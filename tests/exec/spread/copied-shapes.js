// Object literals that begin with a spread: what is copied at once, and what may not be.
const show = (o) => console.log(JSON.stringify(o), Object.keys(o).join());
const a = { x: 1, y: 2.5, z: 'three' };
for (let i = 0; i < 3; i++) {
  show({ ...a }); show({ ...a, y: i + 0.25 }); show({ ...a, w: i }); show({ w: i, ...a }); show({ ...a, ...{ y: 0, v: 9 }, u: 1 });
  show({ ...a, x: 'text', y: null }); show({ ...a, get g() { return this.y; } }); show({ ...a, 5: 'index', __proto__: { p: 1 } });
}
const wide = {};
for (let i = 0; i < 40; i++) wide['k' + i] = i / 2;
const copy = { ...wide, k3: 'changed', more: true };
console.log(Object.keys(copy).length, copy.k3, copy.k39, wide.k3, copy.more);
// A copy and its source go separate ways, also where fields hold fractions.
class V { constructor(x) { this.x = x; this.y = x / 2; } }
const v = new V(3), c = { ...v, label: 'v' };
c.x = 'no number'; v.y = 10.5; v.x += 0.5;
show(c); show(v); console.log(c instanceof V, { ...v }.y + { ...c }.y);
const s = Symbol('s');
const odd = { [s]: 1, plain: 2 };
console.log({ ...odd }[s], Object.getOwnPropertySymbols({ ...odd, z: 1 }).length);
const hidden = Object.defineProperty({ seen: 1 }, 'unseen', { value: 2, enumerable: false });
show({ ...hidden, last: 3 });
let reads = 0;
const getter = { get r() { return ++reads; }, q: 1 };
show({ ...getter, n: 0 }); show({ ...getter }); console.log(reads, Object.getOwnPropertyDescriptor({ ...getter }, 'r').value);
show({ ...Object.freeze({ f: 1 }), g: 2 });
const thawed = { ...Object.freeze({ f: 1 }) }; thawed.f = 2; thawed.h = 3; show(thawed);
const deleted = { d1: 1, d2: 2, d3: 3 }; delete deleted.d2; show({ ...deleted, d4: 4 });
show({ ...[7, 8], length: 2 }); show({ ...'ab', c: 1 }); show({ ...null, ...undefined, ...5, e: 1 });
show({ ...Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }) });
