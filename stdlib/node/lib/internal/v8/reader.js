// v8.Deserializer: V8's format, versions 13 to 15.
'use strict';
const native = require('internal/native');
const { kErrors, kFlags, kViews } = require('internal/v8/writer');

const kErrorClasses = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
const kViewClasses = {
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
};
const inverse = (table, classes) => Object.fromEntries(Object.entries(table).map(([name, tag]) => [tag, classes[name]]));
const kErrorOfTag = inverse(kErrors, kErrorClasses);
const kViewOfTag = inverse(kViews, kViewClasses);

const malformed = () => new Error('Unable to deserialize cloned data.');

class Deserializer {
  #bytes;
  #at = 0;
  #version = 0;
  #objects = [];
  #transferred = new Map();

  constructor(buffer) {
    if (!ArrayBuffer.isView(buffer)) throw native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE', 'buffer must be a TypedArray or a DataView');
    this.buffer = buffer;
    this.#bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  // --- raw
  #need(count) {
    if (this.#at + count > this.#bytes.length) throw malformed();
  }
  #byte() {
    this.#need(1);
    return this.#bytes[this.#at++];
  }
  #varint() {
    let value = 0, scale = 1, byte;
    do {
      byte = this.#byte();
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    return value;
  }
  // Padding is of no meaning.
  #tag() {
    let byte;
    do byte = this.#byte(); while (byte === 0);
    return String.fromCharCode(byte);
  }
  #peek() {
    let at = this.#at;
    while (this.#bytes[at] === 0) at++;
    return at < this.#bytes.length ? String.fromCharCode(this.#bytes[at]) : '';
  }
  readHeader() {
    const [start, version] = this.#bytes.subarray(this.#at, this.#at + 2);
    if (start !== 0xff || version === undefined || version > 15)
      throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
    this.#at += 2;
    this.#version = version;
    return true;
  }
  getWireFormatVersion() { return this.#version; }
  readUint32() { return this.#varint() >>> 0; }
  readUint64() {
    let value = 0n, shift = 0n, byte;
    do {
      byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      shift += 7n;
    } while (byte & 128);
    return [Number((value >> 32n) & 0xffffffffn), Number(value & 0xffffffffn)];
  }
  readDouble() {
    this.#need(8);
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }
  readRawBytes(length) {
    return this.#bytes.subarray(this._readRawBytes(length), this.#at);
  }
  // Where in `buffer` they begin.
  _readRawBytes(length) {
    this.#need(length);
    this.#at += length;
    return this.#at - length;
  }
  transferArrayBuffer(id, buffer) { this.#transferred.set(id, buffer); }

  // --- values
  readValue() {
    return this.#value();
  }
  #remember(object) {
    this.#objects.push(object);
    return object;
  }
  #value() {
    const tag = this.#tag();
    switch (tag) {
      case '_': return undefined;
      case '0': return null;
      case 'T': return true;
      case 'F': return false;
      case 'I': {
        const value = this.#varint();
        return (value >>> 1) ^ -(value & 1);
      }
      case 'U': return this.#varint();
      case 'N': return this.readDouble();
      case 'Z': return this.#bigint();
      case '"': case 'c': case 'S': return this.#string(tag);
      case '^': {
        const id = this.#varint();
        if (id >= this.#objects.length) throw malformed();
        return this.#viewOf(this.#objects[id]);
      }
      case 'y': return this.#remember(Object(true));
      case 'x': return this.#remember(Object(false));
      case 'n': return this.#remember(Object(this.readDouble()));
      case 'z': return this.#remember(Object(this.#bigint()));
      case 's': return this.#remember(Object(this.#string(this.#tag())));
      case 'D': return this.#remember(new Date(this.readDouble()));
      case 'R': {
        const source = this.#string(this.#tag()), bits = this.#varint();
        return this.#remember(new RegExp(source, Object.keys(kFlags).filter((flag) => bits & kFlags[flag]).join('')));
      }
      case 'o': {
        const object = this.#remember({});
        this.#properties(object, '{');
        return object;
      }
      case 'A': {
        const length = this.#varint();
        if (length > this.#bytes.length - this.#at) throw malformed();
        const array = this.#remember(new Array(length));
        for (let i = 0; i < length; i++) {
          if (this.#peek() === '-') this.#tag();
          else array[i] = this.#value();
        }
        this.#properties(array, '$');
        this.#varint();
        return array;
      }
      case 'a': {
        const array = this.#remember(new Array(this.#varint()));
        this.#properties(array, '@');
        this.#varint();
        return array;
      }
      case ';': {
        const map = this.#remember(new Map());
        while (this.#peek() !== ':') map.set(this.#value(), this.#value());
        this.#tag();
        this.#varint();
        return map;
      }
      case "'": {
        const set = this.#remember(new Set());
        while (this.#peek() !== ',') set.add(this.#value());
        this.#tag();
        this.#varint();
        return set;
      }
      case 'B': {
        const length = this.#varint();
        this.#need(length);
        const buffer = this.#bytes.buffer.slice(this.#bytes.byteOffset + this.#at, this.#bytes.byteOffset + this.#at + length);
        this.#at += length;
        this.#remember(buffer);
        return this.#viewOf(buffer);
      }
      case 't': {
        const buffer = this.#transferred.get(this.#varint());
        if (buffer === undefined) throw malformed();
        this.#remember(buffer);
        return this.#viewOf(buffer);
      }
      case 'r': return this.#error();
      case '\\': {
        if (typeof this._readHostObject !== 'function') throw malformed();
        const id = this.#objects.push(undefined) - 1;
        return (this.#objects[id] = this._readHostObject());
      }
    }
    throw malformed();
  }
  #string(tag) {
    const length = this.#varint();
    this.#need(length);
    this.#at += length;
    return this.#bytes.toString(tag === '"' ? 'latin1' : tag === 'c' ? 'utf16le' : 'utf8', this.#at - length, this.#at);
  }
  #bigint() {
    const bits = this.#varint();
    let value = 0n;
    const length = bits >>> 1;
    this.#need(length);
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[this.#at + i]);
    this.#at += length;
    return bits & 1 ? -value : value;
  }
  #properties(object, end) {
    let count = 0;
    while (this.#peek() !== end) {
      if (this.#peek() === '') throw malformed();
      const key = this.#value();
      Object.defineProperty(object, key, { value: this.#value(), writable: true, enumerable: true, configurable: true });
      count++;
    }
    this.#tag();
    if (this.#varint() !== count) throw malformed();
  }
  // Views come right behind their buffer.
  #viewOf(buffer) {
    if (!(buffer instanceof ArrayBuffer) || this.#peek() !== 'V') return buffer;
    this.#tag();
    const View = kViewOfTag[this.#tag()];
    const offset = this.#varint(), length = this.#varint();
    if (this.#version >= 14) this.#varint();
    if (View === undefined || offset + length > buffer.byteLength) throw malformed();
    return this.#remember(new View(buffer, offset, length / (View.BYTES_PER_ELEMENT ?? 1)));
  }
  #error() {
    const id = this.#objects.push(undefined) - 1;
    let Class = Error, message, cause, hasCause = false, stack;
    for (let tag = this.#tag(); tag !== '.'; tag = this.#tag()) {
      if (tag === 'm') message = this.#string(this.#tag());
      else if (tag === 's') stack = this.#string(this.#tag());
      else if (tag === 'c') {
        cause = this.#value();
        hasCause = true;
      } else if (tag in kErrorOfTag) Class = kErrorOfTag[tag];
      else throw malformed();
    }
    const error = new Class(message, hasCause ? { cause } : undefined);
    Object.defineProperty(error, 'stack', { value: stack, writable: true, enumerable: false, configurable: true });
    return (this.#objects[id] = error);
  }
}

module.exports = { Deserializer };
