function f(first, ...rest) { return first + ':' + rest.length + ':' + rest.join(); } console.log(f(1), f(1, 2, 3), f(...'abc'), ((...[a, b]) => a + b)(1, 2));
