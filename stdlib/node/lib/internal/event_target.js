// Event, CustomEvent and EventTarget (DOM Standard §2), with Node's departures: no tree, no capture phase, and what a
// listener throws is an uncaught exception of the next tick.
'use strict';
const native = require('internal/native');
const symbols = require('internal/event_symbols');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kIsEventTarget = Symbol.for('nodejs.event_target');
const kTarget = Symbol('kTarget');
const kDispatching = Symbol('kIsBeingDispatched');
const kTrusted = Symbol('kTrustEvent');

const missingArgs = (...names) => {
  const list = names.map((name) => `"${name}"`);
  const text = list.length === 1 ? `${list[0]} argument` : `${list.slice(0, -1).join(', ')} and ${list.at(-1)} arguments`;
  return native.makeError('TypeError', 'ERR_MISSING_ARGS', `The ${text} must be specified`);
};
const invalidThis = (name) => native.makeError('TypeError', 'ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);

function inspectAs(self, members, depth, options) {
  if (depth < 0) return self;
  const inner = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
  return `${self.constructor.name} ${native.utilInspect(members, inner)}`;
}
const enumerable = (prototype, ...names) => {
  for (const name of names) Object.defineProperty(prototype, name, { enumerable: true });
};
const tag = (prototype, value) => Object.defineProperty(prototype, Symbol.toStringTag, { configurable: true, value });

// The class's own tests, for this file only.
let isEvent, isStopped;

class Event {
  #type;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #prevented = false;
  #propagationStopped = false;
  #stopped = false;
  #trusted = false;
  #time = native.millisecondsSinceStart();

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missingArgs('type');
    if (options !== undefined && (typeof options !== 'object' || Array.isArray(options)))
      throw native.invalidArgType('options', 'of type object', options);
    this.#bubbles = !!options?.bubbles;
    this.#cancelable = !!options?.cancelable;
    this.#composed = !!options?.composed;
    this.#type = `${type}`;
    this.#trusted = !!options?.[kTrusted];
    this[kTarget] = null;
    this[kDispatching] = false;
  }

  static {
    isEvent = (value) => typeof value === 'object' && value !== null && #type in value;
    isStopped = (event) => event.#stopped;
    Object.defineProperty(Event.prototype, 'isTrusted', {
      enumerable: true,
      configurable: false,
      get() { return isEvent(this) && this.#trusted; },
    });
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (!isEvent(this)) throw invalidThis('Event');
    if (arguments.length === 0) throw missingArgs('type');
    if (this[kDispatching]) return;
    this.#type = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
  }
  stopImmediatePropagation() {
    if (!isEvent(this)) throw invalidThis('Event');
    // Propagation along a path does not exist here: only the other listeners of the target are kept from it.
    this.#propagationStopped = true;
    this.#stopped = true;
  }
  preventDefault() {
    if (!isEvent(this)) throw invalidThis('Event');
    this.#prevented = true;
  }
  get target() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this[kTarget];
  }
  get currentTarget() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this[kDispatching] ? this[kTarget] : null;
  }
  get srcElement() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this[kTarget];
  }
  get type() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this.#type;
  }
  get cancelable() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this.#cancelable;
  }
  get defaultPrevented() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this.#cancelable && this.#prevented;
  }
  get timeStamp() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this.#time;
  }
  composedPath() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this[kDispatching] ? [this[kTarget]] : [];
  }
  get returnValue() {
    if (!isEvent(this)) throw invalidThis('Event');
    return !this.#cancelable || !this.#prevented;
  }
  get bubbles() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this.#bubbles;
  }
  get composed() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this.#composed;
  }
  get eventPhase() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this[kDispatching] ? Event.AT_TARGET : Event.NONE;
  }
  get cancelBubble() {
    if (!isEvent(this)) throw invalidThis('Event');
    return this.#propagationStopped;
  }
  set cancelBubble(value) {
    if (!isEvent(this)) throw invalidThis('Event');
    if (value) this.#propagationStopped = true;
  }
  stopPropagation() {
    if (!isEvent(this)) throw invalidThis('Event');
    this.#propagationStopped = true;
  }

  [kInspect](depth, options) {
    if (!isEvent(this)) throw invalidThis('Event');
    const name = this.constructor.name;
    if (depth < 0) return name;
    const inner = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
    return `${name} ${native.utilInspect({
      type: this.#type,
      defaultPrevented: this.#cancelable && this.#prevented,
      cancelable: this.#cancelable,
      timeStamp: this.#time,
    }, inner)}`;
  }
}
for (const [name, value] of Object.entries({ NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 }))
  Object.defineProperty(Event, name, { enumerable: true, value });
