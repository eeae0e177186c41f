// CompressionStream and DecompressionStream, over the streams of node:zlib.
'use strict';
const native = require('internal/native');
const zlib = require('zlib');
const { define, invalidThis } = require('internal/webstreams/util');
const { TransformStream } = require('internal/webstreams/transform');

const kForms = {
  'deflate': [zlib.createDeflate, zlib.createInflate],
  'deflate-raw': [zlib.createDeflateRaw, zlib.createInflateRaw],
  'gzip': [zlib.createGzip, zlib.createGunzip],
};

// Each chunk is written to the stream; what comes out meanwhile is passed on.
function through(format, direction) {
  if (!Object.hasOwn(kForms, format))
    throw native.invalidArgValue('format', format);
  const engine = kForms[format][direction]();
  let failure;
  return new TransformStream({
    start(controller) {
      engine.on('data', (chunk) => controller.enqueue(new Uint8Array(chunk)));
      engine.on('error', (error) => {
        failure = error;
        controller.error(error);
      });
    },
    transform: (chunk) => new Promise((resolve, reject) => {
      if (failure !== undefined) {
        reject(failure);
        return;
      }
      engine.write(chunk, (error) => (error ? reject(error) : resolve()));
    }),
    flush: () => new Promise((resolve, reject) => {
      engine.on('end', resolve).on('error', reject);
      engine.end();
    }),
  });
}

class CompressionStream {
  #stream;
  constructor(format) {
    this.#stream = through(format, 0);
  }
  get readable() {
    if (!(#stream in this)) throw invalidThis('CompressionStream');
    return this.#stream.readable;
  }
  get writable() {
    if (!(#stream in this)) throw invalidThis('CompressionStream');
    return this.#stream.writable;
  }
}
class DecompressionStream {
  #stream;
  constructor(format) {
    this.#stream = through(format, 1);
  }
  get readable() {
    if (!(#stream in this)) throw invalidThis('DecompressionStream');
    return this.#stream.readable;
  }
  get writable() {
    if (!(#stream in this)) throw invalidThis('DecompressionStream');
    return this.#stream.writable;
  }
}
for (const Class of [CompressionStream, DecompressionStream])
  define(Class, Class.name, ['readable', 'writable'], (stream) => ({ readable: stream.readable, writable: stream.writable }));

module.exports = { CompressionStream, DecompressionStream };
