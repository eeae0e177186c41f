// node:async_hooks
'use strict';
const native = require('internal/native');
const contexts = require('internal/async_hooks_native');

const checkFunction = (value, name) => {
  if (typeof value !== 'function') throw native.invalidArgType(name, 'of type function', value);
};

// --- hooks

const kEvents = ['init', 'before', 'after', 'destroy', 'promiseResolve'];
const enabled = [];

// What the native side and AsyncResource tell, to the hooks that were enabled when it happens.
const told = {};
for (const event of kEvents.slice(0, 4)) {
  told[event] = (...args) => {
    for (const hook of [...enabled]) hook[slots[event]]?.(...args);
  };
}

const slots = Object.fromEntries(kEvents.map((event) => [event, Symbol(event)]));
class AsyncHook {
  constructor(callbacks) {
    for (const event of kEvents) this[slots[event]] = callbacks[event];
  }
  enable() {
    if (enabled.includes(this)) return this;
    enabled.push(this);
    contexts.track();
    contexts.setHooks(told);
    return this;
  }
  disable() {
    const at = enabled.indexOf(this);
    if (at < 0) return this;
    enabled.splice(at, 1);
    if (enabled.length === 0) contexts.setHooks(undefined);
    return this;
  }
}

function createHook(callbacks) {
  const { init, before, after, destroy, promiseResolve } = callbacks;
  const given = { init, before, after, destroy, promiseResolve };
  for (const event of kEvents) {
    if (given[event] !== undefined && typeof given[event] !== 'function')
      throw native.makeError('TypeError', 'ERR_ASYNC_CALLBACK', `hook.${event} must be a function`);
  }
  return new AsyncHook(given);
}

// Ids are counted from the first time that a program asks for one.
function executionAsyncId() {
  contexts.track();
  return contexts.contextId(contexts.currentContext());
}
function triggerAsyncId() {
  contexts.track();
  return contexts.contextTriggerId(contexts.currentContext());
}
const topLevel = {};
function executionAsyncResource() {
  contexts.track();
  return contexts.contextResource(contexts.currentContext()) ?? topLevel;
}

// --- AsyncResource

const kAsyncId = Symbol('async_id_symbol');
const kTriggerId = Symbol('trigger_async_id_symbol');

class AsyncResource {
  #context;

