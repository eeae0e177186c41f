// spawnSync, execSync, execFileSync
'use strict';
const child = require('internal/child_native');
const native = require('internal/native');
const { normalizeSpawn, normalizeStdio, checkKillSignal, checkTimeout, checkMaxBuffer, isBytes } = require('internal/child_options');

const kMaxBuffer = 1024 * 1024;
const kSigterm = 15;

function inputBytes(input, encoding, name) {
  if (input === undefined || input === null) return undefined;
  if (isBytes(input)) return input;
  if (typeof input === 'string') return Buffer.from(input, encoding && encoding !== 'buffer' ? encoding : undefined);
  throw native.invalidArgType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', input);
}

function errnoError(code, request) {
  const error = native.errnoException(code, `spawnSync ${request.file}`);
  error.path = request.file;
  error.spawnargs = request.args.slice(1);
  return error;
}

function spawnSync(file, args, options) {
  const request = normalizeSpawn(file, args, options);
  request.maxBuffer ??= kMaxBuffer;
  checkTimeout(request.timeout);
  checkMaxBuffer(request.maxBuffer);
  const killSignal = checkKillSignal(request.killSignal) ?? kSigterm;
  const rows = normalizeStdio(request.stdio, true).map((row, i) => {
    // `input` is for a standard input that is a pipe.
    const input = row === 'pipe' && i === 0 ? request.input : undefined;
    if (row === 'pipe' && i > 0) return { readable: true };
    if (row === null || typeof row === 'number') return row;
    return { readable: false, input: inputBytes(row === 'pipe' ? input : row, request.encoding, `options.stdio[${i}]`) };
  });
  const done = child.spawnSync(request, rows, request.timeout ?? 0, request.maxBuffer, killSignal);
  const { status, signal, pid } = done;
  let { output } = done;
  if (output !== null && request.encoding && request.encoding !== 'buffer')
    output = output.map((part) => (part === null ? null : part.toString(request.encoding)));
  const result = { status, signal, output, pid, stdout: output && output[1], stderr: output && output[2] };
  return done.error === 0 ? result : { error: errnoError(done.error, request), ...result };
}

// What execSync and execFileSync throw.
function failure(result, args, command) {
  if (result.error) return Object.assign(result.error, result);
  if (result.status === 0) return undefined;
  let message = `Command failed: ${command || args.join(' ')}`;
  if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
  return Object.assign(new Error(message), result);
}

function outputOf(result, inheritStderr, args, command) {
  if (inheritStderr && result.stderr) process.stderr.write(result.stderr);
  const error = failure(result, args, command);
  if (error) throw error;
  return result.stdout;
}

function execFileSync(file, args, options) {
  if (args !== null && typeof args === 'object' && !Array.isArray(args)) {
    options = args;
    args = undefined;
  }
  const result = spawnSync(file, args ?? [], options);
  return outputOf(result, !options?.stdio, [options?.argv0 ?? file, ...(args ?? [])], undefined);
}

function execSync(command, options) {
  if (typeof command !== 'string') throw native.invalidArgType('command', 'of type string', command);
  const shell = typeof options?.shell === 'string' ? options.shell : true;
  const result = spawnSync(command, undefined, { ...options, shell });
  return outputOf(result, !options?.stdio, undefined, command);
}

module.exports = { spawnSync, execFileSync, execSync };
