// The same text again: what is compiled may be the same, what it makes is not.
const make = () => new Function('start', 'let count = start; return () => ++count;');
const first = make(), second = make();
console.log(first === second, String(first) === String(second));
first.tag = 1;
console.log(second.tag);
const one = first(0), two = second(10), three = first(20);
console.log(one(), two(), three(), one(), two(), three());

const pattern = () => (0, eval)('/a/g');
console.log(pattern() === pattern(), pattern().test('a'), pattern().lastIndex);

const strings = () => new Function('tag', 'return tag`x`');
const identity = (parts) => parts;
const template = strings();
console.log(template(identity) === template(identity), strings()(identity) === strings()(identity));

(0, eval)('var counted = (globalThis.counted ?? 0) + 1; let hidden = counted;');
(0, eval)('var counted = (globalThis.counted ?? 0) + 1; let hidden = counted;');
console.log(counted, typeof hidden);

// From within itself, with another text in between.
globalThis.depth = 0;
const text = 'if (depth++ < 3) { (0, eval)("depth"); return new Function(text)() + 1; } return 0;';
globalThis.text = text;
console.log(new Function(text)());

for (let i = 0; i < 2; i++) {
  try {
    new Function('return (');
  } catch (error) {
    console.log(error.name);
  }
}
// A function is what the text is as a function's, a value what it is as a script's.
console.log((0, eval)('(function anonymous(\n) {\n1\n})')(), new Function('1')());
const sloppy = new Function('return this'), strict = new Function('"use strict"; return this');
console.log(sloppy() === globalThis, strict());
const vm = require('vm');
const there = vm.createContext({});
console.log(vm.runInContext('new Function("return Array")()', there) === new Function('return Array')());
