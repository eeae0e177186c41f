// node:util/types: what an object is by its internal slots.
'use strict';
const brands = require('internal/crypto/brands');
const native = require('internal/native');

const kind = native.kindOf;
const is = (name) => (value) => kind(value) === name;
const kBoxed = new Set(['NumberObject', 'StringObject', 'BooleanObject', 'SymbolObject', 'BigIntObject']);
const typedArrayTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const types = {
  isExternal: () => false,
  isDate: is('Date'),
  isArgumentsObject: is('Arguments'),
  isBigIntObject: is('BigIntObject'),
  isBooleanObject: is('BooleanObject'),
  isNumberObject: is('NumberObject'),
  isStringObject: is('StringObject'),
  isSymbolObject: is('SymbolObject'),
  isBoxedPrimitive: (value) => kBoxed.has(kind(value)),
  isNativeError: is('Error'),
  isRegExp: is('RegExp'),
  isAsyncFunction: (value) => native.functionKind(value) === 'async' || native.functionKind(value) === 'async generator',
  isGeneratorFunction: (value) => native.functionKind(value).endsWith('generator'),
  isGeneratorObject: (value) => kind(value) === 'Generator' || kind(value) === 'AsyncGenerator',
  isPromise: is('Promise'),
  isMap: is('Map'),
  isSet: is('Set'),
  isMapIterator: is('MapIterator'),
  isSetIterator: is('SetIterator'),
  isWeakMap: is('WeakMap'),
  isWeakSet: is('WeakSet'),
  isArrayBuffer: is('ArrayBuffer'),
  isDataView: is('DataView'),
  isSharedArrayBuffer: is('SharedArrayBuffer'),
  isProxy: is('Proxy'),
  isModuleNamespaceObject: is('ModuleNamespace'),
  isAnyArrayBuffer: (value) => kind(value) === 'ArrayBuffer' || kind(value) === 'SharedArrayBuffer',
  isCryptoKey: (value) => brands.isCryptoKey(value),
  isKeyObject: (value) => brands.isKeyObject(value),
};
for (const name of Object.keys(types)) Object.defineProperty(types[name], 'name', { value: name });
types.isArrayBufferView = ArrayBuffer.isView;
types.isTypedArray = is('TypedArray');
for (const name of ['Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array', 'Int8Array', 'Int16Array',
  'Int32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
  types[`is${name}`] = (value) => kind(value) === 'TypedArray' && Reflect.apply(typedArrayTag, value, []) === name;
}
module.exports = types;
