console.log(typeof f, f());
console.log(typeof v, v);
var v = 1;
function f() { return 'first'; }
function f() { return 'second'; }
var f2 = function named() { return typeof named; };
console.log(f2(), typeof named);
(function () {
  console.log(typeof inner, typeof g);
  if (true) { function g() { return 'g'; } var inner = 2; }
  console.log(inner, g());
})();
