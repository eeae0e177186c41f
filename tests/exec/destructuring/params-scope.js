function f(a, b = () => a, { c = b() } = {}) { a = 'changed'; return [a, b(), c].join(); }
console.log(f(1), f(1, () => 'x'), f(1, undefined, { c: 'own' }));
function g(x, y = () => x) { var x = 'body'; return x + y(); } console.log(g('param'));
function h(x, y = () => x) { var x; return x + y(); } console.log(h('same'));
console.log(((a, { b } = { b: 2 }, [c] = [3], ...d) => d.length).length, f.length);
