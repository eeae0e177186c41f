// for-of, spread and destructuring of arrays after somebody changed how arrays are iterated, and back.
const walk = (list) => { const out = []; for (const v of list) out.push(v); return out.join(); };
const many = () => console.log(walk([1, 2, 3]), [...[4, 5]].join(), (([p, q]) => p + q)([6, 7]), Math.max(...[8, 9]));
many(); many();
const values = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function* () { for (let i = this.length; i-- > 0;) yield this[i] * 10; };
many();
Array.prototype[Symbol.iterator] = values;
many();
const proto = Object.getPrototypeOf([][Symbol.iterator]()), next = proto.next;
let calls = 0;
proto.next = function () { calls++; return next.call(this); };
many(); console.log(calls);
proto.next = next;
many(); console.log(calls);
// In the middle of a loop only what begins later notices.
const seen = [];
for (const v of [1, 2, 3]) {
  seen.push(v);
  if (v === 1) proto.next = function () { calls++; return next.call(this); };
}
proto.next = next;
console.log(seen.join());
proto.return = function () { seen.push('closed'); return {}; };
for (const v of [1, 2, 3]) if (v === 2) break;
delete proto.return;
for (const v of [1, 2, 3]) if (v === 2) break;
console.log(seen.join());
Object.defineProperty(Array.prototype, Symbol.iterator, { get() { seen.push('asked'); return values; }, configurable: true });
many();
Object.defineProperty(Array.prototype, Symbol.iterator, { value: values, writable: true, configurable: true });
many(); console.log(seen.join());
const own = [1, 2]; own[Symbol.iterator] = function* () { yield 'own'; };
console.log(walk(own), walk(Object.setPrototypeOf([3], { __proto__: Array.prototype, [Symbol.iterator]: function* () { yield 'between'; } })));
