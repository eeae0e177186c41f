// http.Server and http.ServerResponse.
'use strict';
const net = require('net');
const { now } = require('internal/stream_native');
const http = require('internal/http_native');
const native = require('internal/native');
const check = require('internal/validate');
const STATUS_CODES = require('internal/http/status');
const IncomingMessage = require('internal/http/incoming');
const common = require('internal/http/common');
const { pauseReading, resumeReading } = require('internal/http/flow');
const { limitIdleTime, setStreamTimeout } = require('internal/net/timeout');
const { OutgoingMessage, kOutHeaders, kNeedDrain, kUniqueHeaders, parseUniqueHeaders } = require('internal/http/outgoing');

const kServerResponse = Symbol('ServerResponse');
const kIncomingMessage = Symbol('IncomingMessage');
const kConnection = Symbol('kConnection');  // of a response, and the request that it answers
const kRequest = Symbol('kRequest');
const kConnections = Symbol('http.server.connections');
const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');
// What clients are told that a connection is kept, and this: a request that they send in the last moment is not lost.
const kKeepAliveMargin = 1000;

const { emit } = OutgoingMessage.prototype;
const { endUnseen } = IncomingMessage;

// --- responses

Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);
function ServerResponse(request, options) {
  OutgoingMessage.call(this, options);
  if (request.method === 'HEAD') this._hasBody = false;
  this.req = request;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  this[kConnection] = null;
  this[kRequest] = null;
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = /(?:^|\W)chunked(?:$|\W)/i.test(request.headers.te);
    this.shouldKeepAlive = false;
  }
}
ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

