// http.ClientRequest: what a client asks, and the connection until the answer is complete.
'use strict';
const net = require('net');
const native = require('internal/native');
const check = require('internal/validate');
const { finished, addAbortSignal } = require('stream');
const agents = require('internal/http/agent');
const IncomingMessage = require('internal/http/incoming');
const common = require('internal/http/common');
const { OutgoingMessage, kOutHeaders, kNeedDrain, kUniqueHeaders, parseUniqueHeaders } = require('internal/http/outgoing');

const kError = Symbol('kError');
const kWithoutBody = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

// An option of fetch(), which sends methods as they are.
const kKeepsMethod = Symbol('keepsMethod');

module.exports = { ClientRequest, optionsOf, kKeepsMethod };
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function optionsOf(url) {
  const { hostname } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname.startsWith('[') ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search: url.search,
    pathname: url.pathname,
    path: `${url.pathname || ''}${url.search || ''}`,
    href: url.href,
  };
  if (url.port !== '') options.port = Number(url.port);
  if (url.username || url.password) options.auth = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return options;
}

function hostOption(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string')
    throw native.invalidArgType(`options.${name}`, 'of type string or one of undefined or null', host);
  return host;
}

function ClientRequest(input, options, callback) {
  OutgoingMessage.call(this);
  if (typeof input === 'string') {
    input = optionsOf(new (require('internal/url').URL)(input));
  } else if (input?.searchParams !== undefined && input instanceof require('internal/url').URL) {
    input = optionsOf(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = input || {};
  } else {
    options = Object.assign(input || {}, options);
  }
  options = { ...options };

  let { agent } = options;
  const defaultAgent = options._defaultAgent || agents.globalAgent;
  if (agent === false) {
    agent = new defaultAgent.constructor();
  } else if (agent === null || agent === undefined) {
    if (typeof options.createConnection !== 'function') agent = defaultAgent;
  } else if (typeof agent.addRequest !== 'function') {
    throw native.invalidArgType('options.agent', 'one of Agent-like Object, undefined, or false', agent);
  }
  this.agent = agent;

  const protocol = options.protocol || defaultAgent.protocol;
  const expected = this.agent?.protocol || defaultAgent.protocol;
  if (options.path && /[^\u0021-\u00ff]/.test(String(options.path)))
    throw native.makeError('TypeError', 'ERR_UNESCAPED_CHARACTERS', 'Request path contains unescaped characters');
  if (protocol !== expected)
    throw native.makeError('TypeError', 'ERR_INVALID_PROTOCOL', native.format('Protocol "%s" not supported. Expected "%s"', protocol, expected));
  const defaultPort = options.defaultPort || (this.agent && this.agent.defaultPort);
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = hostOption(options.hostname, 'hostname') || hostOption(options.host, 'host') || 'localhost';
  const setHost = options.setHost !== undefined ? !!options.setHost : true;
  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = check.timerDuration(options.timeout, 'timeout');
  if (options.signal) addAbortSignal(options.signal, this);

  let { method } = options;
  if (method !== null && method !== undefined && typeof method !== 'string') throw native.invalidArgType('options.method', 'of type string', method);
  if (method) {
    if (!common.isToken(method))
      throw native.makeError('TypeError', 'ERR_INVALID_HTTP_TOKEN', native.format('Method must be a valid HTTP token ["%s"]', method));
    method = this.method = options[kKeepsMethod] ? method : method.toUpperCase();
  } else {
    method = this.method = 'GET';
  }
  if (options.maxHeaderSize !== undefined) check.integer(options.maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = options.maxHeaderSize;
  if (options.insecureHTTPParser !== undefined) check.boolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
  this.insecureHTTPParser = options.insecureHTTPParser;
  if (options.joinDuplicateHeaders !== undefined) check.boolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  this.joinDuplicateHeaders = options.joinDuplicateHeaders;
  this.path = options.path || '/';
  if (callback) this.once('response', callback);
  this.useChunkedEncodingByDefault = !kWithoutBody.has(method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;

  if (this.agent) {
    // Only an agent that keeps connections, or has to share them, will use this one again.
    const keeps = this.agent.keepAlive || Number.isFinite(this.agent.maxSockets);
    this._last = !keeps;
    this.shouldKeepAlive = !!keeps;
  }
  const firstLine = `${method} ${this.path} HTTP/1.1\r\n`;
  if (Array.isArray(options.headers)) {
    this._storeHeader(firstLine, options.headers);
  } else {
    if (options.headers) {
      for (const name of Object.keys(options.headers)) this.setHeader(name, options.headers[name]);
    }
    if (host && !this.getHeader('host') && setHost) {
      let text = host;
      const colon = text.indexOf(':');
      if (colon !== -1 && text.includes(':', colon + 1) && text[0] !== '[') text = `[${text}]`;
      if (port && +port !== defaultPort) text += `:${port}`;
      this.setHeader('Host', text);
    }
    if (options.auth && !this.getHeader('Authorization'))
      this.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
    if (this.getHeader('expect')) {
      if (this._header) throw native.makeError('Error', 'ERR_HTTP_HEADERS_SENT', 'Cannot render headers after they are sent to the client');
      this._storeHeader(firstLine, this[kOutHeaders]);
    }
  }
  this[kUniqueHeaders] = parseUniqueHeaders(options.uniqueHeaders);

  const connection = { ...options };
  delete connection.signal;
  if (this.agent) {
    this.agent.addRequest(this, connection);
    return;
  }
  this._last = true;
  this.shouldKeepAlive = false;
  connection.path = options.socketPath;
  if (typeof connection.createConnection !== 'function') {
    this.onSocket(net.createConnection(connection));
    return;
  }
  let called = false;
  const made = (error, socket) => {
    if (called) return;
    called = true;
    if (error) process.nextTick(() => this.emit('error', error));
    else this.onSocket(socket);
  };
  try {
    const socket = connection.createConnection(connection, made);
    if (socket) made(null, socket);
  } catch (error) {
    made(error);
  }
}

ClientRequest.prototype._implicitHeader = function() {
  if (this._header) throw native.makeError('Error', 'ERR_HTTP_HEADERS_SENT', 'Cannot render headers after they are sent to the client');
  this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
};
ClientRequest.prototype.abort = function() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(() => this.emit('abort'));
  this.destroy();
};
ClientRequest.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  if (this.res) this.res._dump();
  this[kError] = error;
  if (this.socket) this.socket.destroy(error);
  return this;
};

// --- the connection

ClientRequest.prototype.onSocket = function(socket, error) {
  process.nextTick(onSocketLater, this, socket, error);
};
function onSocketLater(request, socket, error) {
  if (!request.destroyed && !error) {
    useSocket(request, socket);
    request._flush();
    return;
  }
  const why = error || request[kError];
  if (!socket) {
    fail(request, why);
  } else if (!error && request.agent && !socket.destroyed) {
    socket.emit('free');
    fail(request, why);
  } else {
    finished(socket.destroy(why), (failure) => {
      if (failure && failure.code === 'ERR_STREAM_PREMATURE_CLOSE') failure = null;
      fail(request, failure || why);
    });
  }
}
function fail(request, error) {
  if (!request.aborted && !error) error = common.connectionReset('socket hang up');
  if (error) request.emit('error', error);
  request._closed = true;
  request.emit('close');
}

// Holder of the parser of one response.
function Exchange(request, socket) {
  this.request = request;
  this.parser = null;
  common.makeParser(this, false, socket, {
    Message: IncomingMessage,
    joinDuplicateHeaders: request.joinDuplicateHeaders,
    maxHeaders: typeof request.maxHeadersCount === 'number' ? request.maxHeadersCount : common.maxHeaders,
    maxHeaderSize: request.maxHeaderSize || common.maxHeaderSize,
  });
}

function useSocket(request, socket) {
  const exchange = new Exchange(request, socket);
  request.socket = socket;
  request.parser = exchange;
  socket.parser = exchange;
  socket._httpMessage = request;
  socket.on('error', onSocketError);
  socket.on('data', onSocketData);
  socket.on('end', onSocketEnd);
  socket.on('close', onSocketClose);
  socket.on('drain', onSocketDrain);
  if (request.timeout !== undefined || (request.agent && request.agent.options && request.agent.options.timeout)) watchTimeout(request);
  request.emit('socket', socket);
}
function freeExchange(exchange, request) {
  common.freeParser(exchange);
  if (request) request.parser = null;
}

function onSocketDrain() {
  const message = this._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}
function onSocketClose() {
  const request = this._httpMessage;
  const exchange = this.parser;
  this.read();
  request.destroyed = true;
  const response = request.res;
  if (response) {
    if (!response.complete) response.destroy(common.connectionReset('aborted'));
    request._closed = true;
    request.emit('close');
    if (!response.aborted && response.readable) response.push(null);
  } else {
    if (!request.socket._hadError) {
      request.socket._hadError = true;
      request.emit('error', common.connectionReset('socket hang up'));
    }
    request._closed = true;
    request.emit('close');
  }
  request.outputData.length = 0;
  if (exchange && exchange.parser) {
    exchange.parser.finish();
    freeExchange(exchange, request);
  }
}
function onSocketError(error) {
  const request = this._httpMessage;
  if (request) {
    request.socket._hadError = true;
    request.emit('error', error);
  }
  const exchange = this.parser;
  if (exchange && exchange.parser) {
    exchange.parser.finish();
    freeExchange(exchange, request);
  }
  this.removeListener('data', onSocketData);
  this.removeListener('end', onSocketEnd);
  this.destroy();
}
function onSocketEnd() {
  const request = this._httpMessage;
  const exchange = this.parser;
  if (!request.res && !request.socket._hadError) {
    request.socket._hadError = true;
    request.emit('error', common.connectionReset('socket hang up'));
  }
  if (exchange && exchange.parser) {
    exchange.parser.finish();
    freeExchange(exchange, request);
  }
  this.end();
}
const isInformational = (status) => status < 200 && status >= 100 && status !== 101;

function onSocketData(chunk) {
  const exchange = this.parser;
  const request = this._httpMessage;
  if (!exchange || !exchange.parser) return;
  exchange.parser.execute(chunk);
  // Another request may have the connection by now.
  if (this.parser !== exchange || !exchange.parser) return;
  const { incoming } = exchange;
  if (incoming && incoming.complete && !isInformational(incoming.statusCode)) {
    this.removeListener('data', onSocketData);
    this.removeListener('end', onSocketEnd);
    this.removeListener('drain', onSocketDrain);
    freeExchange(exchange, request);
  }
}

Exchange.prototype.onStop = function(error, rest) {
  const { socket, request } = this;
  socket.removeListener('data', onSocketData);
  socket.removeListener('end', onSocketEnd);
  if (error !== undefined) {
    freeExchange(this, request);
    socket.destroy();
    request.socket._hadError = true;
    request.emit('error', error);
    return;
  }
  const response = this.incoming;
  if (!response.upgrade) {
    freeExchange(this, request);
    return;
  }
  request.res = response;
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  socket.removeListener('timeout', onTimeout);
  this.parser.finish();
  freeExchange(this, request);
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  socket._httpMessage = null;
  socket._readableState.flowing = null;
  request.emit(event, response, socket, rest);
  request.destroyed = true;
  request._closed = true;
  request.emit('close');
};

Exchange.prototype.onIncoming = function(response, keepAlive) {
  const { socket, request } = this;
  if (request.res) {
    // A second response to one request.
    socket.destroy();
    return 0;
  }
  request.res = response;
  if (response.upgrade) return 2;
  if (request.method === 'CONNECT') {
    response.upgrade = true;
    return 2;
  }
  if (isInformational(response.statusCode)) {
    request.res = null;
    if (response.statusCode === 100) request.emit('continue');
    request.emit('information', {
      statusCode: response.statusCode, statusMessage: response.statusMessage, httpVersion: response.httpVersion,
      httpVersionMajor: response.httpVersionMajor, httpVersionMinor: response.httpVersionMinor,
      headers: response.headers, rawHeaders: response.rawHeaders,
    });
    return 1;
  }
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;
  response.req = request;
  response.on('end', onResponseEnd);
  request.on('finish', onRequestFinish);
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD') return 1;
  if (response.statusCode === 304) {
    response.complete = true;
    return 1;
  }
  return 0;
};

function onResponseEnd() {
  const request = this.req;
  const { socket } = request;
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
    socket.removeListener('timeout', onTimeout);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket.writable) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    }
  } else if (request.writableFinished && !this.aborted) {
    keepConnection(request);
  }
}
function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended) keepConnection(this);
}
function keepConnection(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  socket.removeListener('data', onSocketData);
  socket.removeListener('end', onSocketEnd);
  socket.removeListener('drain', onSocketDrain);
  // After the program's own 'end' listeners.
  process.nextTick(() => {
    request._closed = true;
    request.emit('close');
    if (request.socket) request.socket.emit('free');
  });
  request.destroyed = true;
  // Destroying the response later must not touch a connection that others use.
  if (request.res) request.res.socket = null;
}

// --- options of the connection

function onTimeout() {
  const request = this._httpMessage;
  if (request) request.emit('timeout');
}
function watchTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = onTimeout;
  if (request.socket) request.socket.once('timeout', onTimeout);
  else request.on('socket', (socket) => socket.once('timeout', onTimeout));
}
function whenThere(request, use) {
  if (request.socket) use(request.socket);
  else request.once('socket', use);
}
function whenConnected(request, use) {
  whenThere(request, (socket) => {
    if (socket.connecting) socket.once('connect', () => use(socket));
    else use(socket);
  });
}
ClientRequest.prototype.setTimeout = function(msecs, callback) {
  if (this._ended) return this;
  watchTimeout(this);
  msecs = check.timerDuration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  whenConnected(this, (socket) => socket.setTimeout(msecs));
  return this;
};
ClientRequest.prototype.clearTimeout = function(callback) {
  this.setTimeout(0, callback);
};
ClientRequest.prototype.setNoDelay = function(noDelay) {
  whenConnected(this, (socket) => socket.setNoDelay(noDelay));
};
ClientRequest.prototype.setSocketKeepAlive = function(enable, initialDelay) {
  whenConnected(this, (socket) => socket.setKeepAlive(enable, initialDelay));
};
