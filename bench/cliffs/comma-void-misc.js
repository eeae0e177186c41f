// Operators seldom timed: exponent, void, comma, nullish and logical assignment, unsigned shift.
const o = { a: null, b: 0, c: 3 };
let total = 0;
for (let i = 0; i < 20000000; i++) {
  o.a ??= i & 3;
  o.b ||= i & 7;
  o.c &&= (i & 1) + 1;
  total = (total + (i & 7) ** 2 + (void 0, o.a) + o.b + o.c + ((-i >>> 28) | 0)) | 0;
  if ((i & 15) === 0) o.a = null;
}
console.log(total);
