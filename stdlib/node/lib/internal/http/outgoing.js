// http.OutgoingMessage: what a server's response and a client's request have in common.
'use strict';
const http = require('internal/http_native');
const native = require('internal/native');
const check = require('internal/validate');
const Stream = require('internal/streams/legacy');
const errors = require('internal/streams/errors');
const { getDefaultHighWaterMark } = require('internal/streams/state');
const { validateHeaderName, validateHeaderValue } = require('internal/http/common');

const kOutHeaders = Symbol('kOutHeaders');
const kNeedDrain = Symbol('kNeedDrain');
const kCorked = Symbol('corked');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kChunkedLength = Symbol('kChunkedLength');
const kUniqueHeaders = Symbol('kUniqueHeaders');
const kBytesWritten = Symbol('kBytesWritten');
const kErrored = Symbol('errored');
const kHighWaterMark = Symbol('kHighWaterMark');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');
const kSocket = Symbol('kSocket');
const kWriting = Symbol('kWriting');      // of a socket: the message that goes out past its stream
const kOnWritten = Symbol('kOnWritten');  // of a socket: what is called when that is out

const nothing = () => {};
const { emit } = Stream.prototype;

module.exports = {
  OutgoingMessage, kOutHeaders, kNeedDrain, kUniqueHeaders, kSocket, kErrored, kHighWaterMark, kRejectNonStandardBodyWrites, parseUniqueHeaders, onWriteError,
};
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

function OutgoingMessage(options) {
  Stream.call(this);
  // What waits for a connection.
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunkedBuffer] = null;
  this[kChunkedLength] = 0;
  this._closed = false;
  this[kSocket] = null;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = nothing;
  this[kErrored] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? getDefaultHighWaterMark(false);
  this[kRejectNonStandardBodyWrites] = options?.rejectNonStandardBodyWrites ?? false;
}

const property = (name, get, set) => Object.defineProperty(OutgoingMessage.prototype, name, { get, set, configurable: true, enumerable: false });
property('errored', function() { return this[kErrored]; });
property('closed', function() { return this._closed; });
property('writableFinished', function() {
  return this.finished && this.outputSize === 0 && (!this[kSocket] || this[kSocket].writableLength === 0);
});
property('writableObjectMode', () => false);
property('writableLength', function() { return this.outputSize + this[kChunkedLength] + (this[kSocket] ? this[kSocket].writableLength : 0); });
property('writableHighWaterMark', function() { return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark]; });
property('writableCorked', function() { return this[kCorked]; });
property('writableEnded', function() { return this.finished; });
property('writableNeedDrain', function() { return !this.destroyed && !this.finished && this[kNeedDrain]; });
property('headersSent', function() { return !!this._header; });
property('socket', function() { return this[kSocket]; }, function(socket) {
  for (let n = 0; n < this[kCorked]; n++) socket?.cork();
  this[kSocket] = socket;
});
property('connection', function() { return this[kSocket]; }, function(socket) { this.socket = socket; });
property('_headers', function() { return this.getHeaders(); }, function(headers) {
  this[kOutHeaders] = null;
  if (headers !== null && typeof headers === 'object') {
    for (const name of Object.keys(headers)) put(this, name, headers[name]);
  }
});
property('_headerNames', function() {
  const headers = this[kOutHeaders];
  if (headers === null) return null;
  const names = { __proto__: null };
  for (const key of Object.keys(headers)) names[key] = headers[key][0];
  return names;
}, nothing);

OutgoingMessage.prototype._renderHeaders = function() {
  if (this._header) throw native.makeError('Error', 'ERR_HTTP_HEADERS_SENT', 'Cannot render headers after they are sent to the client');
  const headers = {};
  for (const [name, value] of Object.values(this[kOutHeaders] ?? {})) headers[name] = value;
  return headers;
};

OutgoingMessage.prototype.cork = function() {
  this[kCorked]++;
  if (this[kSocket]) this[kSocket].cork();
};
OutgoingMessage.prototype.uncork = function() {
  this[kCorked]--;
  if (this[kSocket]) this[kSocket].uncork();
  const chunks = this[kChunkedBuffer];
  if (this[kCorked] || chunks === null || chunks.length === 0) return;
  // What was written while corked is one chunk.
  const callbacks = [];
  this._send(this[kChunkedLength].toString(16), 'latin1', null);
  this._send('\r\n', 'latin1', null);
  for (const { data, encoding, callback } of chunks) {
    this._send(data, encoding, null);
    if (callback) callbacks.push(callback);
  }
  this._send('\r\n', 'latin1', callbacks.length > 0 ? (error) => {
    this[kNeedDrain] = false;
    for (const callback of callbacks) callback(error);
  } : null);
  this[kChunkedBuffer] = null;
  this[kChunkedLength] = 0;
};

