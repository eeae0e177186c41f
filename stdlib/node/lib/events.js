// node:events: EventEmitter and its static helpers.
'use strict';
const native = require('internal/native');
const symbols = require('internal/event_symbols');

const kCapture = Symbol('kCapture');
const kShapeMode = Symbol('shapeMode');
const kRejection = Symbol.for('nodejs.rejection');
const kErrorMonitor = Symbol('events.errorMonitor');

let defaultMaxListeners = 10;
let capturesByDefault = false;  // as EventEmitter.prototype[kCapture]

function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}
module.exports = EventEmitter;

function checkListener(listener) {
  if (typeof listener !== 'function') throw native.invalidArgType('listener', 'of type function', listener);
}

function checkCount(n, name) {
  if (typeof n !== 'number') throw native.invalidArgType(name, 'of type number', n);
  if (!(n >= 0)) throw native.outOfRange(name, '>= 0', n);
}

function maxListenersOf(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, { value: false, writable: true, enumerable: false });

EventEmitter.init = function(options) {
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this[kShapeMode] = false;
    this._events = { __proto__: null };
    this._eventsCount = 0;
  } else {
    this[kShapeMode] = true;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options !== undefined && options !== null && options.captureRejections) {
    if (typeof options.captureRejections !== 'boolean')
      throw native.invalidArgType('options.captureRejections', 'of type boolean', options.captureRejections);
    this[kCapture] = options.captureRejections;
  } else {
    this[kCapture] = capturesByDefault;
  }
};

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  checkCount(n, 'setMaxListeners');
  this._maxListeners = n;
  return this;
};

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

// A rejected promise of a listener becomes an 'error' event: for emitters that were asked to capture.
function watchResult(emitter, result, type, ...args) {
  try {
    const then = result.then;
    if (typeof then !== 'function') return;
    then.call(result, undefined, (error) => {
      process.nextTick(() => {
        if (typeof emitter[kRejection] === 'function') {
          emitter[kRejection](error, type, ...args);
          return;
        }
        const before = emitter[kCapture];
        try {
          emitter[kCapture] = false;
          emitter.emit('error', error);
        } finally {
          emitter[kCapture] = before;
        }
      });
    });
  } catch (error) {
    emitter.emit('error', error);
  }
}

function throwUnhandled(error) {
  if (error instanceof Error) throw error;
  let text;
  try {
    text = native.inspect(error);
  } catch {
    text = error;
  }
  const wrapped = native.makeError('Error', 'ERR_UNHANDLED_ERROR', `Unhandled error. (${text})`);
  wrapped.context = error;
  throw wrapped;
}

EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events === undefined || events.error === undefined) throwUnhandled(args.length > 0 ? args[0] : undefined);
  }
  if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler !== 'function') return deliverToAll(this, handler, type, ...args);
  const result = invoke(handler, this, ...args);
  if (result !== undefined && result !== null && this[kCapture]) watchResult(this, result, type, ...args);
  return true;
};
function deliverToAll(emitter, handlers, type, ...args) {
  const listeners = handlers.slice();
  for (let i = 0; i < listeners.length; ++i) {
    const result = invoke(listeners[i], emitter, ...args);
    if (result !== undefined && result !== null && emitter[kCapture]) watchResult(emitter, result, type, ...args);
  }
  return true;
}
// Each count by itself: no list of arguments is made for it.
function invoke(listener, emitter, ...args) {
  switch (args.length) {
    case 0: return listener.call(emitter);
    case 1: return listener.call(emitter, args[0]);
    case 2: return listener.call(emitter, args[0], args[1]);
    case 3: return listener.call(emitter, args[0], args[1], args[2]);
    default: return listener.call(emitter, ...args);
  }
}

function add(emitter, type, listener, prepend) {
  checkListener(listener);
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    emitter.emit('newListener', type, listener.listener ?? listener);
    events = emitter._events;
  }
  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  let list = existing;
  if (typeof existing === 'function') list = events[type] = prepend ? [listener, existing] : [existing, listener];
  else if (prepend) existing.unshift(listener);
  else existing.push(listener);
  const most = maxListenersOf(emitter);
  if (most > 0 && list.length > most && !list.warned) {
    list.warned = true;
    const warning = new Error(
      `Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners added to ` +
      `${native.inspect(emitter, -1)}. MaxListeners is ${most}. Use emitter.setMaxListeners() to increase limit`);
    warning.name = 'MaxListenersExceededWarning';
    warning.emitter = emitter;
    warning.type = type;
    warning.count = list.length;
    process.emitWarning(warning);
  }
  return emitter;
}

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return add(this, type, listener, false);
};
EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return add(this, type, listener, true);
};

