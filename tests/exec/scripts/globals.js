// The top level of a script declares properties of the global object and names in the declarative record.
var x = 1;
let y = 2;
const z = 3;
function sum() { return x + y + z; }
class Point {}
console.log(sum(), globalThis.x, globalThis.y, globalThis.Point, typeof Point);
const d = Object.getOwnPropertyDescriptor(globalThis, "sum");
console.log(d.writable, d.enumerable, d.configurable, delete x, delete y);
globalThis.x = 10;
y++;
console.log(sum());
try { later; } catch (e) { console.log(e.name, e.message); }
try { later = 1; } catch (e) { console.log(e.name, e.message); }
try { typeof later; } catch (e) { console.log(e.name, e.message); }
let later = 5;
console.log(later);
try { z = 4; } catch (e) { console.log(e.name, e.message); }
console.log(this === globalThis, (() => this === globalThis)(), (function () { return this === globalThis; })());
console.log(block, typeof globalThis.block);
{ function block() { return 7; } }
console.log(globalThis.block());
var await = 4, undefined;
console.log(await, undefined);
console.log(Object.keys(globalThis).filter((k) => ["x", "sum", "block", "await", "y"].includes(k)).join());
x = function () { return arguments.length; };
console.log(x(1, 2), [1, 2].map(() => y).join());
