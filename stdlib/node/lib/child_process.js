// node:child_process
'use strict';
const child = require('internal/child_native');
const native = require('internal/native');
const EventEmitter = require('events');
const { Pipe } = require('internal/stream_native');
const Socket = require('internal/net/socket');
const { execFileSync, execSync, spawnSync } = require('internal/child_sync');
const { normalizeSpawn, normalizeStdio, signalNumber, checkKillSignal, checkTimeout, checkMaxBuffer } = require('internal/child_options');

const kMaxBuffer = 1024 * 1024;
// Errors of these kinds are events, others are thrown.
const kEvents = new Set(['EACCES', 'EAGAIN', 'EMFILE', 'ENFILE', 'ENOENT']);

function ChildProcess() {
  if (!new.target) return new ChildProcess();
  Reflect.apply(EventEmitter, this, []);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = null;
}
Object.setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
Object.setPrototypeOf(ChildProcess, EventEmitter);

function maybeClose(subprocess) {
  if (++subprocess._closesGot === subprocess._closesNeeded) subprocess.emit('close', subprocess.exitCode, subprocess.signalCode);
}

// Output that nobody reads must not keep the child's end from being seen.
function flushStdio(subprocess) {
  for (const stream of subprocess.stdio ?? []) {
    if (stream && stream.readable && stream.listenerCount('readable') === 0) stream.resume();
  }
}

function ended(subprocess, code, signal) {
  if (signal) subprocess.signalCode = signal;
  else subprocess.exitCode = code;
  if (subprocess.stdin) subprocess.stdin.destroy();
  subprocess._handle = null;
  if (code < 0) {
    const syscall = subprocess.spawnfile ? `spawn ${subprocess.spawnfile}` : 'spawn';
    const error = native.errnoException(code, syscall);
    if (subprocess.spawnfile) error.path = subprocess.spawnfile;
    error.spawnargs = subprocess.spawnargs.slice(1);
    subprocess.emit('error', error);
  } else {
    subprocess.emit('exit', subprocess.exitCode, subprocess.signalCode);
  }
  process.nextTick(flushStdio, subprocess);
  maybeClose(subprocess);
}

ChildProcess.prototype.spawn = function(options) {
  if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  const rows = normalizeStdio(options.stdio);
  const handles = rows.map((row) => (row === 'pipe' ? new Pipe() : row));
  this.spawnfile = options.file;
  this.spawnargs = options.args ?? [];
  const [status, pid, handle] = child.spawn({ envPairs: [], ...options, args: this.spawnargs }, handles, (code, signal) => ended(this, code, signal));
  const close = () => {
    for (let i = 0; i < rows.length; i++) if (rows[i] === 'pipe') handles[i].close();
  };
  if (status !== 0) {
    if (!kEvents.has(native.errorName(status))) {
      close();
      throw native.errnoException(status, 'spawn');
    }
    process.nextTick(() => ended(this, status, null));
    if (native.errorName(status) === 'EMFILE' || native.errorName(status) === 'ENFILE') {
      close();
      return status;
    }
  } else {
    process.nextTick(() => this.emit('spawn'));
  }
  this._handle = handle ?? null;
  this.pid = pid;
  const streams = rows.map((row, i) => {
    if (row !== 'pipe') return null;
    const stream = new Socket({ handle: handles[i], readable: i > 0 });
    if (i > 0) {
      this._closesNeeded++;
      stream.on('close', () => maybeClose(this));
    }
    return stream;
  });
  this.stdin = streams[0];
  this.stdout = streams[1];
  this.stderr = streams[2];
  this.stdio = streams;
  return status;
};

ChildProcess.prototype.kill = function(signal) {
  const number = signal === 0 ? 0 : signalNumber(signal === undefined ? 'SIGTERM' : signal);
  if (this._handle === null) return false;
  const status = child.kill(this._handle, number);
  if (status === 0) {
    this.killed = true;
    return true;
  }
  const code = native.errorName(status);
  if (code === 'ESRCH') return false;
  const error = native.errnoException(status, 'kill');
  if (code === 'EINVAL' || code === 'ENOSYS') throw error;
  this.emit('error', error);
  return false;
};
ChildProcess.prototype[Symbol.dispose ?? Symbol.for('Symbol.dispose')] = function() {
  if (!this.killed) this.kill();
};
ChildProcess.prototype.ref = function() {
  if (this._handle) child.refChild(this._handle, true);
};
ChildProcess.prototype.unref = function() {
  if (this._handle) child.refChild(this._handle, false);
};

function abortError(signal) {
  const error = native.makeError('Error', 'ABORT_ERR', 'The operation was aborted');
  error.name = 'AbortError';
  if (signal.reason !== undefined) Object.defineProperty(error, 'cause', { value: signal.reason, writable: true, configurable: true });
  return error;
}

function watchSignal(subprocess, signal, killSignal) {
  const onAbort = () => {
    if (subprocess.kill(killSignal)) subprocess.emit('error', abortError(signal));
    else if (subprocess.exitCode === null && subprocess.signalCode === null) subprocess.emit('error', abortError(signal));
  };
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  signal.addEventListener('abort', onAbort, { once: true });
  subprocess.once('exit', () => signal.removeEventListener('abort', onAbort));
}

function checkSignal(signal) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal)))
    throw native.invalidArgType('options.signal', 'an instance of AbortSignal', signal);
}

