// Readable's methods that work as those of arrays: they give streams or promises.
'use strict';
const errors = require('internal/streams/errors');

module.exports = (Readable) => {
  const limitOf = (options) => {
    const limit = options?.concurrency === undefined ? 1 : Math.floor(options.concurrency);
    if (!(limit >= 1)) throw errors.invalidArgValue('options.concurrency', options.concurrency);
    return limit;
  };
  // Results in order, `concurrency` calls at a time.
  async function* mapped(stream, callback, options) {
    const limit = limitOf(options);
    const running = [];
    const iterator = stream[Symbol.asyncIterator]();
    const start = async () => {
      const { value, done } = await iterator.next();
      return done ? { done } : { value: await callback(value, { signal: options?.signal }) };
    };
    try {
      while (true) {
        while (running.length < limit) running.push(start());
        const result = await running.shift();
        if (result.done) return;
        yield result.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  const streaming = {
    map(callback, options) {
      errors.checkFunction(callback, 'fn');
      return mapped(this, callback, options);
    },
    async *filter(callback, options) {
      for await (const [keep, value] of mapped(this, async (v, o) => [await callback(v, o), v], options)) {
        if (keep) yield value;
      }
    },
    async *flatMap(callback, options) {
      for await (const values of mapped(this, callback, options)) yield* values;
    },
    async *drop(count) {
      for await (const value of this) {
        if (count-- <= 0) yield value;
      }
    },
    async *take(count) {
      if (count <= 0) return;
      for await (const value of this) {
        yield value;
        if (--count <= 0) return;
      }
    },
    async *asIndexedPairs() {
      let index = 0;
      for await (const value of this) yield [index++, value];
    },
  };
  const settling = {
    async toArray() {
      const all = [];
      for await (const value of this) all.push(value);
      return all;
    },
    async forEach(callback, options) {
      errors.checkFunction(callback, 'fn');
      for await (const unused of mapped(this, callback, options)); // eslint-disable-line no-unused-vars
    },
    async some(callback, options) {
      for await (const yes of mapped(this, callback, options)) {
        if (yes) return true;
      }
      return false;
    },
    async every(callback, options) {
      for await (const yes of mapped(this, callback, options)) {
        if (!yes) return false;
      }
      return true;
    },
    async find(callback, options) {
      for await (const [yes, value] of mapped(this, async (v, o) => [await callback(v, o), v], options)) {
        if (yes) return value;
      }
      return undefined;
    },
    async reduce(callback, ...initial) {
      errors.checkFunction(callback, 'reducer');
      let has = initial.length > 0;
      let result = initial[0];
      for await (const value of this) {
        result = has ? await callback(result, value) : value;
        has = true;
      }
      if (!has) throw new TypeError('Reduce of an empty stream requires an initial value');
      return result;
    },
  };
  for (const [name, method] of Object.entries(streaming)) {
    if (name !== 'map' && name !== 'drop' && name !== 'take' && name !== 'asIndexedPairs') {
      const original = method;
      streaming[name] = function(callback, options) {
        errors.checkFunction(callback, 'fn');
        return original.call(this, callback, options);
      };
    }
    Object.defineProperty(Readable.prototype, name, {
      value(...args) { return Readable.from(Reflect.apply(streaming[name], this, args)); },
      writable: true, configurable: true,
    });
  }
  for (const [name, method] of Object.entries(settling))
    Object.defineProperty(Readable.prototype, name, { value: method, writable: true, configurable: true });
};
