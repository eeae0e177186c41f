const timers = require('timers');
console.log(timers.setTimeout === setTimeout, timers.clearImmediate === clearImmediate, timers.promises === require('timers/promises'), require('console') === console);
timers.setImmediate(() => console.log('immediate'));
timers.setTimeout((a) => console.log('timeout', a), 1, 'x');
const c = require('constants');
console.log(c.SIGINT, c.ENOENT, c.O_RDONLY, c.PRIORITY_LOW, Object.isFrozen(c));
