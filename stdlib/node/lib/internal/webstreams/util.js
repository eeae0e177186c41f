// What the classes of web streams share: errors, promises, queues of chunks with sizes, strategies.
'use strict';
const native = require('internal/native');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

exports.kState = Symbol('kState');
exports.kMake = Symbol('kMake');

exports.invalidState = (message) => native.makeError('TypeError', 'ERR_INVALID_STATE', `Invalid state: ${message}`);
exports.invalidThis = (name) => native.makeError('TypeError', 'ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);
exports.notIterable = (value) => native.makeError('TypeError', 'ERR_ARG_NOT_ITERABLE', `${native.inspect(value)} must be iterable`);
exports.illegalConstructor = () => native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
exports.invalidArgType = native.invalidArgType;
exports.invalidArgValue = native.invalidArgValue;
// The same as a RangeError.
exports.invalidRange = (name, value) =>
  native.makeError('RangeError', 'ERR_INVALID_ARG_VALUE', native.invalidArgValue(name, value).message);

// A promise with what settles it.
exports.deferred = () => {
  const { promise, resolve, reject } = Promise.withResolvers();
  const settle = (by) => (value) => {
    result.pending = false;
    by(value);
  };
  const result = { promise, pending: true, resolve: settle(resolve), reject: settle(reject) };
  return result;
};
// holder[name] becomes a rejected one, the same if it is pending.
exports.rejectAnew = (holder, name, error) => {
  if (!holder[name].pending) holder[name] = exports.deferred();
  holder[name].reject(error);
  exports.handled(holder[name].promise);
};
// Nobody has to listen to its rejection.
exports.handled = (promise) => {
  promise.then(undefined, () => {});
  return promise;
};
exports.rejected = (reason) => exports.handled(Promise.reject(reason));

// What node:stream asks web streams for (internal/streams/state): symbols that programs know as well.
exports.defineFacts = (Class, facts) => {
  for (const [name, fact] of Object.entries(facts))
    Object.defineProperty(Class.prototype, Symbol.for(`nodejs.${name}`), { configurable: true, get() { return fact(this[exports.kState]); } });
};
// { promise } that settles with the stream; made when it is asked for.
exports.closedPromise = (s) => {
  if (s.whenClosed === undefined) {
    s.whenClosed = exports.deferred();
    exports.settleClosed(s);
  }
  return s.whenClosed;
};
exports.settleClosed = (s) => {
  if (s.whenClosed === undefined) return;
  if (s.state === 'closed') {
    s.whenClosed.resolve();
  } else if (s.state === 'errored') {
    s.whenClosed.reject(s.error);
    exports.handled(s.whenClosed.promise);
  }
};

// What a method of an underlying object returns, as a promise.
exports.invoke = (method, receiver, ...args) => {
  if (method === undefined) return Promise.resolve();
  try {
    return Promise.resolve(Reflect.apply(method, receiver, args));
  } catch (error) {
    return Promise.reject(error);
  }
};
// CallPullIfNeeded of a controller (Streams Standard §4.6.4, §4.7.4): one pull at a time, and one more when asked meanwhile.
exports.puller = (shouldPull, fail) => function pullIfNeeded(controller) {
  const c = controller[exports.kState];
  if (!shouldPull(controller)) return;
  if (c.pulling) {
    c.pullAgain = true;
    return;
  }
  c.pulling = true;
  exports.invoke(c.source.pull, c.source.receiver, controller).then(() => {
    c.pulling = false;
    if (!c.pullAgain) return;
    c.pullAgain = false;
    pullIfNeeded(controller);
  }, (error) => fail(controller, error));
};
exports.methodOf = (object, name, label) => {
  const method = object?.[name];
  if (method === undefined) return undefined;
  if (typeof method !== 'function') throw native.invalidArgType(`${label}.${name}`, 'of type function', method);
  return method;
};

// --- queues (Streams Standard §8.1); `total` is the sum of the sizes

exports.newQueue = () => ({ items: [], first: 0, total: 0 });
exports.queueLength = (queue) => queue.items.length - queue.first;
exports.enqueue = (queue, value, size) => {
  if (typeof size !== 'number' || Number.isNaN(size) || size < 0 || size === Infinity)
    throw exports.invalidRange('size', size);
  queue.items.push({ value, size });
  queue.total += size;
};
exports.dequeue = (queue) => {
  const item = queue.items[queue.first];
  queue.items[queue.first++] = undefined;
  if (queue.first > 64 && queue.first * 2 > queue.items.length) {
    queue.items = queue.items.slice(queue.first);
    queue.first = 0;
  }
  queue.total = Math.max(0, queue.total - item.size);
  return item.value;
};
exports.peek = (queue) => queue.items[queue.first].value;
exports.resetQueue = (queue) => {
  queue.items = [];
  queue.first = 0;
  queue.total = 0;
};

// --- strategies (§7.4)

exports.highWaterMarkOf = (strategy, standard) => {
  const value = strategy?.highWaterMark;
  if (value === undefined) return standard;
  const number = +value;
  if (Number.isNaN(number) || number < 0) throw exports.invalidRange('strategy.highWaterMark', number);
  return number;
};
exports.sizeOf = (strategy) => {
  const size = strategy?.size;
  if (size === undefined) return () => 1;
  if (typeof size !== 'function') throw native.invalidArgType('strategy.size', 'of type function', size);
  return (chunk) => Reflect.apply(size, undefined, [chunk]);
};
exports.checkDictionary = (value, name) => {
  if (value !== null && typeof value !== 'object' && typeof value !== 'function') throw native.invalidArgType(name, 'of type object', value);
};

// --- classes

exports.define = (Class, name, members, inspected) => {
  for (const member of members) Object.defineProperty(Class.prototype, member, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: name });
  if (inspected === undefined) return;
  Object.defineProperty(Class.prototype, kInspect, {
    configurable: true,
    enumerable: false,
    writable: true,
    value(depth, options) {
      if (depth < 0) return this;
      const inner = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
      return `${name} ${native.utilInspect(inspected(this), inner)}`;
    },
  });
};
exports.check = (value, name, brand) => {
  if (value === null || typeof value !== 'object' || value[exports.kState]?.brand !== brand) throw exports.invalidThis(name);
  return value[exports.kState];
};
// A hidden slot: streams show nothing of it.
exports.setState = (object, state) => Object.defineProperty(object, exports.kState, { value: state, enumerable: false });
