// Keys from passwords: pbkdf2, scrypt, hkdf.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

#include "stdlib/node/crypto.h"

namespace kiln::rt {
namespace {

const EVP_MD* digestNamed(const std::string& name) {
  const EVP_MD* digest = EVP_get_digestbyname(name.c_str());
  if (digest == nullptr)
    throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + name);
  return digest;
}

// Both forms of every function: the synchronous one returns the key, the other one calls back with it.
Value deliver(const std::string& key, Value callback) {
  Value buffer = box(newBufferOf(key.data(), key.size()));
  if (callback.isEmpty()) return buffer;
  completeLater(callback, Value::null(), buffer);
  return Value::undefined();
}

// pbkdf2(password, salt, iterations, keylen, digest[, callback])
Value pbkdf2With(Args& args, Value digest_argument, Value callback) {
  std::string name = toUtf8(validateString(digest_argument, "digest"));
  std::string password = bytesOfArgument(args[0], "password", kStringOrBuffer);
  std::string salt = bytesOfArgument(args[1], "salt", kStringOrBuffer);
  int32_t iterations = validateInt32(args[2], "iterations", 1);
  int32_t length = validateInt32(args[3], "keylen", 0);
  if (!callback.isEmpty()) validateFunction(callback, "callback");
  const EVP_MD* digest = digestNamed(name);
  std::string key(static_cast<size_t>(length), '\0');
  if (length != 0 &&
      PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()),
                        reinterpret_cast<const uint8_t*>(salt.data()), static_cast<int>(salt.size()),
                        iterations, digest, length, reinterpret_cast<uint8_t*>(key.data())) != 1)
    throwWithCode(ErrorType::Error, "ERR_CRYPTO_PBKDF2_ERROR", "PBKDF2 error");
  return deliver(key, callback);
}
Value pbkdf2Sync(Args& args) {
  return pbkdf2With(args, args[4], Value::empty());
}
Value pbkdf2(Args& args) {
  // Without a digest the callback stands in its place.
  if (isCallable(args[4])) return pbkdf2With(args, Value::undefined(), args[4]);
  return pbkdf2With(args, args[4], args[5]);
}

struct ScryptCost {
  double n = 16384, r = 8, p = 1, maxmem = 32 * 1024 * 1024;
};

ScryptCost scryptCost(Value options) {
  ScryptCost cost;
  if (!isObject(options)) return cost;
  Object* o = asObject(options);
  auto read = [&](const char* name, double* out) {
    Value v = get(o, atomKey(name));
    if (v.isUndefined()) return false;
    *out = validateUint32(v, name);
    return true;
  };
  auto either = [&](const char* name, const char* alias, double* out) {
    bool first = read(name, out);
    if (get(o, atomKey(alias)).isUndefined()) return;
    if (first)
      throwWithCode(ErrorType::Error, "ERR_CRYPTO_SCRYPT_INVALID_PARAMETER", "Invalid scrypt parameter");
    read(alias, out);
  };
  either("N", "cost", &cost.n);
  either("r", "blockSize", &cost.r);
  either("p", "parallelization", &cost.p);
  Value maxmem = get(o, atomKey("maxmem"));
  if (!maxmem.isUndefined()) cost.maxmem = validateInteger(maxmem, "maxmem", 0);
  // Zero is as good as absent.
  ScryptCost standard;
  if (cost.n == 0) cost.n = standard.n;
  if (cost.r == 0) cost.r = standard.r;
  if (cost.p == 0) cost.p = standard.p;
  if (cost.maxmem == 0) cost.maxmem = standard.maxmem;
  return cost;
}

