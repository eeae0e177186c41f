// URL: the global class, and what node:url derives from it.
'use strict';
const native = require('internal/native');
const { parse, serialize, serializePath, serializeHost, isSpecial, isOpaque, states } = require('internal/url/parser');
const { userinfo, percentEncode } = require('internal/url/encoding');
const { URLSearchParams, updateFrom, missing } = require('internal/url/search_params');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const usv = (value) => `${value}`.toWellFormed();

function invalidUrl(input, base) {
  const error = native.makeError('TypeError', 'ERR_INVALID_URL', 'Invalid URL');
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

// undefined when it is none
function recordOf(input, base) {
  let parsedBase;
  if (base !== undefined) {
    parsedBase = parse(base);
    if (parsedBase === undefined) return undefined;
  }
  return parse(input, parsedBase);
}

class URL {
  #record;
  #searchParams;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw missing('url');
    input = usv(input);
    if (base !== undefined) base = usv(base);
    this.#record = recordOf(input, base);
    if (this.#record === undefined) throw invalidUrl(input, base);
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw missing('url');
    return URL.canParse(input, base) ? new URL(input, base) : null;
  }
  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw missing('url');
    return recordOf(usv(input), base === undefined ? undefined : usv(base)) !== undefined;
  }
  static createObjectURL() {
    throw native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'URL.createObjectURL is not provided by compiled programs');
  }
  static revokeObjectURL() {}

  // A method, so that a receiver of another class is refused in V8's words.
  #parts() {
    return this.#record;
  }

  [kInspect](depth, options) {
    this.#parts();
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = {};
    for (const name of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash']) shown[name] = this[name];
    return `${this.constructor.name} ${native.utilInspect(shown, options)}`;
  }

  static { native.setUrlTest((value) => #record in value); }

  #changed() {
    if (this.#searchParams !== undefined) this.#fillSearchParams();
  }
  #fillSearchParams() {
    updateFrom(this.#searchParams, this.#record.query, (text) => {
      this.#record.query = text === '' ? null : text;
    });
  }
  // Hosts, ports and credentials are for URLs that have an authority.
  #cannotHaveCredentials() {
    const { host, scheme } = this.#record;
    return !host || scheme === 'file';
  }
  #override(value, state) {
    const copy = { ...this.#record, path: isOpaque(this.#record) ? this.#record.path : this.#record.path.slice() };
    if (parse(value, undefined, copy, state) === undefined) return false;
    this.#record = copy;
    return true;
  }
  // The URL Standard ignores text that does not begin with a digit; Node takes it as no port if it has one further on.
  #setPort(text) {
    const port = text.replace(/[\t\n\r]/g, '');
    if (port !== '' && (port[0] <= ' ' || !/[0-9]/.test(text) || port[0] === '-')) return;
    if (/^[0-9]/.test(port)) this.#override(port, states.port);
    else this.#record.port = null;
  }

  toString() { return serialize(this.#parts()); }
  get href() { return serialize(this.#parts()); }
  set href(value) {
    this.#parts();
    value = usv(value);
    const record = recordOf(value);
    if (record === undefined) throw invalidUrl(value);
    this.#record = record;
    this.#changed();
  }
  get origin() {
    const record = this.#parts();
    if (record.scheme === 'blob') {
      const inner = parse(serializePath(record));
      return inner !== undefined && (inner.scheme === 'http' || inner.scheme === 'https') ? `${inner.scheme}://${serializeHost(inner)}` : 'null';
    }
    return isSpecial(record) && record.scheme !== 'file' ? `${record.scheme}://${serializeHost(record)}` : 'null';
  }
  get protocol() { return `${this.#parts().scheme}:`; }
  set protocol(value) {
    this.#parts();
    this.#override(`${usv(value)}:`, states.schemeStart);
  }
  get username() { return this.#parts().username; }
  set username(value) {
    const record = this.#parts();
    value = usv(value);
    if (!this.#cannotHaveCredentials()) record.username = percentEncode(value, userinfo);
  }
  get password() { return this.#parts().password; }
  set password(value) {
    const record = this.#parts();
    value = usv(value);
    if (!this.#cannotHaveCredentials()) record.password = percentEncode(value, userinfo);
  }
  get host() { return serializeHost(this.#parts()); }
  set host(value) {
    const record = this.#parts();
    value = usv(value);
    if (isOpaque(record) || !this.#override(value, states.host)) return;
    const port = /^[\t\n\r]*(?:\[[^\]]*\]|[^/?#:\\[])*:([^#]+)/.exec(value)?.[1];
    if (port !== undefined && !this.#cannotHaveCredentials()) this.#setPort(port);
  }
  get hostname() { return this.#parts().host ?? ''; }
  set hostname(value) {
    const record = this.#parts();
    value = usv(value);
    if (!isOpaque(record)) this.#override(value, states.hostname);
  }
  get port() {
    const { port } = this.#parts();
    return port === null ? '' : `${port}`;
  }
  set port(value) {
    this.#parts();
    value = usv(value);
    if (this.#cannotHaveCredentials()) return;
    this.#setPort(value);
  }
  get pathname() { return serializePath(this.#parts()); }
  set pathname(value) {
    const record = this.#parts();
    value = usv(value);
    if (isOpaque(record)) return;
    record.path = [];
    this.#override(value, states.pathStart);
  }
  get search() {
    const { query } = this.#parts();
    return query ? `?${query}` : '';
  }
  set search(value) {
    const record = this.#parts();
    value = usv(value);
    record.query = value === '' ? null : '';
    if (value !== '') this.#override(value[0] === '?' ? value.slice(1) : value, states.query);
    this.#changed();
  }
  get searchParams() {
    this.#parts();
    if (this.#searchParams === undefined) {
      this.#searchParams = new URLSearchParams();
      this.#fillSearchParams();
    }
    return this.#searchParams;
  }
  get hash() {
    const { fragment } = this.#parts();
    return fragment ? `#${fragment}` : '';
  }
  set hash(value) {
    const record = this.#parts();
    value = usv(value);
    record.fragment = value === '' ? null : '';
    if (value !== '') this.#override(value[0] === '#' ? value.slice(1) : value, states.fragment);
  }
  toJSON() { return serialize(this.#parts()); }

  static {
    for (const name of ['toString', 'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash', 'toJSON'])
      Object.defineProperty(this.prototype, name, { enumerable: true });
    for (const name of ['parse', 'canParse', 'createObjectURL', 'revokeObjectURL']) Object.defineProperty(this, name, { enumerable: true });
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'URL', configurable: true });
  }
}

module.exports = { URL, URLSearchParams, invalidUrl, missing };
