// net.Socket: a duplex stream over a native one (internal/stream_native).
'use strict';
const { TCP, Pipe, guessHandle } = require('internal/stream_native');
const native = require('internal/native');
const check = require('internal/validate');
const { Duplex } = require('stream');
const { initTimeout, setStreamTimeout, stopTimeout, unrefTimer } = require('internal/net/timeout');

const kEndOfFile = -4095;
const kNotConnected = -107;

const kHandle = Symbol('kHandle');
const kReading = Symbol('kReading');
const kLastWriteQueueSize = Symbol('lastWriteQueueSize');
const kBuffer = Symbol('kBuffer');
const kBufferCallback = Symbol('kBufferCb');
const kBufferSource = Symbol('kBufferGen');
const kNoDelay = Symbol('kSetNoDelay');
const kKeepAlive = Symbol('kSetKeepAlive');
const kKeepAliveDelay = Symbol('kSetKeepAliveInitialDelay');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kResetting = Symbol('kResetting');

module.exports = Socket;
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (options?.objectMode) throw native.invalidArgValue('options.objectMode', options.objectMode, 'is not supported');
  if (options?.readableObjectMode || options?.writableObjectMode) {
    const name = options.readableObjectMode ? 'readableObjectMode' : 'writableObjectMode';
    throw native.invalidArgValue(`options.${name}`, options[name], 'is not supported');
  }
  if (options?.keepAliveInitialDelay !== undefined) {
    check.number(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  this.connecting = false;
  this._hadError = false;
  this[kHandle] = null;
  this._parent = null;
  this._host = null;
  this._closeAfterHandlingError = false;
  this[kReading] = false;
  this[kLastWriteQueueSize] = 0;
  initTimeout(this);
  this[kBuffer] = null;
  this[kBufferCallback] = null;
  this[kBufferSource] = null;

  options = typeof options === 'number' ? { fd: options } : { ...options };
  options.allowHalfOpen = !!options.allowHalfOpen;
  options.emitClose = false;
  options.autoDestroy = true;
  options.decodeStrings = false;
  Duplex.call(this, options);

  if (options.handle) {
    this[kHandle] = options.handle;
  } else if (options.fd !== undefined) {
    this[kHandle] = handleOfDescriptor(options.fd);
  } else if (options.onread !== undefined && options.onread !== null && typeof options.onread === 'object' &&
             (options.onread.buffer instanceof Uint8Array || typeof options.onread.buffer === 'function') &&
             typeof options.onread.callback === 'function') {
    if (typeof options.onread.buffer === 'function') {
      this[kBuffer] = true;
      this[kBufferSource] = options.onread.buffer;
    } else {
      this[kBuffer] = options.onread.buffer;
    }
    this[kBufferCallback] = options.onread.callback;
  }
  this[kNoDelay] = !!options.noDelay;
  this[kKeepAlive] = !!options.keepAlive;
  this[kKeepAliveDelay] = ~~(options.keepAliveInitialDelay / 1000);

  this.on('end', onReadableEnd);
  initHandle(this);
  this._pendingData = null;
  this._pendingEncoding = '';
  this._sockname = null;
  this.server = null;
  this._server = null;
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;

  if (this[kHandle] && options.readable !== false && !options.noDelayedStart) {
    if (options.pauseOnCreate) {
      this[kHandle].readStop();
      this._readableState.flowing = false;
    } else if (!options.manualStart) {
      this.read(0);
    }
  }
}

function handleOfDescriptor(fd) {
  check.int32(fd, 'fd', 0);
  const kind = guessHandle(fd);
  if (kind !== 'TCP' && kind !== 'PIPE') throw native.makeError('TypeError', 'ERR_INVALID_FD_TYPE', `Unsupported fd type: ${kind}`);
  const handle = kind === 'TCP' ? new TCP() : new Pipe();
  const status = handle.open(fd);
  if (status !== 0) throw native.errnoException(status, 'open');
  return handle;
}

function initHandle(socket) {
  if (socket[kHandle]) socket[kHandle].attach(socket, onStreamRead);
}

// The other side has ended: without half-open connections, writing makes no sense any more.
function onReadableEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}
function writeAfterEnd(chunk, encoding, callback) {
  if (typeof encoding === 'function') callback = encoding;
  const error = new Error('This socket has been ended by the other party');
  error.code = 'EPIPE';
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

// --- reading

function onStreamRead(chunk) {
  if (typeof chunk !== 'number') {
    if (this.destroyed) return;
    const more = this[kBuffer] ? giveToCallback(this, chunk) : this.push(chunk);
    if (!more) stopReading(this);
    return;
  }
  if (chunk !== kEndOfFile) {
    this.destroy(native.errnoException(chunk, 'read'));
    return;
  }
  if (this._readableState.endEmitted) {
    if (this[kReading]) stopReading(this);
    return;
  }
  this.push(null);
  // Without a reader the end would never be seen.
  this.read(0);
}

// The option onread: into the program's own buffer.
function giveToCallback(socket, chunk) {
  let more = true;
  for (let at = 0; at < chunk.length;) {
    const target = socket[kBufferSource] ? (socket[kBuffer] = socket[kBufferSource]()) : socket[kBuffer];
    const count = Math.min(target.length, chunk.length - at);
    target.set(chunk.subarray(at, at + count));
    at += count;
    if (socket[kBufferCallback](count, target) === false) more = false;
  }
  return more;
}

function startReading(socket) {
  socket[kReading] = true;
  const status = socket[kHandle].readStart();
  if (status !== 0) socket.destroy(native.errnoException(status, 'read'));
}
function stopReading(socket) {
  if (!socket[kReading] || !socket[kHandle]) return;
  socket[kReading] = false;
  const status = socket[kHandle].readStop();
  if (status !== 0) socket.destroy(native.errnoException(status, 'read'));
}

Socket.prototype._read = function(size) {
  if (this.connecting || !this[kHandle]) this.once('connect', () => this._read(size));
  else if (!this[kReading]) startReading(this);
};
Socket.prototype.pause = function() {
  if (this[kBuffer] && !this.connecting && this[kReading]) stopReading(this);
  return Duplex.prototype.pause.call(this);
};
Socket.prototype.resume = function() {
  if (this[kBuffer] && !this.connecting && this[kHandle] && !this[kReading]) startReading(this);
  return Duplex.prototype.resume.call(this);
};
Socket.prototype.read = function(size) {
  if (this[kBuffer] && !this.connecting && this[kHandle] && !this[kReading]) startReading(this);
  return Duplex.prototype.read.call(this, size);
};

// What a protocol that reads past the stream (internal/http) does for back-pressure.
const hidden = (name, value) => Object.defineProperty(Socket.prototype, name, { value, writable: true, configurable: true, enumerable: false });
hidden('_pauseReading', function() { stopReading(this); });
hidden('_resumeReading', function() {
  if (this[kHandle] && !this[kReading] && !this.connecting) startReading(this);
});
// Nothing is being written nor waits for it.
hidden('_isIdle', function() {
  const state = this._writableState;
  return this[kHandle] !== null && !this.connecting && state.length === 0 && !state.corked && !state.writing && !state.ending &&
    !state.destroyed && !state.errored;
});

// --- writing

Socket.prototype._writeGeneric = function(writev, data, encoding, callback) {
  // What is written before there is a connection waits for it; Writable queues what follows.
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    const onClose = () => callback(native.makeError('Error', 'ERR_SOCKET_CLOSED_BEFORE_CONNECTION', 'Socket closed before the connection was established'));
    this.once('connect', () => {
      this.off('close', onClose);
      this._writeGeneric(writev, data, encoding, callback);
    });
    this.once('close', onClose);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this[kHandle]) {
    callback(native.makeError('Error', 'ERR_SOCKET_CLOSED', 'Socket is closed'));
    return false;
  }
  const done = (status) => afterWrite(this, status, callback);
  const status = writev ? this[kHandle].writev(data, done) : this[kHandle].write(data, encoding, done);
  if (status < 0) {
    callback(native.errnoException(status, 'write'));
  } else if (status === 0) {
    callback();
  } else {
    this[kLastWriteQueueSize] = this[kHandle].writeQueueSize;
  }
};
function afterWrite(socket, status, callback) {
  if (socket.destroyed) {
    callback(null);
  } else if (status < 0) {
    callback(native.errnoException(status, 'write'));
  } else {
    socket[kLastWriteQueueSize] = 0;
    callback(null);
  }
}
Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};
Socket.prototype._write = function(chunk, encoding, callback) {
  this._writeGeneric(false, chunk, encoding, callback);
};
Socket.prototype.end = function(data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};
// All is written: tells the other side.
Socket.prototype._final = function(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this[kHandle]) {
    callback();
    return;
  }
  const status = this[kHandle].shutdown(() => callback());
  if (status === kNotConnected) callback();
  else if (status !== 0) callback(native.errnoException(status, 'shutdown'));
};

