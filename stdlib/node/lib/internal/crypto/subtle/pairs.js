// WebCrypto over pairs of keys: RSA, ECDSA, ECDH, and the curves of Edwards and Montgomery.
'use strict';
const { privateDecrypt, publicEncrypt } = require('internal/crypto/cipher');
const constants = require('internal/crypto/constants');
const { diffieHellman } = require('internal/crypto/diffie_hellman');
const { generateKeyPairSync } = require('internal/crypto/keygen');
const { createPrivateKey, createPublicKey } = require('internal/crypto/keys');
const signatures = require('internal/crypto/sign');
const common = require('internal/crypto/subtle/common');
const { attempt, bytesOf, checkJwk, checkUsages, digestOf, fail, hashNumber, invalidKeyData, isCryptoKey, keyObjectOf, makeKey } = common;

function parse(make, options) {
  try {
    return make(options);
  } catch (error) {
    throw invalidKeyData(error);
  }
}
// spki, pkcs8 and jwk; `use` is what a JWK's "use" may be.
function readKey(format, data, kty, name, extractable, usages, use) {
  switch (format) {
    case 'spki': return parse(createPublicKey, { key: bytesOf(data), format: 'der', type: 'spki' });
    case 'pkcs8': return parse(createPrivateKey, { key: bytesOf(data), format: 'der', type: 'pkcs8' });
    case 'jwk':
      checkJwk(data, kty, extractable, usages, use);
      return parse(data.d === undefined ? createPublicKey : createPrivateKey, { key: data, format: 'jwk' });
  }
  throw fail(`Unable to import ${name} key with format ${format}`, 'NotSupportedError');
}
const split = (usages, publicOnes, privateOnes) => [usages.filter((usage) => publicOnes.includes(usage)), usages.filter((usage) => privateOnes.includes(usage))];
// A pair with the usages of each side.
function pairOf({ publicKey, privateKey }, algorithm, usages, publicOnes, privateOnes, extractable) {
  const [ofPublic, ofPrivate] = split(usages, publicOnes, privateOnes);
  return { publicKey: makeKey(publicKey, algorithm, ofPublic, true), privateKey: makeKey(privateKey, { ...algorithm }, ofPrivate, extractable) };
}

// --- RSA (§20 to §22)

