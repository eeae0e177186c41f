// node:readline: lines of a stream, questions, cursor movements. Editing in a terminal: internal/readline/terminal.
'use strict';
const EventEmitter = require('events');
const native = require('internal/native');
const check = require('internal/validate');
const errors = require('internal/streams/errors');
const { StringDecoder } = require('string_decoder');
const cursor = require('internal/readline/cursor');
const { emitKeypressEvents } = require('internal/readline/keys');
const { Editor } = require('internal/readline/terminal');

const kLineEnd = /\r\n|\n|\r(?!\n)/g;
const kDefaultCrlfDelay = 100, kEscapeCodeTimeout = 500;

function closedError() {
  return native.makeError('Error', 'ERR_USE_AFTER_CLOSE', 'readline was closed');
}

function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  EventEmitter.call(this);
  let options = {};
  if (input && input.input) {
    options = input;
    output = options.output;
    terminal = options.terminal;
    input = options.input;
  }
  completer = options.completer ?? completer;
  if (completer !== undefined && typeof completer !== 'function') throw native.invalidArgValue('completer', completer);
  if (options.signal) check.abortSignal(options.signal, 'options.signal');
  if (options.history !== undefined && !Array.isArray(options.history)) throw native.invalidArgType('history', 'an instance of Array', options.history);
  check.number(options.historySize ?? 30, 'historySize', 0);
  if (options.tabSize !== undefined) check.integer(options.tabSize, 'tabSize', 1, 4294967295);
  this.line = '';
  this.history = options.history ?? [];
  if (options.escapeCodeTimeout !== undefined && !Number.isFinite(options.escapeCodeTimeout))
    throw native.invalidArgValue('input.escapeCodeTimeout', kEscapeCodeTimeout);
  this.historySize = options.historySize ?? 30;
  this.escapeCodeTimeout = options.escapeCodeTimeout ?? kEscapeCodeTimeout;
  this.tabSize = options.tabSize ?? 8;
  this.completer = completer;
  this.terminal = !!(terminal ?? output?.isTTY);
  if (this.terminal) this.cursor = 0;
  this.input = input;
  this.output = output;
  this.crlfDelay = options.crlfDelay ? Math.max(kDefaultCrlfDelay, options.crlfDelay) : kDefaultCrlfDelay;
  this.closed = false;
  this.paused = false;
  this._prompt = options.prompt === undefined ? '> ' : options.prompt;
  const hidden = (name, value) => Object.defineProperty(this, name, { value, writable: true, configurable: true });
  hidden('decoder', new StringDecoder('utf8'));
  hidden('rest', null);
  hidden('sawReturn', 0);
  hidden('questionCallback', null);
  hidden('onData', (data) => accept(this, data));
  hidden('onEnd', () => {
    if (typeof this.rest === 'string' && this.rest.length > 0) deliver(this, this.rest);
    this.close();
  });
  hidden('onError', (error) => this.emit('error', error));
  hidden('editor', null);
  input.on('error', this.onError);
  if (this.terminal) {
    this.editor = new Editor(this, { removeHistoryDuplicates: options.removeHistoryDuplicates, deliver: (line) => deliver(this, line) });
  } else {
    input.on('data', this.onData);
    input.on('end', this.onEnd);
  }
  const signal = options.signal;
  if (signal) {
    const abort = () => this.close();
    if (signal.aborted) process.nextTick(abort);
    else signal.addEventListener('abort', abort, { once: true });
  }
  input.resume();
}
Object.setPrototypeOf(Interface.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Interface, EventEmitter);

function deliver(rl, line) {
  if (rl.questionCallback !== null) {
    const callback = rl.questionCallback;
    rl.questionCallback = null;
    rl.setPrompt(rl.promptBefore);
    callback(line);
  } else {
    rl.emit('line', line);
  }
}

