// http.Agent: connections of clients, shared and kept for the next request.
'use strict';
const net = require('net');
const native = require('internal/native');
const check = require('internal/validate');
const EventEmitter = require('events');

const kTimeoutBuffer = 1000;
const kRequestOptions = Symbol('requestOptions');
const kOnKeylog = Symbol('onkeylog');

module.exports = { Agent, globalAgent: undefined };
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  // Without a path connections are made by port and host.
  this.options.path = null;
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  check.oneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) {
    if (typeof this.maxTotalSockets !== 'number') throw native.invalidArgType('maxTotalSockets', 'of type number', this.maxTotalSockets);
    if (!(this.maxTotalSockets >= 1)) throw native.outOfRange('maxTotalSockets', '>= 1', this.maxTotalSockets);
  } else {
    this.maxTotalSockets = Infinity;
  }
  this.on('free', onFree);
  this.on('newListener', maybeEnableKeylog);
}
// The secrets of TLS connections, for those who ask for them (node:https).
function maybeEnableKeylog(event) {
  if (event !== 'keylog') return;
  this.removeListener('newListener', maybeEnableKeylog);
  const agent = this;
  agent[kOnKeylog] = function onkeylog(line) {
    agent.emit('keylog', line, this);
  };
  for (const sockets of Object.values(agent.sockets)) {
    for (const socket of sockets) socket.on('keylog', agent[kOnKeylog]);
  }
}
Agent.defaultMaxSockets = Infinity;
Agent.prototype.createConnection = net.createConnection;

// A connection has done its work.
function onFree(socket, options) {
  const name = this.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = this.requests[name];
  if (waiting && waiting.length > 0) {
    const request = waiting.shift();
    setRequestSocket(this, request, socket);
    if (waiting.length === 0) delete this.requests[name];
    return;
  }
  const request = socket._httpMessage;
  if (!request || !request.shouldKeepAlive || !this.keepAlive) {
    socket.destroy();
    return;
  }
  const free = this.freeSockets[name] || [];
  const count = free.length + (this.sockets[name] ? this.sockets[name].length : 0);
  if (this.totalSocketCount > this.maxTotalSockets || count > this.maxSockets || free.length >= this.maxFreeSockets ||
      !this.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  this.freeSockets[name] = free;
  socket._httpMessage = null;
  this.removeSocket(socket, options);
  socket.once('error', onFreeError);
  free.push(socket);
}
function onFreeError() {
  this.destroy();
}

Agent.prototype.getName = function(options = {}) {
  let name = `${options.host || 'localhost'}:`;
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

function setRequestSocket(agent, request, socket) {
  request.onSocket(socket);
  const agentTimeout = agent.options.timeout || 0;
  if (request.timeout === undefined || request.timeout === agentTimeout) return;
  socket.setTimeout(request.timeout);
}

function serverName(options, request) {
  let name = options.host;
  const header = request.getHeader('host');
  if (header) {
    check.string(header, 'options.headers.host');
    if (header.startsWith('[')) {
      const end = header.indexOf(']');
      name = end === -1 ? header : header.slice(1, end);
    } else {
      name = header.split(':', 1)[0];
    }
  }
  return net.isIP(name) ? '' : name;
}
function complete(agent, request, options) {
  options = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) options.path = options.socketPath;
  if (!options.servername && options.servername !== '') options.servername = serverName(options, request);
  return options;
}

Agent.prototype.addRequest = function(request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = complete(this, request, options);
  const name = this.getName(options);
  this.sockets[name] ??= [];
  const free = this.freeSockets[name];
  let socket;
  if (free) {
    while (free.length > 0 && free[0].destroyed) free.shift();
    socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    if (free.length === 0) delete this.freeSockets[name];
  }
  const count = (free ? free.length : 0) + this.sockets[name].length;
  if (socket) {
    this.reuseSocket(socket, request);
    setRequestSocket(this, request, socket);
    this.sockets[name].push(socket);
  } else if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, made) => {
      if (error) request.onSocket(made, error);
      else setRequestSocket(this, request, made);
    });
  } else {
    request[kRequestOptions] = options;
    (this.requests[name] ??= []).push(request);
  }
};

Agent.prototype.createSocket = function(request, options, callback) {
  options = complete(this, request, options);
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  let called = false;
  const made = (error, socket) => {
    if (called) return;
    called = true;
    if (error) {
      callback(error);
      return;
    }
    (this.sockets[name] ??= []).push(socket);
    this.totalSocketCount++;
    watch(this, socket, options);
    callback(null, socket);
  };
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, made);
  if (socket) made(null, socket);
};

function watch(agent, socket, options) {
  const onSocketFree = () => agent.emit('free', socket, options);
  const onClose = () => {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  };
  const onTimeout = () => {
    for (const name of Object.keys(agent.freeSockets)) {
      if (agent.freeSockets[name].includes(socket)) {
        socket.destroy();
        return;
      }
    }
  };
  const onRemove = () => {
    onClose();
    socket.removeListener('close', onClose);
    socket.removeListener('free', onSocketFree);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  };
  socket.on('free', onSocketFree);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

Agent.prototype.removeSocket = function(socket, options) {
  const name = this.getName(options);
  const sets = [this.sockets];
  if (!socket.writable) sets.push(this.freeSockets);
  for (const sockets of sets) {
    const list = sockets[name];
    const at = list ? list.indexOf(socket) : -1;
    if (at === -1) continue;
    list.splice(at, 1);
    if (list.length === 0) delete sockets[name];
  }
  let request;
  if (this.requests[name] && this.requests[name].length > 0) {
    request = this.requests[name][0];
  } else {
    // Another origin may have waited for the total to sink.
    for (const other of Object.keys(this.requests)) {
      if (this.sockets[other] && this.sockets[other].length > 0) break;
      request = this.requests[other][0];
      options = request[kRequestOptions];
      break;
    }
  }
  if (!request || !options) return;
  request[kRequestOptions] = undefined;
  this.createSocket(request, options, (error, made) => {
    if (error) request.onSocket(made, error);
    else made.emit('free');
  });
};

Agent.prototype.keepSocketAlive = function(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  let keep = true;
  const hint = /^timeout=(\d+)/.exec(socket._httpMessage?.res?.headers['keep-alive'] ?? '');
  if (hint) {
    // Ends before the server does, which would answer the next request with a reset.
    const ms = Number.parseInt(hint[1], 10) * 1000 - kTimeoutBuffer;
    if (ms <= 0) keep = false;
    else if (ms < timeout) timeout = ms;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return keep;
};
Agent.prototype.reuseSocket = function(socket, request) {
  request.reusedSocket = true;
  socket.removeListener('error', onFreeError);
  socket.ref();
};
Agent.prototype.destroy = function() {
  for (const set of [this.freeSockets, this.sockets]) {
    for (const name of Object.keys(set)) {
      for (const socket of [...set[name]]) socket.destroy();
    }
  }
};

module.exports.globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });
