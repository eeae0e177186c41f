// New keys, and encryption with RSA keys.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/dh.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

struct Generation {
  KeyContext context;
  KeyPointer parameters, key;
  unsigned long error = 0;
};

std::string textOption(Object* options, const char* name) {
  Value v = get(options, atomKey(name));
  return v.isNullish() ? "" : toUtf8(v);
}
int numberOption(Object* options, const char* name, int absent) {
  Value v = get(options, atomKey(name));
  return v.isUndefined() ? absent : toInt32(v);
}

bool prepareRsa(EVP_PKEY_CTX* context, Object* options, bool pss) {
  OpenSslPointer<BIGNUM, BN_free> exponent(BN_new());
  BN_set_word(exponent.get(), toUint32(get(options, atomKey("publicExponent"))));
  if (EVP_PKEY_CTX_set_rsa_keygen_bits(context, numberOption(options, "modulusLength", 0)) != 1 ||
      EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, exponent.get()) != 1)
    return false;
  if (!pss) return true;
  std::string hash = textOption(options, "hashAlgorithm"), mgf1 = textOption(options, "mgf1HashAlgorithm");
  if (!hash.empty() && EVP_PKEY_CTX_set_rsa_pss_keygen_md(context, digestByName(hash)) != 1) return false;
  if (mgf1.empty()) mgf1 = hash;
  if (!mgf1.empty() && EVP_PKEY_CTX_set_rsa_pss_keygen_mgf1_md(context, digestByName(mgf1)) != 1) return false;
  int salt_length = numberOption(options, "saltLength", -1);
  if (salt_length < 0 && !hash.empty()) salt_length = EVP_MD_get_size(digestByName(hash));
  return salt_length < 0 || EVP_PKEY_CTX_set_rsa_pss_keygen_saltlen(context, salt_length) == 1;
}

KeyContext contextOf(const std::string& type, Object* options) {
  auto initialised = [](const char* name) {
    KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, name, nullptr));
    if (context != nullptr && EVP_PKEY_keygen_init(context.get()) != 1) context.reset();
    return context;
  };
  if (type == "rsa" || type == "rsa-pss") {
    KeyContext context = initialised(type == "rsa" ? "RSA" : "RSA-PSS");
    if (context != nullptr && !prepareRsa(context.get(), options, type == "rsa-pss")) context.reset();
    return context;
  }
  if (type == "ec") {
    std::string curve = textOption(options, "namedCurve");
    int nid = EC_curve_nist2nid(curve.c_str());
    if (nid == NID_undef) nid = OBJ_sn2nid(curve.c_str());
    if (nid == NID_undef) throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name");
    KeyContext context = initialised("EC");
    bool named = textOption(options, "paramEncoding") != "explicit";
    if (context != nullptr &&
        (EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context.get(), nid) != 1 ||
         EVP_PKEY_CTX_set_ec_param_enc(context.get(), named ? OPENSSL_EC_NAMED_CURVE : OPENSSL_EC_EXPLICIT_CURVE) != 1))
      context.reset();
    return context;
  }
  const std::pair<const char*, const char*> kRaw[] = {
      {"ed25519", "ED25519"}, {"ed448", "ED448"}, {"x25519", "X25519"}, {"x448", "X448"}};
  for (const auto& [name, algorithm] : kRaw) {
    if (type == name) return initialised(algorithm);
  }
  if (type == "dsa") {
    KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "DSA", nullptr));
    int q_bits = numberOption(options, "divisorLength", -1);
    if (EVP_PKEY_paramgen_init(context.get()) != 1 ||
        EVP_PKEY_CTX_set_dsa_paramgen_bits(context.get(), numberOption(options, "modulusLength", 0)) != 1 ||
        (q_bits > 0 && EVP_PKEY_CTX_set_dsa_paramgen_q_bits(context.get(), q_bits) != 1))
      context.reset();
    return context;
  }
  return nullptr;
}

