// AsyncLocalStorage: run, enterWith, exit, disable, nesting, several storages.
const { AsyncLocalStorage, AsyncResource } = require('async_hooks');
const log = console.log;
const a = new AsyncLocalStorage(), b = new AsyncLocalStorage();
log(a.getStore(), a);
log(a.run(1, (x, y) => x + y + a.getStore(), 10, 100), a.getStore());
a.run({ id: 1 }, () => {
  log(a.getStore(), b.getStore());
  b.run('inner', () => {
    a.run(2, () => log(a.getStore(), b.getStore()));
    log(a.getStore(), b.getStore());
    b.enterWith('entered');
    log(b.getStore());
  });
  log(a.getStore(), b.getStore());
  log(a.exit(() => a.getStore()), a.getStore());
  log(a.exit((...rest) => rest.length, 1, 2, 3));
});
a.run(1, () => b.enterWith('stays'));
log(a.getStore(), b.getStore());
b.disable();
log(b.getStore());
b.run('again', () => log(b.getStore()));
log(b.getStore());
try {
  a.run('thrown', () => { throw new Error(a.getStore()); });
} catch (error) {
  log(error.message, a.getStore());
}
a.run(undefined, () => log(a.getStore()));
a.run(NaN, () => a.run(NaN, () => log(a.getStore())));
function sloppy() { return this === null || this === undefined || this === globalThis; }
log(a.run(1, sloppy));
const bound = a.run('bound', () => AsyncLocalStorage.bind(function(x) { return [this?.name, x, a.getStore()]; }));
log(bound.call({ name: 'me' }, 5), bound.length, bound.name, Object.keys(bound), bound.asyncResource instanceof AsyncResource);
const snapshot = a.run('snap', () => AsyncLocalStorage.snapshot());
log(a.run('other', () => snapshot((x) => [x, a.getStore()], 7)), snapshot.length);
a.enterWith('top');
log(a.getStore());
setTimeout(() => log('timeout', a.getStore()), 300);
a.enterWith('changed');
setImmediate(() => log('immediate', a.getStore()));
