// WritableStream, its writer and its controller (Streams Standard §5).
'use strict';
const {
  check, checkDictionary, closedPromise, deferred, define, defineFacts, dequeue, enqueue, handled, highWaterMarkOf, illegalConstructor, invalidArgType,
  invalidRange, invalidState, invoke, kMake, kState, methodOf, newQueue, peek, queueLength, rejectAnew, resetQueue, setState, settleClosed, sizeOf,
} = require('internal/webstreams/util');
const { AbortController } = require('internal/abort_controller');

const kClose = Symbol('close');

class WritableStream {
  constructor(underlyingSink = null, strategy = {}) {
    if (underlyingSink === kMake) return;
    if (underlyingSink !== undefined) checkDictionary(underlyingSink, 'sink');
    const type = underlyingSink?.type;
    if (type !== undefined) throw invalidRange('type', type);
    checkDictionary(strategy, 'strategy');
    const size = sizeOf(strategy);
    const highWaterMark = highWaterMarkOf(strategy, 1);
    initialise(this);
    const start = methodOf(underlyingSink, 'start', 'sink');
    setUp(this, {
      start: (controller) => (start === undefined ? undefined : Reflect.apply(start, underlyingSink, [controller])),
      write: methodOf(underlyingSink, 'write', 'sink'),
      close: methodOf(underlyingSink, 'close', 'sink'),
      abort: methodOf(underlyingSink, 'abort', 'sink'),
      receiver: underlyingSink,
    }, highWaterMark, size);
  }
  get locked() {
    return check(this, 'WritableStream', 'writable').writer !== undefined;
  }
  abort(reason = undefined) {
    try {
      check(this, 'WritableStream', 'writable');
      if (isLocked(this)) throw invalidState('WritableStream is locked');
    } catch (error) {
      return Promise.reject(error);
    }
    return abort(this, reason);
  }
  close() {
    try {
      check(this, 'WritableStream', 'writable');
      if (isLocked(this)) throw invalidState('WritableStream is locked');
      if (closing(this)) throw invalidState('Failure closing WritableStream');
    } catch (error) {
      return Promise.reject(error);
    }
    return close(this);
  }
  getWriter() {
    check(this, 'WritableStream', 'writable');
    return new WritableStreamDefaultWriter(this);
  }
}
define(WritableStream, 'WritableStream', ['locked', 'abort', 'close', 'getWriter'],
  (stream) => ({ locked: isLocked(stream), state: stream[kState].state }));
defineFacts(WritableStream, { 'webstream.isClosedPromise': closedPromise });

const isWritableStream = (value) => value?.[kState]?.brand === 'writable';
const isLocked = (stream) => stream[kState].writer !== undefined;
const closing = (stream) => stream[kState].closeRequest !== undefined || stream[kState].inFlightClose !== undefined;

function initialise(stream) {
  setState(stream, {
    brand: 'writable',
    state: 'writable',
    error: undefined,
    writer: undefined,
    controller: undefined,
    requests: [],
    inFlightWrite: undefined,
    closeRequest: undefined,
    inFlightClose: undefined,
    pendingAbort: undefined,
    backpressure: false,
  });
  return stream;
}

// §5.3.3
function abort(stream, reason) {
  const s = stream[kState];
  if (s.state === 'closed' || s.state === 'errored') return Promise.resolve();
  s.controller[kState].abortController.abort(reason);
  if (s.state === 'closed' || s.state === 'errored') return Promise.resolve();
  if (s.pendingAbort !== undefined) return s.pendingAbort.promise;
  const wasErroring = s.state === 'erroring';
  s.pendingAbort = { ...deferred(), reason: wasErroring ? undefined : reason, wasErroring };
  const { promise } = s.pendingAbort;
  if (!wasErroring) startErroring(stream, reason);
  return promise;
}
function close(stream) {
  const s = stream[kState];
  if (s.state === 'closed' || s.state === 'errored') return Promise.reject(invalidState('WritableStream is closed'));
  const { promise } = s.closeRequest = deferred();
  if (s.writer !== undefined && s.backpressure && s.state === 'writable') s.writer[kState].ready.resolve();
  enqueue(s.controller[kState].queue, kClose, 0);
  advance(s.controller);
  return promise;
}

