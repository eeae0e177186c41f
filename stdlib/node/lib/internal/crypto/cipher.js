// Cipheriv and Decipheriv, and encryption with RSA keys.
'use strict';
const native = require('internal/native');
const crypto = require('internal/crypto_native');
const constants = require('internal/crypto/constants');
const LazyTransform = require('internal/crypto/lazy_transform');
const { StringDecoder } = require('string_decoder');
const { asymmetricHandle, secretBytes } = require('internal/crypto/keys');
const { checkEncoding, checkInt32, checkObject, checkString, kHandle, kViews, toBytes } = require('internal/crypto/util');

function uintOption(options, key) {
  const value = options?.[key];
  if (value === undefined || value === null) return -1;
  if (value >>> 0 !== value) throw native.invalidArgValue(`options.${key}`, value);
  return value;
}
function stringOption(options, key) {
  const value = options?.[key];
  if (value !== undefined && value !== null) checkString(value, `options.${key}`);
  return value;
}

// A decoder keeps what one character needs of the next piece; its encoding stays.
function decoded(cipher, bytes, encoding, last) {
  if (!encoding || encoding === 'buffer') return bytes;
  cipher._decoder ??= new StringDecoder(encoding);
  return last ? cipher._decoder.end(bytes) : cipher._decoder.write(bytes);
}

function initialise(cipher, encrypts, name, key, iv, options) {
  checkString(name, 'cipher');
  const bytes = secretBytes(key, stringOption(options, 'encoding'));
  const vector = iv === null ? null : toBytes(iv, 'iv');
  const tagLength = uintOption(options, 'authTagLength');
  Object.defineProperty(cipher, kHandle, {
    value: crypto.newCipher(encrypts, name, bytes, vector, tagLength), writable: true, configurable: true, enumerable: true,
  });
  cipher._decoder = null;
  LazyTransform.call(cipher, options);
}

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  initialise(this, true, cipher, key, iv, options);
}
function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  initialise(this, false, cipher, key, iv, options);
}

const methods = {
  _transform(chunk, encoding, callback) {
    this.push(this.update(chunk, encoding));
    callback();
  },
  _flush(callback) {
    let last;
    try {
      last = this.final();
    } catch (error) {
      callback(error);
      return;
    }
    this.push(last);
    callback();
  },
  update(data, inputEncoding, outputEncoding) {
    if (typeof data === 'string') checkEncoding(data, inputEncoding);
    else if (!ArrayBuffer.isView(data)) throw native.invalidArgType('data', kViews, data);
    const bytes = crypto.updateCipher(this[kHandle], typeof data === 'string' ? toBytes(data, 'data', inputEncoding) : data);
    return decoded(this, bytes, outputEncoding, false);
  },
  final(outputEncoding) {
    return decoded(this, crypto.finalCipher(this[kHandle]), outputEncoding, true);
  },
  setAutoPadding(padded) {
    crypto.setPadding(this[kHandle], padded === undefined ? true : !!padded);
    return this;
  },
  setAAD(bytes, options) {
    const encoding = stringOption(options, 'encoding');
    const plaintextLength = uintOption(options, 'plaintextLength');
    crypto.setAad(this[kHandle], toBytes(bytes, 'aadbuf', encoding), plaintextLength);
    return this;
  },
};
for (const Class of [Cipheriv, Decipheriv]) {
  Object.setPrototypeOf(Class.prototype, LazyTransform.prototype);
  Object.setPrototypeOf(Class, LazyTransform);
  for (const name of ['_transform', '_flush', 'update', 'final', 'setAutoPadding']) Class.prototype[name] = methods[name];
}
Cipheriv.prototype.getAuthTag = function getAuthTag() {
  return crypto.getTag(this[kHandle]);
};
Decipheriv.prototype.setAuthTag = function setAuthTag(tag, encoding) {
  crypto.setTag(this[kHandle], toBytes(tag, 'buffer', encoding));
  return this;
};
Cipheriv.prototype.setAAD = Decipheriv.prototype.setAAD = methods.setAAD;

const kOaep = constants.RSA_PKCS1_OAEP_PADDING;
const kPkcs1 = constants.RSA_PKCS1_PADDING;
const rsa = (operation, use, defaultPadding) => (options, buffer) => {
  const handle = asymmetricHandle(options, use);
  const padding = options.padding || defaultPadding;
  const { oaepHash, encoding } = options;
  let { oaepLabel } = options;
  if (oaepHash !== undefined) checkString(oaepHash, 'key.oaepHash');
  if (oaepLabel !== undefined) oaepLabel = toBytes(oaepLabel, 'key.oaepLabel', encoding);
  return operation(handle, toBytes(buffer, 'buffer', encoding), padding, padding === kOaep ? oaepHash : undefined, oaepLabel);
};

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number')
    throw native.invalidArgType('nameOrNid', 'one of type string or number', nameOrNid);
  if (typeof nameOrNid === 'number') checkInt32(nameOrNid, 'nameOrNid');
  let keyLength, ivLength;
  if (options !== undefined) {
    checkObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) checkInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) checkInt32(ivLength, 'options.ivLength');
  }
  return crypto.cipherInfo(nameOrNid, keyLength, ivLength);
}

module.exports = {
  Cipheriv,
  Decipheriv,
  createCipheriv: function createCipheriv(cipher, key, iv, options) { return new Cipheriv(cipher, key, iv, options); },
  createDecipheriv: function createDecipheriv(cipher, key, iv, options) { return new Decipheriv(cipher, key, iv, options); },
  getCipherInfo,
  privateDecrypt: rsa(crypto.privateDecrypt, 'private', kOaep),
  privateEncrypt: rsa(crypto.privateEncrypt, 'private', kPkcs1),
  publicDecrypt: rsa(crypto.publicDecrypt, 'public', kPkcs1),
  publicEncrypt: rsa(crypto.publicEncrypt, 'public', kOaep),
};
