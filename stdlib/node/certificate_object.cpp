// Certificates as objects of JavaScript, in the form that getPeerCertificate() gives.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "stdlib/node/certificate.h"

namespace kiln::rt {
namespace {

void put(Object* o, const char* name, Value v) {
  createDataProperty(o, atomKey(name), v);
}

// { CN: …, O: … }; what occurs more than once is an array.
Object* nameObject(const X509_NAME* name) {
  Object* result = newObjectWithPrototype(nullptr);
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const ASN1_OBJECT* type = X509_NAME_ENTRY_get_object(entry);
    char label[80];
    int nid = OBJ_obj2nid(type);
    if (nid != NID_undef)
      std::snprintf(label, sizeof label, "%s", OBJ_nid2sn(nid));
    else
      OBJ_obj2txt(label, sizeof label, type, 1);
    uint8_t* text;
    int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(entry));
    if (length < 0) continue;
    Value value = box(newUtf8({reinterpret_cast<char*>(text), static_cast<size_t>(length)}));
    OPENSSL_free(text);
    PropertyKey key = atomKey(label);
    Value before = get(result, key);
    if (before.isUndefined()) {
      createDataProperty(result, key, value);
    } else if (isArray(before)) {
      arrayPush(asObject(before), value);
    } else {
      Object* list = newArray(0);
      arrayPush(list, before);
      arrayPush(list, value);
      createDataProperty(result, key, box(list));
    }
  }
  return result;
}

void putKey(Object* o, X509* certificate) {
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return;
  int kind = EVP_PKEY_get_base_id(key);
  if (kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS) {
    auto number = [&](const char* name) {
      BIGNUM* found = nullptr;
      EVP_PKEY_get_bn_param(key, name, &found);
      return OpenSslPointer<BIGNUM, BN_free>(found);
    };
    auto modulus = number(OSSL_PKEY_PARAM_RSA_N), exponent = number(OSSL_PKEY_PARAM_RSA_E);
    if (modulus == nullptr || exponent == nullptr) return;
    char* digits = BN_bn2hex(modulus.get());
    put(o, "modulus", box(newUtf8(digits)));
    OPENSSL_free(digits);
    put(o, "bits", Value::int32(EVP_PKEY_get_bits(key)));
    put(o, "exponent", box(newUtf8(printedBy([&](BIO* bio) {
          BIO_printf(bio, "0x%lx", static_cast<unsigned long>(BN_get_word(exponent.get())));
        }))));
    uint8_t* der = nullptr;
    int length = i2d_PUBKEY(key, &der);
    if (length > 0) put(o, "pubkey", box(newBufferOf(der, static_cast<size_t>(length))));
    OPENSSL_free(der);
  } else if (kind == EVP_PKEY_EC) {
    char group[80];
    size_t length = 0;
    if (EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length) != 1) return;
    put(o, "bits", Value::int32(EVP_PKEY_get_bits(key)));
    uint8_t point[256];
    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &length) == 1)
      put(o, "pubkey", box(newBufferOf(point, length)));
    put(o, "asn1Curve", box(newUtf8(group)));
    if (const char* nist = EC_curve_nid2nist(OBJ_sn2nid(group))) put(o, "nistCurve", box(newUtf8(nist)));
  }
}

}  // namespace

Value newCertificateBytes(X509* certificate) {
  uint8_t* der = nullptr;
  int length = i2d_X509(certificate, &der);
  Value bytes = box(newBufferOf(der, length < 0 ? 0 : static_cast<size_t>(length)));
  OPENSSL_free(der);
  return bytes;
}

Object* certificateObject(X509* certificate) {
  Object* o = newObject();
  put(o, "subject", box(nameObject(X509_get_subject_name(certificate))));
  put(o, "issuer", box(nameObject(X509_get_issuer_name(certificate))));
  if (std::string names = certificateAlternativeNames(certificate); !names.empty())
    put(o, "subjectaltname", box(newUtf8(names)));
  if (std::string access = certificateInfoAccess(certificate); !access.empty())
    put(o, "infoAccess", box(newUtf8(access)));
  put(o, "ca", Value::boolean(X509_check_ca(certificate) == 1));
  putKey(o, certificate);
  put(o, "valid_from", box(newUtf8(certificateTime(X509_get0_notBefore(certificate)))));
  put(o, "valid_to", box(newUtf8(certificateTime(X509_get0_notAfter(certificate)))));
  put(o, "fingerprint", box(newUtf8(certificateFingerprint(certificate, EVP_sha1()))));
  put(o, "fingerprint256", box(newUtf8(certificateFingerprint(certificate, EVP_sha256()))));
  put(o, "fingerprint512", box(newUtf8(certificateFingerprint(certificate, EVP_sha512()))));
  if (Value usage = certificateKeyUsage(certificate); !usage.isUndefined()) put(o, "ext_key_usage", usage);
  put(o, "serialNumber", box(newUtf8(certificateSerial(certificate))));
  put(o, "raw", newCertificateBytes(certificate));
  ERR_clear_error();
  return o;
}

}  // namespace kiln::rt