function accept(rl, data) {
  if (data === undefined || data === null) return;
  let text = rl.decoder.write(data);
  // "\r" at the end of one chunk and "\n" at the start of the next are one line end.
  if (rl.sawReturn && text !== '') {
    if (Date.now() - rl.sawReturn <= rl.crlfDelay && text.charCodeAt(0) === 10) text = text.slice(1);
    rl.sawReturn = 0;
  }
  if (text === '') return;
  if (rl.rest !== null) {
    text = rl.rest + text;
    rl.rest = null;
  }
  rl.sawReturn = text.endsWith('\r') ? Date.now() : 0;
  const lines = [];
  let from = 0;
  kLineEnd.lastIndex = 0;
  for (let match; (match = kLineEnd.exec(text)) !== null;) {
    lines.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  if (from < text.length) rl.rest = text.slice(from);
  for (const line of lines) deliver(rl, line);
}

Interface.prototype.getPrompt = function() {
  return this._prompt;
};
Interface.prototype.setPrompt = function(prompt) {
  this._prompt = prompt;
};
Interface.prototype.prompt = function(preserveCursor) {
  if (this.closed) throw closedError();
  if (this.paused) this.resume();
  if (this.editor !== null && process.env.TERM !== 'dumb') this.editor.prompt(preserveCursor);
  else if (this.output) this.output.write(this._prompt);
};
Interface.prototype.question = function(query, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  const signal = typeof options === 'object' ? options?.signal : undefined;
  if (signal) {
    check.abortSignal(signal, 'options.signal');
    if (signal.aborted) return;
    const onAbort = () => cancelQuestion(this);
    signal.addEventListener('abort', onAbort, { once: true });
    const answered = callback;
    callback = (answer) => {
      signal.removeEventListener('abort', onAbort);
      if (typeof answered === 'function') answered(answer);
    };
  }
  if (typeof callback === 'function') ask(this, query, callback);
};
function cancelQuestion(rl) {
  if (rl.questionCallback === null) return;
  rl.questionCallback = null;
  rl.setPrompt(rl.promptBefore);
  if (rl.output) rl.output.write('\r\n');
}
function ask(rl, query, callback) {
  if (rl.closed) throw closedError();
  if (rl.questionCallback !== null) {
    rl.prompt();
    return;
  }
  Object.defineProperty(rl, 'promptBefore', { value: rl._prompt, writable: true, configurable: true });
  rl.setPrompt(query);
  rl.questionCallback = callback;
  rl.prompt();
}
// The answer as a promise, which an aborted signal rejects.
function askLater(rl, query, options) {
  return new Promise((resolve, reject) => {
    const signal = options?.signal;
    if (!signal) {
      ask(rl, query, resolve);
      return;
    }
    check.abortSignal(signal, 'options.signal');
    if (signal.aborted) {
      reject(errors.abort(signal.reason));
      return;
    }
    const onAbort = () => {
      cancelQuestion(rl);
      reject(errors.abort(signal.reason));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    ask(rl, query, (answer) => {
      signal.removeEventListener('abort', onAbort);
      resolve(answer);
    });
  });
}
Object.defineProperty(Interface, 'askLater', { value: askLater, enumerable: false });
Interface.prototype.question[Symbol.for('nodejs.util.promisify.custom')] = function(query, options) {
  return askLater(this, query, options);
};
Interface.prototype.close = function() {
  if (this.closed) return;
  this.pause();
  this.editor?.stop();
  this.input.removeListener('error', this.onError);
  this.input.removeListener('data', this.onData);
  this.input.removeListener('end', this.onEnd);
  this.closed = true;
  this.emit('close');
};
Interface.prototype.pause = function() {
  if (this.paused) return undefined;
  this.input.pause();
  this.paused = true;
  this.emit('pause');
  return this;
};
Interface.prototype.resume = function() {
  if (!this.paused) return undefined;
  this.input.resume();
  this.paused = false;
  this.emit('resume');
  return this;
};
Interface.prototype.write = function(data, key) {
  if (this.paused) this.resume();
  if (this.editor !== null) this.editor.write(data, key);
  else accept(this, typeof data === 'string' ? Buffer.from(data) : data);
};
Interface.prototype.clearLine = function() {
  this.editor?.clearLine();
};
Interface.prototype.getCursorPos = function() {
  if (this.editor !== null) return this.editor.cursorPosition();
  return { cols: this._prompt.length + this.line.slice(0, this.cursor).length, rows: 0 };
};
Object.defineProperty(Interface.prototype, 'columns', { configurable: true, enumerable: true, get() { return this.output?.columns || Infinity; } });
// Lines are collected from this call on, not only from the first step.
Interface.prototype[Symbol.asyncIterator] = function() {
  const rl = this;
  const arrived = [];
  let wake = null;
  let ended = rl.closed;
  let failure = null;
  const stir = () => {
    if (wake === null) return;
    const call = wake;
    wake = null;
    call();
  };
  const onLine = (line) => {
    arrived.push(line);
    if (arrived.length > 1024) rl.pause();
    stir();
  };
  const onClose = () => {
    ended = true;
    stir();
  };
  const onError = (error) => {
    failure = error;
    stir();
  };
  rl.on('line', onLine);
  rl.on('close', onClose);
  rl.on('error', onError);
  return (async function* () {
    try {
      while (true) {
        if (arrived.length > 0) {
          yield arrived.shift();
          if (arrived.length === 0 && rl.paused && !rl.closed) rl.resume();
        } else if (failure !== null) {
          throw failure;
        } else if (ended) {
          return;
        } else {
          await new Promise((resolve) => { wake = resolve; });
        }
      }
    } finally {
      rl.off('line', onLine);
      rl.off('close', onClose);
      rl.off('error', onError);
      rl.close();
    }
  })();
};

module.exports = {
  Interface,
  clearLine: cursor.clearLine,
  clearScreenDown: cursor.clearScreenDown,
  createInterface: (input, output, completer, terminal) => new Interface(input, output, completer, terminal),
  cursorTo: cursor.cursorTo,
  emitKeypressEvents,
  moveCursor: cursor.moveCursor,
  get promises() { return require('readline/promises'); },
};
