// Keys from passwords: pbkdf2, scrypt, hkdf.
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

const uint8_t* octets(const std::string& s) {
  return reinterpret_cast<const uint8_t*>(s.data());
}

// What a derivation works on; both forms of every function share it.
struct Derivation {
  std::string password, salt, info, key;
  const EVP_MD* digest = nullptr;
  bool works = true;
};
using DerivationPointer = std::shared_ptr<Derivation>;
DerivationPointer newDerivation(std::string password, std::string salt, std::string info, const EVP_MD* digest,
                                int32_t length) {
  return std::make_shared<Derivation>(Derivation{std::move(password), std::move(salt), std::move(info),
                                                 std::string(static_cast<size_t>(length), '\0'), digest});
}

// pbkdf2(password, salt, iterations, keylen, digest[, callback])
Value pbkdf2With(Args& args, Value digest_argument, Value callback) {
  std::string name = toUtf8(validateString(digest_argument, "digest"));
  std::string password = bytesOfArgument(args[0], "password", kStringOrBuffer);
  std::string salt = bytesOfArgument(args[1], "salt", kStringOrBuffer);
  int32_t iterations = validateInt32(args[2], "iterations", 1);
  int32_t length = validateInt32(args[3], "keylen", 0);
  if (!callback.isEmpty()) validateFunction(callback, "callback");
  const EVP_MD* digest = digestByName(name);
  DerivationPointer d = newDerivation(std::move(password), std::move(salt), "", digest, length);
  return runCryptoJob(
      callback, "PBKDF2REQUEST",
      [d, iterations] {
        auto size = static_cast<int>(d->key.size());
        d->works = size == 0 || PKCS5_PBKDF2_HMAC(d->password.data(), static_cast<int>(d->password.size()),
                                                  octets(d->salt), static_cast<int>(d->salt.size()), iterations,
                                                  d->digest, size, reinterpret_cast<uint8_t*>(d->key.data())) == 1;
      },
      [d] {
        if (!d->works) throwWithCode(ErrorType::Error, "ERR_CRYPTO_PBKDF2_ERROR", "PBKDF2 error");
        return newBytes(d->key);
      });
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
  DerivationPointer d = newDerivation(std::move(password), std::move(salt), "", nullptr, length);
  auto derive = [d, cost](uint8_t* out, size_t size) {
    return EVP_PBE_scrypt(d->password.data(), d->password.size(), octets(d->salt), d->salt.size(),
                          static_cast<uint64_t>(cost.n), static_cast<uint64_t>(cost.r), static_cast<uint64_t>(cost.p),
                          static_cast<uint64_t>(cost.maxmem), out, size) == 1;
  };
  // Without room for a result OpenSSL only checks the parameters.
  if (!derive(nullptr, 0)) {
    std::string reason = openSslReason();
    ERR_clear_error();
    throwWithCode(ErrorType::RangeError, "ERR_CRYPTO_INVALID_SCRYPT_PARAMS",
                  "Invalid scrypt params" + (reason.empty() ? "" : ": " + reason));
  }
  return runCryptoJob(
      callback, "SCRYPTREQUEST",
      [d, derive] {
        d->works = d->key.empty() || derive(reinterpret_cast<uint8_t*>(d->key.data()), d->key.size());
      },
      [d] {
        if (!d->works) throwOpenSsl("Scrypt failed");
        return newBytes(d->key);
      });
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
  const EVP_MD* digest = digestByName(name);
  // RFC 5869 §2.3: at most 255 blocks.
  if (length > 255 * EVP_MD_get_size(digest))
    throwWithCode(ErrorType::RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
  DerivationPointer d = newDerivation(std::move(key), std::move(salt), std::move(info), digest, length);
  return runCryptoJob(
      callback, "DERIVEBITSREQUEST",
      [d] {
        if (d->key.empty()) return;
        KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
        size_t size = d->key.size();
        d->works = context != nullptr && EVP_PKEY_derive_init(context.get()) == 1 &&
                   EVP_PKEY_CTX_set_hkdf_md(context.get(), d->digest) == 1 &&
                   EVP_PKEY_CTX_set1_hkdf_salt(context.get(), octets(d->salt), static_cast<int>(d->salt.size())) == 1 &&
                   EVP_PKEY_CTX_set1_hkdf_key(context.get(), octets(d->password),
                                              static_cast<int>(d->password.size())) == 1 &&
                   EVP_PKEY_CTX_add1_hkdf_info(context.get(), octets(d->info), static_cast<int>(d->info.size())) == 1 &&
                   EVP_PKEY_derive(context.get(), reinterpret_cast<uint8_t*>(d->key.data()), &size) == 1;
      },
      [d] {
        if (!d->works) throwOpenSsl("HKDF failed");
        ArrayBuffer* result = newArrayBuffer(d->key.size());
        std::copy(d->key.begin(), d->key.end(), result->data);
        return box(result);
      });
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
