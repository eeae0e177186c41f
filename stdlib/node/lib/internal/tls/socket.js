// tls.TLSSocket: a net.Socket whose native stream has a session of TLS as its filter.
'use strict';
const net = require('net');
const { TCP, Pipe } = require('internal/stream_native');
const { SecureContext: NativeContext, TLSSession } = require('internal/tls_native');
const native = require('internal/native');
const check = require('internal/validate');
const defaults = require('internal/tls/defaults');
const AdaptedStream = require('internal/tls/adapted_stream');
const { convertProtocols, decodeProtocols } = require('internal/tls/alpn');
const { SecureContext, createSecureContext } = require('internal/tls/context');
const { translateCertificate } = require('internal/crypto/legacy_certificate');
const { X509Certificate } = require('internal/crypto/x509');

const kSession = Symbol('session');
const kSecureContext = Symbol('secureContext');
const kBelow = Symbol('below');            // the socket or stream whose bytes are the records
const kVerified = Symbol('verified');
const kPendingSession = Symbol('pendingSession');
const kALPNCallback = Symbol('alpncallback');
const kDisableRenegotiation = Symbol('disable-renegotiation');
const kHandshakes = Symbol('handshakes');
const kLastHandshake = Symbol('lastHandshakeTime');
const kWaits = Symbol('waits');    // for what the socket below has to write
const kStarts = Symbol('starts');  // then

module.exports = TLSSocket;
Object.setPrototypeOf(TLSSocket.prototype, net.Socket.prototype);
Object.setPrototypeOf(TLSSocket, net.Socket);

function TLSSocket(socket, opts) {
  const options = { ...opts };
  if (options.enableTrace !== undefined && options.enableTrace !== null) check.boolean(options.enableTrace, 'options.enableTrace');
  if (options.ALPNProtocols) options.ALPNProtocols = convertProtocols(options.ALPNProtocols) ?? options.ALPNProtocols;
  this._tlsOptions = options;
  this._secureEstablished = false;
  this._securePending = false;
  this._newSessionPending = false;
  this._controlReleased = false;
  this.secureConnecting = true;
  this._SNICallback = null;
  this[kALPNCallback] = null;
  this.servername = null;
  this.alpnProtocol = null;
  this.authorized = false;
  this.authorizationError = null;
  this[kVerified] = false;
  this[kPendingSession] = null;

  const context = options.secureContext || options.credentials || createSecureContext(options);
  if (!(context.context instanceof NativeContext)) throw native.makeError('TypeError', 'ERR_TLS_INVALID_CONTEXT', 'context must be a SecureContext');
  this[kSecureContext] = context;
  // A socket without a connection yet is no different from any other stream.
  const isNative = socket instanceof net.Socket && socket._handle && !(socket._handle instanceof AdaptedStream) && !(socket instanceof TLSSocket);
  let handle;
  if (!socket) handle = options.pipe ? new Pipe() : new TCP();
  else handle = isNative ? socket._handle : new AdaptedStream(socket);
  this[kBelow] = socket || null;
  this[kSession] = new TLSSession(context.context, !!options.isServer, this, {
    ...(options.isServer ? kServerCallbacks : kClientCallbacks), ...(handle instanceof AdaptedStream ? handle.callbacks() : undefined),
  });

  // Just a documented way to tell it from other sockets.
  this.encrypted = true;
  net.Socket.call(this, {
    handle, allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen, pauseOnCreate: options.pauseOnConnect, manualStart: true,
    highWaterMark: options.highWaterMark, onread: socket ? null : options.onread, signal: options.signal,
  });
  this.ssl = this[kSession];
  if (socket) socket.on('close', () => this.destroy());
  this.on('close', () => setImmediate(() => this._destroySSL()));
  this.on('error', this._tlsError);
  this._init(socket, socket);
  if (handle instanceof AdaptedStream) {
    handle.secure(this[kSession]);
  } else if (socket && !socket.connecting) {
    attachWhenWritten(this, socket);
  }
  // In a later tick, so that the program can add its listeners.
  process.nextTick(beginReading, this, socket);
}

