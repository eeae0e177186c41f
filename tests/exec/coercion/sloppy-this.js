function kind() { return typeof this; }
function strictKind() { 'use strict'; return typeof this; }
console.log(kind.call(1), kind.call('s'), kind.call(null), kind.call(undefined), kind.call(true), kind.call(Symbol()));
console.log(strictKind.call(1), strictKind.call('s'), strictKind.call(null), strictKind.call(undefined));
Number.prototype.me = function () { return this === Object(this); };
String.prototype.me = function () { 'use strict'; return this === Object(this); };
console.log((5).me(), 'x'.me());
'abc'.prop = 1; console.log('abc'.prop);
try { (function () { 'use strict'; 'abc'.prop = 1; })(); } catch (e) { console.log(e.message); }
