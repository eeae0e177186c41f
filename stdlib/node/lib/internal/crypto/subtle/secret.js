// WebCrypto over secrets: AES, HMAC, HKDF, PBKDF2.
'use strict';
const crypto = require('internal/crypto_native');
const { createCipheriv, createDecipheriv } = require('internal/crypto/cipher');
const { createHmac } = require('internal/crypto/hash');
const { createSecretKey, secretBytes } = require('internal/crypto/keys');
const common = require('internal/crypto/subtle/common');
const { attempt, blockBitsOf, bytesOf, checkJwk, checkUsages, digestOf, fail, hashNumber, invalidKeyData, isBytes, keyObjectOf, makeKey, operationFailed } = common;

const secretOf = (key) => secretBytes(keyObjectOf(key));
const newSecret = (length) => createSecretKey(crypto.randomBytes(length));

function secretFromJwk(jwk, extractable, usages, use) {
  checkJwk(jwk, 'oct', extractable, usages, use);
  if (typeof jwk.k !== 'string') throw fail('Invalid keyData', 'DataError');
  try {
    return createSecretKey({ key: { kty: 'oct', k: jwk.k }, format: 'jwk' });
  } catch {
    return createSecretKey(Buffer.from(jwk.k, 'base64url'));
  }
}

// --- AES (§27 to §30)

