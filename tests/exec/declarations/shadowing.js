let x = 'outer';
{ let x = 'block'; console.log(x); { const x = 'inner'; console.log(x); } console.log(x); }
console.log(x);
function f(x) { { let x = 'let'; } var x; return x; }
console.log(f('param'));
try { throw 'e'; } catch (x) { var y = x; { let x = 2; y += x; } }
console.log(x, y);
(function (a) { var a; console.log(a); var a = 2; console.log(a); })(1);
