// AsyncResource: scopes, ids, bound functions, what is refused.
const { AsyncResource, AsyncLocalStorage, executionAsyncId, triggerAsyncId, executionAsyncResource, createHook } = require('async_hooks');
const log = console.log;
const als = new AsyncLocalStorage();
log(executionAsyncId(), triggerAsyncId(), typeof executionAsyncResource());
const r = als.run('made here', () => new AsyncResource('MINE'));
log(r.runInAsyncScope(function(x) { return [this.me, x, als.getStore(), executionAsyncId() === r.asyncId(), triggerAsyncId() === r.triggerAsyncId()]; }, { me: 1 }, 2));
log(executionAsyncId(), r.triggerAsyncId(), r.asyncId() > 1, new AsyncResource('X').asyncId() > r.asyncId());
const f = r.bind(function(a, b) { return [this === undefined || this === globalThis, a, b, als.getStore()]; });
log(f(1, 2), f.length, f.asyncResource === r, Object.keys(f));
const g = r.bind(function named() { return this; }, 'this value');
log(String(g()), g.name);
log(AsyncResource.bind(function named(x) { return [this.t, x]; }).call({ t: 1 }, 2));
log(new AsyncResource('X', 5).triggerAsyncId(), new AsyncResource('X', { triggerAsyncId: 9, requireManualDestroy: true }).triggerAsyncId());
class Pool extends AsyncResource {
  constructor() { super('POOL'); this.jobs = 0; }
  job(callback) { this.jobs++; setTimeout(() => this.runInAsyncScope(callback, null, this.jobs), 1); }
}
const pool = als.run('pool', () => new Pool());
log(pool.emitDestroy() === pool, executionAsyncResource() !== r, r.runInAsyncScope(executionAsyncResource) === r);
als.run('caller', () => pool.job((n) => log('job', n, als.getStore())));
try {
  r.runInAsyncScope(() => { throw new Error('out'); });
} catch (error) {
  log(error.message, executionAsyncId());
}
for (const bad of [
  () => new AsyncResource(), () => new AsyncResource(3), () => new AsyncResource('x', { triggerAsyncId: 'a' }), () => new AsyncResource('x', { triggerAsyncId: -2 }),
  () => r.bind(1), () => createHook({ init: 1 }), () => createHook({ destroy: 'x' }), () => AsyncLocalStorage.bind(3), () => AsyncLocalStorage(),
]) {
  try {
    bad();
    log('none');
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
