// Diffie-Hellman over numbers and over curves.
'use strict';
const native = require('internal/native');
const crypto = require('internal/crypto_native');
const { KeyObject, wrongKind } = require('internal/crypto/keys');
const { checkInt32, checkObject, checkString, encode, isBytes, isStringOrBytes, kHandle, toBytes } = require('internal/crypto/util');

const makeError = native.makeError;
const invalidPublicKey = () =>
  makeError('Error', 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Public key is not valid for specified curve');

// --- numbers. In the handle: prime, generator, publicKey, privateKey.

const hide = (object, value) => Object.defineProperty(object, kHandle, { value, enumerable: false });

// OpenSSL makes no shorter primes for this.
const kLeastBits = 512;

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  const accepted = 'one of type number or string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
  if (typeof sizeOrKey !== 'number' && !isStringOrBytes(sizeOrKey)) throw native.invalidArgType('sizeOrKey', accepted, sizeOrKey);
  if (typeof sizeOrKey === 'number') checkInt32(sizeOrKey, 'sizeOrKey');
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    genEncoding = generator;
    generator = keyEncoding;
    keyEncoding = undefined;
  }
  if (!generator) generator = 2;
  else if (typeof generator === 'number') checkInt32(generator, 'generator');
  else if (typeof generator === 'string') generator = toBytes(generator, 'generator', genEncoding);
  else if (!isBytes(generator)) throw native.invalidArgType('generator', accepted, generator);
  if (typeof sizeOrKey === 'number' && sizeOrKey < kLeastBits)
    throw makeError('Error', 'ERR_OSSL_DH_MODULUS_TOO_SMALL', 'error:0280007E:Diffie-Hellman routines::modulus too small');
  if (typeof generator === 'number') {
    if (generator < 2) throw makeError('Error', 'ERR_OSSL_DH_BAD_GENERATOR', 'error:02800065:Diffie-Hellman routines::bad generator');
    const digits = generator.toString(16);
    generator = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  }
  const prime = typeof sizeOrKey === 'number' ? crypto.newPrime(sizeOrKey, true) : Buffer.from(toBytes(sizeOrKey, 'sizeOrKey', keyEncoding || undefined));
  hide(this, { prime, generator: Buffer.from(generator), publicKey: undefined, privateKey: undefined });
  Object.defineProperty(this, 'verifyError', { enumerable: true, writable: false, value: crypto.checkParameters(prime, generator) });
}

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  const group = crypto.modpGroup(`${name}`.toLowerCase());
  if (group === undefined) throw makeError('Error', 'ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Unknown DH group');
  const [prime, generator] = group;
  hide(this, { prime, generator, publicKey: undefined, privateKey: undefined });
  Object.defineProperty(this, 'verifyError', { enumerable: true, writable: false, value: 0 });
}

const numbers = {
  generateKeys(encoding) {
    const state = this[kHandle];
    state.privateKey ??= crypto.privateExponent(state.prime);
    state.publicKey = crypto.power(state.generator, state.privateKey, state.prime, true);
    return encode(state.publicKey, encoding);
  },
  computeSecret(key, inputEncoding, outputEncoding) {
    const { prime, privateKey } = this[kHandle];
    const other = toBytes(key, 'key', inputEncoding);
    const problem = crypto.publicKeyProblem(other, prime);
    if (problem !== undefined)
      throw makeError('RangeError', 'ERR_CRYPTO_INVALID_KEYLEN', `Supplied key is too ${problem}`);
    return encode(crypto.power(other, privateKey, prime, true), outputEncoding);
  },
  getPrime(encoding) {
    return encode(this[kHandle].prime, encoding);
  },
  getGenerator(encoding) {
    return encode(this[kHandle].generator, encoding);
  },
  getPublicKey(encoding) {
    const { publicKey } = this[kHandle];
    if (publicKey === undefined) throw makeError('Error', 'ERR_CRYPTO_INVALID_STATE', 'No public key - did you forget to generate one?');
    return encode(publicKey, encoding);
  },
  getPrivateKey(encoding) {
    const { privateKey } = this[kHandle];
    if (privateKey === undefined) throw makeError('Error', 'ERR_CRYPTO_INVALID_STATE', 'No private key - did you forget to generate one?');
    return encode(privateKey, encoding);
  },
};
Object.assign(DiffieHellman.prototype, numbers);
Object.assign(DiffieHellmanGroup.prototype, numbers);
DiffieHellman.prototype.setPublicKey = function setPublicKey(key, encoding) {
  this[kHandle].publicKey = Buffer.from(toBytes(key, 'key', encoding));
  return this;
};
DiffieHellman.prototype.setPrivateKey = function setPrivateKey(key, encoding) {
  this[kHandle].privateKey = Buffer.from(toBytes(key, 'key', encoding));
  return this;
};

