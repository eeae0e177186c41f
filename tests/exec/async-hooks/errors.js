// The handlers of uncaught errors run in the context of what failed.
const { AsyncLocalStorage } = require('async_hooks');
const als = new AsyncLocalStorage();
const failures = [
  () => setTimeout(() => { throw new Error('in timer'); }, 1),
  () => process.nextTick(() => { throw new Error('in tick'); }),
  () => { Promise.reject(new Error('rejected')); },
  () => setTimeout(async () => { await null; throw new Error('async'); }, 1),
  () => setImmediate(() => { throw new Error('in immediate'); }),
];
function next() {
  const fail = failures.shift();
  if (fail === undefined) console.log('clean', als.getStore());
  else als.run(failures.length, fail);
}
const goOn = () => als.exit(() => setTimeout(next, 10));
process.on('uncaughtException', (error) => { console.log('uncaught', error.message, als.getStore()); goOn(); });
process.on('unhandledRejection', (error) => { console.log('rejection', error.message, als.getStore()); goOn(); });
next();
