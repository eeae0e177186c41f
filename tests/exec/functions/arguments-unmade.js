// Arguments objects and rest arrays that a function only counts, indexes and passes on.
function count() { return arguments.length; }
function at(i) { return arguments[i]; }
function sum() { let t = 0; for (let i = 0; i < arguments.length; i++) t += arguments[i]; return t; }
function strictAt(i) { 'use strict'; return arguments[i]; }
const restAt = (a, ...rest) => (i) => rest[i];
function rest(first, ...others) { return others.length + ':' + others[0] + ':' + others[1] + ':' + others[-1]; }
console.log(count(), count(1), count(undefined, undefined), count(...[1, 2, 3]));
console.log(at(0), at(1), at(1, 'b'), at(5, 'b'), at('length', 1, 2), at('1', 'x'), at(-1), at(0.5), at(1.0, 'y'));
console.log(sum(), sum(1), sum(1, 2.5, '3'));
console.log(rest(), rest(1), rest(1, 2), rest(1, 2, 3), rest(1, 2, 3, 4), restAt(1, 2, 3)(1));
console.log(typeof at('callee') === 'function' && at('callee') === at, typeof at(Symbol.iterator));
try { strictAt('callee'); } catch (error) { console.log(error.name); }

// Passing on.
function show(...args) { return (this && this.name) + '/' + args.length + '/' + args.join(); }
function pass() { return show.apply(this, arguments); }
function passRest(...args) { return show.apply({ name: 'r' }, args); }
function spread(...args) { return show(...args); }
function spreadMore(a, ...args) { return show(a, 'and', ...args); }
function spreadArguments() { return show(...arguments); }
console.log(pass.call({ name: 'n' }, 1, 2), passRest(), passRest(3), spread(), spread(1, 2), spreadMore(1, 2, 3), spreadArguments(4, 5));
const odd = { apply(self, list) { return 'own apply ' + self + ' ' + list.length + ' ' + Object.prototype.toString.call(list); } };
function passOdd() { return odd.apply('self', arguments); }
function passOddRest(...list) { return odd.apply('self', list); }
console.log(passOdd(1, 2), '|', passOddRest(1));
function passMissing(f) { const none = {}; return none.apply(this, arguments); }
try { passMissing(); } catch (error) { console.log(error.message); }
function passNoFunction() { const o = { apply: Function.prototype.apply }; return o.apply(this, arguments); }
try { passNoFunction(1); } catch (error) { console.log(error.name); }
function spreadNoFunction(...args) { const f = 3; return f(...args); }
try { spreadNoFunction(1); } catch (error) { console.log(error.message); }

// The callee changes the array that was spread while it reads its own arguments.
const shared = [1, 2, 3];
function changes() { shared[0] = 'changed'; shared.length = 1; return arguments[0] + arguments[2] + arguments.length; }
console.log(changes(...shared), shared.join());

// Seen lists stay objects of their own.
let kept;
function keep() { kept = arguments; return arguments.length; }
keep(1, 2);
kept[0] = 'x';
console.log(kept.length, kept[0], kept[1]);
function assigned(a) { a = 5; return arguments[0]; }
function mapped(a) { arguments[0] = 7; return a; }
console.log(assigned(1), assigned(), mapped(1), mapped());

// Elements that objects inherit are seen behind the end.
Object.defineProperty(Object.prototype, '3', { get() { return 'inherited ' + typeof this + ' ' + this.length; }, configurable: true });
console.log(at(3, 1), rest(1, 2), (function (...list) { return list[3]; })(1), sum(1, 2, 3));
delete Object.prototype[3];
Array.prototype[2] = 'of arrays';
console.log((function (...list) { return list[2]; })(1), at(2, 1));
delete Array.prototype[2];
console.log((function (...list) { return list[2]; })(1));

// Arrays are iterated in another way.
const original = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function* () { yield 'changed'; };
const text = spread(1, 2);
Array.prototype[Symbol.iterator] = original;
console.log(text, spread(1, 2));

// Called as a known function, many times, with one and the same place.
function pick(i) { return i < arguments.length ? arguments[i] : 'none'; }
let total = '';
for (let i = 0; i < 6; i++) total += pick(i, 'a', 'b') + ',' + pick(1) + ',' + pick(i, i, i, i) + ';';
console.log(total);
function recursive(n) { return n === 0 ? arguments.length : recursive(n - 1, n, n) + arguments[arguments.length - 1]; }
console.log(recursive(4));
function* generator() { yield arguments.length; yield arguments[1]; }
console.log([...generator(1, 'two')].join());
async function later() { await null; return arguments[0] + arguments.length; }
later(1, 2).then((value) => console.log(value));