// The connection closed before the response was complete.
function onResponseClose() {
  const message = this._httpMessage;
  if (message) {
    message.destroyed = true;
    message._closed = true;
    message.emit('close');
  }
}
ServerResponse.prototype.assignSocket = function(socket) {
  if (socket._httpMessage)
    throw native.makeError('Error', 'ERR_HTTP_SOCKET_ASSIGNED', 'Socket already assigned');
  socket._httpMessage = this;
  // The one of the response before is still good if nobody has come behind it.
  const listeners = socket._events?.close;
  if (typeof listeners !== 'object' || listeners[listeners.length - 1] !== onResponseClose) {
    socket.removeListener('close', onResponseClose);
    socket.on('close', onResponseClose);
  }
  this.socket = socket;
  if (this._events.socket !== undefined || this.emit !== emit) this.emit('socket', socket);
  this._flush();
};
ServerResponse.prototype.detachSocket = function(socket) {
  // Connections of a server keep theirs for the next response.
  if (this[kConnection] === null) socket.removeListener('close', onResponseClose);
  socket._httpMessage = null;
  this.socket = null;
};
ServerResponse.prototype.writeContinue = function(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback);
  this._sent100 = true;
};
ServerResponse.prototype.writeProcessing = function(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback);
};
ServerResponse.prototype.writeEarlyHints = function(hints, callback) {
  check.object(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const link = Array.isArray(hints.link) ? hints.link.join(', ') : `${hints.link}`;
  if (link.length === 0) return;
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
  for (const name of Object.keys(hints)) {
    if (name === 'link') continue;
    common.validateHeaderName(name);
    common.validateHeaderValue(name, hints[name]);
    head += `${name}: ${hints[name]}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, 'ascii', callback);
};
ServerResponse.prototype._implicitHeader = function() {
  this.writeHead(this.statusCode);
};
ServerResponse.prototype.writeHead = function writeHead(statusCode, reason, headers) {
  if (this._header) throw native.makeError('Error', 'ERR_HTTP_HEADERS_SENT', 'Cannot write headers after they are sent to the client');
  const original = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999)
    throw native.makeError('RangeError', 'ERR_HTTP_INVALID_STATUS_CODE', native.format('Invalid status code: %s', original));
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    headers ??= reason;
  }
  this.statusCode = statusCode;
  let out;
  if (this[kOutHeaders]) {
    // What setHeader() and this call say together.
    if (Array.isArray(headers)) {
      if (headers.length % 2 !== 0) throw native.invalidArgValue('headers', headers);
      for (let i = 0; i < headers.length; i += 2) {
        if (headers[i]) this.setHeader(headers[i], headers[i + 1]);
      }
    } else if (headers) {
      for (const name of Object.keys(headers)) {
        if (name) this.setHeader(name, headers[name]);
      }
    }
    out = this[kOutHeaders];
  } else {
    out = headers;
  }
  const line = http.statusLine(statusCode, this.statusMessage);
  if (line === undefined) throw common.invalidCharacter('statusMessage');
  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) this._hasBody = false;
  // The client gets no leave to go on, so it may not use the connection again.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(line, out);
  return this;
};
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

// --- servers

function storeOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;
  const integer = (name, fallback) => {
    const value = options[name];
    if (value === undefined) return fallback;
    check.integer(value, name, 0);
    return value;
  };
  this.maxHeaderSize = integer('maxHeaderSize', undefined);
  if (options.insecureHTTPParser !== undefined) check.boolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = options.insecureHTTPParser;
  this.requestTimeout = integer('requestTimeout', 300000);
  if (options.headersTimeout !== undefined) this.headersTimeout = integer('headersTimeout');
  else this.headersTimeout = Math.min(60000, this.requestTimeout);
  if (this.requestTimeout > 0 && this.headersTimeout > 0 && this.headersTimeout > this.requestTimeout)
    throw native.outOfRange('headersTimeout', '<= requestTimeout', options.headersTimeout);
  this.keepAliveTimeout = integer('keepAliveTimeout', 5000);
  this.connectionsCheckingInterval = integer('connectionsCheckingInterval', 30000);
  if (options.requireHostHeader !== undefined) check.boolean(options.requireHostHeader, 'options.requireHostHeader');
  this.requireHostHeader = options.requireHostHeader ?? true;
  if (options.joinDuplicateHeaders !== undefined) check.boolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = options.joinDuplicateHeaders;
  if (options.rejectNonStandardBodyWrites !== undefined) check.boolean(options.rejectNonStandardBodyWrites, 'options.rejectNonStandardBodyWrites');
  this.rejectNonStandardBodyWrites = options.rejectNonStandardBodyWrites ?? false;
}

Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options === undefined || options === null) {
    options = {};
  } else {
    check.object(options, 'options');
    options = { ...options };
  }
  storeOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true, noDelay: options.noDelay ?? true, keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay, highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  // Not what is expected of a server that ends with its clients' half.
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  startServing(this, options);
  this.maxRequestsPerSocket = 0;
}
// What servers of http and https have in common, once they are those of node:net or node:tls.
function startServing(server, options) {
  server.timeout = 0;
  server.maxHeadersCount = null;
  server[kUniqueHeaders] = parseUniqueHeaders(options.uniqueHeaders);
  server[kConnections] = new Set();
  server.on('listening', startChecking);
}
function stopServing(server) {
  server.closeIdleConnections();
  clearInterval(server[kConnectionsCheckingInterval]);
}

Server.prototype.close = function(...args) {
  stopServing(this);
  return Reflect.apply(net.Server.prototype.close, this, args);
};
Server.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')] = function() {
  return new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
};
Server.prototype.closeAllConnections = function() {
  for (const state of [...this[kConnections]]) state.socket.destroy();
};
Server.prototype.closeIdleConnections = function() {
  for (const state of [...this[kConnections]]) {
    const { socket, parser } = state;
    if (parser === null || parser.started !== 0 || (socket._httpMessage && !socket._httpMessage.finished)) continue;
    socket.destroy();
  }
};
Server.prototype.setTimeout = function(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};
Server.prototype[Symbol.for('nodejs.rejection')] = function(error, event, ...args) {
  if (event !== 'request') {
    Reflect.apply(net.Server.prototype[Symbol.for('nodejs.rejection')], this, [error, event, ...args]);
    return;
  }
  const [, response] = args;
  if (!response.headersSent && !response.writableEnded) {
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.statusCode = 500;
    response.end(STATUS_CODES[500]);
  } else {
    response.destroy();
  }
};

// Requests that take too long are found by looking at all connections now and then.
function startChecking() {
  clearInterval(this[kConnectionsCheckingInterval]);
  this[kConnectionsCheckingInterval] = setInterval(checkConnections, this.connectionsCheckingInterval, this).unref();
}
function checkConnections(server) {
  const { headersTimeout, requestTimeout } = server;
  if (headersTimeout === 0 && requestTimeout === 0) return;
  const time = now();
  for (const state of [...server[kConnections]]) {
    if (state.parser === null || state.parser.started === 0) continue;
    const age = time - state.parser.started;
    if ((headersTimeout > 0 && age > headersTimeout && !state.parser.headComplete) || (requestTimeout > 0 && age > requestTimeout))
      Reflect.apply(onSocketError, state.socket, [native.makeError('Error', 'ERR_HTTP_REQUEST_TIMEOUT', 'Request timeout')]);
  }
}

// --- connections

// What belongs to one connection; holder of its parser.
function Connection(server) {
  this.server = server;
  this.parser = null;
  this.socket = null;
  this.incoming = null;
  this.requests = [];   // whose responses are not complete
  this.outgoing = [];   // responses that wait for those before them
  this.outgoingData = 0;
  this.requestsCount = 0;
  this.keepAliveTimeoutSet = false;
  this.consumes = false;
  this.listeners = null;
  this.onPendingData = (bytes) => countPending(this.socket, this, bytes);
}

function connectionListener(socket) {
  const server = this;
  const state = new Connection(server);
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  common.makeParser(state, true, socket, {
    Message: server[kIncomingMessage],
    joinDuplicateHeaders: server.joinDuplicateHeaders,
    maxHeaders: typeof server.maxHeadersCount === 'number' ? server.maxHeadersCount : common.maxHeaders,
    maxHeaderSize: server.maxHeaderSize || common.maxHeaderSize,
  });
  socket.server = server;
  socket.parser = state;
  socket._httpMessage = null;
  socket._paused = false;
  socket.setEncoding = refuseEncoding;
  server[kConnections].add(state);

  const listeners = state.listeners = {
    end: () => onSocketEnd(server, socket, state),
    close: () => onSocketClose(socket, state),
    drain: () => onSocketDrain(socket, state),
    timeout: () => onSocketTimeout(server, socket),
    error: onSocketError,
    data: undefined,
  };
  socket.on('timeout', listeners.timeout);
  socket.on('error', listeners.error);
  socket.on('end', listeners.end);
  socket.on('close', listeners.close);
  socket.on('drain', listeners.drain);
  const handle = socket._handle;
  if (handle && socket instanceof net.Socket && state.parser.consume(handle)) {
    state.consumes = true;
    socket._readableState.flowing = true;
    // Somebody else wants to see the bytes: they go through the stream from now on.
    socket.on = socket.addListener = function(event, listener) {
      stopConsuming(state, event);
      return net.Socket.prototype.on.call(socket, event, listener);
    };
    socket.prependListener = function(event, listener) {
      stopConsuming(state, event);
      return net.Socket.prototype.prependListener.call(socket, event, listener);
    };
  } else {
    listenForData(state);
  }
}
function refuseEncoding() {
  throw native.makeError('Error', 'ERR_HTTP_SOCKET_ENCODING', 'Changing the socket encoding is not allowed per RFC7230 Section 3.');
}
function listenForData(state) {
  const { socket, listeners } = state;
  listeners.data = (chunk) => {
    if (state.parser !== null) state.parser.execute(chunk);
  };
  net.Socket.prototype.on.call(socket, 'data', listeners.data);
}
function stopConsuming(state, event) {
  if ((event !== 'data' && event !== 'readable') || !state.consumes) return;
  const { socket } = state;
  state.consumes = false;
  delete socket.on;
  delete socket.addListener;
  delete socket.prependListener;
  if (state.parser === null) return;
  state.parser.unconsume();
  listenForData(state);
}
function leave(state) {
  const { socket, listeners } = state;
  if (state.consumes) {
    state.consumes = false;
    delete socket.on;
    delete socket.addListener;
    delete socket.prependListener;
  }
  for (const event of ['data', 'end', 'close', 'drain', 'error', 'timeout']) {
    if (listeners[event]) socket.removeListener(event, listeners[event]);
  }
  socket.removeListener('close', onResponseClose);
  state.server[kConnections].delete(state);
}

// The parser takes no more: an error, or another protocol.
Connection.prototype.onStop = function(error, rest) {
  const { socket, server } = this;
  if (error !== undefined) {
    Reflect.apply(onSocketError, socket, [error]);
    return;
  }
  const request = this.incoming;
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  this.parser.finish();
  leave(this);
  common.freeParser(this);
  if (server.listenerCount(event) > 0) {
    socket._readableState.flowing = null;
    server.emit(event, request, socket, rest);
  } else {
    socket.destroy();
  }
};

Connection.prototype.onIncoming = function(request, keepAlive, facts) {
  const { server, socket } = this;
  if (this.keepAliveTimeoutSet) {
    setIdleTime(socket, server.timeout || 0);
    this.keepAliveTimeoutSet = false;
  }
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || server.listenerCount('upgrade') > 0;
    if (request.upgrade) return 2;
  }
  this.requests.push(request);
  // A flood of requests whose responses nobody reads must not fill the memory.
  if (!socket._paused && (socket._writableState.needDrain || this.outgoingData >= socket.writableHighWaterMark)) {
    socket._paused = true;
    pauseReading(socket);
  }
  const response = new server[kServerResponse](request, {
    highWaterMark: socket.writableHighWaterMark, rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  });
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response._onPendingData = this.onPendingData;
  response.shouldKeepAlive = keepAlive;
  response[kUniqueHeaders] = server[kUniqueHeaders];
  response[kConnection] = this;
  response[kRequest] = request;
  if (socket._httpMessage) this.outgoing.push(response);
  else response.assignSocket(socket);
  response.on('finish', onResponseFinish);
  if (request.httpVersionMajor === 1 && request.httpVersionMinor === 1 && this.answer(request, response, facts)) return 0;
  server.emit('request', request, response);
  return 0;
};

// What HTTP/1.1 asks for before the program sees the request; whether it does not.
Connection.prototype.answer = function(request, response, facts) {
  const { server } = this;
  if (server.requireHostHeader && !(facts & common.kHasHost)) {
    response.writeHead(400, ['Connection', 'close']);
    response.end();
    return true;
  }
  const limit = server.maxRequestsPerSocket;
  if (typeof limit === 'number' && limit > 0) {
    this.requestsCount++;
    response.maxRequestsOnConnectionReached = limit <= this.requestsCount;
    if (limit < this.requestsCount) {
      server.emit('dropRequest', request, this.socket);
      response.writeHead(503);
      response.end();
      return true;
    }
  }
  if (!(facts & common.kHasExpect)) return false;
  if (/(?:^|\W)100-continue(?:$|\W)/i.test(request.headers.expect)) {
    response._expect_continue = true;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', request, response);
    } else {
      response.writeContinue();
      server.emit('request', request, response);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', request, response);
  } else {
    response.writeHead(417);
    response.end();
  }
  return true;
};

function countPending(socket, state, bytes) {
  state.outgoingData += bytes;
  if (!socket._paused || state.outgoingData >= socket.writableHighWaterMark) return;
  onSocketDrain(socket, state);
}

function onResponseFinish() {
  const response = this;
  const state = response[kConnection];
  const { server, socket } = state;
  const request = response[kRequest];
  state.requests.shift();  // (empty when the connection has closed)
  // The ticks that follow are left out when nobody can see them.
  const alone = response._eventsCount === 1 && response._events.finish === onResponseFinish && response.emit === emit;
  const unseen = alone && (request.closed ? http.waitingTicks() === 0 : !request._consumed && endUnseen(request));
  if (!unseen && !request._consumed) request._dump();
  response.detachSocket(socket);
  forget(state, request);
  if (unseen) emitClose(response);
  else process.nextTick(emitClose, response);
  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (state.outgoing.length === 0) {
    if (server.keepAliveTimeout && typeof socket.setTimeout === 'function') {
      setIdleTime(socket, server.keepAliveTimeout + kKeepAliveMargin);
      state.keepAliveTimeoutSet = true;
    }
  } else {
    const next = state.outgoing.shift();
    if (next) next.assignSocket(socket);
  }
}
function setIdleTime(socket, msecs) {
  if (socket.setTimeout === setStreamTimeout && Number.isInteger(msecs)) limitIdleTime(socket, msecs);
  else socket.setTimeout(msecs);
}
function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}
// The request lives until its body has been read.
function forget(state, request) {
  if (state.incoming !== request) return;
  if (request.readableEnded) state.incoming = null;
  else request.on('end', () => forget(state, request));
}

function onSocketDrain(socket, state) {
  const tooMuch = state.outgoingData > socket.writableHighWaterMark;
  if (socket._paused && !tooMuch) {
    socket._paused = false;
    resumeReading(socket);
  }
  const message = socket._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}
function onSocketTimeout(server, socket) {
  const request = socket.parser && socket.parser.incoming;
  const byRequest = request && !request.complete && request.emit('timeout', socket);
  const response = socket._httpMessage;
  const byResponse = response && response.emit('timeout', socket);
  const byServer = server.emit('timeout', socket);
  if (!byRequest && !byResponse && !byServer) socket.destroy();
}
function onSocketEnd(server, socket, state) {
  const error = state.parser === null ? undefined : state.parser.finish();
  if (error !== undefined) {
    Reflect.apply(onSocketError, socket, [error]);
  } else if (!server.httpAllowHalfOpen) {
    socket.end();
  } else if (state.outgoing.length > 0) {
    state.outgoing[state.outgoing.length - 1]._last = true;
  } else if (socket._httpMessage) {
    socket._httpMessage._last = true;
  } else {
    socket.end();
  }
}
function onSocketClose(socket, state) {
  state.server[kConnections].delete(state);
  common.freeParser(state);
  const { requests } = state;
  while (requests.length > 0) {
    const request = requests.shift();
    request.destroy(common.connectionReset('aborted'));
  }
}

const kAnswers = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n',
  ERR_HTTP_REQUEST_TIMEOUT: 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n',
};
const kBadRequest = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';

function onSocketError(error) {
  this.removeListener('error', onSocketError);
  if (this.listenerCount('error') === 0) this.on('error', () => {});
  if (this.server.emit('clientError', error, this)) return;
  // Never into the middle of another response.
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) this.write(kAnswers[error.code] ?? kBadRequest, 'latin1');
  this.destroy(error);
}

module.exports = { STATUS_CODES, Server, ServerResponse, connectionListener, startServing, stopServing, storeOptions };
