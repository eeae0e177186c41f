// How sockets connect: the forms of the arguments, looking the name up, trying its addresses in turn (RFC 8305).
'use strict';
const { TCP, Pipe } = require('internal/stream_native');
const native = require('internal/native');
const check = require('internal/validate');
const Socket = require('internal/net/socket');
const { isIP, isPipeName, connectError, invalidAddress } = require('internal/net/address');
const { unrefTimer } = require('internal/net/timeout');

const kTimedOut = -110;
const kCancelled = -125;

let autoSelectFamily = true;
let attemptTimeout = 250;

exports.getDefaultAutoSelectFamily = () => autoSelectFamily;
exports.setDefaultAutoSelectFamily = (value) => {
  check.boolean(value, 'value');
  autoSelectFamily = value;
};
exports.getDefaultAutoSelectFamilyAttemptTimeout = () => attemptTimeout;
exports.setDefaultAutoSelectFamilyAttemptTimeout = (value) => {
  check.int32(value, 'value', 1);
  attemptTimeout = value < 10 ? 10 : value;
};

const kNormalized = Symbol('normalizedArgs');

// [options, callback or null]
exports.normalizeArgs = (args) => {
  let normalized;
  if (args.length === 0) {
    normalized = [{}, null];
  } else {
    const first = args[0];
    let options = {};
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
    }
    const last = args[args.length - 1];
    normalized = [options, typeof last === 'function' ? last : null];
  }
  normalized[kNormalized] = true;
  return normalized;
};

exports.connect = (socket, args) => {
  const [options, callback] = Array.isArray(args[0]) && args[0][kNormalized] ? args[0] : exports.normalizeArgs(args);
  if (options.port === undefined && (options.path === undefined || options.path === null))
    throw native.makeError('TypeError', 'ERR_MISSING_ARGS', 'The "options" or "port" or "path" argument must be specified');
  if (socket.write !== Socket.prototype.write) socket.write = Socket.prototype.write;
  if (socket.destroyed) {
    socket._handle = null;
    socket._peername = undefined;
    socket._sockname = undefined;
    socket._undestroy();
  }
  const { path } = options;
  if (!socket._handle) socket._prepareConnect(path ? new Pipe() : new TCP());
  if (callback !== null) socket.once('connect', callback);
  unrefTimer(socket);
  socket.connecting = true;
  if (path) {
    check.string(path, 'options.path');
    connectPipe(socket, path);
  } else {
    lookupAndConnect(socket, options);
  }
  return socket;
};

function connectPipe(socket, path) {
  const status = socket._handle.connect(path, (result) => afterConnect(socket, socket._handle, result, path));
  if (status !== 0) socket.destroy(connectError(status, 'connect', path));
}

function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  let { port } = options;
  if (localAddress && !isIP(localAddress)) throw invalidAddress(localAddress);
  if (localPort) check.number(localPort, 'options.localPort');
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string')
      throw native.invalidArgType('options.port', 'one of type number or string', port);
    check.port(port);
  }
  port |= 0;
  const wanted = options.autoSelectFamily ?? autoSelectFamily;
  check.boolean(wanted, 'options.autoSelectFamily');
  let timeout = attemptTimeout;
  if (options.autoSelectFamilyAttemptTimeout !== undefined && options.autoSelectFamilyAttemptTimeout !== null) {
    check.int32(options.autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    timeout = Math.max(10, options.autoSelectFamilyAttemptTimeout);
  }

  const family = isIP(host);
  if (family !== 0) {
    process.nextTick(() => {
      if (socket.connecting) connectTo(socket, { address: host, family, port, localAddress, localPort });
    });
    return;
  }
  if (options.lookup !== undefined && options.lookup !== null) check.callback(options.lookup, 'options.lookup');
  const lookup = options.lookup || require('dns').lookup;
  const question = { family: socket._handle instanceof TCP ? options.family || 0 : 0, hints: options.hints || 0 };
  if (question.family !== 4 && question.family !== 6 && question.hints === 0) question.hints = require('dns').ADDRCONFIG;
  socket._host = host;
  if (wanted && question.family !== 4 && question.family !== 6 && !localAddress) {
    question.all = true;
    lookup(host, question, (error, addresses) => gotAddresses(socket, { host, port, localPort, timeout }, error, addresses));
    return;
  }
  lookup(host, question, (error, address, addressFamily) => {
    socket.emit('lookup', error, address, addressFamily, host);
    if (!socket.connecting) return;
    if (error) process.nextTick(failConnect, socket, error);
    else if (!isIP(address)) process.nextTick(failConnect, socket, invalidAddress(address));
    else if (addressFamily !== 4 && addressFamily !== 6) process.nextTick(failConnect, socket, invalidFamily(addressFamily, host, port));
    else connectTo(socket, { address, family: addressFamily, port, localAddress, localPort });
  });
}
function invalidFamily(family, host, port) {
  const error = native.makeError('RangeError', 'ERR_INVALID_ADDRESS_FAMILY', `Invalid address family: ${family} ${host}:${port}`);
  error.host = host;
  error.port = port;
  return error;
}
function failConnect(socket, error) {
  socket.destroy(error);
}

