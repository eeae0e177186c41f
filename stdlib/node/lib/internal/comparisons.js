// Deep equality of values, strict (util.isDeepStrictEqual, assert.deepStrictEqual) and loose (assert.deepEqual).
'use strict';
const native = require('internal/native');

const kind = native.kindOf;

function enumerableSymbols(object) {
  return Object.getOwnPropertySymbols(object).filter((key) => Object.prototype.propertyIsEnumerable.call(object, key));
}
function namedKeys(object) {
  return Object.keys(object).filter((key) => !/^(0|[1-9]\d*)$/.test(key) || Number(key) > 4294967294);
}

// What has to be equal before any property counts.
function sameContent(a, b, strict, memo) {
  switch (kind(a)) {
    case 'Date':
      return Date.prototype.getTime.call(a) === Date.prototype.getTime.call(b);
    case 'RegExp':
      return a.source === b.source && a.flags === b.flags && a.lastIndex === b.lastIndex;
    case 'Error':
      return a.message === b.message && a.name === b.name;
    case 'NumberObject':
      return Object.is(Number.prototype.valueOf.call(a), Number.prototype.valueOf.call(b));
    case 'StringObject':
      return String.prototype.valueOf.call(a) === String.prototype.valueOf.call(b);
    case 'BooleanObject':
      return Boolean.prototype.valueOf.call(a) === Boolean.prototype.valueOf.call(b);
    case 'BigIntObject':
      return BigInt.prototype.valueOf.call(a) === BigInt.prototype.valueOf.call(b);
    case 'SymbolObject':
      return Symbol.prototype.valueOf.call(a) === Symbol.prototype.valueOf.call(b);
    case 'TypedArray':
      if (a.length !== b.length) return false;
      for (let i = 0; i < a.length; i++) {
        if (strict ? !Object.is(a[i], b[i]) : a[i] !== b[i] && (a[i] === a[i] || b[i] === b[i])) return false;
      }
      return true;
    case 'ArrayBuffer':
    case 'SharedArrayBuffer':
      return sameContentOfBytes(new Uint8Array(a), new Uint8Array(b));
    case 'DataView':
      return sameContentOfBytes(new Uint8Array(a.buffer, a.byteOffset, a.byteLength),
        new Uint8Array(b.buffer, b.byteOffset, b.byteLength));
    case 'Set':
      return sameSets(a, b, strict, memo);
    case 'Map':
      return sameMaps(a, b, strict, memo);
    default:
      return true;
  }
}

function sameContentOfBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

function sameSets(a, b, strict, memo) {
  if (a.size !== b.size) return false;
  const rest = [...b].filter((value) => !a.has(value));
  for (const value of a) {
    if (b.has(value)) continue;
    if (strict && (value === null || typeof value !== 'object')) return false;
    const at = rest.findIndex((other) => equal(value, other, strict, memo));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return true;
}

function sameMaps(a, b, strict, memo) {
  if (a.size !== b.size) return false;
  const rest = [...b].filter(([key]) => !a.has(key));
  for (const [key, value] of a) {
    if (b.has(key)) {
      if (!equal(value, b.get(key), strict, memo)) return false;
      continue;
    }
    if (strict && (key === null || typeof key !== 'object')) return false;
    const at = rest.findIndex(([otherKey, other]) =>
      equal(key, otherKey, strict, memo) && equal(value, other, strict, memo));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return true;
}

function sameProperties(a, b, strict, memo) {
  const list = Array.isArray(a) || kind(a) === 'TypedArray';
  const keys = list ? namedKeys(a) : Object.keys(a);
  if (keys.length !== (list ? namedKeys(b) : Object.keys(b)).length) return false;
  const all = strict ? [...keys, ...enumerableSymbols(a)] : keys;
  if (strict && enumerableSymbols(a).length !== enumerableSymbols(b).length) return false;
  for (const key of all) {
    if (!Object.prototype.propertyIsEnumerable.call(b, key)) return false;
  }
  if (Array.isArray(a)) {
    if (a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) {
      if (Object.hasOwn(a, i) !== Object.hasOwn(b, i) || !equal(a[i], b[i], strict, memo)) return false;
    }
  }
  return all.every((key) => equal(a[key], b[key], strict, memo));
}

// `memo` pairs the objects that are being compared: a cycle is equal where the other has one too.
function equal(a, b, strict, memo) {
  if (a === b) return a !== 0 || !strict || Object.is(a, b);
  if (strict) {
    if (typeof a !== 'object' || a === null) return typeof a === 'number' && Number.isNaN(a) && Number.isNaN(b);
    if (typeof b !== 'object' || b === null) return false;
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  } else {
    if (a === null || typeof a !== 'object') {
      return (b === null || typeof b !== 'object') && (a == b || (a !== a && b !== b));
    }
    if (b === null || typeof b !== 'object') return false;
  }
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  if (kind(a) !== kind(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const known = memo.get(a);
  if (known !== undefined) return known === b;
  memo.set(a, b);
  const result = sameContent(a, b, strict, memo) && sameProperties(a, b, strict, memo);
  memo.delete(a);
  return result;
}

module.exports = {
  isDeepStrictEqual(val1, val2) {
    return equal(val1, val2, true, new Map());
  },
  isDeepEqual(val1, val2) {
    return equal(val1, val2, false, new Map());
  },
};
