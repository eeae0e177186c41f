// An older name of parts of node:tls.
'use strict';
const { SecureContext, createSecureContext } = require('tls');
const { translateCertificate } = require('internal/crypto/legacy_certificate');
module.exports = { SecureContext, createSecureContext, translatePeerCertificate: translateCertificate };
