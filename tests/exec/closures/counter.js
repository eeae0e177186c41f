function counter() { let n = 0; return { up: () => ++n, down: () => --n, get value() { return n; } }; }
const a = counter(), b = counter();
a.up(); a.up(); b.down();
console.log(a.value, b.value);
const adders = [1, 2, 3].map((n) => (m) => n + m);
console.log(adders.map((f) => f(10)).join());
function nest(a) { return (b) => { a++; return (c) => { b++; return [a, b, c].join(); }; }; }
const one = nest(1), two = one(2), three = one(20);
console.log(two(3), two(3), three(3));
