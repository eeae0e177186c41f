// ReadableStream, its default reader and its default controller (Streams Standard §4).
'use strict';
const {
  check, checkDictionary, closedPromise, deferred, define, defineFacts, dequeue, enqueue, handled, highWaterMarkOf, illegalConstructor, invalidArgType, invalidArgValue,
  invalidRange, invalidState, invoke, kMake, kState, methodOf, newQueue, notIterable, puller, queueLength, rejectAnew, resetQueue, setState, settleClosed, sizeOf,
} = require('internal/webstreams/util');
const bytes = require('internal/webstreams/bytes');

class ReadableStream {
  constructor(underlyingSource = {}, strategy = {}) {
    if (underlyingSource === kMake) return;
    if (underlyingSource === null) throw invalidArgType('source', 'of type object', underlyingSource);
    checkDictionary(underlyingSource, 'source');
    checkDictionary(strategy, 'strategy');
    initialise(this);
    const source = {
      start: methodOf(underlyingSource, 'start', 'source'),
      pull: methodOf(underlyingSource, 'pull', 'source'),
      cancel: methodOf(underlyingSource, 'cancel', 'source'),
      receiver: underlyingSource,
    };
    const { type } = underlyingSource;
    if (`${type}` === 'bytes') {
      if (strategy?.size !== undefined) throw invalidRange('strategy.size', strategy.size);
      bytes.setUp(this, source, highWaterMarkOf(strategy, 0), underlyingSource.autoAllocateChunkSize);
      return;
    }
    if (type !== undefined) throw invalidArgValue('source.type', type);
    const size = sizeOf(strategy);
    setUp(this, source, highWaterMarkOf(strategy, 1), size);
  }
  static from(iterable) {
    return fromIterable(iterable);
  }
  get locked() {
    return check(this, 'ReadableStream', 'readable').reader !== undefined;
  }
  cancel(reason = undefined) {
    try {
      check(this, 'ReadableStream', 'readable');
      if (isLocked(this)) throw invalidState('ReadableStream is locked');
    } catch (error) {
      return Promise.reject(error);
    }
    return cancel(this, reason);
  }
  getReader(options = {}) {
    check(this, 'ReadableStream', 'readable');
    checkDictionary(options, 'options');
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw invalidArgValue('options.mode', mode);
    return new bytes.ReadableStreamBYOBReader(this);
  }
  pipeThrough(transform, options = {}) {
    check(this, 'ReadableStream', 'readable');
    const { pipe } = require('internal/webstreams/pipe');
    const { isWritableLocked, isWritableStream } = require('internal/webstreams/writable');
    if (!isReadableStream(transform?.readable)) throw invalidArgType('transform.readable', 'an instance of ReadableStream', transform?.readable);
    if (!isWritableStream(transform?.writable)) throw invalidArgType('transform.writable', 'an instance of WritableStream', transform?.writable);
    checkDictionary(options, 'options');
    const signal = signalOf(options);
    if (isLocked(this)) throw invalidState('The ReadableStream is locked');
    if (isWritableLocked(transform.writable)) throw invalidState('The WritableStream is locked');
    handled(pipe(this, transform.writable, !!options?.preventClose, !!options?.preventAbort, !!options?.preventCancel, signal));
    return transform.readable;
  }
  pipeTo(destination, options = {}) {
    try {
      check(this, 'ReadableStream', 'readable');
      const { pipe } = require('internal/webstreams/pipe');
      const { isWritableLocked, isWritableStream } = require('internal/webstreams/writable');
      if (!isWritableStream(destination)) throw invalidArgType('transform.writable', 'an instance of WritableStream', destination);
      checkDictionary(options, 'options');
      const preventAbort = !!options?.preventAbort, preventCancel = !!options?.preventCancel, preventClose = !!options?.preventClose;
      const signal = signalOf(options);
      if (isLocked(this)) throw invalidState('The ReadableStream is locked');
      if (isWritableLocked(destination)) throw invalidState('The WritableStream is locked');
      return pipe(this, destination, preventClose, preventAbort, preventCancel, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }
  tee() {
    const s = check(this, 'ReadableStream', 'readable');
    if (isLocked(this)) throw invalidState('The ReadableStream is locked');
    return s.controller[kState].brand === 'byte controller' ? bytes.tee(this) : tee(this);
  }
  values(options = {}) {
    check(this, 'ReadableStream', 'readable');
    checkDictionary(options, 'options');
    return new AsyncIterator(new ReadableStreamDefaultReader(this), !!options?.preventCancel);
  }
}
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  configurable: true, enumerable: false, writable: true, value: ReadableStream.prototype.values,
});
define(ReadableStream, 'ReadableStream', ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values'], (stream) => ({
  locked: isLocked(stream), state: stream[kState].state, supportsBYOB: stream[kState].controller?.[kState].brand === 'byte controller',
}));
Object.defineProperty(ReadableStream, 'from', { enumerable: true });
defineFacts(ReadableStream, {
  'stream.disturbed': (s) => s.disturbed, 'stream.errored': (s) => s.state === 'errored', 'stream.readable': (s) => s.state === 'readable', 'webstream.isClosedPromise': closedPromise,
});

