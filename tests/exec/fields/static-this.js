class A { static a = 1; static b = this.a + 1; static self = this; static { this.c = this.b + 1; var hidden = 2; } static get d() { return this.c + 1; } static m = () => this.d; }
console.log(A.b, A.self === A, A.c, A.d, A.m()); class B extends A { static a = 10; static e = super.d; } console.log(B.a, B.e, B.b);
class P { static #n = 0; static next() { return ++P.#n; } } console.log(P.next(), P.next());
