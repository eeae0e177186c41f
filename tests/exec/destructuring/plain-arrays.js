// Array patterns over literals and arrays while iteration is untouched, and when it is not.
function divmod(a, b) { return [(a / b) | 0, a % b]; }
function run(n) {
  let a = 1, b = 2, total = 0;
  const list = [5, 3, 8];
  const rows = [[1, [2, 3]], [4, [5, 6]]];
  for (let i = 0; i < n; i++) {
    [a, b] = [b, (a + i) & 255];
    [list[0], list[1], list[2]] = [list[2], list[0], list[1]];
    const [q, r = 'none', s = 9] = divmod(i, 7);
    const [x, [y, z], w = x] = rows[i & 1];
    const [, second, ...rest] = [1, 2, 3, i];
    total += a + b + q + r + s + x + y * z + w + second + rest[1];
  }
  return [total, a, b, ...list].join();
}
console.log(run(1000));
const [h0, h1 = 'default', h2] = [1, , 3];
console.log(h0, h1, h2);
const [u0 = 'd', n0 = 'd'] = [undefined, null];
console.log(u0, n0);
const short = [1];
const [s0, s1, s2 = s1] = short;
console.log(s0, s1, s2);
let grow = [1, 2, 3];
const [g0, g1] = { [Symbol.iterator]() { console.log('iterator'); return { next() { return { value: grow.pop(), done: false }; }, return() { console.log('closed'); return {}; } }; } };
console.log(g0, g1);
const swap = { x: 1, y: 2, set z(v) { console.log('z', v); } };
[swap.x, swap.y, swap.z] = [swap.y, swap.x, 'z'];
console.log(swap.x, swap.y);
function thrower() { [swap.x, [][0].y] = [1, 2]; }
try { thrower(); } catch (e) { console.log(e.name, e.message); }
for (const bad of [null, undefined, 5, {}]) try { const [x] = bad; } catch (e) { console.log(e.name, e.message); }
const iteratorPrototype = Object.getPrototypeOf([][Symbol.iterator]());
iteratorPrototype.return = function () { console.log('return'); return {}; };
const two = () => { const [p, q] = [1, 2]; const [only] = [3, 4]; return p + q + only; };
console.log(two());
delete iteratorPrototype.return;
const late = { set x(v) { iteratorPrototype.return = function () { console.log('late return', this.next().value); return {}; }; } };
function during() { [late.x, late.y] = [1, 2, 'rest']; }
during();
delete iteratorPrototype.return;
console.log(two(), run(10));
const next = iteratorPrototype.next;
let calls = 0;
iteratorPrototype.next = function () { calls++; return next.call(this); };
console.log(two(), calls);
iteratorPrototype.next = next;
const values = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function* () { yield 'patched'; yield this.length; };
console.log(two());
try { run(3); } catch (e) { console.log(e.name, e.message); }
Array.prototype[Symbol.iterator] = values;
console.log(two());
const strange = [1, 2];
strange[Symbol.iterator] = function* () { yield 'own'; };
const [o0, o1] = strange;
class Sub extends Array { *[Symbol.iterator]() { yield 'sub'; } }
const [b0] = Sub.from([1]);
console.log(o0, o1, b0);
Object.defineProperty(Array.prototype, 1, { get() { return 'hole'; }, configurable: true });
const [f0, f1] = [1, , 3], sparse = [7, , 9], [e0, e1] = sparse;
console.log(f0, f1, e0, e1);
delete Array.prototype[1];
const outer = (() => { for (const [k, [v]] of [['a', [1]], ['b', [2]]]) { if (k === 'b') return k + v; } })();
console.log(outer);