function gotAddresses(socket, options, error, addresses) {
  const { host, port, localPort, timeout } = options;
  if (!socket.connecting) return;
  if (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    process.nextTick(failConnect, socket, error);
    return;
  }
  // The family of the first address goes first, then in turn.
  const byFamily = new Map([[4, []], [6, []]]);
  let firstFamily;
  for (const { address, family } of addresses) {
    socket.emit('lookup', error, address, family, host);
    if (!socket.connecting) return;
    if (isIP(address) && (family === 4 || family === 6)) {
      firstFamily ??= family;
      byFamily.get(family).push({ address, family, port, localPort });
    }
  }
  if (firstFamily === undefined) {
    const first = addresses[0] ?? {};
    process.nextTick(failConnect, socket, isIP(first.address) ? invalidFamily(first.family, host, port) : invalidAddress(first.address));
    return;
  }
  const first = byFamily.get(firstFamily), second = byFamily.get(firstFamily === 4 ? 6 : 4);
  const targets = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    if (i < first.length) targets.push(first[i]);
    if (i < second.length) targets.push(second[i]);
  }
  if (targets.length === 1) {
    connectTo(socket, targets[0]);
    return;
  }
  socket.autoSelectFamilyAttemptedAddresses = [];
  connectToNext(socket, { targets, next: 0, timeout, timer: null, errors: [] });
}

function bindLocal(handle, family, localAddress, localPort) {
  if (!localAddress && !localPort) return 0;
  return handle.bind(localAddress || (family === 6 ? '::' : '0.0.0.0'), localPort || 0);
}

function connectTo(socket, { address, family, port, localAddress, localPort }) {
  const handle = socket._handle;
  let status = bindLocal(handle, family, localAddress, localPort);
  if (status !== 0) {
    socket.destroy(connectError(status, 'bind', localAddress || (family === 6 ? '::' : '0.0.0.0'), localPort));
    return;
  }
  status = handle.connect(address, port, (result) => afterConnect(socket, handle, result, address, port, localAddress, localPort));
  if (status === 0) return;
  const local = handle.getsockname();
  socket.destroy(connectError(status, 'connect', address, port, typeof local === 'number' ? undefined : `${local.address}:${local.port}`));
}

function connectToNext(socket, attempt) {
  clearTimeout(attempt.timer);
  if (attempt.next === attempt.targets.length || !socket.connecting) {
    if (attempt.errors.length === 0) {
      socket.destroy(native.makeError('Error', 'ERR_SOCKET_CONNECTION_TIMEOUT', 'Socket connection timeout'));
      return;
    }
    const error = new AggregateError(attempt.errors);
    error.code = attempt.errors[0].code;
    socket.destroy(error);
    return;
  }
  const { address, family, port, localPort } = attempt.targets[attempt.next];
  if (attempt.next++ > 0) {
    socket._handle.close();
    socket._prepareConnect(new TCP());
  }
  const handle = socket._handle;
  socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
  socket.emit('connectionAttempt', address, port, family);
  let status = bindLocal(handle, family, undefined, localPort);
  let over = false;
  const failed = (code, syscall) => {
    over = true;
    const error = connectError(code, syscall, address, port);
    attempt.errors.push(error);
    socket.emit('connectionAttemptFailed', address, port, family, error);
    connectToNext(socket, attempt);
  };
  if (status === 0) {
    status = handle.connect(address, port, (result) => {
      if (over || !socket.connecting) return;
      clearTimeout(attempt.timer);
      if (result === 0) afterConnect(socket, handle, 0, address, port);
      else if (result !== kCancelled) failed(result, 'connect');
    });
  }
  if (status !== 0) {
    failed(status, 'connect');
    return;
  }
  if (attempt.next === attempt.targets.length) return;
  attempt.timer = setTimeout(() => {
    if (over || !socket.connecting) return;
    over = true;
    attempt.errors.push(connectError(kTimedOut, 'connect', address, port));
    socket.emit('connectionAttemptTimeout', address, port, family);
    connectToNext(socket, attempt);
  }, attempt.timeout);
}

function afterConnect(socket, handle, status, address, port, localAddress, localPort) {
  if (socket.destroyed || handle !== socket._handle) return;
  socket.connecting = false;
  socket._sockname = null;
  if (status !== 0) {
    const local = localAddress && localPort ? `${localAddress}:${localPort}` : undefined;
    socket.destroy(connectError(status, 'connect', address, port, local));
    return;
  }
  unrefTimer(socket);
  Socket.applyOptions(socket);
  socket.emit('connect');
  socket.emit('ready');
  if (!socket.isPaused()) socket.read(0);
}