// --- the end

Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};
Socket.prototype.resetAndDestroy = function() {
  if (!this[kHandle]) {
    this.destroy(native.makeError('Error', 'ERR_SOCKET_CLOSED', 'Socket is closed'));
    return this;
  }
  if (!(this[kHandle] instanceof TCP)) throw native.makeError('TypeError', 'ERR_INVALID_HANDLE_TYPE', 'This handle type cannot be sent');
  if (this.connecting) this.once('connect', () => this._reset());
  else this._reset();
  return this;
};
Socket.prototype._reset = function() {
  this[kResetting] = true;
  return this.destroy();
};
Socket.prototype._destroy = function(error, callback) {
  this.connecting = false;
  stopTimeout(this);
  const handle = this[kHandle];
  if (handle) {
    this[kBytesRead] = handle.bytesRead;
    this[kBytesWritten] = handle.bytesWritten;
    if (this[kResetting]) handle.reset();
    const close = () => {
      this._closeHandle(handle, () => this.emit('close', !!error));
      this[kHandle] = null;
      this[kReading] = false;
      this._sockname = null;
    };
    // Who is told of the error, in the next tick, can still ask for addresses (node:tls).
    if (this._closeAfterHandlingError) queueMicrotask(close);
    else close();
    callback(error);
  } else {
    callback(error);
    process.nextTick(() => this.emit('close', false));
  }
  const server = this._server;
  if (server) {
    server._connections--;
    if (server._emitCloseIfDrained) server._emitCloseIfDrained();
  }
};

