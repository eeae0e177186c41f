// Methods of arrays with callbacks that the compiler writes out as loops: each still does what the method does.
const log = [];
const show = (...values) => console.log(values.map((v) => JSON.stringify(v) ?? String(v)).join(' '));

function all(list) {
  const seen = [];
  list.forEach((v, i, whole) => seen.push(`${i}:${v}:${whole === list}`));
  return [
    list.map((v) => v * 2), list.filter((v) => v > 1), list.some((v) => v === 2), list.every((v) => v > 0),
    list.find((v) => v > 1), list.findIndex((v) => v > 1), list.reduce((t, v) => t + v, 10), seen,
  ];
}
show(...all([1, 2, 3]));
show(...all([]));
show(...all([1, , 3]));
show(...all([0.5, -0, 1e300]));

// What is visited was decided at the start; what is read is what is there at the time.
function growing() {
  const list = [1, 2, 3];
  const doubled = list.map((v) => { if (list.length < 9) list.push(v + 10); return v * 2; });
  return [doubled, list];
}
function shrinking() {
  const list = [1, 2, 3, 4, 5, 6];
  const kept = [];
  list.forEach((v, i) => { kept.push(v); if (i === 1) list.length = 4; if (i === 2) list.pop(); });
  const found = list.findIndex((v) => { list.length = 0; return v === undefined; });
  return [kept, list, found];
}
function becomesOther() {
  const list = [1, 2, 3, 4];
  const values = list.map((v, i) => {
    if (i === 0) Object.defineProperty(list, 2, { get: () => 'got', configurable: true });
    if (i === 1) delete list[3];
    return v;
  });
  return [values.length, 3 in values, ...values];
}
show(...growing());
show(...shrinking());
show(...becomesOther());

// Holes with something behind them.
Array.prototype[1] = 'inherited';
show([1, , 3].map((v) => v), [1, , 3].filter(() => true), [1, , 3].reduce((t, v) => t + v, ''));
delete Array.prototype[1];
const holey = [1, , 3].map((v) => v + 1);
show(holey.length, 1 in holey, Object.keys(holey));
show([, 1].find((v) => v === undefined), [, 1].findIndex((v) => v === undefined), [, 1].some((v) => v === undefined));

// `this`, and arguments that the callback does not ask for.
show([1, 2].map(function (v) { return this.k + v + arguments.length; }, { k: 100 }));
show([1, 2].map(function () { 'use strict'; return this; }), [3].filter(function () { return typeof this === 'object'; }).length);
show([5, 6].reduce(function (t, v, i, whole) { return t + v + i + whole.length + arguments.length; }, 0));

// Calls that are none of these.
const other = { map(f) { return ['other', f(1)]; }, length: 1, 0: 'x' };
show(other.map((v) => v + 1), Array.prototype.map.call(other, (v) => v + 1));
show('abc'.split('').map((c) => c + c).reduce((t, c) => c + t, ''), new Uint8Array([1, 200]).map((v) => v * 2).length);
for (const bad of [undefined, null, {}, 'f', 3]) {
  try { [1].map(bad); } catch (e) { console.log(e.message); }
  try { [1].forEach(bad); } catch (e) { console.log(e.message); }
}
try { [].reduce((t) => t); } catch (e) { console.log(e.message); }
show([7].reduce((t) => t), [1, 2, 3].reduce((t, v) => t * v));
try { undefined.map((v) => v); } catch (e) { console.log(e.message); }
try { null.forEach((v) => v); } catch (e) { console.log(e.message); }

// Leaving in the middle, also through finally and for-of.
function leaves(list) {
  try {
    list.forEach((v) => { if (v === 2) throw new Error('at ' + v); log.push(v); });
  } catch (e) {
    log.push(e.message);
  } finally {
    log.push('finally');
  }
  for (const v of list) {
    try { if (list.some((w) => { if (w > v) throw w; return false; })) log.push('never'); } catch (w) { log.push([v, w]); }
  }
  return log;
}
show(leaves([1, 2, 3]));

// A species of its own, and a subclass.
class Special extends Array {}
const special = Special.from([1, 2, 3]);
show(special.map((v) => v) instanceof Special, special.filter((v) => v > 1) instanceof Special, special.map((v) => v).length);
const plain = [1, 2];
plain.constructor = { [Symbol.species]: function (n) { this.n = n; } };
show(plain.map((v) => v), plain.filter(() => true) instanceof Array);

// Touched methods.
const original = Array.prototype.map;
const doubleAll = (list) => list.map((v) => v * 2);
show(doubleAll([1, 2]));
Array.prototype.map = function (f) { return ['touched', f(this[0])]; };
show(doubleAll([1, 2]));
Array.prototype.map = original;
show(doubleAll([1, 2]));

// Asynchronous callbacks and generators around them.
(async () => {
  const results = await Promise.all([1, 2, 3].map(async (v) => { await null; return v * v; }));
  show(results);
  function* odd(list) { for (const v of list.filter((w) => w % 2)) yield v; }
  show([...odd([1, 2, 3])]);
})();

// Captured variables change while the loop runs.
let total = 0, last;
for (let round = 0; round < 3; round++) {
  const steps = [];
  [1, 2, 3].forEach((v) => { total += v * round; last = () => total + v; steps.push(last); });
  show(total, steps.map((f) => f()), last());
}
