// fs.ReadStream and fs.WriteStream.
'use strict';
const fs = require('fs');
const native = require('internal/native');
const { Readable, Writable } = require('stream');

const kDefaultHighWaterMark = 64 * 1024;

// What options.fs may replace, for the operations that a stream needs.
function operations(options, names) {
  const given = options.fs || fs;
  for (const name of names) {
    if (options.fs && typeof given[name] !== 'function')
      throw native.invalidArgType(`options.fs.${name}`, 'of type function', given[name]);
  }
  return given;
}

function readOptions(options, defaults) {
  if (options === undefined || options === null) return { ...defaults };
  if (typeof options === 'string') return { ...defaults, encoding: options };
  if (typeof options !== 'object') throw native.invalidArgType('options', 'one of type string or object', options);
  if (options.encoding && options.encoding !== 'buffer' && !Buffer.isEncoding(options.encoding))
    throw native.invalidArgValue('encoding', options.encoding, 'is invalid encoding');
  return { ...options };
}

function checkPosition(value, name) {
  if (typeof value !== 'number') throw native.invalidArgType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw native.outOfRange(name, 'an integer', value);
  if (value < 0) throw native.outOfRange(name, `>= 0 && <= ${Number.MAX_SAFE_INTEGER}`, value);
}

function pathOf(path) {
  return typeof path === 'object' && path !== null && path.href !== undefined && path.protocol === 'file:'
    ? decodeURIComponent(path.pathname) : path;
}

// The descriptor is given or opened in _construct.
function prepare(stream, path, options) {
  if (options.fd === undefined || options.fd === null) {
    stream.fd = null;
    stream.path = pathOf(path);
    if (typeof stream.path !== 'string' && !(stream.path instanceof Uint8Array))
      throw native.invalidArgType('path', 'of type string or an instance of Buffer or URL', path);
  } else if (typeof options.fd === 'object' && typeof options.fd.fd === 'number') {
    stream.handle = options.fd;
    stream.fd = options.fd.fd;
    options.fd.on?.('close', () => stream.close());
  } else {
    checkPosition(options.fd, 'fd');
    stream.fd = options.fd;
    stream.path = path;
  }
  stream.flags = options.flags;
  stream.mode = options.mode === undefined ? 0o666 : options.mode;
  stream.start = options.start;
  stream.pos = undefined;
  stream.bytesRead = 0;
}

function construct(callback) {
  if (typeof this.fd === 'number') {
    callback();
    return;
  }
  if (typeof this.open === 'function' && this.open !== openHook) {
    // Programs that replace open().
    const emit = this.emit;
    this.emit = function(...args) {
      if (args[0] === 'open') {
        this.emit = emit;
        callback();
        Reflect.apply(emit, this, args);
      } else if (args[0] === 'error') {
        this.emit = emit;
        callback(args[1]);
      } else {
        return Reflect.apply(emit, this, args);
      }
    };
    this.open();
    return;
  }
  this.operations.open(this.path, this.flags, this.mode, (error, fd) => {
    if (error) {
      callback(error);
    } else {
      this.fd = fd;
      callback();
      this.emit('open', this.fd);
      this.emit('ready');
    }
  });
}
function openHook() {}

