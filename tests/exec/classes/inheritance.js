class A { constructor(n) { this.n = n; } hi() { return 'A' + this.n; } static make(n) { return new this(n); } }
class B extends A { constructor(n) { super(n + 1); this.b = true; } hi() { return 'B' + super.hi(); } static make(n) { return super.make(n * 10); } }
class C extends B {} const c = C.make(2); console.log(c.hi(), c.b, c instanceof A, C.__proto__ === B, Object.getPrototypeOf(C.prototype) === B.prototype);
class D extends A { constructor() { return { other: 1 }; } } console.log(new D().other);
class E extends A { constructor() { super(1); return 5; } } try { new E(); } catch (e) { console.log(e.message); }
class F extends A { constructor() { try { this.x; } catch (e) { console.log(e.message); } super(0); try { super(1); } catch (e) { console.log(e.message); } } } new F();
class G extends null { static s() { return 'ok'; } } console.log(G.s(), Object.getPrototypeOf(G.prototype)); try { new G(); } catch (e) { console.log(e.name); }
for (const bad of [1, {}, () => {}, function* () {}]) try { class X extends bad {} } catch (e) { console.log(e.message); }
function Old(x) { this.old = x; } Old.prototype.get = function () { return this.old; }; class New extends Old {} console.log(new New(3).get());
