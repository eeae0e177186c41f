// Hosts (URL Standard, "Host parsing" and "Host serializing"): a host is kept in its serialized form.
'use strict';
const idna = require('internal/idna_native');
const { percentEncode, percentDecode, c0Control } = require('internal/url/encoding');

const kForbiddenHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;

// undefined: no host. `opaque`: of a scheme that is not special.
function parseHost(input, opaque) {
  if (input[0] === '[') {
    if (input[input.length - 1] !== ']') return undefined;
    const pieces = parseIPv6(input.slice(1, -1));
    return pieces && `[${serializeIPv6(pieces)}]`;
  }
  if (opaque) return kForbiddenHost.test(input) ? undefined : percentEncode(input, c0Control);
  const domain = domainToASCII(percentDecode(input));
  if (domain === '' || /[\0-\x20#%/:<>?@[\\\]^|\x7f]/.test(domain)) return undefined;
  return endsInNumber(domain) ? parseIPv4(domain) : domain;
}

// '' when it has no such form.
function domainToASCII(domain) {
  if (/^[\0-\x7f]*$/.test(domain)) {
    domain = domain.toLowerCase();
    if (!/(^|\.)xn--/.test(domain)) return domain;
  }
  return idna.toASCII(domain);
}

function endsInNumber(domain) {
  const parts = domain.split('.');
  if (parts[parts.length - 1] === '') {
    if (parts.length === 1) return false;
    parts.pop();
  }
  const last = parts[parts.length - 1];
  return /^[0-9]+$/.test(last) || /^0[xX][0-9a-fA-F]*$/.test(last);
}

// NaN: no number
function parseIPv4Number(text) {
  if (text === '') return NaN;
  if (/^0[xX]/.test(text)) {
    if (text.length === 2) return 0;
    return /^0[xX][0-9a-fA-F]+$/.test(text) ? parseInt(text.slice(2), 16) : NaN;
  }
  if (text.length > 1 && text[0] === '0') return /^[0-7]+$/.test(text) ? parseInt(text, 8) : NaN;
  return /^[0-9]+$/.test(text) ? parseInt(text, 10) : NaN;
}

function parseIPv4(domain) {
  const parts = domain.split('.');
  if (parts[parts.length - 1] === '' && parts.length > 1) parts.pop();
  if (parts.length > 4) return undefined;
  const numbers = parts.map(parseIPv4Number);
  if (numbers.some(Number.isNaN)) return undefined;
  const last = numbers.pop();
  if (numbers.some((n) => n > 255) || last >= 256 ** (4 - numbers.length)) return undefined;
  let address = last;
  for (let i = 0; i < numbers.length; i++) address += numbers[i] * 256 ** (3 - i);
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

// Eight numbers, or undefined
function parseIPv6(text) {
  const address = [0, 0, 0, 0, 0, 0, 0, 0];
  let piece = 0, compress = -1, at = 0;
  const isHex = (c) => c !== undefined && /[0-9a-fA-F]/.test(c);
  const isDigit = (c) => c !== undefined && c >= '0' && c <= '9';
  if (text[at] === ':') {
    if (text[at + 1] !== ':') return undefined;
    at += 2;
    compress = ++piece;
  }
  while (at < text.length) {
    if (piece === 8) return undefined;
    if (text[at] === ':') {
      if (compress >= 0) return undefined;
      at++;
      compress = ++piece;
      continue;
    }
    let value = 0, length = 0;
    for (; length < 4 && isHex(text[at]); at++, length++) value = value * 16 + parseInt(text[at], 16);
    if (text[at] === '.') {
      if (length === 0 || piece > 6) return undefined;
      at -= length;
      let seen = 0;
      while (at < text.length) {
        let part = -1;
        if (seen > 0) {
          if (text[at] !== '.' || seen === 4) return undefined;
          at++;
        }
        if (!isDigit(text[at])) return undefined;
        for (; isDigit(text[at]); at++) {
          const digit = Number(text[at]);
          if (part === 0) return undefined;
          part = part < 0 ? digit : part * 10 + digit;
          if (part > 255) return undefined;
        }
        address[piece] = address[piece] * 256 + part;
        seen++;
        if (seen === 2 || seen === 4) piece++;
      }
      if (seen !== 4) return undefined;
      break;
    }
    if (text[at] === ':') {
      at++;
      if (at === text.length) return undefined;
    } else if (at < text.length) {
      return undefined;
    }
    address[piece++] = value;
  }
  if (compress >= 0) {
    const tail = address.slice(compress, piece);
    address.fill(0, compress);
    for (let i = 0; i < tail.length; i++) address[8 - tail.length + i] = tail[i];
  } else if (piece !== 8) {
    return undefined;
  }
  return address;
}

function serializeIPv6(address) {
  // The longest run of zeros, the first of equals, if it is longer than one.
  let best = -1, length = 1;
  for (let i = 0; i < 8;) {
    let end = i;
    while (end < 8 && address[end] === 0) end++;
    if (end - i > length) {
      best = i;
      length = end - i;
    }
    i = end + 1;
  }
  const hex = (pieces) => pieces.map((piece) => piece.toString(16)).join(':');
  return best < 0 ? hex(address) : `${hex(address.slice(0, best))}::${hex(address.slice(best + length))}`;
}

module.exports = { parseHost, domainToASCII };
