// Percent-encoding (URL Standard, "Percent-encoded bytes") and application/x-www-form-urlencoded.
'use strict';

// A set says for each ASCII character whether it is encoded; everything else always is.
function percentEncodeSet(base, characters) {
  const set = base.slice();
  for (const c of characters) set[c.charCodeAt(0)] = true;
  return set;
}
const c0Control = Array.from({ length: 128 }, (_, code) => code < 0x20 || code > 0x7e);
const fragment = percentEncodeSet(c0Control, ' "<>`');
const query = percentEncodeSet(c0Control, ' "#<>');
const specialQuery = percentEncodeSet(query, "'");
// The standard has '^' too by now; Node 20 does not.
const path = percentEncodeSet(query, '?`{}');
const filePath = percentEncodeSet(path, '%[\\]^|~');
const userinfo = percentEncodeSet(path, '/:;=@[\\]^|');
const component = percentEncodeSet(userinfo, '$&+,%');
const formUrlencoded = percentEncodeSet(component, "!'()~");

const kHex = Array.from({ length: 256 }, (_, byte) => `%${byte < 16 ? '0' : ''}${byte.toString(16).toUpperCase()}`);

// `text` has no lone surrogates.
function percentEncode(text, set) {
  let i = 0;
  while (i < text.length && text.charCodeAt(i) < 128 && !set[text.charCodeAt(i)]) i++;
  if (i === text.length) return text;
  let out = text.slice(0, i);
  for (const byte of Buffer.from(text.slice(i))) out += byte < 128 && !set[byte] ? String.fromCharCode(byte) : kHex[byte];
  return out;
}

function hexValue(code) {
  if (code >= 48 && code <= 57) return code - 48;
  code |= 32;
  return code >= 97 && code <= 102 ? code - 87 : -1;
}

// The text whose UTF-8 form the sequences stand for; what is no UTF-8 becomes U+FFFD. `encoding` is that of the rest.
function percentDecode(text, encoding = 'utf8') {
  if (!text.includes('%')) return text;
  const bytes = Buffer.from(text, encoding);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    let byte = bytes[i];
    if (byte === 37 && i + 2 < bytes.length) {
      const high = hexValue(bytes[i + 1]), low = hexValue(bytes[i + 2]);
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low;
        i += 2;
      }
    }
    bytes[length++] = byte;
  }
  return bytes.toString('utf8', 0, length);
}

// As in node:querystring: beside sequences that are no UTF-8, other characters are taken as bytes.
function decodeForm(text) {
  if (!/%[0-9a-fA-F]{2}/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return percentDecode(text, 'latin1');
  }
}

// [name, value, name, value, …]
function parseForm(text) {
  const list = [];
  const decoded = (part) => decodeForm(part.replaceAll('+', ' '));
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    if (at < 0) list.push(decoded(part), '');
    else list.push(decoded(part.slice(0, at)), decoded(part.slice(at + 1)));
  }
  return list;
}

function serializeForm(list) {
  let out = '';
  const encoded = (text) => percentEncode(text, formUrlencoded).replaceAll('%20', '+');
  for (let i = 0; i < list.length; i += 2) out += `${i > 0 ? '&' : ''}${encoded(list[i])}=${encoded(list[i + 1])}`;
  return out;
}

module.exports = { c0Control, fragment, query, specialQuery, path, filePath, userinfo, percentEncode, percentDecode, parseForm, serializeForm };