  constructor(type, options = {}) {
    if (typeof type !== 'string') throw native.invalidArgType('type', 'of type string', type);
    let trigger = options;
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId;
      if (trigger !== undefined && (!Number.isSafeInteger(trigger) || trigger < -1))
        throw native.makeError('RangeError', 'ERR_INVALID_ASYNC_ID', `Invalid triggerAsyncId value: ${trigger}`);
    }
    if (enabled.length > 0 && type.length === 0)
      throw native.makeError('TypeError', 'ERR_ASYNC_TYPE', `Invalid name for async "type": ${type}`);
    this.#context = contexts.newContext(trigger, this);
    this[kAsyncId] = contexts.contextId(this.#context);
    this[kTriggerId] = contexts.contextTriggerId(this.#context);
    if (enabled.length > 0) told.init(this.asyncId(), type, this.triggerAsyncId(), this);
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const id = this.asyncId();
    const before = contexts.enterContext(this.#context);
    if (enabled.length > 0) told.before(id);
    try {
      return Reflect.apply(fn, thisArg, args);
    } finally {
      if (enabled.length > 0) told.after(id);
      contexts.enterContext(before);
    }
  }
  emitDestroy() {
    contexts.destroyId(this.asyncId());
    return this;
  }
  asyncId() {
    return this[kAsyncId];
  }
  triggerAsyncId() {
    return this[kTriggerId];
  }

  bind(fn, thisArg) {
    checkFunction(fn, 'fn');
    const this_ = this;
    let resource = this;
    let bound;
    if (thisArg === undefined) bound = function(...args) { return this_.runInAsyncScope(fn, this, ...args); };
    else bound = this.runInAsyncScope.bind(this, fn, thisArg);
    Object.defineProperties(bound, {
      length: { configurable: true, enumerable: false, writable: false, value: fn.length },
      asyncResource: {
        configurable: true,
        enumerable: true,
        get() { return resource; },
        set(value) { resource = value; },
      },
    });
    return bound;
  }
  static bind(fn, type, thisArg) {
    return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

// --- AsyncLocalStorage

function runWith(storage, store, callback, args) {
  const before = contexts.currentContext();
  const previous = contexts.getStore(storage);
  const inner = contexts.setStore(storage, store);
  try {
    return Reflect.apply(callback, null, args);
  } finally {
    // Other storages keep what was entered meanwhile.
    if (contexts.currentContext() === inner) contexts.enterContext(before);
    else contexts.setStore(storage, previous);
  }
}

class AsyncLocalStorage {
  constructor() {
    this.kResourceStore = Symbol('kResourceStore');
    this.enabled = false;
  }

  static bind(fn) {
    return AsyncResource.bind(fn);
  }
  static snapshot() {
    return AsyncLocalStorage.bind((callback, ...args) => callback(...args));
  }

  disable() {
    this.enabled = false;
  }
  enterWith(store) {
    this.enabled = true;
    contexts.setStore(this, store);
  }
  run(store, callback, ...args) {
    if (Object.is(store, this.getStore())) return Reflect.apply(callback, null, args);
    this.enabled = true;
    return runWith(this, store, callback, args);
  }
  // What is started in it does not get the store either.
  exit(callback, ...args) {
    if (!this.enabled) return Reflect.apply(callback, null, args);
    this.disable();
    try {
      return runWith(this, undefined, callback, args);
    } finally {
      this.enabled = true;
    }
  }
  getStore() {
    return this.enabled ? contexts.getStore(this) : undefined;
  }
}

const asyncWrapProviders = Object.freeze(Object.assign(Object.create(null), Object.fromEntries([
  'NONE', 'DIRHANDLE', 'DNSCHANNEL', 'ELDHISTOGRAM', 'FILEHANDLE', 'FILEHANDLECLOSEREQ', 'BLOBREADER', 'FSEVENTWRAP',
  'FSREQCALLBACK', 'FSREQPROMISE', 'GETADDRINFOREQWRAP', 'GETNAMEINFOREQWRAP', 'HEAPSNAPSHOT', 'HTTP2SESSION', 'HTTP2STREAM',
  'HTTP2PING', 'HTTP2SETTINGS', 'HTTPINCOMINGMESSAGE', 'HTTPCLIENTREQUEST', 'JSSTREAM', 'JSUDPWRAP', 'MESSAGEPORT',
  'PIPECONNECTWRAP', 'PIPESERVERWRAP', 'PIPEWRAP', 'PROCESSWRAP', 'PROMISE', 'QUERYWRAP', 'QUIC_LOGSTREAM', 'QUIC_PACKET',
  'SHUTDOWNWRAP', 'SIGNALWRAP', 'STATWATCHER', 'STREAMPIPE', 'TCPCONNECTWRAP', 'TCPSERVERWRAP', 'TCPWRAP', 'TTYWRAP',
  'UDPSENDWRAP', 'UDPWRAP', 'SIGINTWATCHDOG', 'WORKER', 'WORKERHEAPSNAPSHOT', 'WRITEWRAP', 'ZLIB', 'CHECKPRIMEREQUEST',
  'PBKDF2REQUEST', 'KEYPAIRGENREQUEST', 'KEYGENREQUEST', 'KEYEXPORTREQUEST', 'CIPHERREQUEST', 'DERIVEBITSREQUEST', 'HASHREQUEST',
  'RANDOMBYTESREQUEST', 'RANDOMPRIMEREQUEST', 'SCRYPTREQUEST', 'SIGNREQUEST', 'TLSWRAP', 'VERIFYREQUEST',
].map((name, number) => [name, number]))));

module.exports = {
  AsyncLocalStorage,
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders,
  AsyncResource,
};
