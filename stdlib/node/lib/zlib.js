// node:zlib: streams over engines of ../zlib_native.cpp, and the forms for whole contents.
'use strict';
const native = require('internal/native');
const engines = require('internal/zlib_native');
const constants = require('internal/zlib_constants');
const { Transform, finished } = require('stream');
const { kMaxLength } = require('buffer');

const {
  Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW,
  INFLATERAW, UNZIP, BROTLI_DECODE, BROTLI_ENCODE, BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_FLUSH, BROTLI_OPERATION_FINISH,
  BROTLI_OPERATION_EMIT_METADATA,
} = constants;

// A property of the buffers that stand for flush() in the queue of writes.
const kFlushFlag = Symbol('kFlushFlag');
const kError = Symbol('kError');
const kOwner = Symbol('owner_symbol');

const isBuffer = (value) => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
const bytesOf = (value) => (isBuffer(value) ? Buffer.from(value) : value);
const tooLarge = (most) =>
  native.makeError('RangeError', 'ERR_BUFFER_TOO_LARGE', `Cannot create a Buffer larger than ${most} bytes`);

// --- options

// Whether there is a number at all.
function isGiven(value, name) {
  if (value === undefined || Number.isNaN(value)) return false;
  if (typeof value !== 'number') throw native.invalidArgType(name, 'of type number', value);
  if (!Number.isFinite(value)) throw native.outOfRange(name, 'a finite number', value);
  return true;
}
function inRange(value, name, least, most, standard) {
  if (!isGiven(value, name)) return standard;
  if (value < least || value > most) throw native.outOfRange(name, `>= ${least} and <= ${most}`, value);
  return value;
}

const kZlibFlushes = { flush: Z_NO_FLUSH, finish: Z_FINISH, full: Z_FULL_FLUSH, most: Z_BLOCK };
const kBrotliFlushes = {
  flush: BROTLI_OPERATION_PROCESS, finish: BROTLI_OPERATION_FINISH, full: BROTLI_OPERATION_FLUSH, most: BROTLI_OPERATION_EMIT_METADATA,
};

// --- the stream

function ZlibBase(options, handle, flushes) {
  let chunkSize = constants.Z_DEFAULT_CHUNK;
  let maxOutputLength = kMaxLength;
  let { flush, finish } = flushes;
  if (options) {
    if (isGiven(options.chunkSize, 'options.chunkSize')) {
      chunkSize = options.chunkSize;
      if (chunkSize < constants.Z_MIN_CHUNK) throw native.outOfRange('options.chunkSize', `>= ${constants.Z_MIN_CHUNK}`, chunkSize);
    }
    flush = inRange(options.flush, 'options.flush', 0, flushes.most, flush);
    finish = inRange(options.finishFlush, 'options.finishFlush', 0, flushes.most, finish);
    maxOutputLength = inRange(options.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
    // Bytes come out, whatever the caller's options for other streams say.
    if (options.encoding || options.objectMode || options.writableObjectMode)
      options = { ...options, encoding: null, objectMode: false, writableObjectMode: false };
  }
  Transform.call(this, { autoDestroy: true, ...options });
  this[kError] = null;
  this.bytesWritten = 0;
  this._handle = handle;
  handle[kOwner] = this;
  handle.onerror = onEngineError;
  this._outBuffer = Buffer.allocUnsafe(chunkSize);
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finish;
  this._defaultFullFlushFlag = flushes.full;
  this._info = options && options.info;
  this._maxOutputLength = maxOutputLength;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

function onEngineError(message, errno, code) {
  const stream = this[kOwner];
  const error = new Error(message);
  error.errno = errno;
  error.code = code;
  stream.destroy(error);
  stream[kError] = error;
}

Object.defineProperty(ZlibBase.prototype, '_closed', { configurable: true, enumerable: true, get() { return !this._handle; } });
let warned = false;
function warnOfBytesRead(text) {
  if (!warned) process.emitWarning(text, 'DeprecationWarning', 'DEP0108');
  warned = true;
}
Object.defineProperty(ZlibBase.prototype, 'bytesRead', {
  configurable: true,
  enumerable: true,
  get() {
    warnOfBytesRead('zlib.bytesRead is deprecated and will change its meaning in the future. Use zlib.bytesWritten instead.');
    return this.bytesWritten;
  },
  set(value) {
    warnOfBytesRead('Setting zlib.bytesRead is deprecated. This feature will be removed in the future.');
    this.bytesWritten = value;
  },
});

function requireOpen(stream) {
  if (!stream._handle) throw native.makeError('Error', 'ERR_INTERNAL_ASSERTION', 'zlib binding closed');
}
ZlibBase.prototype.reset = function() {
  requireOpen(this);
  return this._handle.reset();
};
ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};
// What is written last ends the content (_transform); there is nothing left to do.
ZlibBase.prototype._final = function(callback) {
  callback();
};

// From the weakest to the strongest.
const kStrength = [Z_NO_FLUSH, Z_BLOCK, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH];
const stronger = (a, b) => (kStrength.indexOf(a) > kStrength.indexOf(b) ? a : b);
const flushBuffers = kStrength.map((_, flag) => Object.assign(Buffer.from(new ArrayBuffer(0)), { [kFlushFlag]: flag }));

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushBuffers[kind], '', callback);
  }
};

