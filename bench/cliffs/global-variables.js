// Properties of globalThis used as variables, and globals of the program.
globalThis.counter = 0;
globalThis.limit = 7;
var shared = 1;
function bump() { counter = (counter + limit + shared) | 0; shared = counter & 3; }
for (let i = 0; i < 100000000; i++) bump();
console.log(counter, globalThis.limit);