const isReadableStream = (value) => value?.[kState]?.brand === 'readable';
const isLocked = (stream) => stream[kState].reader !== undefined;
function signalOf(options) {
  const signal = options?.signal;
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal)))
    throw invalidArgType('options.signal', 'an instance of AbortSignal', signal);
  return signal;
}

function initialise(stream) {
  setState(stream, { brand: 'readable', state: 'readable', error: undefined, reader: undefined, controller: undefined, disturbed: false });
  return stream;
}
function newStream(source, highWaterMark = 1, size = () => 1) {
  const stream = initialise(new ReadableStream(kMake));
  setUp(stream, source, highWaterMark, size);
  return stream;
}

// --- what readers wait for. A request has chunk(value), close() and error(reason).

function cancel(stream, reason) {
  const s = stream[kState];
  s.disturbed = true;
  if (s.state === 'closed') return Promise.resolve();
  if (s.state === 'errored') return Promise.reject(s.error);
  closeStream(stream);
  const reader = s.reader?.[kState];
  if (reader?.brand === 'BYOB reader') {
    const requests = reader.requests;
    reader.requests = [];
    for (const request of requests) request.close(undefined);
  }
  return s.controller[kState].cancelSteps(reason).then(() => undefined);
}
function closeStream(stream) {
  const s = stream[kState];
  s.state = 'closed';
  settleClosed(s);
  const reader = s.reader?.[kState];
  if (reader === undefined) return;
  reader.closed.resolve();
  if (reader.brand !== 'reader') return;
  const requests = reader.requests;
  reader.requests = [];
  for (const request of requests) request.close();
}
function errorStream(stream, error) {
  const s = stream[kState];
  s.state = 'errored';
  s.error = error;
  settleClosed(s);
  const reader = s.reader?.[kState];
  if (reader === undefined) return;
  reader.closed.reject(error);
  handled(reader.closed.promise);
  rejectRequests(reader, error);
}
function rejectRequests(reader, error) {
  const requests = reader.requests;
  reader.requests = [];
  for (const request of requests) request.error(error);
}
const waiting = (stream) => {
  const reader = stream[kState].reader?.[kState];
  return reader?.brand === 'reader' ? reader.requests.length : 0;
};

function attachReader(reader, brand, stream) {
  const s = stream[kState];
  const r = { brand, stream, closed: deferred(), requests: [] };
  setState(reader, r);
  s.reader = reader;
  if (s.state === 'closed') {
    r.closed.resolve();
  } else if (s.state === 'errored') {
    r.closed.reject(s.error);
    handled(r.closed.promise);
  }
}
function releaseReader(reader) {
  const r = reader[kState];
  if (r.stream === undefined) return;
  const s = r.stream[kState];
  rejectAnew(r, 'closed', invalidState('Reader released'));
  s.controller[kState].releaseSteps();
  s.reader = undefined;
  r.stream = undefined;
  rejectRequests(r, invalidState('Releasing reader'));
}
function cancelByReader(reader, name, brand, reason) {
  try {
    const { stream } = check(reader, name, brand);
    if (stream === undefined) throw invalidState('The reader is not bound to a ReadableStream');
    return cancel(stream, reason);
  } catch (error) {
    return Promise.reject(error);
  }
}
function closedOf(reader, name, brand) {
  try {
    return check(reader, name, brand).closed.promise;
  } catch (error) {
    return Promise.reject(error);
  }
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw invalidArgType('stream', 'an instance of ReadableStream', stream);
    if (isLocked(stream)) throw invalidState('ReadableStream is locked');
    attachReader(this, 'reader', stream);
  }
  read() {
    try {
      const { stream } = check(this, 'ReadableStreamDefaultReader', 'reader');
      if (stream === undefined) throw invalidState('The reader is not attached to a stream');
    } catch (error) {
      return Promise.reject(error);
    }
    const { promise, resolve, reject } = Promise.withResolvers();
    read(this, {
      chunk: (value) => resolve({ value, done: false }),
      close: () => resolve({ value: undefined, done: true }),
      error: reject,
    });
    return promise;
  }
  releaseLock() {
    check(this, 'ReadableStreamDefaultReader', 'reader');
    releaseReader(this);
  }
  get closed() {
    return closedOf(this, 'ReadableStreamDefaultReader', 'reader');
  }
  cancel(reason = undefined) {
    return cancelByReader(this, 'ReadableStreamDefaultReader', 'reader', reason);
  }
}
define(ReadableStreamDefaultReader, 'ReadableStreamDefaultReader', ['closed', 'read', 'releaseLock', 'cancel'], (reader) => ({
  stream: reader[kState].stream, readRequests: reader[kState].requests.length, close: reader[kState].closed.promise,
}));