const kTagLengths = [32, 64, 96, 104, 112, 120, 128];
const kAesUsages = (name) => (name === 'AES-KW' ? ['wrapKey', 'unwrapKey'] : ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']);
const bitsOf = (key) => secretOf(key).length * 8;

function exactly(bytes, target, name) {
  if (bytes.length !== target) throw fail(`${name} must contain exactly ${target} bytes`, 'OperationError');
  return bytes;
}
const run = (cipher, data) => Buffer.concat([cipher.update(data), cipher.final()]);

// The low `length` bits of the counter go round by themselves, OpenSSL counts with all of them.
function countingMode(key, { counter, length }, data) {
  exactly(counter, 16, 'algorithm.counter');
  if (length === 0 || length > 128) throw fail('AES-CTR algorithm.length must be between 1 and 128', 'OperationError');
  const name = `aes-${bitsOf(key)}-ctr`, secret = secretOf(key);
  const mask = (1n << BigInt(length)) - 1n;
  const start = BigInt(`0x${counter.toString('hex')}`);
  const blocks = BigInt(Math.ceil(data.length / 16));
  if (blocks > mask + 1n) throw operationFailed(new Error('the counter would repeat itself'));
  const before = (mask + 1n) - (start & mask);
  if (blocks <= before) return run(createCipheriv(name, secret, counter), data);
  const split = Number(before) * 16;
  const wrapped = Buffer.from((start & ~mask).toString(16).padStart(32, '0'), 'hex');
  return Buffer.concat([run(createCipheriv(name, secret, counter), data.subarray(0, split)), run(createCipheriv(name, secret, wrapped), data.subarray(split))]);
}

function galoisMode(key, { iv, tagLength = 128, additionalData }, data, encrypts) {
  if (!kTagLengths.includes(tagLength)) throw fail(`${tagLength} is not a valid AES-GCM tag length`, 'OperationError');
  const name = `aes-${bitsOf(key)}-gcm`, authTagLength = tagLength / 8;
  if (encrypts) {
    const cipher = createCipheriv(name, secretOf(key), iv, { authTagLength });
    if (additionalData !== undefined) cipher.setAAD(additionalData);
    return Buffer.concat([run(cipher, data), cipher.getAuthTag()]);
  }
  if (data.length < authTagLength) throw fail('The provided data is too small.', 'OperationError');
  const decipher = createDecipheriv(name, secretOf(key), iv, { authTagLength });
  if (additionalData !== undefined) decipher.setAAD(additionalData);
  decipher.setAuthTag(data.subarray(data.length - authTagLength));
  return run(decipher, data.subarray(0, data.length - authTagLength));
}

function aesCipher(key, algorithm, data, encrypts) {
  const make = encrypts ? createCipheriv : createDecipheriv;
  switch (algorithm.name) {
    case 'AES-CBC':
      exactly(algorithm.iv, 16, 'algorithm.iv');
      return attempt(() => run(make(`aes-${bitsOf(key)}-cbc`, secretOf(key), algorithm.iv), data));
    case 'AES-CTR': return countingMode(key, algorithm, data);
    case 'AES-GCM': return attempt(() => galoisMode(key, algorithm, data, encrypts));
    default: return attempt(() => run(make(`id-aes${bitsOf(key)}-wrap`, secretOf(key), Buffer.alloc(8, 0xa6)), data));
  }
}

const aes = {
  generate({ name, length }, extractable, usages) {
    if (![128, 192, 256].includes(length)) throw fail('AES key length must be 128, 192, or 256 bits', 'OperationError');
    checkUsages(usages, kAesUsages(name), 'an AES');
    return makeKey(newSecret(length / 8), { name, length }, usages, extractable);
  },
  import(format, data, { name }, extractable, usages) {
    checkUsages(usages, kAesUsages(name), 'an AES');
    let keyObject;
    if (format === 'raw') keyObject = createSecretKey(bytesOf(data));
    else if (format === 'jwk') keyObject = secretFromJwk(data, extractable, usages, 'enc');
    else throw fail(`Unable to import AES key with format ${format}`, 'NotSupportedError');
    const length = keyObject.symmetricKeySize * 8;
    if (![128, 192, 256].includes(length)) throw fail('Invalid key length', 'DataError');
    if (format === 'jwk' && data.alg !== undefined && data.alg !== aes.jwkName({ name, length }))
      throw fail('JWK "alg" does not match the requested algorithm', 'DataError');
    return makeKey(keyObject, { name, length }, usages, extractable);
  },
  jwkName: ({ name, length }) => `A${length}${name.slice('AES-'.length)}`,
  encrypt: (key, algorithm, data) => aesCipher(key, algorithm, data, true),
  decrypt: (key, algorithm, data) => aesCipher(key, algorithm, data, false),
  lengthOf({ length }) {
    if (![128, 192, 256].includes(length)) throw fail('Invalid key length', 'OperationError');
    return length;
  },
};

// --- HMAC (§31)

const hmac = {
  generate({ name, hash, length }, extractable, usages) {
    length ??= blockBitsOf(hash);
    if (length === 0) throw fail('Zero-length key is not supported', 'OperationError');
    checkUsages(usages, ['sign', 'verify'], 'an HMAC');
    return makeKey(newSecret(Math.ceil(length / 8)), { name, length, hash: { name: hash.name } }, usages, extractable);
  },
  import(format, data, { name, hash, length }, extractable, usages) {
    checkUsages(usages, ['sign', 'verify'], 'an HMAC');
    let keyObject;
    if (format === 'raw') keyObject = createSecretKey(bytesOf(data));
    else if (format === 'jwk') keyObject = secretFromJwk(data, extractable, usages, 'sig');
    else throw fail(`Unable to import HMAC key with format ${format}`, 'NotSupportedError');
    if (format === 'jwk' && data.alg !== undefined && data.alg !== hmac.jwkName({ hash }))
      throw fail('JWK "alg" does not match the requested algorithm', 'DataError');
    const bits = keyObject.symmetricKeySize * 8;
    if (bits === 0) throw fail('Zero-length key is not supported', 'DataError');
    if (length !== undefined && length !== bits) throw fail('Invalid key length', 'DataError');
    return makeKey(keyObject, { name, hash, length: bits }, usages, extractable);
  },
  jwkName: ({ hash }) => `HS${hashNumber(hash)}`,
  sign: (key, algorithm, data) => createHmac(digestOf(key.algorithm.hash), secretOf(key)).update(data).digest(),
  verify(key, algorithm, data, signature) {
    const expected = hmac.sign(key, algorithm, data);
    return expected.length === signature.length && crypto.timingSafeEqual(expected, signature);
  },
  lengthOf({ hash, length }) {
    if (length === undefined) return blockBitsOf(hash);
    if (length > 0) return length;
    throw fail('Invalid key length', 'OperationError');
  },
};

// --- keys that others are derived from (§32, §33)

function checkBits(length) {
  if (length === null || length === undefined) throw fail('length cannot be null', 'OperationError');
  if (length % 8) throw fail('length must be a multiple of 8', 'OperationError');
}
const derivation = (derive) => ({
  import(format, data, { name }, extractable, usages) {
    if (format !== 'raw' || !isBytes(data)) throw fail(`Unable to import ${name} key with format ${format}`, 'NotSupportedError');
    checkUsages(usages, ['deriveKey', 'deriveBits'], `a ${name}`);
    if (extractable) throw fail(`${name} keys are not extractable`, 'SyntaxError');
    return makeKey(createSecretKey(bytesOf(data)), { name }, usages, false);
  },
  deriveBits(key, algorithm, length) {
    if (algorithm.iterations === 0) throw fail('iterations cannot be zero', 'OperationError');
    checkBits(length);
    if (length === 0) return Buffer.alloc(0);
    return attempt(() => Buffer.from(derive(secretOf(key), algorithm, length / 8)));
  },
  lengthOf: () => null,
});

module.exports = {
  aes,
  hmac,
  hkdf: derivation((secret, { hash, salt, info }, length) => crypto.hkdfSync(digestOf(hash), secret, salt, info, length)),
  pbkdf2: derivation((secret, { hash, salt, iterations }, length) => crypto.pbkdf2Sync(secret, salt, iterations, length, digestOf(hash))),
};
