// diagnostics_channel: channels, subscribers, stores, tracing channels.
const dc = require('diagnostics_channel');
const { AsyncLocalStorage } = require('async_hooks');
const log = console.log;
process.on('uncaughtException', (error) => log('uncaught', error.message));
const a = dc.channel('a');
log(a, a.hasSubscribers, dc.channel('a') === a, dc.hasSubscribers('a'), dc.hasSubscribers('none'), a instanceof dc.Channel, a.unsubscribe(log));
const listener = (message, name) => log('got', message, name);
a.subscribe(listener);
log(a, a.hasSubscribers, dc.hasSubscribers('a'), a instanceof dc.Channel);
a.publish({ x: 1 });
dc.subscribe('a', () => { throw new Error('subscriber'); });
a.publish(2);
log(a.unsubscribe(listener), dc.unsubscribe('a', listener));
const s = dc.channel(Symbol('s'));
s.subscribe(listener);
s.publish('symbol');
const als = new AsyncLocalStorage();
const stored = dc.channel('stored');
stored.bindStore(als, (data) => ({ wrapped: data }));
stored.subscribe((data) => log('published', data, als.getStore()));
log(stored.runStores({ d: 1 }, function(x) { return [this.t, x, als.getStore()]; }, { t: 't' }, 9), als.getStore());
log(stored.unbindStore(als), stored.unbindStore(als));
log(stored.runStores(1, () => als.getStore()));
for (const f of [() => dc.channel(1), () => dc.channel(), () => a.subscribe(1), () => dc.subscribe('z'), () => dc.tracingChannel(), () => dc.tracingChannel({}), () => dc.tracingChannel(5)]) {
  try {
    f();
    log('none');
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
const t = dc.tracingChannel('op');
log(t.hasSubscribers, t.start.name, t.asyncEnd.name, Object.keys(t), t.traceSync((x) => x, {}, null, 5));
const handlers = {};
for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) handlers[event] = (context) => log(event, { ...context, error: context.error?.message });
t.subscribe(handlers);
log(t.hasSubscribers, t.traceSync(function(a, b) { return this.v + a + b; }, { id: 1 }, { v: 1 }, 2, 3));
try {
  t.traceSync(() => { throw new Error('sync'); }, { id: 2 });
} catch (error) {
  log('thrown', error.message);
}
t.tracePromise(async (x) => x * 2, { id: 3 }, null, 21).then((v) => {
  log('value', v);
  return t.tracePromise(async () => { throw new Error('async'); }, { id: 4 });
}).catch((error) => {
  log('rejected', error.message);
  t.traceCallback((x, callback) => setImmediate(callback, null, x + 1), -1, { id: 5 }, null, 1, (error, value) => {
    log('callback', error, value);
    t.traceCallback((callback) => callback(new Error('cb')), 0, { id: 6 }, null, (error) => {
      log('callback error', error.message);
      log(t.unsubscribe(handlers), t.unsubscribe(handlers), t.hasSubscribers);
    });
  });
});
