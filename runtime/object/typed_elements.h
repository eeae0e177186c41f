// Elements of typed arrays and DataViews as raw memory.
#pragma once
#include <cstring>

#include "runtime/object/object.h"

namespace kiln::rt {

template <typename T>
T loadAs(const uint8_t* data, size_t index = 0) {
  T value;
  std::memcpy(&value, data + index * sizeof(T), sizeof value);
  return value;
}
template <typename T>
void storeAs(uint8_t* data, size_t index, T value) {
  std::memcpy(data + index * sizeof(T), &value, sizeof value);
}

// FAST: what takes no call, also for the interpreter. Empty: an element of another kind
// (tests/exec/typed-arrays).
inline Value loadPlainElement(ElementsKind kind, const uint8_t* data, size_t index) {
  switch (kind) {
    case ElementsKind::Int8:
      return Value::int32(loadAs<int8_t>(data, index));
    case ElementsKind::Uint8:
    case ElementsKind::Uint8Clamped:
      return Value::int32(data[index]);
    case ElementsKind::Int16:
      return Value::int32(loadAs<int16_t>(data, index));
    case ElementsKind::Uint16:
      return Value::int32(loadAs<uint16_t>(data, index));
    case ElementsKind::Int32:
      return Value::int32(loadAs<int32_t>(data, index));
    case ElementsKind::Uint32:
      return Value::number(loadAs<uint32_t>(data, index));
    case ElementsKind::Float32:
      return Value::number(static_cast<double>(loadAs<float>(data, index)));
    case ElementsKind::Float64:
      return Value::number(loadAs<double>(data, index));
    case ElementsKind::Float16:
    case ElementsKind::BigInt64:
    case ElementsKind::BigUint64:
    case ElementsKind::None:
    case ElementsKind::PackedInt32:
    case ElementsKind::HoleyInt32:
    case ElementsKind::PackedDouble:
    case ElementsKind::HoleyDouble:
    case ElementsKind::Packed:
    case ElementsKind::Holey:
    case ElementsKind::Slow:
      break;
  }
  return Value::empty();
}
// False: not stored, the kind or the value is another one.
inline bool storePlainElement(ElementsKind kind, uint8_t* data, size_t index, Value value) {
  if (!value.isNumber()) return false;
  if (kind == ElementsKind::Float64) return storeAs(data, index, value.asNumber()), true;
  if (kind == ElementsKind::Float32) return storeAs(data, index, static_cast<float>(value.asNumber())), true;
  if (!value.isInt32()) return false;
  int32_t i = value.asInt32();
  switch (kind) {
    case ElementsKind::Int8:
    case ElementsKind::Uint8:
      return storeAs(data, index, static_cast<uint8_t>(i)), true;
    case ElementsKind::Uint8Clamped:
      return storeAs(data, index, static_cast<uint8_t>(i < 0 ? 0 : i > 255 ? 255 : i)), true;
    case ElementsKind::Int16:
    case ElementsKind::Uint16:
      return storeAs(data, index, static_cast<uint16_t>(i)), true;
    case ElementsKind::Int32:
    case ElementsKind::Uint32:
      return storeAs(data, index, i), true;
    case ElementsKind::Float32:
    case ElementsKind::Float64:
    case ElementsKind::Float16:
    case ElementsKind::BigInt64:
    case ElementsKind::BigUint64:
    case ElementsKind::None:
    case ElementsKind::PackedInt32:
    case ElementsKind::HoleyInt32:
    case ElementsKind::PackedDouble:
    case ElementsKind::HoleyDouble:
    case ElementsKind::Packed:
    case ElementsKind::Holey:
    case ElementsKind::Slow:
      break;
  }
  return false;
}

size_t elementSize(ElementsKind kind);
// Raw access; `at` need not be aligned. NaNs are canonicalised on the way in.
Value loadElement(ElementsKind kind, const uint8_t* at);
// `numeric` is a number, or a BigInt for the 64-bit kinds.
void storeElement(ElementsKind kind, uint8_t* at, Value numeric);
// Address of an element of a typed array with a plain length, or nullptr.
inline uint8_t* elementAddress(const Object* o, size_t index) {
  auto* array = static_cast<const TypedArray*>(o);
  if (index >= array->length || array->buffer->data == nullptr) return nullptr;
  return array->buffer->data + array->byte_offset + index * elementSize(o->shape->elements_kind);
}

}  // namespace kiln::rt
