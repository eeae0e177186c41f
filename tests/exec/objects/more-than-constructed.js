// Objects that get more properties than their constructor's text shows: later ones have more inline slots, and all of them
// behave alike; sites that were asked for the earlier shapes follow.
'use strict';
function Base() { this.a = 1; }
Base.prototype.total = function() { let sum = 0; for (const key in this) if (typeof this[key] === 'number') sum += this[key]; return sum; };
function Derived(n) {
  Reflect.apply(Base, this, []);
  this.n = n;
}
Object.setPrototypeOf(Derived.prototype, Base.prototype);
const mark = Symbol('mark');
function grow(o, count) {
  for (let i = 0; i < count; ++i) o['p' + i] = i;
  o[mark] = count;
  return o;
}
const all = [];
for (let i = 0; i < 60; ++i) {
  const o = grow(new Derived(i), i % 7 === 0 ? 70 : 20);
  o.late = i / 2;
  all.push(o);
}
let sum = 0;
for (const o of all) sum += o.total() + o.late + o[mark] + o.p3;
console.log(sum, Object.keys(all[59]).length, Object.keys(all[56]).length, all[59] instanceof Base);

// What a setter above takes over, or a read-only property forbids, stays so at keyed sites that have added the key before.
const set = (o, key, value) => { o[key] = value; return Object.getOwnPropertySymbols(o).length; };
const one = Symbol('one');
class Point { constructor() { this.x = 1; } }
let added = 0;
for (let i = 0; i < 40; ++i) added += set(new Point(), one, i);
console.log(added);
const seen = [];
Object.defineProperty(Point.prototype, one, { set(value) { seen.push(value); }, configurable: true });
for (let i = 0; i < 3; ++i) added += set(new Point(), one, i);
console.log(added, seen.join());
Object.defineProperty(Point.prototype, one, { value: 5, writable: false });
try { set(new Point(), one, 6); } catch (error) { console.log(error.constructor.name, error.message); }
delete Point.prototype[one];
console.log(set(new Point(), one, 7), set(Object.preventExtensions({ [one]: 1 }), one, 8));
try { set(Object.freeze(new Point()), one, 9); } catch (error) { console.log(error.message); }

// Sites with many shapes, and then one that lasts.
function read(o) { return o.v; }
let reads = 0;
for (let i = 0; i < 12; ++i) reads += read({ ['k' + i]: 0, v: i });
for (let i = 0; i < 2000; ++i) reads += read(i % 2 ? { v: 1 } : { v: 2, w: 3 });
console.log(reads, read(Object.create({ v: 9 })), read(Object.create(null)), read(Object.setPrototypeOf({ z: 1 }, null)));
const bare = Object.create(null);
const missing = (o) => o.nothing;
for (let i = 0; i < 5; ++i) missing(bare);
bare.nothing = 'now';
console.log(missing(bare), missing(Object.create(null)));
Object.setPrototypeOf(bare, { other: 1 });
console.log(missing(bare), missing(Object.setPrototypeOf(Object.create(null), { nothing: 'inherited' })));
