// Sign and Verify, and signatures of whole contents.
'use strict';
const native = require('internal/native');
const crypto = require('internal/crypto_native');
const constants = require('internal/crypto/constants');
const { Writable } = require('stream');
const { asymmetricHandle } = require('internal/crypto/keys');
const { checkEncoding, checkFunction, checkString, encode, kHandle, kViews, toBytes } = require('internal/crypto/util');

function intOption(options, name) {
  const value = options[name];
  if (value !== undefined && value !== value >> 0) throw native.invalidArgValue(`options.${name}`, value);
  return value;
}
// [padding, saltLength, whether r and s stand side by side]
function signatureOptions(options) {
  const padding = intOption(options, 'padding');
  let saltLength = intOption(options, 'saltLength');
  if (options.padding === constants.RSA_PKCS1_PSS_PADDING && saltLength === undefined) saltLength = constants.RSA_PSS_SALTLEN_MAX_SIGN;
  let p1363 = false;
  if (typeof options === 'object') {
    const { dsaEncoding = 'der' } = options;
    if (dsaEncoding !== 'der' && dsaEncoding !== 'ieee-p1363') throw native.invalidArgValue('options.dsaEncoding', dsaEncoding);
    p1363 = dsaEncoding === 'ieee-p1363';
  }
  return [padding, saltLength, p1363];
}
const keyRequired = () => native.makeError('Error', 'ERR_CRYPTO_SIGN_KEY_REQUIRED', 'No key provided to sign');

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  checkString(algorithm, 'algorithm');
  this[kHandle] = crypto.newSign(algorithm);
  Writable.call(this, options);
}
Object.setPrototypeOf(Sign.prototype, Writable.prototype);
Object.setPrototypeOf(Sign, Writable);

Sign.prototype._write = function _write(chunk, encoding, callback) {
  this.update(chunk, encoding);
  callback();
};
Sign.prototype.update = function update(data, encoding) {
  if (typeof data === 'string') checkEncoding(data, encoding);
  else if (!ArrayBuffer.isView(data)) throw native.invalidArgType('data', kViews, data);
  crypto.updateSign(this[kHandle], toBytes(data, 'data', encoding));
  return this;
};
Sign.prototype.sign = function sign(options, encoding) {
  if (!options) throw keyRequired();
  const handle = asymmetricHandle(options, 'private');
  return encode(crypto.finishSign(this[kHandle], handle, ...signatureOptions(options)), encoding);
};

function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  checkString(algorithm, 'algorithm');
  this[kHandle] = crypto.newSign(algorithm);
  Writable.call(this, options);
}
Object.setPrototypeOf(Verify.prototype, Writable.prototype);
Object.setPrototypeOf(Verify, Writable);
Verify.prototype._write = Sign.prototype._write;
Verify.prototype.update = Sign.prototype.update;
Verify.prototype.verify = function verify(options, signature, signatureEncoding) {
  const handle = asymmetricHandle(options, 'public');
  const rest = signatureOptions(options);
  return crypto.finishVerify(this[kHandle], handle, toBytes(signature, 'signature', signatureEncoding), ...rest);
};

function checkOneShot(algorithm, callback) {
  if (algorithm !== undefined && algorithm !== null) checkString(algorithm, 'algorithm');
  if (callback !== undefined) checkFunction(callback, 'callback');
}
function sign(algorithm, data, key, callback) {
  checkOneShot(algorithm, callback);
  data = toBytes(data, 'data');
  if (!key) throw keyRequired();
  const options = signatureOptions(key);
  return crypto.signOnce(algorithm, data, asymmetricHandle(key, 'private'), ...options, callback);
}
function verify(algorithm, data, key, signature, callback) {
  checkOneShot(algorithm, callback);
  data = toBytes(data, 'data');
  const options = signatureOptions(key);
  if (!ArrayBuffer.isView(signature)) throw native.invalidArgType('signature', 'an instance of Buffer, TypedArray, or DataView', signature);
  return crypto.verifyOnce(algorithm, data, asymmetricHandle(key, 'public'), signature, ...options, callback);
}

module.exports = {
  Sign,
  Verify,
  createSign: function createSign(algorithm, options) { return new Sign(algorithm, options); },
  createVerify: function createVerify(algorithm, options) { return new Verify(algorithm, options); },
  sign,
  verify,
};
