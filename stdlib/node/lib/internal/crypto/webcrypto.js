// crypto.subtle (Web Cryptography API §14): checks and errors as Node makes them; the algorithms are in subtle/.
'use strict';
const native = require('internal/native');
const { createHash } = require('internal/crypto/hash');
const { aes, hkdf, hmac, pbkdf2 } = require('internal/crypto/subtle/secret');
const { ec, edwards, rsa } = require('internal/crypto/subtle/pairs');
const { CryptoKey, arrayBufferOf, bytesOf, digestOf, fail, isBytes, isCryptoKey, keyObjectOf, normalise, toJwk } = require('internal/crypto/subtle/common');

const kAlgorithms = {
  'HMAC': hmac, 'AES-CBC': aes, 'AES-CTR': aes, 'AES-GCM': aes, 'AES-KW': aes, 'HKDF': hkdf, 'PBKDF2': pbkdf2, 'RSASSA-PKCS1-v1_5': rsa, 'RSA-PSS': rsa,
  'RSA-OAEP': rsa, 'ECDSA': ec, 'ECDH': ec, 'Ed25519': edwards, 'Ed448': edwards, 'X25519': edwards, 'X448': edwards,
};
const kFormats = ['raw', 'pkcs8', 'spki', 'jwk'];
const kUsages = ['encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey'];
const kOrdinals = ['1st', '2nd', '3rd', '4th', '5th', '6th', '7th'];

// --- arguments (Web IDL)