// scrypt(password, salt, keylen[, options][, callback])
Value scryptWith(Args& args, Value options, Value callback) {
  std::string password = bytesOfArgument(args[0], "password", kStringOrBuffer);
  std::string salt = bytesOfArgument(args[1], "salt", kStringOrBuffer);
  int32_t length = validateInt32(args[2], "keylen", 0);
  ScryptCost cost = scryptCost(options);
  if (!callback.isEmpty()) validateFunction(callback, "callback");
  auto derive = [&](uint8_t* out, size_t size) {
    return EVP_PBE_scrypt(password.data(), password.size(), reinterpret_cast<const uint8_t*>(salt.data()),
                          salt.size(), static_cast<uint64_t>(cost.n), static_cast<uint64_t>(cost.r),
                          static_cast<uint64_t>(cost.p), static_cast<uint64_t>(cost.maxmem), out, size) == 1;
  };
  // Without room for a result OpenSSL only checks the parameters.
  if (!derive(nullptr, 0)) {
    std::string reason = openSslReason();
    ERR_clear_error();
    throwWithCode(ErrorType::RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS",
                  "Invalid scrypt params" + (reason.empty() ? "" : ": " + reason));
  }
  std::string key(static_cast<size_t>(length), '\0');
  if (length != 0 && !derive(reinterpret_cast<uint8_t*>(key.data()), key.size()))
    throwOpenSsl("Scrypt failed");
  return deliver(key, callback);
}
Value scryptSync(Args& args) {
  return scryptWith(args, args[3], Value::empty());
}
Value scrypt(Args& args) {
  if (isCallable(args[3])) return scryptWith(args, Value::undefined(), args[3]);
  return scryptWith(args, args[3], args[4]);
}

// hkdf(digest, ikm, salt, info, keylen[, callback]): an ArrayBuffer
Value hkdfWith(Args& args, Value callback) {
  std::string name = toUtf8(validateString(args[0], "digest"));
  std::string key = bytesOfArgument(
      args[1], "ikm",
      "of type string or an instance of SecretKeyObject, ArrayBuffer, TypedArray, DataView, or Buffer");
  std::string salt = bytesOfArgument(args[2], "salt", kStringOrBuffer);
  std::string info = bytesOfArgument(args[3], "info", kStringOrBuffer);
  int32_t length = validateInt32(args[4], "length", 0);
  if (info.size() > 1024)
    throwOutOfRange("info", "must not contain more than 1024 bytes",
                    Value::number(static_cast<double>(info.size())));
  if (!callback.isEmpty()) validateFunction(callback, "callback");
  const EVP_MD* digest = digestNamed(name);
  // RFC 5869 §2.3: at most 255 blocks.
  if (length > 255 * EVP_MD_get_size(digest))
    throwWithCode(ErrorType::RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
  ArrayBuffer* result = newArrayBuffer(static_cast<size_t>(length));
  if (length != 0) {
    EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr);
    auto bytes = [](const std::string& s) { return reinterpret_cast<const uint8_t*>(s.data()); };
    size_t size = static_cast<size_t>(length);
    bool works = context != nullptr && EVP_PKEY_derive_init(context) == 1 &&
                 EVP_PKEY_CTX_set_hkdf_md(context, digest) == 1 &&
                 EVP_PKEY_CTX_set1_hkdf_salt(context, bytes(salt), static_cast<int>(salt.size())) == 1 &&
                 EVP_PKEY_CTX_set1_hkdf_key(context, bytes(key), static_cast<int>(key.size())) == 1 &&
                 EVP_PKEY_CTX_add1_hkdf_info(context, bytes(info), static_cast<int>(info.size())) == 1 &&
                 EVP_PKEY_derive(context, result->data, &size) == 1;
    EVP_PKEY_CTX_free(context);
    if (!works) throwOpenSsl("HKDF failed");
  }
  if (callback.isEmpty()) return box(result);
  completeLater(callback, Value::null(), box(result));
  return Value::undefined();
}
Value hkdfSync(Args& args) {
  return hkdfWith(args, Value::empty());
}
Value hkdf(Args& args) {
  return hkdfWith(args, args[5]);
}

const NativeMethod kMethods[] = {
    {"hkdf", KILN_NATIVE(hkdf), 6},     {"hkdfSync", KILN_NATIVE(hkdfSync), 5},
    {"pbkdf2", KILN_NATIVE(pbkdf2), 6}, {"pbkdf2Sync", KILN_NATIVE(pbkdf2Sync), 5},
    {"scrypt", KILN_NATIVE(scrypt), 4}, {"scryptSync", KILN_NATIVE(scryptSync), 3},
};

}  // namespace

void defineKeyDerivation(Object* exports) {
  for (const NativeMethod& method : kMethods) {
    defineValue(exports, method.name, box(newNative(internAscii(method.name), method.entry, method.length)),
                kDefault);
  }
}

}  // namespace kiln::rt
