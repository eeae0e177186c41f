function f() { const g = () => arguments[0] + arguments.length; return g(99, 98); } console.log(f(1, 2, 3));
