// node:tls
'use strict';
const native = require('internal/native');
const { getSSLCiphers, rootCertificates } = require('internal/tls_native');
const { SecureContext, createSecureContext } = require('internal/tls/context');
const { checkServerIdentity } = require('internal/tls/identity');
const defaults = require('internal/tls/defaults');
const { convertProtocols } = require('internal/tls/alpn');

module.exports = defaults;

let ciphers;
defaults.getCiphers = () => [...(ciphers ??= [...new Set(getSSLCiphers().map((name) => name.toLowerCase()))].sort())];

let roots;
Object.defineProperty(defaults, 'rootCertificates', {
  configurable: false, enumerable: true, set: undefined, get: function get() { return (roots ??= Object.freeze(rootCertificates())); },
});

defaults.convertALPNProtocols = function convertALPNProtocols(protocols, out) {
  const converted = convertProtocols(protocols);
  if (converted !== undefined) out.ALPNProtocols = converted;
};
defaults.checkServerIdentity = checkServerIdentity;
defaults.createSecureContext = createSecureContext;
defaults.SecureContext = SecureContext;
defaults.TLSSocket = require('internal/tls/socket');
const { Server } = require('internal/tls/server');
defaults.Server = Server;
defaults.createServer = function createServer(options, listener) {
  return new Server(options, listener);
};
defaults.connect = require('internal/tls/connect').connect;
defaults.createSecurePair = function deprecated() {
  throw native.makeError('Error', 'ERR_METHOD_NOT_IMPLEMENTED', 'The createSecurePair() method is not implemented');
};
