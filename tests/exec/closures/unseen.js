// Closures, boxes and literals that only the function itself sees need not exist; those that are seen do.
const adder = (n) => (x) => x + n;
const counter = () => {
  let n = 0;
  return { next: () => ++n, add: (k) => { n += k; return n; }, get: () => n };
};
function unseen(rounds) {
  let total = 0;
  for (let i = 0; i < rounds; i++) {
    const c = counter();
    c.next();
    c.add(i & 3);
    total += c.get() + adder(i)(1);
  }
  return total;
}
console.log(unseen(10));

// Boxes over branches, loops and exceptions.
function boxes(flag) {
  let v = 'start';
  const read = () => v, write = (x) => { v = x; };
  if (flag) write('branch');
  for (let i = 0; i < 3; i++) write(read() + i);
  try {
    write(read() + '!');
    if (flag) throw new Error(read());
    write('not thrown');
  } catch (e) {
    return e.message + '|' + read();
  } finally {
    write('finally');
  }
  return read();
}
console.log(boxes(true), boxes(false));

// A literal changes before and after it is seen.
const seen = [];
function literals(k) {
  const o = { a: 1, b: 2 };
  o.a = k;
  const before = o.a + o.b;
  seen.push(o);
  seen[seen.length - 1].b = 40;
  return before + ':' + (o.a + o.b);
}
console.log(literals(5), literals('x'));
function looped() {
  let last = { n: 0 };
  const out = [];
  for (let i = 0; i < 3; i++) {
    const o = { n: i, up: last };
    out.push(o.n + o.up.n);
    last = o;
    last.n += 10;
  }
  return out.join();
}
console.log(looped());

// `this` of a literal's methods, inherited names, frozen, deleted.
function methods() {
  const o = { n: 1, bump() { return ++this.n; }, arrow: () => typeof o };
  return [o.bump(), o.n, o.arrow(), o.toString(), o.missing, 'n' in o, delete o.n, o.n].join();
}
console.log(methods());
function frozen() {
  'use strict';
  const o = { n: 1 };
  Object.freeze(o);
  try { o.n = 2; } catch (e) { return e.constructor.name + o.n; }
}
console.log(frozen());

// Closures that know themselves, default parameters, too few and too many arguments.
function recursive(n) {
  const f = function g(k) { return k === 0 ? typeof g : g(k - 1); };
  return f(n);
}
console.log(recursive(4));
function counts() {
  const f = (a, b = 7) => `${a}-${b}`;
  return [f(), f(1), f(1, 2), f(1, 2, 3)].join();
}
console.log(counts());
function rest() {
  const f = (...all) => all.length, g = function () { return arguments.length; };
  return [f(), f(1, 2), g(), g(1, 2)].join();
}
console.log(rest());

// Across suspensions.
function* generator() {
  let n = 0;
  const step = () => ++n;
  while (step() < 4) yield n;
  return n;
}
console.log([...generator()].join());
(async () => {
  let n = 0;
  const o = { v: 1, step: () => ++n };
  o.step();
  await null;
  o.v += o.step();
  await null;
  console.log(n, o.v);
})();

// A variable is read before it is initialised.
function early() {
  const f = () => late;
  try { f(); } catch (e) { return e.message; }
  let late = 1;
  return f();
}
console.log(early());

// Classes are not called, and what is no function is not callable.
function refused() {
  const messages = [];
  const C = (() => class {})();
  try { C(); } catch (e) { messages.push(e.message); }
  const o = { f: 1 };
  try { o.f(); } catch (e) { messages.push(e.message); }
  return messages.join('; ');
}
console.log(refused());
const sloppy = (() => function () { return typeof this; })();
console.log((() => function () { return this === globalThis; })()(), sloppy.call(5));
