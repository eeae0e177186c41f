// The Encoding standard's TextEncoder and TextDecoder: UTF-8, UTF-16 and the encodings of one byte a character.
#include <cstring>

#include "runtime/ops/error.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/ecma/utf8_decoder.h"

namespace kiln::rt {
namespace {

Shape* encoder_shape;  // of all realms
Shape* decoder_shape;  // of all realms

#include "stdlib/ecma/encoding_tables.inc"
// Indices of kEncodingNames; those from the first single-byte one on are kSingleByte's.
enum : uint8_t { kUtf8, kUtf16Le, kUtf16Be, kFirstSingleByte };

struct DecoderObject : Object {
  uint8_t encoding;
  bool in_parts;  // a part of a stream was decoded
  bool fatal, ignore_bom, bom_seen;
  Utf8Decoder utf8;
  int32_t pending_byte;  // UTF-16: odd byte of a chunk, or -1
  int32_t pending_lead;  // UTF-16: a leading surrogate that waits for its partner, or -1
};

Value encoderConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Class constructor TextEncoder cannot be invoked without 'new'");
  return box(newNativeObject(sizeof(Object),
                             shapeFromConstructor(args.new_target, encoder_shape->prototype, encoder_shape)));
}

Value encoderEncoding(Args&) {
  return box(internAscii("utf-8"));
}

Value encoderEncode(Args& args) {
  if (args[0].isUndefined()) return box(newUint8Array(nullptr, 0));
  std::string bytes = toUtf8(toString(args[0]));
  return box(newUint8Array(bytes.data(), bytes.size()));
}

// Whole code points only, as many as fit.
Value encoderEncodeInto(Args& args) {
  String* s = toString(args[0]);
  if (!isTypedArray(args[1]) || elementType(asObject(args[1])) != ElementsKind::Uint8) {
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
                  "The \"dest\" argument must be an instance of Uint8Array. Received " + describe(args[1]));
  }
  TypedArray* target = asTypedArray(args[1]);
  uint8_t* out = typedArrayData(target);
  size_t room = typedArrayLength(target), written = 0;
  Chars c = chars(s);
  uint32_t read = 0;
  while (read < c.length) {
    bool pair = (c[read] & 0xfc00) == 0xd800 && read + 1 < c.length && (c[read + 1] & 0xfc00) == 0xdc00;
    std::string bytes = toUtf8(substring(s, read, read + (pair ? 2 : 1)));
    if (written + bytes.size() > room) break;
    std::memcpy(out + written, bytes.data(), bytes.size());
    written += bytes.size();
    read += pair ? 2 : 1;
  }
  Object* result = newObject();
  defineValue(result, "read", Value::number(read), kDefault);
  defineValue(result, "written", Value::number(static_cast<double>(written)), kDefault);
  return box(result);
}

bool findEncoding(std::string label, uint8_t* out) {
  while (!label.empty() && static_cast<unsigned char>(label.back()) <= ' ') label.pop_back();
  size_t start = 0;
  while (start < label.size() && static_cast<unsigned char>(label[start]) <= ' ') ++start;
  label.erase(0, start);
  for (char& c : label) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
  for (const EncodingLabel& row : kEncodingLabels) {
    if (label == row.label) {
      *out = row.encoding;
      return true;
    }
  }
  return false;
}

Value decoderConstructor(Args& args) {
  if (!args.isConstruct()) throwTypeError("Class constructor TextDecoder cannot be invoked without 'new'");
  std::string label = args[0].isUndefined() ? "utf-8" : toUtf8(args[0]);
  uint8_t encoding;
  if (!findEncoding(label, &encoding)) {
    throwWithCode(ErrorType::RangeError, "ERR_ENCODING_NOT_SUPPORTED",
                  "The \"" + label + "\" encoding is not supported");
  }
  Shape* shape = shapeFromConstructor(args.new_target, decoder_shape->prototype, decoder_shape);
  auto* d = static_cast<DecoderObject*>(newNativeObject(sizeof(DecoderObject), shape));
  d->encoding = encoding;
  d->utf8.reset();
  d->pending_byte = d->pending_lead = -1;
  if (isObject(args[1])) {
    d->fatal = toBoolean(get(asObject(args[1]), atomKey("fatal")));
    d->ignore_bom = toBoolean(get(asObject(args[1]), atomKey("ignoreBOM")));
  }
  return box(d);
}

const ClassInfo decoder_class = {.name = "TextDecoder"};

DecoderObject* thisDecoder(Args& args) {
  if (!isObject(args.this_value) || asObject(args.this_value)->shape->class_info != &decoder_class)
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_THIS", "Value of \"this\" must be of type TextDecoder");
  return static_cast<DecoderObject*>(asObject(args.this_value));
}

struct Bytes {
  const uint8_t* data;
  size_t length;
};

Bytes bytesOf(Value v) {
  if (v.isUndefined()) return {nullptr, 0};
  if (isAnyArrayBuffer(v)) return {asArrayBuffer(v)->data, asArrayBuffer(v)->byte_length};
  if (isTypedArray(v)) {
    TypedArray* a = asTypedArray(v);
    if (isOutOfBounds(a)) return {nullptr, 0};
    return {typedArrayData(a), typedArrayLength(a) * elementSize(elementType(a))};
  }
  if (isKind(v, CellKind::DataView)) {
    auto* view = static_cast<DataViewObject*>(asObject(v));
    if (isOutOfBounds(view)) return {nullptr, 0};
    return {view->buffer->data + view->byte_offset, dataViewLength(view)};
  }
  throwWithCode(
      ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
      "The \"list\" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.");
}

