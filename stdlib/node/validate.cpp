#include "stdlib/node/validate.h"

#include "stdlib/node/inspect.h"

namespace kiln::rt {

std::string receivedText(Value v) {
  if (v.isNullish()) return describe(v);
  if (isCallable(v)) {
    Value name = get(asObject(v), atomKey("name"));
    return "function " + (isString(name) ? toUtf8(asString(name)) : "");
  }
  if (isObject(v)) {
    Value constructor = get(asObject(v), atoms.constructor);
    if (!constructor.isNullish()) {
      Value name = getV(constructor, atomKey("name"));
      if (toBoolean(name)) return "an instance of " + toUtf8(name);
    }
    return inspect(v, -1);
  }
  String* shown = newUtf8(inspect(v));
  std::string text = shown->length > 28 ? toUtf8(substring(shown, 0, 25)) + "..." : toUtf8(shown);
  return "type " + toUtf8(kiln_typeof_value(v)) + " (" + text + ")";
}

static std::string withSeparators(std::string text) {
  size_t first = text[0] == '-' ? 1 : 0;
  for (size_t at = text.size(); at > first + 3;) text.insert(at -= 3, 1, '_');
  return text;
}

std::string numberWithSeparators(double d) {
  std::string text = toUtf8(numberToString(d));
  if (!std::isfinite(d) || std::floor(d) != d || std::abs(d) <= 4294967296.0 || text.find('e') != std::string::npos) return text;
  return withSeparators(text);
}

static std::string bigintWithSeparators(Value v) {
  std::string digits = toUtf8(bigintToString(v, 10));
  bool large = bigintCompareNumber(v, 4294967296.0) > 0 || bigintCompareNumber(v, -4294967296.0) < 0;
  return (large ? withSeparators(digits) : digits) + "n";
}

void throwInvalidArgType(const std::string& name, const std::string& expected, Value actual) {
  // "first argument" stands without quotes.
  const char* what = name.find('.') == std::string::npos ? " argument" : " property";
  std::string subject = name.ends_with(" argument") ? name : "\"" + name + "\"" + what;
  throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
                "The " + subject + " must be " + expected + ". Received " + receivedText(actual));
}

void throwInvalidArgValue(const std::string& name, Value actual, const std::string& reason, ErrorType type) {
  const char* what = name.find('.') == std::string::npos ? "argument" : "property";
  String* shown = newUtf8(inspect(actual));
  std::string text = shown->length > 128 ? toUtf8(substring(shown, 0, 128)) + "..." : toUtf8(shown);
  throwWithCode(type, "ERR_INVALID_ARG_VALUE",
                std::string("The ") + what + " '" + name + "' " + reason + ". Received " + text);
}

void throwOutOfRange(const std::string& name, const std::string& range, Value actual) {
  std::string text = actual.isNumber()  ? numberWithSeparators(toNumber(actual))
                     : isBigInt(actual) ? bigintWithSeparators(actual)
                                        : inspect(actual);
  throwWithCode(ErrorType::RangeError, "ERR_OUT_OF_RANGE",
                "The value of \"" + name + "\" is out of range. It must be " + range + ". Received " + text);
}

String* validateString(Value v, const char* name) {
  if (!isString(v)) throwInvalidArgType(name, "of type string", v);
  return asString(v);
}

void validateFunction(Value v, const char* name) {
  if (!isCallable(v)) throwInvalidArgType(name, "of type function", v);
}

void validateBoolean(Value v, const char* name) {
  if (!v.isBoolean()) throwInvalidArgType(name, "of type boolean", v);
}

void validateObject(Value v, const char* name) {
  if (!isObject(v) || isArray(v) || isCallable(v)) throwInvalidArgType(name, "of type object", v);
}

double validateNumber(Value v, const char* name) {
  if (!v.isNumber()) throwInvalidArgType(name, "of type number", v);
  return toNumber(v);
}

double validateInteger(Value v, const char* name, double min, double max) {
  double d = validateNumber(v, name);
  if (std::floor(d) != d || std::isinf(d)) throwOutOfRange(name, "an integer", v);
  if (d < min || d > max) {
    throwOutOfRange(name, ">= " + toUtf8(numberToString(min)) + " && <= " + toUtf8(numberToString(max)), v);
  }
  return d;
}

int32_t validateInt32(Value v, const char* name, int32_t min, int32_t max) {
  return static_cast<int32_t>(validateInteger(v, name, min, max));
}

uint32_t validateUint32(Value v, const char* name) {
  return static_cast<uint32_t>(validateInteger(v, name, 0, 4294967295.0));
}

}  // namespace kiln::rt