// generatePair(type, options, callback): the handle of the pair; the options were checked by lib/
Value generatePair(Args& args) {
  std::string type = toUtf8(args[0]);
  auto job = std::make_shared<Generation>();
  ERR_clear_error();
  job->context = contextOf(type, asObject(args[1]));
  if (job->context == nullptr) throwOpenSsl("Key generation failed");
  bool two_steps = type == "dsa";
  return runCryptoJob(
      args[2], "KEYPAIRGENREQUEST",
      [job, two_steps] {
        EVP_PKEY* key = nullptr;
        bool works = true;
        if (two_steps) {
          works = EVP_PKEY_paramgen(job->context.get(), &key) == 1;
          job->parameters.reset(key);
          key = nullptr;
          if (works) {
            job->context.reset(EVP_PKEY_CTX_new(job->parameters.get(), nullptr));
            works = EVP_PKEY_keygen_init(job->context.get()) == 1;
          }
        }
        if (works && EVP_PKEY_keygen(job->context.get(), &key) == 1) job->key.reset(key);
        job->error = ERR_peek_error();
      },
      [job] {
        if (job->key != nullptr) return newKeyHandle(std::move(job->key));
        ERR_clear_error();
        if (job->error != 0) ERR_raise(ERR_GET_LIB(job->error), ERR_GET_REASON(job->error));
        throwOpenSsl("Key generation failed");
      });
}

// --- RSA encryption

using Initialise = int (*)(EVP_PKEY_CTX*);
using Transform = int (*)(EVP_PKEY_CTX*, unsigned char*, size_t*, const unsigned char*, size_t);

// rsa…(handle, data, padding, oaepHash or undefined, oaepLabel or undefined)
template <Initialise initialise, Transform transform>
Value rsaTransform(Args& args) {
  EVP_PKEY* key = keyHandleOf(args[0])->key;
  std::string data = bytesOf(args[1]);
  int padding = toInt32(args[2]);
  const EVP_MD* oaep = args[3].isUndefined() ? nullptr : digestByName(toUtf8(args[3]));
  ERR_clear_error();
  KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  bool works = context != nullptr && initialise(context.get()) == 1 &&
               EVP_PKEY_CTX_set_rsa_padding(context.get(), padding) == 1 &&
               (oaep == nullptr || EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), oaep) == 1);
  if (works && !args[4].isUndefined()) {
    std::string label = bytesOf(args[4]);
    void* copy = OPENSSL_memdup(label.data(), label.size());
    works = label.empty() || EVP_PKEY_CTX_set0_rsa_oaep_label(context.get(), copy, static_cast<int>(label.size())) == 1;
  }
  const auto* bytes = reinterpret_cast<const uint8_t*>(data.data());
  size_t size = 0;
  works = works && transform(context.get(), nullptr, &size, bytes, data.size()) == 1;
  std::string out(size, '\0');
  works = works && transform(context.get(), reinterpret_cast<uint8_t*>(out.data()), &size, bytes, data.size()) == 1;
  if (!works) throwOpenSsl("RSA operation failed");
  out.resize(size);
  return newBytes(out);
}

const NativeMethod kFunctions[] = {
    {"generatePair", KILN_NATIVE(generatePair), 3},
    {"publicEncrypt", KILN_NATIVE((rsaTransform<EVP_PKEY_encrypt_init, EVP_PKEY_encrypt>)), 5},
    {"privateDecrypt", KILN_NATIVE((rsaTransform<EVP_PKEY_decrypt_init, EVP_PKEY_decrypt>)), 5},
    {"privateEncrypt", KILN_NATIVE((rsaTransform<EVP_PKEY_sign_init, EVP_PKEY_sign>)), 5},
    {"publicDecrypt", KILN_NATIVE((rsaTransform<EVP_PKEY_verify_recover_init, EVP_PKEY_verify_recover>)), 5},
};

}  // namespace

void defineKeyGeneration(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
