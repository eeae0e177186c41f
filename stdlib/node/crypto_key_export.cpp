// Keys as PEM, DER and the numbers of a JWK.
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {


Value contentOf(BIO* bio, bool pem) {
  char* data = nullptr;
  long size = BIO_get_mem_data(bio, &data);
  std::string bytes(data, static_cast<size_t>(size));
  return pem ? box(newUtf8(bytes)) : newBytes(bytes);
}

// exportPublic(handle, format, type)
Value exportPublic(Args& args) {
  EVP_PKEY* key = keyHandleOf(args[0])->key;
  bool pem = toUtf8(args[1]) == "pem", works;
  BioPointer bio(BIO_new(BIO_s_mem()));
  if (toUtf8(args[2]) == "pkcs1") {
    uint8_t* der = nullptr;
    int size = i2d_PublicKey(key, &der);
    works = size > 0 && (pem ? PEM_write_bio(bio.get(), PEM_STRING_RSA_PUBLIC, "", der, size) > 0
                             : BIO_write(bio.get(), der, size) == size);
    OPENSSL_free(der);
  } else {
    works = pem ? PEM_write_bio_PUBKEY(bio.get(), key) == 1 : i2d_PUBKEY_bio(bio.get(), key) == 1;
  }
  if (!works) throwOpenSsl("Failed to encode public key");
  return contentOf(bio.get(), pem);
}

// exportPrivate(handle, format, type, cipher or undefined, passphrase or undefined)
Value exportPrivate(Args& args) {
  EVP_PKEY* key = keyHandleOf(args[0])->key;
  bool pem = toUtf8(args[1]) == "pem", works;
  const EVP_CIPHER* cipher = nullptr;
  std::string passphrase = args[4].isUndefined() ? "" : bytesOf(args[4]);
  if (!args[3].isNullish()) {
    cipher = EVP_get_cipherbyname(toUtf8(args[3]).c_str());
    if (cipher == nullptr) throwWithCode(ErrorType::Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
  }
  BioPointer bio(BIO_new(BIO_s_mem()));
  // A null pointer would make OpenSSL ask the terminal.
  char* text = passphrase.data();
  int size = static_cast<int>(passphrase.size());
  if (toUtf8(args[2]) == "pkcs8") {
    works = pem ? PEM_write_bio_PKCS8PrivateKey(bio.get(), key, cipher, text, size, nullptr, nullptr) == 1
                : i2d_PKCS8PrivateKey_bio(bio.get(), key, cipher, text, size, nullptr, nullptr) == 1;
  } else if (pem) {
    works = PEM_write_bio_PrivateKey_traditional(bio.get(), key, cipher, reinterpret_cast<uint8_t*>(text), size, nullptr,
                                                 nullptr) == 1;
  } else {
    uint8_t* der = nullptr;
    int length = i2d_PrivateKey(key, &der);
    works = length > 0 && BIO_write(bio.get(), der, length) == length;
    OPENSSL_free(der);
  }
  if (!works) throwOpenSsl("Failed to encode private key");
  return contentOf(bio.get(), pem);
}

Value numberBytes(const EVP_PKEY* key, const char* parameter, size_t size = 0) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, parameter, &number) != 1) return Value::undefined();
  std::string bytes(std::max(size, static_cast<size_t>(BN_num_bytes(number))), '\0');
  BN_bn2binpad(number, reinterpret_cast<uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_clear_free(number);
  return newBytes(bytes);
}

// jwkParts(handle, isPrivate): the numbers of an RSA or EC key or the raw bytes of one of the Edwards and Montgomery curves,
// in the order of lib/internal/crypto/jwk.js
Value jwkParts(Args& args) {
  EVP_PKEY* key = keyHandleOf(args[0])->key;
  bool is_private = args[1].isTrue();
  Object* parts = newArray(0);
  auto push = [&](const char* parameter, size_t size = 0) { arrayPush(parts, numberBytes(key, parameter, size)); };
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
      push(OSSL_PKEY_PARAM_RSA_N);
      push(OSSL_PKEY_PARAM_RSA_E);
      if (!is_private) break;
      push(OSSL_PKEY_PARAM_RSA_D);
      push(OSSL_PKEY_PARAM_RSA_FACTOR1);
      push(OSSL_PKEY_PARAM_RSA_FACTOR2);
      push(OSSL_PKEY_PARAM_RSA_EXPONENT1);
      push(OSSL_PKEY_PARAM_RSA_EXPONENT2);
      push(OSSL_PKEY_PARAM_RSA_COEFFICIENT1);
      break;
    case EVP_PKEY_EC: {
      size_t size = (static_cast<size_t>(EVP_PKEY_get_bits(key)) + 7) / 8;
      push(OSSL_PKEY_PARAM_EC_PUB_X, size);
      push(OSSL_PKEY_PARAM_EC_PUB_Y, size);
      if (is_private) push(OSSL_PKEY_PARAM_PRIV_KEY, size);
      break;
    }
    default: {
      uint8_t bytes[64];
      size_t size = sizeof bytes;
      EVP_PKEY_get_raw_public_key(key, bytes, &size);
      arrayPush(parts, newBytes({reinterpret_cast<char*>(bytes), size}));
      if (!is_private) break;
      size = sizeof bytes;
      EVP_PKEY_get_raw_private_key(key, bytes, &size);
      arrayPush(parts, newBytes({reinterpret_cast<char*>(bytes), size}));
    }
  }
  ERR_clear_error();
  return box(parts);
}

const NativeMethod kFunctions[] = {
    {"exportPublic", KILN_NATIVE(exportPublic), 3},
    {"exportPrivate", KILN_NATIVE(exportPrivate), 5},
    {"jwkParts", KILN_NATIVE(jwkParts), 2},
};

}  // namespace

void defineKeyExport(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
