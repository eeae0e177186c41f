class A { static get s() { return this.t; } static t = 'A'; get v() { return this.k; } k = 1; } class B extends A { static t = 'B'; k = 2; } console.log(A.s, B.s, new A().v, new B().v);
