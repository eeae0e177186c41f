// Groups of accesses behind one test of the object's shape: whatever changes the shape in between must be seen.
class P {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
  length() {
    return Math.sqrt(this.x * this.x + this.y * this.y);
  }
  move(dx, dy) {
    this.x += dx;
    this.y += dy;
    return this;
  }
}

function sum(points, change) {
  let total = 0.5;
  for (let i = 0; i < points.length; i++) {
    const p = points[i];
    total += p.x * 2;
    if (i === 3) change(p, i);
    total += p.y * 2 + p.x;
  }
  return total;
}

const make = () => Array.from({ length: 6 }, (_, i) => new P(i + 0.5, i - 0.25));
const log = [];
console.log(sum(make(), () => {}));
console.log(sum(make(), (p) => { p.x = "text"; }));
console.log(sum(make(), (p) => { delete p.x; }));
console.log(sum(make(), (p) => { Object.defineProperty(p, "y", { get() { log.push("get y"); return 7.5; } }); }));
console.log(sum(make(), (p) => { p.z = 1; p.y = 100.25; }));
console.log(sum(make(), (p) => { Object.freeze(p); }));
console.log(sum(make(), (p) => { Object.setPrototypeOf(p, null); }));
console.log(sum([{ x: 1, y: 2 }, { y: 2, x: 1 }, { x: 1n === 1 ? 0 : 3, y: 4, z: 5 }, new P(1, 2)], () => {}));
console.log(sum([Object.create({ x: 1.5, y: 2.5 }), new Proxy(new P(1.5, 2.5), { get: (t, k) => { log.push(String(k)); return t[k]; } })], () => {}));
try {
  console.log(sum([new P(1, 2), undefined], () => {}));
} catch (e) {
  console.log(e.message);
}
try {
  console.log(sum([new P(1, 2), null, 3], () => {}));
} catch (e) {
  console.log(e.message);
}
console.log(sum([7, "text", new P(1, 2)], () => {}));
console.log(log.join());

// Writes.
function drift(points, steps) {
  for (let k = 0; k < steps; k++)
    for (const p of points) {
      p.x = p.x + p.y * 0.5;
      p.y = p.y - p.x * 0.25;
    }
  return points.map((p) => [p.x, p.y]);
}
console.log(drift(make(), 4));
console.log(drift([Object.freeze(new P(1, 2)), Object.seal(new P(3, 4)), Object.preventExtensions(new P(5, 6))], 2));
(function () {
  "use strict";
  function push(p) {
    p.x = p.x * 1.5;
    p.y = p.y * 1.5;
  }
  for (const p of [new P(1, 2), Object.freeze(new P(1, 2)), Object.defineProperty(new P(1, 2), "y", { writable: false })]) {
    try {
      push(p);
      console.log(p);
    } catch (e) {
      console.log(e.message, p);
    }
  }
  const setter = new P(1, 2);
  Object.defineProperty(setter, "x", { get: () => 3, set: (v) => console.log("set", v) });
  push(setter);
  console.log(setter.y);
})();
console.log(new P(3, 4).move(0.5, 0.25).length(), P.prototype.length.call({ x: 6, y: 8 }), P.prototype.length.call("x"));

// Valid objects as prototypes: a write must reach the objects that inherit.
const proto = new P(1.25, 2.25);
const heir = Object.create(proto);
const scale = (p) => { p.x *= 2; p.y *= 2; return p.x + p.y; };
console.log(scale(new P(1.5, 2)), scale(proto), heir.x, heir.y, scale(heir), Object.keys(heir));

// Numbers of both forms, -0, NaN and values that are no numbers in the same fields.
function norm(p) {
  return p.x * p.x + p.y * p.y;
}
for (const p of [new P(1.5, 2), new P(-0, 0), new P(2 ** 31, -(2 ** 31)), new P(NaN, 1), new P("3", 4), new P(undefined, 1), new P(null, true), new P({ valueOf: () => 5 }, 1)])
  console.log(norm(p));
try {
  norm(new P(1n, 2));
} catch (e) {
  console.log(e.message);
}

// Math's functions replaced while the loop runs.
function roots(n, at, change) {
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (i === at) change();
    total += Math.sqrt(i * 1.5);
  }
  return total;
}
const sqrt = Math.sqrt;
console.log(roots(10, -1, () => {}));
console.log(roots(10, 5, () => { Math.sqrt = (x) => { log.length = 0; return 1000; }; }));
Math.sqrt = sqrt;
console.log(roots(10, 5, () => { Object.defineProperty(Math, "sqrt", { configurable: true, get: () => () => 1 }); }));
Object.defineProperty(Math, "sqrt", { value: sqrt, writable: true });
console.log(roots(10, -1, () => {}));
const TheMath = Math;
console.log(roots(10, 5, () => { globalThis.Math = { sqrt: () => 2 }; }));
globalThis.Math = TheMath;
try {
  console.log(roots(10, 5, () => { delete globalThis.Math; }));
} catch (e) {
  console.log(e.message);
}
globalThis.Math = TheMath;

// NaNs with other bits come out as NaN, through arithmetic too.
const words = new Uint32Array([1, 0xfff80000, 0xffffffff, 0xffffffff, 5, 0x7ff00000, 0xffffffff, 0x7fffffff]);
const doubles = new Float64Array(words.buffer);
const singles = new Float32Array(new Uint32Array([0xffffffff, 0x7fc00001]).buffer);
const view = new DataView(words.buffer);
const nans = [];
for (let i = 0; i < doubles.length; i++) nans.push(doubles[i], doubles[i] * 2, -doubles[i], Math.abs(doubles[i]), view.getFloat64(i * 8, true));
for (let i = 0; i < singles.length; i++) nans.push(singles[i], singles[i] + 1.5);
console.log(nans.every(Number.isNaN), nans.length, new P(doubles[1], singles[0]).length());
