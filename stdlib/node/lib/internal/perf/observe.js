// PerformanceObserver, and the list of entries that the program made.
'use strict';
const native = require('internal/native');
const { enumerable, tag } = require('internal/event_target');

const kTypes = ['dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'resource'];

// Of the kinds that are kept: marks and measures.
const kept = [];
const observers = new Set();
let pending = false;

const byTime = (entries) => entries.toSorted((a, b) => a.startTime - b.startTime);
const ofName = (entries, name, type) => entries.filter((entry) => entry.name === name && (type === undefined || entry.entryType === type));
const ofType = (entries, type) => entries.filter((entry) => entry.entryType === type);
const missing = (...names) => {
  const text = names.length === 1 ? `"${names[0]}" argument` : `"${names.join('" and "')}" arguments`;
  return native.makeError('TypeError', 'ERR_MISSING_ARGS', `The ${text} must be specified`);
};

class PerformanceObserverEntryList {
  #entries;

  constructor(entries) {
    this.#entries = byTime(entries);
  }
  getEntries() {
    return this.#entries.slice();
  }
  getEntriesByType(type) {
    if (arguments.length === 0) throw missing('type');
    return ofType(this.#entries, `${type}`);
  }
  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw missing('name');
    return ofName(this.#entries, `${name}`, type === undefined ? undefined : `${type}`);
  }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
    return `PerformanceObserverEntryList ${native.utilInspect(this.#entries, inner)}`;
  }
}
enumerable(PerformanceObserverEntryList.prototype, 'getEntries', 'getEntriesByType', 'getEntriesByName');
tag(PerformanceObserverEntryList.prototype, 'PerformanceObserverEntryList');

function deliverLater() {
  if (pending) return;
  pending = true;
  setImmediate(() => {
    pending = false;
    for (const observer of [...observers]) dispatch(observer);
  });
}
// Set by the class: what an observer collected goes to its callback; an entry goes to an observer.
let dispatch, offer;

class PerformanceObserver {
  #callback;
  #types = new Set();
  #mode;
  #buffer = [];

  static {
    dispatch = (observer) => {
      if (observer.#buffer.length === 0) return;
      const list = new PerformanceObserverEntryList(observer.takeRecords());
      observer.#callback.call(observer, list, observer);
    };
    offer = (observer, entry) => {
      if (!observer.#types.has(entry.entryType)) return;
      observer.#buffer.push(entry);
      deliverLater();
    };
  }

  constructor(callback) {
    if (typeof callback !== 'function') throw native.invalidArgType('callback', 'of type function', callback);
    this.#callback = callback;
  }
  static get supportedEntryTypes() {
    return kTypes.slice();
  }
  observe(options = {}) {
    if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) throw missing('options.entryTypes', 'options.type');
    if (entryTypes !== undefined && type !== undefined)
      throw native.invalidArgValue('options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together');
    const mode = entryTypes === undefined ? 'single' : 'multiple';
    if (this.#mode !== undefined && this.#mode !== mode)
      throw new DOMException(`PerformanceObserver can not change to ${mode === 'single' ? 'single observer' : 'multiple observations'}`, 'InvalidModificationError');
    this.#mode = mode;
    if (mode === 'multiple') {
      if (!Array.isArray(entryTypes)) throw native.invalidArgType('options.entryTypes', 'string[]', entryTypes);
      this.#types.clear();
      for (const each of entryTypes) {
        if (kTypes.includes(each)) this.#types.add(each);
      }
    } else {
      if (!kTypes.includes(type)) return;
      this.#types.add(type);
      if (buffered) {
        this.#buffer.push(...byTime(ofType(kept, type)));
        if (this.#buffer.length > 0) deliverLater();
      }
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }
  disconnect() {
    observers.delete(this);
    this.#buffer = [];
    this.#types.clear();
    this.#mode = undefined;
  }
  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
    return `PerformanceObserver ${native.utilInspect({
      connected: observers.has(this), pending, entryTypes: [...this.#types], buffer: this.#buffer,
    }, inner)}`;
  }
}
enumerable(PerformanceObserver.prototype, 'observe', 'disconnect', 'takeRecords');
tag(PerformanceObserver.prototype, 'PerformanceObserver');

function announce(entry) {
  for (const observer of observers) offer(observer, entry);
}
function keep(entry) {
  kept.push(entry);
}
function forget(type, name) {
  for (let i = kept.length - 1; i >= 0; --i) {
    if (kept[i].entryType === type && (name === undefined || kept[i].name === name)) kept.splice(i, 1);
  }
}

module.exports = {
  PerformanceObserver, PerformanceObserverEntryList, announce, byTime, forget, keep, kept, missing, ofName, ofType,
};