// --- options

Socket.prototype._unrefTimer = function() {
  unrefTimer(this);
};
Socket.prototype.setTimeout = setStreamTimeout;
Socket.prototype._onTimeout = function() {
  // A write that goes on is activity.
  const handle = this[kHandle];
  if (handle && this[kLastWriteQueueSize] > 0 && this[kLastWriteQueueSize] !== handle.writeQueueSize) {
    this[kLastWriteQueueSize] = handle.writeQueueSize;
    unrefTimer(this);
    return;
  }
  this.emit('timeout');
};
Socket.prototype.setNoDelay = function(enable) {
  enable = enable === undefined ? true : !!enable;
  if (this[kHandle] && this[kHandle].setNoDelay && !this.connecting) {
    if (enable !== this[kNoDelay]) {
      this[kNoDelay] = enable;
      this[kHandle].setNoDelay(enable);
    }
  } else {
    this[kNoDelay] = enable;
  }
  return this;
};
Socket.prototype.setKeepAlive = function(enable, delayMs) {
  enable = !!enable;
  const delay = ~~(delayMs / 1000);
  if (this[kHandle] && this[kHandle].setKeepAlive && !this.connecting) {
    if (enable !== this[kKeepAlive] || delay !== this[kKeepAliveDelay]) {
      this[kKeepAlive] = enable;
      this[kKeepAliveDelay] = delay;
      this[kHandle].setKeepAlive(enable, delay);
    }
  } else {
    this[kKeepAlive] = enable;
    this[kKeepAliveDelay] = delay;
  }
  return this;
};
// Options that were set before there was a connection.
Socket.applyOptions = (socket) => {
  if (socket[kNoDelay] && socket[kHandle].setNoDelay) socket[kHandle].setNoDelay(true);
  if (socket[kKeepAlive] && socket[kHandle].setKeepAlive) socket[kHandle].setKeepAlive(true, socket[kKeepAliveDelay]);
};
Object.defineProperty(Socket, 'applyOptions', { enumerable: false });

