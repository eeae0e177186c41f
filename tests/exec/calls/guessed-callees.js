// Calls whose callee the program suggests, and what happens when it is another one after all.
class Point {
  constructor(x, y = 7) { this.x = x; this.y = y; }
  sum() { return this.x + this.y; }
  scale(k, ...rest) { return new Point(this.x * k, this.y * k + rest.length); }
  count() { return arguments.length; }
  self() { return this; }
  who() { return new.target === undefined; }
}
class Point3 extends Point {
  constructor(x, y, z) { super(x, y); this.z = z; }
  sum() { return super.sum() + this.z; }
}
const total = (p) => p.sum();
console.log(total(new Point(1, 2)), total(new Point3(1, 2, 3)), total(new Point(1)), total({ sum: () => 'own' }));
for (const bad of [null, undefined, 1, 'text', {}, { sum: 3 }]) {
  try { console.log(total(bad)); } catch (e) { console.log(e.message); }
}
console.log(new Point(2, 3).scale(2).sum(), new Point(2, 3).scale(2, 1, 1).sum(), new Point(1, 1).count(1, 2, 3), new Point(1, 1).who());
Point.prototype.sum = function () { return 'replaced ' + this.x; };
console.log(total(new Point(5, 5)), total(new Point3(1, 2, 3)));
const own = new Point(1, 1); own.sum = () => 'shadowed';
console.log(total(own));
Object.defineProperty(Point.prototype, 'sum', { get() { return () => 'from a getter'; }, configurable: true });
console.log(total(new Point(5, 5)));
try { Point(1, 2); } catch (e) { console.log(e.message); }
try { Point.call({}, 1, 2); } catch (e) { console.log(e.message); }

// Constructors
function Old(a) { if (!new.target) return new Old(a); this.a = a; }
Old.prototype.get = function () { return this.a; };
console.log(Old(3).get(), new Old(4).get(), new Old(4) instanceof Old);
function Gives(o) { this.mine = 1; return o; }
console.log(new Gives({ other: 1 }), new Gives(5), new Gives(undefined));
function Late() { this.v = 1; }
const late = () => new Late();
console.log(Object.getPrototypeOf(late()) === Late.prototype);
Late.prototype = { marker: 'new prototype' };
console.log(late().marker, Object.keys(late()));
Late.prototype = 5;
console.log(Object.getPrototypeOf(late()) === Object.prototype);
let Made = class { constructor(v) { this.v = v; } };
const make = (v) => new Made(v);
console.log(make(1));
Made = function Other(v) { this.w = v; };
console.log(make(2));
Made = new Proxy(class P { constructor() { this.p = new.target === Made; } }, {});
console.log(make(3).p);
Made = (() => {}).bind();
try { make(4); } catch (e) { console.log(e.message); }

// Setters and read-only properties that a constructor's assignments meet
class Cell { constructor(v) { this.v = v; this.w = v + 1; } }
const cell = (v) => new Cell(v);
console.log(cell(1), cell(2));
Object.defineProperty(Cell.prototype, 'v', { set(v) { this._v = v * 10; }, get() { return this._v; }, configurable: true });
console.log(cell(1), cell(1).v);
Object.defineProperty(Cell.prototype, 'v', { value: 1, writable: false, configurable: true });
try { cell(1); } catch (e) { console.log(e.message); }
delete Cell.prototype.v;
console.log(cell(9));
Object.defineProperty(Object.prototype, 'w', { set(v) { console.log('set w', v); }, configurable: true });
console.log(cell(9));
delete Object.prototype.w;

// TDZ, captured classes, fields, throwing in bodies that were put in place
function scope() {
  const early = () => new Inner(1);
  try { early(); } catch (e) { console.log(e.name, e.message); }
  class Inner { kept = 'field'; #p = 2; constructor(n) { this.n = n; } p() { return this.#p + this.n; } }
  console.log(early(), early().p());
}
scope();
class Thrower { constructor(v) { this.v = v; } go() { return this.v.missing.deeper; } }
const go = (t) => t.go();
try { go(new Thrower({})); } catch (e) { console.log(e.stack.split('\n').slice(0, 3).map((l) => l.replace(/\(.*[\\/]/, '(')).join('\n')); }
const shapes = [{ area() { return 1; } }, { n: 2, area() { return this.n; } }, new (class { area() { return 3; } })(), { area: () => 4 }, { area: Math.max }];
let areas = 0;
for (let i = 0; i < 1000; i++) { const a = shapes[i % shapes.length].area(); if (a > 0) areas += a; }
console.log(areas);
