// Function and its like (CreateDynamicFunction).
const add = new Function("a", "b", "return a + b");
console.log(add(1, 2), add.name, add.length, add.toString());
console.log(Function("a, b", "c = 3", "...d", "return [a, b, c, d].join()")(1, 2, undefined, 4, 5));
console.log(new Function("return typeof anonymous + typeof module + this.constructor.name")());
console.log(Function("// c", "return 1 // end")(), Function("/*a", "*/b", "return b").length);
for (const parts of [["a) { }, function (b", ""], ["", "} function f() {"], ["/*", "*/ ) {"], ["a", "})(function () {"], ["a, a", "'use strict'"], ["super()"], ["", "super.x"], ["a = 1", "'use strict'"], ["return"], ["}, function () {"]]) {
  try { Function(...parts); console.log(parts.join("|"), "fine"); } catch (e) { console.log(parts.join("|"), e.name); }
}
const Generator = Object.getPrototypeOf(function* () {}).constructor;
const Async = (async () => {}).constructor;
const AsyncGenerator = Object.getPrototypeOf(async function* () {}).constructor;
console.log([...new Generator("n", "for (let i = 0; i < n; i++) yield i")(3)].join(), Generator("").toString());
console.log(Object.prototype.toString.call(Async("")), Async("a", "").toString(), AsyncGenerator("").constructor === AsyncGenerator);
Async("x", "return await x + 1")(Promise.resolve(4)).then((v) => console.log(v));
(async () => { for await (const v of AsyncGenerator("yield 1; yield await 2")()) console.log("item", v); })();
class Sub extends Function { call2() { return this() * 2; } }
const sub = new Sub("return 21");
console.log(sub.call2(), sub instanceof Sub, sub instanceof Function);
const made = new Function("return new.target");
console.log(new made() instanceof made, made());
console.log((0, eval)("var viaEval = 1; viaEval"), globalThis.viaEval, delete globalThis.viaEval, typeof viaEval);
(0, eval)("let hidden = 1; const h2 = 2; function shown() { return hidden + h2; }");
console.log(typeof hidden, shown(), Object.getOwnPropertyDescriptor(globalThis, "shown").configurable);
console.log([1, 2, 3].map(Function("x", "return x * x")).join(), new Function("o", "with (o) return x")({ x: 9 }));
try { new Function("throw new RangeError('mine')")(); } catch (e) { console.log(e.name, e.message); }
try { Function("null.x")(); } catch (e) { console.log(e.name, e.message); }
console.log(new Function("return this")() === globalThis, new Function()());
