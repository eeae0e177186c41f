// Buffer: its makers, the global and node:buffer. The global is made when it is first read.
#include "stdlib/node/buffer.h"

#include <cstring>

#include "stdlib/node/inspect.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

constexpr double kMaxLength = 4294967296.0;
constexpr size_t kPoolSize = 8192, kPoolAlignment = 8;
constexpr const char* kSources =
    "of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object";

Object* constructor_object;
Object* prototype_object;
Object* fast_constructor;  // what species gives: makes Buffers as Uint8Array's constructor makes arrays
Shape* buffer_shape;
ArrayBuffer* pool;
size_t pool_used;

size_t sizeArgument(Value v) {
  double size = validateNumber(v, "size");
  if (!(size >= 0 && size <= kMaxLength)) throwOutOfRange("size", ">= 0 && <= 4294967296", v);
  return static_cast<size_t>(size);
}

bool poolable(size_t length) {
  Value size = get(constructor_object, atomKey("poolSize"));
  return size.isNumber() && static_cast<double>(length) < size.asNumber() / 2 && length <= kPoolSize;
}
TypedArray* fromPool(size_t length) {
  if (pool == nullptr || pool_used + length > kPoolSize) {
    pool = newArrayBuffer(kPoolSize);
    pool_used = 0;
  }
  TypedArray* buffer = newBufferOn(pool, pool_used, length);
  pool_used = (pool_used + length + kPoolAlignment - 1) / kPoolAlignment * kPoolAlignment;
  return buffer;
}

Value fromArrayBuffer(ArrayBuffer* memory, Value offset_value, Value length_value) {
  auto outside = [](const char* name) {
    throwWithCode(ErrorType::RangeError, "ERR_BUFFER_OUT_OF_BOUNDS",
                  std::string("\"") + name + "\" is outside of buffer bounds");
  };
  double offset = offset_value.isUndefined() ? 0 : toNumber(offset_value);
  if (offset != offset) offset = 0;
  double most = static_cast<double>(memory->byte_length) - offset, length = most;
  if (most < 0) outside("offset");
  if (!length_value.isUndefined()) {
    length = toNumber(length_value);
    if (length > most) outside("length");
    if (!(length > 0)) length = 0;
  }
  return box(newBufferOn(memory, static_cast<size_t>(offset), static_cast<size_t>(length)));
}

Value fromArrayLike(Object* source) {
  if (isTypedArray(box(source)) && elementType(source) == ElementsKind::Uint8) {
    Bytes bytes = bytesOfArray(static_cast<TypedArray*>(source));
    TypedArray* copy = newPooledBuffer(bytes.length);
    if (bytes.length != 0) std::memcpy(typedArrayData(copy), bytes.data, bytes.length);
    return box(copy);
  }
  Value length_value = get(source, atoms.length);
  if (!length_value.isNumber() || !(length_value.asNumber() >= 1)) return box(newBuffer(0));
  double length = length_value.asNumber();
  if (length > kMaxLength) throwRangeError("Invalid typed array length: %s", toUtf8(numberToString(length)));
  TypedArray* buffer = newPooledBuffer(static_cast<size_t>(length));
  for (size_t i = 0; i < typedArrayLength(buffer); ++i) {
    Value v = toElement(ElementsKind::Uint8, elementAt(source, static_cast<double>(i)));
    storeElement(ElementsKind::Uint8, typedArrayData(buffer) + i, v);
  }
  return box(buffer);
}

Value fromString(String* text, Value encoding_value) {
  Encoding encoding = Encoding::Utf8;
  if (isString(encoding_value) && asString(encoding_value)->length != 0) {
    std::optional<Encoding> named = parseEncoding(encoding_value);
    if (!named) throwUnknownEncoding(encoding_value);
    encoding = *named;
  }
  return box(bufferFromString(text, encoding));
}

