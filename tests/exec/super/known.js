// super(…) and super.m(…) whose targets the text tells; then the chain is changed.
const log = [];
class A {
  constructor(x) { this.x = x; if (new.target !== A && x === -1) log.push(new.target.name); }
  value(n) { return this.x + n; }
  get kind() { return 'A' + this.x; }
  static make(x) { return new this(x); }
}
class B extends A {
  field = this.x * 10;
  #secret = 's' + this.x;
  constructor(x, y) { super(x); this.y = y; }
  value(n) { return super.value(n) + this.y; }
  get kind() { return super.kind + 'B'; }
  reveal() { return this.#secret; }
  static make(x) { const made = super.make(x); made.y = 1; return made; }
}
class C extends B {
  constructor(x, y, z) { super(x, y); this.z = z; }
  value(n) { return super.value(n) * this.z; }
  arrow() { return (() => super.value(1))(); }
}
class D extends C {}
let total = 0;
function run(K, i) { const o = new K(i & 7, 2, 3); return o.value(i & 3); }
for (let i = 0; i < 3000; i++) total += run(C, i) + run(B, i) + run(A, i) + run(D, i);
const c = new C(1, 2, 3);
console.log(total, Object.keys(c).join(), c.kind, c.reveal(), c.arrow(), C.make(5).value(1), new D(-1, 2, 3).value(1), log.join());
const other = Reflect.construct(C, [1, 2, 3], class E extends Array {});
console.log(other.x, other.z, other instanceof C, other instanceof Array, Object.keys(other).join());
console.log(Reflect.construct(B, [4, 5], new Proxy(class {}, { get(t, k) { log.push('get ' + String(k)); return Reflect.get(t, k); } })).field, log.join());
try { Reflect.construct(B, [4, 5], new Proxy(class {}, { get() { throw new Error('no prototype'); } })); } catch (e) { console.log(e.message); }
A.prototype.value = function (n) { return -n; };
console.log(run(C, 2), c.arrow());
Object.setPrototypeOf(B.prototype, { value() { return 'new home'; }, get kind() { return 'K'; } });
console.log(run(B, 1), new B(1, 2).kind, new B(1, 2) instanceof A);
Object.setPrototypeOf(B, class F { constructor(x) { this.f = x; } });
console.log(Object.keys(new B(1, 2)).join(), Object.keys(new C(1, 2, 3)).join());
Object.setPrototypeOf(B, class G { constructor() { return { given: true }; } });
console.log(Object.keys(new B(1, 2)).join(), new B(1, 2) instanceof B);
Object.setPrototypeOf(B, null);
try { new C(1); } catch (e) { console.log(e.name, e.message); }
Object.setPrototypeOf(B, () => {});
try { new B(1); } catch (e) { console.log(e.name, e.message); }
class Twice extends A { constructor() { super(1); super(2); } }
try { new Twice(); } catch (e) { console.log(e.name, e.message); }
class Never extends A { constructor(go) { if (go) super(1); } }
console.log(new Never(true).x);
try { new Never(false); } catch (e) { console.log(e.name, e.message); }
class Wrong extends A { constructor() { super(1); return 5; } }
try { new Wrong(); } catch (e) { console.log(e.name, e.message); }
const home = { __proto__: { hi() { return 'hi ' + this.n; }, get n2() { return this.n * 2; } }, n: 7, hi() { return super.hi() + super.n2 + super.absent; } };
for (let i = 0; i < 3; i++) console.log(home.hi());
Object.setPrototypeOf(home, new Proxy({}, { get(t, k, r) { return k === 'hi' ? () => 'proxied' : r === home; } }));
console.log(home.hi());
