// node:timers/promises
'use strict';
const native = require('internal/native');

function abortError(signal) {
  const error = native.makeError('Error', 'ABORT_ERR', 'The operation was aborted');
  Object.defineProperty(error, 'name', { value: 'AbortError', writable: true, configurable: true });
  if (signal.reason !== undefined) error.cause = signal.reason;
  return error;
}

function checkOptions(options) {
  if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  const { signal, ref = true } = options;
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal)))
    throw native.invalidArgType('options.signal', 'an instance of AbortSignal', signal);
  if (typeof ref !== 'boolean') throw native.invalidArgType('options.ref', 'of type boolean', ref);
  return { signal, ref };
}

// A promise that `start(resolve)` fulfils later; `stop` takes back what it returned.
function later(options, start, stop) {
  let checked;
  try {
    checked = checkOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const { signal, ref } = checked;
  if (signal?.aborted) return Promise.reject(abortError(signal));
  return new Promise((resolve, reject) => {
    let cancel;
    const timer = start((value) => {
      if (cancel) signal.removeEventListener('abort', cancel);
      resolve(value);
    });
    if (!ref) timer.unref();
    if (signal) {
      cancel = () => {
        stop(timer);
        reject(abortError(signal));
      };
      signal.addEventListener('abort', cancel, { once: true });
    }
  });
}

function checkDelay(delay) {
  if (delay !== undefined && typeof delay !== 'number') throw native.invalidArgType('delay', 'of type number', delay);
}
const timeout = (delay, value, options = {}) => {
  try {
    checkDelay(delay);
  } catch (error) {
    return Promise.reject(error);
  }
  return later(options, (done) => setTimeout(done, delay, value), clearTimeout);
};
const immediate = (value, options = {}) => later(options, (done) => setImmediate(done, value), clearImmediate);

async function* interval(delay, value, options = {}) {
  checkDelay(delay);
  const { signal, ref } = checkOptions(options);
  if (signal?.aborted) throw abortError(signal);
  let missed = 0, wake;
  const timer = setInterval(() => {
    missed++;
    wake?.();
  }, delay);
  if (!ref) timer.unref();
  const cancel = () => {
    clearInterval(timer);
    wake?.();
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    while (true) {
      if (signal?.aborted) throw abortError(signal);
      if (missed === 0) await new Promise((resolve) => { wake = resolve; });
      for (; missed > 0; missed--) yield value;
    }
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', cancel);
  }
}

class Scheduler {
  constructor() {
    throw native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
  }
  yield() {
    return immediate();
  }
  wait(delay, options) {
    return timeout(delay, undefined, options);
  }
}

module.exports = {
  setTimeout: timeout,
  setImmediate: immediate,
  setInterval: interval,
  scheduler: Object.create(Scheduler.prototype),
};
for (const name of ['setTimeout', 'setImmediate', 'setInterval'])
  Object.defineProperty(module.exports[name], 'name', { value: name, configurable: true });
