// Getters and setters of classes, prototypes and single objects, in loops; then others take their place.
class Vector {
  constructor(x, y) { this._x = x; this._y = y; }
  get x() { return this._x; }
  set x(v) { this._x = v | 0; }
  get sum() { return this.x + this._y; }
}
function Model() { this._v = 0; }
Object.defineProperty(Model.prototype, 'value', { get() { return this._v; }, set(v) { this._v = v; }, configurable: true });
const own = { n: 1 };
Object.defineProperty(own, 'twice', { get() { return this.n * 2; }, set(v) { this.n = v; }, configurable: true });
const make = (k) => ({ k, get double() { return this.k * 2; }, set double(v) { this.k = v / 2; } });
const made = [make(1), make(2)];
function work(v, m, o, i) {
  v.x = i + 0.5;
  m.value = v.sum;
  o.twice = m.value & 7;
  made[i & 1].double = i;
  return v.x + m.value + o.twice + made[(i + 1) & 1].double;
}
const v = new Vector(1, 2), m = new Model();
let total = 0;
for (let i = 0; i < 3000; i++) total += work(v, m, own, i);
console.log(total, v.x, m.value, own.twice);
Object.defineProperty(own, 'twice', { get() { return 'again'; }, set(v) { this.n = -v; }, configurable: true });
console.log(work(v, m, own, 3), own.n, own.twice);
Object.defineProperty(Vector.prototype, 'x', { get() { return 1000; }, configurable: true });
console.log(work(v, m, own, 4), v._x);
'use strict';
(function () { 'use strict'; try { work2(v); } catch (e) { console.log(e.name, e.message); } function work2(o) { o.x = 1; } })();
Object.defineProperty(v, 'x', { value: 'data', writable: true });
console.log(work(v, m, own, 5), v.x);
delete Model.prototype.value;
console.log(work(v, m, own, 6), m.value, Object.keys(m).join());
const plain = { x: 1, sum: 2, value: 3, twice: 4 };
console.log(work(plain, plain, plain, 7), JSON.stringify(plain));
const trap = new Proxy({}, { get(t, k) { return k === 'sum' ? 5 : 1; }, set(t, k, x) { console.log('set', k, x); return true; } });
console.log(work(trap, trap, trap, 8));
Object.setPrototypeOf(m, { get value() { return 42; }, set value(x) { console.log('setter', x); } });
console.log(work(plain, m, plain, 9));
for (const bad of [undefined, null]) try { work(bad, m, own, 1); } catch (e) { console.log(e.name, e.message); }
