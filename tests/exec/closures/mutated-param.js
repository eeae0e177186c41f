function f(a, b) { const g = () => a + b; a = 10; const r1 = g(); b = 20; return [r1, g()].join(); }
console.log(f(1, 2));
function h(x) { const set = (v) => { x = v; }; set(5); return x; }
console.log(h(1));
function args(a) { const g = () => arguments[0]; a = 9; return g(); }
console.log(args(1));
