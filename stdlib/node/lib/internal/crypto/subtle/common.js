// What the algorithms of WebCrypto share: errors, keys, algorithms with their parameters (Web Cryptography API §18).
'use strict';
const native = require('internal/native');
const brands = require('internal/crypto/brands');

const fail = (message, name) => new DOMException(message, name);
exports.fail = fail;
exports.operationFailed = (cause) => new DOMException('The operation failed for an operation-specific reason', { name: 'OperationError', cause });
exports.invalidKeyData = (cause) => new DOMException('Invalid keyData', { name: 'DataError', cause });
exports.attempt = (operation) => {
  try {
    return operation();
  } catch (error) {
    throw exports.operationFailed(error);
  }
};

const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
exports.isBytes = isBytes;
exports.bytesOf = (value) => (ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value));
// What goes out: an ArrayBuffer of its own.
exports.arrayBufferOf = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

const kHashes = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };
const kBlockBits = { 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024 };
exports.digestOf = (hash) => kHashes[hash.name];
exports.blockBitsOf = (hash) => kBlockBits[hash.name];
exports.hashNumber = (hash) => hash.name.slice('SHA-'.length);

// --- parameters. A member is a name with '?' when it may be missing, and what it has to be.

function convert(value, type, dictionary, member) {
  switch (type) {
    case 'hash': return normalise(value, 'digest');
    case 'bytes':
      if (!isBytes(value)) throw native.invalidArgType(member, 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView', value);
      return exports.bytesOf(value);
    case 'number': return Number(value);
    default: return value;
  }
}

const kParameters = {
  HmacImportParams: { 'hash': 'hash', 'length?': 'number' },
  HmacKeyGenParams: { 'hash': 'hash', 'length?': 'number' },
  AesKeyGenParams: { length: 'number' },
  AesDerivedKeyParams: { length: 'number' },
  AesCbcParams: { iv: 'bytes' },
  AesCtrParams: { counter: 'bytes', length: 'number' },
  AesGcmParams: { 'iv': 'bytes', 'tagLength?': 'number', 'additionalData?': 'bytes' },
  RsaHashedKeyGenParams: { modulusLength: 'number', publicExponent: 'any', hash: 'hash' },
  RsaHashedImportParams: { hash: 'hash' },
  RsaPssParams: { saltLength: 'number' },
  RsaOaepParams: { 'label?': 'bytes' },
  EcKeyGenParams: { namedCurve: 'any' },
  EcKeyImportParams: { namedCurve: 'any' },
  EcdsaParams: { hash: 'hash' },
  EcdhKeyDeriveParams: { public: 'any' },
  HkdfParams: { hash: 'hash', salt: 'bytes', info: 'bytes' },
  Pbkdf2Params: { hash: 'hash', salt: 'bytes', iterations: 'number' },
};
const aes = { 'generateKey': 'AesKeyGenParams', 'importKey': null, 'get key length': 'AesDerivedKeyParams' };
const rsa = { generateKey: 'RsaHashedKeyGenParams', importKey: 'RsaHashedImportParams' };
const ec = { generateKey: 'EcKeyGenParams', importKey: 'EcKeyImportParams' };
const edwards = { generateKey: null, importKey: null };
const kdf = { 'importKey': null, 'get key length': null };
// What each algorithm can do, and the parameters that it wants for it.
const kRegistry = {
  'SHA-1': { digest: null },
  'SHA-256': { digest: null },
  'SHA-384': { digest: null },
  'SHA-512': { digest: null },
  'HMAC': { 'generateKey': 'HmacKeyGenParams', 'importKey': 'HmacImportParams', 'sign': null, 'verify': null, 'get key length': 'HmacImportParams' },
  'AES-CBC': { ...aes, encrypt: 'AesCbcParams', decrypt: 'AesCbcParams' },
  'AES-CTR': { ...aes, encrypt: 'AesCtrParams', decrypt: 'AesCtrParams' },
  'AES-GCM': { ...aes, encrypt: 'AesGcmParams', decrypt: 'AesGcmParams' },
  'AES-KW': { ...aes, wrapKey: null, unwrapKey: null },
  'RSASSA-PKCS1-v1_5': { ...rsa, sign: null, verify: null },
  'RSA-PSS': { ...rsa, sign: 'RsaPssParams', verify: 'RsaPssParams' },
  'RSA-OAEP': { ...rsa, encrypt: 'RsaOaepParams', decrypt: 'RsaOaepParams' },
  'ECDSA': { ...ec, sign: 'EcdsaParams', verify: 'EcdsaParams' },
  'ECDH': { ...ec, deriveBits: 'EcdhKeyDeriveParams' },
  'Ed25519': { ...edwards, sign: null, verify: null },
  'Ed448': { ...edwards, sign: null, verify: null },
  'X25519': { ...edwards, deriveBits: 'EcdhKeyDeriveParams' },
  'X448': { ...edwards, deriveBits: 'EcdhKeyDeriveParams' },
  'HKDF': { ...kdf, deriveBits: 'HkdfParams' },
  'PBKDF2': { ...kdf, deriveBits: 'Pbkdf2Params' },
};
const kNames = new Map(Object.keys(kRegistry).map((name) => [name.toUpperCase(), name]));

// §18.4.4 normalize an algorithm
function normalise(algorithm, operation) {
  if (typeof algorithm === 'string') algorithm = { name: algorithm };
  if (algorithm === null || typeof algorithm !== 'object') {
    throw native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE',
                           'Failed to normalize algorithm: passed algorithm can not be converted to \'Algorithm\' because it is not an object.');
  }
  if (algorithm.name === undefined) {
    throw native.makeError('TypeError', 'ERR_MISSING_OPTION', 'Failed to normalize algorithm: passed algorithm can not be converted to ' +
                           "'Algorithm' because 'name' is required in 'Algorithm'.");
  }
  const name = kNames.get(String(algorithm.name).toUpperCase());
  const operations = kRegistry[name];
  if (operations === undefined || !(operation in operations)) throw fail('Unrecognized algorithm name', 'NotSupportedError');
  const result = { name };
  const dictionary = operations[operation];
  if (dictionary === null) return result;
  for (const [key, type] of Object.entries(kParameters[dictionary])) {
    const member = key.replace('?', '');
    const value = algorithm[member];
    if (value === undefined) {
      if (key.endsWith('?')) continue;
      throw native.makeError('TypeError', 'ERR_MISSING_OPTION', 'Failed to normalize algorithm: passed algorithm can not be converted to ' +
                             `'${dictionary}' because '${member}' is required in '${dictionary}'.`);
    }
    result[member] = convert(value, type, dictionary, member);
  }
  return result;
}
exports.normalise = normalise;

