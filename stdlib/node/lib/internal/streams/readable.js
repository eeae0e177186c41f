// stream.Readable
'use strict';
const errors = require('internal/streams/errors');
const { highWaterMark, defaultEncoding, getDefaultHighWaterMark, kPaused } = require('internal/streams/state');
const { destroy, undestroy, errorOrDestroy, construct, destroyer } = require('internal/streams/destroy');
const Stream = require('internal/streams/legacy');
const BufferList = require('internal/streams/buffer_list');
const { StringDecoder } = require('string_decoder');

const kLargestHighWaterMark = 0x40000000;

module.exports = Readable;
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

function ReadableState(options, stream, isDuplex) {
  isDuplex ??= stream !== undefined && stream instanceof Stream.Duplex;
  this.objectMode = !!(options?.objectMode || (isDuplex && options?.readableObjectMode));
  this.highWaterMark = options ? highWaterMark(this, options, 'readableHighWaterMark', isDuplex)
                               : getDefaultHighWaterMark(false);
  this.buffer = new BufferList();
  this.length = 0;
  this.pipes = [];
  this.flowing = null;
  this.ended = false;
  this.endEmitted = false;
  this.reading = false;
  this.constructed = true;
  this.sync = true;
  this.needReadable = false;
  this.emittedReadable = false;
  this.readableListening = false;
  this.resumeScheduled = false;
  this[kPaused] = null;
  this.errorEmitted = false;
  this.emitClose = options?.emitClose !== false;
  this.autoDestroy = options?.autoDestroy !== false;
  this.destroyed = false;
  this.errored = null;
  this.closed = false;
  this.closeEmitted = false;
  this.defaultEncoding = defaultEncoding(options);
  // Targets of pipe() that asked to wait.
  this.awaitDrainWriters = null;
  this.multiAwaitDrain = false;
  this.readingMore = false;
  this.dataEmitted = false;
  this.decoder = null;
  this.encoding = null;
  if (options?.encoding) {
    this.decoder = new StringDecoder(options.encoding);
    this.encoding = options.encoding;
  }
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  const isDuplex = this instanceof Stream.Duplex;
  this._readableState = new ReadableState(options, this, isDuplex);
  if (options) {
    if (typeof options.read === 'function') this._read = options.read;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal && !isDuplex) Stream.addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (typeof this._construct === 'function') {
    construct(this, () => {
      if (this._readableState.needReadable) readMore(this, this._readableState);
    });
  }
}
Readable.ReadableState = ReadableState;

Readable.prototype.destroy = destroy;
Readable.prototype._undestroy = undestroy;
Readable.prototype._destroy = function(error, callback) {
  callback(error);
};
Readable.prototype[Symbol.for('nodejs.rejection')] = function(error) {
  this.destroy(error);
};

// --- the way in

Readable.prototype.push = function push(chunk, encoding) {
  return accept(this, chunk, encoding, false);
};
Readable.prototype.unshift = function unshift(chunk, encoding) {
  return accept(this, chunk, encoding, true);
};

function accept(stream, chunk, encoding, front) {
  const state = stream._readableState;
  if (!state.objectMode) {
    if (typeof chunk === 'string') {
      encoding = encoding || state.defaultEncoding;
      if (state.encoding !== encoding) {
        if (front && state.encoding) {
          chunk = Buffer.from(chunk, encoding).toString(state.encoding);
        } else {
          chunk = Buffer.from(chunk, encoding);
          encoding = '';
        }
      }
    } else if (chunk instanceof Buffer) {
      encoding = '';
    } else if (chunk instanceof Uint8Array) {
      chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      encoding = '';
    } else if (chunk !== undefined && chunk !== null) {
      errorOrDestroy(stream, errors.invalidArgType(
        'chunk', 'of type string or an instance of Buffer, TypedArray, or DataView', chunk));
      return false;
    }
  }
  if (chunk === null) {
    state.reading = false;
    reachEnd(stream, state);
  } else if (state.objectMode || (chunk !== undefined && chunk.length > 0)) {
    if (front) {
      if (state.endEmitted) errorOrDestroy(stream, errors.unshiftAfterEnd());
      else if (state.destroyed || state.errored) return false;
      else addChunk(stream, state, chunk, true);
    } else if (state.ended) {
      errorOrDestroy(stream, errors.pushAfterEof());
    } else if (state.destroyed || state.errored) {
      return false;
    } else {
      state.reading = false;
      if (state.decoder && !encoding) {
        chunk = state.decoder.write(chunk);
        if (state.objectMode || chunk.length !== 0) addChunk(stream, state, chunk, false);
        else readMore(stream, state);
      } else {
        addChunk(stream, state, chunk, false);
      }
    }
  } else if (!front) {
    state.reading = false;
    readMore(stream, state);
  }
  // Whether more is wanted.
  return !state.ended && (state.length < state.highWaterMark || state.length === 0);
}

