// Constructors that are plain functions: their prototype is made when it is first asked for, or is no object at all.
function Pair(low, high) { this.low = low; this.high = high; }
const zero = Pair.zero = new Pair(0, 0);
console.log(zero, Pair.prototype.constructor === Pair);
function Bare(a, b) { this.a = a; this.b = b; }
Bare.prototype = 5;
const bare = () => new Bare(1, 2);
console.log(bare(), bare(), Object.getPrototypeOf(bare()) === Object.prototype);
