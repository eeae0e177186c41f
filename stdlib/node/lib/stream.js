// node:stream
'use strict';
const native = require('internal/native');
const errors = require('internal/streams/errors');
const state = require('internal/streams/state');
const Stream = require('internal/streams/legacy');

Stream.addAbortSignal = (signal, stream) => {
  if (typeof signal !== 'object' || signal === null || !('aborted' in signal))
    throw errors.invalidArgType('signal', 'an instance of AbortSignal', signal);
  if (!state.isNodeStream(stream))
    throw errors.invalidArgType('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);
  const abort = () => stream.destroy(errors.abort(signal.reason));
  if (signal.aborted) {
    abort();
  } else {
    signal.addEventListener('abort', abort, { once: true });
    finished(stream, () => signal.removeEventListener('abort', abort));
  }
  return stream;
};

Stream.isDestroyed = state.isDestroyed;
Stream.isDisturbed = state.isDisturbed;
Stream.isErrored = state.isErrored;
Stream.isReadable = state.isReadable;
Stream.isWritable = state.isWritable;
// Duplex first: the constructors of the others look for it.
const Duplex = require('internal/streams/duplex');
Stream.Readable = require('internal/streams/readable');
Stream.Writable = require('internal/streams/writable');
Stream.Duplex = Duplex;
Stream.Transform = require('internal/streams/transform');
Stream.PassThrough = Stream.Transform.PassThrough;
const finished = require('internal/streams/finished');
const pipeline = require('internal/streams/pipeline');
require('internal/streams/operators')(Stream.Readable);
Stream.duplexPair = require('internal/streams/duplex_pair');
Stream.pipeline = pipeline;
Stream.finished = finished;
Stream.destroy = require('internal/streams/destroy').destroyer;
Stream.compose = (...streams) => {
  if (streams.length === 1) return Duplex.from(streams[0]);
  const parts = streams.map((part) => (typeof part === 'function' ? Duplex.from(part) : part));
  const head = parts[0];
  const tail = parts[parts.length - 1];
  const joined = Duplex.from({
    readable: state.isReadableNodeStream(tail) ? tail : undefined,
    writable: state.isWritableNodeStream(head) ? head : undefined,
  });
  pipeline(...parts, (error) => {
    if (error) joined.destroy(error);
  });
  return joined;
};
Stream.setDefaultHighWaterMark = state.setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = state.getDefaultHighWaterMark;

const promises = {
  finished(stream, options) {
    return new Promise((resolve, reject) => {
      const stop = finished(stream, options ?? {}, (error) => {
        if (options?.cleanup) stop();
        if (error) reject(error);
        else resolve();
      });
    });
  },
  pipeline(...streams) {
    return new Promise((resolve, reject) => {
      let options = {};
      const last = streams[streams.length - 1];
      if (last && typeof last === 'object' && !state.isNodeStream(last) && !state.isIterable(last) && !state.isWebStream(last)) options = streams.pop();
      if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
      pipeline.run(streams, (error, value) => {
        if (error) reject(error);
        else resolve(value);
      }, options);
    });
  },
};
Object.defineProperty(Stream, 'promises', { configurable: true, enumerable: true, get: () => promises });

// Web streams are linked into programs that have one of these names.
const adapters = () => native.linked('internal/webstreams/adapters');
Stream.Readable.fromWeb = (readableStream, options) => adapters().readableFromWeb(readableStream, options);
Stream.Readable.toWeb = (streamReadable, options) => adapters().readableToWeb(streamReadable, options);
Stream.Writable.fromWeb = (writableStream, options) => adapters().writableFromWeb(writableStream, options);
Stream.Writable.toWeb = (streamWritable) => adapters().writableToWeb(streamWritable);
Duplex.fromWeb = (pair, options) => adapters().duplexFromWeb(pair, options);
Duplex.toWeb = (duplex) => adapters().duplexToWeb(duplex);

// What util.promisify gives for the callback forms.
const custom = Symbol.for('nodejs.util.promisify.custom');
Object.defineProperty(pipeline, custom, { enumerable: true, get: () => promises.pipeline });
Object.defineProperty(finished, custom, { enumerable: true, get: () => promises.finished });

Stream.Stream = Stream;
Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = (value) => value instanceof Uint8Array;
Stream._uint8ArrayToBuffer = (chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);

module.exports = Stream;