// --- curves

function pointForm(format) {
  if (!format) return 'uncompressed';
  if (format !== 'compressed' && format !== 'hybrid' && format !== 'uncompressed')
    throw makeError('TypeError', 'ERR_CRYPTO_ECDH_INVALID_FORMAT', `Invalid ECDH format: ${format}`);
  return format;
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  checkString(curve, 'curve');
  // Tells whether there is such a curve.
  crypto.ecConvert(curve, Buffer.alloc(0), 'uncompressed');
  hide(this, { curve, publicKey: undefined, privateKey: undefined });
}
Object.assign(ECDH.prototype, {
  computeSecret(key, inputEncoding, outputEncoding) {
    const { curve, privateKey } = this[kHandle];
    const secret = crypto.ecSecret(curve, privateKey, toBytes(key, 'key', inputEncoding));
    if (secret === undefined) throw invalidPublicKey();
    if (secret === null) throw makeError('Error', 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to compute ECDH key');
    return encode(secret, outputEncoding);
  },
  setPrivateKey(key, encoding) {
    const state = this[kHandle];
    const bytes = Buffer.from(toBytes(key, 'key', encoding));
    const publicKey = crypto.ecPublic(state.curve, bytes);
    if (publicKey === undefined) throw makeError('RangeError', 'ERR_CRYPTO_INVALID_KEYTYPE', 'Private key is not valid for specified curve.');
    state.privateKey = bytes;
    state.publicKey = publicKey;
    return this;
  },
  setPublicKey(key, encoding) {
    const state = this[kHandle];
    const point = crypto.ecConvert(state.curve, toBytes(key, 'key', encoding), 'uncompressed');
    if (point === undefined) throw makeError('Error', 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to convert Buffer to EC_POINT');
    state.publicKey = point;
    return this;
  },
  getPrivateKey(encoding) {
    const { privateKey } = this[kHandle];
    if (privateKey === undefined) throw makeError('Error', 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to get ECDH private key');
    return encode(privateKey, encoding);
  },
  generateKeys(encoding, format) {
    const state = this[kHandle];
    state.privateKey = crypto.ecGenerate(state.curve);
    state.publicKey = crypto.ecPublic(state.curve, state.privateKey);
    return this.getPublicKey(encoding, format);
  },
  getPublicKey(encoding, format) {
    const { curve, publicKey } = this[kHandle];
    const form = pointForm(format);
    if (publicKey === undefined) throw makeError('Error', 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to get ECDH public key');
    return encode(crypto.ecConvert(curve, publicKey, form), encoding);
  },
});
ECDH.convertKey = function convertKey(key, curve, inputEncoding, outputEncoding, format) {
  checkString(curve, 'curve');
  const bytes = toBytes(key, 'key', inputEncoding);
  const point = crypto.ecConvert(curve, bytes, pointForm(format));
  if (point === undefined) throw makeError('Error', 'ERR_CRYPTO_OPERATION_FAILED', 'Failed to convert Buffer to EC_POINT');
  return encode(point, outputEncoding);
};

// --- key objects

function diffieHellman(options) {
  checkObject(options, 'options');
  const { privateKey, publicKey } = options;
  if (!(privateKey instanceof KeyObject)) throw native.invalidArgValue('options.privateKey', privateKey);
  if (!(publicKey instanceof KeyObject)) throw native.invalidArgValue('options.publicKey', publicKey);
  if (privateKey.type !== 'private') throw wrongKind(privateKey.type, 'private');
  if (publicKey.type !== 'public' && publicKey.type !== 'private') throw wrongKind(publicKey.type, 'private or public');
  const own = privateKey.asymmetricKeyType, other = publicKey.asymmetricKeyType;
  if (own !== other || !['dh', 'ec', 'x448', 'x25519'].includes(own))
    throw makeError('Error', 'ERR_CRYPTO_INCOMPATIBLE_KEY', `Incompatible key types for Diffie-Hellman: ${own} and ${other}`);
  return crypto.agree(privateKey[kHandle], publicKey[kHandle]);
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  createDiffieHellman: function createDiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
    return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  },
  createDiffieHellmanGroup: function createDiffieHellmanGroup(name) { return new DiffieHellmanGroup(name); },
  createECDH: function createECDH(curve) { return new ECDH(curve); },
  diffieHellman,
};
