const log = [];
const o = { get a() { log.push('get a'); return this._a; }, set a(v) { log.push('set a ' + v); this._a = v; } };
o.a ||= 1; o.a ||= 2; o.a &&= 3; o.a ??= 4; o._a = null; o.a ??= 5;
console.log(log.join('; '));
let x = 0; x ||= 'd'; let y = 0; y ??= 'd'; let z = ''; z &&= 'd';
console.log(x, y, z === '');
const c = 1; c ||= 2; console.log(c);
let fn; fn ??= () => {}; console.log(fn.name);
let called = 0; const base = () => (called++, { p: 1 }); base().p ||= 9; console.log(called);