function closeHandle(stream) {
  if (!stream._handle) return;
  stream._handle.close();
  stream._handle = null;
}
ZlibBase.prototype.close = function(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};
ZlibBase.prototype._destroy = function(error, callback) {
  closeHandle(this);
  callback(error);
};

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flag = typeof chunk[kFlushFlag] === 'number' ? chunk[kFlushFlag] : this._defaultFlushFlag;
  if (this.writableEnded && this.writableLength === chunk.byteLength) flag = stronger(flag, this._finishFlushFlag);
  runOnPool(this, chunk, flag, callback);
};
ZlibBase.prototype._processChunk = function(chunk, flag, callback) {
  if (typeof callback === 'function') runOnPool(this, chunk, flag, callback);
  else return runNow(this, chunk, flag);
};

// Takes from the output buffer what one step of the engine put there; room that is used up is replaced.
function takeOutput(stream, roomBefore, roomAfter) {
  const count = roomBefore - roomAfter;
  const out = count > 0 ? stream._outBuffer.slice(stream._outOffset, stream._outOffset + count) : null;
  stream._outOffset += count;
  return out;
}
function renewBuffer(stream, room) {
  if (room !== 0 && stream._outOffset < stream._chunkSize) return;
  stream._outOffset = 0;
  stream._outBuffer = Buffer.allocUnsafe(stream._chunkSize);
}

function runNow(stream, chunk, flag) {
  const parts = [];
  let length = 0, offset = 0, left = chunk.byteLength, room;
  let failure;
  stream.on('error', (error) => { failure = error; });
  const handle = stream._handle;
  const state = stream._writeState;
  do {
    const before = stream._chunkSize - stream._outOffset;
    handle.writeSync(flag, chunk, offset, left, stream._outBuffer, stream._outOffset, before);
    if (failure) throw failure;
    if (stream[kError]) throw stream[kError];
    room = state[0];
    offset += left - state[1];
    left = state[1];
    const out = takeOutput(stream, before, room);
    if (out !== null) {
      parts.push(out);
      length += out.byteLength;
      if (length > stream._maxOutputLength) {
        closeHandle(stream);
        throw tooLarge(stream._maxOutputLength);
      }
    }
    renewBuffer(stream, room);
  } while (room === 0);
  stream.bytesWritten = offset;
  closeHandle(stream);
  if (length === 0) return Buffer.alloc(0);
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
}

// What the engine works on is kept in the handle until its callback.
function runOnPool(stream, chunk, flag, callback) {
  const handle = stream._handle;
  if (!handle) {
    process.nextTick(callback);
    return;
  }
  handle.buffer = chunk;
  handle.cb = callback;
  handle.flushFlag = flag;
  handle.inOff = 0;
  handle.availInBefore = chunk.byteLength;
  startStep(stream, handle);
}
function startStep(stream, handle) {
  handle.availOutBefore = stream._chunkSize - stream._outOffset;
  handle.write(handle.flushFlag, handle.buffer, handle.inOff, handle.availInBefore, stream._outBuffer, stream._outOffset, handle.availOutBefore);
}
function afterStep() {
  const stream = this[kOwner];
  const done = () => {
    this.buffer = null;
    this.cb();
  };
  if (stream.destroyed) return done();
  const [room, left] = stream._writeState;
  const used = this.availInBefore - left;
  stream.bytesWritten += used;
  const out = takeOutput(stream, this.availOutBefore, room);
  const full = out !== null && !stream.push(out);
  if (stream.destroyed) return this.cb();
  renewBuffer(stream, room);
  if (room !== 0) {
    // The content ended before the input did.
    if (left > 0) stream.push(null);
    return done();
  }
  this.inOff += used;
  this.availInBefore = left;
  if (!full) return startStep(stream, this);
  // Goes on when the reader wants more.
  const read = stream._read;
  stream._read = (size) => {
    stream._read = read;
    startStep(stream, this);
    stream._read(size);
  };
}

