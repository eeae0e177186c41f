// tls.Server: every connection of net.Server becomes a TLSSocket, which the program gets when its handshake is done.
'use strict';
const net = require('net');
const native = require('internal/native');
const check = require('internal/validate');
const { connectionReset } = require('internal/net/errors');
const TLSSocket = require('internal/tls/socket');
const { convertProtocols } = require('internal/tls/alpn');
const { SecureContext, createSecureContext } = require('internal/tls/context');

const kHandshakeTimeout = Symbol('handshake-timeout');
const kSNICallback = Symbol('snicallback');
const kPskCallback = Symbol('pskcallback');
const kPskIdentityHint = Symbol('pskidentityhint');
const kEnableTrace = Symbol('enableTrace');
const kErrorEmitted = Symbol('error-emitted');

exports.Server = Server;
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === 'function') {
    listener = options;
    options = {};
  } else if (options !== undefined && options !== null && typeof options !== 'object') {
    throw native.invalidArgType('options', 'of type object', options);
  }
  options ??= {};
  this._contexts = [];
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (this.ALPNCallback && options.ALPNProtocols) {
    throw native.makeError('TypeError', 'ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS',
                           'The ALPNCallback and ALPNProtocols TLS options are mutually exclusive');
  }
  if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
  if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
  if (options.ALPNProtocols) this.ALPNProtocols = convertProtocols(options.ALPNProtocols);
  this.setSecureContext(options);
  this[kHandshakeTimeout] = options.handshakeTimeout || 120_000;
  this[kSNICallback] = options.SNICallback;
  this[kPskCallback] = options.pskCallback;
  this[kPskIdentityHint] = options.pskIdentityHint;
  check.number(this[kHandshakeTimeout], 'options.handshakeTimeout');
  if (this[kSNICallback]) check.callback(this[kSNICallback], 'options.SNICallback');
  net.Server.call(this, options, tlsConnectionListener);
  if (listener) this.on('secureConnection', listener);
  this[kEnableTrace] = options.enableTrace;
}

function tlsConnectionListener(rawSocket) {
  const socket = new TLSSocket(rawSocket, {
    secureContext: this._sharedCreds, isServer: true, server: this, requestCert: this.requestCert, rejectUnauthorized: this.rejectUnauthorized,
    handshakeTimeout: this[kHandshakeTimeout], ALPNProtocols: this.ALPNProtocols, ALPNCallback: this.ALPNCallback,
    SNICallback: this[kSNICallback] || TLSSocket.defaultSNICallback, enableTrace: this[kEnableTrace], pauseOnConnect: this.pauseOnConnect,
    pskCallback: this[kPskCallback], pskIdentityHint: this[kPskIdentityHint],
  });
  socket.on('secure', onSecure);
  if (this.listenerCount('keylog') > 0) socket.on('keylog', onKeylog);
  socket[kErrorEmitted] = false;
  socket.on('close', onClose);
  socket.on('_tlsError', onError);
  socket.on('error', onError);
}
function onSecure() {
  if (this._requestCert) {
    const error = this.ssl.verifyError();
    if (error) {
      this.authorizationError = error.code;
      if (this._rejectUnauthorized) this.destroy();
    } else {
      this.authorized = true;
    }
  }
  if (this.destroyed || !this._releaseControl()) return;
  this.secureConnecting = false;
  this._tlsOptions.server.emit('secureConnection', this);
}
function onKeylog(line) {
  this._tlsOptions.server.emit('keylog', line, this);
}
function onError(error) {
  if (this._controlReleased || this[kErrorEmitted]) return;
  this[kErrorEmitted] = true;
  this._tlsOptions.server.emit('tlsClientError', error, this);
}
function onClose(hadError) {
  // An error has been told.
  if (!hadError) Reflect.apply(onError, this, [connectionReset('socket hang up')]);
}

const kContextOptions = ['pfx', 'key', 'passphrase', 'cert', 'clientCertEngine', 'ca', 'minVersion', 'maxVersion', 'secureProtocol', 'crl'];