function attachSession(socket) {
  if (socket.ssl !== null && socket._handle && !(socket._handle instanceof AdaptedStream)) socket.ssl.attach(socket._handle);
}
// What the owner of the socket below has written goes first, as it is.
function attachWhenWritten(socket, below) {
  if (below.writableLength === 0) {
    attachSession(socket);
    return;
  }
  socket[kWaits] = true;
  below.write('', (error) => {
    socket[kWaits] = false;
    if (error) {
      socket.destroy(error);
      return;
    }
    attachSession(socket);
    if (socket[kStarts]) socket._start();
  });
}

function beginReading(socket, below) {
  if (!socket._handle) return;
  // What was read before belongs to the records (an AdaptedStream listens for it).
  if (below?.readableLength && !(socket._handle instanceof AdaptedStream)) {
    for (let chunk; (chunk = below.read()) !== null;) socket.ssl.receive(chunk);
    if (!socket._handle) return;
  }
  socket.read(0);
}

// --- what the session tells; `this` is the socket

const kCommonCallbacks = {
  done() {
    this._finishInit();
  },
  error(error) {
    if (this._hadError) return;
    this._hadError = true;
    if (!this._secureEstablished) {
      // A handshake that fails ends the connection; 'tlsClientError' comes while the socket still has its addresses.
      this._closeAfterHandlingError = true;
      this.destroy(error);
    } else if (this._tlsOptions.isServer && this._rejectUnauthorized && /peer did not return a certificate/.test(error.message)) {
      this.destroy();
    } else {
      this._emitTLSError(error);
    }
  },
  keylog(line) {
    this.emit('keylog', line);
  },
};
const kClientCallbacks = {
  ...kCommonCallbacks,
  session(id, session) {
    if (this[kVerified]) this.emit('session', session);
    else this[kPendingSession] = session;
  },
  ocsp(response) {
    this.emit('OCSPResponse', response);
  },
};
const kServerCallbacks = {
  ...kCommonCallbacks,
  started(now) {
    const last = this[kLastHandshake];
    this[kLastHandshake] = now;
    if (last === undefined) return;
    this[kHandshakes] = now - last >= defaults.CLIENT_RENEG_WINDOW * 1000 ? 1 : (this[kHandshakes] ?? 0) + 1;
    if (this[kHandshakes] > defaults.CLIENT_RENEG_LIMIT)
      this._emitTLSError(native.makeError('Error', 'ERR_TLS_SESSION_ATTACK', 'TLS session renegotiation attack detected'));
    else if (this[kDisableRenegotiation])
      this._emitTLSError(native.makeError('Error', 'ERR_TLS_RENEGOTIATION_DISABLED', 'TLS session renegotiation disabled for this socket'));
  },
  hello(id) {
    const found = answerOf(this, (session) => this.ssl.sessionFound(session || undefined));
    if (!this.server || !this.server.emit('resumeSession', id, found)) this.ssl.sessionFound();
  },
  certificate(servername, wantsOcsp) {
    if (!servername || !this._SNICallback) {
      chooseCertificate(this, undefined, wantsOcsp);
      return;
    }
    const chosen = answerOf(this, (context) => chooseCertificate(this, context ? context.context || context : undefined, wantsOcsp));
    try {
      this._SNICallback(servername, chosen);
    } catch (error) {
      this.destroy(error);
    }
  },
  session(id, session) {
    const { ssl } = this;
    let called = false;
    const stored = () => {
      if (called) return;
      called = true;
      if (this._handle === null) {
        this.destroy(socketClosed());
        return;
      }
      ssl.sessionStored();
      this._newSessionPending = false;
      if (this._securePending) this._finishInit();
      this._securePending = false;
    };
    this._newSessionPending = true;
    if (!this.server || !this.server.emit('newSession', id, session, stored)) stored();
  },
  // Where in the client's list the chosen protocol is.
  alpn(offered) {
    try {
      const protocols = decodeProtocols(offered);
      const chosen = this[kALPNCallback]({ servername: this.ssl.getServername(), protocols });
      if (chosen === undefined) return undefined;
      const index = protocols.indexOf(chosen);
      if (index === -1) {
        throw native.makeError('TypeError', 'ERR_TLS_ALPN_CALLBACK_INVALID_RESULT',
                               `ALPN callback returned a value (${chosen}) that did not match any of the client's offered protocols (${protocols.join(', ')})`);
      }
      return protocols.slice(0, index).reduce((at, protocol) => at + 1 + protocol.length, 0);
    } catch (error) {
      this.destroy(error);
      return undefined;
    }
  },
};

