function f({ a }, b = 1) { let a; }
