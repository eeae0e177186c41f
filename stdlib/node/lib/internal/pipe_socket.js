// The parent's end of a pipe to a child process.
'use strict';
const child = require('internal/child_native');
const { Duplex } = require('stream');

module.exports = Socket;
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

function Socket({ handle, readable }) {
  Reflect.apply(Duplex, this, [{ allowHalfOpen: false, emitClose: true, autoDestroy: true, readable, decodeStrings: true }]);
  this._handle = handle;
  if (!readable) return;
  if (handle === null) this.push(null);
  else this.read(0);
}

Object.defineProperty(Socket.prototype, 'pending', { get() { return this._handle === null; }, configurable: true });
Object.defineProperty(Socket.prototype, 'readyState', {
  get() {
    if (this.readable && this.writable) return 'open';
    if (this.readable) return 'readOnly';
    return this.writable ? 'writeOnly' : 'closed';
  },
  configurable: true,
});

Socket.prototype._read = function() {
  if (this._handle === null) return;
  child.startPipe(this._handle, (error, chunk) => {
    if (error) {
      this.destroy(error);
    } else if (chunk === null) {
      child.stopPipe(this._handle);
      this.push(null);
      // Without a reader the end would never be seen.
      if (this.readableLength === 0) this.read(0);
    } else if (!this.push(chunk)) {
      child.stopPipe(this._handle);
    }
  });
};
Socket.prototype._write = function(chunk, encoding, callback) {
  const error = child.writePipe(this._handle, chunk, (failure) => callback(failure));
  if (error !== undefined) callback(error);
};
Socket.prototype._final = function(callback) {
  if (this._handle === null) {
    callback();
    return;
  }
  // The other side may have gone already.
  const error = child.endPipe(this._handle, () => callback());
  if (error !== undefined) callback();
};
Socket.prototype._destroy = function(error, callback) {
  const handle = this._handle;
  this._handle = null;
  if (handle === null) callback(error);
  else child.closePipe(handle, () => callback(error));
};
Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};
Socket.prototype.ref = function() {
  child.refPipe(this._handle, true);
  return this;
};
Socket.prototype.unref = function() {
  child.refPipe(this._handle, false);
  return this;
};