OutgoingMessage.prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  if (!this[kSocket]) this.once('socket', (socket) => socket.setTimeout(msecs));
  else this[kSocket].setTimeout(msecs);
  return this;
};

OutgoingMessage.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this[kSocket]) this[kSocket].destroy(error);
  else this.once('socket', (socket) => socket.destroy(error));
  return this;
};

// --- towards the connection

// The head goes out together with the first bytes of the body.
OutgoingMessage.prototype._send = function(data, encoding, callback, byteLength) {
  if (!this._headerSent) {
    const header = this._header;
    if (typeof data === 'string' && (encoding === 'utf8' || encoding === 'latin1' || !encoding)) {
      data = header + data;
    } else {
      this.outputData.unshift({ data: header, encoding: 'latin1', callback: null });
      this.outputSize += header.length;
      this._onPendingData(header.length);
    }
    this._headerSent = true;
  }
  return this._writeRaw(data, encoding, callback, byteLength);
};
OutgoingMessage.prototype._writeRaw = function(data, encoding, callback) {
  const socket = this[kSocket];
  if (socket && socket.destroyed) return false;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  this.outputData.push({ data, encoding, callback });
  this.outputSize += data.length;
  this._onPendingData(data.length);
  return this.outputSize < this[kHighWaterMark];
};

// --- the head

// Of a message, before and after its head is made (http_made_head.cpp).
const kChunkedEncoding = 1, kShouldKeepAlive = 2, kLast = 4, kDefaultKeepAlive = 8, kRemovedConnection = 16, kRemovedContLen = 32, kRemovedTE = 64;
const kChanging = 127;
const kSendDate = 1 << 8, kUseChunkedByDefault = 1 << 9, kHasAgent = 1 << 10, kLastRequest = 1 << 11, kHasBody = 1 << 12, kNeverBody = 1 << 13, kOwnFields = 1 << 14;
const kExpect = 1 << 16, kHasLength = 1 << 17, kInvalidTrailer = 1 << 18;

function factsOf(message, headers) {
  const { statusCode } = message;
  return (message.chunkedEncoding ? kChunkedEncoding : 0) + (message.shouldKeepAlive ? kShouldKeepAlive : 0) + (message._last ? kLast : 0) +
    (message._defaultKeepAlive ? kDefaultKeepAlive : 0) + (message._removedConnection ? kRemovedConnection : 0) +
    (message._removedContLen ? kRemovedContLen : 0) + (message._removedTE ? kRemovedTE : 0) + (message.sendDate ? kSendDate : 0) +
    (message.useChunkedEncodingByDefault ? kUseChunkedByDefault : 0) + (message.agent ? kHasAgent : 0) +
    (message.maxRequestsOnConnectionReached ? kLastRequest : 0) + (message._hasBody ? kHasBody : 0) +
    (statusCode === 204 || statusCode === 304 ? kNeverBody : 0) + (headers && headers === message[kOutHeaders] ? kOwnFields : 0);
}

OutgoingMessage.prototype._storeHeader = function(firstLine, headers) {
  if (Array.isArray(headers) && headers.length % 2 !== 0 && !Array.isArray(headers[0])) throw native.invalidArgValue('headers', headers);
  const before = factsOf(this, headers);
  const head = http.makeHead(firstLine, headers, before, this._contentLength, this._keepAliveTimeout, this._maxRequestsPerSocket, this[kUniqueHeaders]);
  if (typeof head !== 'string') {
    validateHeaderName(head[0]);
    validateHeaderValue(head[0], head[1]);
  }
  const facts = http.headFacts();
  if ((facts & kChanging) !== (before & kChanging)) {
    this.chunkedEncoding = (facts & kChunkedEncoding) !== 0;
    this.shouldKeepAlive = (facts & kShouldKeepAlive) !== 0;
    this._last = (facts & kLast) !== 0;
    this._defaultKeepAlive = (facts & kDefaultKeepAlive) !== 0;
    this._removedConnection = (facts & kRemovedConnection) !== 0;
    this._removedContLen = (facts & kRemovedContLen) !== 0;
    this._removedTE = (facts & kRemovedTE) !== 0;
  }
  if (facts & kHasLength) this._contentLength = http.headLength();
  if (facts & kInvalidTrailer) throw native.makeError('Error', 'ERR_HTTP_TRAILER_INVALID', 'Trailers are invalid with this transfer encoding');
  this._header = head;
  this._headerSent = false;
  if (facts & kExpect) this._send('');
};

