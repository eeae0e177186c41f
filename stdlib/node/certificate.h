// X.509 certificates: what node:tls and node:crypto tell of them. In OpenSSL's libcrypto alone.
#pragma once
#include <openssl/x509.h>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {

using CertificatePointer = OpenSslPointer<X509, X509_free>;

// What `print(bio)` writes.
template <typename Print>
std::string printedBy(Print&& print) {
  BioPointer bio(BIO_new(BIO_s_mem()));
  print(bio.get());
  char* data;
  long length = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<size_t>(length)};
}

// --- facts, as Node writes them (certificate_facts.cpp); "" where the certificate does not have one

std::string certificateAlternativeNames(X509* certificate);  // "DNS:a.example, IP Address:127.0.0.1"
std::string certificateInfoAccess(X509* certificate);        // "OCSP - URI:http://…", a line each
std::string certificateTime(const ASN1_TIME* time);          // "Nov 29 14:39:28 2026 GMT"
std::string certificateFingerprint(const X509* certificate, const EVP_MD* digest);  // "EA:C0:…"
std::string certificateSerial(X509* certificate);            // hexadecimal digits
Value certificateKeyUsage(X509* certificate);  // an array of object identifiers, or undefined

// --- objects (certificate_object.cpp)

// Node's older form: { subject, issuer, subjectaltname, … raw }; infoAccess is still text.
Object* certificateObject(X509* certificate);
Value newCertificateBytes(X509* certificate);  // DER

}  // namespace kiln::rt