function read(reader, request) {
  const { stream } = reader[kState];
  const s = stream[kState];
  s.disturbed = true;
  if (s.state === 'closed') request.close();
  else if (s.state === 'errored') request.error(s.error);
  else s.controller[kState].pullSteps(request);
}

// --- the default controller

class ReadableStreamDefaultController {
  constructor(secret = undefined) {
    if (secret !== kMake) throw illegalConstructor();
  }
  get desiredSize() {
    check(this, 'ReadableStreamDefaultController', 'controller');
    return desiredSize(this);
  }
  close() {
    check(this, 'ReadableStreamDefaultController', 'controller');
    if (!canEnqueue(this)) throw invalidState('Controller is already closed');
    close(this);
  }
  enqueue(chunk = undefined) {
    check(this, 'ReadableStreamDefaultController', 'controller');
    if (!canEnqueue(this)) throw invalidState('Controller is already closed');
    put(this, chunk);
  }
  error(error = undefined) {
    check(this, 'ReadableStreamDefaultController', 'controller');
    fail(this, error);
  }
}
define(ReadableStreamDefaultController, 'ReadableStreamDefaultController', ['desiredSize', 'close', 'enqueue', 'error'], () => ({}));

function setUp(stream, source, highWaterMark, size) {
  const controller = new ReadableStreamDefaultController(kMake);
  const c = {
    brand: 'controller', stream, source, highWaterMark, size, queue: newQueue(), started: false, closeRequested: false, pulling: false, pullAgain: false,
    pullSteps(request) {
      if (queueLength(c.queue) > 0) {
        const chunk = dequeue(c.queue);
        if (c.closeRequested && queueLength(c.queue) === 0) {
          clearAlgorithms(controller);
          closeStream(stream);
        } else {
          pullIfNeeded(controller);
        }
        request.chunk(chunk);
      } else {
        stream[kState].reader[kState].requests.push(request);
        pullIfNeeded(controller);
      }
    },
    cancelSteps(reason) {
      resetQueue(c.queue);
      const done = invoke(c.source.cancel, c.source.receiver, reason);
      clearAlgorithms(controller);
      return done;
    },
    releaseSteps() {},
  };
  setState(controller, c);
  stream[kState].controller = controller;
  const started = source.start === undefined ? undefined : Reflect.apply(source.start, source.receiver, [controller]);
  Promise.resolve(started).then(() => {
    c.started = true;
    pullIfNeeded(controller);
  }, (error) => fail(controller, error));
}
function clearAlgorithms(controller) {
  controller[kState].source = {};
  controller[kState].size = undefined;
}
const canEnqueue = (controller) => !controller[kState].closeRequested && controller[kState].stream[kState].state === 'readable';
function desiredSize(controller) {
  const c = controller[kState];
  const { state } = c.stream[kState];
  if (state === 'errored') return null;
  return state === 'closed' ? 0 : c.highWaterMark - c.queue.total;
}
const shouldPull = (controller) => canEnqueue(controller) && controller[kState].started &&
  ((isLocked(controller[kState].stream) && waiting(controller[kState].stream) > 0) || desiredSize(controller) > 0);
const pullIfNeeded = puller(shouldPull, fail);
function close(controller) {
  const c = controller[kState];
  if (!canEnqueue(controller)) return;
  c.closeRequested = true;
  if (queueLength(c.queue) > 0) return;
  clearAlgorithms(controller);
  closeStream(c.stream);
}
function put(controller, chunk) {
  const c = controller[kState];
  if (!canEnqueue(controller)) return;
  if (isLocked(c.stream) && waiting(c.stream) > 0) {
    c.stream[kState].reader[kState].requests.shift().chunk(chunk);
  } else {
    try {
      enqueue(c.queue, chunk, c.size(chunk));
    } catch (error) {
      fail(controller, error);
      throw error;
    }
  }
  pullIfNeeded(controller);
}
function fail(controller, error) {
  const c = controller[kState];
  if (c.stream[kState].state !== 'readable') return;
  resetQueue(c.queue);
  clearAlgorithms(controller);
  errorStream(c.stream, error);
}

