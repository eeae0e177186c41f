// Closures: created, captured, called; currying and composition.
const compose = (...fs) => (x) => { for (let i = 0; i < fs.length; i++) x = fs[i](x); return x; };
const adder = (n) => (x) => x + n;
const counter = () => { let n = 0; return { next: () => ++n, add: (k) => { n += k; return n; }, get: () => n }; };
function memo(f) { const cache = new Map(); return (x) => { let v = cache.get(x); if (v === undefined) { v = f(x); cache.set(x, v); } return v; }; }
let total = 0;
for (let i = 0; i < 8000000; i++) {
  const f = adder(i & 15), c = counter();
  total += f(i) & 7;
  c.next(); c.add(i & 3);
  total += c.get();
}
const pipeline = compose(adder(1), (x) => x * 2, adder(-3), (x) => x % 1000);
for (let i = 0; i < 15000000; i++) total += pipeline(i);
const slow = memo((n) => { let t = 0; for (let k = 0; k < 50; k++) t += (n * k) % 7; return t; });
for (let i = 0; i < 10000000; i++) total += slow(i % 500);
const curry = (a) => (b) => (c) => a * b + c;
for (let i = 0; i < 15000000; i++) total = (total + curry(i & 7)(3)(i & 1)) | 0;
console.log(total);
