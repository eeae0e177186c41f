// Why a store in strict code was refused: who the message names; nothing is converted or called to find out.
'use strict';
function t(f) {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.message);
  }
}
class A {
  get x() {
    return 1;
  }
}
class B extends A {}
const error = Object.assign(Object.create(Object.defineProperty({}, 'y', { get: () => 1 })), {});
const inherits = Object.setPrototypeOf([], error);
const loud = {
  toString() {
    console.log('converted');
    return 'text';
  },
};
const trapless = (target) => new Proxy(target, {});
t(() => (new B().x = 1));
t(() => (error.y = 1));
t(() => (inherits.y = 1));
t(() => (Object.setPrototypeOf({ get z() { return 1; } }, null).z = 1));
t(() => (Object.setPrototypeOf({ get z() { return 1; } }, Array.prototype).z = 1));
t(() => (Object.freeze({ ...loud }).toString = 1));
t(() => (trapless(new B()).x = 1));
t(() => (trapless(Object.freeze({ a: 1 })).a = 1));
t(() => (trapless(Object.freeze([])).a = 1));
t(() => (trapless(trapless(Object.freeze({}))).a = 1));
t(() => (new Proxy({}, { set: () => false }).a = 1));
t(() => (new Proxy({}, { defineProperty: () => false }).a = 1));
t(() => (Object.create(new Proxy({}, { set: () => false })).a = 1));
t(() => (Object.create(trapless(new B())).x = 1));
t(() => Object.freeze([1]).push(2));
t(() => Object.freeze([1]).pop());
t(() => Object.freeze([1]).fill(2));
t(() => loud in 1);
t(() => [] in 'text');
t(() => ({}) in 1n);
t(() => new Map() in 1);
t(() => Object.create(null) in 1);
t(() => 'k' in Symbol('s'));
t(() => Symbol('k') in 's');
t(() => (() => 1) in 1);