// §5.4
function startErroring(stream, reason) {
  const s = stream[kState];
  s.state = 'erroring';
  s.error = reason;
  if (s.writer !== undefined) rejectAnew(s.writer[kState], 'ready', reason);
  if (s.inFlightWrite === undefined && s.inFlightClose === undefined && s.controller[kState].started) finishErroring(stream);
}
function finishErroring(stream) {
  const s = stream[kState];
  s.state = 'errored';
  settleClosed(s);
  resetQueue(s.controller[kState].queue);
  for (const request of s.requests) request.reject(s.error);
  s.requests = [];
  if (s.pendingAbort === undefined) return rejectCloseAndClosed(stream);
  const { pendingAbort } = s;
  s.pendingAbort = undefined;
  if (pendingAbort.wasErroring) {
    pendingAbort.reject(s.error);
    return rejectCloseAndClosed(stream);
  }
  const c = s.controller[kState];
  const done = invoke(c.sink.abort, c.sink.receiver, pendingAbort.reason);
  clearAlgorithms(s.controller);
  done.then(() => {
    pendingAbort.resolve();
    rejectCloseAndClosed(stream);
  }, (error) => {
    pendingAbort.reject(error);
    rejectCloseAndClosed(stream);
  });
}
function dealWithRejection(stream, error) {
  if (stream[kState].state === 'writable') startErroring(stream, error);
  else finishErroring(stream);
}
function rejectCloseAndClosed(stream) {
  const s = stream[kState];
  if (s.closeRequest !== undefined) {
    s.closeRequest.reject(s.error);
    handled(s.closeRequest.promise);
    s.closeRequest = undefined;
  }
  if (s.writer !== undefined) {
    s.writer[kState].closed.reject(s.error);
    handled(s.writer[kState].closed.promise);
  }
}
function updateBackpressure(stream, backpressure) {
  const s = stream[kState];
  if (s.writer !== undefined && backpressure !== s.backpressure) {
    if (backpressure) s.writer[kState].ready = deferred();
    else s.writer[kState].ready.resolve();
  }
  s.backpressure = backpressure;
}

// --- the writer

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) throw invalidArgType('stream', 'an instance of WritableStream', stream);
    if (isLocked(stream)) throw invalidState('WritableStream is locked');
    const s = stream[kState];
    const writer = { brand: 'writer', stream, ready: deferred(), closed: deferred() };
    setState(this, writer);
    s.writer = this;
    if (s.state === 'writable') {
      if (closing(stream) || !s.backpressure) writer.ready.resolve();
    } else if (s.state === 'erroring') {
      writer.ready.reject(s.error);
      handled(writer.ready.promise);
    } else if (s.state === 'closed') {
      writer.ready.resolve();
      writer.closed.resolve();
    } else {
      for (const part of [writer.ready, writer.closed]) {
        part.reject(s.error);
        handled(part.promise);
      }
    }
  }
  get closed() {
    try {
      return check(this, 'WritableStreamDefaultWriter', 'writer').closed.promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }
  get desiredSize() {
    const { stream } = check(this, 'WritableStreamDefaultWriter', 'writer');
    if (stream === undefined) throw invalidState('Writer is not bound to a WritableStream');
    const { state, controller } = stream[kState];
    if (state === 'errored' || state === 'erroring') return null;
    return state === 'closed' ? 0 : desiredSize(controller);
  }
  get ready() {
    try {
      return check(this, 'WritableStreamDefaultWriter', 'writer').ready.promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }
  abort(reason = undefined) {
    return this.#bound((stream) => abort(stream, reason));
  }
  close() {
    return this.#bound((stream) => {
      if (closing(stream)) throw invalidState('Failure to close WritableStream');
      return close(stream);
    });
  }
  releaseLock() {
    const writer = check(this, 'WritableStreamDefaultWriter', 'writer');
    if (writer.stream !== undefined) release(this);
  }
  write(chunk = undefined) {
    return this.#bound(() => write(this, chunk));
  }
  #bound(action) {
    try {
      const { stream } = check(this, 'WritableStreamDefaultWriter', 'writer');
      if (stream === undefined) throw invalidState('Writer is not bound to a WritableStream');
      return action(stream);
    } catch (error) {
      return Promise.reject(error);
    }
  }
}
define(WritableStreamDefaultWriter, 'WritableStreamDefaultWriter', ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write'], (writer) => ({
  stream: writer[kState].stream, close: writer[kState].closed.promise, ready: writer[kState].ready.promise, desiredSize: writer[kState].stream === undefined ? undefined : writer.desiredSize,
}));

function release(writer) {
  const w = writer[kState];
  const error = invalidState('Writer has been released');
  rejectAnew(w, 'ready', error);
  rejectAnew(w, 'closed', error);
  w.stream[kState].writer = undefined;
  w.stream = undefined;
}
function write(writer, chunk) {
  const { stream } = writer[kState];
  const s = stream[kState];
  const { controller } = s;
  const size = chunkSize(controller, chunk);
  if (stream !== writer[kState].stream) throw invalidState('Mismatched WritableStreams');
  if (s.state === 'errored') return Promise.reject(s.error);
  if (closing(stream) || s.state === 'closed') return Promise.reject(invalidState('WritableStream is closed'));
  if (s.state === 'erroring') return Promise.reject(s.error);
  const request = deferred();
  s.requests.push(request);
  try {
    enqueue(controller[kState].queue, chunk, size);
  } catch (error) {
    errorIfNeeded(controller, error);
    return request.promise;
  }
  if (!closing(stream) && s.state === 'writable') updateBackpressure(stream, desiredSize(controller) <= 0);
  advance(controller);
  return request.promise;
}
// §5.5.4: closes, or says how the stream ended.
function closeWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const { state, error } = stream[kState];
  if (closing(stream) || state === 'closed') return Promise.resolve();
  if (state === 'errored') return Promise.reject(error);
  return close(stream);
}

