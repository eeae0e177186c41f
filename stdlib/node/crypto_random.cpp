// Random numbers of node:crypto and the web's `crypto` object, from the kernel.
#include <sys/random.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "stdlib/ecma/dom_exception.h"
#include "runtime/entry/modules.h"
#include "stdlib/node/crypto.h"

extern "C" const kiln::abi::ModuleInfo kiln_module_internal_crypto_webcrypto __attribute__((weak));

namespace kiln::rt {

void fillRandom(void* data, size_t length) {
  auto* at = static_cast<uint8_t*>(data);
  while (length > 0) {
    ssize_t got = getrandom(at, std::min<size_t>(length, 1 << 20), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throwError(ErrorType::Error, "no random numbers from the system");
    at += got;
    length -= static_cast<size_t>(got);
  }
}

// RFC 9562 §5.4, version 4. A block of random bytes serves many calls.
String* newRandomUuid() {
  static uint8_t pool[16 * 128];
  static size_t used = sizeof pool;
  if (used == sizeof pool) {
    fillRandom(pool, sizeof pool);
    used = 0;
  }
  uint8_t* bytes = pool + used;
  used += 16;
  bytes[6] = static_cast<uint8_t>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<uint8_t>((bytes[8] & 0x3f) | 0x80);
  char text[37];
  char* out = text;
  for (int i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *out++ = '-';
    *out++ = "0123456789abcdef"[bytes[i] >> 4];
    *out++ = "0123456789abcdef"[bytes[i] & 15];
    bytes[i] = 0;
  }
  return newLatin1(std::string_view(text, 36));
}

Value fillRandomValues(Value array) {
  bool integers = isTypedArray(array);
  if (integers) {
    ElementsKind kind = elementType(asObject(array));
    integers = !isFloatElement(kind);
  }
  if (!integers)
    throwDomException(newLatin1("The data argument must be an integer-type TypedArray"), "TypeMismatchError");
  ByteSpan span;
  byteSpanOf(array, false, &span);
  if (span.length > 65536)
    throwDomException(newLatin1("The requested length exceeds 65,536 bytes"), "QuotaExceededError");
  fillRandom(span.data, span.length);
  return array;
}

namespace {

Value randomUuid(Args& args) {
  if (!args[0].isUndefined()) {
    validateObject(args[0], "options");
    Value cache = get(asObject(args[0]), atomKey("disableEntropyCache"));
    if (!cache.isUndefined()) validateBoolean(cache, "options.disableEntropyCache");
  }
  return box(newRandomUuid());
}

// --- the web's crypto object

Object* crypto_object;
Object* crypto_prototype;

void requireCrypto(Args& args) {
  if (!isObject(args.this_value) || asObject(args.this_value) != crypto_object)
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_THIS", "Value of \"this\" must be of type Crypto");
}
Value getRandomValues(Args& args) {
  requireCrypto(args);
  if (args.count == 0) {
    throwWithCode(
        ErrorType::TypeError, "ERR_MISSING_ARGS",
        "Failed to execute 'getRandomValues' on 'Crypto': 1 argument required, but only 0 present.");
  }
  return fillRandomValues(args[0]);
}
Value webRandomUuid(Args& args) {
  requireCrypto(args);
  return randomUuid(args);
}
Value illegalConstructor(Args&) {
  throwWithCode(ErrorType::TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor");
}

const NativeMethod kWebMethods[] = {
    {"getRandomValues", KILN_NATIVE(getRandomValues), 1},
    {"randomUUID", KILN_NATIVE(webRandomUuid), 0},
};

Value cryptoGetter(Args&) {
  return box(webCrypto());
}
Value constructorGetter(Args&) {
  return get(webCrypto(), atoms.constructor);
}

// --- node:crypto

constexpr double kMaxLength = 2147483647;

Value randomBytes(Args& args) {
  double size = validateNumber(args[0], "size");
  if (!(size >= 0 && size <= kMaxLength)) throwOutOfRange("size", ">= 0 && <= 2147483647", args[0]);
  if (!args[1].isUndefined()) validateFunction(args[1], "callback");
  std::string bytes(static_cast<size_t>(size), '\0');
  fillRandom(bytes.data(), bytes.size());
  Value buffer = box(newBufferOf(bytes.data(), bytes.size()));
  if (args[1].isUndefined()) return buffer;
  completeLater(args[1], Value::null(), buffer);
  return Value::undefined();
}

ByteSpan fillTarget(Value buffer, Value offset_argument, Value size_argument) {
  ByteSpan span;
  if (!byteSpanOf(buffer, true, &span))
    throwInvalidArgType("buf", "an instance of ArrayBuffer or ArrayBufferView", buffer);
  // Offset and size of a typed array count elements.
  double unit = isTypedArray(buffer) ? static_cast<double>(elementSize(elementType(asObject(buffer)))) : 1;
  auto length = static_cast<double>(span.length);
  double offset = 0, size = length;
  if (!offset_argument.isUndefined()) {
    offset = validateNumber(offset_argument, "offset") * unit;
    double most = std::min(length, kMaxLength);
    if (!(offset >= 0 && offset <= most))
      throwOutOfRange("offset", ">= 0 && <= " + toUtf8(numberToString(most)), Value::number(offset));
  }
  size = length - offset;
  if (!size_argument.isUndefined()) {
    size = validateNumber(size_argument, "size") * unit;
    if (!(size >= 0 && size <= kMaxLength))
      throwOutOfRange("size", ">= 0 && <= 2147483647", Value::number(size));
    if (size + offset > length)
      throwOutOfRange("size + offset", "<= " + toUtf8(numberToString(length)), Value::number(size + offset));
  }
  return {span.data + static_cast<size_t>(offset), static_cast<size_t>(size)};
}

Value randomFillSync(Args& args) {
  ByteSpan target = fillTarget(args[0], args[1], args[2]);
  fillRandom(target.data, target.length);
  return args[0];
}
Value randomFill(Args& args) {
  ByteSpan ignored;
  if (!byteSpanOf(args[0], true, &ignored))
    throwInvalidArgType("buf", "an instance of ArrayBuffer or ArrayBufferView", args[0]);
  Value offset = args[1], size = args[2], callback = args[3];
  if (isCallable(offset)) {
    callback = offset;
    offset = size = Value::undefined();
  } else if (isCallable(size)) {
    callback = size;
    size = Value::undefined();
  } else {
    validateFunction(callback, "callback");
  }
  ByteSpan target = fillTarget(args[0], offset, size);
  fillRandom(target.data, target.length);
  completeLater(callback, Value::null(), args[0]);
  return Value::undefined();
}

double safeInteger(Value v, const char* name) {
  double d = v.isNumber() ? toNumber(v) : std::nan("");
  if (!(std::floor(d) == d && std::abs(d) <= 9007199254740991.0))
    throwInvalidArgType(name, "a safe integer", v);
  return d;
}

Value randomInt(Args& args) {
  Value low = args[0], high = args[1], callback = args[2];
  if (high.isUndefined() || isCallable(high)) {
    callback = high;
    high = low;
    low = Value::int32(0);
  }
  if (!callback.isUndefined()) validateFunction(callback, "callback");
  double min = safeInteger(low, "min"), max = safeInteger(high, "max");
  if (max <= min) {
    throwOutOfRange("max", "greater than the value of \"min\" (" + toUtf8(numberToString(min)) + ")", high);
  }
  constexpr double kRange = 281474976710655;
  double range = max - min;
  if (!(range <= kRange)) throwOutOfRange("max - min", "<= 281474976710655", Value::number(range));
  // 48 random bits; those beyond the last whole multiple of the range are thrown away, or small results were
  // likelier.
  auto wanted = static_cast<uint64_t>(range), limit = (uint64_t{1} << 48) - (uint64_t{1} << 48) % wanted,
       drawn = uint64_t{0};
  do {
    drawn = 0;
    fillRandom(&drawn, 6);
  } while (drawn >= limit);
  Value result = Value::number(min + static_cast<double>(drawn % wanted));
  if (callback.isUndefined()) return result;
  completeLater(callback, Value::undefined(), result);
  return Value::undefined();
}

Value moduleRandomValues(Args& args) {
  return fillRandomValues(args[0]);
}

const NativeMethod kMethods[] = {
    {"randomBytes", KILN_NATIVE(randomBytes), 2},
    {"randomFill", KILN_NATIVE(randomFill), 4},
    {"randomFillSync", KILN_NATIVE(randomFillSync), 1},
    {"randomInt", KILN_NATIVE(randomInt), 3},
    {"randomUUID", KILN_NATIVE(randomUuid), 1},
    {"getRandomValues", KILN_NATIVE(moduleRandomValues), 1},
};

}  // namespace

// In programs that have the name: the module is linked into those.
static Value subtleGetter(Args&) {
  if (&kiln_module_internal_crypto_webcrypto == nullptr) return Value::undefined();
  return get(asObject(requireModule(&kiln_module_internal_crypto_webcrypto, nullptr)), atomKey("subtle"));
}

Object* webCrypto() {
  if (crypto_object != nullptr) return crypto_object;
  crypto_prototype = newObjectWithPrototype(realm().object_prototype);
  defineConstructor("Crypto", KILN_NATIVE(illegalConstructor), 0, crypto_prototype, false);
  defineGetter(crypto_prototype, "subtle", KILN_NATIVE(subtleGetter));
  defineMethods(crypto_prototype, kWebMethods);
  defineTag(crypto_prototype, "Crypto");
  return crypto_object = newObjectWithPrototype(crypto_prototype);
}

void defineRandom(Object* exports) {
  for (const NativeMethod& method : kMethods) {
    defineValue(exports, method.name, box(newNative(internAscii(method.name), method.entry, method.length)),
                kDefault);
  }
}

void initWebCrypto() {
  defineGetter(realm().global, "crypto", KILN_NATIVE(cryptoGetter));
  defineGetter(realm().global, "Crypto", KILN_NATIVE(constructorGetter));
}

}  // namespace kiln::rt
