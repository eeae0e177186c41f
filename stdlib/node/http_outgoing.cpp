// What node:http sends: what may be sent, fields that a program sets, head and body by one write. JavaScript's half is
// lib/internal/http/outgoing.js.
#include <uv.h>

#include <algorithm>
#include <array>

#include "runtime/ops/convert.h"
#include "stdlib/http1/characters.h"
#include "stdlib/node/http_head.h"
#include "stdlib/node/http_made_head.h"
#include "stdlib/node/stream_handle.h"

namespace kiln::rt {

bool isToken(Value v) {
  if (!isString(v) || asString(v)->length == 0) return false;
  Chars text = chars(asString(v));
  for (uint32_t i = 0; i < text.length; ++i) {
    if (text[i] > 0x7f || !http1::isToken(static_cast<char>(text[i]))) return false;
  }
  return true;
}
bool hasInvalidCharacter(String* s) {
  Chars text = chars(s);
  if (text.is_latin1) {
    const uint8_t* c = text.latin1();
    return !std::all_of(c, c + text.length, [](uint8_t c) { return http1::isValueCharacter(static_cast<char>(c)); });
  }
  for (uint32_t i = 0; i < text.length; ++i) {
    if (text[i] > 0xff || !http1::isValueCharacter(static_cast<char>(text[i]))) return true;
  }
  return false;
}

// Programs give the same few names again and again, mostly as constants.
const KnownName* knownName(Value name) {
  static std::array<KnownName, 64> recent;  // static data is scanned, so no name gives its place to another
  KnownName& known = recent[name.bits >> 4 & 63];
  if (name.isCell() && known.name == asString(name)) return &known;
  if (!isToken(name)) return nullptr;
  std::string lower = toUtf8(asString(name));
  for (char& c : lower) c = http1::lower(c);
  known = {asString(name), keyOfString(newLatin1(lower))};
  return &known;
}

namespace {

// isToken(text): what may be the name of a field or a method
Value isTokenEntry(Args& args) {
  return Value::boolean(isToken(args[0]));
}
// hasInvalidCharacter(value): what may not be in a field's value
Value hasInvalidCharacterEntry(Args& args) {
  return Value::boolean(hasInvalidCharacter(toString(args[0])));
}

// putField(fields | null, name, value): the fields with this one, as OutgoingMessage keeps them: an object without prototype from names
// in lower case to [name, value]. undefined: the name or the value may not be sent.
Value putField(Args& args) {
  const KnownName* name = knownName(args[1]);
  if (name == nullptr || args[2].isUndefined()) return Value::undefined();
  PropertyKey key = name->key;
  if (hasInvalidCharacter(toString(args[2]))) return Value::undefined();
  Object* fields = isObject(args[0]) ? asObject(args[0]) : newObjectWithPrototype(nullptr);
  Value entry[] = {args[1], args[2]};
  createDataProperty(fields, key, box(newArrayOf(entry, 2)));
  return box(fields);
}

// writeMessage(handle, head, body string | bytes | undefined, encoding, done): as the stream's write(), head and body at once
Value writeMessage(Args& args) {
  StreamHandle* handle = streamOf(args[0]);
  if (handle == nullptr) return Value::int32(UV_EBADF);
  static std::string out;  // keeps its memory; nothing below calls back
  out.clear();
  uv_buf_t parts[2];
  unsigned count = 1;
  Encoding encoding = !isString(args[2])    ? Encoding::Latin1
                      : args[3].isNullish() ? Encoding::Utf8
                                            : parseEncoding(args[3]).value_or(Encoding::Utf8);
  // Node writes the head in the body's encoding, if that is one of these.
  appendEncoded(out, asString(args[1]), encoding == Encoding::Utf8 ? encoding : Encoding::Latin1);
  if (isString(args[2])) {
    appendEncoded(out, asString(args[2]), encoding);
  } else if (Bytes bytes{}; bytesOfView(args[2], &bytes)) {
    parts[count++] = uv_buf_init(reinterpret_cast<char*>(bytes.data), static_cast<unsigned>(bytes.length));
  }
  parts[0] = uv_buf_init(out.data(), static_cast<unsigned>(out.size()));
  WriteResult result = streamWrite(handle, parts, count, args[4]);
  return Value::int32(result.outcome == WriteOutcome::Pending ? 1 : result.status);
}

const NativeMethod kFunctions[] = {
    {"isToken", KILN_NATIVE(isTokenEntry), 1},
    {"hasInvalidCharacter", KILN_NATIVE(hasInvalidCharacterEntry), 1},
    {"putField", KILN_NATIVE(putField), 3},
    {"writeMessage", KILN_NATIVE(writeMessage), 5},
};

}  // namespace

void defineOutgoingFunctions(Object* exports) {
  defineMethods(exports, kFunctions);
  defineHeadMaker(exports);
}

}  // namespace kiln::rt
