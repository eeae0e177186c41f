function set() { made = 41; }
set();
made++;
console.log(made, globalThis.made, 'made' in globalThis);
console.log(delete globalThis.made, typeof made);
try { (function () { 'use strict'; absent = 1; })(); } catch (e) { console.log(e.name, e.message); }
try { absent; } catch (e) { console.log(e.name, e.message); }
console.log(typeof absent);
