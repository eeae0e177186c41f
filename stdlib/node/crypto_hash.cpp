// createHash, createHmac and what goes with them.
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>
#include <set>
#include <vector>

#include "stdlib/node/crypto.h"

namespace kiln::rt {
namespace {

Shape* hash_shape;
Shape* hmac_shape;

struct HashObject : Object {
  EVP_MD_CTX* context;  // null when done
  size_t length;        // of the digest
  String* algorithm;
};
struct HmacObject : Object {
  EVP_MAC_CTX* context;
};

// OpenSSL's contexts live outside the collected heap: those of objects that died before digest() are freed
// after marking.
std::vector<HashObject*> open_hashes;
std::vector<HmacObject*> open_hmacs;

void freeDead() {
  std::erase_if(open_hashes, [](HashObject* h) {
    if (isMarked(h)) return false;
    EVP_MD_CTX_free(h->context);
    return true;
  });
  std::erase_if(open_hmacs, [](HmacObject* h) {
    if (isMarked(h)) return false;
    EVP_MAC_CTX_free(h->context);
    return true;
  });
}

[[noreturn]] void throwFinalized() {
  throwWithCode(ErrorType::Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
}

const ClassInfo hash_class = {.name = "Hash"};
const ClassInfo hmac_class = {.name = "Hmac"};

template <typename T>
T* receiver(Args& args, const ClassInfo& type) {
  if (!isObject(args.this_value) || asObject(args.this_value)->shape->class_info != &type)
    throwTypeError("Illegal invocation");
  return static_cast<T*>(asObject(args.this_value));
}

std::string dataOf(Args& args, const char* name = "data") {
  if (isString(args[0])) return decodeString(asString(args[0]), args[1]);
  return bytesOfArgument(args[0], name, kStringOrView);
}

HashObject* newHash(EVP_MD_CTX* context, size_t length, String* algorithm, Shape* shape = nullptr) {
  auto* h =
      static_cast<HashObject*>(newNativeObject(sizeof(HashObject), shape != nullptr ? shape : hash_shape));
  h->context = context;
  h->length = length;
  h->algorithm = algorithm;
  open_hashes.push_back(h);
  return h;
}

// options.outputLength, or the digest's own.
size_t outputLength(Value options, const EVP_MD* digest, bool* given) {
  Value length = isObject(options) ? get(asObject(options), atomKey("outputLength")) : Value::undefined();
  *given = !length.isUndefined();
  return *given ? validateUint32(length, "options.outputLength")
                : static_cast<size_t>(EVP_MD_get_size(digest));
}

Value hashConstructor(Args& args) {
  String* algorithm = validateString(args[0], "algorithm");
  const EVP_MD* digest = digestNamed(toUtf8(algorithm).c_str());
  bool given = false;
  size_t length = digest == nullptr ? 0 : outputLength(args[1], digest, &given);
  if (digest == nullptr) throwOpenSsl("Digest method not supported");
  bool extensible = (EVP_MD_get_flags(digest) & EVP_MD_FLAG_XOF) != 0;
  if (given && !extensible && length != static_cast<size_t>(EVP_MD_get_size(digest))) {
    ERR_raise(ERR_LIB_EVP, EVP_R_NOT_XOF_OR_INVALID_LENGTH);
    throwOpenSsl("Digest method not supported");
  }
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  if (EVP_DigestInit_ex(context, digest, nullptr) != 1) {
    EVP_MD_CTX_free(context);
    throwOpenSsl("Digest method not supported");
  }
  Shape* shape = args.isConstruct() ? shapeFromConstructor(args.new_target, hash_shape->prototype, hash_shape)
                                    : hash_shape;
  return box(newHash(context, length, algorithm, shape));
}

Value hashUpdate(Args& args) {
  auto* h = receiver<HashObject>(args, hash_class);
  if (h->context == nullptr) throwFinalized();
  std::string data = dataOf(args);
  if (EVP_DigestUpdate(h->context, data.data(), data.size()) != 1)
    throwWithCode(ErrorType::Error, "ERR_CRYPTO_HASH_UPDATE_FAILED", "Hash update failed");
  return args.this_value;
}

std::string finish(EVP_MD_CTX* context, size_t length) {
  std::string bytes(std::max<size_t>(length, EVP_MAX_MD_SIZE), '\0');
  auto* out = reinterpret_cast<uint8_t*>(bytes.data());
  bool extensible = (EVP_MD_get_flags(EVP_MD_CTX_get0_md(context)) & EVP_MD_FLAG_XOF) != 0;
  if (length != 0 && (extensible ? EVP_DigestFinalXOF(context, out, length)
                                 : EVP_DigestFinal_ex(context, out, nullptr)) != 1)
    throwOpenSsl("Unable to finish the digest");
  bytes.resize(length);
  return bytes;
}

Value hashDigest(Args& args) {
  auto* h = receiver<HashObject>(args, hash_class);
  if (h->context == nullptr) throwFinalized();
  std::string bytes = finish(h->context, h->length);
  EVP_MD_CTX_free(h->context);
  h->context = nullptr;
  std::erase(open_hashes, h);
  return encodeBytes(bytes, args[0]);
}

Value hashCopy(Args& args) {
  auto* h = receiver<HashObject>(args, hash_class);
  if (h->context == nullptr) throwFinalized();
  const EVP_MD* digest = EVP_MD_CTX_get0_md(h->context);
  bool given = false;
  size_t length = outputLength(args[0], digest, &given);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  if (EVP_MD_CTX_copy_ex(context, h->context) != 1) {
    EVP_MD_CTX_free(context);
    throwOpenSsl("Digest copy error");
  }
  return box(newHash(context, given ? length : h->length, h->algorithm));
}

Value createHash(Args& args) {
  Args plain{args.callee, args.this_value, Value::undefined(), args.count, args.values};
  return hashConstructor(plain);
}

Value hmacConstructor(Args& args) {
  std::string name = toUtf8(validateString(args[0], "hmac"));
  constexpr const char* kKeyTypes =
      "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey";
  std::string key =
      isString(args[1])
          ? decodeString(asString(args[1]),
                         isObject(args[2]) ? get(asObject(args[2]), atomKey("encoding")) : Value::undefined())
          : bytesOfArgument(args[1], "key", kKeyTypes);
  const EVP_MD* digest = EVP_get_digestbyname(name.c_str());
  if (digest == nullptr)
    throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name);
  static EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  EVP_MAC_CTX* context = EVP_MAC_CTX_new(algorithm);
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, const_cast<char*>(EVP_MD_get0_name(digest)), 0),
      OSSL_PARAM_construct_end()};
  if (EVP_MAC_init(context, reinterpret_cast<const uint8_t*>(key.data()), key.size(), parameters) != 1) {
    EVP_MAC_CTX_free(context);
    throwOpenSsl("Unable to start the HMAC");
  }
  Shape* shape = args.isConstruct() ? shapeFromConstructor(args.new_target, hmac_shape->prototype, hmac_shape)
                                    : hmac_shape;
  auto* h = static_cast<HmacObject*>(newNativeObject(sizeof(HmacObject), shape));
  h->context = context;
  open_hmacs.push_back(h);
  return box(h);
}

Value hmacUpdate(Args& args) {
  auto* h = receiver<HmacObject>(args, hmac_class);
  if (h->context == nullptr) throwFinalized();
  std::string data = dataOf(args);
  if (EVP_MAC_update(h->context, reinterpret_cast<const uint8_t*>(data.data()), data.size()) != 1)
    throwWithCode(ErrorType::Error, "ERR_CRYPTO_HASH_UPDATE_FAILED", "Hash update failed");
  return args.this_value;
}

// A second digest() is empty, not an error.
Value hmacDigest(Args& args) {
  auto* h = receiver<HmacObject>(args, hmac_class);
  std::string bytes;
  if (h->context != nullptr) {
    size_t length = 0;
    bytes.resize(EVP_MAX_MD_SIZE);
    EVP_MAC_final(h->context, reinterpret_cast<uint8_t*>(bytes.data()), &length, bytes.size());
    bytes.resize(length);
    EVP_MAC_CTX_free(h->context);
    h->context = nullptr;
    std::erase(open_hmacs, h);
  }
  return encodeBytes(bytes, args[0]);
}

Value createHmac(Args& args) {
  Args plain{args.callee, args.this_value, Value::undefined(), args.count, args.values};
  return hmacConstructor(plain);
}

// crypto.hash(algorithm, data, outputEncoding = "hex")
Value hashAtOnce(Args& args) {
  std::string name = toUtf8(validateString(args[0], "algorithm"));
  if (!isString(args[1])) bytesOfArgument(args[1], "input", kStringOrView);
  Value encoding = args[2].isUndefined() ? box(internAscii("hex")) : args[2];
  std::string wanted = toUtf8(validateString(encoding, "outputEncoding"));
  Value known = encodeBytes("", encoding);
  if (isObject(known) && wanted != "buffer") throwInvalidArgValue("outputEncoding", encoding);
  const EVP_MD* digest = digestNamed(name.c_str());
  if (digest == nullptr) throwError(ErrorType::Error, "Digest method %s is not supported", name);
  std::string data = isString(args[1]) ? decodeString(asString(args[1]), Value::undefined())
                                       : bytesOfArgument(args[1], "input", kStringOrView);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  bool works = EVP_DigestInit_ex(context, digest, nullptr) == 1 &&
               EVP_DigestUpdate(context, data.data(), data.size()) == 1;
  std::string bytes = works ? finish(context, static_cast<size_t>(EVP_MD_get_size(digest))) : "";
  EVP_MD_CTX_free(context);
  if (!works) throwOpenSsl("Digest method not supported");
  return encodeBytes(bytes, encoding);
}