Value from(Value value, Value second, Value third) {
  if (isString(value)) return fromString(asString(value), second);
  if (!isObject(value) || isCallable(value)) throwInvalidArgType("first argument", kSources, value);
  if (isAnyArrayBuffer(value)) return fromArrayBuffer(asArrayBuffer(value), second, third);
  Object* o = asObject(value);
  Value method = get(o, atomKey("valueOf"));
  if (toBoolean(method)) {
    Value primitive = call(method, value, 0, nullptr);
    if (!primitive.isNullish() && !(primitive == value) && (isString(primitive) || isObject(primitive)))
      return from(primitive, second, third);
  }
  Value length = get(o, atoms.length);
  if (!length.isUndefined() || isAnyArrayBuffer(get(o, atomKey("buffer")))) {
    return length.isNumber() ? fromArrayLike(o) : box(newBuffer(0));
  }
  Value type = get(o, atomKey("type"));
  if (isString(type) && equals(asString(type), internAscii("Buffer"))) {
    Value data = get(o, atomKey("data"));
    if (isArray(data)) return fromArrayLike(asObject(data));
  }
  Value convert = get(o, PropertyKey::symbol(symbols.toPrimitive));
  if (isCallable(convert)) {
    Value primitive = callWith(convert, value, box(internAscii("string")));
    if (isString(primitive)) return fromString(asString(primitive), second);
  }
  throwInvalidArgType("first argument", kSources, value);
}

Value bufferFrom(Args& args) {
  return from(args[0], args[1], args[2]);
}

Value filled(TypedArray* buffer, Value fill, Value encoding) {
  Value argv[] = {fill, Value::undefined(), Value::undefined(), encoding};
  if (isString(fill) && isString(encoding)) argv[1] = encoding;
  return call(get(prototype_object, atomKey("fill")), box(buffer), 4, argv);
}

Value bufferAlloc(Args& args) {
  TypedArray* buffer = newBuffer(sizeArgument(args[0]));
  bool zero = args[1].isUndefined() || args[1] == Value::int32(0);
  if (zero || typedArrayLength(buffer) == 0) return box(buffer);
  return filled(buffer, args[1], isString(args[2]) ? args[2] : Value::undefined());
}
Value bufferAllocUnsafe(Args& args) {
  return box(newPooledBuffer(sizeArgument(args[0])));
}
Value bufferAllocUnsafeSlow(Args& args) {
  return box(newBuffer(sizeArgument(args[0])));
}

Value bufferOf(Args& args) {
  TypedArray* buffer = newPooledBuffer(args.count);
  for (uint32_t i = 0; i < args.count; ++i)
    storeElement(ElementsKind::Uint8, typedArrayData(buffer) + i, toElement(ElementsKind::Uint8, args[i]));
  return box(buffer);
}

Value bufferCopyBytesFrom(Args& args) {
  if (!isTypedArray(args[0])) throwInvalidArgType("view", "an instance of TypedArray", args[0]);
  TypedArray* view = asTypedArray(args[0]);
  size_t size = elementSize(elementType(view)), count = typedArrayLength(view), start = 0;
  constexpr double kAny = 9007199254740991.0;
  if (!args[1].isUndefined())
    start = std::min(count, static_cast<size_t>(validateInteger(args[1], "offset", 0, kAny)));
  size_t length = count - start;
  if (!args[2].isUndefined())
    length = std::min(length, static_cast<size_t>(validateInteger(args[2], "length", 0, kAny)));
  if (length == 0) return box(newBuffer(0));
  return box(newBufferOf(typedArrayData(view) + start * size, length * size));
}

Value bufferIsBuffer(Args& args) {
  return Value::boolean(isBuffer(args[0]));
}
Value bufferIsEncoding(Args& args) {
  return Value::boolean(parseEncoding(args[0]).has_value());
}

Value bufferByteLength(Args& args) {
  if (isString(args[0])) {
    Encoding encoding = parseEncoding(args[1]).value_or(Encoding::Utf8);
    return Value::number(static_cast<double>(encodedLength(asString(args[0]), encoding)));
  }
  Bytes bytes{};
  if (!bytesOfView(args[0], &bytes))
    throwInvalidArgType("string", "of type string or an instance of Buffer or ArrayBuffer", args[0]);
  return Value::number(static_cast<double>(bytes.length));
}

