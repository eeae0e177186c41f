// Constructors of plain fields, while what is above their objects changes.
class Point {
  constructor(x, y) { this.x = x; this.y = y; }
  sum() { return this.x + this.y; }
}
const make = (n) => { let last; for (let i = 0; i < n; i++) last = new Point(i, i * 2); return last; };
console.log(make(5).sum(), Object.keys(make(1)).join(), make(3) instanceof Point);

// A setter appears above, then a read-only property, then they go.
const log = [];
Object.defineProperty(Point.prototype, 'y', { set(v) { log.push('set ' + v + ' ' + Object.keys(this)); }, configurable: true });
console.log(make(2).x, log.join('; '), Object.keys(make(1)).join());
delete Point.prototype.y;
console.log(make(3).sum());
Object.defineProperty(Object.prototype, 'x', { value: 1, writable: false, configurable: true });
try { make(1); } catch (e) { console.log(e.constructor.name, e.message); }
delete Object.prototype.x;
console.log(make(4).sum());

// Another prototype, another constructor under the same name, subclasses.
function Old(a) { this.a = a; this.b = () => this.a; }
Old.prototype.get = function () { return this.b(); };
const olds = (n) => { let o; for (let i = 0; i < n; i++) o = new Old(i); return o; };
console.log(olds(3).get());
Old.prototype = { get() { return 'new ' + this.a; } };
console.log(olds(3).get());
Old.prototype = null;
console.log(Object.getPrototypeOf(olds(2)) === Object.prototype, olds(2).a);
class Sub extends Point { constructor(x) { super(x, 1); this.z = x; } }
const subs = (n) => { let o; for (let i = 0; i < n; i++) o = new Sub(i); return o; };
console.log(JSON.stringify(subs(3)), subs(2).sum());

// Objects in objects, the same field twice, values that throw, many fields.
class Node2 { constructor(l, r) { this.l = l; this.r = r; this.l = r; } }
const nest = (d) => d === 0 ? new Node2(null, 0) : new Node2(nest(d - 1), nest(d - 1));
console.log(JSON.stringify(nest(2)));
class Thrower { constructor(f) { this.a = 1; this.b = f(this); this.c = 3; } }
const throwers = (f) => { try { return JSON.stringify(new Thrower(f)); } catch (e) { return e; } };
console.log(throwers((t) => Object.keys(t).join()), throwers((t) => { throw 'thrown ' + t.a; }));
class Wide { constructor(n) { this.a = n; this.b = n; this.c = n; this.d = n; this.e = n; this.f = n; this.g = n; this.h = n; this.i = n; this.j = n;
  this.k = n; this.l = n; this.m = n; this.n = n; this.o = n; this.p = n; this.q = n; this.r = n; } }
const wides = (k) => { let o; for (let i = 0; i < k; i++) o = new Wide(i); return o; };
console.log(JSON.stringify(wides(3)));
const frozen = (k) => { const all = []; for (let i = 0; i < k; i++) all.push(Object.freeze(new Point(i, i))); return all.map((p) => p.sum()); };
console.log(frozen(3).join());