function onceWrapper(...args) {
  if (this.fired) return undefined;
  this.fired = true;
  this.emitter.removeListener(this.type, this.wrapped);
  return Reflect.apply(this.listener, this.emitter, args);
}

function wrapOnce(emitter, type, listener) {
  const state = { fired: false, wrapped: undefined, emitter, type, listener };
  state.wrapped = onceWrapper.bind(state);
  state.wrapped.listener = listener;
  return state.wrapped;
}

EventEmitter.prototype.once = function once(type, listener) {
  checkListener(listener);
  this.on(type, wrapOnce(this, type, listener));
  return this;
};
EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  checkListener(listener);
  this.prependListener(type, wrapOnce(this, type, listener));
  return this;
};

function forget(emitter, type) {
  if (--emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete emitter._events[type];
}

EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    const observed = events.removeListener !== undefined;
    forget(this, type);
    if (observed) this.emit('removeListener', type, list.listener || listener);
    return this;
  }
  if (typeof list === 'function') return this;
  let at = list.length - 1;
  while (at >= 0 && list[at] !== listener && list[at].listener !== listener) --at;
  if (at < 0) return this;
  if (at === 0) list.shift();
  else list.splice(at, 1);
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  return this;
};
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      forget(this, type);
    }
    return this;
  }
  if (arguments.length === 0) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    this._events = { __proto__: null };
    this._eventsCount = 0;
    return this;
  }
  const list = events[type];
  if (typeof list === 'function') {
    this.removeListener(type, list);
  } else if (list !== undefined) {
    for (let i = list.length - 1; i >= 0; --i) this.removeListener(type, list[i]);
  }
  return this;
};

function listenersOf(emitter, type) {
  const events = emitter._events;
  const list = events === undefined ? undefined : events[type];
  if (list === undefined) return [];
  return typeof list === 'function' ? [list] : list.slice();
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type).map((listener) => listener.listener || listener);
};
EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type);
};

function listenerCount(type, listener) {
  const events = this._events;
  const list = events === undefined ? undefined : events[type];
  if (list === undefined) return 0;
  if (listener === undefined || listener === null) return typeof list === 'function' ? 1 : list.length;
  let count = 0;
  for (const candidate of typeof list === 'function' ? [list] : list) {
    if (candidate === listener || candidate.listener === listener) ++count;
  }
  return count;
}
EventEmitter.prototype.listenerCount = listenerCount;

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

// --- static members

function abortError(signal) {
  const error = native.makeError('Error', 'ABORT_ERR', 'The operation was aborted');
  Object.defineProperty(error, 'name', { value: 'AbortError', configurable: true, writable: true, enumerable: false });
  if (signal !== undefined && signal.reason !== undefined)
    Object.defineProperty(error, 'cause', { value: signal.reason, configurable: true, writable: true, enumerable: false });
  return error;
}

function checkSignal(signal, name) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal)))
    throw native.invalidArgType(name, 'an instance of AbortSignal', signal);
}

function attach(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw native.invalidArgType('emitter', 'an instance of EventEmitter', emitter);
  }
}
function detach(emitter, name, listener) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === 'function') emitter.removeEventListener(name, listener);
}

async function once(emitter, name, options = {}) {
  const signal = options?.signal;
  checkSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortError(signal);
  return new Promise((resolve, reject) => {
    const onError = (error) => {
      detach(emitter, name, onEvent);
      if (signal !== undefined) detach(signal, 'abort', onAbort);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal !== undefined) detach(signal, 'abort', onAbort);
      resolve(args);
    };
    const onAbort = () => {
      detach(emitter, name, onEvent);
      detach(emitter, 'error', onError);
      reject(abortError(signal));
    };
    attach(emitter, name, onEvent, { once: true });
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal !== undefined) attach(signal, 'abort', onAbort, { once: true });
  });
}

function on(emitter, name, options = {}) {
  const signal = options?.signal;
  checkSignal(signal, 'options.signal');
  if (signal?.aborted) throw abortError(signal);
  const arrived = [];
  const waiting = [];
  let failure = null;
  let finished = false;

  const listener = (...args) => {
    const waiter = waiting.shift();
    if (waiter !== undefined) waiter.resolve({ value: args, done: false });
    else arrived.push(args);
  };
  const fail = (error) => {
    const waiter = waiting.shift();
    if (waiter !== undefined) waiter.reject(error);
    else failure = error;
    iterator.return();
  };
  const onAbort = () => fail(abortError(signal));
  const finish = () => iterator.return();

  const iterator = Object.setPrototypeOf({
    next() {
      if (arrived.length > 0) return Promise.resolve({ value: arrived.shift(), done: false });
      if (failure !== null) {
        const result = Promise.reject(failure);
        failure = null;
        return result;
      }
      if (finished) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      detach(emitter, name, listener);
      detach(emitter, 'error', fail);
      if (signal !== undefined) detach(signal, 'abort', onAbort);
      for (const event of options?.close ?? []) detach(emitter, event, finish);
      finished = true;
      for (const waiter of waiting) waiter.resolve({ value: undefined, done: true });
      waiting.length = 0;
      return Promise.resolve({ value: undefined, done: true });
    },
    throw(error) {
      if (!(error instanceof Error)) throw native.invalidArgType('EventEmitter.AsyncIterator', 'an instance of Error', error);
      fail(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  }, Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype));

  attach(emitter, name, listener);
  if (name !== 'error' && typeof emitter.on === 'function') emitter.on('error', fail);
  for (const event of options?.close ?? []) attach(emitter, event, finish, { once: true });
  if (signal !== undefined) attach(signal, 'abort', onAbort, { once: true });
  return iterator;
}

function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget?.listeners === 'function') return emitterOrTarget.listeners(type);
  if (typeof emitterOrTarget?.[symbols.listeners] === 'function') return emitterOrTarget[symbols.listeners](type);
  throw native.invalidArgType('emitter', 'an instance of EventEmitter or EventTarget', emitterOrTarget);
}

function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return maxListenersOf(emitterOrTarget);
  if (emitterOrTarget?.[symbols.maxListeners] !== undefined) return emitterOrTarget[symbols.maxListeners];
  throw native.invalidArgType('emitter', 'an instance of EventEmitter or EventTarget', emitterOrTarget);
}

function setDefaultMaxListeners(n) {
  defaultMaxListeners = symbols.defaultMaxListeners = n;
}

function setMaxListeners(n = defaultMaxListeners, ...targets) {
  checkCount(n, 'setMaxListeners');
  if (targets.length === 0) setDefaultMaxListeners(n);
  for (const target of targets) {
    if (typeof target?.setMaxListeners === 'function') target.setMaxListeners(n);
    else if (target?.[symbols.listeners] !== undefined) target[symbols.maxListeners] = n;
    else throw native.invalidArgType('eventTargets', 'an instance of EventEmitter or EventTarget', target);
  }
}

function addAbortListener(signal, listener) {
  if (signal === undefined) throw native.invalidArgType('signal', 'an instance of AbortSignal', signal);
  checkSignal(signal, 'signal');
  checkListener(listener);
  let remove;
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    signal.addEventListener('abort', listener, { once: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  return { [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() { remove?.(); } };
}

EventEmitter.addAbortListener = addAbortListener;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
Object.defineProperty(EventEmitter, 'captureRejections', {
  get() { return capturesByDefault; },
  set(value) {
    if (typeof value !== 'boolean') throw native.invalidArgType('EventEmitter.captureRejections', 'of type boolean', value);
    EventEmitter.prototype[kCapture] = capturesByDefault = value;
  },
  enumerable: true,
});
// Linked into programs that have the name.
Object.defineProperty(EventEmitter, 'EventEmitterAsyncResource', {
  enumerable: true,
  get: function get() { return native.linked('internal/event_resource'); },
  set: undefined,
});
EventEmitter.errorMonitor = kErrorMonitor;
Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  enumerable: true,
  get() { return defaultMaxListeners; },
  set(n) {
    checkCount(n, 'defaultMaxListeners');
    setDefaultMaxListeners(n);
  },
});
EventEmitter.setMaxListeners = setMaxListeners;
EventEmitter.listenerCount = (emitter, type) =>
  typeof emitter.listenerCount === 'function' ? emitter.listenerCount(type) : listenerCount.call(emitter, type);

// The process object is an emitter with methods of its own that work on the same members.
Object.setPrototypeOf(Object.getPrototypeOf(process), EventEmitter.prototype);
