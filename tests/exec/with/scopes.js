// Names inside `with`: the object first, unless Symbol.unscopables hides them.
var o = { x: 1, f() { return this === o; }, get y() { return this.x + 1; } };
var x = 'outer', z = 'z';
with (o) { console.log(x, y, z, f()); x = 5; var v = 'hoisted'; z = 'changed'; newGlobal = 1; console.log(typeof nope, typeof x); }
console.log(o.x, x, z, v, newGlobal, 'v' in o);
with ({ [Symbol.unscopables]: { hidden: true }, hidden: 1, shown: 2 }) { var hidden = hidden; console.log(typeof hidden, shown); }
with ([1, 2, 3]) { console.log(length, join('-'), typeof keys, typeof map); }
function fn(obj) { with (obj) { return function () { return a + b; }; } }
var b = 'gb'; console.log(fn({ a: 'oa' })(), fn({ a: 1, b: 2 })());
with ({ e: 1 }) with ({ e: 2 }) console.log(e);
with (o) { x++; x += 2; (function () { x = 'from closure'; })(); } console.log(o.x);
try { with (null) { } } catch (err) { console.log(err.name + ': ' + err.message); }
try { with (undefined) { } } catch (err) { console.log(err.name + ': ' + err.message); }
with (5) { console.log(toFixed(1)); }
with ({ d: 1 }) { console.log(delete d, typeof d); }
with (new Proxy({}, { has(t, k) { console.log('has', String(k)); return k === 'p'; }, get(t, k) { console.log('get', String(k)); return k === Symbol.unscopables ? undefined : 'pv'; }, set(t, k, w) { console.log('set', String(k)); return true; } })) { p; p = 1; q2 = 2; }
let tdzInner = 0; with ({ tdzInner: 9 }) { { let tdzInner = 1; console.log(tdzInner); } console.log(tdzInner); }
for (var k in { a: 1 }) with ({ k: 'in with' }) console.log(k);
with ({ g: 1 }) { function g2() { return g; } console.log(g2()); }
var { w1 } = { w1: 'd' }; with ({ w1: 0 }) { ({ w1 } = { w1: 'assigned' }); [w1] = [w1 + '!']; console.log(w1); } console.log(w1);
with ({ cnt: 1 }) { for (cnt of [7, 8]) ; console.log(cnt); const arrow = () => cnt; console.log(arrow(), `${cnt}`, [cnt], { cnt }, cnt ?? 0, cnt?.toFixed(1)); }
(function () { with (arguments) { console.log(length, typeof callee); } })(1, 2);
(function (p) { with ({ p: 'w' }) { p = 'set'; } console.log(p, arguments[0]); })('param');
