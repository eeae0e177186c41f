// A context has intrinsic objects of its own; code in it runs with them wherever it is called from.
'use strict';
const vm = require('vm');
const context = vm.createContext({ print: (...values) => console.log(...values) });
const run = (code) => vm.runInContext(code, context);
const [TheirArray, TheirObject, TheirFunction] = run('[Array, Object, Function]');

console.log(TheirArray === Array, TheirObject === Object, run('Array') === TheirArray);
for (const literal of ['[1, 2]', '({})', '(() => 1)', '/x/g', 'new Map', 'new Error("e")', 'Promise.resolve()', '(function* () {})()', 'new Uint8Array(1)']) {
  const value = run(literal);
  const name = value.constructor.name;
  console.log(literal, name, globalThis[name] === value.constructor, Object.prototype.toString.call(value));
}
console.log([] instanceof TheirArray, run('[]') instanceof Array, Array.isArray(run('[]')), run('(x) => Array.isArray(x)')([]));

// Functions keep their realm.
const make = run('(function () { return [[], {}, () => {}, new Error("made"), function* () {}] })');
const [array, object, arrow, error, generator] = make();
console.log(array instanceof TheirArray, object instanceof TheirObject, arrow instanceof TheirFunction, error instanceof run('Error'), error instanceof Error);
console.log(Object.getPrototypeOf(generator) === run('Object.getPrototypeOf(function* () {})'), generator.prototype instanceof run('Iterator = Object.getPrototypeOf(Object.getPrototypeOf(Object.getPrototypeOf(function* () {}.prototype))).constructor'));
context.ours = () => [[], {}, new TypeError('ours')];
console.log(run('ours().map((value) => value instanceof Object).join()'), context.ours()[0] instanceof Array);
console.log(run('(function () { return this })')() === run('globalThis'), run('(function () { return this }).call(5)') instanceof run('Number'));

// Errors are those of the realm whose code fails.
const kind = (f) => {
  try {
    f();
    return 'no error';
  } catch (e) {
    return `${e.name} ${e instanceof globalThis[e.name] ? 'ours' : e instanceof run(e.name) ? 'theirs' : 'nobody\'s'}`;
  }
};
context.fail = () => null.x;
console.log(kind(() => run('null.x')), kind(run('() => undefined.y')), kind(() => run('fail()')), kind(() => run('nowhere')));
console.log(kind(() => run('[].reduce((a, b) => a)')), kind(() => Array.prototype.reduce.call(run('[]'), (a, b) => a)), kind(() => TheirArray.prototype.reduce.call([], (a, b) => a)));
console.log(kind(() => run('!')), kind(() => run('eval("1 1")')), kind(() => new vm.Script('1 1')), kind(() => new TheirFunction('1 1')), kind(run('(class {})')));
console.log(kind(() => new (run('class C { constructor() { throw new RangeError } }; C'))()), kind(() => context.fail.call(run('this'))));
console.log(run('try { fail() } catch (e) { [e instanceof TypeError, e.constructor.name].join() }'));

// §10.1.14 GetPrototypeFromConstructor
const NewTarget = run('function NewTarget() {}; NewTarget.prototype = null; NewTarget');
for (const C of [Object, Array, Map, Set, WeakMap, Date, Promise, RegExp, Error, TypeError, ArrayBuffer, Float64Array, DataView, Boolean, String, Number, Function]) {
  const args = C === Promise ? [() => {}] : C === DataView ? [new ArrayBuffer(1)] : [];
  const prototype = Object.getPrototypeOf(Reflect.construct(C, args, NewTarget));
  if (prototype !== run(`${C.name}.prototype`)) console.log('wrong prototype', C.name);
}
console.log(Object.getPrototypeOf(Reflect.construct(function () {}, [], NewTarget)) === TheirObject.prototype);
console.log(Object.getPrototypeOf(Reflect.construct(Map, [], NewTarget.bind())) === run('Map.prototype'), Object.getPrototypeOf(Reflect.construct(Map, [], new Proxy(NewTarget, {}))) === run('Map.prototype'));
class Derived extends TheirArray {}
console.log(new Derived(3).length, new Derived() instanceof Array, new Derived().map((x) => x) instanceof Derived);

// §23.1.3 ArraySpeciesCreate
const foreign = run('[3, 1, 2]');
console.log(Array.prototype.map.call(foreign, (x) => x) instanceof Array, foreign.map((x) => x) instanceof TheirArray, TheirArray.prototype.slice.call([1]) instanceof TheirArray);

console.log(run('Symbol.iterator') === Symbol.iterator, run('Symbol.for("shared")') === Symbol.for('shared'), run('Symbol') === Symbol);
const tag = run('(function tag() { return ((strings) => strings)`a` })');
console.log(tag() === tag(), tag() instanceof TheirArray);
console.log(run('Function("return this")()') === run('this'), TheirFunction('return [] instanceof Array')(), run('(0, eval)("[]")') instanceof TheirArray, run('eval')('typeof print'));
console.log(Object.getOwnPropertyDescriptor(run('(function () { "use strict"; return arguments })()'), 'callee').get === run('Object.getOwnPropertyDescriptor(function () { "use strict"; return arguments }(), "callee").get'));
console.log(run('Object.getOwnPropertyDescriptor(function () { "use strict"; return arguments }(), "callee").get') === Object.getOwnPropertyDescriptor((function () { return arguments })(), 'callee').get);
