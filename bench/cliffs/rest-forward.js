// A rest parameter handed on by spread: decorators and loggers.
const base = (a, b) => a - b;
const logged = (f) => (...args) => { calls++; return f(...args); };
let calls = 0;
const wrapped = logged(logged(base));
let total = 0;
for (let i = 0; i < 12000000; i++) total = (total + wrapped(i, 3)) | 0;
console.log(total, calls);