// --- engines

function Zlib(options, mode) {
  let windowBits = constants.Z_DEFAULT_WINDOWBITS;
  let level = constants.Z_DEFAULT_COMPRESSION;
  let memLevel = constants.Z_DEFAULT_MEMLEVEL;
  let strategy = constants.Z_DEFAULT_STRATEGY;
  let dictionary;
  if (options) {
    const { Z_MIN_WINDOWBITS, Z_MAX_WINDOWBITS, Z_MIN_LEVEL, Z_MAX_LEVEL, Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL } = constants;
    // 0: the header says it.
    const expands = mode === INFLATE || mode === GUNZIP || mode === UNZIP;
    if (expands && (options.windowBits === undefined || options.windowBits === null || options.windowBits === 0)) windowBits = 0;
    else windowBits = inRange(options.windowBits, 'options.windowBits', Z_MIN_WINDOWBITS + (mode === GZIP ? 1 : 0), Z_MAX_WINDOWBITS, windowBits);
    level = inRange(options.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, level);
    memLevel = inRange(options.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, memLevel);
    strategy = inRange(options.strategy, 'options.strategy', constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, strategy);
    dictionary = bytesOf(options.dictionary);
    if (dictionary !== undefined && !ArrayBuffer.isView(dictionary))
      throw native.invalidArgType('options.dictionary', 'an instance of Buffer, TypedArray, DataView, or ArrayBuffer', dictionary);
  }
  this._writeState = new Uint32Array(2);
  const handle = engines.newZlib(mode, windowBits, level, memLevel, strategy, this._writeState, afterStep, dictionary);
  ZlibBase.call(this, options, handle, kZlibFlushes);
  this._level = level;
  this._strategy = strategy;
}
Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zlib, ZlibBase);

