// AbortController and AbortSignal (DOM Standard §3).
'use strict';
const native = require('internal/native');
const symbols = require('internal/event_symbols');
const { EventTarget, defineHandler, enumerable, inspectAs, invalidThis, tag, trustedEvent } = require('internal/event_target');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kMake = Symbol('kMake');

const aborted = () => new DOMException('This operation was aborted', 'AbortError');

// AbortController.abort() and the timers act on signals by these; set by the class's static block.
let abortSignal;

// Signals that abort by themselves and that somebody listens to: nothing else may refer to them.
const awaited = new Set();

// Timers of AbortSignal.timeout() die with their signals.
const forgotten = new FinalizationRegistry(clearTimeout);
function abortLater(reference, delay) {
  const timer = setTimeout(() => {
    const signal = reference.deref();
    if (signal === undefined) return;
    forgotten.unregister(signal);
    abortSignal(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
  }, delay);
  timer.unref();
  return timer;
}

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  // Weak references to the signals that any() made of this one, and those that this one was made of.
  #dependents = [];
  #sources = null;
  #pruneAt = 16;
  #timed = false;

  constructor(secret = undefined) {
    if (secret !== kMake) throw native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    super();
  }

  static {
    abortSignal = (signal, reason) => {
      if (signal.#aborted) return;
      signal.#become(reason);
      signal.dispatchEvent(trustedEvent('abort'));
      for (const reference of signal.#dependents) {
        const dependent = reference.deref();
        if (dependent !== undefined) abortSignal(dependent, reason);
      }
    };
  }

  #become(reason) {
    this.#aborted = true;
    this.#reason = reason;
    awaited.delete(this);
  }
  // References to dead signals go whenever their number may have doubled.
  #addDependent(signal) {
    if (this.#dependents.length >= this.#pruneAt) {
      this.#dependents = this.#dependents.filter((reference) => reference.deref() !== undefined);
      this.#pruneAt = Math.max(16, 2 * this.#dependents.length);
    }
    this.#dependents.push(new WeakRef(signal));
  }
  [symbols.listenersChanged](type, count) {
    if (type !== 'abort' || (this.#sources === null && !this.#timed)) return;
    if (count > 0 && !this.#aborted) awaited.add(this);
    else awaited.delete(this);
  }

  get aborted() {
    if (!(#aborted in this)) throw invalidThis('AbortSignal');
    return this.#aborted;
  }
  get reason() {
    if (!(#aborted in this)) throw invalidThis('AbortSignal');
    return this.#reason;
  }
  throwIfAborted() {
    if (!(#aborted in this)) throw invalidThis('AbortSignal');
    if (this.#aborted) throw this.#reason;
  }

  [kInspect](depth, options) {
    return inspectAs(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = aborted()) {
    const signal = new AbortSignal(kMake);
    signal.#become(reason);
    return signal;
  }
  static timeout(delay) {
    if (typeof delay !== 'number') throw native.invalidArgType('delay', 'of type number', delay);
    if (!Number.isInteger(delay)) throw native.outOfRange('delay', 'an integer', delay);
    if (delay < 0 || delay > 4294967295) throw native.outOfRange('delay', '>= 0 && <= 4294967295', delay);
    const signal = new AbortSignal(kMake);
    signal.#timed = true;
    forgotten.register(signal, abortLater(new WeakRef(signal), delay), signal);
    return signal;
  }
  static any(signals) {
    if (!Array.isArray(signals)) throw native.invalidArgType('signals', 'an instance of Array', signals);
    signals.forEach((signal, i) => {
      if (signal === null || typeof signal !== 'object' || !(#aborted in signal))
        throw native.invalidArgType(`signals[${i}]`, 'an instance of AbortSignal', signal);
    });
    const result = new AbortSignal(kMake);
    const first = signals.find((signal) => signal.#aborted);
    if (first !== undefined) {
      result.#become(first.#reason);
      return result;
    }
    result.#sources = new Set();
    for (const signal of signals) {
      // A signal that depends on others stands for them.
      for (const source of signal.#sources ?? [signal]) {
        if (result.#sources.has(source)) continue;
        result.#sources.add(source);
        source.#addDependent(result);
      }
    }
    return result;
  }
}
tag(AbortSignal.prototype, 'AbortSignal');
enumerable(AbortSignal.prototype, 'aborted');
defineHandler(AbortSignal.prototype, 'abort');

class AbortController {
  #signal = new AbortSignal(kMake);

  get signal() {
    if (!(#signal in this)) throw invalidThis('AbortController');
    return this.#signal;
  }
  abort(reason = aborted()) {
    abortSignal(this.#signal, reason);
  }
  [kInspect](depth, options) {
    return inspectAs(this, { signal: this.signal }, depth, options);
  }
}
tag(AbortController.prototype, 'AbortController');
enumerable(AbortController.prototype, 'signal', 'abort');

module.exports = { AbortController, AbortSignal };