function addChunk(stream, state, chunk, front) {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (front) state.buffer.unshift(chunk);
    else state.buffer.push(chunk);
    if (state.needReadable) announce(stream);
  }
  readMore(stream, state);
}

function reachEnd(stream, state) {
  if (state.ended) return;
  if (state.decoder) {
    const rest = state.decoder.end();
    if (rest && rest.length) {
      state.buffer.push(rest);
      state.length += state.objectMode ? 1 : rest.length;
    }
  }
  state.ended = true;
  if (state.sync) {
    // Within _read: the caller has not seen it yet.
    announce(stream);
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadable(stream);
  }
}

Readable.prototype.isPaused = function isPaused() {
  return this._readableState[kPaused] === true || this._readableState.flowing === false;
};

Readable.prototype.setEncoding = function setEncoding(encoding) {
  const state = this._readableState;
  const decoder = new StringDecoder(encoding);
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let text = '';
  for (const chunk of state.buffer) text += decoder.write(chunk);
  state.buffer.clear();
  if (text !== '') state.buffer.push(text);
  state.length = text.length;
  return this;
};

// --- the way out

function amountFor(n, state) {
  if (n <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (Number.isNaN(n)) return state.flowing && state.length ? state.buffer.first().length : state.length;
  if (n <= state.length) return n;
  return state.ended ? state.length : 0;
}

function takeFrom(n, state) {
  if (state.length === 0) return null;
  if (state.objectMode) return state.buffer.shift();
  if (!n || n >= state.length) {
    const all = state.buffer.join(!!state.decoder, state.length);
    state.buffer.clear();
    return all;
  }
  return state.buffer.take(n, !!state.decoder);
}

Readable.prototype.read = function read(n) {
  if (n === undefined) n = NaN;
  else if (!Number.isInteger(n)) n = Number.parseInt(n, 10);
  const state = this._readableState;
  const asked = n;
  if (n > state.highWaterMark) {
    let larger = 1;
    while (larger < n && larger < kLargestHighWaterMark) larger *= 2;
    state.highWaterMark = larger;
  }
  if (n !== 0) state.emittedReadable = false;

  // read(0) with enough in the buffer only tells so.
  if (n === 0 && state.needReadable &&
      ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
    if (state.length === 0 && state.ended) finishReading(this);
    else announce(this);
    return null;
  }
  n = amountFor(n, state);
  if (n === 0 && state.ended) {
    if (state.length === 0) finishReading(this);
    return null;
  }

  let wanted = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
  if (state.ended || state.reading || state.destroyed || state.errored || !state.constructed) wanted = false;
  if (wanted) {
    state.reading = true;
    state.sync = true;
    if (state.length === 0) state.needReadable = true;
    try {
      this._read(state.highWaterMark);
    } catch (error) {
      errorOrDestroy(this, error);
    }
    state.sync = false;
    // What _read pushed at once counts for this call.
    if (!state.reading) n = amountFor(asked, state);
  }

  const result = n > 0 ? takeFrom(n, state) : null;
  if (result === null) {
    state.needReadable = state.length <= state.highWaterMark;
    n = 0;
  } else {
    state.length -= state.objectMode ? 1 : n;
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (asked !== n && state.ended) finishReading(this);
  }
  if (result !== null && !state.errored && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit('data', result);
  }
  return result;
};

Readable.prototype._read = function(n) {
  throw errors.notImplemented('_read()');
};

// 'readable' once per batch, not from within the caller.
function announce(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  process.nextTick(emitReadable, stream);
}
function emitReadable(stream) {
  const state = stream._readableState;
  if (state.closeEmitted) return;
  if (!state.destroyed && !state.errored && (state.length || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}

function readMore(stream, state) {
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  process.nextTick(fill, stream, state);
}
function fill(stream, state) {
  while (!state.reading && !state.ended &&
         (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.readingMore = false;
}

function finishReading(stream) {
  const state = stream._readableState;
  if (state.endEmitted) return;
  state.ended = true;
  process.nextTick(emitEnd, state, stream);
}
function emitEnd(state, stream) {
  if (state.errored || state.closeEmitted || state.endEmitted || state.length !== 0) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(() => {
      if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
    });
  } else if (state.autoDestroy) {
    const other = stream._writableState;
    if (!other || (other.autoDestroy && (other.finished || other.writable === false))) stream.destroy();
  }
}

// --- flowing

Readable.prototype.resume = function resume() {
  const state = this._readableState;
  if (!state.flowing) {
    // With a 'readable' listener, data comes by read().
    state.flowing = !state.readableListening;
    if (!state.resumeScheduled) {
      state.resumeScheduled = true;
      process.nextTick(doResume, this, state);
    }
  }
  state[kPaused] = false;
  return this;
};
function doResume(stream, state) {
  if (!state.reading) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading) stream.read(0);
}
Readable.prototype.pause = function pause() {
  if (this._readableState.flowing !== false) {
    this._readableState.flowing = false;
    this.emit('pause');
  }
  this._readableState[kPaused] = true;
  return this;
};
function flow(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

Readable.prototype.on = function on(type, listener) {
  const result = Stream.prototype.on.call(this, type, listener);
  const state = this._readableState;
  if (type === 'data') {
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (type === 'readable' && !state.endEmitted && !state.readableListening) {
    state.readableListening = state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length) announce(this);
    else if (!state.reading) process.nextTick(() => this.read(0));
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function updateListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state[kPaused] === false) state.flowing = true;
  else if (stream.listenerCount('data') > 0) stream.resume();
  else if (!state.readableListening) state.flowing = null;
}
Readable.prototype.removeListener = function removeListener(type, listener) {
  const result = Stream.prototype.removeListener.call(this, type, listener);
  if (type === 'readable') process.nextTick(updateListening, this);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;
Readable.prototype.removeAllListeners = function removeAllListeners(type) {
  const result = Stream.prototype.removeAllListeners.apply(this, arguments);
  if (type === 'readable' || type === undefined) process.nextTick(updateListening, this);
  return result;
};

// --- pipe

Readable.prototype.pipe = function pipe(target, options) {
  const source = this;
  const state = this._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(target);
  const ends = (!options || options.end !== false) && target !== process.stdout && target !== process.stderr;
  const onSourceEnd = ends ? () => target.end() : () => source.unpipe(target);
  if (state.endEmitted) process.nextTick(onSourceEnd);
  else source.once('end', onSourceEnd);

  let onDrain;
  let cleaned = false;
  const cleanup = () => {
    target.removeListener('close', onClose);
    target.removeListener('finish', onFinish);
    if (onDrain) target.removeListener('drain', onDrain);
    target.removeListener('error', onError);
    target.removeListener('unpipe', onUnpipe);
    source.removeListener('end', onSourceEnd);
    source.removeListener('data', onData);
    cleaned = true;
    // The source may wait for a drain that nobody hears any more.
    if (onDrain && state.awaitDrainWriters && (!target._writableState || target._writableState.needDrain)) onDrain();
  };
  const wait = () => {
    if (!cleaned) {
      if (state.pipes.length === 1 && state.pipes[0] === target) {
        state.awaitDrainWriters = target;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(target)) {
        state.awaitDrainWriters.add(target);
      }
      source.pause();
    }
    if (!onDrain) {
      onDrain = () => {
        if (state.awaitDrainWriters === target) state.awaitDrainWriters = null;
        else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(target);
        if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && source.listenerCount('data')) source.resume();
      };
      target.on('drain', onDrain);
    }
  };
  const onData = (chunk) => {
    if (target.write(chunk) === false) wait();
  };
  const onError = (error) => {
    unpipe();
    target.removeListener('error', onError);
    if (target.listenerCount('error') === 0) {
      const other = target._writableState || target._readableState;
      if (other && !other.errorEmitted) errorOrDestroy(target, error);
      else target.emit('error', error);
    }
  };
  const onClose = () => {
    target.removeListener('finish', onFinish);
    unpipe();
  };
  const onFinish = () => {
    target.removeListener('close', onClose);
    unpipe();
  };
  const onUnpipe = (from, info) => {
    if (from !== source || !info || info.hasUnpiped !== false) return;
    info.hasUnpiped = true;
    cleanup();
  };
  const unpipe = () => source.unpipe(target);

  target.on('unpipe', onUnpipe);
  source.on('data', onData);
  target.prependListener('error', onError);
  target.once('close', onClose);
  target.once('finish', onFinish);
  target.emit('pipe', source);
  if (target.writableNeedDrain === true) wait();
  else if (!state.flowing) source.resume();
  return target;
};

Readable.prototype.unpipe = function unpipe(target) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!target) {
    const targets = state.pipes;
    state.pipes = [];
    this.pause();
    for (const each of targets) each.emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const at = state.pipes.indexOf(target);
  if (at === -1) return this;
  state.pipes.splice(at, 1);
  if (state.pipes.length === 0) this.pause();
  target.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

// An old stream (events 'data' and 'end', pause and resume) as source.
Readable.prototype.wrap = function wrap(old) {
  let paused = false;
  old.on('data', (chunk) => {
    if (!this.push(chunk) && old.pause) {
      paused = true;
      old.pause();
    }
  });
  old.on('end', () => this.push(null));
  old.on('error', (error) => errorOrDestroy(this, error));
  old.on('close', () => destroyer(this));
  old.on('destroy', () => destroyer(this));
  this._read = () => {
    if (paused && old.resume) {
      paused = false;
      old.resume();
    }
  };
  return this;
};

// --- iteration

Readable.prototype[Symbol.asyncIterator] = function() {
  return iterate(this, undefined);
};
Readable.prototype.iterator = function iterator(options) {
  if (options !== undefined && (options === null || typeof options !== 'object'))
    throw errors.invalidArgType('options', 'of type object', options);
  return iterate(this, options);
};
async function* iterate(stream, options) {
  const finished = require('internal/streams/finished');
  let wake = () => {};
  const onReadable = () => wake();
  stream.on('readable', onReadable);
  // undefined: going on; null: ended.
  let outcome;
  const stop = finished(stream, { writable: false }, (error) => {
    outcome = error ?? null;
    wake();
  });
  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (outcome) throw outcome;
      else if (outcome === null) return;
      else await new Promise((resolve) => { wake = resolve; });
    }
  } catch (error) {
    outcome = error ?? errors.abort();
    throw error;
  } finally {
    if ((outcome || options?.destroyOnReturn !== false) &&
        (outcome === undefined || stream._readableState.autoDestroy)) {
      if (!stream.destroyed) stream.destroy(outcome || undefined);
    } else {
      stream.off('readable', onReadable);
      stop();
    }
  }
}

Readable.from = function(iterable, options) {
  return require('internal/streams/from')(Readable, iterable, options);
};

// --- what programs may ask

const ask = (name, read, write) =>
  Object.defineProperty(Readable.prototype, name, { get: read, set: write, enumerable: name === 'destroyed' ? false : false, configurable: true });
ask('readable', function() {
  const r = this._readableState;
  return !!r && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
}, function(value) {
  if (this._readableState) this._readableState.readable = !!value;
});
ask('readableDidRead', function() { return this._readableState.dataEmitted; });
ask('readableAborted', function() {
  const r = this._readableState;
  return !!(r.readable !== false && (r.destroyed || r.errored) && !r.endEmitted);
});
ask('readableHighWaterMark', function() { return this._readableState.highWaterMark; });
ask('readableBuffer', function() { return this._readableState?.buffer; });
ask('readableFlowing', function() { return this._readableState.flowing; }, function(value) {
  if (this._readableState) this._readableState.flowing = value;
});
ask('readableLength', function() { return this._readableState.length; });
ask('readableObjectMode', function() { return this._readableState ? this._readableState.objectMode : false; });
ask('readableEncoding', function() { return this._readableState ? this._readableState.encoding : null; });
ask('errored', function() { return this._readableState ? this._readableState.errored : null; });
ask('closed', function() { return this._readableState ? this._readableState.closed : false; });
ask('destroyed', function() { return this._readableState ? this._readableState.destroyed : false; }, function(value) {
  if (this._readableState) this._readableState.destroyed = value;
});
ask('readableEnded', function() { return this._readableState ? this._readableState.endEmitted : false; });

Readable._fromList = takeFrom;
