// stream.Transform and PassThrough: what is written comes out changed.
'use strict';
const errors = require('internal/streams/errors');
const { highWaterMark } = require('internal/streams/state');
const Duplex = require('internal/streams/duplex');

const kCallback = Symbol('kCallback');

module.exports = Transform;
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // A reader that wants no buffering holds back the writer at once.
  const readable = options ? highWaterMark({ objectMode: !!(options.objectMode || options.readableObjectMode) }, options, 'readableHighWaterMark', true) : null;
  if (readable === 0) {
    options = {
      ...options,
      highWaterMark: null,
      readableHighWaterMark: readable,
      writableHighWaterMark: options.writableHighWaterMark || 0,
    };
  }
  Duplex.call(this, options);
  this._readableState.sync = false;
  this[kCallback] = null;
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform;
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  this.on('prefinish', onPrefinish);
}

function flush(stream, callback) {
  if (typeof stream._flush === 'function' && !stream.destroyed) {
    stream._flush((error, data) => {
      if (error) {
        if (callback) callback(error);
        else stream.destroy(error);
        return;
      }
      if (data !== undefined && data !== null) stream.push(data);
      stream.push(null);
      if (callback) callback();
    });
  } else {
    stream.push(null);
    if (callback) callback();
  }
}
function onPrefinish() {
  // Who replaced _final has to end the readable side by this.
  if (this._final !== Transform.prototype._final) flush(this);
}
Transform.prototype._final = function(callback) {
  flush(this, callback);
};

Transform.prototype._transform = function(chunk, encoding, callback) {
  throw errors.notImplemented('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  const readable = this._readableState;
  const writable = this._writableState;
  const before = readable.length;
  this._transform(chunk, encoding, (error, value) => {
    if (error) {
      callback(error);
      return;
    }
    if (value !== undefined && value !== null) this.push(value);
    if (writable.ended || before === readable.length || readable.length < readable.highWaterMark) callback();
    else this[kCallback] = callback;
  });
};
Transform.prototype._read = function() {
  if (!this[kCallback]) return;
  const callback = this[kCallback];
  this[kCallback] = null;
  callback();
};

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Transform.call(this, options);
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);
PassThrough.prototype._transform = function(chunk, encoding, callback) {
  callback(null, chunk);
};
Transform.PassThrough = PassThrough;
