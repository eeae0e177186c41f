// How the classes of the Fetch Standard take their arguments (Web IDL §3), with undici's texts, which Node's programs see.
'use strict';
const native = require('internal/native');

const kInspect = Symbol.for('nodejs.util.inspect.custom');

exports.illegalInvocation = () => native.makeError('TypeError', 'ERR_INVALID_THIS', 'Illegal invocation');

exports.checkCount = (args, count, where) => {
  if (args.length >= count) return;
  throw new TypeError(`${where}: ${count} argument${count === 1 ? '' : 's'} required, but${args.length ? ' only' : ''} ${args.length} found.`);
};

const kindOf = (value) => {
  switch (typeof value) {
    case 'undefined': return 'Undefined';
    case 'boolean': return 'Boolean';
    case 'string': return 'String';
    case 'symbol': return 'Symbol';
    case 'number': return 'Number';
    case 'bigint': return 'BigInt';
    default: return value === null ? 'Null' : 'Object';
  }
};
exports.kindOf = kindOf;

// §3.2.9 DOMString
exports.domString = (value, where, argument) => {
  if (typeof value === 'symbol') throw new TypeError(`${where}: ${argument} is a symbol, which cannot be converted to a DOMString.`);
  return String(value);
};
exports.usvString = (value, where, argument) => exports.domString(value, where, argument).toWellFormed();
// §3.2.10 ByteString
exports.byteString = (value, where, argument) => {
  if (typeof value === 'symbol') throw new TypeError(`${where}: ${argument} is a symbol, which cannot be converted to a ByteString.`);
  const text = String(value);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255)
      throw new TypeError(`Cannot convert argument to a ByteString because the character at index ${i} has a value of ${code} which is greater than 255.`);
  }
  return text;
};
// §3.2.17 dictionaries: undefined and null are empty ones.
exports.dictionary = (value, where) => {
  if (value === undefined || value === null) return {};
  if (kindOf(value) !== 'Object' && typeof value !== 'function')
    throw new TypeError(`${where}: Expected ${native.inspect(value)} to be one of: Null, Undefined, Object.`);
  return value;
};
exports.oneOf = (value, allowed, where) => {
  const text = exports.domString(value, where, 'enumeration');
  if (!allowed.includes(text)) throw new TypeError(`${where}: ${text} is not an accepted type. Expected one of ${allowed.join(', ')}.`);
  return text;
};

// What the prototypes have in common: members are enumerable, a tag, how they are shown.
exports.define = (Class, name, members) => {
  Object.defineProperty(Class, 'name', { value: name, configurable: true });
  for (const member of members) Object.defineProperty(Class.prototype, member, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, writable: false, enumerable: false, configurable: true });
};
exports.kInspect = kInspect;
exports.shown = (name, facts, depth, options) => `${name} ${native.formatWithOptions({ ...options, depth: options.depth ?? depth }, facts)}`;

// keys(), values(), entries(), forEach() over `pairsOf(object)`, as in §3.7.9.
exports.defineIterable = (Class, name, pairsOf) => {
  const IteratorPrototype = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
  const kIterator = Symbol('iterator');
  Object.defineProperty(IteratorPrototype, 'next', {
    writable: true, enumerable: true, configurable: true,
    value: function next() {
      if (typeof this !== 'object' || this === null || !(kIterator in this))
        throw new TypeError(`'next' called on an object that does not implement interface ${name} Iterator.`);
      const state = this[kIterator];
      const pairs = pairsOf(state.target);
      if (state.index >= pairs.length) return { value: undefined, done: true };
      const [key, value] = pairs[state.index++];
      return { value: state.kind === 'key' ? key : state.kind === 'value' ? value : [key, value], done: false };
    },
  });
  Object.defineProperty(IteratorPrototype, Symbol.toStringTag, { value: `${name} Iterator`, configurable: true });
  const make = (target, kind) => Object.defineProperty(Object.create(IteratorPrototype), kIterator, { value: { target, kind, index: 0 } });
  const methods = {
    keys() { pairsOf(this); return make(this, 'key'); },
    values() { pairsOf(this); return make(this, 'value'); },
    entries() { pairsOf(this); return make(this, 'key+value'); },
    forEach(callback, self = globalThis) {
      pairsOf(this);
      exports.checkCount(arguments, 1, `${name}.forEach`);
      if (typeof callback !== 'function')
        throw new TypeError(`Failed to execute 'forEach' on '${name}': parameter 1 is not of type 'Function'.`);
      for (const [key, value] of make(this, 'key+value')) callback.call(self, value, key, this);
    },
  };
  for (const key of Object.keys(methods)) Object.defineProperty(Class.prototype, key, { value: methods[key], writable: true, enumerable: true, configurable: true });
  Object.defineProperty(Class.prototype, Symbol.iterator, { value: methods.entries, writable: true, enumerable: false, configurable: true });
};
