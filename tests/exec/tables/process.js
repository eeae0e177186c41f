const { check, table, done } = require('./lib/table');
process.chdir('/');
const os = require('os'), timers = require('timers');
for (const k of ['platform', 'arch', 'exitCode', 'title', 'version', 'execArgv', 'release', 'config', 'pid', 'ppid', 'argv0', 'execPath', 'debugPort', 'features', 'stdin', 'env', 'allowedNodeEnvironmentFlags', 'report', 'versions', 'connected', 'channel']) check(`typeof ${k}`, () => typeof process[k]);
for (const f of ['cwd', 'uptime', 'hrtime', 'memoryUsage', 'cpuUsage', 'resourceUsage', 'umask', 'getuid', 'geteuid', 'getgid', 'getgroups', 'emitWarning', 'nextTick', 'abort', 'kill', 'exit', 'chdir', 'setUncaughtExceptionCaptureCallback', 'hasUncaughtExceptionCaptureCallback', 'getActiveResourcesInfo', 'constrainedMemory', 'binding', 'dlopen', 'setSourceMapsEnabled']) check(`${f}`, () => [typeof process[f], process[f]?.length]);
for (const bad of [undefined, null, 5, {}, 'x']) { check(`nextTick(${bad})`, () => process.nextTick(bad)); check(`kill(${bad})`, () => process.kill(bad)); check(`hrtime(${bad})`, () => typeof process.hrtime(bad)); check(`chdir(${bad})`, () => process.chdir(bad)); check(`setTimeout(${bad})`, () => typeof setTimeout(bad)); check(`setImmediate(${bad})`, () => typeof setImmediate(bad)); check(`queueMicrotask(${bad})`, () => queueMicrotask(bad)); check(`clearTimeout(${bad})`, () => clearTimeout(bad)); check(`exitCode(${bad})`, () => { process.exitCode = bad; return process.exitCode; }); process.exitCode = undefined; check(`umask(${bad})`, () => typeof process.umask(bad)); check(`emitWarning(${bad})`, () => (bad === 'x' || process.emitWarning(bad))); check(`structuredClone(${bad})`, () => structuredClone(bad)); }
check('kill bad signal', () => process.kill(process.pid, 'SIGNOPE')); check('kill 0', () => process.kill(process.pid, 0)); check('kill none', () => { try { process.kill(2 ** 22 + 5, 0); } catch (e) { return [e.code, e.errno, e.syscall, e.message]; } }); check('cpuUsage bad', () => process.cpuUsage(5)); check('cpuUsage bad2', () => process.cpuUsage({ user: -1, system: 0 })); check('hrtime', () => [process.hrtime().length, typeof process.hrtime.bigint(), process.hrtime([0, 0])[0] >= 0]); check('hrtime bad', () => process.hrtime([1])); check('memoryUsage', () => [Object.keys(process.memoryUsage()), typeof process.memoryUsage.rss()]); check('umask', () => { const old = process.umask(0o22); const now = process.umask(); process.umask(old); return now; }); check('umask bad', () => process.umask('9')); check('env', () => { process.env.KT = 5; const a = process.env.KT; delete process.env.KT; process.env.KU = undefined; return [a, process.env.KT, process.env.KU, 'KU' in process.env, Object.keys(process.env).includes('KU')]; }); check('env symbol', () => { process.env[Symbol('x')] = 1; }); check('env symbol value', () => { process.env.X = Symbol('x'); }); check('env define', () => Object.defineProperty(process.env, 'Y', { value: 1 }) === process.env); check('chdir none', () => { try { process.chdir('/none/such'); } catch (e) { return [e.code, e.errno, e.syscall, e.path, e.dest, e.message]; } }); check('release', () => process.release.name); check('argv', () => [process.argv.length, Array.isArray(process.argv)]); check('uncaught cb', () => { process.setUncaughtExceptionCaptureCallback(() => {}); const h = process.hasUncaughtExceptionCaptureCallback(); process.setUncaughtExceptionCaptureCallback(null); return [h, process.hasUncaughtExceptionCaptureCallback()]; }); check('uncaught cb bad', () => process.setUncaughtExceptionCaptureCallback(5)); check('toString', () => [String(process), Object.prototype.toString.call(process), process.constructor.name, process instanceof require('events')]);
check('timers', () => { const t = setTimeout(() => {}, 10), i = setImmediate(() => {}), v = setInterval(() => {}, 10); const out = [t.hasRef(), t.unref() === t, t.hasRef(), t.ref().hasRef(), typeof t[Symbol.toPrimitive](), t.refresh() === t, i.hasRef(), v.hasRef(), t.constructor.name, i.constructor.name, Object.keys(t), Object.keys(i)]; clearTimeout(t); clearImmediate(i); clearInterval(v); return [...out, t._destroyed]; }); check('clear by id', () => { const t = setTimeout(() => {}, 5); clearTimeout(+t); return t._destroyed; }); for (const ms of [-1, 0, 1.9, 'x', NaN, 2 ** 31, Infinity, '5']) check(`delay ${ms}`, () => { const t = setTimeout(() => {}, ms); clearTimeout(t); return t._idleTimeout; });
check('os', () => [os.EOL, os.platform(), os.type(), os.endianness(), os.arch(), typeof os.hostname(), os.tmpdir().length > 0, os.cpus().length > 0, os.loadavg().length, Object.keys(os.userInfo()), typeof os.release(), typeof os.version(), typeof os.machine(), os.devNull, os.availableParallelism() > 0]); check('os constants', () => [os.constants.signals.SIGTERM, os.constants.errno.ENOENT, os.constants.priority, os.constants.dlopen, Object.keys(os.constants.signals).length]); check('os errors', () => os.getPriority(-5)); check('setPriority', () => os.setPriority(0, 99)); check('userInfo bad', () => os.userInfo({ encoding: 'buffer' }).username instanceof Buffer); check('getPriority', () => typeof os.getPriority()); check('String(os)', () => `${os.hostname}` === os.hostname()); for (const n of ['AbortController', 'Blob', 'Buffer', 'ByteLengthQueuingStrategy', 'CompressionStream', 'CountQueuingStrategy', 'Crypto', 'CryptoKey', 'CustomEvent', 'DOMException', 'DecompressionStream', 'Event', 'EventTarget', 'FormData', 'Headers', 'Performance', 'PerformanceEntry', 'ReadableStream', 'Request', 'Response', 'SubtleCrypto', 'TextDecoder', 'TextDecoderStream', 'TextEncoder', 'TextEncoderStream', 'TransformStream', 'URL', 'URLSearchParams', 'WritableStream', 'atob', 'btoa', 'clearImmediate', 'console', 'crypto', 'fetch', 'global', 'globalThis', 'performance', 'process', 'queueMicrotask', 'require', 'structuredClone']) check(`global ${n}`, () => (n === 'require' ? typeof require : typeof globalThis[n]));
const modules = {
  'assert': () => require('assert'),
  'assert/strict': () => require('assert/strict'),
  'async_hooks': () => require('async_hooks'),
  'buffer': () => require('buffer'),
  'child_process': () => require('child_process'),
  'cluster': () => require('cluster'),
  'console': () => require('console'),
  'constants': () => require('constants'),
  'crypto': () => require('crypto'),
  'diagnostics_channel': () => require('diagnostics_channel'),
  'dns': () => require('dns'),
  'dns/promises': () => require('dns/promises'),
  'domain': () => require('domain'),
  'events': () => require('events'),
  'fs': () => require('fs'),
  'fs/promises': () => require('fs/promises'),
  'http': () => require('http'),
  'https': () => require('https'),
  'inspector': () => require('inspector'),
  'module': () => require('module'),
  'net': () => require('net'),
  'os': () => require('os'),
  'path': () => require('path'),
  'path/posix': () => require('path/posix'),
  'path/win32': () => require('path/win32'),
  'perf_hooks': () => require('perf_hooks'),
  'process': () => require('process'),
  'punycode': () => require('punycode'),
  'querystring': () => require('querystring'),
  'readline': () => require('readline'),
  'readline/promises': () => require('readline/promises'),
  'stream': () => require('stream'),
  'stream/consumers': () => require('stream/consumers'),
  'stream/promises': () => require('stream/promises'),
  'stream/web': () => require('stream/web'),
  'string_decoder': () => require('string_decoder'),
  'sys': () => require('sys'),
  'timers': () => require('timers'),
  'timers/promises': () => require('timers/promises'),
  'tls': () => require('tls'),
  'trace_events': () => require('trace_events'),
  'tty': () => require('tty'),
  'url': () => require('url'),
  'util': () => require('util'),
  'util/types': () => require('util/types'),
  'v8': () => require('v8'),
  'vm': () => require('vm'),
  'worker_threads': () => require('worker_threads'),
  'zlib': () => require('zlib'),
};
for (const [name, load] of Object.entries(modules)) check(`require ${name}`, () => [typeof load(), Object.keys(load()).length > 0]);
for (const name of ['node:nope', 'nope']) check(`require ${name}`, () => { try { return require(name); } catch (e) { return [e.code, e.message.split('\n')[0]]; } });
done();
