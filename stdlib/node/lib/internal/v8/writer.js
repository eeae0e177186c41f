// v8.Serializer: values in V8's format (version 15), as structured cloning sees them.
'use strict';
const native = require('internal/native');

const kVersion = 15;
const kErrors = { EvalError: 'E', RangeError: 'R', ReferenceError: 'F', SyntaxError: 'S', TypeError: 'T', URIError: 'U' };
const kFlags = { g: 1, i: 2, m: 4, y: 8, u: 16, s: 32, d: 128, v: 256 };
const kViews = {
  Int8Array: 'b', Uint8Array: 'B', Uint8ClampedArray: 'C', Int16Array: 'w', Uint16Array: 'W', Int32Array: 'd', Uint32Array: 'D', Float32Array: 'f',
  Float64Array: 'F', BigInt64Array: 'q', BigUint64Array: 'Q', DataView: '?',
};
const typeName = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const viewName = (view) => typeName.call(view) ?? 'DataView';
const isSmall = (value) => value === (value | 0) && !Object.is(value, -0);

class Serializer {
  #bytes = Buffer.alloc(256);
  #length = 0;
  #ids = new Map();
  #transferred = new Map();
  #viewsAreHost = false;

  // --- what subclasses may change
  _getDataCloneError = Error;
  _setTreatArrayBufferViewsAsHostObjects(flag) { this.#viewsAreHost = !!flag; }

  // --- raw
  #room(count) {
    if (this.#length + count <= this.#bytes.length) return;
    const grown = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + count));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
  #byte(value) {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }
  #tag(character) { this.#byte(character.charCodeAt(0)); }
  #varint(value) {
    while (value > 127) {
      this.#byte((value % 128) | 128);
      value = Math.floor(value / 128);
    }
    this.#byte(value);
  }
  writeUint32(value) { this.#varint(value >>> 0); }
  writeUint64(high, low) {
    let value = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    while (value > 127n) {
      this.#byte(Number(value & 127n) | 128);
      value >>= 7n;
    }
    this.#byte(Number(value));
  }
  writeDouble(value) {
    this.#room(8);
    this.#length = this.#bytes.writeDoubleLE(value, this.#length);
  }
  writeRawBytes(source) {
    if (!ArrayBuffer.isView(source) && !(source instanceof ArrayBuffer))
      throw native.makeError('TypeError', 'ERR_INVALID_ARG_TYPE', 'source must be a TypedArray or a DataView');
    const bytes = ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source);
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }
  writeHeader() {
    this.#byte(0xff);
    this.#byte(kVersion);
  }
  releaseBuffer() {
    const result = Buffer.from(this.#bytes.buffer.slice(0, this.#length));
    this.#bytes = Buffer.alloc(256);
    this.#length = 0;
    return result;
  }
  transferArrayBuffer(id, buffer) { this.#transferred.set(buffer, id); }

  // --- values
  writeValue(value) {
    this.#write(value);
    return true;
  }
  #write(value) {
    switch (typeof value) {
      case 'undefined': this.#tag('_'); return;
      case 'boolean': this.#tag(value ? 'T' : 'F'); return;
      case 'number': this.#number(value); return;
      case 'string': this.#string(value); return;
      case 'bigint':
        this.#tag('Z');
        this.#bigint(value);
        return;
      case 'object':
        if (value === null) this.#tag('0');
        else this.#object(value);
        return;
    }
    throw this.#refusal(value);
  }
  #refusal(value) {
    const shown = typeof value === 'object' ? `#<${value.constructor?.name || 'Object'}>` : String(value);
    return new this._getDataCloneError(`${shown} could not be cloned.`);
  }
  #number(value) {
    if (isSmall(value)) {
      this.#tag('I');
      this.#varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.#tag('N');
      this.writeDouble(value);
    }
  }
  // Two-byte strings begin at even places.
  #string(value) {
    const narrow = !/[^\u0000-\u00ff]/.test(value);
    const length = narrow ? value.length : value.length * 2;
    if (!narrow) {
      let digits = 1;
      for (let rest = length; rest > 127; rest = Math.floor(rest / 128)) digits++;
      if ((this.#length + 1 + digits) & 1) this.#byte(0);
    }
    this.#tag(narrow ? '"' : 'c');
    this.#varint(length);
    this.#room(length);
    this.#bytes.write(value, this.#length, narrow ? 'latin1' : 'utf16le');
    this.#length += length;
  }
  #bigint(value) {
    let rest = value < 0n ? -value : value;
    const digits = [];
    for (; rest > 0n; rest >>= 64n) digits.push(rest & 0xffffffffffffffffn);
    this.#varint((value < 0n ? 1 : 0) | (digits.length * 8) << 1);
    for (const digit of digits) {
      this.#room(8);
      this.#length = this.#bytes.writeBigUInt64LE(digit, this.#length);
    }
  }
  #object(value) {
    // A view's buffer goes before it.
    if (ArrayBuffer.isView(value) && !this.#ids.has(value) && !this.#viewsAreHost) this.#object(value.buffer);
    const known = this.#ids.get(value);
    if (known !== undefined) {
      this.#tag('^');
      this.#varint(known);
      return;
    }
    this.#ids.set(value, this.#ids.size);
    if (ArrayBuffer.isView(value)) {
      if (this.#viewsAreHost) this.#host(value);
      else this.#view(value);
      return;
    }
    switch (native.kindOf(value)) {
      case 'Array': this.#array(value); return;
      case 'Map': this.#collection(';', ':', [...value].flat(1)); return;
      case 'Set': this.#collection("'", ',', [...value]); return;
      case 'ArrayBuffer': this.#buffer(value); return;
      case 'SharedArrayBuffer': case 'Promise': case 'WeakMap': case 'WeakSet': case 'WeakRef': case 'Proxy': throw this.#refusal(value);
    }
    if (value instanceof Date) {
      this.#tag('D');
      this.writeDouble(value.getTime());
    } else if (value instanceof RegExp) {
      this.#tag('R');
      this.#string(value.source);
      this.#varint([...value.flags].reduce((sum, flag) => sum | kFlags[flag], 0));
    } else if (value instanceof Boolean) {
      this.#tag(value.valueOf() ? 'y' : 'x');
    } else if (value instanceof Number) {
      this.#tag('n');
      this.writeDouble(value.valueOf());
    } else if (value instanceof BigInt) {
      this.#tag('z');
      this.#bigint(value.valueOf());
    } else if (value instanceof String) {
      this.#tag('s');
      this.#string(value.valueOf());
    } else if (native.kindOf(value) === 'Error') {
      this.#error(value);
    } else if (native.kindOf(value) === 'Host') {
      this.#host(value);
    } else {
      this.#tag('o');
      const count = this.#properties(value, Object.keys(value));
      this.#tag('{');
      this.#varint(count);
    }
  }
  // Getters may take away what comes after them.
  #properties(object, keys) {
    let count = 0;
    for (const key of keys) {
      if (!Object.prototype.propertyIsEnumerable.call(object, key)) continue;
      const value = object[key];
      const index = Number(key);
      if (String(index >>> 0) === key && index !== 4294967295) this.#number(index);
      else this.#string(key);
      this.#write(value);
      count++;
    }
    return count;
  }
  #array(array) {
    const { length } = array;
    const keys = Object.keys(array);
    let dense = true;
    for (let i = 0; i < length && dense; i++) dense = i in array;
    const isIndex = (key) => String(key >>> 0) === key && key >>> 0 < length;
    if (!dense) {
      this.#tag('a');
      this.#varint(length);
      const count = this.#properties(array, keys);
      this.#tag('@');
      this.#varint(count);
      this.#varint(length);
      return;
    }
    this.#tag('A');
    this.#varint(length);
    // V8 keeps numbers that are not all small as doubles.
    const doubles = length > 0 && array.every((value) => typeof value === 'number') && !array.every(isSmall);
    for (let i = 0; i < length; i++) {
      if (doubles) {
        this.#tag('N');
        this.writeDouble(array[i]);
      } else if (i in array) {
        this.#write(array[i]);
      } else {
        this.#tag('-');
      }
    }
    const count = this.#properties(array, keys.filter((key) => !isIndex(key)));
    this.#tag('$');
    this.#varint(count);
    this.#varint(length);
  }
  #collection(begin, end, items) {
    this.#tag(begin);
    for (const item of items) this.#write(item);
    this.#tag(end);
    this.#varint(items.length);
  }
  #buffer(buffer) {
    const id = this.#transferred.get(buffer);
    if (id !== undefined) {
      this.#tag('t');
      this.#varint(id);
      return;
    }
    this.#tag('B');
    this.#varint(buffer.byteLength);
    this.writeRawBytes(new Uint8Array(buffer));
  }
  #view(view) {
    this.#tag('V');
    this.#tag(kViews[viewName(view)]);
    this.#varint(view.byteOffset);
    this.#varint(view.byteLength);
    this.#varint(0);
  }
  #error(error) {
    this.#tag('r');
    const message = Object.getOwnPropertyDescriptor(error, 'message')?.value;
    const kind = kErrors[error.name];
    if (kind !== undefined) this.#tag(kind);
    if (message !== undefined) {
      this.#tag('m');
      this.#string(String(message));
    }
    if (Object.hasOwn(error, 'cause')) {
      this.#tag('c');
      this.#write(error.cause);
    }
    if (typeof error.stack === 'string') {
      this.#tag('s');
      this.#string(error.stack);
    }
    this.#tag('.');
  }
  #host(value) {
    if (typeof this._writeHostObject !== 'function') throw this.#refusal(value);
    this.#tag('\\');
    this._writeHostObject(value);
  }
}

module.exports = { Serializer, kFlags, kErrors, kViews, viewName };
