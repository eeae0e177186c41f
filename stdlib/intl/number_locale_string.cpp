// ECMA-402 §19.2.1, §19.3.1: Number.prototype.toLocaleString and BigInt.prototype.toLocaleString.
#include "stdlib/intl/number_format.h"

namespace kiln::rt::intl {
namespace {

Value localeString(Value locales, Value options, const MathematicalValue& value, const char* method) {
  // Without options the formatter of the locale asked for last serves again.
  if (options.isUndefined() && (locales.isUndefined() || isString(locales))) {
    static std::unique_ptr<NumberFormatState> last;
    static std::string last_tag;  // "": the default locale
    std::string tag = locales.isUndefined() ? "" : toUtf8(locales);
    if (last == nullptr || tag != last_tag || (tag.empty() && !locales.isUndefined())) {
      last = makeNumberFormat(locales, options, method);
      last_tag = tag;
    }
    return box(formatNumeric(*last, value));
  }
  std::unique_ptr<NumberFormatState> state = makeNumberFormat(locales, options, method);
  return box(formatNumeric(*state, value));
}

// §19.3.1
Value numberToLocaleString(Args& args) {
  Value number = args.this_value;
  if (isKind(number, CellKind::NumberObject)) number = primitiveOf(asObject(number));
  const char* method = "Number.prototype.toLocaleString";
  if (!number.isNumber()) throwTypeError("%s requires that 'this' be a Number", method);
  return localeString(args[0], args[1], toMathematicalValue(number), method);
}

// §19.2.1
Value bigintToLocaleString(Args& args) {
  Value bigint = args.this_value;
  if (isKind(bigint, CellKind::BigIntObject)) bigint = primitiveOf(asObject(bigint));
  const char* method = "BigInt.prototype.toLocaleString";
  if (!isBigInt(bigint)) throwTypeError("%s requires that 'this' be a BigInt", method);
  return localeString(args[0], args[1], toMathematicalValue(bigint), method);
}

const NativeMethod kNumberMethods[] = {{"toLocaleString", KILN_NATIVE(numberToLocaleString), 0}};
const NativeMethod kBigintMethods[] = {{"toLocaleString", KILN_NATIVE(bigintToLocaleString), 0}};

}  // namespace

void defineNumberToLocaleString() {
  replaceMethods(realm().number_prototype, kNumberMethods);
  replaceMethods(realm().bigint_prototype, kBigintMethods);
}

}  // namespace kiln::rt::intl
