console.log([undefined, null, true, 1, 1n, 's', Symbol(), {}, [], () => 1, class {}, /x/, new Date(0)].map((v) => typeof v).join());
const o = { a: 1, b: { c: 2 } };
console.log(delete o.a, 'a' in o, delete o.b.c, delete o.zzz, void 'x', delete 5);
const frozen = Object.freeze({ x: 1 });
console.log(delete frozen.x);
try { (function () { 'use strict'; delete frozen.x; })(); } catch (e) { console.log(e.message); }
try { delete null.x; } catch (e) { console.log(e.message); }
