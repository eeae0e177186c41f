// RFC 7301 §3.1: names of protocols, each with its length before it.
'use strict';
const native = require('internal/native');

function encode(protocols) {
  const lengths = protocols.map((protocol) => Buffer.byteLength(protocol));
  lengths.forEach((length, i) => {
    if (length <= 255) return;
    throw native.makeError('RangeError', 'ERR_OUT_OF_RANGE',
                           `The byte length of the protocol at index ${i} exceeds the maximum length. It must be <= 255. Received ${length}`);
  });
  const out = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 1 + length, 0));
  let at = 0;
  protocols.forEach((protocol, i) => {
    out[at++] = lengths[i];
    out.write(protocol, at, lengths[i]);
    at += lengths[i];
  });
  return out;
}

// A Buffer of its own, or undefined for what is neither a list nor bytes.
exports.convertProtocols = (protocols) => {
  if (Array.isArray(protocols)) return encode(protocols);
  if (!ArrayBuffer.isView(protocols)) return undefined;
  return Buffer.from(new Uint8Array(protocols.buffer, protocols.byteOffset, protocols.byteLength));
};
exports.decodeProtocols = (bytes) => {
  const protocols = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes[at]) protocols.push(bytes.toString('ascii', at + 1, at + 1 + bytes[at]));
  return protocols;
};
