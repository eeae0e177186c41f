function f() { return [typeof arguments, arguments.length, Array.isArray(arguments), Object.prototype.toString.call(arguments), [...arguments].join(), Array.from(arguments).length, Array.prototype.slice.call(arguments, 1).join()].join('|'); }
console.log(f(1, 2, 3), f());
function g() { arguments.length = 1; return [...arguments].join(); } console.log(g(1, 2));
function callee() { return arguments.callee === callee; } console.log(callee());
try { (function () { 'use strict'; arguments.callee; })(); } catch (e) { console.log(e.name); }
function inner() { return (() => arguments[0])(); } console.log(inner('arrow sees outer'));
function named(arguments) { return arguments; } console.log(named(5)); function v() { var arguments; return typeof arguments; } console.log(v()); function w() { var arguments = 3; return arguments; } console.log(w());
function forward() { return Math.max.apply(null, arguments); } console.log(forward(3, 9, 4), Object.keys((function () { return arguments; })(7, 8)).join());
