// Lone surrogates in messages stay as they are.
const name = 'a\ud800b';
function message(f) {
  try {
    f();
    return 'no error';
  } catch (e) {
    return JSON.stringify(e.message);
  }
}
console.log(message(() => undefined[name]));
console.log(message(() => null[name]()));
console.log(message(() => ({})[name]()));
console.log(message(() => { 'use strict'; Object.freeze({ [name]: 1 })[name] = 2; }));
console.log(message(() => { 'use strict'; delete Object.freeze({ [name]: 1 })[name]; }));
console.log(message(() => { 'use strict'; name.x = 1; }));
console.log(message(() => { const { ['\udc00']: { x } } = {}; }));
console.log(message(() => BigInt(name)));
console.log(message(() => new (Symbol(name))()));
console.log(message(() => { const [x] = { n: name }; }));
console.log(JSON.stringify(String(new Error(name))), name.isWellFormed());
