// What FileHandle has as an emitter of 'close', and as the source and target of streams.
'use strict';
const EventEmitter = require('events');

module.exports = (prototype) => {
  const close = prototype.close;
  Object.setPrototypeOf(prototype, EventEmitter.prototype);
  const methods = {
    close() {
      const open = this.fd !== -1;
      const closed = close.call(this);
      if (open) this.emit('close');
      return closed;
    },
    createReadStream(options = undefined) {
      const { ReadStream } = require('internal/fs_streams');
      return new ReadStream(undefined, { ...options, fd: this });
    },
    createWriteStream(options = undefined) {
      const { WriteStream } = require('internal/fs_streams');
      return new WriteStream(undefined, { ...options, fd: this });
    },
  };
  for (const [name, value] of Object.entries(methods))
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
};
