// The class Console: a console over streams of the program's own. The global one is native.
'use strict';
const native = require('internal/native');
const check = require('internal/validate');

const kState = Symbol('State');
const kDefaultIndentation = 2;
const nothing = () => {};

// Whether a failing write is to be kept quiet is only known when it fails.
const errorHandler = (stream) => (error) => {
  if (error && !stream._writableState?.errorEmitted && stream.listenerCount('error') === 0) stream.once('error', nothing);
};

const checkStream = (stream, name) => {
  if (!stream || typeof stream.write !== 'function') {
    throw native.makeError('TypeError', 'ERR_CONSOLE_WRITABLE_STREAM', `Console expects a writable stream instance for ${name}`);
  }
};

function Console(options) {
  if (!new.target) return Reflect.construct(Console, arguments);
  if (!options || typeof options.write === 'function') options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  const { stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto', inspectOptions, groupIndentation } = options;
  checkStream(stdout, 'stdout');
  checkStream(stderr, 'stderr');
  if (typeof colorMode !== 'boolean' && colorMode !== 'auto') check.oneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) check.integer(groupIndentation, 'groupIndentation', 0, 1000);
  if (inspectOptions !== undefined) {
    check.object(inspectOptions, 'options.inspectOptions');
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw native.makeError('TypeError', 'ERR_INCOMPATIBLE_OPTION_PAIR',
        'Option "options.inspectOptions.color" cannot be used in combination with option "colorMode"');
    }
  }
  for (const name of Object.keys(Console.prototype)) {
    const method = this[name].bind(this);
    Object.defineProperty(method, 'name', { value: name });
    this[name] = method;
  }
  const hidden = {
    _stdout: stdout, _stderr: stderr, _stdoutErrorHandler: errorHandler(stdout), _stderrErrorHandler: errorHandler(stderr),
    _ignoreErrors: Boolean(ignoreErrors), _times: new Map(),
    [kState]: { colorMode, inspectOptions, step: groupIndentation ?? kDefaultIndentation, indentation: '', counts: new Map() },
  };
  for (const name of Reflect.ownKeys(hidden))
    Object.defineProperty(this, name, { value: hidden[name], writable: true, configurable: true });
}

function inspectOptionsOf(console, stream) {
  const { colorMode, inspectOptions } = console[kState];
  let colors = colorMode;
  if (colors === 'auto') colors = Boolean(stream.isTTY) && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
  return { ...(colors ? { colors } : {}), ...inspectOptions };
}

function write(console, stream, handler, text) {
  const { indentation } = console[kState];
  if (indentation !== '') text = indentation + text.replaceAll('\n', `\n${indentation}`);
  text += '\n';
  if (!console._ignoreErrors) {
    stream.write(text);
    return;
  }
  // Errors of the stream while it is written to are nobody's.
  if (stream.listenerCount?.('error') === 0) stream.once('error', nothing);
  try {
    stream.write(text, handler);
  } catch {
    // Such as that of a stream that is destroyed.
  } finally {
    stream.removeListener?.('error', nothing);
  }
}
const out = (console, text) => write(console, console._stdout, console._stdoutErrorHandler, text);

function elapsed(console, label, method, values) {
  label = `${label}`;
  const start = console._times.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  console.log('%s: %s', label, native.durationText(native.millisecondsSinceStart() - start), ...values);
  return true;
}

const methods = {
  log(...args) { out(this, native.formatWithOptions(inspectOptionsOf(this, this._stdout), ...args)); },
  warn(...args) {
    write(this, this._stderr, this._stderrErrorHandler, native.formatWithOptions(inspectOptionsOf(this, this._stderr), ...args));
  },
  dir(object, options) {
    out(this, native.utilInspect(object, { customInspect: false, ...inspectOptionsOf(this, this._stdout), ...options }));
  },
  time(label = 'default') {
    label = `${label}`;
    if (this._times.has(label)) process.emitWarning(`Label '${label}' already exists for console.time()`);
    else this._times.set(label, native.millisecondsSinceStart());
  },
  timeEnd(label = 'default') {
    if (elapsed(this, label, 'timeEnd', [])) this._times.delete(`${label}`);
  },
  timeLog(label = 'default', ...data) { elapsed(this, label, 'timeLog', data); },
  trace: function trace(...args) {
    const error = { name: 'Trace', message: native.formatWithOptions(inspectOptionsOf(this, this._stderr), ...args) };
    Error.captureStackTrace(error, trace);
    this.error(error.stack);
  },
  assert(expression, ...args) {
    if (expression) return;
    args[0] = `Assertion failed${args.length === 0 ? '' : `: ${args[0]}`}`;
    this.warn(...args);
  },
  clear() {
    if (!this._stdout.isTTY || process.env.TERM === 'dumb') return;
    const { cursorTo, clearScreenDown } = require('readline');
    cursorTo(this._stdout, 0, 0);
    clearScreenDown(this._stdout);
  },
  count(label = 'default') {
    label = `${label}`;
    const { counts } = this[kState];
    counts.set(label, (counts.get(label) ?? 0) + 1);
    this.log(`${label}: ${counts.get(label)}`);
  },
  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kState].counts.delete(label)) process.emitWarning(`Count for '${label}' does not exist`);
  },
  group(...data) {
    if (data.length > 0) this.log(...data);
    this[kState].indentation += ' '.repeat(this[kState].step);
  },
  groupEnd() {
    const state = this[kState];
    state.indentation = state.indentation.slice(0, Math.max(0, state.indentation.length - state.step));
  },
  table(tabularData, properties) {
    if (tabularData === null || typeof tabularData !== 'object') {
      this.log(tabularData);
      return;
    }
    if (properties !== undefined && !Array.isArray(properties)) throw native.invalidArgType('properties', 'an instance of Array', properties);
    this.log(native.table(tabularData, properties) ?? tabularData);
  },
};
methods.debug = methods.info = methods.dirxml = methods.log;
methods.error = methods.warn;
methods.groupCollapsed = methods.group;
for (const [name, value] of Object.entries(methods)) Console.prototype[name] = value;

Object.defineProperty(Console, Symbol.hasInstance, {
  value(instance) { return instance === console || (this === Console ? instance?.[kState] !== undefined : Function.prototype[Symbol.hasInstance].call(this, instance)); },
});

module.exports = Console;
