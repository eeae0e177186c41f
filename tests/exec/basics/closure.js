function counter() { let n = 0; return () => ++n; }
const a = counter(), b = counter();
a(); a();
console.log(a(), b());
