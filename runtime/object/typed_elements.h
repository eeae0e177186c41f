// Elements of typed arrays and DataViews as raw memory.
#pragma once
#include "runtime/object/object.h"

namespace kiln::rt {

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
