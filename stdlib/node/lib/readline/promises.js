// node:readline/promises
'use strict';
const readline = require('readline');
const native = require('internal/native');
const check = require('internal/validate');
const { isWritableNodeStream } = require('internal/streams/state');

class Interface extends readline.Interface {
  // Completers give promises.
  get completesLater() { return true; }
  question(query, options) {
    return readline.Interface.askLater(this, query, options);
  }
}

// Movements of the cursor that go out together.
class Readline {
  #stream;
  #autoCommit = false;
  #todo = [];

  constructor(stream, options = undefined) {
    if (!isWritableNodeStream(stream)) throw native.invalidArgType('stream', 'an instance of Writable', stream);
    this.#stream = stream;
    if (options?.autoCommit !== undefined && options.autoCommit !== null) {
      check.boolean(options.autoCommit, 'options.autoCommit');
      this.#autoCommit = options.autoCommit;
    }
  }
  #add(text) {
    if (this.#autoCommit) process.nextTick(() => this.#stream.write(text));
    else this.#todo.push(text);
    return this;
  }
  cursorTo(x, y = undefined) {
    check.integer(x, 'x');
    if (y === undefined || y === null) return this.#add(`\x1b[${x + 1}G`);
    check.integer(y, 'y');
    return this.#add(`\x1b[${y + 1};${x + 1}H`);
  }
  moveCursor(dx, dy) {
    if (!dx && !dy) return this;
    check.integer(dx, 'dx');
    check.integer(dy, 'dy');
    const across = dx < 0 ? `\x1b[${-dx}D` : dx > 0 ? `\x1b[${dx}C` : '';
    const down = dy < 0 ? `\x1b[${-dy}A` : dy > 0 ? `\x1b[${dy}B` : '';
    return this.#add(across + down);
  }
  clearLine(dir) {
    check.integer(dir, 'dir', -1, 1);
    return this.#add(dir < 0 ? '\x1b[1K' : dir > 0 ? '\x1b[0K' : '\x1b[2K');
  }
  clearScreenDown() {
    return this.#add('\x1b[0J');
  }
  commit() {
    return new Promise((resolve) => {
      this.#stream.write(this.#todo.join(''), resolve);
      this.#todo = [];
    });
  }
  rollback() {
    this.#todo = [];
    return this;
  }
}

module.exports = {
  Interface,
  Readline,
  createInterface: (input, output, completer, terminal) => new Interface(input, output, completer, terminal),
};
