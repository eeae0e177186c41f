// net.Server
'use strict';
const { TCP, Pipe, guessHandle } = require('internal/stream_native');
const native = require('internal/native');
const check = require('internal/validate');
const EventEmitter = require('events');
const Socket = require('internal/net/socket');
const { isIP, isPipeName, listenError } = require('internal/net/address');
const { normalizeArgs } = require('internal/net/connect');
const { getDefaultHighWaterMark } = require('stream');

const kBadFile = -22;
const kReadable = 1, kWritable = 2;
const kV6Only = 1;

module.exports = Server;
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options === undefined || options === null) {
    options = {};
  } else if (typeof options !== 'object') {
    throw native.invalidArgType('options', 'of type object', options);
  } else {
    options = { ...options };
  }
  if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  if (options.keepAliveInitialDelay !== undefined) {
    check.number(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    check.number(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = getDefaultHighWaterMark();
  }
  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = !!options.pauseOnConnect;
  this.noDelay = !!options.noDelay;
  this.keepAlive = !!options.keepAlive;
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? getDefaultHighWaterMark();
}

// --- listening

// A handle that is bound, or a negative errno.
Server.createHandle = function(address, port, addressType, fd, flags) {
  let handle;
  if (typeof fd === 'number' && fd >= 0) {
    const kind = guessHandle(fd);
    if (kind !== 'TCP' && kind !== 'PIPE') return kBadFile;
    handle = kind === 'TCP' ? new TCP() : new Pipe();
    const status = handle.open(fd);
    if (status !== 0) {
      handle.close();
      return status;
    }
    return handle;
  }
  const pipe = port === -1 && addressType === -1;
  handle = pipe ? new Pipe() : new TCP();
  let status = 0;
  if (pipe) {
    status = handle.bind(address);
  } else if (address || port) {
    if (!address) {
      status = handle.bind('::', port, flags);
      if (status !== 0) {
        handle.close();
        return Server.createHandle('0.0.0.0', port);
      }
    } else {
      status = handle.bind(address, port, addressType === 6 ? flags : 0);
    }
  }
  if (status !== 0) {
    handle.close();
    return status;
  }
  return handle;
};
Object.defineProperty(Server, 'createHandle', { enumerable: false });

function fail(server, status, address, port) {
  process.nextTick(() => server.emit('error', listenError(status, 'listen', address, port)));
}

function startListening(address, port, addressType, backlog, fd, flags) {
  if (!this._handle) {
    let handle;
    // Without an address: every one, of IPv6 where there is IPv6.
    if (!address && typeof fd !== 'number') {
      handle = Server.createHandle('::', port, 6, fd, flags);
      if (typeof handle === 'number') {
        address = '0.0.0.0';
        addressType = 4;
      } else {
        address = '::';
        addressType = 6;
      }
    }
    if (handle === undefined || typeof handle === 'number') handle = Server.createHandle(address, port, addressType, fd, flags);
    if (typeof handle === 'number') {
      fail(this, handle, address, port);
      return;
    }
    this._handle = handle;
  }
  this._handle.attach(this, undefined, onConnection);
  const status = this._handle.listen(backlog || 511);
  if (status !== 0) {
    this._handle.close();
    this._handle = null;
    fail(this, status, address, port);
    return;
  }
  this._connectionKey = `${addressType}:${address}:${port}`;
  if (this._unref) this.unref();
  process.nextTick(() => {
    if (this._handle) this.emit('listening');
  });
}
Server.prototype._listen2 = startListening;

function number(value) {
  return (value = Number(value)) >= 0 ? value : false;
}

function invalidOptions(options) {
  return native.invalidArgValue('options', options);
}

Server.prototype.listen = function(...args) {
  const [options, callback] = normalizeArgs(args);
  if (this._handle) throw native.makeError('Error', 'ERR_SERVER_ALREADY_LISTEN', 'Listen method has been called more than once without closing.');
  if (callback !== null) this.once('listening', callback);
  const backlog = number(args.length > 1 && args[1]) || number(args.length > 2 && args[2]) || options.backlog;
  const flags = options.ipv6Only === true ? kV6Only : 0;

  const given = options._handle || options.handle || options;
  if (given instanceof TCP || given instanceof Pipe) {
    this._handle = given;
    startListening.call(this, null, -1, -1, options.backlog, -1);
    return this;
  }
  watchSignal(this, options);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    startListening.call(this, null, null, null, options.backlog, options.fd);
    return this;
  }
  // listen(), listen(callback), listen(undefined), listen(null): any free port
  if (args.length === 0 || typeof args[0] === 'function' || (options.port === undefined && 'port' in options) || options.port === null)
    options.port = 0;
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    check.port(options.port, 'options.port');
    const port = options.port | 0;
    if (options.host) listenOnName(this, options, port, backlog, flags);
    else startListening.call(this, null, port, 4, backlog, undefined, flags);
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    startListening.call(this, options.path, -1, -1, backlog);
    if (!this._handle) return this;
    let mode = 0;
    if (options.readableAll === true) mode |= kReadable;
    if (options.writableAll === true) mode |= kWritable;
    if (mode === 0) return this;
    const status = this._handle.fchmod(mode);
    if (status !== 0) {
      this._handle.close();
      this._handle = null;
      throw native.errnoException(status, 'uv_pipe_chmod');
    }
    return this;
  }
  if (!('port' in options || 'path' in options)) throw native.invalidArgValue('options', options, 'must have the property "port" or "path"');
  throw invalidOptions(options);
};

function listenOnName(server, options, port, backlog, flags) {
  require('dns').lookup(options.host, (error, address, family) => {
    if (error) server.emit('error', error);
    else startListening.call(server, address, port, address ? family : 4, backlog, undefined, flags);
  });
}

function watchSignal(server, options) {
  const { signal } = options;
  if (signal === undefined) return;
  check.abortSignal(signal, 'options.signal');
  const onAbort = () => server.close();
  if (signal.aborted) process.nextTick(onAbort);
  else {
    signal.addEventListener('abort', onAbort);
    server.once('close', () => signal.removeEventListener('abort', onAbort));
  }
}

// --- connections

function onConnection(status, handle) {
  if (status !== 0) {
    this.emit('error', native.errnoException(status, 'accept'));
    return;
  }
  if (this.maxConnections && this._connections >= this.maxConnections) {
    const data = {};
    if (handle.getsockname) {
      const local = handle.getsockname(), remote = handle.getpeername();
      Object.assign(data, {
        localAddress: local.address, localPort: local.port, localFamily: local.family,
        remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
      });
    }
    handle.close();
    this.emit('drop', data);
    return;
  }
  const socket = new Socket({
    handle, allowHalfOpen: this.allowHalfOpen, pauseOnCreate: this.pauseOnConnect, readable: true, writable: true,
    readableHighWaterMark: this.highWaterMark, writableHighWaterMark: this.highWaterMark,
  });
  if (this.noDelay && handle.setNoDelay) socket.setNoDelay(true);
  if (this.keepAlive && handle.setKeepAlive) socket.setKeepAlive(true, this.keepAliveInitialDelay * 1000);
  this._connections++;
  socket.server = this;
  socket._server = this;
  this.emit('connection', socket);
}

Server.prototype.getConnections = function(callback) {
  process.nextTick(callback, null, this._connections);
  return this;
};

// --- state

Server.prototype.address = function() {
  if (this._handle && this._handle.getsockname) {
    const name = this._handle.getsockname();
    if (typeof name === 'number') throw native.errnoException(name, 'address');
    return name;
  }
  if (this._handle instanceof Pipe) return this._connectionKey.slice('-1:'.length, -':-1'.length);
  return null;
};
Server.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (!this._handle) {
      this.once('close', () => callback(native.makeError('Error', 'ERR_SERVER_NOT_RUNNING', 'Server is not running.')));
    } else {
      this.once('close', callback);
    }
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  this._emitCloseIfDrained();
  return this;
};
Server.prototype._emitCloseIfDrained = function() {
  if (this._handle || this._connections) return;
  process.nextTick(() => this.emit('close'));
};
Server.prototype.ref = function() {
  this._unref = false;
  if (this._handle) this._handle.ref();
  return this;
};
Server.prototype.unref = function() {
  this._unref = true;
  if (this._handle) this._handle.unref();
  return this;
};
Server.prototype[Symbol.for('nodejs.rejection')] = function(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};
Server.prototype[Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')] = function() {
  if (!this._handle) return Promise.resolve();
  return new Promise((resolve, reject) => this.close((error) => (error ? reject(error) : resolve())));
};
Object.defineProperty(Server.prototype, 'listening', { get() { return !!this._handle; }, enumerable: true, configurable: true });