Value getHashes(Args&) {
  std::set<std::string> names;
  EVP_MD_do_all_sorted(
      [](const EVP_MD* digest, const char* from, const char*, void* out) {
        if (from == nullptr) return;
        // Names whose algorithm no provider has (MD4, …) are of no use.
        if (digest == nullptr) digest = EVP_get_digestbyname(from);  // an alias
        if (digest == nullptr) return;
        EVP_MD* fetched = EVP_MD_fetch(nullptr, EVP_MD_get0_name(digest), nullptr);
        if (fetched == nullptr) return;
        EVP_MD_free(fetched);
        static_cast<std::set<std::string>*>(out)->insert(from);
      },
      &names);
  ERR_clear_error();
  Object* list = newArray(0);
  for (const std::string& name : names) arrayPush(list, box(newUtf8(name)));
  return box(list);
}

Value timingSafeEqual(Args& args) {
  ByteSpan a, b;
  auto require = [&](Value v, const char* name, ByteSpan* span) {
    if (!byteSpanOf(v, true, span)) {
      throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
                    std::string("The \"") + name +
                        "\" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.");
    }
  };
  require(args[0], "buf1", &a);
  require(args[1], "buf2", &b);
  if (a.length != b.length)
    throwWithCode(ErrorType::RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
                  "Input buffers must have the same byte length");
  return Value::boolean(CRYPTO_memcmp(a.data, b.data, a.length) == 0);
}

const NativeMethod kHashMethods[] = {
    {"copy", KILN_NATIVE(hashCopy), 1},
    {"update", KILN_NATIVE(hashUpdate), 2},
    {"digest", KILN_NATIVE(hashDigest), 1},
};
const NativeMethod kHmacMethods[] = {
    {"update", KILN_NATIVE(hmacUpdate), 2},
    {"digest", KILN_NATIVE(hmacDigest), 1},
};
const NativeMethod kFunctions[] = {
    {"createHash", KILN_NATIVE(createHash), 2}, {"createHmac", KILN_NATIVE(createHmac), 3},
    {"getHashes", KILN_NATIVE(getHashes), 0},   {"timingSafeEqual", KILN_NATIVE(timingSafeEqual), 0},
    {"hash", KILN_NATIVE(hashAtOnce), 2},
};

}  // namespace

std::string openSslReason() {
  unsigned long error = ERR_peek_error();
  if (error == 0) return "";
  char text[256];
  ERR_error_string_n(error, text, sizeof text);
  return text;
}

