// node:vm. A context is an object whose properties its code sees as variables; it shares the intrinsic objects of the
// program, and a name that neither has is undefined instead of an error.
'use strict';
const native = require('internal/vm_native');

const kIntrinsics = new Set(['AggregateError', 'Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date', 'Error',
  'EvalError', 'FinalizationRegistry', 'Float32Array', 'Float64Array', 'Function', 'Infinity', 'Int16Array', 'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON', 'Map',
  'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol', 'SyntaxError',
  'TypeError', 'URIError', 'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet', 'console', 'decodeURI', 'decodeURIComponent',
  'encodeURI', 'encodeURIComponent', 'escape', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'undefined', 'unescape']);

const holders = new WeakMap();

const handler = {
  has() {
    return true;
  },
  get(target, key, receiver) {
    if (key === 'globalThis') return receiver;
    if (key in target || !kIntrinsics.has(key)) return target[key];
    return globalThis[key];
  },
  set(target, key, value) {
    target[key] = value;
    return true;
  },
};

function invalid(name, expected, value) {
  const error = new TypeError(`The "${name}" argument must be ${expected}. Received ${value === null ? 'null' : `type ${typeof value} (${String(value)})`}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function isContext(object) {
  if (object === null || typeof object !== 'object') throw invalid('object', 'of type object', object);
  return holders.has(object);
}

function createContext(object = {}) {
  if (!isContext(object)) holders.set(object, new Proxy(object, handler));
  return object;
}

function fileOf(options, otherwise) {
  if (typeof options === 'string') return options;
  return options !== null && typeof options === 'object' && options.filename !== undefined ? options.filename : otherwise;
}

const kDefaultFile = 'evalmachine.<anonymous>';

class Script {
  #code;
  #file;
  constructor(code, options) {
    this.#code = `${code}`;
    this.#file = fileOf(options, kDefaultFile);
    native.check(this.#code);
  }
  runInThisContext() {
    return native.run(this.#code, this.#file);
  }
  runInContext(object) {
    if (!isContext(object)) throw invalid('contextifiedObject', 'an vm.Context', object);
    return native.runWithin(this.#code, this.#file, holders.get(object));
  }
  runInNewContext(object) {
    return this.runInContext(createContext(object));
  }
}

function runInThisContext(code, options) {
  return native.run(`${code}`, fileOf(options, kDefaultFile));
}

function runInContext(code, object, options) {
  return new Script(code, options).runInContext(object);
}

function runInNewContext(code, object, options) {
  return new Script(code, options).runInNewContext(object);
}

function createScript(code, options) {
  return new Script(code, options);
}

function compileFunction(code, parameters = []) {
  return new Function(...parameters, code);
}

module.exports = { Script, compileFunction, createContext, createScript, isContext, runInContext, runInNewContext, runInThisContext };
