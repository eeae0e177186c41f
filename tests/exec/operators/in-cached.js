// `in` and hasOwnProperty at sites with many shapes and keys, while objects and prototypes change.
const objects = [{ a: 1 }, { b: 2 }, { a: 3, b: 4 }, [1, 2], Object.create({ a: 1 }), Object.create(null), function f() {}, new Proxy({ a: 1 }, { has: (t, k) => k === 'b' })];
const keys = ['a', 'b', 'c', '0', 0, 1, -1, 1.5, 'length', 'toString', Symbol.iterator, 'name'];
const has = Object.prototype.hasOwnProperty;
const test = () => objects.map((o) => keys.map((k) => +(k in o) + 2 * +has.call(o, k)).join('')).join(' ');
for (let i = 0; i < 200; i++) test();
console.log(test());
delete objects[2].a;
objects[0].b = 1;
delete objects[3][0];
console.log(test());
Object.prototype.c = 1;
console.log(test());
Object.defineProperty(Object.prototype, 'c', { get() { return 1; }, configurable: true });
objects[1].c = 2;
console.log(test());
delete Object.prototype.c;
console.log(test());
Object.setPrototypeOf(objects[1], { a: 1, c: 3 });
Object.freeze(objects[0]);
Object.prototype[1] = 'one';
console.log(test());
delete Object.prototype[1];
for (const bad of [1, 'text', null, undefined, Symbol.iterator]) try { console.log('a' in bad); } catch (e) { console.log(e.name, e.message); }
let total = 0;
const many = Array.from({ length: 40 }, (_, i) => ({ ['k' + i]: i, shared: i }));
for (let r = 0; r < 50; r++) for (const o of many) for (const k in o) if (has.call(o, k)) total += o[k];
console.log(total);