// Node names those libraries that OpenSSL 1.1 had.
static std::string libraryInCode(unsigned long error) {
  switch (ERR_GET_LIB(error)) {
#define KILN_OSSL_LIBRARY(name) \
  case ERR_LIB_##name:          \
    return #name "_";
    KILN_OSSL_LIBRARY(SYS)
    KILN_OSSL_LIBRARY(BN)
    KILN_OSSL_LIBRARY(RSA)
    KILN_OSSL_LIBRARY(DH)
    KILN_OSSL_LIBRARY(EVP)
    KILN_OSSL_LIBRARY(BUF)
    KILN_OSSL_LIBRARY(OBJ)
    KILN_OSSL_LIBRARY(PEM)
    KILN_OSSL_LIBRARY(DSA)
    KILN_OSSL_LIBRARY(X509)
    KILN_OSSL_LIBRARY(ASN1)
    KILN_OSSL_LIBRARY(CRYPTO)
    KILN_OSSL_LIBRARY(EC)
    KILN_OSSL_LIBRARY(BIO)
    KILN_OSSL_LIBRARY(PKCS7)
    KILN_OSSL_LIBRARY(X509V3)
    KILN_OSSL_LIBRARY(PKCS12)
    KILN_OSSL_LIBRARY(RAND)
    KILN_OSSL_LIBRARY(UI)
    KILN_OSSL_LIBRARY(HMAC)
    KILN_OSSL_LIBRARY(KDF)
    KILN_OSSL_LIBRARY(SM2)
#undef KILN_OSSL_LIBRARY
  }
  return "";
}

// The first error is the cause; those that followed from it are listed, the last one first.
void throwOpenSsl(const char* fallback) {
  unsigned long error = ERR_peek_error();
  const char* reason = ERR_reason_error_string(error);
  if (error == 0 || reason == nullptr) {
    ERR_clear_error();
    throwError(ErrorType::Error, "%s", fallback);
  }
  std::string message = openSslReason();
  ERR_get_error();
  std::vector<std::string> others;
  for (; ERR_peek_error() != 0; ERR_get_error()) others.insert(others.begin(), openSslReason());
  Object* e = newError(ErrorType::Error, newUtf8(message));
  if (!others.empty()) {
    Object* list = newArray(0);
    for (const std::string& text : others) arrayPush(list, box(newUtf8(text)));
    createDataProperty(e, atomKey("opensslErrorStack"), box(list));
  }
  std::string code = ERR_GET_LIB(error) == ERR_LIB_SSL ? "ERR_SSL_" : "ERR_OSSL_" + libraryInCode(error);
  for (const char* c = reason; *c != 0; ++c) {
    code += *c == ' ' ? '_' : *c >= 'a' && *c <= 'z' ? static_cast<char>(*c & ~32) : *c;
  }
  const char* library = ERR_lib_error_string(error);
  if (library != nullptr) createDataProperty(e, atomKey("library"), box(newUtf8(library)));
  createDataProperty(e, atomKey("reason"), box(newUtf8(reason)));
  createDataProperty(e, atomKey("code"), box(newUtf8(code)));
  throwValue(box(e));
}

void defineHashes(Object* exports) {
  addWeakHook(freeDead);
  Object* hash = newObjectWithPrototype(realm().object_prototype);
  hash_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, hash, &hash_class);
  Function* hash_function = defineConstructor("Hash", KILN_NATIVE(hashConstructor), 2, hash, false);
  defineMethods(hash, kHashMethods);
  Object* hmac = newObjectWithPrototype(realm().object_prototype);
  hmac_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, hmac, &hmac_class);
  Function* hmac_function = defineConstructor("Hmac", KILN_NATIVE(hmacConstructor), 3, hmac, false);
  defineMethods(hmac, kHmacMethods);
  for (const NativeMethod& method : kFunctions) {
    defineValue(exports, method.name, box(newNative(internAscii(method.name), method.entry, method.length)),
                kDefault);
  }
  defineValue(exports, "Hash", box(hash_function), kDefault);
  defineValue(exports, "Hmac", box(hmac_function), kDefault);
}

}  // namespace kiln::rt