const socketClosed = () => native.makeError('Error', 'ERR_SOCKET_CLOSED', 'Socket is closed');
// The callback(error, value) that a program gets with a question; `use` has the first answer of an open connection.
function answerOf(socket, use) {
  let called = false;
  return (error, value) => {
    if (called) {
      socket.destroy(native.makeError('Error', 'ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'));
      return;
    }
    called = true;
    if (error) socket.destroy(error);
    else if (socket._handle === null) socket.destroy(socketClosed());
    else use(value);
  };
}

function chooseCertificate(socket, context, wantsOcsp) {
  const answer = (response) => {
    if (context !== undefined && !(context instanceof NativeContext)) {
      Reflect.apply(kCommonCallbacks.error, socket, [new TypeError('Invalid SNI context')]);
      return;
    }
    try {
      socket.ssl.certificateChosen(context, response);
    } catch (error) {
      socket.destroy(error);
    }
  };
  const shown = context ?? socket.server?._sharedCreds?.context;
  if (!wantsOcsp || !shown || socket.server.listenerCount('OCSPRequest') === 0) {
    answer();
    return;
  }
  socket.server.emit('OCSPRequest', shown.getCertificate(), shown.getIssuer(), answerOf(socket, (response) => answer(response || undefined)));
}

// --- the beginning

// Contexts are looked at only when there are some (tls.Server).
TLSSocket.defaultSNICallback = function SNICallback(servername, callback) {
  const { _contexts: contexts } = this.server;
  for (let i = contexts.length - 1; i >= 0; i--) {
    if (contexts[i][0].test(servername)) {
      callback(null, contexts[i][1]);
      return;
    }
  }
  callback(null, undefined);
};
Object.defineProperty(TLSSocket, 'defaultSNICallback', { enumerable: false });

function onNewListener(event) {
  if (!this.ssl) return;
  if (event === 'keylog') this.ssl.enableKeylogCallback();
  else if (event === 'session' && !this._tlsOptions.isServer) this.ssl.enableSessionCallbacks();
}

