// for-in over objects of one shape, whose keys are known: changes in the middle, inherited names, getters.
class Base { constructor(n) { this.a = n; this.b = n + 1; this.c = n + 2; } }
const keysOf = (o) => { const keys = []; for (const key in o) keys.push(key); return keys.join(); };
for (let i = 0; i < 3; i++) console.log(keysOf(new Base(i)));
const objects = [new Base(1), new Base(2), new Base(3)];
for (const o of objects) {
  const seen = [];
  for (const key in o) {
    seen.push(key);
    if (key === 'a' && o.a === 2) { delete o.b; o.d = 1; }
  }
  console.log(seen.join(), keysOf(o));
}
Base.prototype.shared = 1;
console.log(keysOf(new Base(1)), keysOf({ a: 1 }));
Object.defineProperty(Base.prototype, 'a', { value: 1, writable: true, enumerable: true, configurable: true });
console.log(keysOf(new Base(1)));
delete Base.prototype.shared;
console.log(keysOf(new Base(1)));
Object.prototype.everywhere = 1;
console.log(keysOf(new Base(1)), keysOf({ x: 1 }), keysOf([5]));
delete Object.prototype.everywhere;
console.log(keysOf({ x: 1 }), keysOf([5]), keysOf('ab'));
const indexed = { x: 1 };
console.log(keysOf(indexed));
indexed[3] = 1;
console.log(keysOf(indexed), keysOf({ x: 1 }));
const hidden = Object.defineProperty({ x: 1, y: 2 }, 'z', { value: 1, enumerable: false, configurable: true });
const below = Object.create({ z: 'inherited', w: 1 }, Object.getOwnPropertyDescriptors(hidden));
console.log(keysOf(hidden), keysOf(below));
for (const key in { a: 1, b: 2 }) { if (Object.prototype.hasOwnProperty.call(indexed, key) || key === 'b') console.log(key); }
