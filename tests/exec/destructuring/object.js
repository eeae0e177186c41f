const { a, b: renamed, c = 3, d: { e = 'nested' } = {}, ...rest } = { a: 1, b: 2, x: 9, y: 8, 1: 'i' };
console.log(a, renamed, c, e, JSON.stringify(rest));
const key = 'dyn'; const { [key + 1]: v, [`${key}2`]: w = 'none' } = { dyn1: 'one' }; console.log(v, w);
let p, q; ({ p, q = p } = { p: 5 }); console.log(p, q);
const { length } = 'four'; const { toFixed } = 1; console.log(length, typeof toFixed);
const o = {}; ({ a: o.x, b: o['y'], ...o.z } = { a: 1, b: 2, c: 3 }); console.log(JSON.stringify(o));
const { f = () => {}, g = class {}, h = function () {} } = {}; console.log(f.name, g.name, h.name);
const {} = 0; try { const {} = null; } catch (e) { console.log(e.name); }
console.log((({ a }) => a)({ a: 'param' }), (([x, { y }]) => x + y)([1, { y: 2 }]));
