// One call site sees a method of twenty classes.
const classes = [];
for (let i = 0; i < 20; i++) classes.push(class { constructor() { this.n = i; } get() { return this.n + i; } });
const objects = classes.map((C) => new C());
let total = 0;
for (let i = 0; i < 20000000; i++) total = (total + objects[i % 20].get()) | 0;
console.log(total);
