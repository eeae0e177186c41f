// Readable's methods that work as those of arrays: they give streams or promises.
'use strict';
const native = require('internal/native');
const errors = require('internal/streams/errors');
const check = require('internal/validate');

module.exports = (Readable) => {
  const checkCallback = (value, name) => {
    if (typeof value !== 'function') throw errors.invalidArgType(name, 'of type function or an instance of AsyncFunction', value);
  };
  const checkOptions = (options) => {
    if (options === undefined || options === null) return;
    check.object(options, 'options');
    check.abortSignal(options.signal ?? undefined, 'options.signal');
  };
  const checkCall = (callback, options) => {
    checkCallback(callback, 'fn');
    checkOptions(options);
    if (options?.concurrency !== undefined) check.integer(Math.floor(options.concurrency), 'options.concurrency', 1);
    if (options?.highWaterMark !== undefined) check.integer(Math.floor(options.highWaterMark), 'options.highWaterMark', 0);
  };
  // How many elements take and drop are for.
  const countOf = (value, options) => {
    checkOptions(options);
    const count = Number(value);
    if (count < 0) throw native.outOfRange('number', '>= 0', count);
    return Number.isNaN(count) ? 0 : Math.trunc(count);
  };
  // Results in order, `concurrency` calls at a time.
  async function* mapped(stream, callback, options) {
    const limit = Math.floor(options?.concurrency ?? 1);
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
  async function* filtered(stream, callback, options) {
    for await (const [keep, value] of mapped(stream, async (v, o) => [await callback(v, o), v], options)) {
      if (keep) yield value;
    }
  }
  async function* flattened(stream, callback, options) {
    for await (const values of mapped(stream, callback, options)) yield* values;
  }
  async function* without(stream, count) {
    for await (const value of stream) {
      if (count-- <= 0) yield value;
    }
  }
  async function* first(stream, count) {
    if (count <= 0) return;
    for await (const value of stream) {
      yield value;
      if (--count <= 0) return;
    }
  }
  async function* indexed(stream) {
    let index = 0;
    for await (const value of stream) yield [index++, value];
  }
  let warned = false;
  const streaming = {
    map(fn, options) {
      checkCall(fn, options);
      return Readable.from(mapped(this, fn, options));
    },
    filter(fn, options) {
      checkCall(fn, options);
      return Readable.from(filtered(this, fn, options));
    },
    flatMap(fn, options) {
      checkCall(fn, options);
      return Readable.from(flattened(this, fn, options));
    },
    drop(number, options = undefined) { return Readable.from(without(this, countOf(number, options))); },
    take(number, options = undefined) { return Readable.from(first(this, countOf(number, options))); },
    asIndexedPairs(options = undefined) {
      if (!warned) process.emitWarning('readable.asIndexedPairs will be removed in a future version.', 'DeprecationWarning');
      warned = true;
      checkOptions(options);
      return Readable.from(indexed(this));
    },
  };
  const settling = {
    async toArray(options) {
      checkOptions(options);
      const all = [];
      for await (const value of this) all.push(value);
      return all;
    },
    async forEach(callback, options) {
      checkCall(callback, options);
      for await (const unused of mapped(this, callback, options)); // eslint-disable-line no-unused-vars
    },
    async some(callback, options) {
      checkCall(callback, options);
      for await (const yes of mapped(this, callback, options)) {
        if (yes) return true;
      }
      return false;
    },
    async every(callback, options) {
      checkCall(callback, options);
      for await (const yes of mapped(this, callback, options)) {
        if (!yes) return false;
      }
      return true;
    },
    async find(callback, options) {
      checkCall(callback, options);
      for await (const [yes, value] of mapped(this, async (v, o) => [await callback(v, o), v], options)) {
        if (yes) return value;
      }
      return undefined;
    },
    async reduce(callback, initial, options) {
      checkCallback(callback, 'reducer');
      checkOptions(options);
      let has = arguments.length > 1;
      let result = initial;
      for await (const value of this) {
        result = has ? await callback(result, value) : value;
        has = true;
      }
      if (!has) throw errors.reduceEmpty();
      return result;
    },
  };
  for (const [name, method] of Object.entries({ ...streaming, ...settling }))
    Object.defineProperty(Readable.prototype, name, { value: method, writable: true, configurable: true });
};