function sent(what) {
  return native.makeError('Error', 'ERR_HTTP_HEADERS_SENT', `Cannot ${what} headers after they are sent to the client`);
}
function put(message, name, value) {
  (message[kOutHeaders] ??= { __proto__: null })[name.toLowerCase()] = [name, value];
}

OutgoingMessage.prototype.setHeader = function(name, value) {
  if (this._header) throw sent('set');
  const headers = http.putField(this[kOutHeaders], name, value);
  if (headers === undefined) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  this[kOutHeaders] = headers;
  return this;
};
OutgoingMessage.prototype.setHeaders = function(headers) {
  if (this._header) throw sent('set');
  if (headers === null || headers === undefined || Array.isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function')
    throw native.invalidArgType('headers', 'an instance of Headers or Map', headers);
  for (const name of headers.keys()) this.setHeader(name, headers.get(name));
  return this;
};
OutgoingMessage.prototype.appendHeader = function(name, value) {
  if (this._header) throw sent('append');
  validateHeaderName(name);
  validateHeaderValue(name, value);
  const key = name.toLowerCase();
  const headers = this[kOutHeaders];
  if (headers === null || !headers[key]) {
    put(this, name, value);
    return this;
  }
  const entry = headers[key];
  if (!Array.isArray(entry[1])) entry[1] = [entry[1]];
  if (Array.isArray(value)) entry[1].push(...value);
  else entry[1].push(value);
  return this;
};
OutgoingMessage.prototype.getHeader = function(name) {
  check.string(name, 'name');
  const headers = this[kOutHeaders];
  return headers === null ? undefined : headers[name.toLowerCase()]?.[1];
};
OutgoingMessage.prototype.getHeaderNames = function() {
  return this[kOutHeaders] === null ? [] : Object.keys(this[kOutHeaders]);
};
OutgoingMessage.prototype.getRawHeaderNames = function() {
  return this[kOutHeaders] === null ? [] : Object.values(this[kOutHeaders]).map((entry) => entry[0]);
};
OutgoingMessage.prototype.getHeaders = function() {
  const headers = { __proto__: null };
  for (const key in this[kOutHeaders]) headers[key] = this[kOutHeaders][key][1];
  return headers;
};
OutgoingMessage.prototype.hasHeader = function(name) {
  check.string(name, 'name');
  return this[kOutHeaders] !== null && !!this[kOutHeaders][name.toLowerCase()];
};
OutgoingMessage.prototype.removeHeader = function(name) {
  check.string(name, 'name');
  if (this._header) throw sent('remove');
  const key = name.toLowerCase();
  switch (key) {
    case 'connection': this._removedConnection = true; break;
    case 'content-length': this._removedContLen = true; break;
    case 'transfer-encoding': this._removedTE = true; break;
    case 'date': this.sendDate = false; break;
  }
  if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
};
OutgoingMessage.prototype._implicitHeader = function() {
  throw native.makeError('Error', 'ERR_METHOD_NOT_IMPLEMENTED', 'The _implicitHeader() method is not implemented');
};
OutgoingMessage.prototype.flushHeaders = function() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

// --- the body

function onWriteError(message, error, callback) {
  if (message.destroyed) return;
  process.nextTick(() => {
    callback(error);
    if (typeof message.emit === 'function' && !message.destroyed) message.emit('error', error);
  });
}

function checkChunk(chunk) {
  if (chunk === null) throw errors.nullValues();
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))
    throw native.invalidArgType('chunk', 'of type string or an instance of Buffer or Uint8Array', chunk);
}
const lengthOf = (chunk, encoding) => (typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength);

