// Keys from PEM, DER and the numbers of a JWK.
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

using NumberPointer = OpenSslPointer<BIGNUM, BN_free>;


// The passphrase, or null: then `asked` tells that the key needs one.
struct Passphrase {
  const std::string* text;
  bool asked = false;
};
int givePassphrase(char* out, int size, int, void* data) {
  auto* passphrase = static_cast<Passphrase*>(data);
  if (passphrase->text == nullptr) {
    passphrase->asked = true;
    return -1;
  }
  if (passphrase->text->size() > static_cast<size_t>(size)) return -1;
  std::copy(passphrase->text->begin(), passphrase->text->end(), out);
  return static_cast<int>(passphrase->text->size());
}

struct KeyText {
  std::string bytes;
  bool pem;
  std::string type;  // "pkcs1", "spki", "pkcs8", "sec1", "": not said
};

// RFC 5958: the outer sequence of an EncryptedPrivateKeyInfo begins with another one, that of a PrivateKeyInfo with a number.
bool firstMemberIs(const std::string& der, int tag) {
  const auto* at = reinterpret_cast<const uint8_t*>(der.data());
  long length;
  int found, type;
  if (ASN1_get_object(&at, &length, &found, &type, static_cast<long>(der.size())) & 0x80) return false;
  if (found != V_ASN1_SEQUENCE) return false;
  long rest = length;
  if (ASN1_get_object(&at, &length, &found, &type, rest) & 0x80) return false;
  return found == tag;
}

KeyPointer privateKeyOf(const KeyText& text, Passphrase* passphrase) {
  BioPointer bio = bioOf(text.bytes);
  if (text.pem) return KeyPointer(PEM_read_bio_PrivateKey(bio.get(), nullptr, givePassphrase, passphrase));
  const auto* der = reinterpret_cast<const uint8_t*>(text.bytes.data());
  auto size = static_cast<long>(text.bytes.size());
  if (text.type == "pkcs1") return KeyPointer(d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &der, size));
  if (text.type == "sec1") return KeyPointer(d2i_PrivateKey(EVP_PKEY_EC, nullptr, &der, size));
  if (firstMemberIs(text.bytes, V_ASN1_SEQUENCE))
    return KeyPointer(d2i_PKCS8PrivateKey_bio(bio.get(), nullptr, givePassphrase, passphrase));
  OpenSslPointer<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free> info(d2i_PKCS8_PRIV_KEY_INFO_bio(bio.get(), nullptr));
  return KeyPointer(info == nullptr ? nullptr : EVP_PKCS82PKEY(info.get()));
}

// What the PEM block of this name holds, or null when there is none.
template <typename Read>
KeyPointer pemBlock(const std::string& bytes, const char* name, bool* found, Read read) {
  BioPointer bio = bioOf(bytes);
  uint8_t* data = nullptr;
  long size = 0;
  ERR_set_mark();
  *found = PEM_bytes_read_bio(&data, &size, nullptr, name, bio.get(), nullptr, nullptr) == 1;
  ERR_pop_to_mark();
  if (!*found) return nullptr;
  const uint8_t* at = data;
  KeyPointer key(read(&at, size));
  OPENSSL_free(data);
  return key;
}
EVP_PKEY* readCertificateKey(const uint8_t** at, long size) {
  OpenSslPointer<X509, X509_free> certificate(d2i_X509(nullptr, at, size));
  return certificate == nullptr ? nullptr : X509_get_pubkey(certificate.get());
}

KeyPointer publicKeyOf(const KeyText& text, Passphrase* passphrase) {
  if (text.pem) {
    bool found = false;
    KeyPointer key = pemBlock(text.bytes, PEM_STRING_PUBLIC, &found,
                              [](const uint8_t** at, long size) { return d2i_PUBKEY(nullptr, at, size); });
    if (found) return key;
    key = pemBlock(text.bytes, PEM_STRING_RSA_PUBLIC, &found, [](const uint8_t** at, long size) {
      return d2i_PublicKey(EVP_PKEY_RSA, nullptr, at, size);
    });
    if (found) return key;
    key = pemBlock(text.bytes, PEM_STRING_X509, &found, readCertificateKey);
    if (found) return key;
    return privateKeyOf(text, passphrase);
  }
  const auto* der = reinterpret_cast<const uint8_t*>(text.bytes.data());
  auto size = static_cast<long>(text.bytes.size());
  if (text.type == "spki") return KeyPointer(d2i_PUBKEY(nullptr, &der, size));
  if (text.type != "pkcs1") return privateKeyOf(text, passphrase);
  // RFC 8017 A.1: a private key begins with its version, 0 or 1, a public key with the modulus.
  const uint8_t* start = der;
  KeyPointer key(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &der, size));
  if (key != nullptr) return key;
  ERR_clear_error();
  return KeyPointer(d2i_PrivateKey(EVP_PKEY_RSA, nullptr, &start, size));
}

