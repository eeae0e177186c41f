// util.MIMEType and MIMEParams: WHATWG MIME Sniffing §4.4 and 4.5.
'use strict';
const native = require('internal/native');

const kNoToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const kNoQuotedText = /[^\t\u0020-\u007e\u0080-\u00ff]/;
const kLeadingSpace = /^[\t\n\r ]+/;
const kTrailingSpace = /[\t\n\r ]+$/;

function invalidSyntax(what, text, at) {
  const place = at < 0 ? '' : ` at ${at}`;
  return native.makeError('TypeError', 'ERR_INVALID_MIME_SYNTAX', `The MIME syntax for a ${what} in ${JSON.stringify(text)} is invalid${place}`);
}

function checkToken(token, what, text) {
  const at = token.search(kNoToken);
  if (token === '' || at >= 0) throw invalidSyntax(what, text, at);
}

const quoted = (value) => (value !== '' && !kNoToken.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`);

// The value of a quoted string that begins at `at`, and where it ends.
function readQuoted(text, at) {
  let value = '';
  for (++at; at < text.length && text[at] !== '"'; ++at) {
    if (text[at] === '\\' && at + 1 < text.length) ++at;
    value += text[at];
  }
  return { value, end: at + 1 };
}

let fill;

class MIMEParams {
  #data = new Map();

  static {
    // §4.4, steps 11 and on
    fill = (params, text) => {
      let at = 0;
      while (at < text.length) {
        at += text.slice(at).match(kLeadingSpace)?.[0].length ?? 0;
        let end = at;
        while (end < text.length && text[end] !== ';' && text[end] !== '=') ++end;
        const name = text.slice(at, end).toLowerCase();
        at = end + 1;
        if (end >= text.length || text[end] === ';') continue;
        let value, stop;
        if (text[at] === '"') {
          const read = readQuoted(text, at);
          value = read.value;
          stop = text.indexOf(';', read.end);
        } else {
          stop = text.indexOf(';', at);
          value = text.slice(at, stop < 0 ? text.length : stop).replace(kTrailingSpace, '');
          if (value === '') value = undefined;
        }
        at = stop < 0 ? text.length : stop + 1;
        if (value !== undefined && name !== '' && !kNoToken.test(name) && !kNoQuotedText.test(value) && !params.#data.has(name))
          params.#data.set(name, value);
      }
    };
  }

  delete(name) {
    this.#data.delete(name);
  }
  get(name) {
    return this.#data.has(name) ? this.#data.get(name) : null;
  }
  has(name) {
    return this.#data.has(name);
  }
  set(name, value) {
    name = `${name}`;
    value = `${value}`;
    checkToken(name, 'parameter name', name);
    const at = value.search(kNoQuotedText);
    if (at >= 0) throw invalidSyntax('parameter value', value, at);
    this.#data.set(name, value);
  }
  *entries() {
    yield* this.#data.entries();
  }
  *keys() {
    yield* this.#data.keys();
  }
  *values() {
    yield* this.#data.values();
  }
  toString() {
    return Array.from(this.#data, ([name, value]) => `${name}=${quoted(value)}`).join(';');
  }
}
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, { configurable: true, writable: true, value: MIMEParams.prototype.entries });
Object.defineProperty(MIMEParams.prototype, 'toJSON', { configurable: true, writable: true, value: MIMEParams.prototype.toString });

class MIMEType {
  #type;
  #subtype;
  #params = new MIMEParams();

  constructor(string) {
    string = `${string}`;
    const text = string.replace(kLeadingSpace, '').replace(kTrailingSpace, '');
    const slash = text.indexOf('/');
    const type = slash < 0 ? text : text.slice(0, slash);
    const invalid = type.search(kNoToken);
    if (type === '' || invalid >= 0 || slash < 0) throw invalidSyntax('type', string, invalid);
    const semicolon = text.indexOf(';', slash);
    const subtype = text.slice(slash + 1, semicolon < 0 ? text.length : semicolon).replace(kTrailingSpace, '');
    checkToken(subtype, 'subtype', string);
    this.#type = type.toLowerCase();
    this.#subtype = subtype.toLowerCase();
    if (semicolon >= 0) fill(this.#params, text.slice(semicolon + 1));
  }

  get type() {
    return this.#type;
  }
  set type(value) {
    value = `${value}`;
    checkToken(value, 'type', value);
    this.#type = value.toLowerCase();
  }
  get subtype() {
    return this.#subtype;
  }
  set subtype(value) {
    value = `${value}`;
    checkToken(value, 'subtype', value);
    this.#subtype = value.toLowerCase();
  }
  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }
  get params() {
    return this.#params;
  }
  toString() {
    const params = this.#params.toString();
    return this.essence + (params === '' ? '' : `;${params}`);
  }
}
Object.defineProperty(MIMEType.prototype, 'toJSON', { configurable: true, writable: true, value: MIMEType.prototype.toString });

module.exports = { MIMEParams, MIMEType };
