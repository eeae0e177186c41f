console.log(typeof late);
{ function late() { return 1; } }
console.log(typeof late, late());
(function () {
  'use strict';
  { function inner() { return 1; } console.log(inner()); }
  console.log(typeof inner);
})();
switch (1) { case 0: function sw() { return 'sw'; } default: console.log(sw()); }
console.log(typeof sw);