// --- keys

const kMake = Symbol('kMake');
let stateOf;
class CryptoKey {
  #state;
  constructor(secret, keyObject, algorithm, usages, extractable) {
    if (secret !== kMake) throw native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#state = { keyObject, algorithm, usages, extractable };
  }
  static {
    stateOf = (key) => (typeof key === 'object' && key !== null && #state in key ? key.#state : undefined);
  }
  static #of(key) {
    const state = stateOf(key);
    if (state === undefined) throw native.makeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type CryptoKey');
    return state;
  }
  get type() { return CryptoKey.#of(this).keyObject.type; }
  get extractable() { return CryptoKey.#of(this).extractable; }
  get algorithm() { return CryptoKey.#of(this).algorithm; }
  get usages() { return CryptoKey.#of(this).usages; }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const facts = { type: this.type, extractable: this.extractable, algorithm: this.algorithm, usages: this.usages };
    return `CryptoKey ${native.utilInspect(facts, { ...options, depth: options.depth === null ? null : options.depth - 1 })}`;
  }
}
for (const name of ['type', 'extractable', 'algorithm', 'usages']) Object.defineProperty(CryptoKey.prototype, name, { enumerable: true });
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { value: 'CryptoKey', configurable: true });
exports.CryptoKey = CryptoKey;
exports.isCryptoKey = brands.isCryptoKey = (value) => stateOf(value) !== undefined;
exports.keyObjectOf = brands.keyObjectOf = (key) => stateOf(key)?.keyObject;
exports.makeKey = (keyObject, algorithm, usages, extractable) => new CryptoKey(kMake, keyObject, algorithm, [...new Set(usages)], extractable);

// Usages that the key's kind does not have are refused; `kind` with its article.
exports.checkUsages = (usages, allowed, kind) => {
  if (usages.some((usage) => !allowed.includes(usage))) throw fail(`Unsupported key usage for ${kind} key`, 'SyntaxError');
};

// --- JSON Web Keys (RFC 7517)

exports.checkJwk = (jwk, kty, extractable, usages, use) => {
  if (jwk === null || typeof jwk !== 'object' || jwk.kty === undefined) throw fail('Invalid keyData', 'DataError');
  if (jwk.kty !== kty) throw fail('Invalid JWK "kty" Parameter', 'DataError');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) throw fail('Invalid JWK "use" Parameter', 'DataError');
  if (jwk.key_ops !== undefined) {
    if (!Array.isArray(jwk.key_ops)) throw native.invalidArgType('keyData.key_ops', 'an instance of Array', jwk.key_ops);
    if (new Set(jwk.key_ops).size !== jwk.key_ops.length) throw fail('Duplicate key operation', 'DataError');
    if (usages.some((usage) => !jwk.key_ops.includes(usage))) throw fail('Key operations and usage mismatch', 'DataError');
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable === true) throw fail('JWK "ext" Parameter and extractable mismatch', 'DataError');
};
exports.toJwk = (key, alg) => ({
  key_ops: key.usages, ext: key.extractable, ...exports.keyObjectOf(key).export({ format: 'jwk' }), ...(alg === undefined ? {} : { alg }),
});
