// Hash and Hmac, which are native, as streams.
'use strict';
const crypto = require('internal/crypto_native');
const LazyTransform = require('internal/crypto/lazy_transform');
const { isKeyObject, secretBytes } = require('internal/crypto/keys');

const { Hash, Hmac } = crypto;
for (const Digest of [Hash, Hmac]) {
  Object.setPrototypeOf(Digest.prototype, LazyTransform.prototype);
  Object.setPrototypeOf(Digest, LazyTransform);
  Object.defineProperty(Digest.prototype, '_transform', {
    configurable: true,
    enumerable: true,
    writable: true,
    value: function _transform(chunk, encoding, callback) {
      this.update(chunk, encoding);
      callback();
    },
  });
  Object.defineProperty(Digest.prototype, '_flush', {
    configurable: true,
    enumerable: true,
    writable: true,
    value: function _flush(callback) {
      this.push(this.digest());
      callback();
    },
  });
}

function createHmac(hmac, key, options) {
  return crypto.createHmac(hmac, isKeyObject(key) && typeof hmac === 'string' ? secretBytes(key) : key, options);
}

module.exports = { Hash, Hmac, createHash: crypto.createHash, createHmac };
