// What the files of node:crypto share.
'use strict';
const native = require('internal/native');

exports.kHandle = Symbol('kHandle');

exports.isBuffer = (value) => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer;
exports.isBytes = (value) => ArrayBuffer.isView(value) || exports.isBuffer(value);
exports.isStringOrBytes = (value) => typeof value === 'string' || exports.isBytes(value);

exports.kBytes = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';
exports.kViews = 'of type string or an instance of Buffer, TypedArray, or DataView';

// The bytes of a string in an encoding; views and buffers as they are.
exports.toBytes = (value, name, encoding) => {
  if (typeof value === 'string') return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
  if (!exports.isBytes(value)) throw native.invalidArgType(name, exports.kBytes, value);
  return value;
};
exports.encode = (bytes, encoding) => (encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes);

exports.checkString = (value, name) => {
  if (typeof value !== 'string') throw native.invalidArgType(name, 'of type string', value);
};
exports.checkFunction = (value, name) => {
  if (typeof value !== 'function') throw native.invalidArgType(name, 'of type function', value);
};
exports.checkObject = (value, name) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw native.invalidArgType(name, 'of type object', value);
};
exports.checkInteger = (value, name, least, most) => {
  if (typeof value !== 'number') throw native.invalidArgType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw native.outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw native.outOfRange(name, `>= ${least} && <= ${most}`, value);
};
exports.checkInt32 = (value, name, least = -2147483648) => exports.checkInteger(value, name, least, 2147483647);
exports.checkUint32 = (value, name) => exports.checkInteger(value, name, 0, 4294967295);
exports.checkOneOf = (value, name, allowed) => {
  if (!allowed.includes(value))
    throw native.invalidArgValue(name, value, `must be one of: ${allowed.map((each) => (typeof each === 'string' ? `'${each}'` : `${each}`)).join(', ')}`);
};
// A string that hexadecimal digits do not fill.
exports.checkEncoding = (data, encoding) => {
  if (typeof encoding === 'string' && encoding.toLowerCase() === 'hex' && data.length % 2 !== 0)
    throw native.invalidArgValue('encoding', encoding, `is invalid for data of length ${data.length}`);
};
