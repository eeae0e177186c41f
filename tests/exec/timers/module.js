const timers = require('timers');
console.log(timers.setTimeout === setTimeout, timers.clearImmediate === clearImmediate, timers.promises === require('timers/promises'), require('console') === console);
timers.setImmediate(() => console.log('immediate'));
timers.setTimeout((a) => console.log('timeout', a), 1, 'x');
for (const start = Date.now(); Date.now() - start < 3;);  // the timer is due when the loop starts
const c = require('constants');
console.log(c.SIGINT, c.ENOENT, c.O_RDONLY, c.PRIORITY_LOW, Object.isFrozen(c));