function closeDescriptor(stream, error, callback) {
  const done = (failure) => callback(failure || error);
  const fd = stream.fd;
  stream.fd = null;
  if (stream.handle) stream.handle.close().then(() => done(), done);
  else if (typeof fd === 'number') stream.operations.close(fd, done);
  else done();
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = readOptions(options, {});
  if (options.highWaterMark === undefined) options.highWaterMark = kDefaultHighWaterMark;
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose !== false;
  this.operations = operations(options, ['open', 'read', 'close']);
  Object.defineProperty(this, 'operations', { enumerable: false });
  options.flags ??= 'r';
  prepare(this, path, options);
  if (this.start !== undefined) {
    checkPosition(this.start, 'start');
    this.pos = this.start;
  }
  this.end = options.end;
  if (this.end === undefined) {
    this.end = Infinity;
  } else if (this.end !== Infinity) {
    checkPosition(this.end, 'end');
    if (this.start !== undefined && this.start > this.end)
      throw native.outOfRange('start', `<= "end" (here: ${this.end})`, this.start);
  }
  Reflect.apply(Readable, this, [{ ...options, read: undefined, destroy: undefined, construct: undefined }]);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

ReadStream.prototype._construct = construct;
ReadStream.prototype.open = openHook;
ReadStream.prototype._read = function(size) {
  const length = Math.min(this.pos === undefined ? this.end - this.bytesRead + 1 : this.end - this.pos + 1, size);
  if (length <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(length);
  this.operations.read(this.fd, buffer, 0, length, this.pos, (error, count) => {
    if (error) {
      this.destroy(error);
      return;
    }
    if (count === 0) {
      this.push(null);
      return;
    }
    if (this.pos !== undefined) this.pos += count;
    this.bytesRead += count;
    // A short read does not keep the whole block alive.
    this.push(count === buffer.length ? buffer : Buffer.from(buffer.subarray(0, count)));
  });
};
ReadStream.prototype._destroy = function(error, callback) {
  closeDescriptor(this, error, callback);
};
ReadStream.prototype.close = function(callback) {
  require('stream').finished(this, callback ?? (() => {}));
  this.destroy(null);
};
Object.defineProperty(ReadStream.prototype, 'pending', { configurable: true, get() { return this.fd === null; } });
Object.defineProperty(ReadStream.prototype, 'autoClose', {
  configurable: true,
  get() { return this._readableState.autoDestroy; },
  set(value) { this._readableState.autoDestroy = value; },
});

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = readOptions(options, {});
  options.decodeStrings = false;
  if (options.autoDestroy === undefined) options.autoDestroy = options.autoClose !== false;
  this.operations = operations(options, ['open', 'write', 'close']);
  Object.defineProperty(this, 'operations', { enumerable: false });
  options.flags ??= 'w';
  prepare(this, path, options);
  delete this.bytesRead;
  this.bytesWritten = 0;
  if (this.start !== undefined) {
    checkPosition(this.start, 'start');
    this.pos = this.start;
  }
  Reflect.apply(Writable, this, [{ ...options, write: undefined, writev: undefined, final: undefined, destroy: undefined, construct: undefined }]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

WriteStream.prototype._construct = construct;
WriteStream.prototype.open = openHook;

function writeAll(stream, buffer, callback) {
  stream.operations.write(stream.fd, buffer, 0, buffer.length, stream.pos, (error, count) => {
    if (error && error.code === 'EAGAIN') {
      error = null;
      count = 0;
    }
    if (error || stream.destroyed) {
      callback(error || native.makeError('Error', 'ERR_STREAM_DESTROYED', 'Cannot call write after a stream was destroyed'));
      return;
    }
    stream.bytesWritten += count;
    if (stream.pos !== undefined) stream.pos += count;
    if (count < buffer.length) writeAll(stream, buffer.subarray(count), callback);
    else callback();
  });
}
WriteStream.prototype._write = function(chunk, encoding, callback) {
  writeAll(this, typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk, callback);
};
WriteStream.prototype._writev = function(chunks, callback) {
  const buffers = chunks.map(({ chunk, encoding }) => (typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk));
  writeAll(this, Buffer.concat(buffers), callback);
};
WriteStream.prototype._destroy = function(error, callback) {
  closeDescriptor(this, error, callback);
};
WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  if (!this._writableState.autoDestroy) this.on('finish', this.destroy);
  this.end();
};
WriteStream.prototype.destroySoon = WriteStream.prototype.end;
Object.defineProperty(WriteStream.prototype, 'pending', { configurable: true, get() { return this.fd === null; } });
Object.defineProperty(WriteStream.prototype, 'autoClose', {
  configurable: true,
  get() { return this._writableState.autoDestroy; },
  set(value) { this._writableState.autoDestroy = value; },
});

module.exports = {
  ReadStream,
  WriteStream,
  FileReadStream: ReadStream,
  FileWriteStream: WriteStream,
  createReadStream: function createReadStream(path, options) { return new ReadStream(path, options); },
  createWriteStream: function createWriteStream(path, options) { return new WriteStream(path, options); },
};
