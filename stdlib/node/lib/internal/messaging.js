// MessageChannel, MessagePort, MessageEvent and BroadcastChannel (HTML §9.4) within the program, with Node's emitter methods on ports.
'use strict';
const native = require('internal/native');
const messages = require('internal/message_native');
const { Event, EventTarget, defineHandler, enumerable } = require('internal/event_target');
const symbols = require('internal/event_symbols');

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, { data = null, origin = '', lastEventId = '', source = null, ports = [], ...options } = {}) {
    super(`${type}`, options);
    if (source !== null && !(source instanceof MessagePort)) throw native.invalidArgType('init.source', 'an instance of MessagePort', source);
    this.#ports = [...ports];
    for (const port of this.#ports) {
      if (!(port instanceof MessagePort)) throw native.invalidArgType('init.ports', 'an instance of MessagePort', port);
    }
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
  }
  get data() { return this.#data; }
  get origin() { return this.#origin; }
  get lastEventId() { return this.#lastEventId; }
  get source() { return this.#source; }
  get ports() { return this.#ports; }
}
enumerable(MessageEvent.prototype, 'data', 'origin', 'lastEventId', 'source', 'ports');

// What keeps the program alive while somebody listens: as long a timer as there is.
const alive = () => setInterval(() => {}, 2 ** 31 - 1);

// EventTarget with the methods of an emitter, whose listeners of messages get the data.
class NodeEventTarget extends EventTarget {
  #wrapped = new Map(); // type → listener → what was added for it

  #add(type, listener, options) {
    const known = this.#wrapped.get(type) ?? new Map();
    if (known.has(listener)) return this;
    this.#wrapped.set(type, known);
    const call = (event) => {
      if (options.once) known.delete(listener);
      return Reflect.apply(listener, this, [event instanceof MessageEvent ? event.data : event]);
    };
    known.set(listener, call);
    this.addEventListener(type, call, options);
    return this;
  }
  on(type, listener) { return this.#add(type, listener, {}); }
  addListener(type, listener) { return this.#add(type, listener, {}); }
  once(type, listener) { return this.#add(type, listener, { once: true }); }
  off(type, listener, options) {
    const call = this.#wrapped.get(type)?.get(listener);
    this.removeEventListener(type, call ?? listener, options);
    this.#wrapped.get(type)?.delete(listener);
    return this;
  }
  removeListener(type, listener, options) { return this.off(type, listener, options); }
  removeAllListeners(type) {
    for (const each of type === undefined ? [...this.#wrapped.keys()] : [type])
      for (const listener of [...this.#wrapped.get(each)?.keys() ?? []]) this.off(each, listener);
    return this;
  }
  emit(type, value) {
    const listens = this.listenerCount(type) > 0;
    this.dispatchEvent(new MessageEvent(type, { data: value }));
    return listens;
  }
  listenerCount(type) { return this[symbols.listeners](type).length; }
  eventNames() { return [...this.#wrapped.keys()].filter((type) => this.listenerCount(type) > 0); }
  setMaxListeners(count) { this[symbols.maxListeners] = count; }
  getMaxListeners() { return this[symbols.maxListeners]; }
}

const kMake = Symbol('kMake'), kClosed = Symbol('kClosed');
let partsOf, transferTo;

// What postMessage's second argument names.
function transferred(given) {
  if (given === undefined || given === null) return [];
  const invalid = (what) => native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE', `Optional ${what} argument must be an iterable`);
  if (typeof given !== 'object' && typeof given !== 'function') throw invalid('transferList');
  if (typeof given[Symbol.iterator] === 'function') return [...given];
  const { transfer } = given;
  if (transfer === undefined || transfer === null) return [];
  if (typeof transfer !== 'object' || typeof transfer[Symbol.iterator] !== 'function') throw invalid('options.transfer');
  return [...transfer];
}

class MessagePort extends NodeEventTarget {
  #peer;
  #queue = []; // clones of messages, and kClosed
  #started = false;
  #closed = false;
  #timer;

  constructor(secret = undefined) {
    if (secret !== kMake) throw native.makeError('TypeError', 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
    super();
  }

  static {
    partsOf = (port) => (typeof port === 'object' && port !== null && #queue in port
      ? { entangle(peer) { port.#peer = peer; }, take: () => port.#queue.shift(), closed: port.#closed, waiting: port.#queue.length } : undefined);
    // What arrives at the old port arrives at the new one.
    transferTo = (port, to) => {
      to.#peer = port.#peer;
      if (to.#peer !== undefined) to.#peer.#peer = to;
      to.#queue = port.#queue;
      port.#queue = [];
      port.#peer = undefined;
      port.#shut();
    };
  }

  postMessage(message, transfer) {
    if (arguments.length === 0) throw native.makeError('TypeError', 'ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage');
    const list = transferred(transfer), ports = list.filter((one) => partsOf(one) !== undefined), made = [];
    if (ports.includes(this)) throw new DOMException('Transfer list contains source port', 'DataCloneError');
    if (new Set(ports).size < ports.length) throw new DOMException('Transfer list contains duplicate source port', 'DataCloneError');
    for (const port of ports) {
      if (partsOf(port).closed) throw new DOMException('MessagePort in transfer list is already detached', 'DataCloneError');
      made.push(new MessagePort(kMake));
    }
    const clone = messages.clone(message, list.filter((one) => !ports.includes(one)), ports.flatMap((port, i) => [port, made[i]]));
    ports.forEach((port, i) => transferTo(port, made[i]));
    this.#peer?.#arrive({ message: clone, ports: made });
    return this.#closed ? undefined : true;
  }
  #arrive(item) {
    this.#queue.push(item);
    if (this.#started || item === kClosed) messages.later(() => this.#deliver());
  }
  #deliver() {
    if (this.#closed) return;
    if (!this.#started) {
      // Nobody listens: the end is told all the same.
      if (this.#queue.at(-1) === kClosed) this.#end();
      return;
    }
    const item = this.#queue.shift();
    if (item === undefined) return;
    if (item === kClosed) this.#end();
    else this.dispatchEvent(new MessageEvent('message', { data: item.message, ports: item.ports }));
  }
  start() {
    if (this.#closed || this.#started) return;
    this.#started = true;
    for (let i = this.#queue.length; i > 0; i--) messages.later(() => this.#deliver());
  }
  close() {
    if (this.#closed) return;
    const peer = this.#peer;
    this.#shut();
    messages.later(() => this.dispatchEvent(new Event('close')));
    peer?.#arrive(kClosed);
  }
  #end() {
    this.#shut();
    this.dispatchEvent(new Event('close'));
  }
  #shut() {
    this.unref();
    this.#closed = true;
    if (this.#peer !== undefined) this.#peer.#peer = undefined;
    this.#peer = undefined;
  }
  ref() {
    if (!this.#closed) this.#timer ??= alive();
  }
  unref() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
  hasRef() { return this.#timer !== undefined; }
  // Listening for messages starts the port and keeps the program alive.
  [symbols.listenersChanged](type, count) {
    if (type !== 'message') return;
    if (count === 0) {
      this.unref();
      this.#started = false;
    } else if (count === 1) {
      this.ref();
      this.start();
    }
  }
}
defineHandler(MessagePort.prototype, 'message');
defineHandler(MessagePort.prototype, 'messageerror');
messages.setTransferred(MessagePort.prototype);

function MessageChannel() {
  if (new.target === undefined) throw native.makeError('TypeError', 'ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  this.port1 = new MessagePort(kMake);
  this.port2 = new MessagePort(kMake);
  partsOf(this.port1).entangle(this.port2);
  partsOf(this.port2).entangle(this.port1);
}

function receiveMessageOnPort(port) {
  const parts = partsOf(port);
  if (parts === undefined) throw native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
  if (parts.waiting === 0 || parts.closed) return undefined;
  const item = parts.take();
  return item === kClosed ? undefined : { message: item.message };
}

const channels = new Map(); // name → those that are open
class BroadcastChannel extends EventTarget {
  #name;
  #timer;

  constructor(name) {
    if (arguments.length === 0) throw native.makeError('TypeError', 'ERR_MISSING_ARGS', 'The "name" argument must be specified');
    super();
    this.#name = `${name}`;
    if (!channels.has(this.#name)) channels.set(this.#name, new Set());
    channels.get(this.#name).add(this);
    this.#timer = alive();
  }
  get name() { return this.#name; }
  get #open() { return channels.get(this.#name)?.has(this) ?? false; }
  close() {
    if (!this.#open) return;
    clearInterval(this.#timer);
    channels.get(this.#name).delete(this);
    if (channels.get(this.#name).size === 0) channels.delete(this.#name);
  }
  postMessage(message) {
    if (arguments.length === 0) throw native.makeError('TypeError', 'ERR_MISSING_ARGS', 'The "message" argument must be specified');
    if (!this.#open) throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    const clone = messages.clone(message, [], []);
    for (const channel of channels.get(this.#name)) {
      if (channel === this) continue;
      messages.later(() => {
        if (channel.#open) channel.dispatchEvent(new MessageEvent('message', { data: messages.clone(clone, [], []) }));
      });
    }
  }
  ref() {
    this.#timer.ref();
    return this;
  }
  unref() {
    this.#timer.unref();
    return this;
  }
}
enumerable(BroadcastChannel.prototype, 'name', 'close', 'postMessage');
defineHandler(BroadcastChannel.prototype, 'message');
defineHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = { BroadcastChannel, MessageChannel, MessageEvent, MessagePort, receiveMessageOnPort };
