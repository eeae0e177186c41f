#include "stdlib/intl/options.h"

namespace kiln::rt::intl {

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
