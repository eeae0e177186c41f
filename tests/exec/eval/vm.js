const vm = require("vm");
globalThis.shared = 1;
console.log(vm.runInThisContext("shared + 1"), vm.runInThisContext("typeof require"));
vm.runInThisContext("var fromScript = 5; let lexical = 6; function scriptFunction() { return lexical; }");
console.log(fromScript, lexical, scriptFunction(), globalThis.lexical, delete globalThis.fromScript);
try { vm.runInThisContext("let lexical = 1"); } catch (e) { console.log(e.name); }
const context = vm.createContext({ x: 2, out: [] });
console.log(vm.isContext(context), vm.isContext({}));
vm.runInContext("x += 40; var y = 17; z = 3; out.push(x); function twice(n) { return n * 2 }", context);
console.log(context.x, context.y, context.z, context.out[0], context.twice(4), typeof y, typeof z);
const script = new vm.Script("count = (typeof count === 'undefined' ? 0 : count) + 1; count");
const counter = vm.createContext({ count: 10 });
console.log(script.runInContext(counter), script.runInContext(counter), counter.count);
console.log(vm.runInNewContext("a + b.length", { a: 1, b: [1, 2] }), vm.runInNewContext("typeof console"));
try { new vm.Script("var 1x", "file.vm"); } catch (e) { console.log(e.name); }
console.log(vm.compileFunction("return a * b", ["a", "b"])(6, 7));
