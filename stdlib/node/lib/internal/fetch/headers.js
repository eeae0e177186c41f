// Headers (Fetch Standard §5.1).
'use strict';
const { isToken, hasInvalidCharacter } = require('internal/http_native');
const { byteString, checkCount, define, defineIterable, illegalInvocation, kInspect, kindOf, shown } = require('internal/fetch/convert');

const trim = (text) => text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');

// A header list (§2.2.2): values by name in lower case, with the spelling that came first.
class HeaderList {
  map = new Map();
  cookies = null;
  #sorted = null;

  has(name) { return this.map.has(name.toLowerCase()); }
  get(name) { return this.map.get(name.toLowerCase())?.value ?? null; }
  append(name, value) {
    this.#sorted = null;
    const key = name.toLowerCase();
    const entry = this.map.get(key);
    if (entry) this.map.set(key, { name: entry.name, value: `${entry.value}${key === 'cookie' ? '; ' : ', '}${value}` });
    else this.map.set(key, { name, value });
    if (key === 'set-cookie') (this.cookies ??= []).push(value);
  }
  set(name, value) {
    this.#sorted = null;
    const key = name.toLowerCase();
    if (key === 'set-cookie') this.cookies = [value];
    this.map.set(key, { name, value });
  }
  delete(name) {
    this.#sorted = null;
    const key = name.toLowerCase();
    if (key === 'set-cookie') this.cookies = null;
    this.map.delete(key);
  }
  // [name, value] as they were spelled; each cookie is a field of its own.
  *fields() {
    for (const [key, { name, value }] of this.map) {
      if (key !== 'set-cookie') yield [name, value];
      else for (const cookie of this.cookies) yield [name, cookie];
    }
  }
  // §5.1 sort and combine
  sorted() {
    if (this.#sorted !== null) return this.#sorted;
    const pairs = [];
    for (const key of [...this.map.keys()].sort()) {
      if (key !== 'set-cookie') pairs.push([key, this.map.get(key).value]);
      else for (const cookie of this.cookies) pairs.push([key, cookie]);
    }
    return (this.#sorted = pairs);
  }
  copy() {
    const copy = new HeaderList();
    copy.map = new Map(this.map);
    copy.cookies = this.cookies === null ? null : [...this.cookies];
    return copy;
  }
}

let listOf, guardOf, make;

class _Headers {
  #list = new HeaderList();
  #guard = 'none';

  constructor(init = undefined) {
    if (init === undefined) return;
    fill(this, init);
  }
  static {
    listOf = (headers) => {
      if (typeof headers !== 'object' || headers === null || !(#list in headers)) throw illegalInvocation();
      return headers.#list;
    };
    guardOf = (headers) => headers.#guard;
    make = (list, guard) => {
      const headers = new _Headers();
      headers.#list = list;
      headers.#guard = guard;
      return headers;
    };
  }

  append(name, value) {
    const list = listOf(this);
    checkCount(arguments, 2, 'Headers.append');
    name = byteString(name, 'Headers.append', 'name');
    value = byteString(value, 'Headers.append', 'value');
    appendTo(this, list, name, value);
  }
  delete(name) {
    const list = listOf(this);
    checkCount(arguments, 1, 'Headers.delete');
    name = byteString(name, 'Headers.delete', 'name');
    checkName(name, 'Headers.delete');
    if (this.#guard === 'immutable') throw new TypeError('immutable');
    if (list.has(name)) list.delete(name);
  }
  get(name) {
    const list = listOf(this);
    checkCount(arguments, 1, 'Headers.get');
    name = byteString(name, 'Headers.get', 'name');
    checkName(name, 'Headers.get');
    return list.get(name);
  }
  has(name) {
    const list = listOf(this);
    checkCount(arguments, 1, 'Headers.has');
    name = byteString(name, 'Headers.has', 'name');
    checkName(name, 'Headers.has');
    return list.has(name);
  }
  set(name, value) {
    const list = listOf(this);
    checkCount(arguments, 2, 'Headers.set');
    name = byteString(name, 'Headers.set', 'name');
    value = trim(byteString(value, 'Headers.set', 'value'));
    checkName(name, 'Headers.set');
    checkValue(value, 'Headers.set');
    if (this.#guard === 'immutable') throw new TypeError('immutable');
    list.set(name, value);
  }
  getSetCookie() {
    return [...(listOf(this).cookies ?? [])];
  }
  [kInspect](depth, options) {
    const facts = {};
    for (const { name, value } of listOf(this).map.values()) facts[name] = value;
    return shown('Headers', facts, depth, options);
  }
}

function checkName(name, where) {
  if (!isToken(name)) throw new TypeError(`${where}: "${name}" is an invalid header name.`);
}
function checkValue(value, where) {
  if (hasInvalidCharacter(value)) throw new TypeError(`${where}: "${value}" is an invalid header value.`);
}
function appendTo(headers, list, name, value) {
  value = trim(value);
  checkName(name, 'Headers.append');
  checkValue(value, 'Headers.append');
  if (guardOf(headers) === 'immutable') throw new TypeError('immutable');
  list.append(name, value);
}

// §5.1 fill: a sequence of pairs, a record.
function fill(headers, init) {
  const list = listOf(headers);
  const isObject = kindOf(init) === 'Object' && typeof init !== 'function';
  if (!isObject) {
    throw new TypeError('Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>, ' +
                        'record<ByteString, ByteString>.');
  }
  if (typeof init[Symbol.iterator] === 'function') {
    for (const pair of init) {
      if (kindOf(pair) !== 'Object' || typeof pair[Symbol.iterator] !== 'function')
        throw new TypeError('Headers constructor: Argument 1 could not be converted to one of: sequence<sequence<ByteString>>.');
      const [...values] = pair;
      if (values.length !== 2) throw new TypeError(`Headers constructor: expected name/value pair to be length 2, found ${values.length}.`);
      appendTo(headers, list, byteString(values[0], 'Headers constructor', 'Argument 1'), byteString(values[1], 'Headers constructor', 'Argument 1'));
    }
    return;
  }
  for (const key of Reflect.ownKeys(init)) {
    if (!Reflect.getOwnPropertyDescriptor(init, key)?.enumerable) continue;
    const name = byteString(key, 'Headers constructor', 'Argument 1');
    appendTo(headers, list, name, byteString(init[key], 'Headers constructor', 'Argument 1'));
  }
}

define(_Headers, 'Headers', ['append', 'delete', 'get', 'has', 'set', 'getSetCookie']);
defineIterable(_Headers, 'Headers', (headers) => listOf(headers).sorted());

module.exports = { Headers: _Headers, HeaderList, fillHeaders: fill, headerListOf: listOf, makeHeaders: make };
