// KeyObject: secrets, public and private keys; reading them from PEM, DER and JWK, and writing them.
'use strict';
const native = require('internal/native');
const crypto = require('internal/crypto_native');
const brands = require('internal/crypto/brands');
const { checkObject, checkOneOf, checkString, isStringOrBytes, kBytes, kHandle, toBytes } = require('internal/crypto/util');

const kKeyType = Symbol('kKeyType');
const kAsymmetricKeyType = Symbol('kAsymmetricKeyType');
const kDetails = Symbol('kAsymmetricKeyDetails');

const incompatible = (encoding, text) =>
  native.makeError('Error', 'ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', `The selected key encoding ${encoding} ${text}.`);
const wrongKind = (actual, expected) =>
  native.makeError('TypeError', 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', `Invalid key object type ${actual}, expected ${expected}.`);
const invalidJwk = (what) => native.makeError('TypeError', 'ERR_CRYPTO_INVALID_JWK', `Invalid JWK ${what}`);
const kKeys = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey';

const isKeyObject = brands.isKeyObject = (value) => value !== null && value !== undefined && value[kKeyType] !== undefined;

class KeyObject {
  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw native.invalidArgValue('type', type);
    if (typeof handle !== 'object') throw native.invalidArgType('handle', 'of type object', handle);
    this[kKeyType] = type;
    Object.defineProperty(this, kHandle, { value: handle, enumerable: false, configurable: false, writable: false });
  }
  get type() {
    return this[kKeyType];
  }
  static from(key) {
    const found = brands.keyObjectOf(key);
    if (found === undefined) throw native.invalidArgType('key', 'an instance of CryptoKey', key);
    return found;
  }
  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) throw native.invalidArgType('otherKeyObject', 'an instance of KeyObject', otherKeyObject);
    return otherKeyObject.type === this.type && crypto.keysAreEqual(this[kHandle], otherKeyObject[kHandle]);
  }
}
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, { configurable: true, value: 'KeyObject' });

class SecretKeyObject extends KeyObject {
  constructor(handle) {
    super('secret', handle);
  }
  get symmetricKeySize() {
    return crypto.secretSize(this[kHandle]);
  }
  export(options) {
    if (options !== undefined) {
      checkObject(options, 'options');
      checkOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: crypto.secretBytes(this[kHandle]).toString('base64url') };
    }
    return crypto.secretBytes(this[kHandle]);
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    return (this[kAsymmetricKeyType] ??= crypto.keyType(this[kHandle]));
  }
  get asymmetricKeyDetails() {
    let details = this[kDetails];
    if (details === undefined) {
      details = crypto.keyDetails(this[kHandle]);
      if (details.publicExponent !== undefined) details.publicExponent = BigInt(`0x${details.publicExponent}`);
      Object.defineProperty(this, kDetails, { value: details, enumerable: false });
    }
    return details;
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }
  export(options) {
    if (options && options.format === 'jwk') return toJwk(this[kHandle], false);
    return writePublic(this[kHandle], publicEncoding(options, this.asymmetricKeyType));
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }
  export(options) {
    if (options && options.format === 'jwk') {
      if (options.passphrase !== undefined) throw incompatible('jwk', 'does not support encryption');
      return toJwk(this[kHandle], true);
    }
    return writePrivate(this[kHandle], privateEncoding(options, this.asymmetricKeyType));
  }
}

// --- options of encodings. `keyType` is given for output, where nothing has a default.

const optionName = (name, owner) => (owner === undefined ? `options.${name}` : `options.${owner}.${name}`);

function formatOf(format, output, name) {
  if (format === undefined && !output) return 'pem';
  if (format !== 'pem' && format !== 'der' && format !== 'jwk') throw native.invalidArgValue(name, format);
  return format;
}
function typeOf(type, required, keyType, side, name) {
  if (type === undefined && !required) return undefined;
  if (type === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') throw incompatible(type, 'can only be used for RSA keys');
  } else if (type === 'sec1' && side !== 'public') {
    if (keyType !== undefined && keyType !== 'ec') throw incompatible(type, 'can only be used for EC keys');
  } else if (!(type === 'spki' && side !== 'private') && !(type === 'pkcs8' && side !== 'public')) {
    throw native.invalidArgValue(name, type);
  }
  return type;
}

