// ECMA-262 §25.1 ArrayBuffer and §25.2 SharedArrayBuffer.
#include <cstring>

#include "runtime/object/shown_native.h"
#include "stdlib/ecma/buffers.h"

namespace kiln::rt {
namespace {

constexpr double kMaxByteLength = 9007199254740991.0;
constexpr size_t kLargestAllocation = size_t{1} << 36;

KILN_PER_REALM Shape* buffer_shape;
KILN_PER_REALM Shape* shared_shape;
KILN_PER_REALM Object* buffer_prototype;
KILN_PER_REALM Object* shared_prototype;

uint8_t* allocateBytes(size_t length) {
  if (length > kLargestAllocation) throwRangeError("Array buffer allocation failed");
  // Never a null address: that means detached.
  auto* data = static_cast<uint8_t*>(allocatePointerFree(length == 0 ? 1 : length));
  std::memset(data, 0, length);
  return data;
}

ArrayBuffer* makeBufferOf(uint8_t* data, Shape* shape, size_t length, size_t max_length) {
  auto* buffer = static_cast<ArrayBuffer*>(newNativeObject(sizeof(ArrayBuffer), shape));
  buffer->data = data;
  buffer->owner = data;
  buffer->byte_length = length;
  buffer->max_byte_length = max_length;
  return buffer;
}

ArrayBuffer* makeBuffer(Shape* shape, size_t length, size_t max_length) {
  uint8_t* data = nullptr;
  if (shape->kind == CellKind::SharedArrayBuffer && allocate_shared_bytes != nullptr)
    data = allocate_shared_bytes(max_length);
  return makeBufferOf(data == nullptr ? allocateBytes(max_length) : data, shape, length, max_length);
}

template <bool shared>
Value bufferConstructor(Args& args) {
  if (!args.isConstruct())
    throwTypeError("Constructor %s requires 'new'", shared ? "SharedArrayBuffer" : "ArrayBuffer");
  double length = toIntegerOrInfinity(args[0]);
  if (length < 0 || length > kMaxByteLength) throwRangeError("Invalid array buffer length");
  double max_length = length;
  bool resizable = false;
  if (isObject(args[1])) {
    Value v = get(asObject(args[1]), atomKey("maxByteLength"));
    if (!v.isUndefined()) {
      resizable = true;
      max_length = toIntegerOrInfinity(v);
      if (max_length < length) throwRangeError("Invalid array buffer max length");
    }
  }
  Shape* shape = shared ? shapeFromConstructor(args.new_target, shared_prototype, shared_shape)
                        : shapeFromConstructor(args.new_target, buffer_prototype, buffer_shape);
  if (max_length > static_cast<double>(kLargestAllocation)) throwRangeError("Array buffer allocation failed");
  ArrayBuffer* buffer = makeBuffer(shape, static_cast<size_t>(length), static_cast<size_t>(max_length));
  if (resizable) buffer->flags |= kResizableBuffer;
  return box(buffer);
}

template <bool shared>
ArrayBuffer* thisBuffer(Args& args, const char* method) {
  if (!isKind(args.this_value, shared ? CellKind::SharedArrayBuffer : CellKind::ArrayBuffer)) {
    throwIncompatible(
        (std::string(shared ? "SharedArrayBuffer" : "ArrayBuffer") + ".prototype." + method).c_str(),
        args.this_value);
  }
  return asArrayBuffer(args.this_value);
}

Value bufferIsView(Args& args) {
  return Value::boolean(isTypedArray(args[0]) || isKind(args[0], CellKind::DataView));
}

template <bool shared>
Value bufferByteLength(Args& args) {
  return Value::number(static_cast<double>(thisBuffer<shared>(args, "byteLength")->byte_length));
}
template <bool shared>
Value bufferMaxByteLength(Args& args) {
  ArrayBuffer* buffer = thisBuffer<shared>(args, "maxByteLength");
  return Value::number(isDetached(buffer) ? 0.0 : static_cast<double>(buffer->max_byte_length));
}
template <bool shared>
Value bufferResizable(Args& args) {
  return Value::boolean(thisBuffer<shared>(args, shared ? "growable" : "resizable")->flags &
                        kResizableBuffer);
}
Value bufferImmutable(Args& args) {
  return Value::boolean(isImmutable(thisBuffer<false>(args, "immutable")));
}
Value bufferDetached(Args& args) {
  return Value::boolean(isDetached(thisBuffer<false>(args, "detached")));
}

void throwIfDetached(ArrayBuffer* buffer, const char* method) {
  if (isDetached(buffer)) throwTypeError("Cannot perform %s on a detached ArrayBuffer", method);
}

// §25.1.6.6 (and §25.2.5.5 grow): the memory was reserved at the start.
template <bool shared>
Value bufferResize(Args& args) {
  const char* name = shared ? "grow" : "resize";
  ArrayBuffer* buffer = thisBuffer<shared>(args, name);
  if (!isResizable(buffer))
    throwIncompatible(shared ? "SharedArrayBuffer.prototype.grow" : "ArrayBuffer.prototype.resize",
                      args.this_value);
  double length = toIntegerOrInfinity(args[0]);
  throwIfDetached(buffer, "ArrayBuffer.prototype.resize");
  if (!(length >= 0 && length <= static_cast<double>(buffer->max_byte_length)) ||
      (shared && length < static_cast<double>(buffer->byte_length))) {
    throwRangeError("%s: Invalid length parameter",
                    shared ? "SharedArrayBuffer.prototype.grow" : "ArrayBuffer.prototype.resize");
  }
  auto wanted = static_cast<size_t>(length);
  if (wanted < buffer->byte_length) std::memset(buffer->data + wanted, 0, buffer->byte_length - wanted);
  buffer->byte_length = wanted;
  return Value::undefined();
}

// §25.1.6.7
template <bool shared>
Value bufferSlice(Args& args) {
  ArrayBuffer* buffer = thisBuffer<shared>(args, "slice");
  throwIfDetached(buffer, "ArrayBuffer.prototype.slice");
  auto length = static_cast<double>(buffer->byte_length);
  double from = relativeIndex(args[0], length, 0);
  double to = relativeIndex(args[1], length, length);
  double count = std::max(to - from, 0.0);
  Value default_constructor = get(shared ? shared_prototype : buffer_prototype, atoms.constructor);
  Value constructor = speciesConstructor(buffer, default_constructor);
  ArrayBuffer* result;
  if (constructor == default_constructor) {
    result = makeBuffer(shared ? shared_shape : buffer_shape, static_cast<size_t>(count),
                        static_cast<size_t>(count));
  } else {
    Value argument = Value::number(count);
    Value made = construct(constructor, constructor, 1, &argument);
    if (!isAnyArrayBuffer(made)) throwIncompatible("ArrayBuffer.prototype.slice", made);
    result = asArrayBuffer(made);
    if (result == buffer || isDetached(result) || static_cast<double>(result->byte_length) < count)
      throwTypeError("Species constructor returned a too small ArrayBuffer");
    if (isImmutable(result)) throwImmutable();
    throwIfDetached(buffer, "ArrayBuffer.prototype.slice");
  }
  if (count > 0)
    std::memcpy(result->data, buffer->data + static_cast<size_t>(from), static_cast<size_t>(count));
  return box(result);
}

// ArrayBuffer.prototype.sliceToImmutable ( start, end ), proposal Immutable ArrayBuffer
Value bufferSliceToImmutable(Args& args) {
  ArrayBuffer* buffer = thisBuffer<false>(args, "sliceToImmutable");
  throwIfDetached(buffer, "ArrayBuffer.prototype.sliceToImmutable");
  auto length = static_cast<double>(buffer->byte_length);
  double from = relativeIndex(args[0], length, 0);
  double to = relativeIndex(args[1], length, length);
  auto count = static_cast<size_t>(std::max(to - from, 0.0));
  throwIfDetached(buffer, "ArrayBuffer.prototype.sliceToImmutable");
  if (static_cast<double>(buffer->byte_length) < to) throwRangeError("The ArrayBuffer has shrunk");
  ArrayBuffer* result = makeBuffer(buffer_shape, count, count);
  std::memcpy(result->data, buffer->data + static_cast<size_t>(from), count);
  result->flags |= kImmutableBuffer;
  return box(result);
}

// §25.1.6.8 ArrayBufferCopyAndDetach
enum class Transfer { KeepResizable, FixedLength, Immutable };
template <Transfer kind>
Value bufferTransfer(Args& args) {
  ArrayBuffer* buffer = thisBuffer<false>(args, "transfer");
  double length = args[0].isUndefined() ? static_cast<double>(buffer->byte_length)
                                        : toIndex(args[0], "array buffer length");
  throwIfDetached(buffer, "ArrayBuffer.prototype.transfer");
  auto wanted = static_cast<size_t>(length);
  if (isImmutable(buffer)) throwImmutable();
  bool resizable = kind == Transfer::KeepResizable && isResizable(buffer);
  ArrayBuffer* result = makeBuffer(buffer_shape, wanted, resizable ? buffer->max_byte_length : wanted);
  if (resizable) result->flags |= kResizableBuffer;
  if (kind == Transfer::Immutable) result->flags |= kImmutableBuffer;
  std::memcpy(result->data, buffer->data, std::min(wanted, buffer->byte_length));
  detach(buffer);
  return box(result);
}

const NativeMethod kStatics[] = {{"isView", KILN_NATIVE(bufferIsView), 1}};
const NativeMethod kMethods[] = {
    {"slice", KILN_NATIVE(bufferSlice<false>), 2},
    {"resize", KILN_NATIVE(bufferResize<false>), 1},
    {"transfer", KILN_NATIVE(bufferTransfer<Transfer::KeepResizable>), 0},
    {"transferToFixedLength", KILN_NATIVE(bufferTransfer<Transfer::FixedLength>), 0},
    {"transferToImmutable", KILN_NATIVE(bufferTransfer<Transfer::Immutable>), 0},
    {"sliceToImmutable", KILN_NATIVE(bufferSliceToImmutable), 2},
};
const NativeMethod kSharedMethods[] = {
    {"slice", KILN_NATIVE(bufferSlice<true>), 2},
    {"grow", KILN_NATIVE(bufferResize<true>), 1},
};

}  // namespace

double toIndex(Value v, const char* what) {
  double index = toIntegerOrInfinity(v);
  if (index < 0 || index > kMaxByteLength) throwRangeError("Invalid %s", what);
  return index;
}

ArrayBuffer* newArrayBuffer(size_t byte_length) {
  return makeBuffer(buffer_shape, byte_length, byte_length);
}
Object* arrayBufferPrototype() {
  return buffer_prototype;
}

ArrayBuffer* newSharedArrayBuffer(uint8_t* data, size_t byte_length, size_t max_byte_length) {
  ArrayBuffer* buffer = makeBufferOf(data, shared_shape, byte_length, max_byte_length);
  if (max_byte_length != byte_length) buffer->flags |= kResizableBuffer;
  return buffer;
}

void detach(ArrayBuffer* buffer) {
  buffer->data = nullptr;
  buffer->owner = nullptr;
  buffer->byte_length = buffer->max_byte_length = 0;
}

void initArrayBuffer() {
  Realm& r = realm();
  buffer_prototype = newObjectWithPrototype(r.object_prototype);
  shared_prototype = newObjectWithPrototype(r.object_prototype);
  buffer_shape = newRootShape(CellKind::ArrayBuffer, ElementsKind::None, 0, 0, buffer_prototype, nullptr);
  shared_shape =
      newRootShape(CellKind::SharedArrayBuffer, ElementsKind::None, 0, 0, shared_prototype, nullptr);
  Function* constructor =
      defineConstructor("ArrayBuffer", KILN_SHOWN_NATIVE(bufferConstructor<false>), 1, buffer_prototype);
  defineMethods(constructor, kStatics);
  defineSpecies(constructor);
  defineGetter(buffer_prototype, "byteLength", KILN_NATIVE(bufferByteLength<false>));
  defineMethods(buffer_prototype, kMethods);
  defineGetter(buffer_prototype, "maxByteLength", KILN_NATIVE(bufferMaxByteLength<false>));
  defineGetter(buffer_prototype, "resizable", KILN_NATIVE(bufferResizable<false>));
  defineGetter(buffer_prototype, "detached", KILN_NATIVE(bufferDetached));
  defineGetter(buffer_prototype, "immutable", KILN_NATIVE(bufferImmutable));
  defineTag(buffer_prototype, "ArrayBuffer");
  Function* shared =
      defineConstructor("SharedArrayBuffer", KILN_NATIVE(bufferConstructor<true>), 1, shared_prototype);
  defineSpecies(shared);
  defineGetter(shared_prototype, "byteLength", KILN_NATIVE(bufferByteLength<true>));
  defineMethods(shared_prototype, kSharedMethods);
  defineGetter(shared_prototype, "maxByteLength", KILN_NATIVE(bufferMaxByteLength<true>));
  defineGetter(shared_prototype, "growable", KILN_NATIVE(bufferResizable<true>));
  defineTag(shared_prototype, "SharedArrayBuffer");
}

}  // namespace kiln::rt