function tooLong(message, length) {
  return native.makeError('Error', 'ERR_HTTP_CONTENT_LENGTH_MISMATCH',
                          `Response body's content-length of ${length} byte(s) does not match the content-length of ${message._contentLength} byte(s) set in header`);
}
const isStrict = (message) => message.strictContentLength && message._contentLength !== null && message._hasBody &&
  !message._removedContLen && !message.chunkedEncoding && !message.hasHeader('transfer-encoding');

function write(message, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = nothing;
  checkChunk(chunk);
  let error;
  if (message.finished) error = errors.writeAfterEnd();
  else if (message.destroyed) error = errors.destroyed('write');
  if (error) {
    if (!message.destroyed) onWriteError(message, error, callback);
    else process.nextTick(callback, error);
    return false;
  }
  let length;
  if (message.strictContentLength) {
    length ??= lengthOf(chunk, encoding);
    message[kBytesWritten] += length;
    if (isStrict(message) && (fromEnd ? message[kBytesWritten] !== message._contentLength : message[kBytesWritten] > message._contentLength))
      throw tooLong(message, length + message[kBytesWritten]);
  }
  if (!message._header) {
    if (fromEnd) {
      length ??= lengthOf(chunk, encoding);
      message._contentLength = length;
    }
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kRejectNonStandardBodyWrites])
      throw native.makeError('Error', 'ERR_HTTP_BODY_NOT_ALLOWED', 'Adding content for this request method or response status is not allowed.');
    process.nextTick(callback);
    return true;
  }
  const socket = message[kSocket];
  // All of this tick goes out together.
  if (!fromEnd && socket && !socket.writableCorked) {
    socket.cork();
    process.nextTick(uncorkSocket, socket);
  }
  let more;
  if (message.chunkedEncoding && chunk.length !== 0) {
    length ??= lengthOf(chunk, encoding);
    if (message[kCorked] && message._headerSent) {
      (message[kChunkedBuffer] ??= []).push({ data: chunk, encoding, callback });
      message[kChunkedLength] += length;
      more = message[kChunkedLength] < message[kHighWaterMark];
    } else {
      message._send(length.toString(16), 'latin1', null);
      message._send('\r\n', 'latin1', null);
      message._send(chunk, encoding, null, length);
      more = message._send('\r\n', 'latin1', callback);
    }
  } else {
    more = message._send(chunk, encoding, callback, length);
  }
  if (!more) message[kNeedDrain] = true;
  return more;
}
function uncorkSocket(socket) {
  socket.uncork();
}

OutgoingMessage.prototype.write = function(chunk, encoding, callback) {
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  return write(this, chunk, encoding, callback, false);
};

OutgoingMessage.prototype.addTrailers = function(headers) {
  this._trailer = '';
  const pairs = Array.isArray(headers) ? headers : Object.keys(headers).map((name) => [name, headers[name]]);
  for (const [name, value] of pairs) {
    validateHeaderName(name, 'Trailer name');
    if (Array.isArray(value) && value.length > 1 && !(this[kUniqueHeaders] && this[kUniqueHeaders].has(name.toLowerCase()))) {
      for (const each of value) {
        checkTrailer(name, each);
        this._trailer += `${name}: ${each}\r\n`;
      }
    } else {
      const text = Array.isArray(value) ? value.join('; ') : value;
      checkTrailer(name, text);
      this._trailer += `${name}: ${text}\r\n`;
    }
  }
};
function checkTrailer(name, value) {
  if (http.hasInvalidCharacter(value))
    throw native.makeError('TypeError', 'ERR_INVALID_CHAR', `Invalid character in trailer content ["${name}"]`);
}

function onFinish(message) {
  if (message.socket && message.socket._hadError) return;
  message.emit('finish');
}

// Head and body by one system call, past the stream, when nothing else is under way.
function writeAtOnce(message, chunk, encoding) {
  const socket = message[kSocket];
  if (message._headerSent || message.chunkedEncoding || message.outputData.length !== 0 || message[kCorked] !== 0 ||
      !socket || socket._httpMessage !== message || !socket._isIdle || !socket._isIdle()) {
    return false;
  }
  message._headerSent = true;
  const status = http.writeMessage(socket._handle, message._header, chunk, encoding, socket[kOnWritten] ??= (failure) => onWritten(socket, failure));
  if (status === 0) process.nextTick(onFinish, message);
  else if (status < 0) socket.destroy(native.errnoException(status, 'write'));
  else socket[kWriting] = message;
  return true;
}
function onWritten(socket, failure) {
  const message = socket[kWriting];
  socket[kWriting] = null;
  if (failure === 0) onFinish(message);
  else if (!socket.destroyed) socket.destroy(native.errnoException(failure, 'write'));
}

