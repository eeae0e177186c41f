// The end of streams by destruction or error, and the hook before their first use (_construct).
'use strict';
const errors = require('internal/streams/errors');

const kDestroy = Symbol('kDestroy');
const kConstruct = Symbol('kConstruct');

function remember(error, writable, readable) {
  if (!error) return;
  if (writable && !writable.errored) writable.errored = error;
  if (readable && !readable.errored) readable.errored = error;
}

function emitError(stream, error) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (writable?.errorEmitted || readable?.errorEmitted) return;
  if (writable) writable.errorEmitted = true;
  if (readable) readable.errorEmitted = true;
  stream.emit('error', error);
}
function emitClose(stream) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (writable) writable.closeEmitted = true;
  if (readable) readable.closeEmitted = true;
  if (writable?.emitClose || readable?.emitClose) stream.emit('close');
}
function emitErrorAndClose(stream, error) {
  emitError(stream, error);
  emitClose(stream);
}

function runDestroy(stream, error, callback) {
  let called = false;
  const done = (failure) => {
    if (called) return;
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    remember(failure, writable, readable);
    if (writable) writable.closed = true;
    if (readable) readable.closed = true;
    if (typeof callback === 'function') callback(failure);
    if (failure) process.nextTick(emitErrorAndClose, stream, failure);
    else process.nextTick(emitClose, stream);
  };
  try {
    stream._destroy(error || null, done);
  } catch (failure) {
    done(failure);
  }
}

exports.destroy = function destroy(error, callback) {
  const readable = this._readableState;
  const writable = this._writableState;
  const state = writable || readable;
  if (writable?.destroyed || readable?.destroyed) {
    if (typeof callback === 'function') callback();
    return this;
  }
  remember(error, writable, readable);
  if (writable) writable.destroyed = true;
  if (readable) readable.destroyed = true;
  if (!state.constructed) {
    this.once(kDestroy, (failure) => runDestroy(this, failure || error, callback));
  } else {
    runDestroy(this, error, callback);
  }
  return this;
};

exports.undestroy = function undestroy() {
  const readable = this._readableState;
  const writable = this._writableState;
  if (readable) {
    readable.constructed = true;
    readable.closed = readable.closeEmitted = readable.destroyed = readable.errorEmitted = readable.reading = false;
    readable.errored = null;
    readable.ended = readable.endEmitted = readable.readable === false;
  }
  if (writable) {
    writable.constructed = true;
    writable.destroyed = writable.closed = writable.closeEmitted = writable.errorEmitted = false;
    writable.errored = null;
    writable.finalCalled = writable.prefinished = false;
    writable.ended = writable.ending = writable.finished = writable.writable === false;
  }
};

exports.errorOrDestroy = (stream, error, sync) => {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (writable?.destroyed || readable?.destroyed) return;
  if (readable?.autoDestroy || writable?.autoDestroy) {
    stream.destroy(error);
  } else if (error) {
    remember(error, writable, readable);
    if (sync) process.nextTick(emitError, stream, error);
    else emitError(stream, error);
  }
};

function construct(stream) {
  let called = false;
  const done = (error) => {
    if (called) {
      exports.errorOrDestroy(stream, error ?? errors.multipleCallback());
      return;
    }
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    const state = writable || readable;
    if (readable) readable.constructed = true;
    if (writable) writable.constructed = true;
    if (state.destroyed) stream.emit(kDestroy, error);
    else if (error) exports.errorOrDestroy(stream, error, true);
    else stream.emit(kConstruct);
  };
  try {
    stream._construct((error) => process.nextTick(done, error));
  } catch (error) {
    process.nextTick(done, error);
  }
}

// For streams with _construct.
exports.construct = (stream, callback) => {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (readable) readable.constructed = false;
  if (writable) writable.constructed = false;
  stream.once(kConstruct, callback);
  // A duplex asks twice and is constructed once.
  if (stream.listenerCount(kConstruct) > 1) return;
  process.nextTick(construct, stream);
};

// Destroys whatever has a way to be destroyed.
exports.destroyer = (stream, error) => {
  if (!stream || stream.destroyed) return;
  if (!error && !(stream._readableState?.endEmitted || stream._writableState?.finished)) error = errors.abort();
  if (typeof stream.destroy === 'function') stream.destroy(error);
  else if (typeof stream.close === 'function') stream.close();
};
