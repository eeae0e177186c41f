// Fast copies know the methods and new fields of a class's objects: whatever changes them has to be seen.
class Vec {
  constructor(x, y) { this.x = x; this.y = y; }
  add(o) { return new Vec(this.x + o.x, this.y + o.y); }
  scale(k) { return new Vec(this.x * k, this.y * k); }
  dot(o) { return this.x * o.x + this.y * o.y; }
}
function step(a, b) {
  const c = a.scale(2).add(b);
  return c.dot(a) - c.x * c.y;
}
let sum = 0;
for (let i = 0; i < 100; i++) sum += step(new Vec(i / 2, 1), new Vec(3, i));
console.log(sum);

// another method of the same name, an own property that hides it
const original = Vec.prototype.dot;
Vec.prototype.dot = function (o) { return this.x * o.y; };
console.log(step(new Vec(1.5, 2), new Vec(3, 4)));
Vec.prototype.dot = original;
console.log(step(new Vec(1.5, 2), new Vec(3, 4)));
const odd = new Vec(1.5, 2);
odd.scale = (k) => new Vec(k, k);
console.log(step(odd, new Vec(3, 4)));
console.log(step({ x: 1, y: 2, scale: () => ({ add: () => ({ x: 3, y: 4, dot: () => 5 }) }) }, new Vec(3, 4)));

// a subclass overrides a method and adds fields
class Sub extends Vec {
  constructor(x, y) { super(x, y); this.z = 1; }
  scale(k) { return new Sub(this.y * k, this.x * k); }
}
console.log(step(new Sub(1.5, 2), new Vec(3, 4)), step(new Vec(1.5, 2), new Sub(3, 4)));

// values that are no numbers, fields that are gone
console.log(step(new Vec('a', 2), new Vec(3, 4)));
const less = new Vec(1, 2);
delete less.y;
console.log(step(less, new Vec(3, 4)));

// the class gets a setter for a field, and loses it again
const log = [];
Object.defineProperty(Vec.prototype, 'y', { configurable: true, get() { return 7; }, set(v) { log.push(v); } });
console.log(step(new Vec(1.5, 2), new Vec(3, 4)), log.length, Object.keys(new Vec(1, 2)));
delete Vec.prototype.y;
console.log(step(new Vec(1.5, 2), new Vec(3, 4)), Object.keys(new Vec(1, 2)));
Object.defineProperty(Vec.prototype, 'x', { configurable: true, value: 9, writable: false });
try { step(new Vec(1.5, 2), new Vec(3, 4)); } catch (e) { console.log(e.message); }
delete Vec.prototype.x;
console.log(step(new Vec(1.5, 2), new Vec(3, 4)));

// methods that throw or change the object in between
Vec.prototype.add = function (o) { if (o.x === 13) throw new Error('unlucky'); delete this.y; this.y = '5'; return new Vec(this.y, o.x); };
console.log(step(new Vec(1.5, 2), new Vec(3, 4)));
try { step(new Vec(1, 1), new Vec(13, 1)); } catch (e) { console.log(e.message); }
Object.setPrototypeOf(Vec.prototype, { scale: 1 });
delete Vec.prototype.scale;
try { step(new Vec(1, 1), new Vec(13, 1)); } catch (e) { console.log(e.constructor.name, e.message); }

// fields that are assigned in different orders, or only sometimes
class Pair {
  constructor(a, b, swap) {
    if (swap) { this.b = b; this.a = a; } else { this.a = a; this.b = b; }
    this.c = 0.5;
  }
  sum() { return this.a * 2 + this.b + this.c; }
}
function total(pairs) {
  let t = 0;
  for (let i = 0; i < pairs.length; i++) { const p = pairs[i]; t += p.sum() + p.a * p.b - p.c; p.c = t; }
  return t;
}
console.log(total([new Pair(1, 2, false), new Pair(1, 2, true), new Pair(0.5, 0.25, false)]));

// a method whose name built-in classes have, too
class Bag { constructor() { this.n = 0; this.list = [1.5]; } push(v) { this.n += v; return this.n; } has(v) { return this.n === v; } }
function fill(target, count) { let last = 0; for (let i = 0; i < count; i++) last = target.push(i); return last * 2; }
console.log(fill(new Bag(), 5), fill([], 5), fill(new Bag(), 3));
// the value of a field, read twice, with a write through another name in between
function alias(p, q) { p.x = 1.5; q.x = 2.5; const s = p.x * 2; q.x = s + p.x; return p.x + q.x + s; }
const one = new Vec(0, 0);
Object.setPrototypeOf(Vec.prototype, Object.prototype);
console.log(alias(one, one), alias(one, new Vec(1, 1)));
