// What node:tls exports from the start, and programs may set: the other files read it here.
'use strict';
const { defaultCipherList } = require('internal/crypto/constants');

module.exports = {
  // How often a client may ask for a new handshake, within how many seconds.
  CLIENT_RENEG_LIMIT: 3,
  CLIENT_RENEG_WINDOW: 600,
  DEFAULT_CIPHERS: defaultCipherList,
  DEFAULT_ECDH_CURVE: 'auto',
  DEFAULT_MIN_VERSION: 'TLSv1.2',
  DEFAULT_MAX_VERSION: 'TLSv1.3',
};
