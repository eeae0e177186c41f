// f.call(x, …) while Function.prototype.call is the original one, and when it is not.
function add(a, b) { return this.n + a + (b === undefined ? 0 : b); }
const own = Object.fromEntries([['call', (x) => 'own ' + x], ['n', 5]]);
function run(f, self, i) { return f.call(self, i, 2); }
let total = 0;
for (let i = 0; i < 2000; i++) total += run(add, { n: 1 }, i);
console.log(total, run(own, 1, 2), run((...rest) => rest.length, null, 1), (function () { return arguments.length; }).call(), add.call({ n: 3 }, 1));
console.log((function () { 'use strict'; return this; }).call() === undefined, typeof (function () { return this; }).call(), (function () { return typeof this; }).call(5));
for (const bad of [Object.create(Function.prototype), Object.fromEntries([['call', Function.prototype.call]]), { __proto__: add }]) {
  try { console.log(run(bad, {}, 1)); } catch (e) { console.log(e.name); }
}
try { run(null, {}, 1); } catch (e) { console.log(e.name, e.message); }
class C { constructor() { this.c = 1; } }
try { C.call({}); } catch (e) { console.log(e.name, e.message); }
const order = [];
try { add.call((order.push('this'), { n: 1 }), order.push('a'), (() => { order.push('throws'); throw new Error('stop'); })()); } catch (e) { console.log(e.message, order.join()); }
const has = Object.prototype.hasOwnProperty;
const probe = (o, k) => has.call(o, k) + ' ' + Object.hasOwn(o, k);
class K { x = 1; get y() { return 2; } }
const keys = ['x', 'y', 'length', '0', 0, Symbol.iterator, -0, 1.5];
for (const o of [new K(), [7], 'str', function f() {}, new Proxy({ x: 1 }, { getOwnPropertyDescriptor(t, k) { console.log('trap', String(k)); return Reflect.getOwnPropertyDescriptor(t, k); } })])
  console.log(keys.map((k) => probe(o, k)).join());
for (const o of [null, undefined]) for (const f of [() => has.call(o, { toString() { console.log('key first'); return 'x'; } }), () => Object.hasOwn(o, { toString() { console.log('not asked'); } })])
  try { f(); } catch (e) { console.log(e.name, e.message); }
const call = Function.prototype.call;
let seen = 0;
Object.defineProperty(Function.prototype, 'call', { value(self, ...rest) { seen++; return this.apply(self, rest); } });
console.log(run(add, { n: 1 }, 2), has.call({ q: 1 }, 'q'), seen);
Object.defineProperty(Function.prototype, 'call', { value: call });
Object.defineProperty(Object.prototype, 'hasOwnProperty', { value: () => 'patched' });
console.log(({}).hasOwnProperty('x'), run(add, { n: 1 }, 2), seen);
