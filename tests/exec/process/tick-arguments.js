// Arguments of ticks: none, one, two, more; undefined counts.
'use strict';
function strict(...args) { console.log(this === undefined, args.length, args.map(String).join('|')); }
process.nextTick(strict);
process.nextTick(strict, undefined);
process.nextTick(strict, 1);
process.nextTick(strict, 1, undefined);
process.nextTick(strict, 'a', 'b');
process.nextTick(strict, 'a', 'b', 'c');
queueMicrotask(function() { console.log('microtask', arguments.length); });
Promise.reject(new Error('late')).catch((error) => console.log(error.message));
Promise.resolve({ then(resolve) { resolve('thenable'); } }).then(console.log);
