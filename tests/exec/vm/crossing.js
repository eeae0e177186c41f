// Calls from one context to another and back, by every way that leads into a function.
'use strict';
const vm = require('vm');
const context = vm.createContext({ console: { log: console.log } });
const other = vm.createContext({ context, name: 'other' });
const run = (code) => vm.runInContext(code, context);
const ours = Array, theirs = run('Array');
const realm = (value) => (value instanceof ours ? 'ours' : value instanceof theirs ? 'theirs' : value instanceof vm.runInContext('Array', other) ? "other's" : 'nobody\'s');

// Callbacks of built-in functions, both ways.
const theirCallback = run('(...args) => { seen.push([].constructor === Array); return args[0] }');
context.seen = run('[]');
console.log([1, 2].map(theirCallback).join(), run('[3, 4]').filter(theirCallback).join(), [2, 1].sort(run('(a, b) => a - b')).join(), run('[2, 1].sort')['call']([5, 4], (a, b) => a - b).join());
context.callback = (x) => realm([x]);
console.log(run('[1, 2].map(callback).join()'), run('Array.from([1], callback)[0]'), run('"a-b".replace(/-/, callback)'), run('Reflect.apply(callback, null, [1])'));
console.log(context.seen.join());

// Getters, setters, proxies, bound functions, symbols that are called by operators.
const accessors = run('({ get made() { return [] }, set made(value) { this.stored = [value] }, [Symbol.toPrimitive]() { return realmOf([]) }, *[Symbol.iterator]() { yield []; yield* [[1]] } })');
context.realmOf = realm;
accessors.made = 1;
console.log(realm(accessors.made), realm(accessors.stored), `${accessors}`, [...accessors].map(realm).join());
const proxy = new Proxy({}, { get: run('(target, key) => [key]'), has: () => true });
console.log(realm(proxy.x), run('(p) => realmOf(p.y) + ("z" in p)')(proxy));
context.bound = realm.bind(null, []);
console.log(run('bound()'), run('(function () { return [] }).bind(1)') instanceof run('Function'), realm(run('(function () { return [] }).bind(1)')()));
console.log(realm(vm.runInContext('run = (f) => f([])', other)(run('(a) => [a]'))), vm.runInContext('(f) => f() instanceof Array', other)(run('() => []')));

// Exceptions end calls in several contexts at once.
context.deep = (depth) => (depth === 0 ? JSON.parse('{') : run(`(() => deep(${depth - 1}))()`));
try {
  context.deep(5);
} catch (e) {
  console.log(e.name, e instanceof SyntaxError, realm([]));
}
context.caught = () => {
  try {
    run('throwing()');
  } catch (e) {
    return [realm([]), e.message].join();
  }
};
context.throwing = () => {
  throw new Error('from ours');
};
console.log(run('[caught(), realmOf([])].join()'), run('let result; try { throwing() } catch (e) { result = realmOf([]) } finally { result += 1 } result'));

// Classes that extend another context's, private names, static blocks.
context.Base = class Base {
  #secret = [];
  static made = [];
  secret() {
    return this.#secret;
  }
};
console.log(run('class Sub extends Base { own = []; both() { return realmOf(this.own) + realmOf(this.secret()) } static s = super.made }; [new Sub().both(), realmOf(Sub.s), new Sub() instanceof Object].join()'));
class Ours extends run('(class Theirs { field = [] })') {
  mine = [];
}
console.log(realm(new Ours().field), realm(new Ours().mine));

// Foreign objects in fast paths of the language.
const [a, b] = run('[1, [2]]');
const copy = [...run('[1, 2, 3]')];
let sum = 0;
for (const x of run('[1, 2, 3]')) sum += x;
for (const [key, value] of run('new Map([[1, 2]])')) sum += key + value;
for (const x of run('(function* () { yield 10; yield 20 })()')) sum += x;
console.log(a, b[0], realm(copy), sum, Math.max(...run('[7, 8]')), run('[..."ab"]').length, 'x,y'.split(run('/,/')).join('-'));
run('Array.prototype[Symbol.iterator] = function* () { yield "patched" }');
console.log([...run('[1]')].join(), [...[1]].join(), run('(list) => [...list].join()')([1, 2]), run('(list) => [...list].join()')(run('[1]')));
console.log(JSON.stringify(run('({ a: [1, { b: new Date(0) }] })')), JSON.stringify(run('[1].concat(2)')), [].concat(run('[1, 2]')).length);
String.prototype.mine = () => 'ours';
run('String.prototype.mine = () => "theirs"');
const call = () => 'x'.mine();
const theirCall = run('() => "x".mine()');
for (let i = 0; i < 5; i++) if (call() + theirCall() !== 'ourstheirs') console.log('wrong prototype of a string');
delete String.prototype.mine;
let many = 0;
const theirAdd = run('(x) => x + [1].length');
for (let i = 0; i < 3000; i++) many = theirAdd(many);
console.log(many, run('let n = 0; for (let i = 0; i < 1000; i++) n += callback.length; n'));
const recurse = run('function recurse(n) { return n === 0 ? 0 : 1 + recurse(n - 1) }; recurse');
console.log(recurse(1000), run('try { (function f() { f() })() } catch (e) { e instanceof RangeError }'));
