class A { constructor(x) { this.x = x; } get double() { return this.x * 2; } set double(v) { this.x = v / 2; } m() { return 'm' + this.x; } static s() { return 'static ' + this.name; } *gen() { yield this.x; } async am() { return this.x; } 'str key'() { return 1; } 42() { return 42; } }
const a = new A(2); a.double = 10; console.log(a.x, a.double, a.m(), A.s(), [...a.gen()].join(), a['str key'](), a[42]());
console.log(typeof A, A.name, A.length, Object.getOwnPropertyNames(A.prototype).join(), Object.keys(a).join(), Object.keys(A.prototype).length);
const B = class Inner { who() { return Inner.name; } }; console.log(B.name, new B().who(), typeof Inner); const C = class {}; console.log(C.name, (class {}).name === '');
console.log(Object.getOwnPropertyDescriptor(A, 'prototype').writable, a.constructor === A, A.prototype.m.hasOwnProperty('prototype'));
try { A.prototype.m.call({ x: 1 }); new A.prototype.m(); } catch (e) { console.log(e.message); }
