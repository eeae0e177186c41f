// node:string_decoder: text from chunks that may end within a character.
'use strict';
const native = require('internal/native');

const kNames = {
  'utf8': 'utf8', 'utf-8': 'utf8', 'ucs2': 'utf16le', 'ucs-2': 'utf16le', 'utf16le': 'utf16le', 'utf-16le': 'utf16le',
  'latin1': 'latin1', 'binary': 'latin1', 'base64': 'base64', 'base64url': 'base64url', 'hex': 'hex', 'ascii': 'ascii',
};

function StringDecoder(encoding) {
  const name = encoding === undefined || encoding === null || encoding === '' ? 'utf8' : kNames[String(encoding).toLowerCase()];
  if (name === undefined) throw native.unknownEncoding(encoding);
  this.encoding = name;
  Object.defineProperty(this, 'pending', { value: Buffer.alloc(0), writable: true, enumerable: false });
}

// How many bytes at the end belong to a character that is not complete yet. Only lead bytes are looked at.
function unfinishedUtf8(bytes) {
  const length = bytes.length;
  for (let back = 1; back <= 3 && back <= length; ++back) {
    const byte = bytes[length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return characterLength(byte) > back ? back : 0;
  }
  return 0;
}
function characterLength(lead) {
  if ((lead & 0xe0) === 0xc0) return 2;
  if ((lead & 0xf0) === 0xe0) return 3;
  return (lead & 0xf8) === 0xf0 ? 4 : 1;
}
function unfinishedUtf16(bytes) {
  const odd = bytes.length % 2;
  const whole = bytes.length - odd;
  if (whole >= 2) {
    const high = bytes[whole - 1];
    if (high >= 0xd8 && high <= 0xdb) return odd + 2;
  }
  return odd;
}

StringDecoder.prototype.write = function write(buffer) {
  if (typeof buffer === 'string') return buffer;
  if (!ArrayBuffer.isView(buffer))
    throw native.invalidArgType('buf', 'an instance of Buffer, TypedArray, or DataView', buffer);
  let bytes = buffer instanceof Buffer ? buffer : Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  let completed = '';
  if (this.pending.length > 0) {
    if (this.encoding === 'utf16le') {
      // A completed unit is handed out as it is, though its second half may follow.
      const need = (this.pending.length < 2 ? 2 : 4) - this.pending.length;
      this.pending = Buffer.concat([this.pending, bytes.subarray(0, need)]);
      if (bytes.length < need) return '';
      completed = this.pending.toString('utf16le');
      bytes = bytes.subarray(need);
      this.pending = bytes.subarray(0, 0);
    } else {
      bytes = Buffer.concat([this.pending, bytes]);
      this.pending = bytes.subarray(0, 0);
    }
  }
  let rest = 0;
  switch (this.encoding) {
    case 'utf8': rest = unfinishedUtf8(bytes); break;
    case 'utf16le': rest = unfinishedUtf16(bytes); break;
    case 'base64':
    case 'base64url': rest = bytes.length % 3; break;
  }
  if (rest === 0) return completed + bytes.toString(this.encoding);
  this.pending = Buffer.from(bytes.subarray(bytes.length - rest));
  return completed + bytes.toString(this.encoding, 0, bytes.length - rest);
};

StringDecoder.prototype.end = function end(buffer) {
  let text = buffer === undefined ? '' : this.write(buffer);
  if (this.pending.length > 0) {
    text += this.encoding === 'utf16le' ? this.pending.toString('utf16le', 0, this.pending.length & ~1)
                                        : this.pending.toString(this.encoding);
    this.pending = Buffer.alloc(0);
  }
  return text;
};

StringDecoder.prototype.text = function text(buffer, offset) {
  this.pending = Buffer.alloc(0);
  return this.write(buffer.slice(offset));
};

Object.defineProperty(StringDecoder.prototype, 'lastChar', { configurable: true, enumerable: true, get() { return this.pending; } });
Object.defineProperty(StringDecoder.prototype, 'lastNeed', {
  configurable: true, enumerable: true,
  get() {
    if (this.pending.length === 0) return 0;
    if (this.encoding === 'utf8') {
      return characterLength(this.pending[0]) - this.pending.length;
    }
    if (this.encoding === 'utf16le') return this.pending.length % 2 === 1 ? 1 : 2;
    return 3 - this.pending.length;
  },
});
Object.defineProperty(StringDecoder.prototype, 'lastTotal', {
  configurable: true, enumerable: true, get() { return this.pending.length + this.lastNeed; },
});

module.exports = { StringDecoder };
