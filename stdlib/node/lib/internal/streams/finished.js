// stream.finished: tells once when a stream has ended, failed or closed too early.
'use strict';
const errors = require('internal/streams/errors');
const { isNodeStream, isReadableNodeStream, isReadableStream, isWritableNodeStream, isWritableStream, kIsClosedPromise } = require('internal/streams/state');

function finishedWeb(stream, { signal }, callback) {
  let aborted = false;
  const abort = () => {
    aborted = true;
    callback.call(stream, errors.abort(signal.reason));
  };
  if (signal?.aborted) process.nextTick(abort);
  else signal?.addEventListener('abort', abort, { once: true });
  const settled = (...result) => {
    if (aborted) return;
    signal?.removeEventListener('abort', abort);
    process.nextTick(() => callback.apply(stream, result));
  };
  stream[kIsClosedPromise].promise.then(settled, settled);
  return () => {};
}

module.exports = function finished(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options === null || options === undefined) {
    options = {};
  } else if (typeof options !== 'object') {
    throw errors.invalidArgType('options', 'of type object', options);
  }
  errors.checkFunction(callback, 'callback');
  if (isReadableStream(stream) || isWritableStream(stream)) return finishedWeb(stream, options, callback);
  if (!isNodeStream(stream))
    throw errors.invalidArgType('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);
  let called = false;
  const original = callback;
  callback = function(...args) {
    if (called) return;
    called = true;
    original.apply(stream, args);
  };

  const r = stream._readableState;
  const w = stream._writableState;
  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  // Whether 'close' will come by itself.
  const state = w || r;
  let closes = !!(state && state.autoDestroy && state.emitClose && state.closed === false) &&
    isReadableNodeStream(stream) === readable && isWritableNodeStream(stream) === writable;
  let writableFinished = w ? w.finished : false;
  let readableFinished = r ? r.endEmitted : false;

  const onLegacyFinish = () => {
    if (!stream.writable) onFinish();
  };
  const onFinish = () => {
    writableFinished = true;
    if (stream.destroyed) closes = false;
    if (closes && (!stream.readable || readable)) return;
    if (!readable || readableFinished) callback();
  };
  const onEnd = () => {
    readableFinished = true;
    if (stream.destroyed) closes = false;
    if (closes && (!stream.writable || writable)) return;
    if (!writable || writableFinished) callback();
  };
  const onError = (error) => callback(error);
  let closed = !!(w?.closed || r?.closed || stream.closed === true);
  const onClose = () => {
    closed = true;
    const failure = (w && w.errored) || (r && r.errored);
    if (failure && typeof failure !== 'boolean') return callback(failure);
    if (readable && !readableFinished && r && !(r.endEmitted)) return callback(errors.premature());
    if (writable && !writableFinished && !(w && w.finished)) return callback(errors.premature());
    callback();
  };
  const onClosed = () => {
    closed = true;
    const failure = (w && w.errored) || (r && r.errored);
    if (failure && typeof failure !== 'boolean') return callback(failure);
    callback();
  };
  const onRequest = () => stream.req.on('finish', onFinish);

  const isRequest = stream.setHeader && typeof stream.abort === 'function';
  if (isRequest) {
    stream.on('complete', onFinish);
    if (!closes) stream.on('abort', onClose);
    if (stream.req) onRequest();
    else stream.on('request', onRequest);
  } else if (writable && !w) {
    stream.on('end', onLegacyFinish);
    stream.on('close', onLegacyFinish);
  }
  stream.on('end', onEnd);
  stream.on('finish', onFinish);
  if (options.error !== false) stream.on('error', onError);
  stream.on('close', onClose);

  if (closed) {
    process.nextTick(onClose);
  } else if (w?.errorEmitted || r?.errorEmitted) {
    if (!closes) process.nextTick(onClosed);
  } else if (!readable && (!closes || stream.readable) && (writableFinished || stream.writable === false)) {
    process.nextTick(onClosed);
  } else if (!writable && (!closes || stream.writable) && (readableFinished || stream.readable === false)) {
    process.nextTick(onClosed);
  }

  const cleanup = () => {
    callback = () => {};
    called = true;
    stream.removeListener('complete', onFinish);
    stream.removeListener('abort', onClose);
    stream.removeListener('request', onRequest);
    if (stream.req) stream.req.removeListener('finish', onFinish);
    stream.removeListener('end', onLegacyFinish);
    stream.removeListener('close', onLegacyFinish);
    stream.removeListener('finish', onFinish);
    stream.removeListener('end', onEnd);
    stream.removeListener('error', onError);
    stream.removeListener('close', onClose);
  };
  if (options.signal && !closed) {
    const abort = () => {
      const last = callback;
      cleanup();
      original.call(stream, errors.abort(options.signal.reason));
    };
    if (options.signal.aborted) process.nextTick(abort);
    else options.signal.addEventListener('abort', abort, { once: true });
  }
  return cleanup;
};
