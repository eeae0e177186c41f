// Methods that subclasses override: calls that know which classes there are notice every change.
class Shape { area() { return 0; } name() { return 'shape'; } twice() { return this.area() * 2; } }
class Square extends Shape { constructor(s) { super(); this.s = s; } area() { return this.s * this.s; } name() { return 'square'; } }
class Circle extends Shape { constructor(r) { super(); this.r = r; } area() { return this.r * this.r * 3; } }
class Dot extends Shape {}
const shapes = [new Square(2), new Circle(3), new Dot(), new Square(1.5)];
function sum(list) {
  let t = 0;
  for (const s of list) t += s.area();
  return t;
}
function names(list) {
  const out = [];
  for (let i = 0; i < list.length; i++) for (let k = 0; k < 2; k++) out.push(list[i].name() + k);
  return out.join();
}
const show = () => console.log(sum(shapes), names(shapes), shapes.map((s) => s.twice()).join());
show();
show();
// A method is replaced, by assignment and by definition; then put back.
const area = Square.prototype.area;
Square.prototype.area = function () { return 1000; };
show();
Object.defineProperty(Square.prototype, 'area', { value: () => 2000, writable: true, configurable: true });
show();
Square.prototype.area = area;
show();
for (let i = 0; i < 20; i++) {
  Square.prototype.area = i % 2 ? area : function () { return -i; };
  console.log(sum(shapes));
}
// … by a computed key, by Object.assign, by Reflect.set.
Circle.prototype['ar' + 'ea'] = () => 7;
show();
Object.assign(Circle.prototype, { area: () => 8 });
show();
Reflect.set(Circle.prototype, 'area', () => 9);
show();
// An own property hides it; an accessor; a deleted one uncovers what is above.
shapes[0].area = () => 0.25;
show();
delete shapes[0].area;
Object.defineProperty(shapes[1], 'area', { get: () => () => 77, configurable: true });
show();
delete shapes[1].area;
delete Circle.prototype.area;
show();
Shape.prototype.area = () => 5;
show();
// Another prototype, none at all, and no function.
Object.setPrototypeOf(shapes[2], Square.prototype);
shapes[2].s = 10;
show();
Object.setPrototypeOf(shapes[3], null);
shapes[3].area = () => 1; shapes[3].name = () => 'bare'; shapes[3].twice = () => 2;
show();
Shape.prototype.name = 42;
try { names(shapes); } catch (e) { console.log(e.message); }
Shape.prototype.name = () => 'again';
show();
// Receivers that are no objects of these classes.
Number.prototype.area = function () { return this * 10; };
String.prototype.area = function () { return this.length; };
console.log(sum([1, 'four', new Square(2), new Map().set(1, 2) && { area: () => 100 }]));
for (const bad of [null, undefined, {}, Symbol.iterator]) {
  try { sum([new Square(1), bad]); } catch (e) { console.log(e.message); }
}
console.log(sum([new Proxy(new Square(3), { get: (t, k) => (k === 'area' ? () => 31 : t[k]) })]));
// Arguments are evaluated after the method is read, and may replace it.
class A { m(x) { return 'A' + x; } }
class B extends A { m(x) { return 'B' + x; } }
function replaced(list) {
  const out = [];
  for (const o of list) out.push(o.m((A.prototype.m = () => 'new', 1)));
  return out.join();
}
console.log(replaced([new A(), new B(), new A()]));
class G { get m() { order.push('get'); return (x) => 'G' + x; } }
const order = [];
let value = 0;
function readsAfter(list) { let t = ''; for (const o of list) for (let k = 0; k < 2; k++) t += o.m(value); return t; }
Object.defineProperty(G.prototype, 'm', { get() { value++; return (x) => 'G' + x; } });
console.log(readsAfter([new B(), new G(), new A(), new G()]), value);
// Static methods and a counter on the class that others inherit from.
class Base { static make() { this.made++; return this.label(); } static label() { return 'base'; } }
Base.made = 0;
class Derived extends Base { static label() { return 'derived'; } }
class Third extends Base { static label() { return 'third'; } }
const made = [];
for (let i = 0; i < 12; i++) made.push([Base, Derived, Third][i % 3].make());
console.log(made.join(), Base.made, Derived.made, Third.made);
// A method of a base class on objects of several subclasses, with arguments that change what is called next.
class Root { constructor() { this.n = 0; } add(k) { this.n += k; return this; } }
class Left extends Root { constructor() { super(); this.side = 'left'; } }
class Right extends Root { constructor() { super(); this.other = this.side = 'right'; } }
const swap = (k) => { if (k === 5) Root.prototype.add = function (x) { this.n -= x; return this; }; return k; };
function addAll(list) { let k = 0; for (let round = 0; round < 3; round++) for (const o of list) o.add(swap(++k)); return list.map((o) => o.n).join(); }
console.log(addAll([new Left(), new Right(), new Root()]));
console.log(addAll([new Left(), new Right(), new Root()]));
