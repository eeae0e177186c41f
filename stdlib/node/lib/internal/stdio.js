// process.stdin, stdout and stderr as streams.
'use strict';
const stdio = require('internal/stdio_native');
const { Readable, Writable } = require('stream');

// Terminals, files and, on Linux, pipes are written at once.
function SyncWriteStream(fd) {
  Reflect.apply(Writable, this, [{ decodeStrings: false, autoDestroy: false, emitClose: false }]);
  this.fd = fd;
  this._type = stdio.typeOf(fd);
  this._isStdio = true;
  if (this._type === 'tty') this.isTTY = true;
}
Object.setPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(SyncWriteStream, Writable);
SyncWriteStream.prototype._write = function(chunk, encoding, callback) {
  const error = typeof chunk === 'string' ? stdio.write(this.fd, chunk, encoding) : stdio.write(this.fd, chunk);
  callback(error);
};
// The descriptors stay open: destroy() only tells.
SyncWriteStream.prototype._destroy = function(error, callback) {
  callback(error);
};
SyncWriteStream.prototype.destroySoon = SyncWriteStream.prototype.destroy;

function size(fd, at) {
  const dimensions = stdio.windowSize(fd);
  return dimensions === undefined ? undefined : dimensions[at];
}
const colorDepth = (env) => {
  if (env.FORCE_COLOR !== undefined) return { '0': 1, '1': 4, 'true': 4, '': 4, '2': 8, '3': 24 }[env.FORCE_COLOR] ?? 1;
  if (env.NODE_DISABLE_COLORS !== undefined || env.NO_COLOR !== undefined || env.TERM === 'dumb') return 1;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return 24;
  if (env.TMUX) return 8;
  if (env.TERM !== undefined) {
    if (/^xterm-256/.test(env.TERM)) return 8;
    if (/^(screen|xterm|vt100|vt220|rxvt|color|ansi|cygwin|linux)/i.test(env.TERM)) return 4;
  }
  return env.COLORTERM ? 4 : 1;
};
function makeTerminal(stream) {
  const fd = stream.fd;
  stream.columns = size(fd, 0);
  stream.rows = size(fd, 1);
  const hidden = (name, value) => Object.defineProperty(stream, name, { value, configurable: true, writable: true });
  hidden('getWindowSize', () => stdio.windowSize(fd));
  hidden('getColorDepth', (env = process.env) => colorDepth(env));
  hidden('hasColors', (count, env) => {
    if (env === undefined && (count === undefined || (typeof count === 'object' && count !== null))) {
      env = count;
      count = 16;
    }
    return count <= 2 ** colorDepth(env ?? process.env);
  });
  const readline = () => require('readline');
  hidden('cursorTo', (x, y, callback) => readline().cursorTo(stream, x, y, callback));
  hidden('moveCursor', (dx, dy, callback) => readline().moveCursor(stream, dx, dy, callback));
  hidden('clearLine', (direction, callback) => readline().clearLine(stream, direction, callback));
  hidden('clearScreenDown', (callback) => readline().clearScreenDown(stream, callback));
  process.on('SIGWINCH', () => {
    const [columns, rows] = stdio.windowSize(fd) ?? [];
    if (columns === stream.columns && rows === stream.rows) return;
    stream.columns = columns;
    stream.rows = rows;
    stream.emit('resize');
  });
}

function output(fd) {
  const stream = new SyncWriteStream(fd);
  if (stream.isTTY) makeTerminal(stream);
  return stream;
}

// Pipes and terminals are read when there is something, files in blocks by the thread pool.
function StdinStream(fd) {
  Reflect.apply(Readable, this, [{ highWaterMark: 65536, autoDestroy: true, emitClose: true }]);
  this.fd = fd;
  this._type = stdio.typeOf(fd);
  if (this._type === 'tty') {
    this.isTTY = true;
    this.isRaw = false;
  }
  if (this._type === 'fs') {
    this.bytesRead = 0;
    this.path = undefined;
  }
}
Object.setPrototypeOf(StdinStream.prototype, Readable.prototype);
Object.setPrototypeOf(StdinStream, Readable);
StdinStream.prototype._read = function(size) {
  if (this._type === 'fs') {
    const buffer = Buffer.allocUnsafeSlow(size);
    require('fs').read(this.fd, buffer, 0, size, null, (error, count) => {
      if (error) this.destroy(error);
      else if (count === 0) this.push(null);
      else this.push(buffer.subarray(0, count));
    });
    return;
  }
  if (this.reader === undefined) {
    Object.defineProperty(this, 'reader', {
      value: stdio.openReader(this.fd, (error, chunk) => {
        if (error) {
          this.destroy(error);
        } else if (chunk === null) {
          this.push(null);
          stdio.stopReader(this.reader);
        } else if (!this.push(chunk)) {
          stdio.stopReader(this.reader);
        }
      }),
      configurable: true,
    });
  }
  stdio.startReader(this.reader);
};
StdinStream.prototype._destroy = function(error, callback) {
  if (this.reader !== undefined) stdio.closeReader(this.reader);
  callback(error);
};
StdinStream.prototype.ref = function() {
  if (this.reader !== undefined) stdio.refReader(this.reader, true);
  return this;
};
StdinStream.prototype.unref = function() {
  if (this.reader === undefined && this._type !== 'fs') this.read(0);
  if (this.reader !== undefined) stdio.refReader(this.reader, false);
  return this;
};
StdinStream.prototype.setRawMode = function(flag) {
  if (this.isTTY && this.reader === undefined) this.read(0);
  if (this.reader !== undefined) stdio.setRawMode(this.reader, !!flag);
  this.isRaw = !!flag;
  return this;
};

function input() {
  const stream = new StdinStream(0);
  if (!stream.isTTY) delete stream.setRawMode;
  // A paused stream reads nothing and keeps no program alive.
  stream.on('pause', () => {
    process.nextTick(() => {
      if (stream.reader !== undefined && stream._readableState.flowing === false && !stream.readableListening) {
        stream._readableState.reading = false;
        stdio.stopReader(stream.reader);
      }
    });
  });
  return stream;
}

let stdin, stdout, stderr;
module.exports = {
  get stdin() { return stdin ??= input(); },
  get stdout() { return stdout ??= output(1); },
  get stderr() { return stderr ??= output(2); },
  SyncWriteStream,
  StdinStream,
};
