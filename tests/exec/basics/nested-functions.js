function outer(x) { function inner(y) { function innermost(z) { return x + y + z; } return innermost; } return inner; }
console.log(outer(1)(2)(3));
