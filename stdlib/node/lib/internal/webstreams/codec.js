// TextEncoderStream, TextDecoderStream, CompressionStream and DecompressionStream.
'use strict';
const { define, invalidThis } = require('internal/webstreams/util');
const { TransformStream } = require('internal/webstreams/transform');

class TextEncoderStream {
  #stream;
  #pending = '';

  constructor() {
    const encoder = new TextEncoder();
    this.#stream = new TransformStream({
      transform: (chunk, controller) => {
        let text = this.#pending + `${chunk}`;
        this.#pending = '';
        // Half of a pair waits for the other one.
        const last = text.charCodeAt(text.length - 1);
        if (last >= 0xd800 && last <= 0xdbff) {
          this.#pending = text.at(-1);
          text = text.slice(0, -1);
        }
        if (text.length > 0) controller.enqueue(encoder.encode(text));
      },
      flush: (controller) => {
        if (this.#pending.length > 0) controller.enqueue(encoder.encode('\ufffd'));
      },
    });
  }
  get encoding() {
    if (!(#stream in this)) throw invalidThis('TextEncoderStream');
    return 'utf-8';
  }
  get readable() {
    if (!(#stream in this)) throw invalidThis('TextEncoderStream');
    return this.#stream.readable;
  }
  get writable() {
    if (!(#stream in this)) throw invalidThis('TextEncoderStream');
    return this.#stream.writable;
  }
}
define(TextEncoderStream, 'TextEncoderStream', ['encoding', 'readable', 'writable'],
  (stream) => ({ encoding: stream.encoding, readable: stream.readable, writable: stream.writable }));

class TextDecoderStream {
  #decoder;
  #stream;

  constructor(encoding = 'utf-8', options = {}) {
    const decoder = new TextDecoder(encoding, options);
    this.#decoder = decoder;
    this.#stream = new TransformStream({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text) controller.enqueue(text);
      },
    });
  }
  get encoding() {
    if (!(#decoder in this)) throw invalidThis('TextDecoderStream');
    return this.#decoder.encoding;
  }
  get fatal() {
    if (!(#decoder in this)) throw invalidThis('TextDecoderStream');
    return this.#decoder.fatal;
  }
  get ignoreBOM() {
    if (!(#decoder in this)) throw invalidThis('TextDecoderStream');
    return this.#decoder.ignoreBOM;
  }
  get readable() {
    if (!(#decoder in this)) throw invalidThis('TextDecoderStream');
    return this.#stream.readable;
  }
  get writable() {
    if (!(#decoder in this)) throw invalidThis('TextDecoderStream');
    return this.#stream.writable;
  }
}
define(TextDecoderStream, 'TextDecoderStream', ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable'], (stream) => ({
  encoding: stream.encoding, fatal: stream.fatal, ignoreBOM: stream.ignoreBOM, readable: stream.readable, writable: stream.writable,
}));

module.exports = { TextDecoderStream, TextEncoderStream };