TLSSocket.prototype._init = function(socket, below) {
  const options = this._tlsOptions;
  const ssl = this[kSession];
  this.server = options.server;
  // Clients want to see a certificate, servers when they are told to.
  this._requestCert = !!options.requestCert || !options.isServer;
  this._rejectUnauthorized = !!options.rejectUnauthorized;
  if (this._requestCert || this._rejectUnauthorized) ssl.setVerifyMode(this._requestCert, this._rejectUnauthorized);
  this.on('newListener', onNewListener);
  if (options.isServer) {
    if (options.ALPNCallback) {
      check.callback(options.ALPNCallback, 'options.ALPNCallback');
      this[kALPNCallback] = options.ALPNCallback;
      ssl.enableALPNCallback();
    }
    const { server } = this;
    if (server && (server.listenerCount('resumeSession') > 0 || server.listenerCount('newSession') > 0)) {
      ssl.enableSessionCallbacks();
      ssl.enableHelloCallback();
    }
    if (server && server.listenerCount('OCSPRequest') > 0) ssl.enableCertCallback();
    if (options.SNICallback && (options.SNICallback !== TLSSocket.defaultSNICallback || (server && server._contexts.length > 0))) {
      check.callback(options.SNICallback, 'options.SNICallback');
      this._SNICallback = options.SNICallback;
      ssl.enableCertCallback();
    }
  } else if (options.session) {
    this.setSession(options.session);
  }
  if (options.ALPNProtocols) ssl.setALPNProtocols(options.ALPNProtocols);
  if (options.handshakeTimeout > 0) this.setTimeout(options.handshakeTimeout, this._handleTimeout);
  if (socket instanceof net.Socket) {
    this._parent = socket;
    this.connecting = socket.connecting || !socket._handle;
    socket.once('connect', () => {
      // It may have got another handle on the way.
      if (!(this._handle instanceof AdaptedStream) && socket._handle) {
        this._prepareConnect(socket._handle);
        attachSession(this);
      }
      this.connecting = false;
      this.emit('connect');
    });
  }
  if (below) below.on('error', (error) => this._emitTLSError(error));
  else this.connecting = true;
};

TLSSocket.prototype._start = function() {
  if (this.connecting) {
    this.once('connect', this._start);
    return;
  }
  if (!this._handle) return;
  if (this[kWaits]) {
    this[kStarts] = true;
    return;
  }
  if (this[kBelow] === null) attachSession(this);
  if (this._tlsOptions.requestOCSP) this.ssl.requestOCSP();
  this.ssl.start();
};
TLSSocket.prototype._finishInit = function() {
  if (!this._handle) return;
  if (this._newSessionPending) {
    this._securePending = true;
    return;
  }
  this.alpnProtocol = this.ssl.getALPNNegotiatedProtocol();
  if (this.servername === null) this.servername = this.ssl.getServername();
  this._secureEstablished = true;
  if (this._tlsOptions.handshakeTimeout > 0) this.setTimeout(0, this._handleTimeout);
  this.emit('secure');
};
// Servers and connect() watch the handshake; from its end on, errors are the program's.
TLSSocket.prototype._releaseControl = function() {
  if (this._controlReleased) return false;
  this._controlReleased = true;
  this.removeListener('error', this._tlsError);
  return true;
};
TLSSocket.prototype._tlsError = function(error) {
  this.emit('_tlsError', error);
  return this._controlReleased ? error : null;
};
TLSSocket.prototype._emitTLSError = function(error) {
  const told = this._tlsError(error);
  if (told) this.emit('error', told);
};
TLSSocket.prototype._handleTimeout = function() {
  this._emitTLSError(native.makeError('Error', 'ERR_TLS_HANDSHAKE_TIMEOUT', 'TLS handshake timeout'));
};
// A server's certificate was found to be good: what came before of sessions may be told.
const hidden = (name, value) => Object.defineProperty(TLSSocket.prototype, name, { value, writable: true, configurable: true, enumerable: false });
hidden('_markVerified', function() {
  this[kVerified] = true;
  const session = this[kPendingSession];
  this[kPendingSession] = null;
  if (session) this.emit('session', session);
});

// --- the end

TLSSocket.prototype._destroySSL = function() {
  const { ssl } = this;
  if (!ssl) return;
  this.ssl = null;
  this[kPendingSession] = null;
  this[kVerified] = false;
  closeSession(this, ssl);
};
function closeSession(socket, ssl) {
  ssl.close();
  const context = socket[kSecureContext];
  if (context.singleUse && context.context) {
    context.context.close();
    context.context = null;
  }
}
// The socket below goes with this one; its 'close' comes first.
hidden('_closeHandle', function(handle, done) {
  const { ssl } = this;
  this.ssl = null;
  const closed = () => {
    if (ssl) closeSession(this, ssl);
    done();
  };
  const below = this[kBelow];
  if (below === null || handle instanceof AdaptedStream) {
    handle.close(closed);
  } else if (below._handle === handle) {
    below.once('close', closed);
    below.destroy();
  } else {
    closed();
  }
});