Value bufferConcat(Args& args) {
  if (!isArray(args[0])) throwInvalidArgType("list", "an instance of Array", args[0]);
  Object* list = asObject(args[0]);
  double count = lengthOf(list), length = 0;
  if (count == 0) return box(newBuffer(0));
  if (args[1].isUndefined()) {
    for (double i = 0; i < count; ++i) {
      Value part = elementAt(list, i);
      if (isUint8Array(part)) length += static_cast<double>(typedArrayLength(asTypedArray(part)));
    }
  } else {
    length = validateInteger(args[1], "length", 0, kMaxLength);
  }
  TypedArray* buffer = newPooledBuffer(static_cast<size_t>(length));
  size_t at = 0, room = static_cast<size_t>(length);
  for (double i = 0; i < count; ++i) {
    Value part = elementAt(list, i);
    if (!isUint8Array(part)) {
      throwInvalidArgType("list[" + toUtf8(numberToString(i)) + "]", "an instance of Buffer or Uint8Array",
                          part);
    }
    Bytes bytes = bytesOfArray(asTypedArray(part));
    size_t step = std::min(bytes.length, room - at);
    if (step != 0) std::memcpy(typedArrayData(buffer) + at, bytes.data, step);
    at += step;
  }
  if (at < room) std::memset(typedArrayData(buffer) + at, 0, room - at);
  return box(buffer);
}

// Buffer(size) and Buffer(value), with or without new.
Value bufferConstructorEntry(Args& args) {
  if (!args[0].isNumber()) return from(args[0], args[1], args[2]);
  if (isString(args[1])) throwInvalidArgType("string", "of type string", args[0]);
  return box(newBuffer(sizeArgument(args[0])));
}
Value fastConstructorEntry(Args& args) {
  Value target = args.isConstruct() ? args.new_target : box(fast_constructor);
  return construct(typedArrayConstructorOf(ElementsKind::Uint8), target, args.count, args.values);
}
Value speciesGetter(Args&) {
  return box(fast_constructor);
}

Value parentGetter(Args& args) {
  return isBuffer(args.this_value) ? box(asTypedArray(args.this_value)->buffer) : Value::undefined();
}
Value offsetGetter(Args& args) {
  if (!isBuffer(args.this_value)) return Value::undefined();
  return Value::number(static_cast<double>(asTypedArray(args.this_value)->byte_offset));
}

const NativeMethod kStatics[] = {
    {"from", KILN_NATIVE(bufferFrom), 3},
    {"copyBytesFrom", KILN_NATIVE(bufferCopyBytesFrom), 3},
    {"of", KILN_NATIVE(bufferOf), 0},
    {"alloc", KILN_NATIVE(bufferAlloc), 3},
    {"allocUnsafe", KILN_NATIVE(bufferAllocUnsafe), 1},
    {"allocUnsafeSlow", KILN_NATIVE(bufferAllocUnsafeSlow), 1},
    {"isBuffer", KILN_NATIVE(bufferIsBuffer), 1},
    {"isEncoding", KILN_NATIVE(bufferIsEncoding), 1},
    {"concat", KILN_NATIVE(bufferConcat), 2},
    {"byteLength", KILN_NATIVE(bufferByteLength), 2},
};

void make() {
  Value base = typedArrayConstructorOf(ElementsKind::Uint8);
  Object* base_prototype = asObject(get(asObject(base), atoms.prototype));
  prototype_object = newObjectWithPrototype(base_prototype);
  Function* constructor =
      defineConstructor("Buffer", KILN_NATIVE(bufferConstructorEntry), 3, prototype_object, false);
  constructor_object = constructor;
  setPrototypeOf(constructor_object, asObject(base));
  Function* fast =
      newNative(internAscii("FastBuffer"), KILN_NATIVE(fastConstructorEntry), 3, kFnConstructSelf);
  fast_constructor = fast;
  putDirect(fast_constructor, PropertyKey::atom(atoms.prototype), box(prototype_object), 0);
  setPrototypeOf(fast_constructor, asObject(base));
  buffer_shape = typedArrayShape(ElementsKind::Uint8, prototype_object);
  putDirect(constructor_object, atomKey("poolSize"), Value::int32(kPoolSize), kDefault);
  defineEnumerable(constructor_object, kStatics);
  defineGetter(constructor_object, "@@species", KILN_NATIVE(speciesGetter));
  defineBufferNumbers(prototype_object);
  defineBufferText(prototype_object);
  auto getter = [](const char* name, Code entry) {
    Value function = box(newNative(internAscii("get"), entry, 0));
    putAccessor(prototype_object, atomKey(name), function, Value::undefined(), kEnumerable);
  };
  getter("parent", KILN_NATIVE(parentGetter));
  getter("offset", KILN_NATIVE(offsetGetter));
  defineBufferSearch(prototype_object);
}

