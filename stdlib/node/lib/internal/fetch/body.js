// Bodies (Fetch Standard §2.2.4, §5.2, §5.3): what they are made of, and the methods that Request and Response share.
'use strict';
const { ReadableStream, isLocked, isReadableStream } = require('internal/webstreams/readable');
const { kState } = require('internal/webstreams/util');
const { FormData } = require('internal/fetch/form_data');
const multipart = require('internal/fetch/multipart');
const { essence, normaliseType } = require('internal/fetch/mime_type');
const { usvString } = require('internal/fetch/convert');

// A body: its stream is made when somebody needs one; what it was made of (bytes, a Blob, a FormData) may serve again.
class Body {
  #stream;
  #open;
  constructor({ stream, open, source, length }) {
    this.#stream = stream;
    this.#open = open;  // () → stream
    this.source = source ?? null;
    this.length = length ?? null;
  }
  get stream() {
    return (this.#stream ??= this.#open());
  }
  get hasStream() { return this.#stream !== undefined; }
  isDisturbed() { return this.#stream !== undefined && this.#stream[kState].disturbed; }
  isUnusable() { return this.#stream !== undefined && (isLocked(this.#stream) || this.#stream[kState].disturbed); }

  // Both are read from now on, each with all of it.
  clone() {
    if (this.source instanceof Uint8Array && this.#stream === undefined)
      return new Body({ open: () => streamOfBytes(this.source), source: this.source, length: this.length });
    const [one, other] = this.stream.tee();
    this.#stream = one;
    return new Body({ stream: other, source: this.source, length: this.length });
  }

  // All bytes, at once where they are there. The stream is read either way, for those who look at it later.
  async bytes() {
    const chunks = [];
    let total = 0;
    const reader = this.stream.getReader();
    while (true) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!(value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
      chunks.push(value);
      total += value.length;
    }
    return chunks.length === 1 ? Buffer.from(chunks[0].buffer, chunks[0].byteOffset, chunks[0].byteLength) : Buffer.concat(chunks, total);
  }
}

function streamOfBytes(bytes) {
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      if (bytes.byteLength > 0) controller.enqueue(new Uint8Array(bytes));
      queueMicrotask(() => {
        controller.close();
        controller.byobRequest?.respond(0);
      });
    },
  });
}
// Strings, bytes and blobs that an iterable yields.
function streamOfIterable(make) {
  let iterator;
  return new ReadableStream({
    type: 'bytes',
    start() { iterator = make()[Symbol.asyncIterator](); },
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) {
        queueMicrotask(() => {
          controller.close();
          controller.byobRequest?.respond(0);
        });
        return;
      }
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      if (bytes.byteLength > 0) controller.enqueue(new Uint8Array(bytes));
    },
    async cancel(reason) { await iterator.return?.(reason); },
  });
}
async function* pieces(parts) {
  for (const part of parts) {
    if (part instanceof Blob) yield new Uint8Array(await part.arrayBuffer());
    else yield part;
  }
}

const ofBytes = (bytes) => new Body({ open: () => streamOfBytes(bytes), source: bytes, length: bytes.byteLength });

// §5.2 extract: { body, type }
function extractBody(object, keepalive = false) {
  if (object !== null && typeof object === 'object') {
    if (isReadableStream(object)) {
      if (keepalive) throw new TypeError('keepalive');
      if (object[kState].disturbed || isLocked(object)) throw new TypeError('Response body object should not be disturbed or locked');
      return { body: new Body({ stream: object }), type: null };
    }
    if (object instanceof require('internal/url').URLSearchParams)
      return { body: ofBytes(Buffer.from(object.toString())), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
    if (object instanceof ArrayBuffer) return { body: ofBytes(new Uint8Array(object.slice(0))), type: null };
    if (ArrayBuffer.isView(object))
      return { body: ofBytes(new Uint8Array(object.buffer.slice(object.byteOffset, object.byteOffset + object.byteLength))), type: null };
    if (object instanceof FormData) {
      const { parts, length, type } = multipart.encode(object);
      return { body: new Body({ open: () => streamOfIterable(() => pieces(parts)), source: object, length }), type };
    }
    if (object instanceof Blob)
      return { body: new Body({ open: () => streamOfIterable(() => pieces([object])), source: object, length: object.size }), type: object.type || null };
    if (typeof object[Symbol.asyncIterator] === 'function') {
      if (keepalive) throw new TypeError('keepalive');
      return { body: new Body({ open: () => streamOfIterable(() => object) }), type: null };
    }
  }
  return { body: ofBytes(Buffer.from(usvString(object, 'undefined', 'undefined'))), type: 'text/plain;charset=UTF-8' };
}

const decode = (bytes) => new TextDecoder().decode(bytes);
const kConversions = {
  blob: (bytes, type) => new Blob([bytes], { type: normaliseType(type ?? '') ?? '' }),
  arrayBuffer: (bytes) => new Uint8Array(bytes).buffer,
  text: decode,
  json: (bytes) => JSON.parse(decode(bytes)),
  formData(bytes, type) {
    switch (essence(type)) {
      case 'multipart/form-data': return multipart.parse(bytes, type);
      case 'application/x-www-form-urlencoded': {
        const form = new FormData();
        for (const [name, value] of new (require('internal/url').URLSearchParams)(decode(bytes))) form.append(name, value);
        return form;
      }
    }
    throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
  },
  bytes: (bytes) => new Uint8Array(bytes),
};

// §5.3: the methods of Body. `stateOf(object)` is { body, headersList, aborted } and checks what it gets.
exports.mixin = (Class, stateOf) => {
  for (const [name, convert] of Object.entries(kConversions)) {
    const method = {
      async [name]() {
        const { body, headersList, aborted } = stateOf(this);
        if (body !== null && body.isUnusable()) throw new TypeError('Body is unusable: Body has already been read');
        if (aborted) throw new DOMException('The operation was aborted.', 'AbortError');
        return convert(body === null ? Buffer.alloc(0) : await body.bytes(), headersList.get('content-type'));
      },
    }[name];
    Object.defineProperty(Class.prototype, name, { value: method, writable: true, enumerable: true, configurable: true });
  }
};
exports.Body = Body;
exports.extractBody = extractBody;
