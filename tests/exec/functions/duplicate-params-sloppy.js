function f(a, a) { return a; } console.log(f(1, 2)); function g(a, b, a) { return a + ',' + arguments.length; } console.log(g(1, 2));