// side: 'public', 'private', or undefined where both may come
function encodingOf(options, keyType, side, owner) {
  checkObject(options, 'options');
  const output = keyType !== undefined;
  const format = formatOf(options.format, output, optionName('format', owner));
  const required = (output || format === 'der') && format !== 'jwk';
  const type = typeOf(options.type, required, keyType, side, optionName('type', owner));
  let cipher, passphrase;
  if (side !== 'public') {
    ({ cipher, passphrase } = options);
    const encrypted = cipher !== undefined && cipher !== null;
    if (output && encrypted) {
      if (typeof cipher !== 'string') throw native.invalidArgValue(optionName('cipher', owner), cipher);
      if (format === 'der' && (type === 'pkcs1' || type === 'sec1')) throw incompatible(type, 'does not support encryption');
    } else if (output && passphrase !== undefined) {
      throw native.invalidArgValue(optionName('cipher', owner), cipher);
    }
    if ((output ? encrypted : passphrase !== undefined) && !isStringOrBytes(passphrase))
      throw native.invalidArgValue(optionName('passphrase', owner), passphrase);
    if (passphrase !== undefined) passphrase = toBytes(passphrase, 'key.passphrase', options.encoding);
  }
  return { format, type, cipher, passphrase };
}
const publicEncoding = (options, keyType, owner) => encodingOf(options, keyType, keyType ? 'public' : undefined, owner);
const privateEncoding = (options, keyType, owner) => encodingOf(options, keyType, 'private', owner);

function writePublic(handle, { format, type }) {
  return format === 'jwk' ? toJwk(handle, false) : crypto.exportPublic(handle, format, type);
}
function writePrivate(handle, { format, type, cipher, passphrase }) {
  return format === 'jwk' ? toJwk(handle, true) : crypto.exportPrivate(handle, format, type, cipher, passphrase);
}

// --- JWK (RFC 7517, 7518, 8037)

const kRsaNumbers = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];
const kCurves = { 'prime256v1': 'P-256', 'secp256k1': 'secp256k1', 'secp384r1': 'P-384', 'secp521r1': 'P-521' };
const kRawCurves = { ed25519: 'Ed25519', ed448: 'Ed448', x25519: 'X25519', x448: 'X448' };
const kRawSizes = { Ed25519: 32, X25519: 32, Ed448: 57, X448: 56 };

function toJwk(handle, isPrivate) {
  const type = crypto.keyType(handle);
  const parts = (names) => Object.fromEntries(crypto.jwkParts(handle, isPrivate).map((number, i) => [names[i], number.toString('base64url')]));
  if (type === 'rsa') return { kty: 'RSA', ...parts(kRsaNumbers) };
  if (type === 'ec') {
    const { namedCurve } = crypto.keyDetails(handle);
    const crv = kCurves[namedCurve];
    if (crv === undefined)
      throw native.makeError('Error', 'ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', `Unsupported JWK EC curve: ${namedCurve}.`);
    const { d, ...point } = parts(['x', 'y', 'd']);
    return { kty: 'EC', ...point, crv, ...(isPrivate ? { d } : {}) };
  }
  if (kRawCurves[type] !== undefined) {
    const { x, d } = parts(['x', 'd']);
    return { crv: kRawCurves[type], ...(isPrivate ? { d } : {}), x, kty: 'OKP' };
  }
  throw native.makeError('Error', 'ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE', 'Unsupported JWK Key Type.');
}

