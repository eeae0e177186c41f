function sloppy(a, b) { arguments[0] = 'x'; b = 'y'; arguments[2] = 'z'; return [a, arguments[1], arguments.length, arguments[2]].join(); }
console.log(sloppy(1, 2), sloppy(1), sloppy(1, 2, 3));
function strict(a) { 'use strict'; arguments[0] = 'x'; return a; } console.log(strict(1));
function defaults(a, b = 2) { arguments[0] = 'x'; return a; } console.log(defaults(1));
function unmapped(a) { delete arguments[0]; arguments[0] = 'new'; return a; } console.log(unmapped('old'));
function inc(a) { a++; arguments[0]++; return a + '' + arguments[0]; } console.log(inc(1));
