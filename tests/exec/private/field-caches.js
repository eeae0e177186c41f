// Private fields of many shapes and classes, on frozen and foreign objects, through returned and derived instances.
class A { #x = 1; #y; constructor(n) { for (let i = 0; i < n; i++) this['p' + i] = i; this.#y = n; } sum() { return this.#x + this.#y; } bump() { this.#x++; this.#y += 2; return this; } static read(o) { return o.#x; } static has(o) { return #x in o; } }
class B extends A { #x = 'b'; both() { return this.#x + this.sum(); } set(v) { this.#x = v; return this; } }
const all = []; for (let i = 0; i < 40; i++) all.push(new A(i % 10), new B(i % 7));
let out = 0; for (let round = 0; round < 50; round++) for (const o of all) { o.bump(); out += o.sum(); if (o instanceof B) { o.set('c' + round); out += o.both().length; } }
console.log(out);
const derived = Object.create(all[0]);
for (const bad of [derived, {}, null, 5, 'text', new (class { #x = 1; })(), Object.create(A.prototype)]) for (let k = 0; k < 2; k++) try { console.log(A.read(bad)); } catch (e) { console.log(e.constructor.name, e.message); }
console.log(A.has(derived), A.has(all[0]), A.has({}));
class Base { constructor(o) { return o; } } class Stamp extends Base { #m = 1; static get(o) { return o.#m; } static set(o, v) { o.#m = v; } }
const targets = [{}, Object.freeze({ a: 1 }), [], () => 1, new Map(), Object.create(null), new Proxy({}, {})];
for (const t of targets) { new Stamp(t); Stamp.set(t, 7); console.log(Stamp.get(t), Reflect.ownKeys(t).length); try { new Stamp(t); } catch (e) { console.log(e.message); } }
const proto = { z: 1 }; new Stamp(proto); const below = Object.create(proto); Stamp.set(proto, 'own'); try { Stamp.get(below); } catch (e) { console.log(e.message); } try { Stamp.set(below, 1); } catch (e) { console.log(e.message); } console.log(Stamp.get(proto));
class M { #v = 1; get #acc() { return this.#v * 2; } set #acc(x) { this.#v = x; } #m() { return 'm' + this.#v; } run() { this.#acc = this.#acc + 1; return this.#m(); } wrong() { this.#m = 1; } }
const m = new M(); console.log(m.run(), m.run(), m.run()); for (let k = 0; k < 2; k++) try { m.wrong(); } catch (e) { console.log(e.message); }
const gone = {}; new Stamp(gone); gone.a = 1; gone.b = 2; delete gone.a; console.log(Stamp.get(gone)); Stamp.set(gone, 8); gone.c = 3; console.log(Stamp.get(gone), Object.keys(gone).join());
class S0 { m() { return 's0' + this.k; } get g() { return 'g' + this.k; } } class S1 extends S0 { k = 1; m() { return super.m() + super.g + super.none; } }
const s = new S1(); console.log(s.m(), s.m()); S0.prototype.m = () => 'patched'; S0.prototype.none = 'now'; console.log(s.m()); Object.setPrototypeOf(S1.prototype, { m() { return 'other'; }, g: 3 }); console.log(s.m());