// What was written before waits in the socket by itself: its end is the message's, without an empty part behind it.
function endsWithLast(message, finish) {
  const socket = message[kSocket];
  if (!socket || !message._headerSent || message.outputData.length !== 0 || !socket._writableState) return false;
  const { buffered } = socket._writableState;
  const last = buffered[buffered.length - 1];
  if (!last || last.callback !== nothing) return false;
  last.callback = finish;
  return true;
}

OutgoingMessage.prototype.end = function(chunk, encoding, callback) {
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (chunk) {
    if (this.finished) {
      onWriteError(this, errors.writeAfterEnd(), typeof callback !== 'function' ? nothing : callback);
      return this;
    }
    checkChunk(chunk);
  } else if (this.finished) {
    if (typeof callback === 'function') {
      if (!this.writableFinished) this.on('finish', callback);
      else callback(errors.alreadyFinished('end'));
    }
    return this;
  }
  let done = false;
  if (!this._header && !this.destroyed && !this.strictContentLength) {
    this._contentLength = chunk ? lengthOf(chunk, encoding) : 0;
    this._implicitHeader();
    if (chunk && !this._hasBody) {
      if (this[kRejectNonStandardBodyWrites])
        throw native.makeError('Error', 'ERR_HTTP_BODY_NOT_ALLOWED', 'Adding content for this request method or response status is not allowed.');
      chunk = null;
    }
    done = writeAtOnce(this, chunk, encoding);
  } else if (this._header && !this.destroyed && !this.strictContentLength && (this._hasBody || !chunk)) {
    done = writeAtOnce(this, chunk, encoding);  // the head of writeHead() is still here
  }
  if (!done) {
    if (chunk) {
      if (this[kSocket]) this[kSocket].cork();
      write(this, chunk, encoding, null, true);
    } else if (!this._header) {
      if (this[kSocket]) this[kSocket].cork();
      this._contentLength = 0;
      this._implicitHeader();
    }
  }
  if (typeof callback === 'function') this.once('finish', callback);
  if (isStrict(this) && this[kBytesWritten] !== this._contentLength) throw tooLong(this, this[kBytesWritten]);
  if (!done) {
    const finish = () => onFinish(this);
    if (this._hasBody && this.chunkedEncoding) {
      this._send(`0\r\n${this._trailer}\r\n`, 'latin1', finish);
    } else if (!endsWithLast(this, finish)) {
      if (!this._headerSent || this.writableLength || chunk) this._send('', 'latin1', finish);
      else process.nextTick(finish);
    }
    if (this[kSocket]) {
      this[kSocket]._writableState.corked = 1;
      this[kSocket].uncork();
    }
  }
  this[kCorked] = 1;
  this.uncork();
  this.finished = true;
  if (this.outputData.length === 0 && this[kSocket] && this[kSocket]._httpMessage === this) this._finish();
  return this;
};
OutgoingMessage.prototype._finish = function() {
  if (this._events.prefinish !== undefined || this.emit !== emit) this.emit('prefinish');
};

// The connection is there: what has waited goes out.
OutgoingMessage.prototype._flush = function() {
  const socket = this[kSocket];
  if (!socket || !socket.writable) return;
  const more = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (more && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};
OutgoingMessage.prototype._flushOutput = function(socket) {
  const { outputData } = this;
  if (outputData.length === 0) return undefined;
  socket.cork();
  let more;
  for (const { data, encoding, callback } of outputData) more = socket.write(data, encoding, callback);
  socket.uncork();
  this.outputData = [];
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return more;
};
OutgoingMessage.prototype.pipe = function() {
  this.emit('error', errors.cannotPipe());
};
OutgoingMessage.prototype[Symbol.for('nodejs.rejection')] = function(error) {
  this.destroy(error);
};

function parseUniqueHeaders(headers) {
  if (!Array.isArray(headers)) return null;
  const unique = new Set();
  for (const header of headers) {
    for (const name of Array.isArray(header) ? header : [header]) unique.add(name.toLowerCase());
  }
  return unique;
}
