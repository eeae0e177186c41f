// Keys of node:crypto outside the collected heap, and work on libuv's pool.
#pragma once
#include <openssl/evp.h>

#include <functional>
#include <memory>
#include <string>

#include "stdlib/node/crypto.h"

namespace kiln::rt {

template <auto free>
struct OpenSslFree {
  template <typename T>
  void operator()(T* p) const {
    free(p);
  }
};
template <typename T, auto free>
using OpenSslPointer = std::unique_ptr<T, OpenSslFree<free>>;
using KeyPointer = OpenSslPointer<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = OpenSslPointer<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using BioPointer = OpenSslPointer<BIO, BIO_free_all>;
using DigestContext = OpenSslPointer<EVP_MD_CTX, EVP_MD_CTX_free>;

// The handle in a KeyObject: a key pair, a public key, or the bytes of a secret.
struct KeyHandle : Object {
  EVP_PKEY* key;  // null: a secret
  std::string* secret;
};
Value newKeyHandle(KeyPointer key);
KeyHandle* keyHandleOf(Value v);  // throws what is none
void defineKeys(Object* exports);
void defineKeyImport(Object* exports);
void defineKeyExport(Object* exports);
void defineKeyGeneration(Object* exports);
void defineSigning(Object* exports);
void defineCiphers(Object* exports);
void defineAgreement(Object* exports);
void defineCertificates(Object* exports);

// The bytes of a string (UTF-8), a view or a buffer; what is neither is a mistake of lib/.
std::string bytesOf(Value v);
Value newBytes(const std::string& bytes);  // a Buffer
BioPointer bioOf(const std::string& bytes);  // reads them, without a copy
// By name, or an exception of Node's.
const EVP_MD* digestByName(const std::string& name);

// `work` on the pool, then callback(null, result()), or callback(error) with what `result` throws. Without a callback all of
// it happens at once.
Value runCryptoJob(Value callback, const char* type, std::function<void()> work, std::function<Value()> result);

}  // namespace kiln::rt