// A global that is made when it is first read, then an ordinary property.
template <Value (*maker)(), const char* name>
Value lazyGetter(Args&) {
  Value v = maker();
  defineOwnProperty(realm().global, atomKey(name), PropertyDescriptor::data(v, kHidden), false);
  return v;
}
template <const char* name>
Value lazySetter(Args& args) {
  defineOwnProperty(realm().global, atomKey(name), PropertyDescriptor::data(args[0], kHidden), false);
  return Value::undefined();
}
template <Value (*maker)(), const char* name>
void defineLazyGlobal() {
  defineGetter(realm().global, name, KILN_NATIVE((lazyGetter<maker, name>)), KILN_NATIVE(lazySetter<name>));
}

Value bufferGlobal() {
  return box(bufferConstructor());
}
constexpr char kBufferName[] = "Buffer", kBlobName[] = "Blob", kFileName[] = "File";

Value isUtf8(Args& args) {
  Bytes bytes{};
  if (!bytesOfView(args[0], &bytes) || isKind(args[0], CellKind::DataView))
    throwInvalidArgType("input", "an instance of ArrayBuffer, Buffer, or TypedArray", args[0]);
  return Value::boolean(isValidUtf8(bytes.data, bytes.length));
}
Value isAscii(Args& args) {
  Bytes bytes{};
  if (!bytesOfView(args[0], &bytes) || isKind(args[0], CellKind::DataView))
    throwInvalidArgType("input", "an instance of ArrayBuffer, Buffer, or TypedArray", args[0]);
  return Value::boolean(
      std::all_of(bytes.data, bytes.data + bytes.length, [](uint8_t b) { return b < 0x80; }));
}

// From one text encoding to another; what the target lacks becomes '?'.
Value transcode(Args& args) {
  if (!isUint8Array(args[0])) throwInvalidArgType("source", "an instance of Buffer or Uint8Array", args[0]);
  auto textual = [](Value name) {
    std::optional<Encoding> e = parseEncoding(name);
    if (e && (*e == Encoding::Hex || *e == Encoding::Base64 || *e == Encoding::Base64url)) e.reset();
    return e;
  };
  std::optional<Encoding> source = textual(args[1]), target = textual(args[2]);
  if (!source || !target) {
    Object* error =
        newError(ErrorType::Error, newLatin1("Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]"));
    createDataProperty(error, atomKey("code"), box(internAscii("U_ILLEGAL_ARGUMENT_ERROR")));
    createDataProperty(error, atomKey("errno"), Value::int32(1));
    throwValue(box(error));
  }
  Bytes bytes = bytesOfArray(asTypedArray(args[0]));
  String* text = decodeBytes(bytes.data, bytes.length, *source);
  if (*target == Encoding::Latin1 || *target == Encoding::Ascii) {
    Chars c = chars(text);
    std::u16string fitting;
    for (uint32_t i = 0; i < c.length; ++i) {
      fitting += c[i] > (*target == Encoding::Ascii ? 0x7f : 0xff) ? u'?' : c[i];
    }
    text = newUtf16(fitting.data(), fitting.size());
  }
  return box(bufferFromString(text, *target));
}
Value resolveObjectUrl(Args&) {
  return Value::undefined();
}

const NativeMethod kModuleFunctions[] = {
    {"transcode", KILN_NATIVE(transcode), 3},
    {"isUtf8", KILN_NATIVE(isUtf8), 1},
    {"isAscii", KILN_NATIVE(isAscii), 1},
};
const NativeMethod kLastModuleFunctions[] = {{"resolveObjectURL", KILN_NATIVE(resolveObjectUrl), 1}};

}  // namespace

void defineEnumerable(Object* target, const NativeMethod* methods, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    Function* f = newNative(internAscii(methods[i].name), methods[i].entry, methods[i].length);
    putDirect(target, atomKey(methods[i].name), box(f), kDefault);
  }
}

