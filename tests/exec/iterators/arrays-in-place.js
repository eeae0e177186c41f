// for-of over arrays makes no iterator object; what a program can see of one is there all the same.
const seen = [];
const list = [1, 2, 3];
for (const v of list) { seen.push(v); if (v < 3) list.push(v * 10); if (seen.length > 8) break; }
console.log(seen.join());
const shrinking = [1, 2, 3, 4];
for (const v of shrinking) { console.log('pop', v); shrinking.pop(); }
const holes = [1, , 3];
Array.prototype[1] = 'hole';
for (const v of holes) console.log(v);
delete Array.prototype[1];
for (const v of holes) console.log(v);

// nested loops over one array, continue, labels
let pairs = 0;
outer: for (const a of [1, 2, 3]) for (const b of [1, 2, 3]) { if (b > a) continue outer; if (a === 3 && b === 2) break outer; pairs += a * b; }
console.log(pairs);

// an array changes its kind meanwhile
const changing = [1, 2, 3];
for (const v of changing) { if (v === 1) changing[5] = 6; console.log(v); }
const sealed = Object.freeze(['a', 'b']);
for (const v of sealed) console.log(v);
const accessor = [1, 2];
Object.defineProperty(accessor, 1, { get() { return 'got'; } });
for (const v of accessor) console.log(v);

// generators and async functions keep the place
function* each(a) { for (const v of a) { const sent = yield v; if (sent) return sent; } }
console.log([...each([1, 2, 3])]);
const g = each([1, 2, 3]);
console.log(g.next(), g.next('stop'), g.next());
async function later(a) { let t = 0; for (const v of a) t += await v; return t; }
later([1, Promise.resolve(2), 3]).then((t) => console.log('later', t));

// array iterators with a return method: called with a real iterator
const proto = Object.getPrototypeOf([][Symbol.iterator]());
proto.return = function () { console.log('return', Object.prototype.toString.call(this), this.next().value); return {}; };
for (const v of [1, 2, 3]) { console.log(v); if (v === 2) break; }
try { for (const v of [1, 2, 3]) throw new Error('x' + v); } catch (e) { console.log(e.message); }
(() => { for (const v of ['r', 's']) return v; })();
proto.return = function () { return 1; };
try { for (const v of [1]) break; } catch (e) { console.log(e.message); }
try { for (const v of [1]) throw new Error('mine'); } catch (e) { console.log(e.message); }
delete proto.return;

// a replaced next, an own iterator, a subclass
const next = proto.next;
for (const v of [1, 2, 3]) { if (v === 1) proto.next = function () { return { done: true }; }; console.log('kept', v); }
for (const v of [1, 2, 3]) console.log('never', v);
proto.next = next;
const own = [1, 2];
own[Symbol.iterator] = function* () { yield 'own'; };
for (const v of own) console.log(v);
class Twice extends Array { *[Symbol.iterator]() { for (let i = 0; i < this.length; i++) yield this[i] * 2; } }
for (const v of Twice.from([1, 2])) console.log(v);
class Plain extends Array {}
for (const v of Plain.from([1, 2])) console.log(v);
Array.prototype[Symbol.iterator] = function* () { yield 'replaced'; };
for (const v of [1]) console.log(v);
