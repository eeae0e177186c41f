// Readable.from and Duplex.from.
'use strict';
const errors = require('internal/streams/errors');

module.exports = function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let iterator;
  let isAsync = false;
  if (iterable?.[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable?.[Symbol.iterator]) {
    iterator = iterable[Symbol.iterator]();
  } else {
    throw errors.invalidArgType('iterable', 'an instance of Iterable', iterable);
  }
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let reading = false;
  readable._read = function() {
    if (reading) return;
    reading = true;
    next();
  };
  readable._destroy = function(error, callback) {
    close(error).then(
      () => process.nextTick(callback, error),
      (failure) => process.nextTick(callback, failure || error));
  };
  async function close(error) {
    const failed = error !== undefined && error !== null;
    if (failed && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }
  async function next() {
    while (true) {
      try {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
        } else {
          const chunk = value !== null && value !== undefined && typeof value.then === 'function' ? await value : value;
          if (chunk === null) {
            reading = false;
            throw errors.nullValues();
          }
          if (readable.push(chunk)) continue;
          reading = false;
        }
      } catch (error) {
        readable.destroy(error);
      }
      return;
    }
  }
  return readable;
};

// Joins a readable and a writable stream into one.
function join(Duplex, readable, writable) {
  const duplex = new Duplex({
    readableObjectMode: readable?.readableObjectMode,
    writableObjectMode: writable?.writableObjectMode,
    readable: !!readable,
    writable: !!writable,
    read() {
      readable.resume();
    },
    write(chunk, encoding, callback) {
      if (writable.write(chunk, encoding)) callback();
      else writable.once('drain', callback);
    },
    final(callback) {
      writable.end();
      writable.once('finish', callback);
    },
    destroy(error, callback) {
      readable?.destroy(error ?? undefined);
      writable?.destroy(error ?? undefined);
      callback(error);
    },
  });
  if (readable) {
    readable.on('data', (chunk) => {
      if (!duplex.push(chunk)) readable.pause();
    });
    readable.on('end', () => duplex.push(null));
    readable.on('error', (error) => duplex.destroy(error));
  }
  writable?.on('error', (error) => duplex.destroy(error));
  return duplex;
}

module.exports.duplex = (Duplex, body) => {
  const { isNodeStream, isReadableNodeStream, isWritableNodeStream, isIterable } = require('internal/streams/state');
  if (body instanceof Duplex) return body;
  if (isNodeStream(body))
    return join(Duplex, isReadableNodeStream(body) ? body : undefined, isWritableNodeStream(body) ? body : undefined);
  if (typeof body === 'function') {
    const { PassThrough } = require('internal/streams/transform');
    const input = new PassThrough({ objectMode: true });
    const result = body(input);
    if (isIterable(result)) return join(Duplex, module.exports(require('internal/streams/readable'), result), input);
    return join(Duplex, undefined, input);
  }
  if (isIterable(body)) return join(Duplex, module.exports(require('internal/streams/readable'), body), undefined);
  if (typeof body?.then === 'function')
    return join(Duplex, module.exports(require('internal/streams/readable'), (async function* () { yield await body; })()), undefined);
  if (typeof body === 'object' && body !== null && (body.readable || body.writable)) return join(Duplex, body.readable, body.writable);
  throw errors.invalidArgType('body', 'of type function or an instance of Blob, ReadableStream, WritableStream, ' +
    'Stream, Iterable, AsyncIterable, or Promise or { readable, writable } pair', body);
};
