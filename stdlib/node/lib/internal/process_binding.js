// process.binding: what is left of Node's internals for programs that look there, as far as they are facts.
'use strict';

const bindings = {
  config: () => ({
    isDebugBuild: false, hasOpenSSL: true, fipsMode: true, hasIntl: true, hasTracing: true, hasNodeOptions: true,
    hasInspector: true, noBrowserGlobals: false, bits: 64,
  }),
  constants: () => {
    const os = require('os').constants;
    const all = { os, fs: require('fs').constants, crypto: require('crypto').constants, zlib: require('zlib').constants, trace: {} };
    return Object.setPrototypeOf(all, null);
  },
  natives: () => Object.fromEntries(require('module').builtinModules.map((name) => [name, ''])),
  util: () => {
    const types = require('util/types');
    const names = ['isExternal', 'isDate', 'isNativeError', 'isRegExp', 'isAsyncFunction', 'isPromise', 'isMap', 'isSet',
      'isMapIterator', 'isSetIterator', 'isArrayBuffer', 'isDataView', 'isAnyArrayBuffer', 'isArrayBufferView', 'isTypedArray', 'isUint8Array'];
    return Object.fromEntries(names.map((name) => [name, types[name]]));
  },
  uv: () => {
    const native = require('internal/native');
    const all = { errname: (number) => native.errorName(number) };
    for (const [number, [name]] of native.errorMap()) all[`UV_${name}`] = number;
    return all;
  },
};

module.exports = function binding(module) {
  module = String(module);
  if (!Object.hasOwn(bindings, module)) throw new Error(`No such module: ${module}`);
  return bindings[module]();
};
