// Stack traces name the class that a function was called on, and the property that it was called as.
'use strict';
const frame = () => new Error().stack.split('\n')[2].trim().replace(/ ?\(?\/.*/, ' …');
const show = (what, call) => console.log(what, '|', call());

class A {
  m() { return frame(); }
  static s() { return frame(); }
  get g() { return frame(); }
  #p() { return frame(); }
  callPrivate() { return this.#p(); }
  field = () => frame();
}
class B extends A {}
const response = Object.create(require('http').ServerResponse.prototype);
response.cookie = function () { return frame(); };
response.send = function sent() { return frame(); };
function Old() {}
Old.prototype.m = function () { return frame(); };
Old.prototype.n = function named() { return frame(); };
const o = { m() { return frame(); }, f: function () { return frame(); }, a: () => frame(), n: function named() { return frame(); }, [Symbol('q')]() { return frame(); } };

// The callees are not known where they are called.
const call = (receiver, key, ...rest) => receiver[key](...rest);
const borrow = (f, receiver) => f.call(receiver);
for (const [what, receiver, key] of [
  ['method', new A(), 'm'], ['inherited', new B(), 'm'], ['static', A, 's'], ['inherited static', B, 's'], ['private', new B(), 'callPrivate'], ['field', new B(), 'field'],
  ['node', response, 'cookie'], ['node', Object.create(response), 'send'], ['prototype', new Old(), 'm'], ['prototype', new Old(), 'n'],
  ['literal', o, 'm'], ['literal', o, 'f'], ['literal', o, 'a'], ['literal', o, 'n'], ['literal', o, Object.getOwnPropertySymbols(o)[0]],
  ['other object', { renamed: o.m }, 'renamed'], ['twice', { one: o.f, two: o.f }, 'one'], ['in a map', Object.assign(new Map(), { f: o.f }), 'f'], ['without a prototype', Object.assign(Object.create(null), { f: o.f }), 'f'],
  ['tagged', { [Symbol.toStringTag]: 'Tag', m: o.m }, 'm'], ['exports', module.exports = { f: function () { return frame(); } }, 'f'],
]) show(what, () => call(receiver, key));
show('getter', () => new B().g);
for (const receiver of [null, undefined, 5, 's', Symbol('s'), [], () => {}, A, globalThis, process, new Proxy({}, {})]) show(typeof receiver, () => borrow(o.m, receiver));
const nameless = (() => function () { return frame(); })();
show('nameless', () => nameless());
show('nameless on an object', () => nameless.call(o));
o.later = nameless;
show('nameless as a property', () => call(o, 'later'));
const keys = ['get', 'post'];
const router = {};
for (const key of keys) router[key] = function () { return key && frame(); };
show('computed', () => call(router, 'post'));
show('bound', () => Reflect.apply(o.m.bind(new A()), null, []));
const made = [];
for (const Class of [class D { constructor() { made.push(frame()); } }, class C extends A { constructor() { super(); made.push(frame()); } }, function F() { made.push(frame()); }, function () { made.push(frame()); }]) new Class();
function Base() { made.push(frame()); }
function Derived() { borrow(Base, this); }
Object.setPrototypeOf(Derived.prototype, Base.prototype);
new Derived();
Reflect.construct(Base, []);
console.log(made);
const { EventEmitter } = require('events');
class Emitter extends EventEmitter {}
const emitter = new Emitter();
emitter.on('x', () => show('listener', frame));
emitter.on('x', function () { console.log(new Error().stack.split('\n')[1].trim().replace(/ ?\(?\/.*/, ' …')); });
emitter.emit('x');
