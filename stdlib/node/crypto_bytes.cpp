// Bytes of arguments and results of node:crypto, in Node's encodings.
#include <cstring>

#include "runtime/loop/timers.h"
#include "stdlib/node/crypto.h"

namespace kiln::rt {

bool byteSpanOf(Value v, bool array_buffers, ByteSpan* out) {
  *out = {nullptr, 0};
  if (isTypedArray(v)) {
    TypedArray* a = asTypedArray(v);
    if (!isOutOfBounds(a)) *out = {typedArrayData(a), typedArrayLength(a) * elementSize(elementType(a))};
    return true;
  }
  if (isKind(v, CellKind::DataView)) {
    auto* view = static_cast<DataViewObject*>(asObject(v));
    if (!isOutOfBounds(view)) *out = {view->buffer->data + view->byte_offset, dataViewLength(view)};
    return true;
  }
  if (!array_buffers || !isAnyArrayBuffer(v)) return false;
  *out = {asArrayBuffer(v)->data, asArrayBuffer(v)->byte_length};
  return true;
}

std::string bytesOfArgument(Value v, const char* name, const char* expected) {
  if (isString(v)) return encodeString(asString(v), Encoding::Utf8);
  ByteSpan span;
  if (!byteSpanOf(v, std::strstr(expected, "ArrayBuffer") != nullptr, &span))
    throwInvalidArgType(name, expected, v);
  return {reinterpret_cast<const char*>(span.data), span.length};
}

std::string decodeString(String* s, Value encoding_name) {
  Encoding encoding = parseEncoding(encoding_name).value_or(Encoding::Utf8);
  if (encoding == Encoding::Hex && s->length % 2 != 0) {
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_VALUE",
                  "The argument 'encoding' is invalid for data of length " + std::to_string(s->length) +
                      ". Received 'hex'");
  }
  return encodeString(s, encoding);
}

Value encodeBytes(const std::string& bytes, Value encoding) {
  return bytesOrString(bytes.data(), bytes.size(), encoding);
}

void completeLater(Value callback, Value error, Value result) {
  Value argv[] = {error, result};
  addImmediate(callback, result.isEmpty() ? 1 : 2, argv);
}

}  // namespace kiln::rt
