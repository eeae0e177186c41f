// Deletes that fail through proxies: those without the trap pass on what their targets say.
'use strict';
function message(f) {
  try {
    f();
    return 'no error';
  } catch (e) {
    return e.message;
  }
}
const frozen = Object.freeze({ p: 1 });
console.log(message(() => { delete frozen.p; }));
console.log(message(() => { delete new Proxy(frozen, {}).p; }));
console.log(message(() => { delete new Proxy(new Proxy(frozen, {}), {}).p; }));
console.log(message(() => { delete new Proxy({}, { deleteProperty: () => false }).p; }));
console.log(message(() => { delete new Proxy(new Proxy({}, { deleteProperty: () => false }), {}).p; }));
console.log(message(() => { Array.prototype.pop.call(new Proxy(Object.freeze([1]), {})); }));
console.log(message(() => { delete Object.freeze([1])[0]; }));
console.log(message(() => { delete Object.freeze(new Error('')).message; }));