Zlib.prototype.params = function params(level, strategy, callback) {
  inRange(level, 'level', constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL);
  inRange(strategy, 'strategy', constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  // What was written before is compressed as it was.
  this.flush(Z_SYNC_FLUSH, () => {
    requireOpen(this);
    this._handle.params(level, strategy);
    if (this.destroyed) return;
    this._level = level;
    this._strategy = strategy;
    if (callback) callback();
  });
};

const kMaxBrotliParameter = Math.max(...Object.keys(constants).map((name) => (name.startsWith('BROTLI_PARAM_') ? constants[name] : 0)));
const kAbsent = 0xffffffff;

function Brotli(options, mode) {
  const parameters = new Uint32Array(kMaxBrotliParameter + 1).fill(kAbsent);
  for (const name of Object.keys(options?.params ?? {})) {
    const key = +name;
    if (Number.isNaN(key) || key < 0 || key > kMaxBrotliParameter || parameters[key] !== kAbsent)
      throw native.makeError('RangeError', 'ERR_BROTLI_INVALID_PARAM', `${name} is not a valid Brotli parameter`);
    const value = options.params[name];
    if (typeof value !== 'number' && typeof value !== 'boolean') throw native.invalidArgType('options.params[key]', 'of type number', value);
    parameters[key] = value;
  }
  this._writeState = new Uint32Array(2);
  const handle = engines.newBrotli(mode, parameters, this._writeState, afterStep);
  if (handle === undefined) throw native.makeError('Error', 'ERR_ZLIB_INITIALIZATION_FAILED', 'Initialization failed');
  ZlibBase.call(this, options, handle, kBrotliFlushes);
}
Object.setPrototypeOf(Brotli.prototype, Zlib.prototype);
Object.setPrototypeOf(Brotli, Zlib);

function Deflate(options) {
  if (!(this instanceof Deflate)) return new Deflate(options);
  Zlib.call(this, options, DEFLATE);
}
function Inflate(options) {
  if (!(this instanceof Inflate)) return new Inflate(options);
  Zlib.call(this, options, INFLATE);
}
function Gzip(options) {
  if (!(this instanceof Gzip)) return new Gzip(options);
  Zlib.call(this, options, GZIP);
}
function Gunzip(options) {
  if (!(this instanceof Gunzip)) return new Gunzip(options);
  Zlib.call(this, options, GUNZIP);
}
function DeflateRaw(options) {
  // zlib cannot do it without a header.
  if (options && options.windowBits === 8) options.windowBits = 9;
  if (!(this instanceof DeflateRaw)) return new DeflateRaw(options);
  Zlib.call(this, options, DEFLATERAW);
}
function InflateRaw(options) {
  if (!(this instanceof InflateRaw)) return new InflateRaw(options);
  Zlib.call(this, options, INFLATERAW);
}
function Unzip(options) {
  if (!(this instanceof Unzip)) return new Unzip(options);
  Zlib.call(this, options, UNZIP);
}
function BrotliCompress(options) {
  if (!(this instanceof BrotliCompress)) return new BrotliCompress(options);
  Brotli.call(this, options, BROTLI_ENCODE);
}
function BrotliDecompress(options) {
  if (!(this instanceof BrotliDecompress)) return new BrotliDecompress(options);
  Brotli.call(this, options, BROTLI_DECODE);
}

// --- whole contents

function collect(engine, content, callback) {
  if (typeof callback !== 'function') throw native.invalidArgType('callback', 'of type function', callback);
  if (ArrayBuffer.isView(content) && !(content instanceof Uint8Array)) content = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  else content = bytesOf(content);
  const parts = [];
  let length = 0;
  engine.on('data', (chunk) => {
    parts.push(chunk);
    length += chunk.length;
    if (length <= engine._maxOutputLength) return;
    engine.close();
    engine.removeAllListeners('end');
    callback.call(engine, tooLarge(engine._maxOutputLength));
  });
  engine.on('error', (error) => {
    engine.removeAllListeners('end');
    callback.call(engine, error);
  });
  engine.on('end', () => {
    const buffer = length === 0 ? Buffer.alloc(0) : parts.length === 1 ? parts[0] : Buffer.concat(parts, length);
    engine.close();
    callback.call(engine, null, engine._info ? { buffer, engine } : buffer);
  });
  engine.end(content);
}

function collectNow(engine, content) {
  content = typeof content === 'string' ? Buffer.from(content) : bytesOf(content);
  if (!ArrayBuffer.isView(content))
    throw native.invalidArgType('buffer', 'of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer', content);
  const buffer = runNow(engine, content, engine._finishFlushFlag);
  return engine._info ? { buffer, engine } : buffer;
}

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !ArrayBuffer.isView(data))
    throw native.invalidArgType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  if (typeof value !== 'number') throw native.invalidArgType('value', 'of type number', value);
  if (!Number.isInteger(value)) throw native.outOfRange('value', 'an integer', value);
  if (value < 0 || value > 4294967295) throw native.outOfRange('value', '>= 0 && <= 4294967295', value);
  return engines.crc32(data, value);
}

const streams = { Deflate, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip, BrotliCompress, BrotliDecompress };
module.exports = { crc32, ...streams };
// In the order of Node's exports.
for (const name of ['Deflate', 'Gzip', 'DeflateRaw', 'Unzip', 'Inflate', 'Gunzip', 'InflateRaw', 'BrotliCompress', 'BrotliDecompress']) {
  const Stream = streams[name];
  const form = name[0].toLowerCase() + name.slice(1);
  module.exports[form] = function asyncBufferWrapper(buffer, opts, callback) {
    if (typeof opts === 'function') {
      callback = opts;
      opts = {};
    }
    return collect(new Stream(opts), buffer, callback);
  };
  module.exports[`${form}Sync`] = function syncBufferWrapper(buffer, opts) {
    return collectNow(new Stream(opts), buffer);
  };
}
for (const [name, Stream] of Object.entries(streams)) {
  if (!name.startsWith('Brotli')) {
    Object.setPrototypeOf(Stream.prototype, Zlib.prototype);
    Object.setPrototypeOf(Stream, Zlib);
  } else {
    Object.setPrototypeOf(Stream.prototype, Brotli.prototype);
    Object.setPrototypeOf(Stream, Brotli);
  }
  Object.defineProperty(module.exports, `create${name}`, {
    configurable: true,
    enumerable: true,
    value(options) { return new Stream(options); },
  });
}

const codes = {};
for (const name of ['Z_OK', 'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR', 'Z_VERSION_ERROR']) {
  codes[name] = constants[name];
  codes[constants[name]] = name;
}
Object.defineProperty(module.exports, 'constants', { configurable: false, enumerable: true, value: constants });
Object.defineProperty(module.exports, 'codes', { enumerable: true, writable: false, value: Object.freeze(codes) });
for (const name of Object.keys(constants)) {
  if (!name.startsWith('BROTLI')) Object.defineProperty(module.exports, name, { enumerable: false, writable: false, value: constants[name] });
}