const kRsaNames = { 'RSASSA-PKCS1-v1_5': 'RS', 'RSA-PSS': 'PS', 'RSA-OAEP': 'RSA-OAEP' };
const rsaUsages = (name) => (name === 'RSA-OAEP' ? [['encrypt', 'wrapKey'], ['decrypt', 'unwrapKey']] : [['verify'], ['sign']]);
function exponentBytes(exponent) {
  const digits = exponent.toString(16);
  return new Uint8Array(Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex'));
}
function padding(key, { saltLength }) {
  if (key.algorithm.name !== 'RSA-PSS') return { padding: constants.RSA_PKCS1_PADDING };
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
}
const oaep = (key, { label }) => ({ key: keyObjectOf(key), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: digestOf(key.algorithm.hash), oaepLabel: label });

const rsa = {
  generate({ name, modulusLength, publicExponent, hash }, extractable, usages) {
    const [publicOnes, privateOnes] = rsaUsages(name);
    checkUsages(usages, [...publicOnes, ...privateOnes], 'a RSA');
    const exponent = Buffer.from(publicExponent).reduce((sum, byte) => sum * 256 + byte, 0);
    if (exponent > 0xffffffff) throw fail('The publicExponent must be equivalent to an unsigned 32-bit value', 'OperationError');
    const pair = attempt(() => generateKeyPairSync('rsa', { modulusLength, publicExponent: exponent }));
    return pairOf(pair, { name, modulusLength, publicExponent: new Uint8Array(publicExponent), hash: { name: hash.name } }, usages, publicOnes, privateOnes, extractable);
  },
  import(format, data, { name, hash }, extractable, usages) {
    const [publicOnes, privateOnes] = rsaUsages(name);
    const keyObject = readKey(format, data, 'RSA', 'RSA', extractable, usages, name === 'RSA-OAEP' ? 'enc' : 'sig');
    checkUsages(usages, keyObject.type === 'public' ? publicOnes : privateOnes, 'a RSA');
    if (keyObject.asymmetricKeyType !== 'rsa') throw fail('Invalid key type', 'DataError');
    if (format === 'jwk' && data.alg !== undefined && data.alg !== rsa.jwkName({ name, hash }))
      throw fail('JWK "alg" does not match the requested algorithm', 'DataError');
    const { modulusLength, publicExponent } = keyObject.asymmetricKeyDetails;
    return makeKey(keyObject, { name, modulusLength, publicExponent: exponentBytes(publicExponent), hash }, usages, extractable);
  },
  jwkName({ name, hash }) {
    if (name !== 'RSA-OAEP') return `${kRsaNames[name]}${hashNumber(hash)}`;
    return hash.name === 'SHA-1' ? 'RSA-OAEP' : `RSA-OAEP-${hashNumber(hash)}`;
  },
  sign: (key, algorithm, data) => attempt(() => signatures.sign(digestOf(key.algorithm.hash), data, { key: keyObjectOf(key), ...padding(key, algorithm) })),
  verify: (key, algorithm, data, signature) =>
    attempt(() => signatures.verify(digestOf(key.algorithm.hash), data, { key: keyObjectOf(key), ...padding(key, algorithm) }, signature)),
  encrypt: (key, algorithm, data) => attempt(() => publicEncrypt(oaep(key, algorithm), data)),
  decrypt: (key, algorithm, data) => attempt(() => privateDecrypt(oaep(key, algorithm), data)),
  encrypting: 'public', signing: 'private',
};

// --- elliptic curves (§23, §24)

const kCurves = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
const ecUsages = (name) => (name === 'ECDSA' ? [['verify'], ['sign']] : [[], ['deriveKey', 'deriveBits']]);
function curveOf(namedCurve) {
  if (!Object.hasOwn(kCurves, namedCurve)) throw fail('Unrecognized namedCurve', 'NotSupportedError');
  return kCurves[namedCurve];
}
// SEC 1 §2.3.3: an uncompressed point, as the numbers of a JWK.
function pointOf(bytes, crv) {
  const size = (bytes.length - 1) / 2;
  if (bytes[0] !== 4 || !Number.isInteger(size)) throw invalidKeyData(new Error('no uncompressed point'));
  const jwk = { kty: 'EC', crv, x: bytes.toString('base64url', 1, 1 + size), y: bytes.toString('base64url', 1 + size) };
  return parse(createPublicKey, { key: jwk, format: 'jwk' });
}

const ec = {
  generate({ name, namedCurve }, extractable, usages) {
    const curve = curveOf(namedCurve);
    const [publicOnes, privateOnes] = ecUsages(name);
    checkUsages(usages, [...publicOnes, ...privateOnes], `an ${name}`);
    return pairOf(attempt(() => generateKeyPairSync('ec', { namedCurve: curve })), { name, namedCurve }, usages, publicOnes, privateOnes, extractable);
  },
  import(format, data, { name, namedCurve }, extractable, usages) {
    const curve = curveOf(namedCurve);
    const [publicOnes, privateOnes] = ecUsages(name);
    if (format === 'jwk' && data?.kty === 'EC' && data.crv !== namedCurve) throw fail('JWK "crv" does not match the requested algorithm', 'DataError');
    const keyObject = format === 'raw' ? pointOf(bytesOf(data), namedCurve)
      : readKey(format, data, 'EC', name, extractable, usages, name === 'ECDSA' ? 'sig' : 'enc');
    checkUsages(usages, keyObject.type === 'public' ? publicOnes : privateOnes, `a ${name}`);
    if (keyObject.asymmetricKeyType !== 'ec') throw fail('Invalid key type', 'DataError');
    if (keyObject.asymmetricKeyDetails.namedCurve !== curve) throw fail('Named curve mismatch', 'DataError');
    return makeKey(keyObject, { name, namedCurve }, usages, extractable);
  },
  jwkName: () => undefined,
  raw(key) {
    const { x, y } = keyObjectOf(key).export({ format: 'jwk' });
    return Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  },
  sign: (key, { hash }, data) => attempt(() => signatures.sign(digestOf(hash), data, { key: keyObjectOf(key), dsaEncoding: 'ieee-p1363' })),
  verify: (key, { hash }, data, signature) =>
    attempt(() => signatures.verify(digestOf(hash), data, { key: keyObjectOf(key), dsaEncoding: 'ieee-p1363' }, signature)),
  deriveBits: agree,
  signing: 'private',
};

// §24.4.2: the first `length` bits of the shared secret, all of it for null.
function agree(key, { public: other }, length) {
  if (!isCryptoKey(other)) throw require('internal/native').invalidArgType('algorithm.public', 'an instance of CryptoKey', other);
  if (other.type !== 'public') throw fail('algorithm.public must be a public key', 'InvalidAccessError');
  if (key.type !== 'private') throw fail('baseKey must be a private key', 'InvalidAccessError');
  if (key.algorithm.name !== other.algorithm.name) throw fail('The public and private keys must be of the same type', 'InvalidAccessError');
  if (key.algorithm.namedCurve !== other.algorithm.namedCurve) throw fail('Named curve mismatch', 'InvalidAccessError');
  const bits = attempt(() => diffieHellman({ privateKey: keyObjectOf(key), publicKey: keyObjectOf(other) }));
  if (length === null || length === undefined) return bits;
  if (bits.length * 8 < length) throw fail('derived bit length is too small', 'OperationError');
  const out = Buffer.from(bits.subarray(0, Math.ceil(length / 8)));
  if (length % 8) out[out.length - 1] &= (0xff00 >> (length % 8)) & 0xff;
  return out;
}

// --- Ed25519, Ed448, X25519, X448

const isSigning = (name) => name.startsWith('Ed');
const edUsages = (name) => (isSigning(name) ? [['verify'], ['sign']] : [[], ['deriveKey', 'deriveBits']]);
const kRawSizes = { Ed25519: 32, X25519: 32, Ed448: 57, X448: 56 };

const edwards = {
  generate({ name }, extractable, usages) {
    const [publicOnes, privateOnes] = edUsages(name);
    checkUsages(usages, [...publicOnes, ...privateOnes], `an ${name}`);
    return pairOf(attempt(() => generateKeyPairSync(name.toLowerCase(), {})), { name }, usages, publicOnes, privateOnes, extractable);
  },
  import(format, data, { name }, extractable, usages) {
    const [publicOnes, privateOnes] = edUsages(name);
    let keyObject;
    if (format === 'raw') {
      const bytes = bytesOf(data);
      if (bytes.length !== kRawSizes[name]) throw fail(`${name} raw keys must be exactly ${kRawSizes[name]}-bytes`, 'DataError');
      keyObject = parse(createPublicKey, { key: { kty: 'OKP', crv: name, x: bytes.toString('base64url') }, format: 'jwk' });
    } else {
      if (format === 'jwk' && data?.kty === 'OKP' && data.crv !== name) throw fail('JWK "crv" Parameter and algorithm name mismatch', 'DataError');
      keyObject = readKey(format, data, 'OKP', name, extractable, usages, isSigning(name) ? 'sig' : 'enc');
    }
    checkUsages(usages, keyObject.type === 'public' ? publicOnes : privateOnes, `an ${name}`);
    if (keyObject.asymmetricKeyType !== name.toLowerCase()) throw fail('Invalid key type', 'DataError');
    return makeKey(keyObject, { name }, usages, extractable);
  },
  jwkName: ({ name }) => (isSigning(name) ? 'EdDSA' : undefined),
  raw: (key) => Buffer.from(keyObjectOf(key).export({ format: 'jwk' }).x, 'base64url'),
  sign: (key, algorithm, data) => attempt(() => signatures.sign(null, data, keyObjectOf(key))),
  verify: (key, algorithm, data, signature) => attempt(() => signatures.verify(null, data, keyObjectOf(key), signature)),
  deriveBits: agree,
  signing: 'private',
};

module.exports = { rsa, ec, edwards };
