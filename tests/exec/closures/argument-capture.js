function f(a) { return { get: () => a, set: (v) => { a = v; } }; } const x = f(1), y = f(2); x.set(10); console.log(x.get(), y.get());
