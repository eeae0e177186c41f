// Bound functions whose targets the text tells: called, reassigned, constructed, bound again.
class Counter {
  constructor(n) { this.n = n; this.step = this.step.bind(this); }
  step(k, l) { this.n += k + (l || 0); return this.n; }
}
const a = new Counter(1), b = new Counter(100);
let step = a.step;
let out = 0;
for (let i = 0; i < 3000; i++) out += step(i & 3);
console.log(out, a.n, b.n, step.name, step.length);
step = b.step;
console.log(step(1, 2), step.call(a, 5), a.n, b.n);
const scale = ((x, y, z) => x * y + (z === undefined ? 0.5 : z)).bind(null, 3);
let sum = 0;
for (let i = 0; i < 3000; i++) sum += scale(i) + scale(i, 1) + scale();
console.log(sum, scale.length, scale.name);
a.step = function (k) { return 'replaced ' + k; };
console.log(a.step(1), new Counter(4).step(3), Counter.prototype.step.bind({ n: 9 }, 1)(2));
function Point(x, y) { this.x = x; this.y = y; this.target = new.target === Point; }
const Bound = Point.bind({ ignored: true }, 7);
const p = new Bound(8);
console.log(p.x, p.y, p.target, p instanceof Bound, p instanceof Point, Bound.prototype, Bound.bind(1, 2).name, Bound.length);
function named() {}
const first = named.bind(), second = named.bind();
Object.defineProperty(named, 'name', { value: 'renamed' });
Object.defineProperty(named, 'length', { value: 4 });
console.log(first.name, first.length, second.name, named.bind().name, named.bind(null, 1).length, first === second);
const throwing = ((x) => { if (x > 2) throw new RangeError('x' + x); return x; }).bind(null);
try { for (let i = 0; ; i++) throwing(i); } catch (e) { console.log(e.name, e.message); }
try { (0, Object.create(Function.prototype).bind)(); } catch (e) { console.log(e.name, e.message); }
