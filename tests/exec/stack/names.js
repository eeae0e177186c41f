// How stack traces call functions.
const show = (error) => console.log(error.stack.split('\n').slice(1, 3).map((line) => line.trim().replace(/\(?\/[^)]*\//, '(')).join(' | '));
class A {
  m() { show(new Error('m')); }
  static s() { show(new Error('s')); }
  get g() { show(new Error('g')); return 1; }
  #p() { show(new Error('p')); }
  p() { this.#p(); }
  f = () => show(new Error('field'));
  constructor() { show(new Error('new')); }
}
const a = new A();
a.m(); A.s(); a.g; a.p(); a.f();
const o = { m() { show(new Error('om')); }, f: function() { show(new Error('of')); }, g: function named() { show(new Error('on')); } };
o.m(); o.f(); o.g();
function F() {}
F.prototype.pm = function() { show(new Error('pm')); };
new F().pm();
exports.e = function() { show(new Error('exp')); };
exports.e();
class E1 extends Error { constructor(message) { super(message); } }
class E2 extends E1 {}
function make() { return new E2('sub'); }
show(make());
(function() { show(new Error('iife')); })();
setTimeout(function later() { console.log(new Error('to').stack.split('\n')[1].trim().replace(/\(.*\//, '(')); });
