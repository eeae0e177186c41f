// Node's Buffer: a Uint8Array with a prototype of its own.
#pragma once
#include "stdlib/ecma/buffers.h"
#include "stdlib/node/buffer_encoding.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {

struct Bytes {
  uint8_t* data;
  size_t length;
};

inline bool isUint8Array(Value v) {
  return isTypedArray(v) && elementType(asObject(v)) == ElementsKind::Uint8;
}
inline Bytes bytesOfArray(const TypedArray* a) {
  size_t length = typedArrayLength(a);
  return {length == 0 ? nullptr : typedArrayData(a), length * elementSize(elementType(a))};
}
// Of a typed array, DataView or ArrayBuffer; false when `v` is none of them.
bool bytesOfView(Value v, Bytes* out);

Object* bufferPrototype();
Object* bufferConstructor();
bool isBuffer(Value v);
TypedArray* newBuffer(size_t length);  // zeroed, memory of its own
TypedArray* newBufferOn(ArrayBuffer* memory, size_t offset, size_t length);
TypedArray* newBufferOf(const void* bytes, size_t length);
TypedArray* newPooledBuffer(size_t length);  // may share its ArrayBuffer with others, as Node's small ones
[[noreturn]] void throwUnknownEncoding(Value encoding);
TypedArray* bufferFromString(String* s, Encoding encoding);
// The string when an encoding is given, else a Buffer: what fs and crypto hand out. "buffer" is none.
Value bytesOrString(const void* bytes, size_t length, Value encoding);
std::string inspectBuffer(TypedArray* buffer);
Value newArrayOfBytes(Bytes bytes);

// Methods and constants that Node makes enumerable.
void defineEnumerable(Object* target, const NativeMethod* methods, size_t count);
template <size_t N>
void defineEnumerable(Object* target, const NativeMethod (&methods)[N]) {
  defineEnumerable(target, methods, N);
}
void defineBufferNumbers(Object* prototype);
void defineBufferText(Object* prototype);
void defineBufferSearch(Object* prototype);
Value blobConstructor();
Value fileConstructor();

}  // namespace kiln::rt
