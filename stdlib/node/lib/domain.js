// node:domain: the errors of what a domain's code causes, and of the emitters that belong to it, are events of the domain.
'use strict';
const EventEmitter = require('events');
const native = require('internal/native');
const { AsyncLocalStorage } = require('async_hooks');

// The domain of the running code, which flows to its callbacks.
const storage = new AsyncLocalStorage();
const stack = [];
let before = null;  // what there is outside of any domain: null until one was entered

const current = () => storage.getStore() ?? before;
exports._stack = stack;
Object.defineProperty(process, 'domain', { configurable: true, enumerable: true, get: current, set: (domain) => storage.enterWith(domain) });

function hide(object, name, value) {
  Object.defineProperty(object, name, { configurable: true, enumerable: false, writable: true, value });
}

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
  }

  // Whether somebody listens. The handler runs outside of this domain.
  _errorHandler(error, emitter, bound) {
    if (error !== null && (typeof error === 'object' || typeof error === 'function')) {
      hide(error, 'domain', this);
      if (emitter !== undefined) error.domainEmitter = emitter;
      if (bound !== undefined) error.domainBound = bound;
      error.domainThrown = emitter === undefined && bound === undefined;
    }
    if (this.listenerCount('error') === 0) return false;
    const at = stack.lastIndexOf(this);
    storage.run(at > 0 ? stack[at - 1] : undefined, () => this.emit('error', error));
    return true;
  }

  enter() {
    before = undefined;
    stack.push(this);
    storage.enterWith(this);
  }
  exit() {
    const at = stack.lastIndexOf(this);
    if (at >= 0) stack.length = at;
    storage.enterWith(stack.at(-1));
  }

  add(member) {
    if (member.domain === this) return;
    member.domain?.remove(member);
    hide(member, 'domain', this);
    this.members.push(member);
  }
  remove(member) {
    member.domain = null;
    const at = this.members.indexOf(member);
    if (at >= 0) this.members.splice(at, 1);
  }

  run(fn, ...args) {
    this.enter();
    const result = Reflect.apply(fn, this, args);
    this.exit();
    return result;
  }
  bind(callback) {
    const domain = this;
    function runBound(...args) {
      domain.enter();
      const result = Reflect.apply(callback, this, args);
      domain.exit();
      return result;
    }
    hide(runBound, 'domain', this);
    return runBound;
  }
  intercept(callback) {
    const domain = this;
    function runIntercepted(error, ...args) {
      if (error && error instanceof Error) {
        domain._errorHandler(error, undefined, callback);
        return undefined;
      }
      domain.enter();
      const result = Reflect.apply(callback, this, args);
      domain.exit();
      return result;
    }
    hide(runIntercepted, 'domain', this);
    return runIntercepted;
  }
}

exports.Domain = Domain;
exports.createDomain = () => new Domain();
exports.create = exports.createDomain;
Object.defineProperty(exports, 'active', { enumerable: true, configurable: true, get: current, set() {} });

// What the code of a domain threw leaves it, whatever it had entered.
native.setDomainHandler((error) => {
  const domain = storage.getStore();
  stack.length = 0;
  return domain instanceof Domain && domain._errorHandler(error);
});

// Emitters belong to the domain that they are made in.
const { init } = EventEmitter;
EventEmitter.usingDomains = true;
EventEmitter.init = function(options) {
  hide(this, 'domain', this instanceof Domain ? null : storage.getStore() ?? null);
  return init.call(this, options);
};
const { emit } = EventEmitter.prototype;
EventEmitter.prototype.emit = function(type, ...args) {
  const domain = this.domain;
  if (!(domain instanceof Domain) || this === process) return Reflect.apply(emit, this, [type, ...args]);
  if (type === 'error' && this.listenerCount('error') === 0) {
    if (domain._errorHandler(args[0] ?? native.makeError('Error', 'ERR_UNHANDLED_ERROR', 'Unhandled error.'), this)) return false;
    return Reflect.apply(emit, this, [type, ...args]);
  }
  domain.enter();
  const result = Reflect.apply(emit, this, [type, ...args]);
  domain.exit();
  return result;
};
