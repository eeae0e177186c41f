// TransformStream and its controller (Streams Standard §6).
'use strict';
const {
  check, checkDictionary, deferred, define, highWaterMarkOf, illegalConstructor, invalidRange, invalidState, invoke, kMake, kState, methodOf,
  setState, sizeOf,
} = require('internal/webstreams/util');
const { WritableStream, errorIfNeeded, initialiseWritable, setUpWritable } = require('internal/webstreams/writable');
const readable = require('internal/webstreams/readable');

class TransformStream {
  constructor(transformer = null, writableStrategy = {}, readableStrategy = {}) {
    if (transformer !== undefined) checkDictionary(transformer, 'transformer');
    for (const type of ['readableType', 'writableType']) {
      if (transformer?.[type] !== undefined) throw invalidRange(`transformer.${type}`, transformer[type]);
    }
    checkDictionary(writableStrategy, 'writableStrategy');
    checkDictionary(readableStrategy, 'readableStrategy');
    const readableMark = highWaterMarkOf(readableStrategy, 0), readableSize = sizeOf(readableStrategy);
    const writableMark = highWaterMarkOf(writableStrategy, 1), writableSize = sizeOf(writableStrategy);
    const start = methodOf(transformer, 'start', 'transformer');
    setUp(this, {
      transform: methodOf(transformer, 'transform', 'transformer'),
      flush: methodOf(transformer, 'flush', 'transformer'),
      cancel: methodOf(transformer, 'cancel', 'transformer'),
      receiver: transformer,
    }, writableMark, writableSize, readableMark, readableSize);
    const { controller, started } = this[kState];
    try {
      started.resolve(start === undefined ? undefined : Reflect.apply(start, transformer, [controller]));
    } catch (error) {
      started.reject(error);
      throw error;
    }
  }
  get readable() {
    return check(this, 'TransformStream', 'transform').readable;
  }
  get writable() {
    return check(this, 'TransformStream', 'transform').writable;
  }
}
define(TransformStream, 'TransformStream', ['readable', 'writable'], (stream) => ({
  readable: stream[kState].readable, writable: stream[kState].writable, backpressure: stream[kState].backpressure,
}));

class TransformStreamDefaultController {
  constructor(secret = undefined) {
    if (secret !== kMake) throw illegalConstructor();
  }
  get desiredSize() {
    const { stream } = check(this, 'TransformStreamDefaultController', 'transform controller');
    return readable.desiredSize(stream[kState].readable[kState].controller);
  }
  enqueue(chunk = undefined) {
    put(check(this, 'TransformStreamDefaultController', 'transform controller').stream, chunk);
  }
  error(reason = undefined) {
    fail(check(this, 'TransformStreamDefaultController', 'transform controller').stream, reason);
  }
  terminate() {
    const { stream } = check(this, 'TransformStreamDefaultController', 'transform controller');
    readable.close(stream[kState].readable[kState].controller);
    failWritable(stream, invalidState('TransformStream has been terminated'));
  }
}
define(TransformStreamDefaultController, 'TransformStreamDefaultController', ['desiredSize', 'enqueue', 'error', 'terminate'],
  (controller) => ({ stream: controller[kState].stream }));

function setUp(stream, transformer, writableMark, writableSize, readableMark, readableSize) {
  const t = {
    brand: 'transform', transformer, controller: new TransformStreamDefaultController(kMake), started: deferred(), backpressure: undefined,
    changed: undefined, finish: undefined, readable: undefined, writable: undefined,
  };
  setState(stream, t);
  setState(t.controller, { brand: 'transform controller', stream });
  t.writable = initialiseWritable(new WritableStream(kMake));
  setUpWritable(t.writable, {
    start: () => t.started.promise,
    write: (chunk) => sinkWrite(stream, chunk),
    close: () => sinkClose(stream),
    abort: (reason) => finishOnce(stream, () => invoke(t.transformer.cancel, t.transformer.receiver, reason), reason, t.readable),
  }, writableMark, writableSize);
  t.readable = readable.newStream({
    start: () => t.started.promise,
    pull: () => {
      setBackpressure(stream, false);
      return t.changed.promise;
    },
    cancel: (reason) => finishOnce(stream, () => invoke(t.transformer.cancel, t.transformer.receiver, reason), reason, t.writable),
  }, readableMark, readableSize);
  setBackpressure(stream, true);
}
function setBackpressure(stream, backpressure) {
  const t = stream[kState];
  t.changed?.resolve();
  t.changed = deferred();
  t.backpressure = backpressure;
}
function fail(stream, error) {
  readable.fail(stream[kState].readable[kState].controller, error);
  failWritable(stream, error);
}
function failWritable(stream, error) {
  const t = stream[kState];
  t.transformer = {};
  errorIfNeeded(t.writable[kState].controller, error);
  if (t.backpressure) setBackpressure(stream, false);
}
function put(stream, chunk) {
  const t = stream[kState];
  const { controller } = t.readable[kState];
  if (controller[kState].closeRequested || t.readable[kState].state !== 'readable') throw invalidState('Unable to enqueue');
  try {
    readable.put(controller, chunk);
  } catch (error) {
    failWritable(stream, error);
    throw t.readable[kState].error;
  }
  const backpressure = !(readable.isLocked(t.readable) && readable.waiting(t.readable) > 0) && readable.desiredSize(controller) <= 0;
  if (backpressure !== t.backpressure) setBackpressure(stream, true);
}
async function transform(stream, chunk) {
  const t = stream[kState];
  try {
    if (t.transformer.transform === undefined) put(stream, chunk);
    else await invoke(t.transformer.transform, t.transformer.receiver, chunk, t.controller);
  } catch (error) {
    fail(stream, error);
    throw error;
  }
}
function sinkWrite(stream, chunk) {
  const t = stream[kState];
  if (!t.backpressure) return transform(stream, chunk);
  return t.changed.promise.then(() => {
    if (t.writable[kState].state === 'erroring') throw t.writable[kState].error;
    return transform(stream, chunk);
  });
}
// §6.4.2, §6.5.2: whichever of abort and cancel comes first ends both sides.
function finishOnce(stream, action, reason, other) {
  const t = stream[kState];
  if (t.finish !== undefined) return t.finish.promise;
  t.finish = deferred();
  const done = action();
  t.transformer = {};
  const otherIsReadable = other === t.readable;
  const failOther = (error) => {
    if (otherIsReadable) {
      readable.fail(t.readable[kState].controller, error);
    } else {
      errorIfNeeded(t.writable[kState].controller, error);
      if (t.backpressure) setBackpressure(stream, false);
    }
  };
  done.then(() => {
    if (other[kState].state === 'errored') {
      t.finish.reject(other[kState].error);
    } else {
      failOther(reason);
      t.finish.resolve();
    }
  }, (error) => {
    failOther(error);
    t.finish.reject(error);
  });
  return t.finish.promise;
}
function sinkClose(stream) {
  const t = stream[kState];
  if (t.finish !== undefined) return t.finish.promise;
  t.finish = deferred();
  const done = invoke(t.transformer.flush, t.transformer.receiver, t.controller);
  t.transformer = {};
  done.then(() => {
    if (t.readable[kState].state === 'errored') {
      t.finish.reject(t.readable[kState].error);
    } else {
      readable.close(t.readable[kState].controller);
      t.finish.resolve();
    }
  }, (error) => {
    readable.fail(t.readable[kState].controller, error);
    t.finish.reject(error);
  });
  return t.finish.promise;
}

module.exports = { TransformStream, TransformStreamDefaultController };
