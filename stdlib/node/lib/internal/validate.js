// Checks of arguments that modules in JavaScript share; `name` as Node's messages call the argument.
'use strict';
const native = require('internal/native');

exports.string = (value, name) => {
  if (typeof value !== 'string') throw native.invalidArgType(name, 'of type string', value);
};
exports.number = (value, name, min, max) => {
  if (typeof value !== 'number') throw native.invalidArgType(name, 'of type number', value);
  if ((min !== undefined && value < min) || (max !== undefined && value > max) ||
      ((min !== undefined || max !== undefined) && Number.isNaN(value))) {
    const range = `${min === undefined ? '' : `>= ${min}`}${min !== undefined && max !== undefined ? ' && ' : ''}${max === undefined ? '' : `<= ${max}`}`;
    throw native.outOfRange(name, range, value);
  }
};
exports.integer = (value, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) => {
  if (typeof value !== 'number') throw native.invalidArgType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw native.outOfRange(name, 'an integer', value);
  if (value < min || value > max) throw native.outOfRange(name, `>= ${min} && <= ${max}`, value);
};
exports.int32 = (value, name, min = -2147483648, max = 2147483647) => exports.integer(value, name, min, max);
exports.boolean = (value, name) => {
  if (typeof value !== 'boolean') throw native.invalidArgType(name, 'of type boolean', value);
};
exports.callback = (value, name) => {
  if (typeof value !== 'function') throw native.invalidArgType(name, 'of type function', value);
};
exports.object = (value, name) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw native.invalidArgType(name, 'of type object', value);
};
exports.abortSignal = (value, name) => {
  if (value !== undefined && (value === null || typeof value !== 'object' || !('aborted' in value)))
    throw native.invalidArgType(name, 'an instance of AbortSignal', value);
};
exports.oneOf = (value, name, choices) => {
  if (choices.includes(value)) return;
  const list = choices.map((choice) => (typeof choice === 'string' ? `'${choice}'` : String(choice))).join(', ');
  throw native.invalidArgValue(name, value, `must be one of: ${list}`);
};
// The port as a number; strings of digits will do.
exports.port = (value, name = 'Port', allowZero = true) => {
  if ((typeof value !== 'number' && typeof value !== 'string') || (typeof value === 'string' && value.trim().length === 0) ||
      +value !== (+value >>> 0) || value > 0xffff || (value === 0 && !allowZero)) {
    throw native.makeError('RangeError', 'ERR_SOCKET_BAD_PORT',
                           `${name} should be ${allowZero ? '>=' : '>'} 0 and < 65536. Received ${native.received(value)}.`);
  }
  return value | 0;
};
// Delays of timers: out of range becomes the longest.
exports.timerDuration = (value, name) => {
  exports.number(value, name);
  if (value < 0 || !Number.isFinite(value)) throw native.outOfRange(name, 'a non-negative finite number', value);
  if (value > 2147483647) {
    process.emitWarning(`${value} does not fit into a 32-bit signed integer.\nTimer duration was truncated to 2147483647.`, 'TimeoutOverflowWarning');
    return 2147483647;
  }
  return value;
};
