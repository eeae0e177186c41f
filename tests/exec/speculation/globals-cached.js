// Globals read and written in loops; then they become something else.
globalThis.counter = 0;
globalThis.limit = 7;
function bump(i) { counter = (counter + limit + i) | 0; return counter; }
let total = 0;
for (let i = 0; i < 3000; i++) total = (total + bump(i)) | 0;
console.log(total, counter, globalThis.counter);
Object.defineProperty(globalThis, 'counter', { get() { return 1; }, set(v) { console.log('set', v); }, configurable: true });
console.log(bump(5));
Object.defineProperty(globalThis, 'counter', { value: 10, writable: false, configurable: true });
console.log(bump(5), counter);
(function () { 'use strict'; try { counter = 4; } catch (e) { console.log(e.name, e.message); } })();
Object.defineProperty(globalThis, 'counter', { value: 20, writable: true, configurable: true });
console.log(bump(1), counter);
delete globalThis.counter;
try { bump(1); } catch (e) { console.log(e.name, e.message); }
(function () { 'use strict'; try { counter = 4; } catch (e) { console.log(e.name, e.message); } })();
counter = 1;
console.log(bump(1), delete globalThis.limit);
try { bump(1); } catch (e) { console.log(e.name, e.message); }
globalThis.limit = 'text';
console.log(bump(1), counter);
Object.freeze(globalThis.frozen = { a: 1 });
Object.seal(frozen);
frozen = 3;
console.log(frozen);
const names = ['undefined', 'NaN', 'Infinity'];
undefined = 1; NaN = 2; Infinity = 3;
console.log(undefined, NaN, Infinity, names.map((n) => n in globalThis).join());
