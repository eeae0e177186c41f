// node:https: node:http over node:tls.
'use strict';
const tls = require('tls');
const check = require('internal/validate');
const { Agent: HttpAgent } = require('internal/http/agent');
const { ClientRequest, optionsOf } = require('internal/http/client');
const { Server: HttpServer, connectionListener, startServing, stopServing, storeOptions } = require('internal/http/server');

// --- servers

function Server(opts, requestListener) {
  if (!(this instanceof Server)) return new Server(opts, requestListener);
  if (typeof opts === 'function') {
    requestListener = opts;
    opts = {};
  } else if (opts === undefined || opts === null) {
    opts = {};
  } else {
    check.object(opts, 'options');
  }
  const ALPNProtocols = opts.ALPNProtocols || opts.ALPNCallback ? undefined : ['http/1.1'];
  storeOptions.call(this, opts);
  tls.Server.call(this, { noDelay: true, ALPNProtocols, ...opts }, connectionListener);
  this.httpAllowHalfOpen = false;
  if (requestListener) this.addListener('request', requestListener);
  this.addListener('tlsClientError', function(error, socket) {
    if (!this.emit('clientError', error, socket)) socket.destroy(error);
  });
  startServing(this, opts);
}
Object.setPrototypeOf(Server.prototype, tls.Server.prototype);
Object.setPrototypeOf(Server, tls.Server);
Server.prototype.closeAllConnections = HttpServer.prototype.closeAllConnections;
Server.prototype.closeIdleConnections = HttpServer.prototype.closeIdleConnections;
Server.prototype.setTimeout = HttpServer.prototype.setTimeout;
Server.prototype.close = function(...args) {
  stopServing(this);
  Reflect.apply(tls.Server.prototype.close, this, args);
  return this;
};
Server.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')] = HttpServer.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')];

// --- agents: connections are shared only by requests with the same secrets; sessions are resumed

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  HttpAgent.call(this, options);
  this.defaultPort = 443;
  this.protocol = 'https:';
  this.maxCachedSessions = this.options.maxCachedSessions;
  if (this.maxCachedSessions === undefined) this.maxCachedSessions = 100;
  this._sessionCache = { map: {}, list: [] };
}
Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype);
Object.setPrototypeOf(Agent, HttpAgent);

// createConnection([port,] [host,] options)
Agent.prototype.createConnection = function createConnection(port, host, options) {
  if (port !== null && typeof port === 'object') options = port;
  else if (host !== null && typeof host === 'object') options = { ...host };
  else options = options !== null && typeof options === 'object' ? { ...options } : {};
  if (typeof port === 'number') options.port = port;
  if (typeof host === 'string') options.host = host;
  const key = options._agentKey;
  const session = key ? this._getSession(key) : undefined;
  const socket = tls.connect(session ? { session, ...options } : options);
  if (key) {
    socket.on('session', (made) => this._cacheSession(key, made));
    socket.once('close', (hadError) => {
      if (hadError) this._evictSession(key);
    });
  }
  return socket;
};

const given = (value) => value || '';
const defined = (value) => (value === undefined ? '' : value);
Agent.prototype.getName = function getName(options = {}) {
  return [
    HttpAgent.prototype.getName.call(this, options), given(options.ca), given(options.cert), given(options.clientCertEngine),
    given(options.ciphers), given(options.key), given(options.pfx), defined(options.rejectUnauthorized),
    options.servername && options.servername !== options.host ? options.servername : '', given(options.minVersion), given(options.maxVersion),
    given(options.secureProtocol), given(options.crl), defined(options.honorCipherOrder), given(options.ecdhCurve), given(options.dhparam),
    defined(options.secureOptions), given(options.sessionIdContext), options.sigalgs ? JSON.stringify(options.sigalgs) : '',
    given(options.privateKeyIdentifier), given(options.privateKeyEngine),
  ].map(String).join(':');
};
Agent.prototype._getSession = function _getSession(key) {
  return this._sessionCache.map[key];
};
Agent.prototype._cacheSession = function _cacheSession(key, session) {
  if (this.maxCachedSessions === 0) return;
  const { map, list } = this._sessionCache;
  if (!map[key]) {
    if (list.length >= this.maxCachedSessions) delete map[list.shift()];
    list.push(key);
  }
  map[key] = session;
};
Agent.prototype._evictSession = function _evictSession(key) {
  const { map, list } = this._sessionCache;
  const at = list.indexOf(key);
  if (at === -1) return;
  list.splice(at, 1);
  delete map[key];
};

const globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });

// --- requests

function request(...args) {
  const { URL } = require('internal/url');
  let options = {};
  if (typeof args[0] === 'string') options = optionsOf(new URL(args.shift()));
  else if (args[0] instanceof URL) options = optionsOf(args.shift());
  if (args[0] && typeof args[0] !== 'function') Object.assign(options, args.shift());
  options._defaultAgent = module.exports.globalAgent;
  return new ClientRequest(options, ...args);
}
function get(input, options, cb) {
  const made = request(input, options, cb);
  made.end();
  return made;
}

function createServer(opts, requestListener) {
  return new Server(opts, requestListener);
}

module.exports = { Agent, globalAgent, Server, createServer, get, request };
