function A() { this.own = 1; } A.prototype.inherited = 2; A.prototype.own = 3;
const keys = []; for (const k in new A()) keys.push(k); console.log(keys.join());
