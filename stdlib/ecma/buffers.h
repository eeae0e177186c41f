// Binary data: ArrayBuffer, typed arrays, DataView share these.
#pragma once
#include "runtime/object/typed_elements.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {

struct Float16 {
  uint16_t bits;
};

#define KILN_ELEMENT_TYPES(X) \
  X(Int8, int8_t)             \
  X(Uint8, uint8_t)           \
  X(Uint8Clamped, uint8_t)    \
  X(Int16, int16_t)           \
  X(Uint16, uint16_t)         \
  X(Int32, int32_t)           \
  X(Uint32, uint32_t)         \
  X(Float16, Float16)         \
  X(Float32, float)           \
  X(Float64, double)          \
  X(BigInt64, int64_t)        \
  X(BigUint64, uint64_t)
inline constexpr size_t kElementTypeCount = 12;
inline constexpr size_t kTracksLength = ~size_t{0};  // TypedArray::fixed_length of a length-tracking view

inline ElementsKind elementType(const Object* typed_array) {
  return typed_array->shape->elements_kind;
}
inline size_t elementTypeIndex(ElementsKind kind) {
  return static_cast<size_t>(kind) - static_cast<size_t>(ElementsKind::Int8);
}
const char* elementTypeName(ElementsKind kind);  // "Int8"
inline bool isBigElement(ElementsKind kind) {
  return kind == ElementsKind::BigInt64 || kind == ElementsKind::BigUint64;
}
inline bool isFloatElement(ElementsKind kind) {
  return kind == ElementsKind::Float16 || kind == ElementsKind::Float32 || kind == ElementsKind::Float64;
}
Value toElement(ElementsKind kind, Value v);  // ToNumber or ToBigInt; runs user code

inline bool isAnyArrayBuffer(Value v) {
  return isKind(v, CellKind::ArrayBuffer) || isKind(v, CellKind::SharedArrayBuffer);
}
inline bool isTypedArray(Value v) {
  return isKind(v, CellKind::TypedArray);
}
inline ArrayBuffer* asArrayBuffer(Value v) {
  return reinterpret_cast<ArrayBuffer*>(v.bits);
}
inline TypedArray* asTypedArray(Value v) {
  return reinterpret_cast<TypedArray*>(v.bits);
}
// ArrayBuffer::flags
inline constexpr uint64_t kResizableBuffer = 1, kImmutableBuffer = 2;
inline constexpr uint64_t kPinnedBuffer = 4;  // its bytes belong to somebody else and stay there
inline bool isResizable(const ArrayBuffer* b) {
  return b->flags & kResizableBuffer;
}
inline bool isImmutable(const ArrayBuffer* b) {
  return b->flags & kImmutableBuffer;
}
inline bool isDetached(const ArrayBuffer* b) {
  return b->data == nullptr;
}
ArrayBuffer* newArrayBuffer(size_t byte_length);  // zeroed
// Where the memory of SharedArrayBuffers comes from if agents can share it: zeroed, never freed; may return
// null.
inline uint8_t* (*allocate_shared_bytes)(size_t length);
ArrayBuffer* newSharedArrayBuffer(uint8_t* data, size_t byte_length, size_t max_byte_length);  // not a copy
Object* arrayBufferPrototype();
void detach(ArrayBuffer* buffer);
TypedArray* newTypedArray(ElementsKind kind, ArrayBuffer* buffer, size_t byte_offset, size_t length);
// For typed arrays with a prototype of their own (Buffer).
Shape* typedArrayShape(ElementsKind kind, Object* prototype);
TypedArray* newTypedArrayWith(Shape* shape, ArrayBuffer* buffer, size_t byte_offset, size_t length);
TypedArray* newUint8Array(const void* bytes, size_t length);
// The array's length now: 0 when detached or out of bounds.
size_t typedArrayLength(const TypedArray* a);
bool isOutOfBounds(const TypedArray* a);
inline uint8_t* typedArrayData(const TypedArray* a) {
  return a->buffer->data + a->byte_offset;
}
double toIndex(Value v, const char* what);  // RangeError "Invalid <what>"

using DataViewObject = abi::DataView;
bool isOutOfBounds(const DataViewObject* v);
size_t dataViewLength(const DataViewObject* v);

enum class Access { Read, Write };  // what an immutable buffer refuses
// `method` is who asks, for the message, or null.
TypedArray* validateTypedArray(Value v, const Function* method, Access access = Access::Read);
void defineTypedArrayMethods(Object* prototype);
void defineTypedArrayCallbacks(Object* prototype);
void defineUint8ArrayMethods(Object* constructor, Object* prototype);
// What they make is going to be written to, unless `access` says otherwise.
TypedArray* typedArraySpeciesCreate(TypedArray* exemplar, uint32_t argc, const Value* argv,
                                    Access access = Access::Write);
TypedArray* typedArrayCreate(Value constructor, uint32_t argc, const Value* argv,
                             Access access = Access::Write);
[[noreturn]] void throwImmutable();
Value typedArrayConstructorOf(ElementsKind kind);

}  // namespace kiln::rt
