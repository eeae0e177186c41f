// Texts that are known at build time are compiled with the program; what they mean stays what it is.
const local = 1;
globalThis.shared = 2;
const show = (name, f) => { try { console.log(name, f()); } catch (e) { console.log(name, e.name, e.message); } };

// The function and its properties.
const add = new Function("a", "b", "return a + b");
console.log(add(1, 2), add.name, add.length, add.toString());
console.log(Function("a, b", "c = 3", "...d", "return [a, b, c, d].join()").length, Function().toString());
console.log(Object.getOwnPropertyNames(add.prototype), add.prototype.constructor === add, Object.getPrototypeOf(add) === Function.prototype);
const make = () => Function("return this");
const first = make(), second = make();
first.mark = 1;
console.log(first !== second, second.mark, first.prototype !== second.prototype, first() === globalThis);
console.log(Function("/*a", "*/b", "return b").length, Function("// c", "return 1 // end")());
console.log(`${Function(`a`, `return a` + " * " + `2`)(4)} ${new globalThis.Function(`return ${"1"}`)()} ${(0, Function)('return 5')()}`);

// Scope: the global one alone.
show("local", Function("return typeof local + typeof module + typeof require + typeof exports"));
show("shared", Function("return shared++ + shared"));
show("anonymous", new Function("return typeof anonymous"));
show("undeclared", Function("return undeclared"));
Function("r", "regeneratorRuntime = r")("assigned");
console.log(regeneratorRuntime, delete globalThis.regeneratorRuntime);
console.log(Function("'use strict'; return this")(), Function("return this").call(7) instanceof Number, new Function("this.x = 1")() === undefined, new (Function("this.x = 3"))().x, delete globalThis.x);
console.log(Function("a", "arguments[0] = 9; return a")(1), Function("a", "'use strict'; arguments[0] = 9; return a")(1), Function("return new.target")(), Function("with (this.o) return p").call({ o: { p: 6 } }));
console.log(Function("f", "return f(function () { return this === globalThis })")((g) => g()));

// Others than %Function%.
{
  const saved = Function;
  globalThis.Function = (...parts) => "replaced " + parts.join("|");
  console.log(Function("a", "return a"), globalThis.Function("return 1"));
  globalThis.Function = saved;
  const shadowed = (Function) => Function("return this");
  console.log(shadowed((text) => "mine: " + text), shadowed(saved)() === globalThis);
}
const order = [];
console.log((order.push("callee"), Function)((order.push("a"), "a"), (order.push("b"), "return a"))(5), order.join());
class Sub extends Function {}
console.log(Reflect.construct(Function, ["return 8"], Sub) instanceof Sub, new Sub("return 9")());
const bound = Function.bind(null, "x");
console.log(bound("return x * 2")(4), ["return 1", "return 3"].map((text) => Function(text)()).join());

// Its like.
const generator = Object.getPrototypeOf(function* () {}).constructor("n", "for (let i = 0; i < n; i++) yield i");
console.log([...generator(3)].join(), generator.toString(), Object.getPrototypeOf(generator.prototype) === Object.getPrototypeOf(function* () {}).prototype);
(async () => {}).constructor("x", "return await x + 1")(Promise.resolve(4)).then((v) => console.log("async", v));
Object.getPrototypeOf(async function* () {}).constructor("yield await 5")().next().then((v) => console.log("async generator", v));
console.log((function () {}).constructor("return typeof local")());

// Indirect eval.
for (let i = 0; i < 2; i++) {
  console.log((0, eval)("var viaEval = 1; let counter = 0; (() => ++counter + viaEval)")(), globalThis.eval("viaEval"), typeof counter);
  console.log(Object.getOwnPropertyDescriptor(globalThis, "viaEval").configurable, delete globalThis.viaEval);
}
const counters = [1, 2].map(() => (0, eval)("let n = 0; (() => ++n)"));
console.log(counters[0](), counters[0](), counters[1]());
console.log((0, eval)("this") === globalThis, eval?.("typeof local"), (1, eval)("if (true) { 'block' } else 1"), (0, eval)("'use strict'; var kept = 1; kept"), typeof kept);
(0, eval)("function declared() { return shared }");
console.log(declared(), Object.keys(globalThis).includes("declared"));
console.log((0, eval)("(function anonymous(\n) {\nreturn typeof anonymous\n})")(), Function("return typeof anonymous")());
const classes = [1, 2].map(() => Function("return class { #x = 1; static has(o) { return #x in o } }")());
console.log(classes[0].has(new classes[0]()), classes[0].has(new classes[1]()));

// Characters.
console.log(JSON.stringify(Function("return '\ud800'.length + '\u2028\0é'")()), Function("return '\ud800'").toString().charCodeAt(32).toString(16));
console.log(Function("return /[/]\\/x/g.source + `a${1 + 1}`")(), Function("return Function('a', 'return a + 1')")()(1));

// What falls back to the compiler of run time.
const tagged = [1, 2].map(() => Function("tag", "return tag`a`")((strings) => strings));
console.log(tagged[0] === tagged[1], Function("return eval('1 + 1')")());
for (const f of [() => Function("return }"), () => Function("a, a", "'use strict'"), () => Function("a) { }, function (b", ""), () => new Function("super.x"), () => (0, eval)("let let = 1"), () => (0, eval)("return")]) {
  try { f(); console.log("fine"); } catch (e) { console.log(e.name); }
}
const trace = Function("f", "\n  return f();");
console.log(trace(() => new Error("here").stack.split("\n")[2]).match(/<anonymous>:\d+:\d+/)[0]);
