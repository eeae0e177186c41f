// What a terminal sends, as key presses: 'keypress' events of a stream.
'use strict';
const { StringDecoder } = require('string_decoder');

const kEscape = '\x1b';
const kTimeout = 500;

// The names of ESC sequences by what follows the escape.
const NAMES = new Map(Object.entries({
  up: ['OA', '[A'], down: ['OB', '[B'], right: ['OC', '[C'], left: ['OD', '[D'], clear: ['OE', '[E', '[e', 'Oe'], end: ['OF', '[F', '[4~', '[8~'], home: ['OH', '[H', '[1~', '[7~'],
  insert: ['[2~'], delete: ['[3~'], pageup: ['[5~', '[[5~'], pagedown: ['[6~', '[[6~'], f1: ['OP', '[P', '[11~', '[[A'], f2: ['OQ', '[Q', '[12~', '[[B'], f3: ['OR', '[R', '[13~', '[[C'],
  f4: ['OS', '[S', '[14~', '[[D'], f5: ['[15~', '[[E'], f6: ['[17~'], f7: ['[18~'], f8: ['[19~'], f9: ['[20~'], f10: ['[21~'], f11: ['[23~'], f12: ['[24~'],
}).flatMap(([name, codes]) => codes.map((code) => [code, { name }])));
const modified = (names, how) => {
  for (const [code, name] of Object.entries(names)) NAMES.set(code, { name, ...how });
};
modified({ '[a': 'up', '[b': 'down', '[c': 'right', '[d': 'left', '[2$': 'insert', '[3$': 'delete', '[5$': 'pageup', '[6$': 'pagedown', '[7$': 'home', '[8$': 'end', '[Z': 'tab' }, { shift: true });
modified({ 'Oa': 'up', 'Ob': 'down', 'Oc': 'right', 'Od': 'left', '[2^': 'insert', '[3^': 'delete', '[5^': 'pageup', '[6^': 'pagedown', '[7^': 'home', '[8^': 'end' }, { ctrl: true });

// Takes characters one by one, '' when no more of a sequence came in time.
function* keys(stream) {
  while (true) {
    let ch = yield, sequence = ch, escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };
    if (ch === kEscape) {
      escaped = true;
      sequence += ch = yield;
      if (ch === kEscape) sequence += ch = yield;
    }
    if (escaped && (ch === 'O' || ch === '[')) {
      let code = ch, modifier = 0;
      if (ch === 'O') {
        sequence += ch = yield;
        if (ch >= '0' && ch <= '9') {
          modifier = ch.charCodeAt(0) - 49;
          sequence += ch = yield;
        }
        code += ch;
      } else {
        sequence += ch = yield;
        if (ch === '[') {
          code += ch;
          sequence += ch = yield;
        }
        const start = sequence.length - 1;
        for (let digits = 0; ch >= '0' && ch <= '9' && digits < 2; digits++) sequence += ch = yield;
        if (ch === ';') {
          sequence += ch = yield;
          if (ch >= '0' && ch <= '9') sequence += yield;
        }
        const command = sequence.slice(start);
        const numbered = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command), lettered = /^((\d;)?(\d))?([A-Za-z])$/.exec(command);
        if (numbered !== null) {
          code += numbered[4] ?? numbered[1] + numbered[3];
          modifier = (numbered[2] ?? 1) - 1;
        } else if (lettered !== null) {
          code += lettered[4];
          modifier = (lettered[3] ?? 1) - 1;
        } else {
          code += command;
        }
      }
      key.ctrl = !!(modifier & 4);
      key.meta = !!(modifier & 10);
      key.shift = !!(modifier & 1);
      key.code = code;
      const known = NAMES.get(code);
      key.name = known?.name ?? 'undefined';
      if (known?.shift) key.shift = true;
      if (known?.ctrl) key.ctrl = true;
    } else if (ch === '\r') {
      key.name = 'return';
      key.meta = escaped;
    } else if (ch === '\n') {
      key.name = 'enter';
      key.meta = escaped;
    } else if (ch === '\t') {
      key.name = 'tab';
      key.meta = escaped;
    } else if (ch === '\b' || ch === '\x7f') {
      key.name = 'backspace';
      key.meta = escaped;
    } else if (ch === kEscape) {
      key.name = 'escape';
      key.meta = escaped;
    } else if (ch === ' ') {
      key.name = 'space';
      key.meta = escaped;
    } else if (!escaped && ch <= '\x1a') {
      key.name = String.fromCharCode(ch.charCodeAt(0) + 96);
      key.ctrl = true;
    } else if (/^[0-9A-Za-z]$/.test(ch)) {
      key.name = ch.toLowerCase();
      key.shift = /^[A-Z]$/.test(ch);
      key.meta = escaped;
    } else if (escaped) {
      key.name = ch.length > 0 ? undefined : 'escape';
      key.meta = true;
    }
    key.sequence = sequence;
    if (sequence.length !== 0 && (key.name !== undefined || escaped)) stream.emit('keypress', escaped ? undefined : sequence, key);
    else if ([...sequence].length === 1) stream.emit('keypress', sequence, key);
  }
}

const decoded = new WeakSet();
// Once a stream; bytes are only decoded while somebody listens for keys. `rl` is whose escapeCodeTimeout counts.
function emitKeypressEvents(stream, rl = {}) {
  if (decoded.has(stream)) return;
  decoded.add(stream);
  const decoder = new StringDecoder('utf8'), parser = keys(stream);
  parser.next();
  let timer;
  const flush = () => parser.next('');
  const onData = (input) => {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onListener);
      return;
    }
    const text = decoder.write(input);
    if (text === '') return;
    clearTimeout(timer);
    let length = 0;
    for (const char of text) {
      length += char.length;
      parser.next(char);
      // A lone escape may be the start of a sequence that is under way.
      if (length === text.length && char === kEscape) timer = setTimeout(flush, rl.escapeCodeTimeout ?? kTimeout);
    }
  };
  const onListener = (event) => {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onListener);
  };
  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onListener);
}

module.exports = { emitKeypressEvents };
