// The native half of crypto.X509Certificate (lib/internal/crypto/x509.js): a handle, and what it is asked.
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <unordered_set>

#include "stdlib/node/certificate.h"

namespace kiln::rt {
namespace {

struct CertificateObject : Object {
  X509* certificate;
};
const ClassInfo certificate_class = {.name = "X509Handle"};
Shape* certificate_shape;
std::unordered_set<CertificateObject*> open_certificates;

void freeDead() {
  std::erase_if(open_certificates, [](CertificateObject* object) {
    if (isMarked(object)) return false;
    X509_free(object->certificate);
    return true;
  });
}

X509* certificateOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &certificate_class) throwTypeError("Illegal invocation");
  return static_cast<CertificateObject*>(asObject(v))->certificate;
}

// parseCertificate(PEM or DER)
Value parseCertificate(Args& args) {
  std::string bytes = bytesOf(args[0]);
  ERR_clear_error();
  BioPointer bio = bioOf(bytes);
  CertificatePointer certificate(PEM_read_bio_X509_AUX(bio.get(), nullptr, nullptr, nullptr));
  if (certificate == nullptr) {
    const auto* der = reinterpret_cast<const uint8_t*>(bytes.data());
    ERR_set_mark();
    certificate.reset(d2i_X509(nullptr, &der, static_cast<long>(bytes.size())));
    ERR_pop_to_mark();
    // What is neither is told as no PEM.
    if (certificate == nullptr) throwOpenSsl("PEM_read_bio_X509_AUX");
  }
  ERR_clear_error();
  auto* object = static_cast<CertificateObject*>(newNativeObject(sizeof(CertificateObject), certificate_shape));
  object->certificate = certificate.release();
  open_certificates.insert(object);
  return box(object);
}

constexpr unsigned long kMultiline =
    ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT | XN_FLAG_SEP_MULTILINE | XN_FLAG_FN_SN;
std::string nameText(const X509_NAME* name) {
  return printedBy([&](BIO* bio) { X509_NAME_print_ex(bio, name, 0, kMultiline); });
}

// certificateFact(handle, name): a text, or undefined
Value certificateFact(Args& args) {
  X509* certificate = certificateOf(args[0]);
  std::string name = toUtf8(args[1]), text;
  if (name == "subject") text = nameText(X509_get_subject_name(certificate));
  if (name == "issuer") text = nameText(X509_get_issuer_name(certificate));
  if (name == "subjectAltName") text = certificateAlternativeNames(certificate);
  if (name == "infoAccess") text = certificateInfoAccess(certificate);
  if (name == "validFrom") text = certificateTime(X509_get0_notBefore(certificate));
  if (name == "validTo") text = certificateTime(X509_get0_notAfter(certificate));
  if (name == "serialNumber") text = certificateSerial(certificate);
  if (name == "fingerprint") text = certificateFingerprint(certificate, EVP_sha1());
  if (name == "fingerprint256") text = certificateFingerprint(certificate, EVP_sha256());
  if (name == "fingerprint512") text = certificateFingerprint(certificate, EVP_sha512());
  if (name == "pem") text = printedBy([&](BIO* bio) { PEM_write_bio_X509(bio, certificate); });
  ERR_clear_error();
  return text.empty() ? Value::undefined() : box(newUtf8(text));
}
Value keyUsage(Args& args) {
  return certificateKeyUsage(certificateOf(args[0]));
}
Value certificateBytes(Args& args) {
  return newCertificateBytes(certificateOf(args[0]));
}
Value legacyCertificate(Args& args) {
  return box(certificateObject(certificateOf(args[0])));
}
Value isAuthority(Args& args) {
  return Value::boolean(X509_check_ca(certificateOf(args[0])) == 1);
}
Value certificateKey(Args& args) {
  KeyPointer key(X509_get_pubkey(certificateOf(args[0])));
  if (key == nullptr) throwOpenSsl("X509_get_pubkey");
  return newKeyHandle(std::move(key));
}

[[noreturn]] void throwInvalid(const char* message) {
  throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_VALUE", message);
}
// checkHost(handle, name, flags): what of the certificate fits, or undefined
Value checkHost(Args& args) {
  std::string name = toUtf8(args[1]);
  char* peer = nullptr;
  int result = X509_check_host(certificateOf(args[0]), name.data(), name.size(), static_cast<unsigned>(toInt32(args[2])), &peer);
  if (result == -2) throwInvalid("Invalid name");
  Value fits = result != 1 ? Value::undefined() : peer == nullptr ? args[1] : box(newUtf8(peer));
  OPENSSL_free(peer);
  return fits;
}
Value checkEmail(Args& args) {
  std::string email = toUtf8(args[1]);
  int result = X509_check_email(certificateOf(args[0]), email.data(), email.size(), static_cast<unsigned>(toInt32(args[2])));
  if (result == -2) throwInvalid("Invalid name");
  return result == 1 ? args[1] : Value::undefined();
}
Value checkAddress(Args& args) {
  int result = X509_check_ip_asc(certificateOf(args[0]), toUtf8(args[1]).c_str(), static_cast<unsigned>(toInt32(args[2])));
  if (result == -2) throwInvalid("Invalid IP");
  return result == 1 ? args[1] : Value::undefined();
}
// checkIssued(handle, issuer's handle)
Value checkIssued(Args& args) {
  return Value::boolean(X509_check_issued(certificateOf(args[1]), certificateOf(args[0])) == X509_V_OK);
}
Value checkPrivateKey(Args& args) {
  bool fits = X509_check_private_key(certificateOf(args[0]), keyHandleOf(args[1])->key) == 1;
  ERR_clear_error();
  return Value::boolean(fits);
}
Value verifyCertificate(Args& args) {
  bool good = X509_verify(certificateOf(args[0]), keyHandleOf(args[1])->key) == 1;
  ERR_clear_error();
  return Value::boolean(good);
}

const NativeMethod kFunctions[] = {
    {"parseCertificate", KILN_NATIVE(parseCertificate), 1},
    {"certificateFact", KILN_NATIVE(certificateFact), 2},
    {"certificateKeyUsage", KILN_NATIVE(keyUsage), 1},
    {"certificateBytes", KILN_NATIVE(certificateBytes), 1},
    {"legacyCertificate", KILN_NATIVE(legacyCertificate), 1},
    {"isAuthority", KILN_NATIVE(isAuthority), 1},
    {"certificateKey", KILN_NATIVE(certificateKey), 1},
    {"checkHost", KILN_NATIVE(checkHost), 3},
    {"checkEmail", KILN_NATIVE(checkEmail), 3},
    {"checkAddress", KILN_NATIVE(checkAddress), 3},
    {"checkIssued", KILN_NATIVE(checkIssued), 2},
    {"checkPrivateKey", KILN_NATIVE(checkPrivateKey), 2},
    {"verifyCertificate", KILN_NATIVE(verifyCertificate), 2},
};

}  // namespace

void defineCertificates(Object* exports) {
  addWeakHook(freeDead);
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  certificate_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &certificate_class);
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
