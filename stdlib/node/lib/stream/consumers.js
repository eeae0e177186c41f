// node:stream/consumers: all that a readable or an iterable gives, as one value.
'use strict';

async function arrayBuffer(stream) {
  return (await blob(stream)).arrayBuffer();
}
async function blob(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return new Blob(parts);
}
async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}
async function text(stream) {
  const decoder = new TextDecoder();
  let result = '';
  for await (const part of stream) result += typeof part === 'string' ? part : decoder.decode(part, { stream: true });
  return result + decoder.decode();
}
async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, text, json };
