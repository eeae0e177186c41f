// v8.DefaultSerializer and DefaultDeserializer: views are Node's business, a type's number and their bytes.
'use strict';
const native = require('internal/native');
const { Serializer, viewName } = require('internal/v8/writer');
const { Deserializer } = require('internal/v8/reader');

const kBuffer = 10;
const kTypes = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, DataView, Buffer,
  BigInt64Array, BigUint64Array];
const kNumbers = new Map(kTypes.map((Type, number) => [Type === Buffer ? 'Buffer' : Type.name, number]));

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }
  _writeHostObject(view) {
    if (!ArrayBuffer.isView(view)) throw new this._getDataCloneError(`Unserializable host object: ${native.inspect(view)}`);
    this.writeUint32(Buffer.isBuffer(view) ? kBuffer : kNumbers.get(viewName(view)));
    this.writeUint32(view.byteLength);
    this.writeRawBytes(view);
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const Type = kTypes[this.readUint32()];
    const length = this.readUint32();
    const start = this._readRawBytes(length);
    const { buffer, byteOffset } = this.buffer;
    const at = byteOffset + start;
    if (Type === Buffer) return Buffer.from(buffer, at, length);
    const size = Type.BYTES_PER_ELEMENT ?? 1;
    // What is not aligned is copied.
    if (at % size === 0) return new Type(buffer, at, length / size);
    return new Type(buffer.slice(at, at + length), 0, length / size);
  }
}

exports.DefaultSerializer = DefaultSerializer;
exports.DefaultDeserializer = DefaultDeserializer;
exports.serialize = function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
};
exports.deserialize = function deserialize(buffer) {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
};
