// EventEmitter: on, emit with few arguments, once.
const { EventEmitter } = require('node:events');
const emitter = new EventEmitter();
let total = 0;
emitter.on('data', (n) => { total = (total + n) | 0; });
emitter.on('data', (n, m) => { total = (total + m) | 0; });
for (let i = 0; i < 4000000; i++) {
  emitter.emit('data', i & 7, 2);
  if ((i & 63) === 0) { emitter.once('end', () => { total++; }); emitter.emit('end'); }
}
console.log(total);