class Arguments {
  constructor(method, args, count) {
    this.where = `Failed to execute '${method}' on 'SubtleCrypto'`;
    this.args = args;
    if (args.length >= count) return;
    throw native.makeError('TypeError', 'ERR_MISSING_ARGS',
                           `${this.where}: ${count} argument${count === 1 ? '' : 's'} required, but only ${args.length} present.`);
  }
  bytes(i) {
    const value = this.args[i];
    if (isBytes(value)) return bytesOf(value).subarray();
    throw native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE',
                           `${this.where}: ${kOrdinals[i]} argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
  }
  key(i) {
    if (isCryptoKey(this.args[i])) return this.args[i];
    throw native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE', `${this.where}: ${kOrdinals[i]} argument is not of type CryptoKey.`);
  }
  format(i) {
    const value = String(this.args[i]);
    if (kFormats.includes(value)) return value;
    throw native.makeError('TypeError', 'ERR_INVALID_ARG_VALUE',
                           `${this.where}: ${kOrdinals[i]} argument value '${value}' is not a valid enum value of type KeyFormat.`);
  }
  usages(i) {
    const value = this.args[i];
    if (value === null || typeof value !== 'object' || typeof value[Symbol.iterator] !== 'function')
      throw native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE', `${this.where}: ${kOrdinals[i]} argument can not be converted to sequence.`);
    return [...value].map((usage, index) => {
      usage = String(usage);
      if (kUsages.includes(usage)) return usage;
      throw native.makeError('TypeError', 'ERR_INVALID_ARG_VALUE',
                             `${this.where}: ${kOrdinals[i]} argument, index ${index} value '${usage}' is not a valid enum value of type KeyUsage.`);
    });
  }
  keyData(i, format) {
    return format === 'jwk' ? this.args[i] : this.bytes(i);
  }
}

// Results come in a later turn of the loop, as from the pool.
function later(operation) {
  return new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(operation());
      } catch (error) {
        reject(error);
      }
    });
  });
}

// --- what several methods do

const notValid = () => fail('The requested operation is not valid for the provided key', 'InvalidAccessError');
// The name fits and the key may be used for it.
function checkUse(key, algorithm, usage) {
  if (key.algorithm.name !== algorithm.name || !key.usages.includes(usage)) throw notValid();
}
const needsKey = (key, type) => {
  if (type !== undefined && key.type !== type) throw fail(`Unable to use this key to ${type === 'private' ? 'sign' : 'verify'}`, 'InvalidAccessError');
};

function makeNormalised(algorithm, operation, otherwise) {
  try {
    return normalise(algorithm, operation);
  } catch (error) {
    if (otherwise === undefined || error.name !== 'NotSupportedError') throw error;
    return normalise(algorithm, otherwise);
  }
}

function importNow(format, data, algorithm, extractable, usages) {
  const key = kAlgorithms[algorithm.name].import(format, data, algorithm, extractable, usages);
  if ((key.type === 'secret' || key.type === 'private') && key.usages.length === 0)
    throw fail(`Usages cannot be empty when importing a ${key.type} key.`, 'SyntaxError');
  return key;
}

function exportNow(format, key) {
  const implementation = kAlgorithms[key.algorithm.name];
  const { name } = key.algorithm;
  const cannot = (what) => fail(`Unable to export a ${what} ${name} ${key.type} key`, 'InvalidAccessError');
  if (name === 'HKDF' || name === 'PBKDF2') throw fail('Export format is unsupported', 'NotSupportedError');
  switch (format) {
    case 'spki':
      if (key.type !== 'public') throw key.type === 'secret' ? cannot('raw') : cannot('pkcs8');
      return arrayBufferOf(keyObjectOf(key).export({ format: 'der', type: 'spki' }));
    case 'pkcs8':
      if (key.type !== 'private') throw key.type === 'secret' ? cannot('raw') : cannot('pkcs8');
      return arrayBufferOf(keyObjectOf(key).export({ format: 'der', type: 'pkcs8' }));
    case 'jwk': return toJwk(key, implementation.jwkName(key.algorithm));
    case 'raw':
      if (key.type === 'secret') return arrayBufferOf(keyObjectOf(key).export());
      if (key.type !== 'public' || implementation.raw === undefined) throw cannot('raw');
      return arrayBufferOf(implementation.raw(key));
  }
}

function deriveNow(algorithm, baseKey, length) {
  return kAlgorithms[algorithm.name].deriveBits(baseKey, algorithm, length);
}

class SubtleCrypto {
  constructor() {
    throw native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
  }
  async encrypt(algorithm, key, data) {
    return crypt(this, 'encrypt', arguments);
  }
  async decrypt(algorithm, key, data) {
    return crypt(this, 'decrypt', arguments);
  }
  async sign(algorithm, key, data) {
    checkThis(this);
    const args = new Arguments('sign', arguments, 3);
    const normal = normalise(algorithm, 'sign');
    args.key(1);
    const bytes = Buffer.from(args.bytes(2));
    return signOrVerify(normal, key, 'sign', 'private', () => arrayBufferOf(kAlgorithms[normal.name].sign(key, normal, bytes)));
  }
  async verify(algorithm, key, signature, data) {
    checkThis(this);
    const args = new Arguments('verify', arguments, 4);
    const normal = normalise(algorithm, 'verify');
    args.key(1);
    const given = Buffer.from(args.bytes(2)), bytes = Buffer.from(args.bytes(3));
    return signOrVerify(normal, key, 'verify', 'public', () => kAlgorithms[normal.name].verify(key, normal, bytes, given));
  }
  async digest(algorithm, data) {
    checkThis(this);
    const args = new Arguments('digest', arguments, 2);
    const bytes = Buffer.from(args.bytes(1));
    const normal = normalise(algorithm, 'digest');
    return later(() => arrayBufferOf(createHash(digestOf(normal)).update(bytes).digest()));
  }
  async generateKey(algorithm, extractable, keyUsages) {
    checkThis(this);
    const args = new Arguments('generateKey', arguments, 3);
    const normal = normalise(algorithm, 'generateKey');
    const usages = args.usages(2);
    return later(() => {
      const made = kAlgorithms[normal.name].generate(normal, Boolean(extractable), usages);
      if ((isCryptoKey(made) ? made : made.privateKey).usages.length === 0) throw fail('Usages cannot be empty when creating a key.', 'SyntaxError');
      return made;
    });
  }
  async deriveKey(algorithm, baseKey, derivedKeyAlgorithm, extractable, keyUsages) {
    checkThis(this);
    const args = new Arguments('deriveKey', arguments, 5);
    const normal = normalise(algorithm, 'deriveBits');
    args.key(1);
    const wanted = normalise(derivedKeyAlgorithm, 'importKey');
    const usages = args.usages(4);
    if (!baseKey.usages.includes('deriveKey')) throw fail('baseKey does not have deriveKey usage', 'InvalidAccessError');
    if (baseKey.algorithm.name !== normal.name) throw fail('Key algorithm mismatch', 'InvalidAccessError');
    const lengthSource = normalise(derivedKeyAlgorithm, 'get key length');
    const length = kAlgorithms[lengthSource.name].lengthOf(lengthSource);
    return later(() => importNow('raw', deriveNow(normal, baseKey, length), wanted, Boolean(extractable), usages));
  }
  async deriveBits(algorithm, baseKey, length = null) {
    checkThis(this);
    const args = new Arguments('deriveBits', arguments, 2);
    const normal = normalise(algorithm, 'deriveBits');
    args.key(1);
    if (!baseKey.usages.includes('deriveBits')) throw fail('baseKey does not have deriveBits usage', 'InvalidAccessError');
    if (baseKey.algorithm.name !== normal.name) throw fail('Key algorithm mismatch', 'InvalidAccessError');
    return later(() => arrayBufferOf(deriveNow(normal, baseKey, length === null ? null : length >>> 0)));
  }
  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    checkThis(this);
    const args = new Arguments('importKey', arguments, 4);
    const kind = args.format(0);
    const data = args.keyData(1, kind);
    const normal = normalise(algorithm, 'importKey');
    return importNow(kind, data, normal, Boolean(extractable), args.usages(4));
  }
  async exportKey(format, key) {
    checkThis(this);
    const args = new Arguments('exportKey', arguments, 2);
    const kind = args.format(0);
    args.key(1);
    if (!key.extractable) throw fail('key is not extractable', 'InvalidAccessException');
    return exportNow(kind, key);
  }
  async wrapKey(format, key, wrappingKey, algorithm) {
    checkThis(this);
    const args = new Arguments('wrapKey', arguments, 4);
    const kind = args.format(0);
    args.key(1);
    args.key(2);
    const normal = makeNormalised(algorithm, 'wrapKey', 'encrypt');
    checkUse(wrappingKey, normal, 'wrapKey');
    if (!key.extractable) throw fail('key is not extractable', 'InvalidAccessException');
    return later(() => {
      let data = exportNow(kind, key);
      if (kind === 'jwk') {
        data = Buffer.from(JSON.stringify(data));
        // Key wrap takes whole blocks.
        if (normal.name === 'AES-KW' && data.length % 8) data = Buffer.concat([data, Buffer.alloc(8 - (data.length % 8), ' ')]);
      }
      return arrayBufferOf(kAlgorithms[normal.name].encrypt(wrappingKey, normal, Buffer.from(data)));
    });
  }
  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    checkThis(this);
    const args = new Arguments('unwrapKey', arguments, 7);
    const kind = args.format(0);
    const wrapped = Buffer.from(args.bytes(1));
    args.key(2);
    const normal = makeNormalised(unwrapAlgorithm, 'unwrapKey', 'decrypt');
    const wanted = normalise(unwrappedKeyAlgorithm, 'importKey');
    const usages = args.usages(6);
    checkUse(unwrappingKey, normal, 'unwrapKey');
    return later(() => {
      let data = kAlgorithms[normal.name].decrypt(unwrappingKey, normal, wrapped);
      if (kind === 'jwk') {
        try {
          data = JSON.parse(data.toString());
        } catch {
          throw fail('Invalid wrapped JWK key', 'DataError');
        }
      }
      return importNow(kind, data, wanted, Boolean(extractable), usages);
    });
  }
}

function checkThis(value) {
  if (value !== subtle) throw native.makeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type SubtleCrypto');
}
function crypt(self, operation, list) {
  checkThis(self);
  const args = new Arguments(operation, list, 3);
  const normal = normalise(list[0], operation);
  const key = args.key(1);
  const bytes = Buffer.from(args.bytes(2));
  checkUse(key, normal, operation);
  const implementation = kAlgorithms[normal.name];
  if (implementation === rsa && key.type !== (operation === 'encrypt' ? 'public' : 'private')) throw notValid();
  return later(() => arrayBufferOf(implementation[operation](key, normal, bytes)));
}
function signOrVerify(algorithm, key, usage, type, operation) {
  if (!key.usages.includes(usage) || key.algorithm.name !== algorithm.name) throw fail(`Unable to use this key to ${usage}`, 'InvalidAccessError');
  if (kAlgorithms[algorithm.name].signing !== undefined) needsKey(key, type);
  return later(operation);
}

for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
  if (name !== 'constructor') Object.defineProperty(SubtleCrypto.prototype, name, { enumerable: true });
}
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { value: 'SubtleCrypto', configurable: true });
const subtle = Object.create(SubtleCrypto.prototype);

module.exports = { CryptoKey, SubtleCrypto, subtle };
