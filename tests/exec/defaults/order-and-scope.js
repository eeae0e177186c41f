const log = []; const d = (x) => (log.push(x), x);
function f(a = d('a'), b = d('b'), c = a + b) { return c; }
console.log(f(), f(1), f(1, 2), f(undefined, null), log.join());
let x = 'outer'; function g(a = x) { var x = 'inner'; return a + x; } console.log(g());
function h(a, b = a, c = arguments.length) { return [a, b, c].join(); } console.log(h(1), h(1, 2), h());
console.log(f.length, ((a, b = 1, c) => 0).length, ((...r) => 0).length);
const self = (a = () => typeof self) => a(); console.log(self());
function t(a = this.v) { return a; } console.log(t.call({ v: 'this' }));
