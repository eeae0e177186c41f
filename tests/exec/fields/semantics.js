class A { a = 1; b = this.a + 1; fn = () => this.b; ['c' + 1] = 3; 'd e' = 4; 5 = 5; undef; static count = 0; static inc = () => ++A.count; name = 'field'; }
const a = new A(); console.log(a.b, a.fn(), a.c1, a['d e'], a[5], 'undef' in a, A.inc(), A.count, a.name);
class Base { constructor() { this.seen = this.f; this.init?.(); } } class D extends Base { f = 'set later'; init() { this.early = 1; } early; } const d = new D(); console.log(d.seen, d.f, d.early);
class S { set x(v) { console.log('setter'); } } class T extends S { x = 1; } console.log(new T().x);
class An { f = () => {}; g = function () {}; h = class {}; static s = () => {}; } const n = new An(); console.log(n.f.name, n.g.name, n.h.name, An.s.name);
class Ret { constructor(o) { return o; } } class Stamp extends Ret { stamped = true; } const plain = {}; new Stamp(plain); console.log(plain.stamped);
let t = 0; class Each { id = t++; list = []; } const e1 = new Each(), e2 = new Each(); console.log(e1.id, e2.id, e1.list === e2.list);