Server.prototype.setSecureContext = function(options) {
  check.object(options, 'options');
  for (const name of kContextOptions) this[name] = options[name] || undefined;
  this.sigalgs = options.sigalgs;
  this.ciphers = options.ciphers || undefined;
  this.ecdhCurve = options.ecdhCurve;
  this.dhparam = options.dhparam || undefined;
  this.honorCipherOrder = options.honorCipherOrder !== undefined ? !!options.honorCipherOrder : true;
  this.secureOptions = options.secureOptions || undefined;
  // Sessions are resumed by the program that began them.
  this.sessionIdContext = options.sessionIdContext ||
    require('crypto').createHash('sha1').update(process.argv.join(' ')).digest('hex').slice(0, 32);
  if (options.sessionTimeout) this.sessionTimeout = options.sessionTimeout;
  if (options.ticketKeys) this.ticketKeys = options.ticketKeys;
  this.privateKeyIdentifier = options.privateKeyIdentifier;
  this.privateKeyEngine = options.privateKeyEngine;
  this._sharedCreds = createSecureContext({
    pfx: this.pfx, key: this.key, passphrase: this.passphrase, cert: this.cert, ca: this.ca, ciphers: this.ciphers, sigalgs: this.sigalgs,
    ecdhCurve: this.ecdhCurve, dhparam: this.dhparam, minVersion: this.minVersion, maxVersion: this.maxVersion,
    secureProtocol: this.secureProtocol, secureOptions: this.secureOptions, honorCipherOrder: this.honorCipherOrder, crl: this.crl,
    sessionIdContext: this.sessionIdContext, ticketKeys: this.ticketKeys, sessionTimeout: this.sessionTimeout,
  });
};
Server.prototype._getServerData = function() {
  return { ticketKeys: this.getTicketKeys().toString('hex') };
};
Server.prototype._setServerData = function(data) {
  this.setTicketKeys(Buffer.from(data.ticketKeys, 'hex'));
};
Server.prototype.getTicketKeys = function getTicketKeys() {
  return this._sharedCreds.context.getTicketKeys();
};
Server.prototype.setTicketKeys = function setTicketKeys(keys) {
  if (!ArrayBuffer.isView(keys)) throw native.invalidArgType('buffer', 'an instance of Buffer, TypedArray, or DataView', keys);
  require('assert')(keys.byteLength === 48, 'Session ticket keys must be a 48-byte buffer');
  this._sharedCreds.context.setTicketKeys(keys);
};
Server.prototype.setOptions = require('util').deprecate(function(options) {
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  for (const name of [...kContextOptions, 'ciphers', 'dhparam', 'sessionTimeout', 'ticketKeys', 'secureOptions', 'sigalgs']) {
    if (options[name]) this[name] = options[name];
  }
  for (const name of ['ecdhCurve', 'privateKeyIdentifier', 'privateKeyEngine']) {
    if (options[name] !== undefined) this[name] = options[name];
  }
  this.honorCipherOrder = options.honorCipherOrder !== undefined ? !!options.honorCipherOrder : true;
  if (options.ALPNProtocols) this.ALPNProtocols = convertProtocols(options.ALPNProtocols);
  if (options.sessionIdContext) this.sessionIdContext = options.sessionIdContext;
}, 'Server.prototype.setOptions() is deprecated', 'DEP0122');
// A name, in which * stands for one label.
Server.prototype.addContext = function(servername, context) {
  if (!servername)
    throw native.makeError('Error', 'ERR_TLS_REQUIRED_SERVER_NAME', '"servername" is required parameter for Server.addContext');
  const pattern = servername.replace(/([.^$+?\-\\[\]{}])/g, '\\$1').replaceAll('*', '[^.]*');
  const made = context instanceof SecureContext ? context : createSecureContext(context);
  this._contexts.push([new RegExp(`^${pattern}$`), made.context]);
};
Server.prototype[Symbol.for('nodejs.rejection')] = function(error, event, socket) {
  if (event === 'secureConnection') socket.destroy(error);
  else Reflect.apply(net.Server.prototype[Symbol.for('nodejs.rejection')], this, [error, event, socket]);
};
