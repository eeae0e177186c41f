// Arguments of node:child_process: checked, and in the form that the native side takes.
'use strict';
const native = require('internal/native');
const { signals } = require('os').constants;

const isBytes = (value) => ArrayBuffer.isView(value);

function invalid(name, expected, value) {
  return native.invalidArgType(name, expected, value);
}

function noNullBytes(text, name) {
  if (typeof text === 'string' && text.includes('\0'))
    throw native.invalidArgValue(name, text, 'must be a string without null bytes');
}

// A signal's number, from its name or itself.
function signalNumber(signal) {
  if (typeof signal === 'number' && Object.values(signals).includes(signal)) return signal;
  if (typeof signal === 'string') {
    const number = signals[signal.toUpperCase()];
    if (number !== undefined) return number;
  }
  throw native.makeError('TypeError', 'ERR_UNKNOWN_SIGNAL', `Unknown signal: ${signal}`);
}

function checkKillSignal(signal) {
  if (signal === undefined || signal === null) return undefined;
  if (typeof signal !== 'string' && typeof signal !== 'number')
    throw invalid('options.killSignal', 'one of type string or number', signal);
  return signalNumber(signal);
}

function checkTimeout(timeout) {
  if (timeout === undefined || timeout === null) return;
  if (!Number.isInteger(timeout) || timeout < 0) throw native.outOfRange('timeout', 'an unsigned integer', timeout);
}

function checkMaxBuffer(maxBuffer) {
  if (maxBuffer === undefined || maxBuffer === null) return;
  if (typeof maxBuffer !== 'number' || !(maxBuffer >= 0)) throw native.outOfRange('options.maxBuffer', 'a positive number', maxBuffer);
}

function pathText(path, name) {
  if (path === undefined || path === null) return undefined;
  if (typeof path === 'string') {
    noNullBytes(path, name);
    return path;
  }
  if (typeof path === 'object' && path.protocol === 'file:') return decodeURIComponent(path.pathname);
  if (isBytes(path)) return Buffer.from(path.buffer, path.byteOffset, path.byteLength).toString();
  throw invalid(name, 'of type string or an instance of Buffer or URL', path);
}

function checkId(value, name) {
  if (value === undefined || value === null) return;
  if (typeof value !== 'number') throw invalid(name, 'int32', value);
  if (value !== (value | 0)) throw invalid(name, 'int32', value);
}

function checkType(value, name, expected, test) {
  if (value !== undefined && value !== null && !test(value)) throw invalid(name, expected, value);
}

// spawn(file, args?, options?)
function normalizeSpawn(file, args, options) {
  if (typeof file !== 'string') throw invalid('file', 'of type string', file);
  noNullBytes(file, 'file');
  if (file.length === 0) throw native.invalidArgValue('file', file, 'cannot be empty');
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args === undefined || args === null) {
    args = [];
  } else if (typeof args !== 'object') {
    throw invalid('args', 'of type object', args);
  } else {
    options = args;
    args = [];
  }
  args = args.map((arg, i) => {
    const text = `${arg}`;
    noNullBytes(text, `args[${i}]`);
    return text;
  });
  if (options === undefined) options = {};
  else if (options === null || typeof options !== 'object') throw invalid('options', 'of type object', options);
  options = { ...options };
  const cwd = pathText(options.cwd, 'options.cwd');
  checkType(options.detached, 'options.detached', 'of type boolean', (v) => typeof v === 'boolean');
  checkId(options.uid, 'options.uid');
  checkId(options.gid, 'options.gid');
  checkType(options.shell, 'options.shell', 'one of type boolean or string', (v) => typeof v === 'boolean' || typeof v === 'string');
  checkType(options.argv0, 'options.argv0', 'of type string', (v) => typeof v === 'string');
  checkType(options.windowsHide, 'options.windowsHide', 'of type boolean', (v) => typeof v === 'boolean');
  checkType(options.windowsVerbatimArguments, 'options.windowsVerbatimArguments', 'of type boolean', (v) => typeof v === 'boolean');
  if (options.shell) {
    const command = [file, ...args].join(' ');
    file = typeof options.shell === 'string' ? options.shell : '/bin/sh';
    args = ['-c', command];
  }
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  const env = options.env || process.env;
  const envPairs = [];
  for (const key in env) {
    if (env[key] === undefined) continue;
    const pair = `${key}=${env[key]}`;
    noNullBytes(pair, `options.env['${key}']`);
    envPairs.push(pair);
  }
  return { ...options, file, args, cwd, envPairs, detached: !!options.detached };
}

// Rows of what each descriptor of the child is: 'pipe', a number of the parent's descriptors, null for none, or, for the
// synchronous functions, what to write to it.
function normalizeStdio(stdio, sync) {
  if (stdio === undefined || stdio === null) stdio = 'pipe';
  if (typeof stdio === 'string') {
    if (stdio === 'inherit') stdio = [0, 1, 2];
    else if (stdio === 'ignore' || stdio === 'pipe' || stdio === 'overlapped') stdio = [stdio, stdio, stdio];
    else throw native.invalidArgValue('stdio', stdio);
  } else if (!Array.isArray(stdio)) {
    throw native.invalidArgValue('stdio', stdio);
  }
  const rows = stdio.slice();
  while (rows.length < 3) rows.push(undefined);
  return rows.map((row, i) => {
    if (row === undefined || row === null) return i < 3 ? 'pipe' : 'ignore';
    return row;
  }).map((row, i) => {
    if (row === 'ignore') return null;
    if (row === 'pipe' || row === 'overlapped') return 'pipe';
    if (row === 'inherit') return i;
    if (typeof row === 'number') return row;
    if (row === 'ipc') {
      throw native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
                             'Channels to child processes (fork, stdio "ipc") are not provided by compiled programs');
    }
    if (isBytes(row) || typeof row === 'string') {
      if (sync) return row;
      throw native.makeError('TypeError', 'ERR_INVALID_SYNC_FORK_INPUT',
                             `Asynchronous forks do not support Buffer, TypedArray, DataView or string input: ${native.inspect(row)}`);
    }
    if (typeof row === 'object' && typeof row.fd === 'number') return row.fd;
    throw native.invalidArgValue('stdio', row);
  });
}

module.exports = { normalizeSpawn, normalizeStdio, signalNumber, checkKillSignal, checkTimeout, checkMaxBuffer, isBytes };
