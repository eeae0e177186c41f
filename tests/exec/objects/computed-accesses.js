// Accesses whose keys are in variables: one key for long, then others; getters, prototypes and freezing in the middle.
const id = Symbol('id');
class Item { constructor(n) { this[id] = n; this.name = 'i' + n; } }
Item.prototype[Symbol.for('shared')] = 'p';
const read = (o, key) => o[key];
const write = (o, key, value) => { 'use strict'; o[key] = value; };
const items = [];
for (let i = 0; i < 40; i++) items.push(new Item(i));
let total = 0;
for (let round = 0; round < 3; round++) for (const item of items) { write(item, id, item[id] + 1); total += read(item, id); }
console.log(total, read(items[0], 'name'), read(items[0], 'na' + 'me'), read(items[0], Symbol.for('shared')), read(items[0], 'none'));
for (let i = 0; i < 30; i++) read(items[i], Symbol.for('shared'));
Item.prototype[Symbol.for('shared')] = 'changed';
console.log(read(items[1], Symbol.for('shared')));
items[1][Symbol.for('shared')] = 'own';
console.log(read(items[1], Symbol.for('shared')), read(items[2], Symbol.for('shared')));
const hot = (o) => o[id];
for (const item of items) hot(item);
Object.defineProperty(items[3], id, { get() { return 'got ' + this.name; }, configurable: true });
console.log(hot(items[3]), hot(items[4]), hot({}), hot('text'));
try { hot(null); } catch (error) { console.log(error.message); }
const store = (o, v) => { 'use strict'; o[id] = v; };
for (const item of items.slice(4)) store(item, 1);
Object.freeze(items[5]);
try { store(items[5], 2); } catch (error) { console.log(error.message); }
try { store(items[3], 2); } catch (error) { console.log(error.message); }
Object.defineProperty(items[6], id, { writable: false });
try { store(items[6], 2); } catch (error) { console.log(error.message); }
const setters = { set [id](v) { this.seen = v; } };
const below = Object.create(setters);
store(below, 8);
console.log(items[5][id], items[6][id], below.seen, Object.getOwnPropertySymbols(below).length);
// strings that look like indices, objects as keys, numbers
const list = ['a', 'b', 'c'];
const keys = ['1', 1, 1.5, -1, '01', 'length', { toString: () => '2' }, 10n, null, true];
for (const key of keys) console.log(String(read(list, key)));
for (const key of ['0', 'x', '-0', 'length', id]) { write(list, key, 1); }
console.log(list.length, list[0], list.x, list['-0'], list[id]);
const proxy = new Proxy({}, { get: (o, key) => 'proxied ' + String(key), set: (o, key, v) => { console.log('set', String(key), v); return true; } });
console.log(read(proxy, id), read(proxy, 'k'));
write(proxy, id, 1);
