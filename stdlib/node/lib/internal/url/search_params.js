// URLSearchParams
'use strict';
const native = require('internal/native');
const { parseForm, serializeForm } = require('internal/url/encoding');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const usv = (value) => `${value}`.toWellFormed();
const inspect = native.utilInspect;

function missing(...names) {
  const list = names.map((name) => `"${name}"`).join(' and ');
  return native.makeError('TypeError', 'ERR_MISSING_ARGS', `The ${list} argument${names.length > 1 ? 's' : ''} must be specified`);
}
const badTuple = () => native.makeError('TypeError', 'ERR_INVALID_TUPLE', 'Each query pair must be an iterable [name, value] tuple');

let listOf, updateFrom;

class URLSearchParams {
  #list = [];
  #onChange = null;

  static {
    listOf = (params) => {
      if (typeof params !== 'object' || params === null || !(#list in params))
        throw native.makeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type URLSearchParams');
      return params.#list;
    };
    // For URL: the parameters of a query; `onChange(text)` hears of their changes.
    updateFrom = (params, query, onChange) => {
      params.#list = query ? parseForm(query) : [];
      params.#onChange = onChange;
    };
  }

  constructor(init = undefined) {
    if (init === undefined || init === null) return;
    if (typeof init !== 'object' && typeof init !== 'function') {
      init = usv(init);
      this.#list = parseForm(init[0] === '?' ? init.slice(1) : init);
      return;
    }
    const iterate = init[Symbol.iterator];
    if (typeof init === 'object' && #list in init && iterate === entries) {
      this.#list = init.#list.slice();
    } else if (iterate !== undefined && iterate !== null) {
      if (typeof iterate !== 'function') throw native.makeError('TypeError', 'ERR_ARG_NOT_ITERABLE', 'Query pairs must be iterable');
      for (const pair of init) {
        if (pair === null || (typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') throw badTuple();
        const parts = [...pair];
        if (parts.length !== 2) throw badTuple();
        this.#list.push(usv(parts[0]), usv(parts[1]));
      }
    } else {
      const values = new Map();
      for (const key of Reflect.ownKeys(init)) {
        if (Reflect.getOwnPropertyDescriptor(init, key)?.enumerable) values.set(usv(key), usv(init[key]));
      }
      for (const [key, value] of values) this.#list.push(key, value);
    }
  }

  [kInspect](depth, options) {
    const list = listOf(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const output = [];
    for (let i = 0; i < list.length; i += 2) output.push(`${inspect(list[i], options)} => ${inspect(list[i + 1], options)}`);
    const length = output.reduce((sum, text) => sum + text.replace(/\u001b\[\d+m/g, '').length + 2, -2);
    const name = this.constructor.name;
    if (length > options.breakLength) return `${name} {\n  ${output.join(',\n  ')} }`;
    return output.length > 0 ? `${name} { ${output.join(', ')} }` : `${name} {}`;
  }

  get size() { return listOf(this).length / 2; }

  append(name, value) {
    const list = listOf(this);
    if (arguments.length < 2) throw missing('name', 'value');
    list.push(usv(name), usv(value));
    this.#changed();
  }
  delete(name, value = undefined) {
    const list = listOf(this);
    if (arguments.length < 1) throw missing('name');
    name = usv(name);
    if (value !== undefined) value = usv(value);
    for (let i = 0; i < list.length;) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) list.splice(i, 2);
      else i += 2;
    }
    this.#changed();
  }
  get(name) {
    const list = listOf(this);
    if (arguments.length < 1) throw missing('name');
    name = usv(name);
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
    return null;
  }
  getAll(name) {
    const list = listOf(this);
    if (arguments.length < 1) throw missing('name');
    name = usv(name);
    return list.filter((_, i) => i % 2 === 1 && list[i - 1] === name);
  }
  has(name, value = undefined) {
    const list = listOf(this);
    if (arguments.length < 1) throw missing('name');
    name = usv(name);
    if (value !== undefined) value = usv(value);
    for (let i = 0; i < list.length; i += 2) if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    return false;
  }
  set(name, value) {
    const list = listOf(this);
    if (arguments.length < 2) throw missing('name', 'value');
    name = usv(name);
    value = usv(value);
    let found = false;
    for (let i = 0; i < list.length;) {
      if (list[i] !== name) {
        i += 2;
      } else if (found) {
        list.splice(i, 2);
      } else {
        list[i + 1] = value;
        found = true;
        i += 2;
      }
    }
    if (!found) list.push(name, value);
    this.#changed();
  }
  sort() {
    const list = listOf(this);
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) pairs.push([list[i], list[i + 1]]);
    pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    list.splice(0, list.length, ...pairs.flat());
    this.#changed();
  }
  entries() {
    return new Iterator(listOf(this), 'entries');
  }
  forEach(callback, thisArg = undefined) {
    const list = listOf(this);
    if (typeof callback !== 'function') throw native.invalidArgType('callback', 'of type function', callback);
    for (let i = 0; i < list.length; i += 2) Reflect.apply(callback, thisArg, [list[i + 1], list[i], this]);
  }
  keys() {
    return new Iterator(listOf(this), 'keys');
  }
  values() {
    return new Iterator(listOf(this), 'values');
  }
  toString() {
    return serializeForm(listOf(this));
  }

  #changed() {
    if (this.#onChange !== null) this.#onChange(serializeForm(this.#list));
  }
}
const { entries } = URLSearchParams.prototype;

for (const name of ['size', 'append', 'delete', 'get', 'getAll', 'has', 'set', 'sort', 'entries', 'forEach', 'keys', 'values', 'toString'])
  Object.defineProperty(URLSearchParams.prototype, name, { enumerable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.toStringTag, { value: 'URLSearchParams', configurable: true });
Object.defineProperty(URLSearchParams.prototype, Symbol.iterator, { value: entries, writable: true, configurable: true });

class Iterator {
  #list;
  #kind;
  #at = 0;
  constructor(list, kind) {
    this.#list = list;
    this.#kind = kind;
  }
  #step() {
    const i = this.#at;
    this.#at += 2;
    if (this.#kind === 'keys') return this.#list[i];
    return this.#kind === 'values' ? this.#list[i + 1] : [this.#list[i], this.#list[i + 1]];
  }
  next() {
    if (typeof this !== 'object' || this === null || !(#list in this))
      throw native.makeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type URLSearchParamsIterator');
    return this.#at >= this.#list.length ? { value: undefined, done: true } : { value: this.#step(), done: false };
  }
  [kInspect](depth, options) {
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const rest = new Iterator(this.#list, this.#kind);
    rest.#at = this.#at;
    const output = [];
    while (rest.#at < rest.#list.length) output.push(inspect(rest.#step(), options));
    const length = output.reduce((sum, text) => sum + text.replace(/\u001b\[\d+m/g, '').length + 2, -2);
    const name = this[Symbol.toStringTag];
    if (length > options.breakLength || output.some((text) => text.includes('\n'))) return `${name} {\n  ${output.join(',\n  ')} }`;
    return `${name} { ${output.join(', ')} }`;
  }
}
Object.setPrototypeOf(Iterator.prototype, Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
Object.defineProperty(Iterator.prototype, 'next', { enumerable: true });
Object.defineProperty(Iterator.prototype, Symbol.toStringTag, { value: 'URLSearchParams Iterator', configurable: true });
delete Iterator.prototype.constructor;

module.exports = { URLSearchParams, updateFrom, missing };
