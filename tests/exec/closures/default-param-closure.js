let x = 1; function f(a = () => x, b = (x = 5)) { let y = a(); return y + ',' + b + ',' + x; } console.log(f(), x);