// Encoding §14.2.1 shared UTF-16 decoder. False: malformed, and the decoder is fatal.
bool decodeUtf16(DecoderObject* d, Bytes bytes, bool last, StringBuilder& out) {
  auto malformed = [&] {
    out.append(u'\ufffd');
    return !d->fatal;
  };
  for (size_t i = 0; i < bytes.length; ++i) {
    if (d->pending_byte < 0) {
      d->pending_byte = bytes.data[i];
      continue;
    }
    auto unit = static_cast<char16_t>(d->encoding == kUtf16Le ? d->pending_byte | bytes.data[i] << 8
                                                              : d->pending_byte << 8 | bytes.data[i]);
    d->pending_byte = -1;
    bool trail = (unit & 0xfc00) == 0xdc00, paired = d->pending_lead >= 0 && trail;
    if (paired) out.append(static_cast<char16_t>(d->pending_lead));
    bool alone = d->pending_lead >= 0 && !trail;
    bool had_lead = d->pending_lead >= 0;
    d->pending_lead = -1;
    if (alone && !malformed()) return false;
    if ((unit & 0xfc00) == 0xd800)
      d->pending_lead = unit;
    else if (!trail || had_lead)
      out.append(unit);
    else if (!malformed())
      return false;
  }
  if (!last || (d->pending_byte < 0 && d->pending_lead < 0)) return true;
  d->pending_byte = d->pending_lead = -1;
  return malformed();
}

bool decodeSingleByte(DecoderObject* d, Bytes bytes, StringBuilder& out) {
  // As Node 20 has it, which takes windows-1252 for Latin-1 as long as it gets everything at once.
  bool latin1 = !d->in_parts && std::strcmp(kEncodingNames[d->encoding], "windows-1252") == 0;
  const char16_t* upper = kSingleByte[d->encoding - kFirstSingleByte];
  for (size_t i = 0; i < bytes.length; ++i) {
    uint8_t byte = bytes.data[i];
    char16_t unit = byte < 0x80 || latin1 ? byte : upper[byte - 0x80];
    if (unit == 0xfffd && d->fatal) return false;
    out.append(unit);
  }
  return true;
}

Value decoderDecode(Args& args) {
  DecoderObject* d = thisDecoder(args);
  Bytes bytes = bytesOf(args[0]);
  bool stream = isObject(args[1]) && toBoolean(get(asObject(args[1]), atomKey("stream")));
  StringBuilder out;
  bool valid = true;
  switch (d->encoding) {
    case kUtf8:
      valid = d->utf8.decode(bytes.data, bytes.length, d->fatal, out);
      if (valid && !stream) valid = d->utf8.flush(d->fatal, out);
      break;
    case kUtf16Le:
    case kUtf16Be:
      valid = decodeUtf16(d, bytes, !stream, out);
      break;
    default:
      d->in_parts |= stream;
      valid = decodeSingleByte(d, bytes, out);
  }
  if (!valid) {
    d->utf8.reset();
    d->pending_byte = d->pending_lead = -1;
    d->bom_seen = false;
    throwWithCode(ErrorType::TypeError, "ERR_ENCODING_INVALID_ENCODED_DATA",
                  std::string("The encoded data was not valid for encoding ") +
                      kEncodingNames[d->encoding]);
  }
  String* text = out.finish();
  if (!d->bom_seen && text->length != 0) {
    if (!d->ignore_bom && d->encoding < kFirstSingleByte && unitAt(text, 0) == 0xfeff)
      text = substring(text, 1, text->length);
    d->bom_seen = true;
  }
  if (!stream) d->bom_seen = false;
  return box(text);
}

Value decoderEncoding(Args& args) {
  return box(internAscii(kEncodingNames[thisDecoder(args)->encoding]));
}
Value decoderFatal(Args& args) {
  return Value::boolean(thisDecoder(args)->fatal);
}
Value decoderIgnoreBom(Args& args) {
  return Value::boolean(thisDecoder(args)->ignore_bom);
}

const NativeMethod kEncoderMethods[] = {
    {"encode", KILN_NATIVE(encoderEncode), 0},
    {"encodeInto", KILN_NATIVE(encoderEncodeInto), 2},
};
const NativeMethod kDecoderMethods[] = {{"decode", KILN_NATIVE(decoderDecode), 0}};

}  // namespace

void initTextEncoding() {
  Object* encoder = newObjectWithPrototype(realm().object_prototype);
  encoder_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, encoder, nullptr);
  defineConstructor("TextEncoder", KILN_NATIVE(encoderConstructor), 0, encoder);
  defineGetter(encoder, "encoding", KILN_NATIVE(encoderEncoding));
  defineMethods(encoder, kEncoderMethods);
  defineTag(encoder, "TextEncoder");
  Object* decoder = newObjectWithPrototype(realm().object_prototype);
  decoder_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, decoder, &decoder_class);
  defineConstructor("TextDecoder", KILN_NATIVE(decoderConstructor), 0, decoder);
  defineGetter(decoder, "encoding", KILN_NATIVE(decoderEncoding));
  defineGetter(decoder, "fatal", KILN_NATIVE(decoderFatal));
  defineGetter(decoder, "ignoreBOM", KILN_NATIVE(decoderIgnoreBom));
  defineMethods(decoder, kDecoderMethods);
  defineTag(decoder, "TextDecoder");
}

}  // namespace kiln::rt