function fromJwk(key, isPublic) {
  checkObject(key, 'key');
  checkOneOf(key.kty, 'key.kty', ['RSA', 'EC', 'OKP']);
  const text = (name) => {
    checkString(key[name], `key.${name}`);
    return Buffer.from(key[name], 'base64');
  };
  let handle;
  if (key.kty === 'OKP') {
    checkString(key.crv, 'key.crv');
    checkOneOf(key.crv, 'key.crv', ['Ed25519', 'Ed448', 'X25519', 'X448']);
    const x = text('x');
    const bytes = isPublic ? x : text('d');
    if (bytes.length === kRawSizes[key.crv]) handle = crypto.rawKey(key.crv, bytes, !isPublic);
  } else if (key.kty === 'EC') {
    checkString(key.crv, 'key.crv');
    checkOneOf(key.crv, 'key.crv', ['P-256', 'secp256k1', 'P-384', 'P-521']);
    const x = text('x'), y = text('y');
    handle = crypto.ecKey(key.crv, x, y, isPublic ? undefined : text('d'));
  } else {
    handle = crypto.rsaKey(...kRsaNumbers.slice(0, isPublic ? 2 : 8).map(text));
  }
  if (handle === undefined) throw invalidJwk(key.kty === 'EC' ? 'EC key' : 'data');
  return handle;
}

// --- keys as arguments

function handleOfKeyObject(key, use) {
  if (use === 'createPrivate')
    throw native.invalidArgType('key', kBytes, key);
  if (key.type === 'private') return key[kHandle];
  if (use === 'private' || use === 'createPublic') throw wrongKind(key.type, 'private');
  if (key.type !== 'public') throw wrongKind(key.type, 'private or public');
  return key[kHandle];
}

// use: 'public' (a private key will do), 'private', 'createPublic', 'createPrivate'
function asymmetricHandle(key, use) {
  const wantPublic = use === 'public' || use === 'createPublic';
  const accepted = use === 'createPrivate' ? kBytes : kKeys;
  if (isKeyObject(key)) return handleOfKeyObject(key, use);
  if (isStringOrBytes(key)) return crypto.parseKey(wantPublic, toBytes(key, 'key'), 'pem', undefined, undefined);
  if (key === null || typeof key !== 'object') throw native.invalidArgType('key', accepted, key);
  const data = key.key;
  if (isKeyObject(data)) return handleOfKeyObject(data, use);
  if (key.format === 'jwk') {
    checkObject(data, 'key.key');
    return fromJwk(data, wantPublic);
  }
  if (!isStringOrBytes(data)) throw native.invalidArgType('key.key', accepted, data);
  const bytes = toBytes(data, 'key', key.encoding);
  const { format, type, passphrase } = encodingOf(key, undefined, wantPublic ? undefined : 'private');
  return crypto.parseKey(wantPublic, bytes, format, type, passphrase);
}

// The bytes of a secret.
function secretBytes(key, encoding, bytesOnly = false) {
  if (!bytesOnly && isKeyObject(key)) {
    if (key.type !== 'secret') throw wrongKind(key.type, 'secret');
    return crypto.secretBytes(key[kHandle]);
  }
  if (!isStringOrBytes(key))
    throw native.invalidArgType('key', bytesOnly ? 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView' : kKeys, key);
  return toBytes(key, 'key', encoding);
}

module.exports = {
  KeyObject,
  PrivateKeyObject,
  PublicKeyObject,
  SecretKeyObject,
  asymmetricHandle,
  createPrivateKey: (key) => new PrivateKeyObject(asymmetricHandle(key, 'createPrivate')),
  createPublicKey: (key) => new PublicKeyObject(asymmetricHandle(key, 'createPublic')),
  createSecretKey: (key, encoding) => new SecretKeyObject(crypto.secretKey(secretBytes(key, encoding, true))),
  isKeyObject,
  privateEncoding,
  publicEncoding,
  secretBytes,
  writePrivate,
  writePublic,
  wrongKind,
};
for (const name of ['createPrivateKey', 'createPublicKey', 'createSecretKey']) {
  const make = module.exports[name];
  Object.defineProperty(make, 'name', { value: name, configurable: true });
}