// parseKey(wantPublic, bytes, format, type or undefined, passphrase or undefined)
Value parseKey(Args& args) {
  KeyText text{bytesOf(args[1]), toUtf8(args[2]) == "pem", args[3].isUndefined() ? "" : toUtf8(args[3])};
  std::string given = args[4].isUndefined() ? "" : bytesOf(args[4]);
  Passphrase passphrase{args[4].isUndefined() ? nullptr : &given};
  bool want_public = args[0].isTrue();
  ERR_clear_error();
  KeyPointer key = want_public ? publicKeyOf(text, &passphrase) : privateKeyOf(text, &passphrase);
  if (key != nullptr) {
    ERR_clear_error();
    return newKeyHandle(std::move(key));
  }
  unsigned long error = ERR_peek_error();
  if (passphrase.asked && ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_BAD_PASSWORD_READ) {
    ERR_clear_error();
    throwWithCode(ErrorType::TypeError, "ERR_MISSING_PASSPHRASE", "Passphrase required for encrypted key");
  }
  throwOpenSsl(want_public ? "Failed to read asymmetric key" : "Failed to read private key");
}

// --- from numbers

NumberPointer numberOf(Value bytes) {
  if (bytes.isUndefined()) return nullptr;
  std::string text = bytesOf(bytes);
  return NumberPointer(BN_bin2bn(reinterpret_cast<const uint8_t*>(text.data()), static_cast<int>(text.size()), nullptr));
}

KeyPointer keyFrom(const char* algorithm, int selection, OSSL_PARAM_BLD* builder) {
  OpenSslPointer<OSSL_PARAM, OSSL_PARAM_free> parameters(OSSL_PARAM_BLD_to_param(builder));
  KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, algorithm, nullptr));
  EVP_PKEY* key = nullptr;
  if (parameters == nullptr || context == nullptr || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) != 1)
    key = nullptr;
  ERR_clear_error();
  return KeyPointer(key);
}
Value handleOrUndefined(KeyPointer key) {
  return key == nullptr ? Value::undefined() : newKeyHandle(std::move(key));
}
using Builder = OpenSslPointer<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;

// rsaKey(n, e, d, p, q, dp, dq, qi): a public key without d; undefined when the numbers make none
Value rsaKey(Args& args) {
  const char* kNames[] = {OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,         OSSL_PKEY_PARAM_RSA_D,
                          OSSL_PKEY_PARAM_RSA_FACTOR1,   OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
                          OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1};
  Builder builder(OSSL_PARAM_BLD_new());
  NumberPointer numbers[8];
  for (uint32_t i = 0; i < 8; ++i) {
    numbers[i] = numberOf(args[i]);
    if (numbers[i] != nullptr) OSSL_PARAM_BLD_push_BN(builder.get(), kNames[i], numbers[i].get());
  }
  bool is_private = numbers[2] != nullptr;
  return handleOrUndefined(keyFrom("RSA", is_private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, builder.get()));
}

// ecKey(curve, x, y, d): undefined when that is no point of the curve
Value ecKey(Args& args) {
  std::string curve = toUtf8(args[0]);
  int nid = EC_curve_nist2nid(curve.c_str());
  if (nid == NID_undef) nid = OBJ_sn2nid(curve.c_str());
  OpenSslPointer<EC_GROUP, EC_GROUP_free> group(EC_GROUP_new_by_curve_name(nid));
  if (group == nullptr) {
    ERR_clear_error();
    return Value::undefined();
  }
  size_t size = (static_cast<size_t>(EC_GROUP_get_degree(group.get())) + 7) / 8;
  NumberPointer x = numberOf(args[1]), y = numberOf(args[2]), d = numberOf(args[3]);
  std::string point(1 + 2 * size, '\4');
  auto* bytes = reinterpret_cast<uint8_t*>(point.data());
  if (BN_bn2binpad(x.get(), bytes + 1, static_cast<int>(size)) < 0 ||
      BN_bn2binpad(y.get(), bytes + 1 + size, static_cast<int>(size)) < 0) {
    ERR_clear_error();
    return Value::undefined();
  }
  Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, OBJ_nid2sn(nid), 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  if (d != nullptr) OSSL_PARAM_BLD_push_BN_pad(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, d.get(), size);
  return handleOrUndefined(keyFrom("EC", d != nullptr ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, builder.get()));
}

// rawKey(curve, bytes, isPrivate): Ed25519, Ed448, X25519, X448
Value rawKey(Args& args) {
  std::string curve = toUtf8(args[0]), bytes = bytesOf(args[1]);
  const auto* data = reinterpret_cast<const uint8_t*>(bytes.data());
  KeyPointer key(args[2].isTrue() ? EVP_PKEY_new_raw_private_key_ex(nullptr, curve.c_str(), nullptr, data, bytes.size())
                                  : EVP_PKEY_new_raw_public_key_ex(nullptr, curve.c_str(), nullptr, data, bytes.size()));
  ERR_clear_error();
  return handleOrUndefined(std::move(key));
}

const NativeMethod kFunctions[] = {
    {"parseKey", KILN_NATIVE(parseKey), 5},
    {"rsaKey", KILN_NATIVE(rsaKey), 8},
    {"ecKey", KILN_NATIVE(ecKey), 4},
    {"rawKey", KILN_NATIVE(rawKey), 3},
};

}  // namespace

void defineKeyImport(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
