// fs.watch, fs.watchFile and fs.promises.watch.
'use strict';
const EventEmitter = require('events');
const native = require('internal/native');
const check = require('internal/validate');
const watching = require('internal/fs_watch_native');

function checkEncoding(encoding) {
  if (encoding && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) return false;
  return true;
}
const named = (name, encoding) => (name === null || encoding === 'buffer' ? name : name.toString(encoding || 'utf8'));

function failure(status, path) {
  const error = native.systemError(-status, 'watch', path === null ? undefined : String(path));
  error.filename = path;
  return error;
}

// --- fs.watch

class FSWatcher extends EventEmitter {
  #handle = null;

  // Throws what the system answers. Only for watch().
  open(path, persistent, encoding) {
    const handle = watching.watch(path, (status, event, name) => {
      if (status < 0) {
        watching.close(this.#handle);
        this.#handle = null;
        this.emit('error', failure(status, named(name, encoding)));
      } else {
        this.emit('change', event, named(name, encoding));
      }
    });
    if (typeof handle === 'number') throw failure(handle, path);
    this.#handle = handle;
    if (!persistent) watching.setReferenced(handle, false);
  }
  close() {
    if (this.#handle === null) return;
    watching.close(this.#handle);
    this.#handle = null;
    process.nextTick(() => this.emit('close'));
  }
  ref() {
    if (this.#handle !== null) watching.setReferenced(this.#handle, true);
    return this;
  }
  unref() {
    if (this.#handle !== null) watching.setReferenced(this.#handle, false);
    return this;
  }
}
Object.defineProperty(FSWatcher.prototype, 'open', { enumerable: false });

function optionsOf(options) {
  if (options === undefined || options === null || typeof options === 'function') return {};
  if (typeof options === 'string') options = { encoding: options };
  if (typeof options !== 'object') throw native.invalidArgType('options', 'one of type string or object', options);
  if (!checkEncoding(options.encoding)) throw native.invalidArgValue('encoding', options.encoding, 'is invalid encoding');
  return options;
}

function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  const { persistent = true, recursive = false, encoding, signal } = optionsOf(options);
  const path = watching.path(filename);
  let watcher;
  if (recursive) {
    const { TreeWatcher } = require('internal/fs_watch_tree');
    watcher = new TreeWatcher(path, persistent, encoding);
  } else {
    watcher = new FSWatcher();
    watcher.open(path, persistent, encoding);
  }
  if (listener) watcher.addListener('change', listener);
  if (signal) {
    const close = () => watcher.close();
    if (signal.aborted) {
      process.nextTick(close);
    } else {
      signal.addEventListener('abort', close);
      watcher.once('close', () => signal.removeEventListener('abort', close));
    }
  }
  return watcher;
}

// --- fs.watchFile

const kDefaultInterval = 5007;

class StatWatcher extends EventEmitter {
  #handle = null;
  #references = 0;
  #unreferenced = 0;

  open(path, options) {
    check.integer(options.interval, 'interval', 0, 4294967295);
    this.#handle = watching.poll(path, options.interval, options.bigint === true, (status, current, previous) => {
      this.emit('change', current, previous);
    });
    if (typeof this.#handle === 'number') {
      const status = this.#handle;
      this.#handle = null;
      this.emit('error', failure(status, path));
      return;
    }
    if (!options.persistent) this.unref();
  }
  stop() {
    if (this.#handle === null) return;
    process.nextTick(() => this.emit('stop'));
    watching.close(this.#handle);
    this.#handle = null;
  }
  ref() {
    if (this.#handle !== null) watching.setReferenced(this.#handle, true);
    return this;
  }
  unref() {
    if (this.#handle !== null) watching.setReferenced(this.#handle, false);
    return this;
  }
}

const polled = new Map();
const polledPath = (filename) => require('path').resolve(watching.path(filename));

function watchFile(filename, options, listener) {
  const path = polledPath(filename);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  options = { interval: kDefaultInterval, persistent: true, ...options };
  check.callback(listener, 'listener');
  let watcher = polled.get(path);
  if (watcher === undefined) {
    watcher = new StatWatcher();
    watcher.open(path, options);
    polled.set(path, watcher);
  } else if (options.persistent) {
    watcher.ref();
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  const path = polledPath(filename);
  const watcher = polled.get(path);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') !== 0) return;
  watcher.stop();
  polled.delete(path);
}

// --- fs.promises.watch

const aborted = (signal) => require('internal/streams/errors').abort(signal?.reason);

async function* watchTree(path, persistent, encoding, signal) {
  const { TreeWatcher } = require('internal/fs_watch_tree');
  const watcher = new TreeWatcher(path, persistent, encoding);
  const { on } = require('events');
  try {
    for await (const [eventType, filename] of on(watcher, 'change', { signal })) yield { eventType, filename };
  } finally {
    watcher.close();
  }
}

async function* watchPromises(filename, options = {}) {
  const path = watching.path(filename);
  check.object(options, 'options');
  const { persistent = true, recursive = false, encoding = 'utf8', signal } = options;
  check.boolean(persistent, 'options.persistent');
  check.boolean(recursive, 'options.recursive');
  check.abortSignal(signal, 'options.signal');
  // The name and the value are exchanged in Node's message.
  if (!checkEncoding(encoding)) throw native.invalidArgValue(encoding, 'encoding', 'is invalid encoding');
  if (signal?.aborted) throw aborted(signal);
  if (recursive) {
    yield* watchTree(path, persistent, encoding, signal);
    return;
  }
  let next = Promise.withResolvers();
  const handle = watching.watch(path, (status, eventType, name) => {
    if (status < 0) next.reject(failure(status, named(name, encoding)));
    else next.resolve({ eventType, filename: named(name, encoding) });
  });
  if (typeof handle === 'number') throw failure(handle, path);
  if (!persistent) watching.setReferenced(handle, false);
  const abort = () => {
    watching.close(handle);
    next.reject(aborted(signal));
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    while (!signal?.aborted) {
      yield await next.promise;
      next = Promise.withResolvers();
    }
    throw aborted(signal);
  } finally {
    watching.close(handle);
    signal?.removeEventListener('abort', abort);
  }
}
Object.defineProperty(watchPromises, 'name', { value: 'watch' });

module.exports = { FSWatcher, watch, watchFile, unwatchFile, watchPromises };
