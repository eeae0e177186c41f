// Readable byte streams: their controller, the BYOB reader and its requests (Streams Standard §4.5, §4.7, §4.8).
'use strict';
const {
  check, define, handled, illegalConstructor, invalidArgType, invalidArgValue, invalidRange, invalidState, invoke, kMake, kState, puller, setState, deferred,
} = require('internal/webstreams/util');
// Each needs the other; by the time that a stream is made both are there.
const readable = () => require('internal/webstreams/readable');

const isReadableStream = (value) => value?.[kState]?.brand === 'readable';
const transfer = (buffer) => buffer.transfer();
const viewOf = (Class, buffer, offset, length) => new Class(buffer, offset, length);
const elementSize = (view) => view.constructor.BYTES_PER_ELEMENT ?? 1;

class ReadableStreamBYOBRequest {
  constructor(secret = undefined) {
    if (secret !== kMake) throw illegalConstructor();
  }
  get view() {
    return check(this, 'ReadableStreamBYOBRequest', 'BYOB request').view;
  }
  respond(bytesWritten) {
    const r = check(this, 'ReadableStreamBYOBRequest', 'BYOB request');
    if (r.controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (r.view.byteLength === 0 || r.view.buffer.detached) throw invalidState('Viewed ArrayBuffer is detached or zero-length');
    respond(r.controller, bytesWritten);
  }
  respondWithNewView(view) {
    const r = check(this, 'ReadableStreamBYOBRequest', 'BYOB request');
    if (!ArrayBuffer.isView(view)) throw invalidArgType('view', 'an instance of Buffer, TypedArray, or DataView', view);
    if (r.controller === undefined) throw invalidState('This BYOB request has been invalidated');
    respondWithView(r.controller, view);
  }
}
define(ReadableStreamBYOBRequest, 'ReadableStreamBYOBRequest', ['view', 'respond', 'respondWithNewView'], (request) => ({
  view: request[kState].view, controller: request[kState].controller,
}));

class ReadableByteStreamController {
  constructor(secret = undefined) {
    if (secret !== kMake) throw illegalConstructor();
  }
  get byobRequest() {
    const c = check(this, 'ReadableByteStreamController', 'byte controller');
    if (c.byobRequest === null && c.pending.length > 0) {
      const first = c.pending[0];
      c.byobRequest = new ReadableStreamBYOBRequest(kMake);
      setState(c.byobRequest, {
        brand: 'BYOB request',
        controller: this,
        view: new Uint8Array(first.buffer, first.offset + first.filled, first.length - first.filled),
      });
    }
    return c.byobRequest;
  }
  get desiredSize() {
    check(this, 'ReadableByteStreamController', 'byte controller');
    return readable().desiredSize(this);
  }
  close() {
    const c = check(this, 'ReadableByteStreamController', 'byte controller');
    if (c.closeRequested) throw invalidState('Controller is already closed');
    if (c.stream[kState].state !== 'readable') throw invalidState('ReadableStream is already closed');
    close(this);
  }
  enqueue(chunk) {
    const c = check(this, 'ReadableByteStreamController', 'byte controller');
    if (!ArrayBuffer.isView(chunk)) throw invalidArgType('buffer', 'an instance of Buffer, TypedArray, or DataView', chunk);
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) throw invalidState('chunk ArrayBuffer is zero-length or detached');
    if (c.closeRequested) throw invalidState('Controller is already closed');
    if (c.stream[kState].state !== 'readable') throw invalidState('ReadableStream is already closed');
    put(this, chunk);
  }
  error(error = undefined) {
    check(this, 'ReadableByteStreamController', 'byte controller');
    fail(this, error);
  }
}
define(ReadableByteStreamController, 'ReadableByteStreamController', ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error'], () => ({}));

// §4.10.11. The queue holds [buffer, offset, length]; a pending pull-into is what a BYOB reader gave to be filled.
function setUp(stream, source, highWaterMark, autoAllocateChunkSize) {
  if (autoAllocateChunkSize !== undefined) {
    if (typeof autoAllocateChunkSize !== 'number' || !Number.isInteger(autoAllocateChunkSize) || autoAllocateChunkSize <= 0)
      throw invalidArgValue('source.autoAllocateChunkSize', autoAllocateChunkSize);
  }
  const controller = new ReadableByteStreamController(kMake);
  const c = {
    brand: 'byte controller', stream, source, highWaterMark, autoAllocateChunkSize, queue: { items: [], total: 0 }, pending: [], byobRequest: null,
    started: false, closeRequested: false, pulling: false, pullAgain: false,
    pullSteps(request) {
      if (c.queue.total > 0) {
        const { buffer, offset, length } = c.queue.items.shift();
        c.queue.total -= length;
        afterTaking(controller);
        request.chunk(new Uint8Array(buffer, offset, length));
        return;
      }
      if (c.autoAllocateChunkSize !== undefined) {
        c.pending.push({ buffer: new ArrayBuffer(c.autoAllocateChunkSize), offset: 0, length: c.autoAllocateChunkSize, filled: 0, least: 1, size: 1, Class: Uint8Array, kind: 'default' });
      }
      stream[kState].reader[kState].requests.push(request);
      pullIfNeeded(controller);
    },
    cancelSteps(reason) {
      invalidate(controller);
      c.pending = [];
      c.queue = { items: [], total: 0 };
      const done = invoke(c.source.cancel, c.source.receiver, reason);
      c.source = {};
      return done;
    },
    releaseSteps() {
      if (c.pending.length > 0) {
        c.pending[0].kind = 'none';
        c.pending.length = 1;
      }
    },
  };
  setState(controller, c);
  stream[kState].controller = controller;
  const started = source.start === undefined ? undefined : Reflect.apply(source.start, source.receiver, [controller]);
  Promise.resolve(started).then(() => {
    c.started = true;
    pullIfNeeded(controller);
  }, (error) => fail(controller, error));
}

const readerOf = (controller, brand) => {
  const reader = controller[kState].stream[kState].reader?.[kState];
  return reader?.brand === brand ? reader : undefined;
};
function shouldPull(controller) {
  const c = controller[kState];
  if (c.stream[kState].state !== 'readable' || c.closeRequested || !c.started) return false;
  if (readerOf(controller, 'reader')?.requests.length > 0 || readerOf(controller, 'BYOB reader')?.requests.length > 0) return true;
  return readable().desiredSize(controller) > 0;
}
const pullIfNeeded = puller(shouldPull, fail);
function invalidate(controller) {
  const c = controller[kState];
  if (c.byobRequest === null) return;
  const r = c.byobRequest[kState];
  r.controller = undefined;
  r.view = null;
  c.byobRequest = null;
}
function fail(controller, error) {
  const c = controller[kState];
  if (c.stream[kState].state !== 'readable') return;
  invalidate(controller);
  c.pending = [];
  c.queue = { items: [], total: 0 };
  c.source = {};
  readable().errorStream(c.stream, error);
}
function close(controller) {
  const c = controller[kState];
  if (c.closeRequested || c.stream[kState].state !== 'readable') return;
  if (c.queue.total > 0) {
    c.closeRequested = true;
    return;
  }
  if (c.pending.length > 0 && c.pending[0].filled % c.pending[0].size !== 0) {
    const error = invalidState('Partial read');
    fail(controller, error);
    throw error;
  }
  c.source = {};
  readable().closeStream(c.stream);
}
function afterTaking(controller) {
  const c = controller[kState];
  if (c.queue.total === 0 && c.closeRequested) {
    c.source = {};
    readable().closeStream(c.stream);
  } else {
    pullIfNeeded(controller);
  }
}
const keep = (controller, buffer, offset, length) => {
  controller[kState].queue.items.push({ buffer, offset, length });
  controller[kState].queue.total += length;
};
// Bytes that a reader which is gone had asked for stay in the stream.
function keepOfNobody(controller, pull) {
  if (pull.filled > 0) keep(controller, pull.buffer.slice(pull.offset, pull.offset + pull.filled), 0, pull.filled);
  shiftPending(controller);
}
function shiftPending(controller) {
  invalidate(controller);
  return controller[kState].pending.shift();
}

function put(controller, chunk) {
  const c = controller[kState];
  if (c.closeRequested || c.stream[kState].state !== 'readable') return;
  const { byteOffset, byteLength } = chunk;
  const buffer = transfer(chunk.buffer);
  if (c.pending.length > 0) {
    const first = c.pending[0];
    invalidate(controller);
    first.buffer = transfer(first.buffer);
    if (first.kind === 'none') keepOfNobody(controller, first);
  }
  const reader = readerOf(controller, 'reader');
  if (reader !== undefined) {
    while (reader.requests.length > 0 && c.queue.total > 0) c.pullSteps(reader.requests.shift());
    if (reader.requests.length === 0) {
      keep(controller, buffer, byteOffset, byteLength);
    } else {
      if (c.pending.length > 0) shiftPending(controller);
      reader.requests.shift().chunk(new Uint8Array(buffer, byteOffset, byteLength));
    }
  } else {
    keep(controller, buffer, byteOffset, byteLength);
    if (readerOf(controller, 'BYOB reader') !== undefined) fillPending(controller);
  }
  pullIfNeeded(controller);
}

// Whether the view has as much as its reader wants.
function fillFromQueue(controller, pull) {
  const { queue } = controller[kState];
  const most = Math.min(queue.total, pull.length - pull.filled);
  const aligned = pull.filled + most - ((pull.filled + most) % pull.size);
  const ready = aligned >= pull.least;
  let left = ready ? aligned - pull.filled : most;
  while (left > 0) {
    const head = queue.items[0];
    const count = Math.min(left, head.length);
    new Uint8Array(pull.buffer, pull.offset + pull.filled, count).set(new Uint8Array(head.buffer, head.offset, count));
    if (head.length === count) {
      queue.items.shift();
    } else {
      head.offset += count;
      head.length -= count;
    }
    queue.total -= count;
    pull.filled += count;
    left -= count;
  }
  return ready;
}
function fillPending(controller) {
  const c = controller[kState];
  while (c.pending.length > 0 && c.queue.total > 0) {
    const first = c.pending[0];
    if (!fillFromQueue(controller, first)) return;
    shiftPending(controller);
    commit(controller, first);
  }
}
// The view goes to who asked for it.
function commit(controller, pull) {
  const { stream } = controller[kState];
  const view = viewOf(pull.Class, transfer(pull.buffer), pull.offset, pull.filled / pull.size);
  const done = stream[kState].state === 'closed';
  const request = stream[kState].reader[kState].requests.shift();
  if (pull.kind === 'default') done ? request.close() : request.chunk(view);
  else if (done) request.close(view);
  else request.chunk(view);
}

function respond(controller, written) {
  const c = controller[kState];
  const first = c.pending[0];
  written = +written;
  if (c.stream[kState].state === 'closed') {
    if (written !== 0) throw invalidState('Controller is closed and the bytesWritten is not zero');
  } else {
    if (written === 0) throw invalidState('Controller is closed but the bytesWritten is zero');
    if (first.filled + written > first.length) throw invalidRange('bytesWritten', written);
  }
  first.buffer = transfer(first.buffer);
  respondWith(controller, written);
}
function respondWithView(controller, view) {
  const c = controller[kState];
  const first = c.pending[0];
  if (c.stream[kState].state === 'closed') {
    if (view.byteLength !== 0) throw invalidState('View is not zero-length');
  } else if (view.byteLength === 0) {
    throw invalidState('View is zero-length');
  }
  if (first.offset + first.filled !== view.byteOffset || first.buffer.byteLength !== view.buffer.byteLength || first.filled + view.byteLength > first.length)
    throw invalidRange('view', view);
  const { byteLength } = view;
  first.buffer = transfer(view.buffer);
  respondWith(controller, byteLength);
}
function respondWith(controller, written) {
  const c = controller[kState];
  const first = c.pending[0];
  invalidate(controller);
  if (c.stream[kState].state === 'closed') {
    if (first.kind === 'none') shiftPending(controller);
    const reader = readerOf(controller, 'BYOB reader');
    while (reader !== undefined && reader.requests.length > 0) commit(controller, shiftPending(controller));
    return pullIfNeeded(controller);
  }
  first.filled += written;
  if (first.kind === 'none') {
    keepOfNobody(controller, first);
    fillPending(controller);
  } else if (first.filled >= first.least) {
    shiftPending(controller);
    const rest = first.filled % first.size;
    if (rest > 0) {
      const end = first.offset + first.filled;
      keep(controller, first.buffer.slice(end - rest, end), 0, rest);
    }
    first.filled -= rest;
    commit(controller, first);
    fillPending(controller);
  }
  pullIfNeeded(controller);
}

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw invalidArgType('stream', 'an instance of ReadableStream', stream);
    if (stream[kState].reader !== undefined) throw invalidState('ReadableStream is locked');
    if (stream[kState].controller[kState].brand !== 'byte controller') throw invalidArgValue('stream', stream, 'must be a byte stream');
    readable().attachReader(this, 'BYOB reader', stream);
  }
  read(view, options = {}) {
    let least;
    try {
      const r = check(this, 'ReadableStreamBYOBReader', 'BYOB reader');
      if (!ArrayBuffer.isView(view)) throw invalidArgType('view', 'an instance of Buffer, TypedArray, or DataView', view);
      if (view.byteLength === 0 || view.buffer.byteLength === 0) throw invalidState('View or Viewed ArrayBuffer is zero-length or detached');
      if (r.stream === undefined) throw invalidState('The reader is not attached to a stream');
      least = options?.min ?? 1;
    } catch (error) {
      return Promise.reject(error);
    }
    const { promise, resolve, reject } = Promise.withResolvers();
    readInto(this, view, least, {
      chunk: (value) => resolve({ value, done: false }),
      close: (value) => resolve({ value, done: true }),
      error: reject,
    });
    return promise;
  }
  releaseLock() {
    check(this, 'ReadableStreamBYOBReader', 'BYOB reader');
    readable().releaseReader(this);
  }
  get closed() {
    return readable().closedOf(this, 'ReadableStreamBYOBReader', 'BYOB reader');
  }
  cancel(reason = undefined) {
    return readable().cancelByReader(this, 'ReadableStreamBYOBReader', 'BYOB reader', reason);
  }
}
define(ReadableStreamBYOBReader, 'ReadableStreamBYOBReader', ['read', 'releaseLock', 'closed', 'cancel'], (reader) => ({
  stream: reader[kState].stream, requests: reader[kState].requests.length, close: reader[kState].closed.promise,
}));

