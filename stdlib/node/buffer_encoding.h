// The encodings of Node's Buffer: strings to bytes and back.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/strings.h"

namespace kiln::rt {

enum class Encoding : uint8_t { Utf8, Utf16le, Latin1, Ascii, Base64, Base64url, Hex };

std::optional<Encoding> parseEncoding(std::string_view name);  // any case, with Node's aliases
std::optional<Encoding> parseEncoding(Value name);             // strings only
const char* encodingName(Encoding encoding);

String* decodeBytes(const uint8_t* data, size_t length, Encoding encoding);
// Bytes that the string takes. An upper bound for base64 and hex, whose malformed ends do not count.
size_t encodedLength(String* s, Encoding encoding);
// Writes what fits, whole characters only; returns the number of bytes written.
size_t encodeInto(String* s, Encoding encoding, uint8_t* out, size_t room);
void appendEncoded(std::string& out, String* s, Encoding encoding);
std::string encodeString(String* s, Encoding encoding);
bool isValidUtf8(const uint8_t* data, size_t length);

}  // namespace kiln::rt
