const cases = {
  'call undefined': () => { let x; x(); }, 'call member': () => { const o = {}; o.foo(); }, 'call nested': () => { const o = { a: {} }; o.a.b.c(); },
  'read null': () => { null.foo; }, 'read undefined': () => { let u; u.foo.bar; }, 'set undefined': () => { let u; u.foo = 1; },
  'index undefined': () => { let u; u[0]; }, 'not constructor': () => { new (() => {})(); }, 'not constructor 2': () => { const o = {}; new o(); },
  'not iterable': () => { const [a] = {}; }, 'spread': () => { Math.max(...1); }, 'destructure null': () => { const { a } = null; },
  'destructure param': () => { (({ a }) => a)(); }, 'class call': () => { class A {} A(); }, 'freeze': () => { 'use strict'; Object.freeze([1]).push(2); },
  'readonly': () => { 'use strict'; const o = Object.freeze({ x: 1 }); o.x = 2; }, 'getter only': () => { 'use strict'; const o = { get x() { return 1; } }; o.x = 2; },
  'array length': () => { new Array(-1); }, 'repeat': () => { 'x'.repeat(-1); }, 'toFixed': () => { (1).toFixed(101); }, 'radix': () => { (1).toString(1); },
  'bigint mix': () => { 1n * 1; }, 'symbol': () => { `${Symbol('q')}`; }, 'reduce': () => { [].reduce((a, b) => a); }, 'not fn arg': () => { [1].map(3); },
  'json': () => { JSON.parse('{"a":}'); }, 'circular': () => { const a = {}; a.a = a; JSON.stringify(a); }, 'bad URI': () => { decodeURIComponent('%'); },
  'invalid date': () => { new Date(NaN).toISOString(); }, 'define': () => { Object.defineProperty(1, 'x', {}); }, 'proto': () => { Object.create(1); }, 'super': () => { class A extends null { constructor() { } } new A(); },
};
for (const [name, f] of Object.entries(cases)) try { f(); console.log(name, 'no error'); } catch (e) { console.log(`${name}: ${e.name}: ${e.message}`); }
