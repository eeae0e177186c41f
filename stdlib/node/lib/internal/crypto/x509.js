// crypto.X509Certificate
'use strict';
const native = require('internal/native');
const crypto = require('internal/crypto_native');
const { checkObject, checkOneOf, checkString, kHandle, kViews } = require('internal/crypto/util');
const { PublicKeyObject, isKeyObject } = require('internal/crypto/keys');
const { translateCertificate } = require('internal/crypto/legacy_certificate');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

// X509_CHECK_FLAG_… of OpenSSL
const kFlags = { partialWildcards: 4, wildcards: 2, multiLabelWildcards: 8, singleLabelSubdomains: 16 };
function readFlags(options = {}) {
  checkObject(options, 'options');
  const { subject = 'default' } = options;
  checkString(subject, 'options.subject');
  if (!['default', 'always', 'never'].includes(subject)) throw native.invalidArgValue('options.subject', subject);
  let flags = subject === 'always' ? 1 : subject === 'never' ? 32 : 0;
  // The first two are on unless they are turned off.
  for (const [name, otherwise] of [['wildcards', true], ['partialWildcards', true], ['multiLabelWildcards', false], ['singleLabelSubdomains', false]]) {
    const value = options[name] ?? otherwise;
    if (typeof value !== 'boolean') throw native.invalidArgType(`options.${name}`, 'of type boolean', value);
    if (value !== otherwise) flags |= kFlags[name];
  }
  return flags;
}

class X509Certificate {
  #handle;
  #facts = new Map();

  constructor(buffer) {
    if (typeof buffer !== 'string' && !ArrayBuffer.isView(buffer)) throw native.invalidArgType('buffer', kViews, buffer);
    this.#handle = crypto.parseCertificate(buffer);
  }
  // Made when first asked for, the same ever after.
  #fact(name, make) {
    if (!this.#facts.has(name)) this.#facts.set(name, make());
    return this.#facts.get(name);
  }
  #text(name) {
    return this.#fact(name, () => crypto.certificateFact(this.#handle, name));
  }

  get subject() { return this.#text('subject'); }
  get subjectAltName() { return this.#text('subjectAltName'); }
  get issuer() { return this.#text('issuer'); }
  get issuerCertificate() { return undefined; }
  get infoAccess() { return this.#text('infoAccess'); }
  get validFrom() { return this.#text('validFrom'); }
  get validTo() { return this.#text('validTo'); }
  get fingerprint() { return this.#text('fingerprint'); }
  get fingerprint256() { return this.#text('fingerprint256'); }
  get fingerprint512() { return this.#text('fingerprint512'); }
  get keyUsage() { return this.#fact('keyUsage', () => crypto.certificateKeyUsage(this.#handle)); }
  get serialNumber() { return this.#text('serialNumber'); }
  get raw() { return this.#fact('raw', () => crypto.certificateBytes(this.#handle)); }
  get publicKey() { return this.#fact('publicKey', () => new PublicKeyObject(crypto.certificateKey(this.#handle))); }
  toString() { return this.#text('pem'); }
  // There is no other form for JSON.
  toJSON() { return this.toString(); }
  get ca() { return this.#fact('ca', () => crypto.isAuthority(this.#handle)); }

  checkHost(name, options) {
    checkString(name, 'name');
    return crypto.checkHost(this.#handle, name, readFlags(options));
  }
  checkEmail(email, options) {
    checkString(email, 'email');
    return crypto.checkEmail(this.#handle, email, readFlags(options));
  }
  checkIP(ip, options) {
    checkString(ip, 'ip');
    return crypto.checkAddress(this.#handle, ip, readFlags(options));
  }
  checkIssued(otherCert) {
    if (otherCert === null || typeof otherCert !== 'object' || !(#handle in otherCert))
      throw native.invalidArgType('otherCert', 'an instance of X509Certificate', otherCert);
    return crypto.checkIssued(this.#handle, otherCert.#handle);
  }
  checkPrivateKey(pkey) {
    if (!isKeyObject(pkey)) throw native.invalidArgType('pkey', 'an instance of KeyObject', pkey);
    if (pkey.type !== 'private') throw native.invalidArgValue('pkey', pkey);
    return crypto.checkPrivateKey(this.#handle, pkey[kHandle]);
  }
  verify(pkey) {
    if (!isKeyObject(pkey)) throw native.invalidArgType('pkey', 'an instance of KeyObject', pkey);
    if (pkey.type !== 'public') throw native.invalidArgValue('pkey', pkey);
    return crypto.verifyCertificate(this.#handle, pkey[kHandle]);
  }
  toLegacyObject() {
    return this.#fact('legacy', () => translateCertificate(crypto.legacyCertificate(this.#handle)));
  }
  [kInspect](depth, options) {
    if (depth < 0) return this;
    const facts = {};
    for (const name of ['subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo', 'fingerprint', 'fingerprint256', 'fingerprint512',
      'keyUsage', 'serialNumber']) facts[name] = this[name];
    return `X509Certificate ${native.utilInspect(facts, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`;
  }
}

module.exports = { X509Certificate };
