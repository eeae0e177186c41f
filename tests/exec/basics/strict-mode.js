'use strict';
function f() { return this === undefined; }
console.log(f());
try { undeclared = 1; } catch (e) { console.log(e.message); }