// --- what programs ask

TLSSocket.prototype.disableRenegotiation = function() {
  this[kDisableRenegotiation] = true;
};
TLSSocket.prototype.renegotiate = function(options, callback) {
  check.object(options, 'options');
  if (callback !== undefined) check.callback(callback, 'callback');
  if (this.destroyed) return undefined;
  const requestCert = options.requestCert === undefined ? !!this._requestCert : !!options.requestCert;
  const rejectUnauthorized = options.rejectUnauthorized === undefined ? !!this._rejectUnauthorized : !!options.rejectUnauthorized;
  if (requestCert !== this._requestCert || rejectUnauthorized !== this._rejectUnauthorized) {
    this.ssl.setVerifyMode(requestCert, rejectUnauthorized);
    this._requestCert = requestCert;
    this._rejectUnauthorized = rejectUnauthorized;
  }
  try {
    this.ssl.renegotiate();
  } catch (error) {
    if (callback) process.nextTick(callback, error);
    return false;
  }
  if (callback) this.once('secure', () => callback(null));
  return true;
};
TLSSocket.prototype.exportKeyingMaterial = function(length, label, context) {
  check.integer(length, 'length', 1, 4294967295);
  check.string(label, 'label');
  if (context !== undefined && !ArrayBuffer.isView(context))
    throw native.invalidArgType('context', 'an instance of Buffer, TypedArray, or DataView', context);
  if (!this._secureEstablished)
    throw native.makeError('Error', 'ERR_TLS_INVALID_STATE', 'TLS socket connection must be securely established');
  return this.ssl.exportKeyingMaterial(length, label, context);
};
TLSSocket.prototype.setMaxSendFragment = function(size) {
  check.int32(size, 'size');
  return this.ssl.setMaxSendFragment(size);
};
TLSSocket.prototype.setServername = function(name) {
  check.string(name, 'name');
  if (this._tlsOptions.isServer)
    throw native.makeError('Error', 'ERR_TLS_SNI_FROM_SERVER', 'Cannot issue SNI from a TLS server-side socket');
  this.ssl.setServername(name);
};
TLSSocket.prototype.setSession = function(session) {
  this[kSession].setSession(typeof session === 'string' ? Buffer.from(session, 'latin1') : session);
};
TLSSocket.prototype.getPeerCertificate = function(detailed) {
  return this.ssl ? translateCertificate(this.ssl.getPeerCertificate(!detailed)) || {} : null;
};
TLSSocket.prototype.getCertificate = function() {
  return this.ssl ? translateCertificate(this.ssl.getCertificate()) || {} : null;
};
TLSSocket.prototype.getPeerX509Certificate = function() {
  const bytes = this.ssl?.getPeerCertificateBytes();
  return bytes ? new X509Certificate(bytes) : undefined;
};
TLSSocket.prototype.getX509Certificate = function() {
  const bytes = this.ssl?.getCertificateBytes();
  return bytes ? new X509Certificate(bytes) : undefined;
};
TLSSocket.prototype.setKeyCert = function(context) {
  if (this.ssl) this.ssl.setKeyCert((context instanceof SecureContext ? context : createSecureContext(context)).context);
};
for (const name of ['getCipher', 'getSharedSigalgs', 'getEphemeralKeyInfo', 'getFinished', 'getPeerFinished', 'getProtocol', 'getSession',
  'getTLSTicket', 'isSessionReused']) {
  TLSSocket.prototype[name] = function(...args) {
    return this.ssl ? this.ssl[name](...args) : null;
  };
}
// OpenSSL's own trace is a part that Debian leaves out.
TLSSocket.prototype.enableTrace = function() {};