Socket.prototype.connect = function(...args) {
  return require('internal/net/connect').connect(this, args);
};
// A socket may connect again after its end.
hidden('_prepareConnect', function(handle) {
  this[kHandle] = handle;
  initHandle(this);
});

hidden('_closeHandle', (handle, done) => handle.close(done));

Socket.prototype.ref = function() {
  if (!this[kHandle]) this.once('connect', this.ref);
  else this[kHandle].ref();
  return this;
};
Socket.prototype.unref = function() {
  if (!this[kHandle]) this.once('connect', this.unref);
  else this[kHandle].unref();
  return this;
};

// --- names

Socket.prototype.address = function() {
  return this._getsockname();
};
Socket.prototype._getpeername = function() {
  if (!this[kHandle] || !this[kHandle].getpeername || this.connecting) return this._peername || {};
  if (!this._peername) {
    // What programs put in the place of a native one fills in an object.
    const filled = {};
    const name = this[kHandle].getpeername(filled) ?? filled;
    if (typeof name === 'number') return {};
    this._peername = name;
  }
  return this._peername;
};
Socket.prototype._getsockname = function() {
  if (!this[kHandle] || !this[kHandle].getsockname) return {};
  if (!this._sockname) {
    const name = this[kHandle].getsockname();
    this._sockname = typeof name === 'number' ? {} : name;
  }
  return this._sockname;
};

const ask = (name, get, enumerable = true, set) =>
  Object.defineProperty(Socket.prototype, name, { get, set, enumerable, configurable: enumerable });
ask('_handle', function() { return this[kHandle]; }, false, function(handle) { this[kHandle] = handle; });
ask('_connecting', function() { return this.connecting; });
ask('pending', function() { return !this[kHandle] || this.connecting; });
ask('readyState', function() {
  if (this.connecting) return 'opening';
  if (this.readable && this.writable) return 'open';
  if (this.readable) return 'readOnly';
  return this.writable ? 'writeOnly' : 'closed';
});
ask('bufferSize', function() { return this[kHandle] ? this.writableLength : undefined; });
ask('bytesRead', function() { return this[kHandle] ? this[kHandle].bytesRead : this[kBytesRead]; });
ask('remoteAddress', function() { return this._getpeername().address; });
ask('remoteFamily', function() { return this._getpeername().family; });
ask('remotePort', function() { return this._getpeername().port; });
ask('localAddress', function() { return this._getsockname().address; });
ask('localPort', function() { return this._getsockname().port; });
ask('localFamily', function() { return this._getsockname().family; });
ask('_bytesDispatched', function() { return this[kHandle] ? this[kHandle].bytesWritten : this[kBytesWritten]; });
ask('bytesWritten', function() {
  if (!this._writableState) return undefined;
  let bytes = this._bytesDispatched;
  const sizeOf = (chunk, encoding) => (chunk instanceof Buffer ? chunk.length : Buffer.byteLength(chunk, encoding));
  for (const { chunk, encoding } of this._writableState.getBuffer()) bytes += sizeOf(chunk, encoding);
  const pending = this._pendingData;
  if (Array.isArray(pending)) {
    for (const { chunk, encoding } of pending) bytes += sizeOf(chunk, encoding);
  } else if (pending) {
    bytes += sizeOf(pending, this._pendingEncoding);
  }
  return bytes;
});
