// data: URLs (Fetch Standard §6).
'use strict';
const { normaliseType } = require('internal/fetch/mime_type');

function percentDecoded(text) {
  const bytes = Buffer.from(text);
  const out = [];
  for (let i = 0; i < bytes.length; i++) {
    const pair = bytes.toString('latin1', i + 1, i + 3);
    if (bytes[i] === 0x25 && /^[0-9A-Fa-f]{2}$/.test(pair)) {
      out.push(parseInt(pair, 16));
      i += 2;
    } else {
      out.push(bytes[i]);
    }
  }
  return Buffer.from(out);
}

// { type, bytes } or null
exports.readDataUrl = (url) => {
  const hash = url.href.indexOf('#');
  const text = (hash === -1 ? url.href : url.href.slice(0, hash)).slice('data:'.length);
  const comma = text.indexOf(',');
  if (comma === -1) return null;
  let type = text.slice(0, comma).trim();
  let bytes = percentDecoded(text.slice(comma + 1));
  const base64 = /; *base64$/i.exec(type);
  if (base64) {
    const digits = bytes.toString('latin1').replace(/[\t\n\f\r ]/g, '').replace(/={1,2}$/, '');
    if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return null;
    bytes = Buffer.from(digits, 'base64');
    type = type.slice(0, base64.index);
  }
  if (type.startsWith(';')) type = `text/plain${type}`;
  return { type: normaliseType(type) ?? 'text/plain;charset=US-ASCII', bytes };
};