// --- both branches of tee() get every chunk (§4.9.2)

function tee(stream) {
  const reader = new ReadableStreamDefaultReader(stream);
  const cancelled = [false, false];
  const reasons = [undefined, undefined];
  const done = deferred();
  let reading = false, readAgain = false;
  const pull = () => {
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    read(reader, {
      chunk(value) {
        queueMicrotask(() => {
          readAgain = false;
          branches.forEach((branch, i) => { if (!cancelled[i]) put(branch[kState].controller, value); });
          reading = false;
          if (readAgain) pull();
        });
      },
      close() {
        reading = false;
        branches.forEach((branch, i) => { if (!cancelled[i]) close(branch[kState].controller); });
        if (!cancelled[0] || !cancelled[1]) done.resolve();
      },
      error() {
        reading = false;
      },
    });
  };
  const branches = [0, 1].map((i) => newStream({
    pull,
    cancel(reason) {
      cancelled[i] = true;
      reasons[i] = reason;
      if (cancelled[1 - i]) done.resolve(cancel(stream, reasons));
      return done.promise;
    },
  }));
  reader[kState].closed.promise.then(undefined, (error) => {
    for (const branch of branches) fail(branch[kState].controller, error);
    if (!cancelled[0] || !cancelled[1]) done.resolve();
  });
  return branches;
}

// --- iteration (§4.2.5), and streams of iterables (§4.2.4)

const kAsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);

class AsyncIterator {
  #reader;
  #preventCancel;
  #last;
  #finished = false;

  constructor(reader, preventCancel) {
    this.#reader = reader;
    this.#preventCancel = preventCancel;
  }
  // One step after the other.
  #queued(step) {
    this.#last = this.#last === undefined ? step() : this.#last.then(step, step);
    return this.#last;
  }
  next() {
    return this.#queued(() => {
      if (this.#finished) return Promise.resolve({ value: undefined, done: true });
      const { promise, resolve, reject } = Promise.withResolvers();
      read(this.#reader, {
        chunk: (value) => resolve({ value, done: false }),
        close: () => {
          this.#finished = true;
          releaseReader(this.#reader);
          resolve({ value: undefined, done: true });
        },
        error: (error) => {
          this.#finished = true;
          releaseReader(this.#reader);
          reject(error);
        },
      });
      return promise;
    });
  }
  return(value) {
    return this.#queued(async () => {
      if (!this.#finished) {
        this.#finished = true;
        const { stream } = this.#reader[kState];
        if (!this.#preventCancel) {
          const cancelled = cancel(stream, value);
          releaseReader(this.#reader);
          await cancelled;
        } else {
          releaseReader(this.#reader);
        }
      }
      return { done: true, value };
    });
  }
}
Object.setPrototypeOf(AsyncIterator.prototype, kAsyncIteratorPrototype);
delete AsyncIterator.prototype.constructor;
for (const name of ['next', 'return']) Object.defineProperty(AsyncIterator.prototype, name, { enumerable: true });

function fromIterable(iterable) {
  const method = iterable?.[Symbol.asyncIterator] ?? iterable?.[Symbol.iterator];
  if (typeof method !== 'function')
    throw notIterable(iterable);
  const iterator = Reflect.apply(method, iterable, []);
  const stream = newStream({
    async pull() {
      const result = await iterator.next();
      if (result === null || typeof result !== 'object') throw invalidState('The promise returned by the iterator.next() method must fulfill with an object');
      if (result.done) close(stream[kState].controller);
      else put(stream[kState].controller, await result.value);
    },
    async cancel(reason) {
      if (typeof iterator.return !== 'function') return;
      const result = await iterator.return(reason);
      if (result === null || typeof result !== 'object') throw invalidState('The promise returned by the iterator.return() method must fulfill with an object');
    },
  }, 0);
  return stream;
}

module.exports = {
  ReadableStream, ReadableStreamDefaultController, ReadableStreamDefaultReader, attachReader, cancel, cancelByReader, close, closeStream, closedOf,
  desiredSize, errorStream, fail, initialise, isLocked, isReadableStream, newStream, put, read, releaseReader, waiting,
};
