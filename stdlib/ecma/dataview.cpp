// ECMA-262 §25.3: DataView.
#include <cstring>

#include "stdlib/ecma/buffers.h"

namespace kiln::rt {

bool isOutOfBounds(const DataViewObject* v) {
  if (isDetached(v->buffer)) return true;
  size_t bytes = v->buffer->byte_length;
  if (v->byte_length == kTracksLength) return v->byte_offset > bytes;
  return v->byte_offset + v->byte_length > bytes;
}

size_t dataViewLength(const DataViewObject* v) {
  return v->byte_length == kTracksLength ? v->buffer->byte_length - v->byte_offset : v->byte_length;
}

namespace {

KILN_PER_REALM Shape* view_shape;

// §25.3.2.1
Value dataViewConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Constructor DataView requires 'new'");
  if (!isAnyArrayBuffer(args[0]))
    throwTypeError("First argument to DataView constructor must be an ArrayBuffer");
  ArrayBuffer* buffer = asArrayBuffer(args[0]);
  double offset = toIntegerOrInfinity(args[1]);
  if (offset < 0)
    throwRangeError("Start offset %s is outside the bounds of the buffer", nameForMessage(args[1]));
  if (isDetached(buffer)) throwTypeError("Cannot perform DataView constructor on a detached ArrayBuffer");
  auto bytes = static_cast<double>(buffer->byte_length);
  if (offset > bytes)
    throwRangeError("Start offset %s is outside the bounds of the buffer", toUtf8(numberToString(offset)));
  size_t length;
  if (args[2].isUndefined()) {
    length = isResizable(buffer) ? kTracksLength : buffer->byte_length - static_cast<size_t>(offset);
  } else {
    double wanted = toIntegerOrInfinity(args[2]);
    if (wanted < 0 || offset + wanted > bytes)
      throwRangeError("Invalid DataView length %s", nameForMessage(args[2]));
    length = static_cast<size_t>(wanted);
  }
  Shape* shape = shapeFromConstructor(args.new_target, view_shape->prototype, view_shape);
  // 10.-14. Looking up the prototype may have changed the buffer.
  if (isDetached(buffer)) throwTypeError("Cannot perform DataView constructor on a detached ArrayBuffer");
  bytes = static_cast<double>(buffer->byte_length);
  if (offset > bytes)
    throwRangeError("Start offset %s is outside the bounds of the buffer", toUtf8(numberToString(offset)));
  if (!args[2].isUndefined() && offset + static_cast<double>(length) > bytes)
    throwRangeError("Invalid DataView length %s", nameForMessage(args[2]));
  auto* view = static_cast<DataViewObject*>(newNativeObject(sizeof(DataViewObject), shape));
  view->buffer = buffer;
  view->byte_offset = static_cast<size_t>(offset);
  view->byte_length = length;
  return box(view);
}

DataViewObject* thisView(Args& args, const char* method) {
  if (!isKind(args.this_value, CellKind::DataView))
    throwIncompatible((std::string("DataView.prototype.") + method).c_str(), args.this_value);
  return static_cast<DataViewObject*>(asObject(args.this_value));
}

void requireAttached(DataViewObject* view, const char* method) {
  if (isDetached(view->buffer))
    throwTypeError("Cannot perform DataView.prototype.%s on a detached ArrayBuffer", method);
  if (isOutOfBounds(view)) throwTypeError("Invalid DataView accessor %s on an out-of-bounds view", method);
}

Value viewBuffer(Args& args) {
  return box(thisView(args, "buffer")->buffer);
}
Value viewByteLength(Args& args) {
  DataViewObject* view = thisView(args, "byteLength");
  requireAttached(view, "byteLength");
  return Value::number(static_cast<double>(dataViewLength(view)));
}
Value viewByteOffset(Args& args) {
  DataViewObject* view = thisView(args, "byteOffset");
  requireAttached(view, "byteOffset");
  return Value::number(static_cast<double>(view->byte_offset));
}

double viewIndex(Value v) {
  double index = toIntegerOrInfinity(v);
  if (index < 0 || index > 9007199254740991.0)
    throwRangeError("Offset is outside the bounds of the DataView");
  return index;
}

uint8_t* address(DataViewObject* view, double index, size_t size, const char* method) {
  requireAttached(view, method);
  if (index + static_cast<double>(size) > static_cast<double>(dataViewLength(view)))
    throwRangeError("Offset is outside the bounds of the DataView");
  return view->buffer->data + view->byte_offset + static_cast<size_t>(index);
}

// §25.3.1.1 GetViewValue
template <ElementsKind kind>
Value viewGet(Args& args) {
  std::string method = std::string("get") + elementTypeName(kind);
  DataViewObject* view = thisView(args, method.c_str());
  double index = viewIndex(args[0]);
  bool little = toBoolean(args[1]);
  size_t size = elementSize(kind);
  uint8_t bytes[8];
  std::memcpy(bytes, address(view, index, size, method.c_str()), size);
  if (!little) std::reverse(bytes, bytes + size);
  return loadElement(kind, bytes);
}

// §25.3.1.2 SetViewValue
template <ElementsKind kind>
Value viewSet(Args& args) {
  std::string method = std::string("set") + elementTypeName(kind);
  DataViewObject* view = thisView(args, method.c_str());
  if (isImmutable(view->buffer)) throwImmutable();
  double index = viewIndex(args[0]);
  Value v = toElement(kind, args[1]);
  bool little = toBoolean(args[2]);
  size_t size = elementSize(kind);
  uint8_t bytes[8];
  storeElement(kind, bytes, v);
  if (!little) std::reverse(bytes, bytes + size);
  std::memcpy(address(view, index, size, method.c_str()), bytes, size);
  return Value::undefined();
}

#define KILN_ACCESSORS(name)                                  \
  {"get" #name, KILN_NATIVE(viewGet<ElementsKind::name>), 1}, \
      {"set" #name, KILN_NATIVE(viewSet<ElementsKind::name>), 2},
const NativeMethod kMethods[] = {
    KILN_ACCESSORS(Int8) KILN_ACCESSORS(Uint8) KILN_ACCESSORS(Int16) KILN_ACCESSORS(Uint16)
        KILN_ACCESSORS(Int32) KILN_ACCESSORS(Uint32) KILN_ACCESSORS(Float16) KILN_ACCESSORS(Float32)
            KILN_ACCESSORS(Float64) KILN_ACCESSORS(BigInt64) KILN_ACCESSORS(BigUint64)};
#undef KILN_ACCESSORS

}  // namespace

void initDataView() {
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  view_shape = newRootShape(CellKind::DataView, ElementsKind::None, 0, 0, prototype, nullptr);
  defineConstructor("DataView", KILN_NATIVE(dataViewConstructor), 1, prototype);
  defineGetter(prototype, "buffer", KILN_NATIVE(viewBuffer));
  defineGetter(prototype, "byteLength", KILN_NATIVE(viewByteLength));
  defineGetter(prototype, "byteOffset", KILN_NATIVE(viewByteOffset));
  defineMethods(prototype, kMethods);
#define KILN_NOTE(type)                                                     \
  noteIntrinsic(Intrinsic::DataViewGet##type, prototype, "get" #type);      \
  noteIntrinsic(Intrinsic::DataViewSet##type, prototype, "set" #type);
  KILN_NOTE(Int8)
  KILN_NOTE(Uint8)
  KILN_NOTE(Int16)
  KILN_NOTE(Uint16)
  KILN_NOTE(Int32)
  KILN_NOTE(Uint32)
  KILN_NOTE(Float32)
  KILN_NOTE(Float64)
#undef KILN_NOTE
  defineTag(prototype, "DataView");
}

}  // namespace kiln::rt
