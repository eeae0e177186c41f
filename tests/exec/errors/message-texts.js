// Names and values are in messages as they are: with U+0000, and at any length.
function message(f) {
  try {
    f();
    return 'no error';
  } catch (e) {
    return JSON.stringify(e.message);
  }
}
console.log(message(() => null['a\0b']));
console.log(message(() => { 'use strict'; '\0\x05'.y = 1; }));
console.log(message(() => { 'use strict'; Object.freeze({ 'a\0b': 1 })['a\0b'] = 2; }));
console.log(message(() => { 'use strict'; delete Object.freeze({ 'a\0b': 1 })['a\0b']; }));
console.log(message(() => BigInt('1\0')));
console.log(message(() => ({})['\0']()));
console.log(message(() => null['x'.repeat(3000)]).length);
console.log(message(() => { 'use strict'; Object.freeze({})['é'.repeat(2000)] = 1; }).length);
