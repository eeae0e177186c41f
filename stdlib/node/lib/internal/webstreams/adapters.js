// Streams of Node as web streams, and the other way round (stream.Readable.toWeb() and its relatives).
'use strict';
const native = require('internal/native');
const check = require('internal/validate');
const errors = require('internal/streams/errors');
const { ReadableStream, isReadableStream } = require('internal/webstreams/readable');
const { WritableStream, isWritableStream } = require('internal/webstreams/writable');
const { CountQueuingStrategy } = require('internal/webstreams/queuing');
const { finished, Duplex, Readable, Writable } = require('stream');

const kPremature = 'ERR_STREAM_PREMATURE_CLOSE';

const deferred = () => Promise.withResolvers();
// Callbacks of Node's streams throw to nobody that waits for a promise.
const later = (callback) => (...args) => {
  try {
    callback(...args);
  } catch (error) {
    process.nextTick(() => { throw error; });
  }
};

// --- Node's to the web's

exports.readableToWeb = (readable, options = {}) => {
  if (typeof readable?._readableState !== 'object') throw native.invalidArgType('streamReadable', 'an stream.Readable', readable);
  check.object(options, 'options');
  if (readable.destroyed || !readable.readable) {
    const dead = new ReadableStream();
    dead.cancel();
    return dead;
  }
  const objectMode = readable.readableObjectMode;
  const highWaterMark = readable.readableHighWaterMark;
  const strategy = options.strategy ?? (objectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark });
  let controller;
  let canceled = false;
  readable.pause();
  const stop = finished(readable, (error) => {
    if (error?.code === kPremature) error = errors.abort(error);
    stop();
    readable.on('error', () => {});
    if (error) controller.error(error);
    else if (!canceled) controller.close();
  });
  readable.on('data', (chunk) => {
    // The program may keep the memory: what is enqueued is a copy.
    controller.enqueue(Buffer.isBuffer(chunk) && !objectMode ? new Uint8Array(chunk) : chunk);
    if (controller.desiredSize <= 0) readable.pause();
  });
  return new ReadableStream({
    start(made) { controller = made; },
    pull() { readable.resume(); },
    cancel(reason) {
      canceled = true;
      readable.destroy(reason);
    },
  }, strategy);
};

exports.writableToWeb = (writable) => {
  if (typeof writable?._writableState !== 'object') throw native.invalidArgType('streamWritable', 'an stream.Writable', writable);
  if (writable.destroyed || !writable.writable) {
    const dead = new WritableStream();
    dead.close();
    return dead;
  }
  const highWaterMark = writable.writableHighWaterMark;
  const strategy = writable.writableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller, pressure, closed;
  const stop = finished(writable, (error) => {
    if (error?.code === kPremature) error = errors.abort(error);
    stop();
    writable.on('error', () => {});
    if (error) {
      pressure?.reject(error);
      closed?.reject(error);
      closed = undefined;
      controller.error(error);
      controller = undefined;
    } else if (closed !== undefined) {
      closed.resolve();
      closed = undefined;
    } else {
      controller.error(errors.abort());
      controller = undefined;
    }
  });
  writable.on('drain', () => pressure?.resolve());
  return new WritableStream({
    start(made) { controller = made; },
    write(chunk) {
      if (!writable.writableNeedDrain && writable.write(chunk)) return undefined;
      pressure = deferred();
      return pressure.promise.finally(() => { pressure = undefined; });
    },
    abort(reason) { writable.destroy(reason); },
    close() {
      if (closed === undefined && !writable.writableEnded) closed = deferred();
      writable.end();
      return closed?.promise;
    },
  }, strategy);
};

exports.duplexToWeb = (duplex) => {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object')
    throw native.invalidArgType('duplex', 'an stream.Duplex', duplex);
  if (duplex.destroyed) {
    const writable = new WritableStream(), readable = new ReadableStream();
    writable.close();
    readable.cancel();
    return { readable, writable };
  }
  const writable = duplex.writable ? exports.writableToWeb(duplex) : new WritableStream();
  if (!duplex.writable) writable.close();
  const readable = duplex.readable ? exports.readableToWeb(duplex) : new ReadableStream();
  if (!duplex.readable) readable.cancel();
  return { writable, readable };
};

// --- the web's to Node's

