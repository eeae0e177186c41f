// The arguments of node:fs: paths, descriptors, flags, modes, options.
#include "stdlib/node/fs_arguments.h"

#include <fcntl.h>

#include "stdlib/ecma/date_math.h"
#include "stdlib/node/inspect.h"

namespace kiln::rt {
namespace {

constexpr const char* kPathTypes = "of type string or an instance of Buffer or URL";

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// The path of a file: URL.
std::string pathOfUrl(Object* url) {
  if (toUtf8(get(url, atomKey("protocol"))) != "file:")
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
  if (toUtf8(get(url, atomKey("hostname"))) != "") {
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_FILE_URL_HOST",
                  "File URL host must be \"localhost\" or empty on linux");
  }
  std::string text = toUtf8(get(url, atomKey("pathname"))), path;
  for (size_t i = 0; i < text.size(); ++i) {
    int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
    int low = high < 0 ? -1 : hexDigit(text[i + 2]);
    if (low < 0) {
      path += text[i];
      continue;
    }
    path += static_cast<char>(high << 4 | low);
    if (path.back() == '/') {
      throwWithCode(ErrorType::TypeError, "ERR_INVALID_FILE_URL_PATH",
                    "File URL path must not include encoded / characters");
    }
    i += 2;
  }
  return path;
}

}  // namespace

std::string pathArgument(Value v, const char* name) {
  std::string path;
  if (isString(v)) {
    path = encodeString(asString(v), Encoding::Utf8);
  } else if (isUint8Array(v)) {
    Bytes bytes = bytesOfArray(asTypedArray(v));
    path.assign(reinterpret_cast<char*>(bytes.data), bytes.length);
  } else if (isObject(v) && toBoolean(get(asObject(v), atomKey("href"))) &&
             toBoolean(get(asObject(v), atomKey("protocol")))) {
    path = pathOfUrl(asObject(v));
  } else {
    throwInvalidArgType(name, kPathTypes, v);
  }
  if (path.find('\0') != std::string::npos)
    throwInvalidArgValue(name, v, "must be a string, Uint8Array, or URL without null bytes");
  return path;
}

int descriptorArgument(Value v) {
  return static_cast<int>(validateInteger(v, "fd", 0, 2147483647));
}

Value optionOf(Value options, const char* name) {
  return isObject(options) ? get(asObject(options), atomKey(name)) : Value::undefined();
}

void checkOptions(Value options) {
  if (options.isNullish() || isString(options) || (isObject(options) && !isCallable(options))) return;
  throwInvalidArgType("options", "one of type string or object", options);
}

TextForm formOf(Value options, bool buffer_by_default) {
  if (!isCallable(options)) checkOptions(options);
  Value name = isString(options)     ? options
               : isCallable(options) ? Value::undefined()
                                     : optionOf(options, "encoding");
  if (!toBoolean(name)) return {buffer_by_default};
  if (isString(name) && equals(asString(name), internAscii("buffer"))) return {true};
  std::optional<Encoding> encoding = parseEncoding(name);
  if (!encoding) throwInvalidArgValue("encoding", name, "is invalid encoding");
  return {false, *encoding};
}

int flagsArgument(Value v, int absent) {
  if (v.isNullish()) return absent;
  if (v.isNumber()) return validateInt32(v, "flags");
  std::string text = isString(v) ? toUtf8(asString(v)) : "";
  struct Row {
    const char* text;
    int flags;
  };
  static constexpr Row kFlags[] = {
      {"r", O_RDONLY},
      {"rs", O_RDONLY | O_SYNC},
      {"sr", O_RDONLY | O_SYNC},
      {"r+", O_RDWR},
      {"rs+", O_RDWR | O_SYNC},
      {"sr+", O_RDWR | O_SYNC},
      {"w", O_TRUNC | O_CREAT | O_WRONLY},
      {"wx", O_TRUNC | O_CREAT | O_WRONLY | O_EXCL},
      {"xw", O_TRUNC | O_CREAT | O_WRONLY | O_EXCL},
      {"w+", O_TRUNC | O_CREAT | O_RDWR},
      {"wx+", O_TRUNC | O_CREAT | O_RDWR | O_EXCL},
      {"xw+", O_TRUNC | O_CREAT | O_RDWR | O_EXCL},
      {"a", O_APPEND | O_CREAT | O_WRONLY},
      {"ax", O_APPEND | O_CREAT | O_WRONLY | O_EXCL},
      {"xa", O_APPEND | O_CREAT | O_WRONLY | O_EXCL},
      {"as", O_APPEND | O_CREAT | O_WRONLY | O_SYNC},
      {"sa", O_APPEND | O_CREAT | O_WRONLY | O_SYNC},
      {"a+", O_APPEND | O_CREAT | O_RDWR},
      {"ax+", O_APPEND | O_CREAT | O_RDWR | O_EXCL},
      {"xa+", O_APPEND | O_CREAT | O_RDWR | O_EXCL},
      {"as+", O_APPEND | O_CREAT | O_RDWR | O_SYNC},
      {"sa+", O_APPEND | O_CREAT | O_RDWR | O_SYNC},
  };
  for (const Row& row : kFlags) {
    if (text == row.text) return row.flags;
  }
  throwInvalidArgValue("flags", v);
}

uint32_t modeArgument(Value v, uint32_t absent, const char* name) {
  if (v.isNullish()) return absent;
  if (!isString(v)) return validateUint32(v, name);
  std::string text = toUtf8(asString(v));
  bool octal = !text.empty();
  for (char c : text) octal &= c >= '0' && c <= '7';
  if (!octal) throwInvalidArgValue(name, v, "must be a 32-bit unsigned integer or an octal string");
  return static_cast<uint32_t>(std::strtoul(text.c_str(), nullptr, 8));
}

double timeArgument(Value v) {
  if (isString(v)) {
    double d = stringToNumber(asString(v));
    if (d == d) return d;
  }
  if (v.isNumber() && std::isfinite(v.asNumber())) return v.asNumber() < 0 ? date::now() / 1000 : v.asNumber();
  if (isKind(v, CellKind::Date)) return dateTime(asObject(v)) / 1000;
  throwInvalidArgType("time", "an instance of Date or an Time in seconds", v);
}

int64_t positionArgument(Value v) {
  if (v.isNullish()) return -1;
  if (isBigInt(v)) return static_cast<int64_t>(bigintToDouble(v));
  if (!v.isNumber()) throwInvalidArgType("position", "of type bigint or integer", v);
  double d = validateInteger(v, "position", -1, 9007199254740991.0);
  return static_cast<int64_t>(d);
}

bool contentsOf(Value v, std::string& out, Value encoding) {
  if (isString(v)) {
    out = encodeString(asString(v), parseEncoding(encoding).value_or(Encoding::Utf8));
    return true;
  }
  Bytes bytes{};
  if (isAnyArrayBuffer(v) || !bytesOfView(v, &bytes)) return false;
  out.assign(reinterpret_cast<char*>(bytes.data), bytes.length);
  return true;
}

}  // namespace kiln::rt
