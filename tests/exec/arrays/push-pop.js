// Pushes and pops that compiled code does by itself, and what it must leave to the methods.
"use strict";
const push = (array, value) => array.push(value);
const pop = (array) => array.pop();
const attempt = (run) => {
  try {
    return String(run());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
function fill(array, count) {
  let last = 0;
  for (let i = 0; i < count; i++) last = array.push(i);
  return last;
}
const plain = [];
console.log(fill(plain, 1000), plain.length, pop(plain), pop(plain), plain.length);
while (plain.length > 0) plain.pop();
console.log(pop(plain), plain.length, push(plain, "a"), push(plain, undefined), pop(plain), plain.length);

const holey = [1, , 3];
console.log(push(holey, 4), pop(holey), pop(holey), pop(holey), pop(holey), pop(holey), holey.length);
const long = [];
long.length = 5;
console.log(push(long, 1), long.length, pop(long), pop(long), long.length);

class Stack extends Array {}
const stack = new Stack();
console.log(push(stack, 1), push(stack, 2), pop(stack), stack instanceof Stack, stack.length);
const named = [1];
named.note = "n";
console.log(push(named, 2), pop(named), named.note);
console.log(attempt(() => push(Object.freeze([1]), 2)), attempt(() => pop(Object.freeze([1]))), attempt(() => push(Object.seal([1]), 2)));
const fixed = [1];
Object.defineProperty(fixed, "length", { writable: false });
console.log(attempt(() => push(fixed, 2)), attempt(() => pop(fixed)));
console.log(push({ length: 2, push: [].push }, "x"), attempt(() => push({}, 1)), attempt(() => push(undefined, 1)), attempt(() => pop(null)));
console.log(push({ push: (value) => value * 2 }, 21), pop({ pop: () => "own" }));
String.prototype.push = Array.prototype.push;
console.log(attempt(() => push("abc", 1)));
delete String.prototype.push;
const huge = [];
huge.length = 2 ** 32 - 1;
console.log(attempt(() => push(huge, 1)), huge.length);

// An element of a prototype takes over what is pushed.
let seen;
Object.defineProperty(Array.prototype, 3, { configurable: true, set: (value) => (seen = value) });
const taken = [0, 1, 2];
console.log(push(taken, "three"), taken.length, 3 in taken, Object.hasOwn(taken, 3), seen);
delete Array.prototype[3];
console.log(push(taken, "four"), Object.hasOwn(taken, 4));
Array.prototype.push("element");
console.log(Array.prototype.length, [, 1][0], pop([,]), push([], "own"));
console.log(Array.prototype.pop(), Array.prototype.length);
Object.defineProperty(Object.prototype, 1, { configurable: true, set: (value) => (seen = value) });
console.log(push([0], "one"), seen);
delete Object.prototype[1];
console.log(push([0], "one"), seen);

const original = Array.prototype.push;
Array.prototype.push = function (value) {
  return original.call(this, `<${value}>`);
};
const replaced = [];
console.log(push(replaced, 1), replaced);
Array.prototype.push = original;
console.log(push(replaced, 2), replaced);
