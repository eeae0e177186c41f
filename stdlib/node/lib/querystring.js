// node:querystring.
'use strict';
const native = require('internal/native');

const kEncoded = /%[0-9a-f]{2}/i;

function escape(value) {
  const text = typeof value === 'object' ? String(value) : typeof value === 'string' ? value : value + '';
  return encodeURIComponent(text.isWellFormed() ? text : pairSurrogates(text));
}

// A surrogate is taken together with whatever follows it; one at the end is an error.
function pairSurrogates(text) {
  return text.replace(/[\ud800-\udfff]([^]?)/g, (unit, next) => {
    if (next === '') throw native.makeError('URIError', 'ERR_INVALID_URI', 'URI malformed');
    return String.fromCodePoint(0x10000 + ((unit.charCodeAt(0) & 0x3ff) << 10 | next.charCodeAt(0) & 0x3ff));
  });
}

function hexDigit(code) {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

// Bytes of a text with escapes; what is no valid escape stays as it is.
function unescapeBuffer(s, decodeSpaces) {
  const out = Buffer.allocUnsafe(s.length);
  let length = 0;
  for (let i = 0; i < s.length; ++i) {
    let code = s.charCodeAt(i);
    if (code === 43 && decodeSpaces) {
      code = 32;
    } else if (code === 37 && i + 2 < s.length) {
      const high = hexDigit(s.charCodeAt(i + 1));
      const low = hexDigit(s.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        code = high * 16 + low;
        i += 2;
      }
    }
    out[length++] = code;
  }
  return length === out.length ? out : out.slice(0, length);
}

function unescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

function primitiveText(v) {
  if (typeof v === 'string') return v;
  if (typeof v === 'number' && isFinite(v)) return '' + v;
  if (typeof v === 'bigint') return '' + v;
  if (typeof v === 'boolean') return v ? 'true' : 'false';
  return '';
}

function stringify(obj, sep, eq, options) {
  sep = sep || '&';
  eq = eq || '=';
  let encode = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  if (obj === null || typeof obj !== 'object') return '';
  // The default encoding leaves the empty text alone; one of the caller's sees every value.
  const text = (v) => {
    const plain = primitiveText(v);
    return encode === escape && plain === '' ? '' : encode(plain);
  };
  let fields = '';
  for (const key of Object.keys(obj)) {
    const value = obj[key];
    const name = text(key) + eq;
    const values = Array.isArray(value) ? value : [value];
    for (let i = 0; i < values.length; ++i) {
      if (fields !== '') fields += sep;
      fields += name + text(values[i]);
    }
  }
  return fields;
}

function decodeText(text, decoder) {
  try {
    return decoder(text);
  } catch {
    return QueryString.unescape(text, true);
  }
}

function parse(qs, sep, eq, options) {
  const obj = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return obj;
  const separator = sep ? String(sep) : '&';
  const equals = eq ? String(eq) : '=';
  let pairs = 1000;
  if (options && typeof options.maxKeys === 'number') pairs = options.maxKeys > 0 ? options.maxKeys : -1;
  let decoder = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decoder = options.decodeURIComponent;
  const custom = decoder !== unescape;
  const decoded = (raw) => {
    const text = raw.includes('+') ? raw.replaceAll('+', custom ? '%20' : ' ') : raw;
    return text !== '' && (custom || kEncoded.test(text)) ? decodeText(text, decoder) : text;
  };
  for (let at = 0; at < qs.length;) {
    let end = qs.indexOf(separator, at);
    if (end < 0) end = qs.length;
    const part = qs.slice(at, end);
    at = end + separator.length;
    // An empty part adds nothing, but it is counted.
    if (part !== '') {
      const split = part.indexOf(equals);
      const key = decoded(split < 0 ? part : part.slice(0, split));
      const value = split < 0 ? '' : decoded(part.slice(split + equals.length));
      const before = obj[key];
      if (before === undefined) obj[key] = value;
      else if (typeof before === 'object') before.push(value);
      else obj[key] = [before, value];
    }
    if (--pairs === 0) break;
  }
  return obj;
}

const QueryString = module.exports = {
  unescapeBuffer, unescape, escape, stringify, encode: stringify, parse, decode: parse,
};