void throwUnknownEncoding(Value encoding) {
  std::string text = isString(encoding)   ? toUtf8(asString(encoding))
                     : isObject(encoding) ? inspect(encoding)
                                          : describe(encoding);
  throwWithCode(ErrorType::TypeError, "ERR_UNKNOWN_ENCODING", "Unknown encoding: " + text);
}

bool bytesOfView(Value v, Bytes* out) {
  if (isTypedArray(v)) {
    *out = bytesOfArray(asTypedArray(v));
    return true;
  }
  if (isAnyArrayBuffer(v)) {
    *out = {asArrayBuffer(v)->data, asArrayBuffer(v)->byte_length};
    return true;
  }
  if (isKind(v, CellKind::DataView)) {
    auto* view = static_cast<DataViewObject*>(asObject(v));
    *out = isOutOfBounds(view) ? Bytes{nullptr, 0}
                               : Bytes{view->buffer->data + view->byte_offset, dataViewLength(view)};
    return true;
  }
  return false;
}

Object* bufferConstructor() {
  if (constructor_object == nullptr) make();
  return constructor_object;
}
Object* bufferPrototype() {
  bufferConstructor();
  return prototype_object;
}
bool isBuffer(Value v) {
  if (!isUint8Array(v) || prototype_object == nullptr) return false;
  for (Object* o = asObject(v)->shape->prototype; o != nullptr; o = o->shape->prototype) {
    if (o == prototype_object) return true;
  }
  return false;
}

TypedArray* newBufferOn(ArrayBuffer* memory, size_t offset, size_t length) {
  bufferConstructor();
  return newTypedArrayWith(buffer_shape, memory, offset, length);
}
TypedArray* newBuffer(size_t length) {
  return newBufferOn(newArrayBuffer(length), 0, length);
}
TypedArray* newBufferOf(const void* bytes, size_t length) {
  TypedArray* buffer = newBuffer(length);
  if (length != 0) std::memcpy(typedArrayData(buffer), bytes, length);
  return buffer;
}
TypedArray* newPooledBuffer(size_t length) {
  bufferConstructor();
  return length != 0 && poolable(length) ? fromPool(length) : newBuffer(length);
}

TypedArray* bufferFromString(String* s, Encoding encoding) {
  size_t room = encodedLength(s, encoding);
  TypedArray* buffer = newPooledBuffer(room);
  if (room == 0) return buffer;
  size_t written = encodeInto(s, encoding, typedArrayData(buffer), room);
  return written == room ? buffer : newBufferOn(buffer->buffer, buffer->byte_offset, written);
}

Value bytesOrString(const void* bytes, size_t length, Value encoding) {
  std::optional<Encoding> named = parseEncoding(encoding);
  if (!named) return box(newBufferOf(bytes, length));
  return box(decodeBytes(static_cast<const uint8_t*>(bytes), length, *named));
}

void initBuffer() {
  defineLazyGlobal<bufferGlobal, kBufferName>();
  defineLazyGlobal<blobConstructor, kBlobName>();
  defineLazyGlobal<fileConstructor, kFileName>();
}

void fillBuffer(Object* exports) {
  auto put = [&](const char* name, Value v) { createDataProperty(exports, atomKey(name), v); };
  put("Buffer", box(bufferConstructor()));
  Function* slow = newNative(internAscii("SlowBuffer"), KILN_NATIVE(bufferAllocUnsafeSlow), 1);
  put("SlowBuffer", box(slow));
  defineEnumerable(exports, kModuleFunctions);
  put("kMaxLength", Value::number(kMaxLength));
  put("kStringMaxLength", Value::number(static_cast<double>(kMaxStringLength)));
  put("btoa", get(realm().global, atomKey("btoa")));
  put("atob", get(realm().global, atomKey("atob")));
  Object* constants = newObject();
  createDataProperty(constants, atomKey("MAX_LENGTH"), Value::number(kMaxLength));
  createDataProperty(constants, atomKey("MAX_STRING_LENGTH"),
                     Value::number(static_cast<double>(kMaxStringLength)));
  put("constants", box(constants));
  put("INSPECT_MAX_BYTES", Value::int32(50));
  put("Blob", blobConstructor());
  defineEnumerable(exports, kLastModuleFunctions);
  put("File", fileConstructor());
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE(buffer, ::kiln::rt::fillBuffer)
