// for-of, spread and destructuring over arrays and generators notice when their protocol is replaced.
const list = [1, 2, 3];
const all = (it) => { const out = []; for (const x of it) out.push(x); return out.join() + ' ' + [...it].join() + ' ' + (([a, b]) => a + '' + b)(it) + ' ' + Array.from(it).join(); };
function* gen() { yield 4; yield 5; }
class Own extends Array { *[Symbol.iterator]() { yield 'own'; yield 'x'; } }
const view = () => console.log(all(list), '|', all(Own.of(1, 2)), '|', all({ [Symbol.iterator]: gen }), '|', [...gen()].join());
view(); view();
const ArrayIterator = Object.getPrototypeOf([][Symbol.iterator]());
const next = ArrayIterator.next;
ArrayIterator.next = function () { const r = next.call(this); return r.done ? r : { value: r.value * 10, done: false }; };
view();
ArrayIterator.next = next;
view();
const values = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function* () { yield 'p'; yield 'q'; };
view();
Array.prototype[Symbol.iterator] = values;
view();
const Generator = Object.getPrototypeOf(Object.getPrototypeOf(gen.prototype)).constructor;
const generatorPrototype = Object.getPrototypeOf(gen.prototype);
const generatorNext = generatorPrototype.next;
let calls = 0;
generatorPrototype.next = function (v) { calls++; return generatorNext.call(this, v); };
view();
console.log(calls > 0);
generatorPrototype.next = generatorNext;
gen.prototype.next = () => ({ done: true });
view();
delete gen.prototype.next;
const it = list[Symbol.iterator]();
it.next = () => ({ done: true });
for (const x of it) console.log('not reached', x);
const grows = [1]; let n = 0;
for (const x of grows) { if (n++ < 5) grows.push(x + 1); }
console.log(grows.join());
const holes = [1, , 3]; Array.prototype[1] = 'hole';
console.log(all(holes)); delete Array.prototype[1];
console.log(all(holes));
const shrinks = [1, 2, 3, 4];
for (const x of shrinks) { console.log(x); shrinks.length = 2; }
