#include "runtime/value/string_buffers.h"

#include <algorithm>
#include <cstring>

#include "runtime/abi/helpers.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kMaxAppended = 256;  // longer pieces are shared by a rope

// Buffers are the bases of slices and nothing else: `length` says how much is used, `hash` how much there is.
Shape* bufferShape(CellKind slice) {
  return &kiln_string_buffer_shapes[slice == CellKind::SliceLatin1 ? 0 : 1];
}

SliceString* becomeSlice(String* cell, FlatString* buffer, CellKind kind, uint32_t length) {
  auto* slice = static_cast<SliceString*>(cell);
  slice->shape = &kiln_primitive_shapes[static_cast<size_t>(kind)];
  slice->length = length;
  slice->hash = 0;
  slice->chars = buffer + 1;
  slice->base = buffer;
  return slice;
}

}  // namespace

String* appendToBuffer(String* a, String* b, uint32_t length) {
  CellKind kind = a->shape->kind;
  if (kind != CellKind::SliceLatin1 && kind != CellKind::SliceUtf16) return nullptr;
  auto* slice = static_cast<SliceString*>(a);
  FlatString* buffer = slice->base;
  if (buffer->shape != bufferShape(kind) || b->length > kMaxAppended || b->shape->kind == CellKind::Rope) return nullptr;
  Chars piece = chars(b);
  bool latin1 = kind == CellKind::SliceLatin1;
  if (slice->chars != buffer + 1 || slice->length != buffer->length || buffer->hash < length ||
      (latin1 && !piece.is_latin1))
    return nullptr;
  String* cell = static_cast<String*>(allocate(sizeof(SliceString)));
  if (latin1)
    std::memcpy(const_cast<uint8_t*>(buffer->latin1()) + buffer->length, piece.data, piece.length);
  else
    copyUnits(b, const_cast<char16_t*>(buffer->utf16()) + buffer->length);
  buffer->length = length;
  return becomeSlice(cell, buffer, kind, length);
}

String* moveToBuffer(RopeString* rope, String* b, bool latin1, uint32_t length) {
  uint32_t before = rope->length;
  uint32_t capacity = std::min(2 * length, kMaxStringLength);
  CellKind kind = latin1 ? CellKind::SliceLatin1 : CellKind::SliceUtf16;
  FlatString* buffer = latin1 ? allocateLatin1(capacity) : allocateUtf16(capacity);
  String* cell = static_cast<String*>(allocate(sizeof(SliceString)));
  if (latin1) {
    auto* out = const_cast<uint8_t*>(buffer->latin1());
    copyUnits(rope, out);
    copyUnits(b, out + before);
    becomeSlice(rope, buffer, kind, before);
  } else {
    auto* out = const_cast<char16_t*>(buffer->utf16());
    copyUnits(rope, out);
    copyUnits(b, out + before);
    // A rope of Latin-1 has to stay one.
    if (!holdsLatin1(rope)) becomeSlice(rope, buffer, kind, before);
  }
  buffer->shape = bufferShape(kind);
  buffer->length = length;
  buffer->hash = capacity;
  return becomeSlice(cell, buffer, kind, length);
}

}  // namespace kiln::rt