tag(Event.prototype, 'Event');
enumerable(Event.prototype, 'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement',
  'type', 'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase',
  'cancelBubble', 'stopPropagation');

class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missingArgs('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail() {
    if (!(#detail in this)) throw invalidThis('CustomEvent');
    return this.#detail;
  }
}
tag(CustomEvent.prototype, 'CustomEvent');
enumerable(CustomEvent.prototype, 'detail');

function isListener(listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true;
  if (listener === null || listener === undefined) return false;
  if (typeof listener === 'object') return true;
  throw native.invalidArgType('listener', 'an instance of EventListener', listener);
}

function listenerOptions(options) {
  if (typeof options === 'boolean') return { once: false, capture: options, passive: false, signal: undefined };
  if (options === null) return { once: false, capture: false, passive: false, signal: undefined };
  if (typeof options !== 'object' && typeof options !== 'function') throw native.invalidArgType('options', 'of type object', options);
  const { once, capture, passive, signal } = options;
  return { once: !!once, capture: !!capture, passive: !!passive, signal };
}

const isEventTarget = (value) => value?.constructor?.[kIsEventTarget];

function throwLater(error) {
  process.nextTick(() => { throw error; });
}

// The value of an attribute like `onabort`: one listener, whose place in the order is that of its first function.
let handlerOf, setHandler;

class EventTarget {
  static [kIsEventTarget] = true;

  // type → its listeners in order. A dispatch goes through the list of its start: lists are replaced, not changed.
  #listeners = new Map();
  #handlers = new Map();

  constructor() {
    this.#hide(symbols.maxListeners, symbols.defaultMaxListeners);
    this.#hide(symbols.maxListenersWarned, false);
  }
  #hide(name, value) {
    Object.defineProperty(this, name, { value, writable: true, configurable: true, enumerable: false });
  }

  addEventListener(type, listener, options = {}) {
    if (!isEventTarget(this)) throw invalidThis('EventTarget');
    if (arguments.length < 2) throw missingArgs('type', 'listener');
    const { once, capture, passive, signal } = listenerOptions(options);
    if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal)))
      throw native.invalidArgType('options.signal', 'an instance of AbortSignal', signal);
    if (!isListener(listener)) {
      // The DOM ignores it in silence; Node says so.
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = type;
      process.emitWarning(warning);
      return;
    }
    type = `${type}`;
    if (signal) {
      if (signal.aborted) return;
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, options), { once: true });
    }
    const list = this.#listeners.get(type) ?? [];
    if (list.some((known) => known.listener === listener && known.capture === capture)) return;
    const call = typeof listener === 'function' ? listener
      : async (...args) => { if (listener.handleEvent) return Reflect.apply(listener.handleEvent, listener, args); };
    this.#listeners.set(type, [...list, { listener, call, once, capture, passive, removed: false }]);
    this.#added(list.length + 1, type);
  }
  #added(size, type) {
    this[symbols.listenersChanged]?.(type, size);
    const most = this[symbols.maxListeners];
    if (!(most > 0 && size > most) || this[symbols.maxListenersWarned]) return;
    this[symbols.maxListenersWarned] = true;
    const warning = new Error(
      `Possible EventTarget memory leak detected. ${size} ${type} listeners added to ${native.inspect(this, -1)}. ` +
      `MaxListeners is ${most}. Use events.setMaxListeners() to increase limit`);
    warning.name = 'MaxListenersExceededWarning';
    warning.target = this;
    warning.type = type;
    warning.count = size;
    process.emitWarning(warning);
  }

  removeEventListener(type, listener, options = {}) {
    if (!isEventTarget(this)) throw invalidThis('EventTarget');
    if (arguments.length < 2) throw missingArgs('type', 'listener');
    if (!isListener(listener)) return;
    type = `${type}`;
    const capture = options !== null && (typeof options === 'boolean' ? options : !!options?.capture);
    const found = this.#listeners.get(type)?.find((known) => known.listener === listener && known.capture === capture);
    if (found !== undefined) this.#remove(type, found);
  }
  #remove(type, entry) {
    entry.removed = true;
    const rest = this.#listeners.get(type).filter((known) => known !== entry);
    this[symbols.listenersChanged]?.(type, rest.length);
    if (rest.length > 0) this.#listeners.set(type, rest);
    else this.#listeners.delete(type);
  }

  dispatchEvent(event) {
    if (!isEventTarget(this)) throw invalidThis('EventTarget');
    if (arguments.length < 1) throw missingArgs('event');
    if (!(event instanceof Event)) throw native.invalidArgType('event', 'an instance of Event', event);
    if (event[kDispatching]) throw native.makeError('Error', 'ERR_EVENT_RECURSION', `The event "${event.type}" is already being dispatched`);
    event[kTarget] = this;
    event[kDispatching] = true;
    for (let at = this.#listeners.get(event.type), i = 0; at !== undefined && i < at.length; ++i) {
      const entry = at[i];
      // Listeners that are added meanwhile are called too.
      const now = this.#listeners.get(event.type);
      if (now !== undefined && now !== at) {
        const known = new Set(at);
        at = [...at, ...now.filter((one) => !known.has(one))];
      }
      if (!entry.passive && isStopped(event)) break;
      if (entry.removed) continue;
      if (entry.once) this.#remove(event.type, entry);
      try {
        const result = Reflect.apply(entry.call, this, [event]);
        if (result !== undefined && result !== null && typeof result.then === 'function') result.then(undefined, throwLater);
      } catch (error) {
        throwLater(error);
      }
    }
    event[kDispatching] = false;
    return event.defaultPrevented !== true;
  }

  [symbols.listeners](type) {
    return (this.#listeners.get(type) ?? []).map(({ listener }) => listener);
  }

  [kInspect](depth, options) {
    if (!isEventTarget(this)) throw invalidThis('EventTarget');
    const name = this.constructor.name;
    if (depth < 0) return name;
    return `${name} ${native.utilInspect({}, options)}`;
  }

  static {
    handlerOf = (target, type) => target.#handlers.get(type)?.handler ?? null;
    setHandler = (target, type, handler) => {
      let known = target.#handlers.get(type);
      if (known === undefined && typeof handler === 'function') {
        known = {
          handler,
          listener(...args) {
            return Reflect.apply(known.handler, this, args);
          },
        };
        target.#handlers.set(type, known);
        target.addEventListener(type, known.listener);
      } else if (typeof handler === 'function') {
        known.handler = handler;
      } else if (known !== undefined) {
        target.removeEventListener(type, known.listener);
        target.#handlers.delete(type);
      }
    };
  }
}
tag(EventTarget.prototype, 'EventTarget');
enumerable(EventTarget.prototype, 'addEventListener', 'removeEventListener', 'dispatchEvent');
Object.defineProperty(EventTarget, kIsEventTarget, { enumerable: false });

function defineHandler(prototype, type) {
  const name = `on${type}`;
  const { get, set } = {
    get() { return handlerOf(this, type); },
    set(value) { setHandler(this, type, value); },
  };
  Object.defineProperty(get, 'name', { value: `get ${name}`, configurable: true });
  Object.defineProperty(set, 'name', { value: `set ${name}`, configurable: true });
  Object.defineProperty(prototype, name, { get, set, enumerable: true, configurable: true });
}

const trustedEvent = (type) => new Event(type, { [kTrusted]: true });

module.exports = { Event, CustomEvent, EventTarget, defineHandler, enumerable, inspectAs, invalidThis, tag, trustedEvent };