function readInto(reader, stream) {
  reader.read().then(({ done, value }) => { stream.push(done ? null : value); }, (error) => stream.destroy(error));
}

exports.readableFromWeb = (readableStream, options = {}) => {
  if (!isReadableStream(readableStream)) throw native.invalidArgType('readableStream', 'an instance of ReadableStream', readableStream);
  check.object(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw native.invalidArgValue(encoding, 'options.encoding');
  check.boolean(objectMode, 'options.objectMode');
  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode, highWaterMark, encoding, signal,
    read() { readInto(reader, readable); },
    destroy(error, callback) {
      const done = later(() => callback(error));
      if (closed) done();
      else reader.cancel(error).then(done, done);
    },
  });
  reader.closed.then(() => { closed = true; }, (error) => {
    closed = true;
    readable.destroy(error);
  });
  return readable;
};

const bytesOf = (chunk, encoding) => (typeof chunk === 'string' ? new Uint8Array(Buffer.from(chunk, encoding)) : chunk);

// The methods of a Writable that writes to `writer`; state.closed says that the other side has ended.
function writing(writer, state, decodes, getStream) {
  return {
    writev(chunks, callback) {
      const done = later((error) => callback(error));
      writer.ready.then(() => Promise.all(chunks.map(({ chunk, encoding }) => writer.write(decodes ? bytesOf(chunk, encoding) : chunk))).then(() => done(), done), done);
    },
    write(chunk, encoding, callback) {
      const done = (error) => {
        try {
          callback(error);
        } catch (failure) {
          getStream().destroy(failure);
        }
      };
      writer.ready.then(() => writer.write(decodes ? bytesOf(chunk, encoding) : chunk).then(() => done(), done), done);
    },
    final(callback) {
      const done = later((error) => callback(error));
      if (state.closed) done();
      else writer.close().then(() => done(), done);
    },
  };
}

exports.writableFromWeb = (writableStream, options = {}) => {
  if (!isWritableStream(writableStream)) throw native.invalidArgType('writableStream', 'an instance of WritableStream', writableStream);
  check.object(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  check.boolean(objectMode, 'options.objectMode');
  check.boolean(decodeStrings, 'options.decodeStrings');
  const writer = writableStream.getWriter();
  const state = { closed: false };
  const writable = new Writable({
    highWaterMark, objectMode, decodeStrings, signal,
    ...writing(writer, state, decodeStrings && !objectMode, () => writable),
    destroy(error, callback) {
      const done = later(() => callback(error));
      if (state.closed) done();
      else if (error !== null && error !== undefined) writer.abort(error).then(done, done);
      else writer.close().then(done, done);
    },
  });
  writer.closed.then(() => {
    state.closed = true;
    if (!writable.writableEnded) writable.destroy(errors.premature());
  }, (error) => {
    state.closed = true;
    writable.destroy(error);
  });
  return writable;
};

exports.duplexFromWeb = (pair = {}, options = {}) => {
  check.object(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!isReadableStream(readableStream)) throw native.invalidArgType('pair.readable', 'an instance of ReadableStream', readableStream);
  if (!isWritableStream(writableStream)) throw native.invalidArgType('pair.writable', 'an instance of WritableStream', writableStream);
  check.object(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  check.boolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw native.invalidArgValue(encoding, 'options.encoding');
  const writer = writableStream.getWriter(), reader = readableStream.getReader();
  const state = { closed: false };
  let readableClosed = false;
  const duplex = new Duplex({
    allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal,
    ...writing(writer, state, decodeStrings && !objectMode, () => duplex),
    read() { readInto(reader, duplex); },
    destroy(error, callback) {
      const done = later(() => callback(error));
      const ends = [];
      if (!state.closed) ends.push(error ? writer.abort(error) : writer.close());
      if (!readableClosed) ends.push(reader.cancel(error));
      if (ends.length === 0) done();
      else Promise.all(ends).then(done, done);
    },
  });
  writer.closed.then(() => {
    state.closed = true;
    if (!duplex.writableEnded) duplex.destroy(errors.premature());
  }, (error) => {
    state.closed = true;
    duplex.destroy(error);
  });
  reader.closed.then(() => { readableClosed = true; }, (error) => {
    readableClosed = true;
    duplex.destroy(error);
  });
  return duplex;
};
