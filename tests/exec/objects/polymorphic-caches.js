// One site, many shapes: own slots, overflow slots, prototype values, getters, setters, absent, primitives; then changes that must be seen.
class A { constructor() { this.x = 1; } get g() { return 'A' + this.x; } set s(v) { this.x = v; } who() { return 'a'; } }
class B extends A { constructor() { super(); this.y = 2; } who() { return 'b'; } }
class C extends A { constructor() { super(); this.z = 3; } get g() { return 'C' + this.x; } }
class D { constructor() { for (let i = 0; i < 20; i++) this['p' + i] = i; this.x = 20; } }
class E { }
class F extends A { constructor() { super(); this.f = 1; } set s(v) { this.x = -v; } }
class G extends A { constructor() { super(); delete this.x; } }
const make = [() => new A(), () => new B(), () => new C(), () => new D(), () => new E(), () => new F(), () => new G(), () => Object.create({ x: 'up', get g() { return typeof this; } }), () => [1, 2], () => ({ x: 9, s: 8, g: 7 }), () => 'text', () => 5, () => Symbol.iterator, () => true];
const getX = (o) => o.x, getG = (o) => o.g, setS = (o, v) => { o.s = v; }, setX = (o, v) => { o.x = v; }, addN = (o, v) => { o.n = v; }, whoOf = (o) => o.who && o.who();
function pass(label) {
  const out = [];
  for (let round = 0; round < 600; round++) {
    for (const m of make) {
      const o = m();
      const line = [getX(o), getG(o), whoOf(o)];
      setS(o, 10); line.push(getX(o));
      setX(o, 11); line.push(getX(o));
      addN(o, 12); line.push(Object(o) === o ? o.n + Object.keys(o).length : typeof o);
      if (round === 0 || round === 599) out.push(line.join());
    }
  }
  console.log(label, out.slice(0, make.length).join(' | '));
  console.log(out.slice(0, make.length).join() === out.slice(make.length).join());
}
pass('plain');
A.prototype.who = () => 'A2';
Object.defineProperty(A.prototype, 'g', { get() { return 'new' + this.x; }, configurable: true });
pass('patched');
Object.defineProperty(A.prototype, 's', { set(v) { this.x = v * 2; }, configurable: true });
String.prototype.x = 'sx'; Number.prototype.x = 'nx'; Symbol.prototype.x = 'yx';
Object.defineProperty(Boolean.prototype, 'x', { get() { 'use strict'; return typeof this; }, configurable: true });
pass('primitives');
delete A.prototype.g; delete String.prototype.x; delete Boolean.prototype.x;
Object.prototype.g = 'base';
pass('deleted');
Object.defineProperty(Object.prototype, 'n', { set(v) { }, get() { return 'caught'; }, configurable: true });
pass('setter above');
