class A { m() { return 'A.m'; } constructor(x) { this.x = x; } }
class B extends A { constructor() { const init = () => super(5); init(); this.y = (() => this.x + 1)(); } m() { return [1, 2].map(() => super.m()).join(); } get l() { return (() => () => super.m())()(); } }
const b = new B(); console.log(b.x, b.y, b.m(), b.l);
const o = { __proto__: { hi() { return 'proto ' + this.n; } }, n: 'o', hi() { return super.hi() + '!'; } }; console.log(o.hi()); const moved = { n: 'moved', hi: o.hi }; console.log(moved.hi());
