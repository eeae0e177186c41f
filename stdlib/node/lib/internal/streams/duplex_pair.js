// stream.duplexPair: two streams, each of which reads what the other one is written.
'use strict';
const Duplex = require('internal/streams/duplex');

const kOther = Symbol('Other side');
// The callback of a write that the other side has not asked for yet.
const kCallback = Symbol('Callback');

class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    this[kCallback] = null;
    this[kOther] = null;
  }
  _read() {
    const callback = this[kCallback];
    if (!callback) return;
    this[kCallback] = null;
    callback();
  }
  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
    } else {
      this[kOther].push(chunk);
      this[kOther][kCallback] = callback;
    }
  }
  _final(callback) {
    this[kOther].on('end', callback);
    this[kOther].push(null);
  }
}

module.exports = function duplexPair(options) {
  const one = new DuplexSide(options);
  const other = new DuplexSide(options);
  one[kOther] = other;
  other[kOther] = one;
  return [one, other];
};
