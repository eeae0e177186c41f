// node:util
'use strict';
const native = require('internal/native');
const { isDeepStrictEqual } = require('internal/comparisons');
const { parseArgs } = require('internal/parse_args');
const types = require('util/types');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
const inspect = native.utilInspect;

function checkFunction(value, name) {
  if (typeof value !== 'function') throw native.invalidArgType(name, 'of type function', value);
}
function checkString(value, name) {
  if (typeof value !== 'string') throw native.invalidArgType(name, 'of type string', value);
}

function promisify(original) {
  checkFunction(original, 'original');
  const custom = original[kCustomPromisify];
  if (custom) {
    checkFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, kCustomPromisify, {
      value: custom, enumerable: false, writable: false, configurable: true,
    });
  }
  function fn(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) return reject(error);
        resolve(values[0]);
      }]);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, kCustomPromisify, { value: fn, enumerable: false, writable: false, configurable: true });
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) Object.defineProperty(fn, key, descriptors[key]);
  return fn;
}
promisify.custom = kCustomPromisify;

// The timers' own promise forms, fetched when they are wanted.
for (const [timer, name] of [[setTimeout, 'setTimeout'], [setImmediate, 'setImmediate']]) {
  Object.defineProperty(timer, kCustomPromisify, {
    enumerable: true,
    get: () => require('timers/promises')[name],
  });
}

function callbackify(original) {
  checkFunction(original, 'original');
  function callbackified(...args) {
    const done = args.pop();
    checkFunction(done, 'last argument');
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(() => Reflect.apply(done, this, [null, value])),
      (reason) => {
        if (!reason) {
          const error = native.makeError('Error', 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value');
          error.reason = reason;
          reason = error;
        }
        process.nextTick(() => Reflect.apply(done, this, [reason]));
      });
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  Object.defineProperties(callbackified, descriptors);
  return callbackified;
}

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw native.invalidArgType('ctor', 'of type function', ctor);
  if (superCtor === undefined || superCtor === null)
    throw native.invalidArgType('superCtor', 'of type function', superCtor);
  if (superCtor.prototype === undefined)
    throw native.invalidArgType('superCtor.prototype', 'of type object', superCtor.prototype);
  Object.defineProperty(ctor, 'super_', { value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

const shownCodes = new Set();
function deprecate(fn, message, code) {
  if (process.noDeprecation === true) return fn;
  if (code !== undefined) checkString(code, 'code');
  let warned = false;
  function deprecated(...args) {
    if (!warned) {
      warned = true;
      if (code === undefined) {
        process.emitWarning(message, 'DeprecationWarning', deprecated);
      } else if (!shownCodes.has(code)) {
        shownCodes.add(code);
        process.emitWarning(message, 'DeprecationWarning', code, deprecated);
      }
    }
    if (new.target) return Reflect.construct(fn, args, new.target);
    return Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

// NODE_DEBUG=a,b*: sections are names, * stands for any characters.
function isDebugged(section) {
  const wanted = process.env.NODE_DEBUG;
  if (!wanted) return false;
  return wanted.split(',').some((pattern) => {
    const source = pattern.trim().replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replace(/\*/g, '.*');
    return new RegExp(`^${source}$`, 'i').test(section);
  });
}
function debuglog(set, callback) {
  let enabled;
  const test = () => (enabled === undefined ? enabled = isDebugged(set) : enabled);
  const logger = (...args) => {
    if (!test()) return;
    process.stderr.write(`${set.toUpperCase()} ${process.pid}: ${native.format(...args)}\n`);
  };
  Object.defineProperty(logger, 'enabled', { get: test, configurable: true, enumerable: true });
  if (typeof callback === 'function') callback(logger);
  return logger;
}

// ECMA-48: control sequences, operating system commands up to their terminator, other escapes.
const kControlSequence = new RegExp(
  '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]' +
  '|\\u001b\\][^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)' +
  '|\\u001b[ -/]*[0-Z\\\\^-~]', 'g');
function stripVTControlCharacters(text) {
  checkString(text, 'str');
  return text.replace(kControlSequence, '');
}

function isColorful(stream) {
  const { FORCE_COLOR, NO_COLOR, NODE_DISABLE_COLORS, TERM } = process.env;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0';
  return Boolean(stream?.isTTY) && NO_COLOR === undefined && NODE_DISABLE_COLORS === undefined && TERM !== 'dumb';
}

const isStream = (value) => value !== null && typeof value === 'object' &&
    (typeof value.pipe === 'function' || typeof value.write === 'function' || typeof value.getReader === 'function' ||
     typeof value.getWriter === 'function');

// A list of formats is used whatever the stream is.
function styleText(format, text, { validateStream = true, stream = process.stdout } = {}) {
  checkString(text, 'text');
  if (typeof validateStream !== 'boolean') throw native.invalidArgType('options.validateStream', 'of type boolean', validateStream);
  if (validateStream && !isStream(stream))
    throw native.invalidArgType('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);
  let before = '', after = '';
  for (const name of Array.isArray(format) ? format : [format]) {
    const codes = inspect.colors[name];
    if (codes === undefined) {
      const names = Object.keys(inspect.colors).map((key) => `'${key}'`).join(', ');
      throw native.invalidArgValue('format', name, `must be one of: ${names}`);
    }
    before += `\u001b[${codes[0]}m`;
    after = `\u001b[${codes[1]}m${after}`;
  }
  return validateStream && !Array.isArray(format) && !isColorful(stream) ? text : `${before}${text}${after}`;
}

function toUSVString(input) {
  return String(input).toWellFormed === undefined
    ? String(input).replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    : String(input).toWellFormed();
}

function extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  return Object.assign(target, source);
}

function getSystemErrorName(number) {
  if (typeof number !== 'number') throw native.invalidArgType('err', 'of type number', number);
  if (number >= 0 || !Number.isSafeInteger(number)) throw native.outOfRange('err', 'a negative integer', number);
  return native.errorName(number);
}

function aborted(signal, resource) {
  if (signal === undefined || signal === null || typeof signal !== 'object' || !('aborted' in signal))
    throw native.invalidArgType('signal', 'an instance of AbortSignal', signal);
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

const isNullish = (value) => value === null || value === undefined;

module.exports = {
  _errnoException: (number, syscall) => native.systemError(number, syscall),
  _extend: extend,
  get MIMEParams() {
    return require('internal/mime').MIMEParams;
  },
  get MIMEType() {
    return require('internal/mime').MIMEType;
  },
  aborted,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format: native.format,
  formatWithOptions: native.formatWithOptions,
  getSystemErrorMap: () => native.errorMap(),
  getSystemErrorName,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => Buffer.isBuffer(value),
  isDeepStrictEqual,
  isNull: (value) => value === null,
  isNullOrUndefined: isNullish,
  isNumber: (value) => typeof value === 'number',
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
  isRegExp: types.isRegExp,
  isObject: (value) => value !== null && typeof value === 'object',
  isDate: types.isDate,
  isError: (value) => types.isNativeError(value) || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  log(...args) {
    const pad = (n) => String(n).padStart(2, '0');
    const now = new Date();
    const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][now.getMonth()];
    const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(pad).join(':');
    console.log('%s - %s', `${now.getDate()} ${month} ${time}`, native.format(...args));
  },
  parseArgs,
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString,
  TextDecoder,
  TextEncoder,
  types,
};
