// tls.connect(): a connection, its handshake, and whether the server is who it should be.
'use strict';
const net = require('net');
const native = require('internal/native');
const { connectionReset } = require('internal/net/errors');
const TLSSocket = require('internal/tls/socket');
const defaults = require('internal/tls/defaults');
const { createSecureContext } = require('internal/tls/context');

const kConnectOptions = Symbol('connect-options');

let warnedOfAddress = false;
let warnedOfUnauthorized = false;

// NODE_TLS_REJECT_UNAUTHORIZED=0
function allowsUnauthorized() {
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return false;
  if (!warnedOfUnauthorized) {
    warnedOfUnauthorized = true;
    process.emitWarning("Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to '0' makes TLS connections and HTTPS requests insecure " +
                        'by disabling certificate verification.');
  }
  return true;
}

function readArguments(args) {
  const [options, callback] = net._normalizeArgs(args);
  const more = args.slice(1, 3).find((value) => value !== null && typeof value === 'object');
  return [more ? Object.assign(options, more) : options, callback];
}

function onSecure() {
  const options = this[kConnectOptions];
  const key = this.getEphemeralKeyInfo();
  if (key.type === 'DH' && key.size < options.minDHSize) {
    this.emit('error', native.makeError('Error', 'ERR_TLS_DH_PARAM_SIZE', `DH parameter size ${key.size} is less than 2048`));
    this.destroy();
    return;
  }
  let error = this.ssl.verifyError();
  // A session that is resumed was looked at when it began.
  if (!error && !this.isSessionReused()) {
    const host = options.servername || options.host || (options.socket && options.socket._host) || 'localhost';
    error = options.checkServerIdentity(host, this.getPeerCertificate(true));
  }
  if (error) {
    this.authorized = false;
    this.authorizationError = error.code || error.message;
    if (options.rejectUnauthorized !== false) {
      this.destroy(error);
      return;
    }
  } else {
    this.authorized = true;
  }
  this.secureConnecting = false;
  this.emit('secureConnect');
  this._markVerified();
  this.removeListener('end', onEnd);
}

function onEnd() {
  if (this._hadError) return;
  this._hadError = true;
  const { path, host, port, localAddress } = this[kConnectOptions];
  const error = connectionReset('Client network socket disconnected before secure TLS connection was established');
  this.destroy(Object.assign(error, { path, host, port, localAddress }));
}

// Options that Node asserts about.
function demand(condition, message) {
  if (condition) return;
  throw native.makeError('Error', 'ERR_INTERNAL_ASSERTION',
                         `${message}This is caused by either a bug in Node.js or incorrect usage of Node.js internals.\n` +
                         'Please open an issue with this stack trace at https://github.com/nodejs/node/issues\n');
}

exports.connect = function connect(...args) {
  const [given, callback] = readArguments(args);
  const options = {
    rejectUnauthorized: !allowsUnauthorized(), ciphers: defaults.DEFAULT_CIPHERS, checkServerIdentity: defaults.checkServerIdentity, minDHSize: 1024,
    ...given,
  };
  if (!options.keepAlive) options.singleUse = true;
  demand(typeof options.checkServerIdentity === 'function', '');
  demand(typeof options.minDHSize === 'number', `options.minDHSize is not a number: ${options.minDHSize}\n`);
  demand(options.minDHSize > 0, `options.minDHSize is not a positive number: ${options.minDHSize}\n`);
  const socket = new TLSSocket(options.socket, {
    allowHalfOpen: options.allowHalfOpen, pipe: !!options.path, secureContext: options.secureContext || createSecureContext(options),
    isServer: false, requestCert: true, rejectUnauthorized: options.rejectUnauthorized !== false, session: options.session,
    ALPNProtocols: options.ALPNProtocols, requestOCSP: options.requestOCSP, enableTrace: options.enableTrace, pskCallback: options.pskCallback,
    highWaterMark: options.highWaterMark, onread: options.onread, signal: options.signal,
  });
  options.rejectUnauthorized = options.rejectUnauthorized !== false;
  socket[kConnectOptions] = options;
  if (callback) socket.once('secureConnect', callback);
  if (!options.socket) {
    if (options.timeout) socket.setTimeout(options.timeout);
    socket.connect(options, socket._start);
  }
  socket._releaseControl();
  if (options.session) socket.setSession(options.session);
  if (options.servername) {
    if (!warnedOfAddress && net.isIP(options.servername)) {
      warnedOfAddress = true;
      process.emitWarning('Setting the TLS ServerName to an IP address is not permitted by RFC 6066. This will be ignored in a future version.',
                          'DeprecationWarning', 'DEP0123');
    }
    socket.setServername(options.servername);
  }
  if (options.socket) socket._start();
  socket.on('secure', onSecure);
  socket.prependListener('end', onEnd);
  return socket;
};
