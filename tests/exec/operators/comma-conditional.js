const r = (1, 2, 3);
console.log(r, true ? false ? 1 : 2 : 3, null ? 1 : undefined ? 2 : 'x' ? 3 : 4);
for (var i = 0, j = 10; i < j; i += 3, j--);
console.log(i, j);
const f = (0, { m() { return this; } }.m);
console.log(f() === globalThis, (function () { 'use strict'; return (0, { m() { return this; } }.m)(); })() === undefined ? 'u' : 'global');
