#include "stdlib/intl/options.h"

namespace kiln::rt::intl {
namespace {

// UTS #35, type: subtags of 3 to 8 letters and digits.
bool isUnicodeType(const std::string& text) {
  size_t length = 0;
  for (char c : text) {
    bool alphanumeric = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    if (c == '-' && length >= 3) {
      length = 0;
    } else if (!alphanumeric || ++length > 8) {
      return false;
    }
  }
  return length >= 3;
}

}  // namespace

std::optional<std::string> OptionsReader::string(const char* name,
                                                 std::initializer_list<const char*> allowed) const {
  Value v = get(object, atomKey(name));
  if (v.isUndefined()) return std::nullopt;
  std::string text = toUtf8(v);
  for (const char* one : allowed) {
    if (text == one) return text;
  }
  if (allowed.size() > 0)
    throwRangeError("Value %s out of range for %s options property %s", text.c_str(), service, name);
  return text;
}

std::string OptionsReader::unicodeType(const char* name) const {
  std::optional<std::string> given = string(name);
  if (!given) return "";
  std::string text = *given;
  if (!isUnicodeType(text)) throwRangeError("Invalid %s : %s", name, text.c_str());
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return text;
}

std::optional<bool> OptionsReader::boolean(const char* name) const {
  Value v = get(object, atomKey(name));
  if (v.isUndefined()) return std::nullopt;
  return toBoolean(v);
}

std::optional<int> OptionsReader::number(const char* name, int minimum, int maximum) const {
  return defaultNumberOption(get(object, atomKey(name)), minimum, maximum, name);
}

std::optional<int> defaultNumberOption(Value v, int minimum, int maximum, const char* name) {
  if (v.isUndefined()) return std::nullopt;
  double number = toNumber(v);
  if (!(number >= minimum && number <= maximum)) throwRangeError("%s value is out of range.", name);
  return static_cast<int>(std::floor(number));
}

OptionsReader coerceOptions(Value options, const char* service) {
  if (options.isUndefined()) return {newObjectWithPrototype(nullptr), service};
  if (options.isNull()) throwTypeError("%s called on null or undefined", service);
  return {toObject(options), service};
}

OptionsReader optionsObject(Value options, const char* service) {
  if (options.isUndefined()) return {newObjectWithPrototype(nullptr), service};
  if (!isObject(options)) throwTypeError("invalid_argument");
  return {asObject(options), service};
}

void readLocaleMatcher(const OptionsReader& options) {
  options.string("localeMatcher", {"lookup", "best fit"});
}

void putOption(Object* target, const char* name, const std::string& value) {
  putDirect(target, atomKey(name), box(newUtf8(value)), kDefault);
}
void putOption(Object* target, const char* name, bool value) {
  putDirect(target, atomKey(name), Value::boolean(value), kDefault);
}
void putOption(Object* target, const char* name, int value) {
  putDirect(target, atomKey(name), Value::int32(value), kDefault);
}

}  // namespace kiln::rt::intl
