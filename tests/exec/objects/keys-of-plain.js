// Object.keys, values, entries and assign of plain objects, with what makes them less plain.
const show = (o) => console.log(JSON.stringify([Object.keys(o), Object.values(o), Object.entries(o), Object.assign({}, o)]));
show({ a: 1, b: 'two' });
show({});
show({ b: 1, 2: 'index', a: 3, 1: 'first' });
show({ a: 1, [Symbol('s')]: 2 });
show(Object.defineProperty({ a: 1, c: 2 }, 'b', { value: 3, enumerable: false }));
const deleted = { a: 1, b: 2, c: 3 };
delete deleted.b;
show(deleted);
deleted.b = 4;
show(deleted);
show(Object.freeze({ x: 1, y: 2 }));
const wide = {};
for (let i = 0; i < 600; i++) wide['k' + i] = i;
console.log(Object.keys(wide).length, Object.values(wide)[599], Object.entries(wide)[300].join());
class Secret { #p = 1; shown = 2; }
show(new Secret());
const getter = { a: 1, get b() { delete this.c; this.d = 5; return 'got'; }, c: 3 };
show(getter);
// assign stores as an assignment does
const log = [];
const target = { set x(v) { log.push('x=' + v); }, y: 0 };
Object.assign(target, { x: 1, y: 2, z: 3 });
console.log(log.join(), target.y, target.z, Object.keys(target).join());
Object.defineProperty(Object.prototype, 'trap', { set(v) { log.push('trap=' + v); }, configurable: true });
const trapped = Object.assign({}, { trap: 1, free: 2 });
console.log(log.join(), Object.keys(trapped).join());
delete Object.prototype.trap;
console.log(Object.keys(Object.assign({}, { trap: 1, free: 2 })).join());
const fromText = JSON.parse('{"__proto__": {"inherited": 1}, "own": 2}');
const copied = Object.assign({}, fromText);
console.log(copied.inherited, Object.keys(copied).join());
const frozen = Object.freeze({ a: 1 });
try { Object.assign(frozen, { a: 2 }); } catch (error) { console.log(error.message); }
try { Object.assign(frozen, { b: 2 }); } catch (error) { console.log(error.message); }
console.log(Object.assign([1, 2, 3], { length: 1, name: 'n' }).length);