// --- the controller

class WritableStreamDefaultController {
  constructor(secret = undefined) {
    if (secret !== kMake) throw illegalConstructor();
  }
  get signal() {
    return check(this, 'WritableStreamDefaultController', 'writable controller').abortController.signal;
  }
  error(error = undefined) {
    const { stream } = check(this, 'WritableStreamDefaultController', 'writable controller');
    if (stream[kState].state === 'writable') fail(this, error);
  }
}
define(WritableStreamDefaultController, 'WritableStreamDefaultController', ['signal', 'error'], (controller) => ({ stream: controller[kState].stream }));

function setUp(stream, sink, highWaterMark, size) {
  const controller = new WritableStreamDefaultController(kMake);
  const c = { brand: 'writable controller', stream, sink, highWaterMark, size, queue: newQueue(), started: false, abortController: new AbortController() };
  setState(controller, c);
  stream[kState].controller = controller;
  updateBackpressure(stream, desiredSize(controller) <= 0);
  const started = sink.start(controller);
  Promise.resolve(started).then(() => {
    c.started = true;
    advance(controller);
  }, (error) => {
    c.started = true;
    dealWithRejection(stream, error);
  });
}
const desiredSize = (controller) => controller[kState].highWaterMark - controller[kState].queue.total;
function clearAlgorithms(controller) {
  const c = controller[kState];
  c.sink = { receiver: undefined };
  c.size = undefined;
}
function chunkSize(controller, chunk) {
  const { size } = controller[kState];
  if (size === undefined) return 1;
  try {
    return size(chunk);
  } catch (error) {
    errorIfNeeded(controller, error);
    return 1;
  }
}
function errorIfNeeded(controller, error) {
  if (controller[kState].stream[kState].state === 'writable') fail(controller, error);
}
function fail(controller, error) {
  clearAlgorithms(controller);
  startErroring(controller[kState].stream, error);
}
function advance(controller) {
  const c = controller[kState];
  const { stream } = c;
  const s = stream[kState];
  if (!c.started || s.inFlightWrite !== undefined) return;
  if (s.state === 'erroring') return finishErroring(stream);
  if (queueLength(c.queue) === 0) return;
  const value = peek(c.queue);
  if (value === kClose) processClose(controller);
  else processWrite(controller, value);
}
function processClose(controller) {
  const c = controller[kState];
  const { stream } = c;
  const s = stream[kState];
  s.inFlightClose = s.closeRequest;
  s.closeRequest = undefined;
  dequeue(c.queue);
  const done = invoke(c.sink.close, c.sink.receiver);
  clearAlgorithms(controller);
  done.then(() => {
    s.inFlightClose.resolve();
    s.inFlightClose = undefined;
    if (s.state === 'erroring') {
      s.error = undefined;
      s.pendingAbort?.resolve();
      s.pendingAbort = undefined;
    }
    s.state = 'closed';
    settleClosed(s);
    s.writer?.[kState].closed.resolve();
  }, (error) => {
    s.inFlightClose.reject(error);
    s.inFlightClose = undefined;
    s.pendingAbort?.reject(error);
    s.pendingAbort = undefined;
    dealWithRejection(stream, error);
  });
}
function processWrite(controller, chunk) {
  const c = controller[kState];
  const { stream } = c;
  const s = stream[kState];
  s.inFlightWrite = s.requests.shift();
  invoke(c.sink.write, c.sink.receiver, chunk, controller).then(() => {
    s.inFlightWrite.resolve();
    s.inFlightWrite = undefined;
    dequeue(c.queue);
    if (!closing(stream) && s.state === 'writable') updateBackpressure(stream, desiredSize(controller) <= 0);
    advance(controller);
  }, (error) => {
    if (s.state === 'writable') clearAlgorithms(controller);
    s.inFlightWrite.reject(error);
    s.inFlightWrite = undefined;
    dealWithRejection(stream, error);
  });
}

module.exports = {
  WritableStream, WritableStreamDefaultController, WritableStreamDefaultWriter, abortWritable: abort, closeWithErrorPropagation, closing,
  errorIfNeeded, initialiseWritable: initialise, isWritableLocked: isLocked, isWritableStream, releaseWriter: release, setUpWritable: setUp,
  writeTo: write,
};
