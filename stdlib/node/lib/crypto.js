// node:crypto
'use strict';
const native = require('internal/native');
const crypto = require('internal/crypto_native');
const constants = require('internal/crypto/constants');
const { Cipheriv, Decipheriv, ...ciphers } = require('internal/crypto/cipher');
const { DiffieHellman, DiffieHellmanGroup, ECDH, ...agreement } = require('internal/crypto/diffie_hellman');
const { Hash, Hmac, createHash, createHmac } = require('internal/crypto/hash');
const keygen = require('internal/crypto/keygen');
const { KeyObject, createPrivateKey, createPublicKey, createSecretKey, isKeyObject, secretBytes } = require('internal/crypto/keys');
const { Sign, Verify, ...signatures } = require('internal/crypto/sign');
const { X509Certificate } = require('internal/crypto/x509');

// The key that is derived from may be a KeyObject.
const ofKey = (derive) => ({
  [derive.name](digest, ikm, ...rest) {
    return derive(digest, isKeyObject(ikm) ? secretBytes(ikm) : ikm, ...rest);
  },
})[derive.name];

module.exports = {
  checkPrime: keygen.checkPrime,
  checkPrimeSync: keygen.checkPrimeSync,
  createCipheriv: ciphers.createCipheriv,
  createDecipheriv: ciphers.createDecipheriv,
  createDiffieHellman: agreement.createDiffieHellman,
  createDiffieHellmanGroup: agreement.createDiffieHellmanGroup,
  createECDH: agreement.createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  createSign: signatures.createSign,
  createVerify: signatures.createVerify,
  diffieHellman: agreement.diffieHellman,
  generatePrime: keygen.generatePrime,
  generatePrimeSync: keygen.generatePrimeSync,
  getCiphers: crypto.getCiphers,
  getCipherInfo: ciphers.getCipherInfo,
  getCurves: crypto.getCurves,
  getDiffieHellman: agreement.createDiffieHellmanGroup,
  getHashes: crypto.getHashes,
  hkdf: ofKey(crypto.hkdf),
  hkdfSync: ofKey(crypto.hkdfSync),
  pbkdf2: crypto.pbkdf2,
  pbkdf2Sync: crypto.pbkdf2Sync,
  generateKeyPair: keygen.generateKeyPair,
  generateKeyPairSync: keygen.generateKeyPairSync,
  generateKey: keygen.generateKey,
  generateKeySync: keygen.generateKeySync,
  privateDecrypt: ciphers.privateDecrypt,
  privateEncrypt: ciphers.privateEncrypt,
  publicDecrypt: ciphers.publicDecrypt,
  publicEncrypt: ciphers.publicEncrypt,
  randomBytes: crypto.randomBytes,
  randomFill: crypto.randomFill,
  randomFillSync: crypto.randomFillSync,
  randomInt: crypto.randomInt,
  randomUUID: crypto.randomUUID,
  scrypt: crypto.scrypt,
  scryptSync: crypto.scryptSync,
  sign: signatures.sign,
  setEngine() {
    throw native.makeError('Error', 'ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED', 'Custom engines not supported by this OpenSSL');
  },
  timingSafeEqual: crypto.timingSafeEqual,
  getFips: crypto.getFips,
  setFips(value) {
    if (value) throw native.makeError('Error', 'ERR_CRYPTO_FIPS_UNAVAILABLE', 'Cannot set FIPS mode in a non-FIPS build.');
  },
  verify: signatures.verify,
  hash: crypto.hash,
  Cipheriv,
  Decipheriv,
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  Hash,
  Hmac,
  KeyObject,
  Sign,
  Verify,
  X509Certificate,
  secureHeapUsed: () => ({ total: 0, used: 0, utilization: 0, min: 0 }),
};

const property = (name, descriptor) => Object.defineProperty(module.exports, name, descriptor);
property('constants', { configurable: false, enumerable: true, value: constants });
property('webcrypto', { configurable: false, enumerable: true, get: () => crypto.webcrypto, set: undefined });
property('subtle', { configurable: false, enumerable: true, get: () => crypto.webcrypto.subtle, set: undefined });
property('getRandomValues', { configurable: false, enumerable: true, get: () => crypto.getRandomValues, set: undefined });
property('fips', { configurable: false, enumerable: false, get: crypto.getFips, set: module.exports.setFips });
// Older names of randomBytes.
for (const name of ['prng', 'pseudoRandomBytes', 'rng']) {
  property(name, {
    configurable: true,
    enumerable: false,
    get: () => crypto.randomBytes,
    set(value) { property(name, { configurable: true, enumerable: true, writable: true, value }); },
  });
}
