// multipart/form-data (RFC 7578, HTML Standard §4.10.21.8): written and read.
'use strict';
const { randomInt } = require('crypto');
const { FormData, entriesOf } = require('internal/fetch/form_data');

const escapeName = (text) => text.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
const withLineBreaks = (text) => text.replace(/\r?\n|\r/g, '\r\n');

// { parts: [Buffer | Blob …], length, type }
exports.encode = (form) => {
  const boundary = `----formdata-undici-0${String(randomInt(0, 1e11)).padStart(11, '0')}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data`;
  const parts = [];
  for (const [name, value] of entriesOf(form)) {
    if (typeof value === 'string') {
      parts.push(Buffer.from(`${head}; name="${escapeName(withLineBreaks(name))}"\r\n\r\n${withLineBreaks(value)}\r\n`));
    } else {
      parts.push(Buffer.from(`${head}; name="${escapeName(withLineBreaks(name))}"${value.name ? `; filename="${escapeName(value.name)}"` : ''}\r\n` +
                             `Content-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`), value, Buffer.from('\r\n'));
    }
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`));
  const length = parts.reduce((sum, part) => sum + (part instanceof Blob ? part.size : part.length), 0);
  return { parts, length, type: `multipart/form-data; boundary=${boundary}` };
};

const malformed = () => new TypeError('Failed to parse body as FormData.');

function boundaryOf(contentType) {
  const match = /;\s*boundary=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(contentType);
  if (!match) throw malformed();
  return match[1] !== undefined ? match[1].replace(/\\(.)/g, '$1') : match[2];
}

// name and filename of a part, as the fields above it say
function readFields(lines) {
  const part = { name: undefined, filename: undefined, type: undefined };
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw malformed();
    const field = line.slice(0, colon).trim().toLowerCase(), value = line.slice(colon + 1).trim();
    if (field === 'content-type') part.type = value;
    if (field !== 'content-disposition') continue;
    if (!/^form-data\s*;/i.test(value)) throw malformed();
    for (const [, key, quoted] of value.matchAll(/;\s*(name|filename)="([^"]*)"/g))
      part[key] ??= quoted.replace(/%0A/gi, '\n').replace(/%0D/gi, '\r').replace(/%22/g, '"');
  }
  if (part.name === undefined) throw malformed();
  return part;
}

// The FormData that `bytes` hold; throws when they do not.
exports.parse = (bytes, contentType) => {
  const boundary = boundaryOf(contentType);
  const delimiter = Buffer.from(`--${boundary}`);
  const separator = Buffer.from(`\r\n--${boundary}`);
  const form = new FormData();
  let at = bytes.indexOf(delimiter);
  if (at === -1 || (at !== 0 && bytes.toString('latin1', at - 2, at) !== '\r\n')) throw malformed();
  at += delimiter.length;
  while (true) {
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) return form;
    if (bytes[at] !== 0x0d || bytes[at + 1] !== 0x0a) throw malformed();
    const start = at + 2;
    const headEnd = bytes.indexOf('\r\n\r\n', at);
    const next = headEnd === -1 ? -1 : bytes.indexOf(separator, headEnd + 2);
    if (next === -1) throw malformed();
    const { name, filename, type } = readFields(bytes.toString('utf8', start, headEnd).split('\r\n').filter((line) => line !== ''));
    const content = bytes.subarray(headEnd + 4, Math.max(next, headEnd + 4));
    if (filename !== undefined) form.append(name, new File([content], filename, { type: type ?? 'text/plain' }));
    else form.append(name, new TextDecoder().decode(content));
    at = next + separator.length;
  }
};
