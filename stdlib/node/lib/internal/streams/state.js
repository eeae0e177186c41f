// Facts about streams that several files ask for, and their default sizes.
'use strict';
const errors = require('internal/streams/errors');
const check = require('internal/validate');

exports.kPaused = Symbol('kPaused');  // of a Readable's state: by pause()

let bytesHighWaterMark = 16 * 1024;
let objectsHighWaterMark = 16;

exports.getDefaultHighWaterMark = (objectMode) => (objectMode ? objectsHighWaterMark : bytesHighWaterMark);
exports.setDefaultHighWaterMark = (objectMode, value) => {
  check.integer(value, 'value', 0);
  if (objectMode) objectsHighWaterMark = value;
  else bytesHighWaterMark = value;
};

// options: of the constructor; `specific` is readableHighWaterMark or writableHighWaterMark, for duplexes.
exports.highWaterMark = (state, options, specific, isDuplex) => {
  const own = options.highWaterMark ?? (isDuplex ? options[specific] : undefined);
  if (own === undefined || own === null) return exports.getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(own) || own < 0) {
    const name = isDuplex ? `options.${specific}` : 'options.highWaterMark';
    throw errors.invalidArgValue(name, own);
  }
  return Math.floor(own);
};

exports.defaultEncoding = (options) => {
  const encoding = options?.defaultEncoding;
  if (encoding === undefined || encoding === null || encoding === 'utf8' || encoding === 'utf-8') return 'utf8';
  if (!Buffer.isEncoding(encoding)) throw errors.unknownEncoding(encoding);
  return encoding;
};

exports.isNodeStream = (v) =>
  v !== null && v !== undefined && typeof v === 'object' &&
  (v._readableState !== undefined || v._writableState !== undefined ||
   (typeof v.write === 'function' && typeof v.on === 'function') ||
   (typeof v.pipe === 'function' && typeof v.on === 'function'));
exports.isReadableNodeStream = (v) =>
  exports.isNodeStream(v) && typeof v.pipe === 'function' && (v._writableState === undefined || v._readableState?.readable !== false);
exports.isWritableNodeStream = (v) =>
  exports.isNodeStream(v) && typeof v.write === 'function' && (v._readableState === undefined || v._writableState?.writable !== false);
exports.isIterable = (v) =>
  v !== null && v !== undefined && (typeof v[Symbol.asyncIterator] === 'function' || typeof v[Symbol.iterator] === 'function');
exports.isDestroyed = (stream) => {
  if (!exports.isNodeStream(stream)) return null;
  const state = stream._writableState ?? stream._readableState;
  return !!(stream.destroyed || state?.destroyed);
};
exports.isReadableEnded = (stream) => {
  const state = stream._readableState;
  if (state === undefined || state === null || state.errored) return false;
  return !!(stream.readableEnded || state.endEmitted || (state.ended && state.length === 0 && false));
};
// Streams of the web, told by what they have: their modules are linked into few programs.
const isWeb = (v) => v !== null && v !== undefined && !exports.isNodeStream(v);
exports.isReadableStream = (v) => isWeb(v) && typeof v.pipeThrough === 'function' && typeof v.getReader === 'function' && typeof v.cancel === 'function';
exports.isWritableStream = (v) => isWeb(v) && typeof v.getWriter === 'function' && typeof v.abort === 'function';
exports.isTransformStream = (v) => isWeb(v) && typeof v.readable === 'object' && typeof v.writable === 'object';
exports.isWebStream = (v) => exports.isReadableStream(v) || exports.isWritableStream(v) || exports.isTransformStream(v);
// { promise } of a stream of the web that settles with it.
exports.kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kIsReadable = Symbol.for('nodejs.stream.readable'), kIsErrored = Symbol.for('nodejs.stream.errored'), kIsDisturbed = Symbol.for('nodejs.stream.disturbed');

exports.isReadable = (stream) => {
  const known = stream?.[kIsReadable];
  if (known !== null && known !== undefined) return known;
  if (stream?._readableState === undefined) return typeof stream?.readable === 'boolean' ? stream.readable : null;
  return stream.readable && !stream._readableState.endEmitted && !exports.isDestroyed(stream);
};
exports.isWritable = (stream) => {
  if (stream?._writableState === undefined) return typeof stream?.writable === 'boolean' ? stream.writable : null;
  return stream.writable && !stream._writableState.ending && !exports.isDestroyed(stream);
};
exports.isErrored = (stream) => !!(stream?.[kIsErrored] ?? stream?._readableState?.errored ?? stream?._writableState?.errored);
exports.isDisturbed = (stream) =>
  !!(stream?.[kIsDisturbed] ?? (stream?._readableState?.dataEmitted || stream?._readableState?.endEmitted || stream?.readableDidRead || exports.isDestroyed(stream)));