function readInto(reader, view, least, request) {
  const { stream } = reader[kState];
  const s = stream[kState];
  s.disturbed = true;
  if (s.state === 'errored') return request.error(s.error);
  const { controller } = s;
  const c = controller[kState];
  const size = elementSize(view);
  const { byteOffset, byteLength } = view;
  const pull = {
    buffer: transfer(view.buffer), offset: byteOffset, length: byteLength, filled: 0, least: least * size, size, Class: view.constructor, kind: 'BYOB',
  };
  if (c.pending.length > 0) {
    c.pending.push(pull);
    reader[kState].requests.push(request);
    return undefined;
  }
  if (s.state === 'closed') return request.close(viewOf(pull.Class, pull.buffer, pull.offset, 0));
  if (c.queue.total > 0) {
    if (fillFromQueue(controller, pull)) {
      afterTaking(controller);
      return request.chunk(viewOf(pull.Class, transfer(pull.buffer), pull.offset, pull.filled / size));
    }
    if (c.closeRequested) {
      const error = invalidState('Insufficient bytes to fill elements in the given buffer');
      fail(controller, error);
      return request.error(error);
    }
  }
  c.pending.push(pull);
  reader[kState].requests.push(request);
  return pullIfNeeded(controller);
}

// Both branches are byte streams; what one reads the other gets a copy of (§4.9.3, with default readers only).
function tee(stream) {
  const { ReadableStream, ReadableStreamDefaultReader, cancel, initialise, read } = readable();
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
          const copy = cancelled[0] ? value : value.slice();
          if (!cancelled[0]) put(branches[0][kState].controller, value);
          if (!cancelled[1]) put(branches[1][kState].controller, copy);
          reading = false;
          if (readAgain) pull();
        });
      },
      close() {
        reading = false;
        branches.forEach((branch, i) => {
          if (!cancelled[i]) close(branch[kState].controller);
          if (branch[kState].controller[kState].pending.length > 0) respond(branch[kState].controller, 0);
        });
        if (!cancelled[0] || !cancelled[1]) done.resolve();
      },
      error() {
        reading = false;
      },
    });
  };
  const branches = [0, 1].map((i) => {
    const branch = initialise(new ReadableStream(kMake));
    setUp(branch, {
      pull,
      cancel(reason) {
        cancelled[i] = true;
        reasons[i] = reason;
        if (cancelled[1 - i]) done.resolve(cancel(stream, reasons));
        return done.promise;
      },
    }, 0, undefined);
    return branch;
  });
  handled(reader[kState].closed.promise.then(undefined, (error) => {
    for (const branch of branches) fail(branch[kState].controller, error);
    if (!cancelled[0] || !cancelled[1]) done.resolve();
  }));
  return branches;
}

module.exports = { ReadableByteStreamController, ReadableStreamBYOBReader, ReadableStreamBYOBRequest, setUp, tee };
