// The arguments object of a sloppy function with simple parameters shares its elements with them.
function both(a, b, c) {
  a = 'A'; arguments[1] = 'B'; arguments[2] = 'C';
  return [a, b, c, arguments[0], arguments.length].join();
}
console.log(both(1, 2), both(1, 2, 3), both());
function deleted(a) { delete arguments[0]; a = 2; arguments[0] = 3; return a + ',' + arguments[0]; }
console.log(deleted(1));
function redefined(a) {
  Object.defineProperty(arguments, '0', { writable: false });
  a = 2;
  return a + ',' + arguments[0];
}
console.log(redefined(1));
function defined(a) { Object.defineProperty(arguments, '0', { value: 9 }); return a; }
console.log(defined(1));
function accessor(a) { Object.defineProperty(arguments, '0', { get: () => 'got', configurable: true }); a = 5; return arguments[0] + a; }
console.log(accessor(1));
function frozen(a) { Object.freeze(arguments); a = 7; return arguments[0] + ',' + a; }
console.log(frozen(1));
function twice(a, a) { arguments[0] = 'first'; arguments[1] = 'second'; return a; }
console.log(twice(1, 2));
function closure(a) { const set = (v) => { a = v; }; set('by closure'); return arguments[0]; }
console.log(closure(1));
function passed(a, b) { change(arguments); return a + b; }
function change(list) { list[0] = 10; list[1] = 20; }
console.log(passed(1, 2));
function applied(a) { a = 'new'; return inner.apply(null, arguments); }
function inner(x, y) { return x + ',' + y; }
console.log(applied('old', 'second'));
function strict(a) { 'use strict'; a = 2; return arguments[0]; }
function defaults(a, b = 1) { a = 2; return arguments[0]; }
function rest(a, ...r) { a = 2; return arguments[0]; }
console.log(strict(1), defaults(1), rest(1));
function* gen(a) { yield arguments[0]; a = 5; yield arguments[0]; arguments[0] = 6; yield a; }
console.log([...gen(1)].join());
function shadow(a) { function a() {} return typeof arguments[0]; }
console.log(shadow(1));
function local(a) { var arguments; return typeof arguments; }
function assigned(a) { var arguments = 5; return arguments; }
console.log(local(1), assigned(1));
function loop(a, b) { const out = []; for (let i = 0; i < arguments.length; i++) { arguments[i] += 1; out.push(arguments[i]); } return out.join() + ':' + a + b; }
console.log(loop(1, 2), loop(1, 2, 3));
function keys(a) { return Object.getOwnPropertyNames(arguments).join() + [...arguments] + Object.prototype.toString.call(arguments); }
console.log(keys(1, 2));
(function () {
  'use strict';
  const d = Object.getOwnPropertyDescriptor(arguments, 'callee');
  console.log(d.get === d.set, d.enumerable, d.configurable, typeof d.get, Object.isFrozen(d.get));
  try { arguments.callee; } catch (e) { console.log(e.name + ': ' + e.message); }
  console.log(d.get === Object.getOwnPropertyDescriptor(Function.prototype, 'caller').get);
})();
console.log((function () { return arguments.callee.name; }).call(), (function named() { return arguments.callee === named; })());
(function () { Array.prototype.push.call(arguments, 4); console.log(arguments.length, Array.prototype.join.call(arguments)); })(1, 2);
(function (a) { Array.prototype.shift.call(arguments); console.log(a, arguments.length); })(1, 2);
