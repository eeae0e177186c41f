// generateKeyPair, generateKey, primes.
'use strict';
const native = require('internal/native');
const crypto = require('internal/crypto_native');
const {
  PrivateKeyObject, PublicKeyObject, SecretKeyObject, privateEncoding, publicEncoding, writePrivate, writePublic,
} = require('internal/crypto/keys');
const {
  checkFunction, checkInt32, checkInteger, checkObject, checkOneOf, checkString, checkUint32, isBytes,
} = require('internal/crypto/util');

const kRawTypes = ['ed25519', 'ed448', 'x25519', 'x448'];

// How the two keys are given back: encoded, or as key objects.
function outputs(type, options = {}) {
  const read = (name, parse) => {
    const encoding = options[name];
    if (encoding === undefined || encoding === null) return undefined;
    if (typeof encoding !== 'object') throw native.invalidArgValue(`options.${name}`, encoding);
    return parse(encoding, type, name);
  };
  const publicOutput = read('publicKeyEncoding', publicEncoding);
  const privateOutput = read('privateKeyEncoding', privateEncoding);
  return (handle) => ({
    publicKey: publicOutput === undefined ? new PublicKeyObject(handle) : writePublic(handle, publicOutput),
    privateKey: privateOutput === undefined ? new PrivateKeyObject(handle) : writePrivate(handle, privateOutput),
  });
}

function rsaOptions(type, options) {
  checkObject(options, 'options');
  checkUint32(options.modulusLength, 'options.modulusLength');
  const publicExponent = options.publicExponent ?? 0x10001;
  checkUint32(publicExponent, 'options.publicExponent');
  const checked = { modulusLength: options.modulusLength, publicExponent };
  if (type === 'rsa') return checked;
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = options;
  if (saltLength !== undefined) checkInt32(saltLength, 'options.saltLength', 0);
  if (hashAlgorithm !== undefined) checkString(hashAlgorithm, 'options.hashAlgorithm');
  if (mgf1HashAlgorithm !== undefined) checkString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
  return { ...checked, hashAlgorithm, mgf1HashAlgorithm, saltLength };
}
function checkedOptions(type, options) {
  if (options !== undefined) checkObject(options, 'options');
  if (type === 'rsa' || type === 'rsa-pss') return rsaOptions(type, options);
  if (type === 'ec') {
    checkObject(options, 'options');
    checkString(options.namedCurve, 'options.namedCurve');
    const paramEncoding = options.paramEncoding ?? 'named';
    if (paramEncoding !== 'named' && paramEncoding !== 'explicit') throw native.invalidArgValue('options.paramEncoding', options.paramEncoding);
    return { namedCurve: options.namedCurve, paramEncoding };
  }
  if (type === 'dsa') {
    checkObject(options, 'options');
    checkUint32(options.modulusLength, 'options.modulusLength');
    const divisorLength = options.divisorLength ?? -1;
    if (divisorLength !== -1) checkInt32(divisorLength, 'options.divisorLength', 0);
    return { modulusLength: options.modulusLength, divisorLength };
  }
  if (kRawTypes.includes(type)) return {};
  throw native.invalidArgValue('type', type, 'must be a supported key type');
}

function generateKeyPairSync(type, options) {
  checkString(type, 'type');
  const finish = outputs(type, options);
  return finish(crypto.generatePair(type, checkedOptions(type, options)));
}
function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkFunction(callback, 'callback');
  checkString(type, 'type');
  const finish = outputs(type, options);
  crypto.generatePair(type, checkedOptions(type, options), (error, handle) => {
    if (error) {
      callback(error);
      return;
    }
    let keys;
    try {
      keys = finish(handle);
    } catch (failure) {
      callback(failure);
      return;
    }
    callback(null, keys.publicKey, keys.privateKey);
  });
}
Object.defineProperty(generateKeyPair, Symbol.for('nodejs.util.promisify.custom'), {
  configurable: true,
  value: (type, options) => new Promise((resolve, reject) => {
    generateKeyPair(type, options, (error, publicKey, privateKey) => (error ? reject(error) : resolve({ publicKey, privateKey })));
  }),
});

function secretLength(type, options) {
  checkString(type, 'type');
  checkObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') checkInteger(length, 'options.length', 8, 2147483647);
  else if (type === 'aes') checkOneOf(length, 'options.length', [128, 192, 256]);
  else throw native.invalidArgValue('type', type, 'must be a supported key type');
  return Math.floor(length / 8);
}
const newSecret = (bytes) => new SecretKeyObject(crypto.secretKey(bytes));
function generateKeySync(type, options) {
  return newSecret(crypto.randomBytes(secretLength(type, options)));
}
function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  checkFunction(callback, 'callback');
  crypto.randomBytes(secretLength(type, options), (error, bytes) => callback(error, error ? undefined : newSecret(bytes)));
}

// --- primes

const bytesOfNumber = (value, name) => {
  if (typeof value !== 'bigint') {
    if (!isBytes(value)) throw native.invalidArgType(name, 'of type bigint or an instance of ArrayBuffer, TypedArray, Buffer, or DataView', value);
    return value;
  }
  if (value < 0n) throw native.outOfRange(name, '>= 0', value);
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
};
function primeSearch(size, options) {
  checkInt32(size, 'size', 1);
  checkObject(options, 'options');
  const { safe = false, bigint = false, add, rem } = options;
  if (typeof safe !== 'boolean') throw native.invalidArgType('options.safe', 'of type boolean', safe);
  if (typeof bigint !== 'boolean') throw native.invalidArgType('options.bigint', 'of type boolean', bigint);
  return {
    values: [size, safe, add === undefined ? undefined : bytesOfNumber(add, 'options.add'), rem === undefined ? undefined : bytesOfNumber(rem, 'options.rem')],
    finish: (bytes) => (bigint ? BigInt(`0x${bytes.toString('hex')}`) : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)),
  };
}
function generatePrimeSync(size, options = {}) {
  const { values, finish } = primeSearch(size, options);
  return finish(crypto.newPrime(...values));
}
function generatePrime(size, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  checkFunction(callback, 'callback');
  const { values, finish } = primeSearch(size, options);
  crypto.newPrime(...values, (error, bytes) => callback(error ?? undefined, error ? undefined : finish(bytes)));
}
function primeCheck(candidate, options) {
  const bytes = bytesOfNumber(candidate, 'candidate');
  checkObject(options, 'options');
  const { checks = 0 } = options;
  checkInt32(checks, 'options.checks', 0);
  return [bytes, checks];
}
function checkPrimeSync(candidate, options = {}) {
  return crypto.isPrime(...primeCheck(candidate, options));
}
function checkPrime(candidate, options = {}, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = {};
  }
  checkFunction(callback, 'callback');
  crypto.isPrime(...primeCheck(candidate, options), (error, result) => callback(error ?? undefined, result));
}

module.exports = {
  checkPrime, checkPrimeSync, generateKey, generateKeyPair, generateKeyPairSync, generateKeySync, generatePrime, generatePrimeSync,
};
