// Editing a line in a terminal: keys, history, completion, and what is shown of it.
'use strict';
const native = require('internal/native');
const { emitKeypressEvents } = require('internal/readline/keys');
const cursor = require('internal/readline/cursor');

const kUndoMost = 2048, kKillRingMost = 32;
const lengthLeft = (text, at) => (at <= 0 ? 0 : at > 1 && text.codePointAt(at - 2) >= 0x10000 ? 2 : 1);
const lengthAt = (text, at) => (text.length <= at ? 1 : text.codePointAt(at) >= 0x10000 ? 2 : 1);
const reversed = (text) => [...text].reverse().join('');
const wordBefore = (text) => /^\s*(?:[^\w\s]+|\w+)?/.exec(reversed(text))[0].length;
const isWide = (code) => (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) || (code >= 0xac00 && code <= 0xd7a3) || (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe6f) || (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) || (code >= 0x1f300 && code <= 0x1faff) || (code >= 0x20000 && code <= 0x3fffd);
const widthOf = (char) => {
  const code = char.codePointAt(0);
  if (code < 32 || (code >= 0x7f && code < 0xa0) || /^[\p{Mn}\p{Me}\p{Cf}]$/u.test(char)) return 0;
  return isWide(code) ? 2 : 1;
};
const textWidth = (text) => [...text].reduce((sum, char) => sum + widthOf(char), 0);
const kControl = /[\u001b\u009b][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d/#&.:=?%@~_]*)*)?\u0007)|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-ntqry=><~]))/g;

// The longest text that all start with.
function commonPrefix(texts) {
  if (texts.length === 1) return texts[0];
  const sorted = texts.toSorted(), [least] = sorted, most = sorted.at(-1);
  let length = 0;
  while (length < least.length && least[length] === most[length]) length++;
  return least.slice(0, length);
}

class Editor {
  #undo = [];
  #redo = [];
  #killRing = [];
  #killAt = 0;
  #yanking = false;
  #search = null; // what the line began with when the way through the history did
  #previousKey = null;
  #sawReturn = 0;
  #rows = 0; // of the cursor, when the line was shown last
  #historyAt = -1;

  constructor(rl, { removeHistoryDuplicates, deliver }) {
    this.rl = rl;
    this.unique = !!removeHistoryDuplicates;
    this.deliver = deliver;
    const onKey = (text, key) => {
      this.write(text, key);
      // Half of a pair is shown anew with the other half.
      const unit = key?.sequence?.codePointAt(0);
      if (unit >= 0xd800 && unit <= 0xdfff) this.refresh();
    };
    const onEnd = () => {
      if (rl.line.length > 0) rl.emit('line', rl.line);
      rl.close();
    };
    const onResize = () => this.refresh();
    emitKeypressEvents(rl.input, rl);
    rl.input.on('keypress', onKey);
    rl.input.on('end', onEnd);
    this.rawMode(true);
    rl.output?.on?.('resize', onResize);
    this.stop = () => {
      rl.input.removeListener('keypress', onKey);
      rl.input.removeListener('end', onEnd);
      rl.output?.removeListener?.('resize', onResize);
      this.rawMode(false);
    };
  }
  rawMode(mode) {
    this.rl.input.setRawMode?.(mode);
  }
  put(text) {
    this.rl.output?.write(text);
  }
  get columns() {
    return this.rl.output?.columns || Infinity;
  }

  // --- what is shown

  position(text) {
    let offset = 0, rows = 0;
    const { columns } = this;
    for (const char of text.replace(kControl, '')) {
      if (char === '\n') {
        rows += Math.ceil(offset / columns) || 1;
        offset = 0;
      } else if (char === '\t') {
        offset += this.rl.tabSize - (offset % this.rl.tabSize);
      } else {
        const width = widthOf(char);
        if (width === 2 && (offset + 1) % columns === 0) offset++;
        offset += width;
      }
    }
    const cols = offset % columns;
    return { cols, rows: rows + (offset - cols) / columns };
  }
  cursorPosition() {
    return this.position(this.rl._prompt + this.rl.line.slice(0, this.rl.cursor));
  }
  refresh() {
    const { output } = this.rl, text = this.rl._prompt + this.rl.line, end = this.position(text), at = this.cursorPosition();
    if (this.#rows > 0) cursor.moveCursor(output, 0, -this.#rows);
    cursor.cursorTo(output, 0);
    cursor.clearScreenDown(output);
    this.put(text);
    if (end.cols === 0) this.put(' ');
    cursor.cursorTo(output, at.cols);
    if (end.rows > at.rows) cursor.moveCursor(output, 0, at.rows - end.rows);
    this.#rows = at.rows;
  }
  prompt(preserveCursor) {
    if (!preserveCursor) this.rl.cursor = 0;
    this.refresh();
  }
  move(distance) {
    if (distance === 0) return;
    const before = this.cursorPosition();
    this.rl.cursor = Math.max(0, Math.min(this.rl.cursor + distance, this.rl.line.length));
    const after = this.cursorPosition();
    if (before.rows === after.rows) cursor.moveCursor(this.rl.output, after.cols - before.cols, 0);
    else this.refresh();
  }

  // --- changes

  remember() {
    this.#undo.push({ line: this.rl.line, cursor: this.rl.cursor });
    if (this.#undo.length > kUndoMost) this.#undo.shift();
  }
  #back(from, to) {
    const entry = from.pop();
    if (entry === undefined) return;
    to.push({ line: this.rl.line, cursor: this.rl.cursor });
    Object.assign(this.rl, entry);
    this.refresh();
  }
  // The line with what is between the two places replaced.
  replace(from, to, text) {
    const { line } = this.rl;
    this.rl.line = line.slice(0, from) + text + line.slice(to);
    this.rl.cursor = from + text.length;
  }
  insert(text) {
    this.remember();
    const { rl } = this;
    if (rl.cursor < rl.line.length) {
      this.replace(rl.cursor, rl.cursor, text);
      this.refresh();
      return;
    }
    const before = this.cursorPosition();
    this.replace(rl.cursor, rl.cursor, text);
    if (before.rows < this.cursorPosition().rows) this.refresh();
    else this.put(text);
  }
  remove(from, to) {
    this.remember();
    this.replace(from, to, '');
    this.refresh();
  }
  removeLeft() {
    const { line, cursor: at } = this.rl;
    if (at > 0 && line.length > 0) this.remove(at - lengthLeft(line, at), at);
  }
  removeRight() {
    const { line, cursor: at } = this.rl;
    if (at < line.length) this.remove(at, at + lengthAt(line, at));
  }
  removeWordLeft() {
    const { line, cursor: at } = this.rl;
    if (at > 0) this.remove(at - wordBefore(line.slice(0, at)), at);
  }
  removeWordRight() {
    const { line, cursor: at } = this.rl;
    if (at < line.length) this.remove(at, at + /^(?:\s+|\W+|\w+)\s*/.exec(line.slice(at))[0].length);
  }
  #kill(from, to) {
    const text = this.rl.line.slice(from, to);
    if (text !== '' && text !== this.#killRing[0]) {
      this.#killRing.unshift(text);
      this.#killAt = 0;
      if (this.#killRing.length > kKillRingMost) this.#killRing.pop();
    }
    this.remove(from, to);
  }
  #yank() {
    if (this.#killRing.length === 0) return;
    this.#yanking = true;
    this.insert(this.#killRing[this.#killAt]);
  }
  #yankNext() {
    if (!this.#yanking || this.#killRing.length < 2) return;
    const last = this.#killRing[this.#killAt];
    this.#killAt = (this.#killAt + 1) % this.#killRing.length;
    this.replace(this.rl.cursor - last.length, this.rl.cursor, this.#killRing[this.#killAt]);
    this.refresh();
  }
  wordLeft() {
    if (this.rl.cursor > 0) this.move(-wordBefore(this.rl.line.slice(0, this.rl.cursor)));
  }
  wordRight() {
    const { line, cursor: at } = this.rl;
    if (at < line.length) this.move(/^(?:\s+|[^\w\s]+|\w+)\s*/.exec(line.slice(at))[0].length);
  }

  // --- lines and their history

  finishLine() {
    const line = this.#addToHistory();
    this.#undo = [];
    this.#redo = [];
    this.clearLine();
    this.deliver(line);
  }
  clearLine() {
    this.move(Infinity);
    this.put('\r\n');
    this.rl.line = '';
    this.rl.cursor = 0;
    this.#rows = 0;
  }
  #addToHistory() {
    const { rl } = this, { line, history } = rl;
    if (line.trim() === '' || rl.historySize === 0) return line;
    if (history[0] !== line) {
      if (this.unique && history.includes(line)) history.splice(history.indexOf(line), 1);
      history.unshift(line);
      if (history.length > rl.historySize) history.pop();
    }
    this.#historyAt = -1;
    rl.emit('history', history);
    return history[0];
  }
  #goInHistory(step) {
    const { rl } = this, { history } = rl, search = this.#search ?? '';
    if (step > 0 ? this.#historyAt >= history.length || history.length === 0 : this.#historyAt < 0) return;
    this.remember();
    let index = this.#historyAt + step;
    while (index >= 0 && index < history.length && (!history[index].startsWith(search) || rl.line === history[index])) index += step;
    rl.line = history[index] ?? search;
    this.#historyAt = index;
    rl.cursor = rl.line.length;
    this.refresh();
  }

  // --- completion

  complete(again) {
    const { rl } = this;
    rl.pause();
    const done = (error, value) => {
      rl.resume();
      if (error) this.put(`Tab completion error: ${native.inspect(error)}`);
      else this.#offer(again, value);
    };
    const text = rl.line.slice(0, rl.cursor), { completer } = rl;
    if (rl.completesLater) {
      Promise.resolve(completer(text)).then((value) => done(null, value), done);
    } else if (completer.length === 2) {
      completer(text, done);
    } else {
      done(null, completer(text));
    }
  }
  #offer(again, [completions, on]) {
    if (!completions || completions.length === 0) return;
    const { rl } = this, prefix = commonPrefix(completions.filter((one) => one !== ''));
    if (prefix.startsWith(on) && prefix.length > on.length) {
      this.insert(prefix.slice(on.length));
      return;
    }
    if (!on.startsWith(prefix)) {
      this.replace(rl.cursor - on.length, rl.cursor, prefix);
      this.refresh();
      return;
    }
    if (!again) return;
    this.remember();
    const widths = completions.map(textWidth), width = Math.max(...widths) + 2;
    let most = Math.floor(this.columns / width) || 1;
    if (most === Infinity) most = 1;
    let text = '\r\n', inRow = 0, gap = 0;
    completions.forEach((one, i) => {
      if (one === '' || inRow === most) {
        text += '\r\n';
        inRow = gap = 0;
      } else {
        text += ' '.repeat(gap);
      }
      if (one === '') {
        text += '\r\n';
      } else {
        text += one;
        gap = width - widths[i];
        inRow++;
      }
    });
    if (inRow !== 0) text += '\r\n\r\n';
    this.put(text);
    this.refresh();
  }

  // --- keys

  write(text, key = {}) {
    key ??= {};
    const previous = this.#previousKey, { rl } = this;
    this.#previousKey = key;
    if (!key.meta || key.name !== 'y') this.#yanking = false;
    if ((key.name === 'up' || key.name === 'down') && !key.ctrl && !key.meta && !key.shift) {
      this.#search ??= rl.line.slice(0, rl.cursor);
    } else if (this.#search !== null) {
      this.#search = null;
      if (rl.history.length === this.#historyAt) this.#historyAt = -1;
    }
    if (key.sequence === '\x1f') return this.#back(this.#undo, this.#redo);
    if (key.sequence === '\x1e') return this.#back(this.#redo, this.#undo);
    if (key.name === 'escape') return undefined;
    if (key.ctrl) return this.#control(key);
    if (key.meta) return this.#meta(key);
    return this.#plain(text, key, previous);
  }
  #control({ name, shift }) {
    const { rl } = this, { line, cursor: at } = rl;
    if (shift) {
      if (name === 'backspace') this.#kill(0, at);
      else if (name === 'delete') this.#kill(at, line.length);
      return;
    }
    switch (name) {
      case 'c': return void (rl.listenerCount('SIGINT') > 0 ? rl.emit('SIGINT') : rl.close());
      case 'h': return this.removeLeft();
      case 'd': return at === 0 && line.length === 0 ? rl.close() : this.removeRight();
      case 'u': return this.#kill(0, at);
      case 'k': return this.#kill(at, line.length);
      case 'a': return this.move(-Infinity);
      case 'e': return this.move(Infinity);
      case 'b': return this.move(-lengthLeft(line, at));
      case 'f': return this.move(lengthAt(line, at));
      case 'l':
        cursor.cursorTo(rl.output, 0, 0);
        cursor.clearScreenDown(rl.output);
        return this.refresh();
      case 'n': return this.#goInHistory(-1);
      case 'p': return this.#goInHistory(1);
      case 'z': return this.#suspend();
      case 'w':
      case 'backspace': return this.removeWordLeft();
      case 'delete': return this.removeWordRight();
      case 'left': return this.wordLeft();
      case 'right': return this.wordRight();
      case 'y': return this.#yank();
    }
  }
  #suspend() {
    const { rl } = this;
    if (rl.listenerCount('SIGTSTP') > 0) return void rl.emit('SIGTSTP');
    process.once('SIGCONT', () => {
      if (rl.paused) return;
      rl.pause();
      rl.emit('SIGCONT');
      this.rawMode(true);
      this.refresh();
    });
    this.rawMode(false);
    process.kill(process.pid, 'SIGTSTP');
  }
  #meta({ name }) {
    switch (name) {
      case 'b': return this.wordLeft();
      case 'f': return this.wordRight();
      case 'd':
      case 'delete': return this.removeWordRight();
      case 'backspace': return this.removeWordLeft();
      case 'y': return this.#yankNext();
    }
  }
  #plain(text, { name }, previous) {
    const { rl } = this, { line, cursor: at } = rl;
    if (name !== 'enter' && name !== 'return') this.#sawReturn = 0;
    switch (name) {
      case 'return':
        this.#sawReturn = Date.now();
        return this.finishLine();
      case 'enter': {
        // The second half of a line end that the first one has told already.
        const half = this.#sawReturn !== 0 && Date.now() - this.#sawReturn <= rl.crlfDelay;
        this.#sawReturn = 0;
        return half ? undefined : this.finishLine();
      }
      case 'backspace': return this.removeLeft();
      case 'delete': return this.removeRight();
      case 'left': return this.move(-lengthLeft(line, at));
      case 'right': return this.move(lengthAt(line, at));
      case 'home': return this.move(-Infinity);
      case 'end': return this.move(Infinity);
      case 'up': return this.#goInHistory(1);
      case 'down': return this.#goInHistory(-1);
    }
    if (name === 'tab' && typeof rl.completer === 'function') return this.complete(previous?.name === 'tab');
    if (typeof text !== 'string' || text === '') return undefined;
    const parts = text.split(/\r\n|\n|\r/);
    parts.forEach((part, i) => {
      if (part !== '') this.insert(part);
      if (i < parts.length - 1) this.finishLine();
    });
    return undefined;
  }
}

module.exports = { Editor };