function spawn(file, args, options) {
  const request = normalizeSpawn(file, args, options);
  checkTimeout(request.timeout);
  checkSignal(request.signal);
  const killSignal = checkKillSignal(request.killSignal) ?? 'SIGTERM';
  const subprocess = new ChildProcess();
  subprocess.spawn(request);
  if (request.timeout > 0) {
    const timer = setTimeout(() => {
      try {
        subprocess.kill(killSignal);
      } catch (error) {
        subprocess.emit('error', error);
      }
    }, request.timeout);
    subprocess.once('exit', () => clearTimeout(timer));
  }
  if (request.signal) watchSignal(subprocess, request.signal, killSignal);
  return subprocess;
}

// execFile(file, args?, options?, callback?)
function fileArguments(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = args.slice();
  } else if (args !== null && typeof args === 'object') {
    callback = options;
    options = args;
    args = null;
  } else if (typeof args === 'function') {
    callback = args;
    options = null;
    args = null;
  }
  args ??= [];
  if (typeof options === 'function') callback = options;
  else if (options !== undefined && options !== null && typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  if (typeof options === 'function' || options === undefined) options = null;
  if (callback !== undefined && callback !== null && typeof callback !== 'function')
    throw native.invalidArgType('callback', 'of type function', callback);
  return { file, args, options, callback };
}

// Keeps what a stream of the child gives, up to the limit.
function collect(stream, name, options, overflow) {
  const parts = [];
  let length = 0;
  const text = options.encoding !== null && options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding);
  if (text) stream.setEncoding(options.encoding);
  stream.on('data', (chunk) => {
    const size = text ? Buffer.byteLength(chunk, options.encoding) : chunk.length;
    if (length + size > options.maxBuffer) {
      parts.push(text ? chunk.slice(0, options.maxBuffer - length) : chunk.subarray(0, options.maxBuffer - length));
      length = options.maxBuffer;
      overflow(native.makeError('RangeError', 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER', `${name} maxBuffer length exceeded`));
    } else {
      length += size;
      parts.push(chunk);
    }
  });
  return () => (text ? parts.join('') : Buffer.concat(parts));
}

function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = fileArguments(file, args, options, callback));
  options = { encoding: 'utf8', timeout: 0, maxBuffer: kMaxBuffer, killSignal: 'SIGTERM', cwd: null, env: null, shell: false, ...options };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  const killSignal = checkKillSignal(options.killSignal);
  const { timeout, signal, ...rest } = options;
  checkSignal(signal);
  const subprocess = spawn(file, args, { ...rest, stdio: undefined });
  if (signal) watchSignal(subprocess, signal, killSignal);
  let problem = null, killed = false, exited = false, timer;
  const kill = () => {
    if (subprocess.stdout) subprocess.stdout.destroy();
    if (subprocess.stderr) subprocess.stderr.destroy();
    killed = true;
    try {
      subprocess.kill(killSignal);
    } catch (error) {
      problem ??= error;
      finish();
    }
  };
  const overflow = (error) => {
    problem = error;
    kill();
  };
  const outputs = subprocess.stdout ? [collect(subprocess.stdout, 'stdout', options, overflow), collect(subprocess.stderr, 'stderr', options, overflow)] : [() => '', () => ''];
  function finish(code, signalName) {
    if (exited) return;
    exited = true;
    clearTimeout(timer);
    if (!callback) return;
    const [stdout, stderr] = outputs.map((output) => output());
    if (!problem && code === 0 && signalName === null) {
      callback(null, stdout, stderr);
      return;
    }
    const command = [file, ...args].join(' ');
    if (!problem) {
      problem = new Error(`Command failed: ${command}\n${stderr}`);
      problem.code = code < 0 ? native.errorName(code) : code;
      problem.killed = subprocess.killed || killed;
      problem.signal = signalName;
    }
    problem.cmd = command;
    callback(problem, stdout, stderr);
  }
  if (timeout > 0) timer = setTimeout(kill, timeout);
  subprocess.addListener('close', finish);
  subprocess.addListener('error', (error) => {
    problem = error;
    if (subprocess.stdout) subprocess.stdout.destroy();
    if (subprocess.stderr) subprocess.stderr.destroy();
    finish();
  });
  return subprocess;
}

function execArguments(command, options, callback) {
  if (typeof command !== 'string') throw native.invalidArgType('command', 'of type string', command);
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  return { options: { ...options, shell: typeof options?.shell === 'string' ? options.shell : true }, callback };
}

function exec(command, options, callback) {
  ({ options, callback } = execArguments(command, options, callback));
  return execFile(command, options, callback);
}

function promising(original) {
  const promisified = (...args) => {
    let subprocess;
    const promise = new Promise((resolve, reject) => {
      subprocess = original(...args, (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(Object.assign(error, { stdout, stderr }));
      });
    });
    promise.child = subprocess;
    return promise;
  };
  Object.defineProperty(original, Symbol.for('nodejs.util.promisify.custom'), { enumerable: false, value: promisified });
}
promising(exec);
promising(execFile);

function fork(modulePath) {
  throw native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
                         `fork: a compiled program cannot run the module '${modulePath}'; build it as a program of its own and use spawn`);
}

function _forkChild() {
  throw native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'Channels to a parent process are not provided by compiled programs');
}

module.exports = { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };
