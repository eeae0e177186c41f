// tls.SecureContext: keys, certificates and what is allowed, made of a program's options.
'use strict';
const { SecureContext: Native } = require('internal/tls_native');
const native = require('internal/native');
const check = require('internal/validate');
const constants = require('internal/crypto/constants');
const { kViews } = require('internal/crypto/util');
const defaults = require('internal/tls/defaults');

const kVersions = {
  'TLSv1': constants.TLS1_VERSION, 'TLSv1.1': constants.TLS1_1_VERSION, 'TLSv1.2': constants.TLS1_2_VERSION, 'TLSv1.3': constants.TLS1_3_VERSION,
};

function versionNumber(which, version, otherwise) {
  version ??= otherwise;
  if (!Object.hasOwn(kVersions, version)) {
    throw native.makeError('TypeError', 'ERR_TLS_INVALID_PROTOCOL_VERSION',
                           `${JSON.stringify(version)} is not a valid ${which} TLS protocol version`);
  }
  return kVersions[version];
}

function checkText(value, name) {
  if (typeof value !== 'string' && !ArrayBuffer.isView(value)) throw native.invalidArgType(name, kViews, value);
}
const each = (value, use) => {
  if (Array.isArray(value)) value.forEach(use);
  else use(value);
};
const bytesOf = (value) => (typeof value === 'string' ? Buffer.from(value) : value);

function addKey(context, key, passphrase, name) {
  checkText(key, `${name}.key`);
  if (passphrase !== undefined && passphrase !== null) check.string(passphrase, `${name}.passphrase`);
  context.setKey(key, passphrase);
}

// The suites of TLS 1.3 are set apart from the ciphers of what was before.
function setCiphers(context, list, name) {
  if (list !== undefined && list !== null) check.string(list, `${name}.ciphers`);
  const parts = (list || defaults.DEFAULT_CIPHERS).split(':');
  const isSuite = (part) => part.startsWith('TLS_') || part.startsWith('!TLS_');
  const suites = parts.filter(isSuite).join(':');
  const older = parts.filter((part) => part.length > 0 && !isSuite(part)).join(':');
  if (suites === '' && older === '') throw native.invalidArgValue(`${name}.ciphers`, parts);
  if (suites !== '') context.setCipherSuites(suites);
  context.setCiphers(older);
  if (older === '' && context.getMinProto() < constants.TLS1_3_VERSION && context.getMaxProto() > constants.TLS1_2_VERSION)
    context.setMinProto(constants.TLS1_3_VERSION);
}

// --- the order is OpenSSL's: what is allowed, whom to trust, certificates, keys
function configure(context, options, name = 'options') {
  check.object(options, name);
  const { ca, cert, key, passphrase, pfx, crl, dhparam, ticketKeys, sessionTimeout, sessionIdContext, sigalgs } = options;
  const { ciphers = defaults.DEFAULT_CIPHERS, ecdhCurve = defaults.DEFAULT_ECDH_CURVE } = options;
  setCiphers(context, ciphers, name);
  if (ca) {
    each(ca, (value) => {
      checkText(value, `${name}.ca`);
      context.addCACert(value);
    });
  } else {
    context.addRootCerts();
  }
  if (cert) {
    each(cert, (value) => {
      checkText(value, `${name}.cert`);
      context.setCert(value);
    });
  }
  if (Array.isArray(key)) {
    for (const value of key) {
      const alone = typeof value === 'string' || ArrayBuffer.isView(value) || value === null || value === undefined;
      addKey(context, alone ? value : value.pem, (alone ? undefined : value.passphrase) ?? passphrase, name);
    }
  } else if (key) {
    addKey(context, key, passphrase, name);
  }
  if (sigalgs !== undefined && sigalgs !== null) {
    check.string(sigalgs, `${name}.sigalgs`);
    if (sigalgs === '') throw native.invalidArgValue(`${name}.sigalgs`, sigalgs);
    context.setSigalgs(sigalgs);
  }
  check.string(ecdhCurve, `${name}.ecdhCurve`);
  context.setECDHCurve(ecdhCurve);
  if (dhparam !== undefined && dhparam !== null) {
    checkText(dhparam, `${name}.dhparam`);
    const warning = context.setDHParam(dhparam === 'auto' || dhparam);
    if (warning) process.emitWarning(warning, 'SecurityWarning');
  }
  if (crl !== undefined && crl !== null) {
    each(crl, (value) => {
      checkText(value, `${name}.crl`);
      context.addCRL(value);
    });
  }
  if (sessionIdContext !== undefined && sessionIdContext !== null) {
    check.string(sessionIdContext, `${name}.sessionIdContext`);
    context.setSessionIdContext(sessionIdContext);
  }
  if (pfx !== undefined && pfx !== null) {
    each(pfx, (value) => {
      const raw = value.buf || value;
      const word = value.passphrase || passphrase;
      context.loadPKCS12(bytesOf(raw), word === undefined || word === null ? undefined : bytesOf(word));
    });
  }
  if (ticketKeys !== undefined && ticketKeys !== null) {
    if (!ArrayBuffer.isView(ticketKeys)) throw native.invalidArgType(`${name}.ticketKeys`, 'an instance of Buffer, TypedArray, or DataView', ticketKeys);
    if (ticketKeys.byteLength !== 48) throw native.invalidArgValue(`${name}.ticketKeys`, ticketKeys.byteLength, 'must be exactly 48 bytes');
    context.setTicketKeys(ticketKeys);
  }
  if (sessionTimeout !== undefined && sessionTimeout !== null) {
    check.int32(sessionTimeout, `${name}.sessionTimeout`, 0);
    context.setSessionTimeout(sessionTimeout);
  }
}

function conflict(version, protocol) {
  return native.makeError('TypeError', 'ERR_TLS_PROTOCOL_VERSION_CONFLICT',
                          `TLS protocol version ${JSON.stringify(version)} conflicts with secureProtocol ${JSON.stringify(protocol)}`);
}

function SecureContext(secureProtocol, secureOptions, minVersion, maxVersion) {
  if (!(this instanceof SecureContext)) return new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  if (secureProtocol) {
    for (const version of [minVersion, maxVersion]) {
      if (version !== undefined && version !== null) throw conflict(version, secureProtocol);
    }
  }
  this.context = new Native();
  this.context.init(secureProtocol || undefined, versionNumber('minimum', minVersion, defaults.DEFAULT_MIN_VERSION),
                    versionNumber('maximum', maxVersion, defaults.DEFAULT_MAX_VERSION));
  if (secureOptions) {
    check.integer(secureOptions, 'secureOptions');
    this.context.setOptions(secureOptions);
  }
}

exports.SecureContext = SecureContext;
exports.createSecureContext = function createSecureContext(options) {
  options ||= {};
  const { honorCipherOrder, minVersion, maxVersion, secureProtocol } = options;
  let { secureOptions } = options;
  if (honorCipherOrder) secureOptions |= constants.SSL_OP_CIPHER_SERVER_PREFERENCE;
  const made = new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  configure(made.context, options);
  return made;
};
