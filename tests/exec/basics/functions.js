function add(a, b) { return a + b; }
const twice = (f, x) => f(f(x));
console.log(add(1, 2), add('a', 'b'), add(1), twice((x) => x * 3, 2));
console.log((function () { return arguments.length; })(1, 2, 3), (() => {})());
