// FileHandle's lines, its web stream and its number in hooks.
'use strict';
const native = require('internal/native');
const check = require('internal/validate');

const kChunk = 16384;
const locked = new WeakSet();
const resources = new WeakMap();
const invalid = (message) => native.makeError('Error', 'ERR_INVALID_STATE', `Invalid state: ${message}`);

const methods = {
  readLines(options = undefined) {
    const { Interface } = require('readline');
    return new Interface({ input: this.createReadStream(options), crlfDelay: Infinity });
  },
  readableWebStream(options = {}) {
    if (this.fd === -1) throw invalid('The FileHandle is closed');
    if (locked.has(this)) throw invalid('The FileHandle is locked');
    locked.add(this);
    if (options.type !== undefined) check.string(options.type, 'options.type');
    const { ReadableStream } = require('internal/webstreams/readable');
    const handle = this;
    const bytes = options.type === 'bytes';
    return new ReadableStream({
      type: bytes ? 'bytes' : undefined,
      autoAllocateChunkSize: bytes ? kChunk : undefined,
      async pull(controller) {
        const view = bytes ? controller.byobRequest.view : new Uint8Array(kChunk);
        const { bytesRead } = await handle.read(view, 0, view.byteLength);
        if (bytesRead === 0) {
          locked.delete(handle);
          controller.close();
        }
        if (bytes) controller.byobRequest?.respond(bytesRead);
        else if (bytesRead !== 0) controller.enqueue(view.slice(0, bytesRead).buffer);
      },
      cancel() { locked.delete(handle); },
    });
  },
  getAsyncId() {
    const { AsyncResource } = require('async_hooks');
    if (!resources.has(this)) resources.set(this, new AsyncResource('FILEHANDLE'));
    return resources.get(this).asyncId();
  },
};

module.exports = (prototype) => {
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
};
