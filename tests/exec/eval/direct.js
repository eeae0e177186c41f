// Direct eval sees and changes the variables around it, and adds to them.
function outer(a, b = 2) {
  let x = 1;
  const c = 3;
  var v = 4;
  console.log(eval("a + b + x + c + v"));
  eval("x = 10; v = 40; a = 100");
  console.log(x, v, a, arguments[0]);
  try { eval("c = 1"); } catch (e) { console.log(e.name, e.message); }
  eval("var added = x + 1; function made() { return added * 2; }");
  console.log(added, made(), typeof added, delete added, typeof added);
  const inner = () => eval("this === undefined ? 'none' : typeof this") + eval("arguments.length");
  console.log(inner());
  for (let i = 0; i < 3; i++) eval("fns.push(() => i * x)");
  {
    let x = "block";
    console.log(eval("x"), (0, eval)("typeof x"));
  }
  return eval("(y) => x + y");
}
globalThis.fns = [];
const add = outer(1);
console.log(add(5), fns.map((f) => f()).join());

// Names that an eval may add hide those outside.
var w = "module";
function shadow(code) {
  eval(code);
  return (() => w)();
}
console.log(shadow(""), shadow("var w = 'added'"), shadow("let w = 'lexical'"), shadow("'use strict'; var w = 1"), w);
console.log((function () { "use strict"; eval("var s = 1"); return typeof s; })());

// Redeclaration.
function clash(code) {
  let l = 1;
  try { { let m = 2; eval(code); } return "fine"; } catch (e) { return e.name + ": " + e.message; }
}
for (const code of ["var l", "var m", "function m() {}", "let l", "var n", "{ function l() {} }"]) console.log(code, "->", clash(code));
try { throw 1; } catch (e) { eval("var e = 2"); console.log(e); }
console.log((function (p = eval("var q = 5"), r = q) { return [r, typeof q]; })().join());
try { (function (p = eval("var p = 1")) {})(); } catch (e) { console.log(e.name); }

// this, super, new.target, private names
class Base { get name() { return "base"; } constructor() { this.t = eval("new.target.name"); } }
class Derived extends Base {
  #secret = 7;
  f = eval("this.constructor.name");
  constructor() { eval("super()"); }
  get name() { return eval("'derived of ' + super.name"); }
  read() { return eval("this.#secret") + eval("#secret in this"); }
}
const d = new Derived();
console.log(d.t, d.f, d.name, d.read());
try { class Bad { f = eval("arguments"); } new Bad(); } catch (e) { console.log(e.name); }
for (const code of ["super.x", "super()", "return", "await 1", "yield 1", "break", "import.meta", "let a; let a", "#x", "for (;;"]) {
  try { eval(code); console.log(code, "fine"); } catch (e) { console.log(code, e.name); }
}
with ({ obj: 1, seen: 2 }) { eval("obj = 5; var seen = 3"); console.log(obj, seen); }
console.log(typeof seen);
{ const eval = (x) => "own " + x; console.log(eval("1 + 1")); }
console.log(eval(5), eval(), eval(...["2 + 2"]), eval?.("typeof w"));
