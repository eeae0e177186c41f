// Signals in events, timers/promises, stream, fs and child processes.
const { once, on, getEventListeners, setMaxListeners, getMaxListeners, addAbortListener, EventEmitter } = require('events');
const timers = require('timers/promises');
const { Readable, addAbortSignal } = require('stream');
const { pipeline } = require('stream/promises');
const log = console.log;
const say = (label) => (error) => log(label, error.name, error.code, error.message, String(error.cause));

async function main() {
  const c = new AbortController();
  const waiting = once(new EventEmitter(), 'x', { signal: c.signal }).catch(say('once'));
  c.abort('stop');
  await waiting;
  await once(new EventEmitter(), 'x', { signal: c.signal }).catch(say('once, aborted'));
  const target = new EventTarget();
  setTimeout(() => target.dispatchEvent(new Event('hello')), 1);
  const [event] = await once(target, 'hello');
  log(event.type, event instanceof Event);
  await timers.setTimeout(1000, null, { signal: c.signal }).catch(say('timeout'));
  const d = new AbortController();
  const timeout = timers.setTimeout(1000, null, { signal: d.signal }).catch(say('later'));
  const immediate = timers.setImmediate(null, { signal: d.signal }).catch(say('immediate'));
  d.abort();
  await timeout;
  await immediate;
  const e = new AbortController();
  const iterator = on(target, 'item', { signal: e.signal });
  target.dispatchEvent(new Event('item'));
  log((await iterator.next()).value[0].type);
  setTimeout(() => e.abort(new Error('reason')), 1);
  await iterator.next().catch(say('on'));
  log(getEventListeners(target, 'item').length, getEventListeners(e.signal, 'abort').length);
  target.addEventListener('item', log);
  log(getEventListeners(target, 'item'), getMaxListeners(target), getMaxListeners(e.signal));
  setMaxListeners(3, target, e.signal);
  log(getMaxListeners(target), getMaxListeners(e.signal));
  const f = new AbortController();
  const stream = addAbortSignal(f.signal, new Readable({ read() {} }));
  stream.on('error', say('stream'));
  f.abort();
  await new Promise((resolve) => stream.on('close', resolve));
  const g = new AbortController();
  setTimeout(() => g.abort(), 5);
  await pipeline(new Readable({ read() {} }), async function* (source) { for await (const part of source) yield part; }, async (source) => { for await (const part of source) log(part); }, { signal: g.signal }).catch(say('pipeline'));
  const h = new AbortController();
  addAbortListener(h.signal, () => log('abort listener'));
  h.abort();
  addAbortListener(h.signal, () => log('at once'));
  await null;
  try {
    for await (const value of timers.setInterval(1, 'v', { signal: AbortSignal.timeout(30) })) log.length && value;
  } catch (error) {
    log(error.name, error.code, error.cause.name);
  }
}
main();
