// What a connection is asked for: protocol, cipher, keys, certificates, sessions.
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "stdlib/node/native_module.h"
#include "stdlib/node/tls.h"

namespace kiln::rt {
namespace {

void put(Object* o, const char* name, Value v) {
  createDataProperty(o, atomKey(name), v);
}
Value textOrUndefined(const char* text) {
  return text == nullptr ? Value::undefined() : box(newUtf8(text));
}

// --- certificates

CertificatePointer peerCertificate(SSL* ssl) {
  return CertificatePointer(SSL_get1_peer_certificate(ssl));
}

CertificatePointer findIssuer(SSL* ssl, X509* certificate) {
  X509_STORE* store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(ssl));
  OpenSslPointer<X509_STORE_CTX, X509_STORE_CTX_free> lookup(X509_STORE_CTX_new());
  X509* issuer = nullptr;
  if (X509_STORE_CTX_init(lookup.get(), store, nullptr, nullptr) != 1 ||
      X509_STORE_CTX_get1_issuer(&issuer, lookup.get(), certificate) != 1)
    issuer = nullptr;
  return CertificatePointer(issuer);
}

// Each certificate names the one that issued it, as far as the peer sent them and then as far as this side knows them; the last one
// is its own issuer when it is a root.
Object* chainObject(SSL* ssl, CertificatePointer leaf) {
  Object* first = certificateObject(leaf.get());
  Object* last = first;
  std::vector<X509*> sent;  // not owned
  STACK_OF(X509)* chain = SSL_get_peer_cert_chain(ssl);
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    X509* certificate = sk_X509_value(chain, i);
    if (X509_cmp(certificate, leaf.get()) != 0) sent.push_back(certificate);
  }
  auto append = [&](CertificatePointer next) {
    Object* o = certificateObject(next.get());
    put(last, "issuerCertificate", box(o));
    last = o;
    leaf = std::move(next);
  };
  for (bool found = true; found && !sent.empty();) {
    found = false;
    for (auto at = sent.begin(); at != sent.end(); ++at) {
      if (X509_check_issued(*at, leaf.get()) != X509_V_OK) continue;
      X509_up_ref(*at);
      CertificatePointer next(*at);
      sent.erase(at);
      append(std::move(next));
      found = true;
      break;
    }
  }
  while (X509_check_issued(leaf.get(), leaf.get()) != X509_V_OK) {
    CertificatePointer next = findIssuer(ssl, leaf.get());
    if (next == nullptr || X509_cmp(next.get(), leaf.get()) == 0) break;
    append(std::move(next));
  }
  if (X509_check_issued(leaf.get(), leaf.get()) == X509_V_OK) put(last, "issuerCertificate", box(last));
  ERR_clear_error();
  return first;
}

// getPeerCertificate(abbreviated)
Value getPeerCertificate(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  if (ssl == nullptr) return Value::undefined();
  CertificatePointer leaf = peerCertificate(ssl);
  if (leaf == nullptr) return Value::undefined();
  return box(args[0].isTrue() ? certificateObject(leaf.get()) : chainObject(ssl, std::move(leaf)));
}
Value getCertificate(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  X509* own = ssl == nullptr ? nullptr : SSL_get_certificate(ssl);
  return own == nullptr ? Value::undefined() : box(certificateObject(own));
}
// DER, for X509Certificate
Value getPeerCertificateBytes(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  CertificatePointer leaf = ssl == nullptr ? nullptr : peerCertificate(ssl);
  return leaf == nullptr ? Value::undefined() : newCertificateBytes(leaf.get());
}
Value getCertificateBytes(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  X509* own = ssl == nullptr ? nullptr : SSL_get_certificate(ssl);
  return own == nullptr ? Value::undefined() : newCertificateBytes(own);
}

const char* verifyErrorName(long error) {
  switch (error) {
#define KILN_X509_ERROR(name)  \
  case X509_V_ERR_##name:      \
    return #name;
    KILN_X509_ERROR(UNABLE_TO_GET_ISSUER_CERT)
    KILN_X509_ERROR(UNABLE_TO_GET_CRL)
    KILN_X509_ERROR(UNABLE_TO_DECRYPT_CERT_SIGNATURE)
    KILN_X509_ERROR(UNABLE_TO_DECRYPT_CRL_SIGNATURE)
    KILN_X509_ERROR(UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY)
    KILN_X509_ERROR(CERT_SIGNATURE_FAILURE)
    KILN_X509_ERROR(CRL_SIGNATURE_FAILURE)
    KILN_X509_ERROR(CERT_NOT_YET_VALID)
    KILN_X509_ERROR(CERT_HAS_EXPIRED)
    KILN_X509_ERROR(CRL_NOT_YET_VALID)
    KILN_X509_ERROR(CRL_HAS_EXPIRED)
    KILN_X509_ERROR(ERROR_IN_CERT_NOT_BEFORE_FIELD)
    KILN_X509_ERROR(ERROR_IN_CERT_NOT_AFTER_FIELD)
    KILN_X509_ERROR(ERROR_IN_CRL_LAST_UPDATE_FIELD)
    KILN_X509_ERROR(ERROR_IN_CRL_NEXT_UPDATE_FIELD)
    KILN_X509_ERROR(OUT_OF_MEM)
    KILN_X509_ERROR(DEPTH_ZERO_SELF_SIGNED_CERT)
    KILN_X509_ERROR(SELF_SIGNED_CERT_IN_CHAIN)
    KILN_X509_ERROR(UNABLE_TO_GET_ISSUER_CERT_LOCALLY)
    KILN_X509_ERROR(UNABLE_TO_VERIFY_LEAF_SIGNATURE)
    KILN_X509_ERROR(CERT_CHAIN_TOO_LONG)
    KILN_X509_ERROR(CERT_REVOKED)
    KILN_X509_ERROR(INVALID_CA)
    KILN_X509_ERROR(PATH_LENGTH_EXCEEDED)
    KILN_X509_ERROR(INVALID_PURPOSE)
    KILN_X509_ERROR(CERT_UNTRUSTED)
    KILN_X509_ERROR(CERT_REJECTED)
    KILN_X509_ERROR(HOSTNAME_MISMATCH)
#undef KILN_X509_ERROR
    default:
      return "UNSPECIFIED";
  }
}

// verifyError(): an Error with a code, or null
Value verifyError(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  if (ssl == nullptr) return Value::null();
  CertificatePointer peer = peerCertificate(ssl);
  long error = X509_V_OK;
  if (peer != nullptr) {
    error = SSL_get_verify_result(ssl);
  } else {
    // Without certificates there is nothing wrong with keys that both know, and with a session that was good.
    const SSL_CIPHER* cipher = SSL_get_current_cipher(ssl);
    const SSL_SESSION* session = SSL_get_session(ssl);
    bool known_keys = (cipher != nullptr && SSL_CIPHER_get_auth_nid(cipher) == NID_auth_psk) ||
                      (session != nullptr && SSL_SESSION_get_protocol_version(session) == TLS1_3_VERSION &&
                       SSL_session_reused(ssl) == 1);
    if (!known_keys) error = X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT;
  }
  if (error == X509_V_OK) return Value::null();
  Object* result = newError(ErrorType::Error, newUtf8(X509_verify_cert_error_string(error)));
  put(result, "code", box(internAscii(verifyErrorName(error))));
  return box(result);
}

// --- the connection

Value getProtocol(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  return ssl == nullptr ? Value::null() : box(newUtf8(SSL_get_version(ssl)));
}
Value getCipher(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  const SSL_CIPHER* cipher = ssl == nullptr ? nullptr : SSL_get_current_cipher(ssl);
  if (cipher == nullptr) return Value::undefined();
  Object* o = newObject();
  put(o, "name", box(newUtf8(SSL_CIPHER_get_name(cipher))));
  put(o, "standardName", textOrUndefined(SSL_CIPHER_standard_name(cipher)));
  put(o, "version", box(newUtf8(SSL_CIPHER_get_version(cipher))));
  return box(o);
}
Value getEphemeralKeyInfo(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  if (ssl == nullptr) return Value::undefined();
  if (SSL_is_server(ssl)) return Value::null();
  Object* o = newObject();
  EVP_PKEY* raw = nullptr;
  if (SSL_get_peer_tmp_key(ssl, &raw) != 1) {
    ERR_clear_error();
    return box(o);
  }
  KeyPointer key(raw);
  int kind = EVP_PKEY_get_id(key.get());
  if (kind == EVP_PKEY_DH) {
    put(o, "type", box(internAscii("DH")));
    put(o, "size", Value::int32(EVP_PKEY_get_bits(key.get())));
  } else if (kind == EVP_PKEY_EC || kind == EVP_PKEY_X25519 || kind == EVP_PKEY_X448) {
    char group[80];
    const char* name = OBJ_nid2sn(kind);
    size_t length;
    if (kind == EVP_PKEY_EC &&
        EVP_PKEY_get_utf8_string_param(key.get(), OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, &length) == 1)
      name = group;
    put(o, "type", box(internAscii("ECDH")));
    put(o, "name", box(newUtf8(name)));
    put(o, "size", Value::int32(EVP_PKEY_get_bits(key.get())));
  }
  return box(o);
}

const char* signatureName(int nid) {
  switch (nid) {
    case NID_rsaEncryption:
      return "RSA";
    case NID_rsassaPss:
      return "RSA-PSS";
    case NID_dsa:
      return "DSA";
    case NID_X9_62_id_ecPublicKey:
      return "ECDSA";
    case NID_ED25519:
      return "Ed25519";
    case NID_ED448:
      return "Ed448";
    case NID_id_GostR3410_2001:
      return "gost2001";
    case NID_id_GostR3410_2012_256:
      return "gost2012_256";
    case NID_id_GostR3410_2012_512:
      return "gost2012_512";
    default:
      return nullptr;
  }
}
Value getSharedSigalgs(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  Object* list = newArray(0);
  int count = ssl == nullptr ? 0 : SSL_get_shared_sigalgs(ssl, 0, nullptr, nullptr, nullptr, nullptr, nullptr);
  for (int i = 0; i < count; ++i) {
    int sign, hash;
    uint8_t raw_signature, raw_hash;
    SSL_get_shared_sigalgs(ssl, i, &sign, &hash, nullptr, &raw_signature, &raw_hash);
    const char* name = signatureName(sign);
    std::string text = name != nullptr ? name : OBJ_nid2sn(sign) != nullptr ? OBJ_nid2sn(sign) : "UNDEF";
    text += std::string("+") + (hash != NID_undef && OBJ_nid2sn(hash) != nullptr ? OBJ_nid2sn(hash) : "UNDEF");
    arrayPush(list, box(newUtf8(text)));
  }
  return box(list);
}

template <size_t (*get)(const SSL*, void*, size_t)>
Value finishedMessage(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  char bytes[EVP_MAX_MD_SIZE];
  size_t length = ssl == nullptr ? 0 : get(ssl, bytes, sizeof bytes);
  return length == 0 ? Value::undefined() : newBytes({bytes, length});
}

// getServername(): the name, or false
Value getServername(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  const char* name = ssl == nullptr ? nullptr : SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  return name == nullptr ? Value::boolean(false) : box(newUtf8(name));
}
// getALPNNegotiatedProtocol(): the name, or false
Value getAlpnProtocol(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  const uint8_t* name = nullptr;
  unsigned length = 0;
  if (ssl != nullptr) SSL_get0_alpn_selected(ssl, &name, &length);
  return length == 0 ? Value::boolean(false)
                     : box(newLatin1({reinterpret_cast<const char*>(name), static_cast<size_t>(length)}));
}

// exportKeyingMaterial(length, label, context | undefined)
Value exportKeyingMaterial(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  if (ssl == nullptr) return Value::undefined();
  std::string out(static_cast<size_t>(toNumber(args[0])), '\0');
  std::string label = bytesOf(args[1]);
  bool has_context = !args[2].isUndefined();
  std::string context = has_context ? bytesOf(args[2]) : "";
  if (SSL_export_keying_material(ssl, reinterpret_cast<uint8_t*>(out.data()), out.size(), label.data(), label.size(),
                                 reinterpret_cast<const uint8_t*>(context.data()), context.size(), has_context) != 1)
    throwOpenSsl("SSL_export_keying_material");
  return newBytes(out);
}

// --- sessions

Value getSession(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  SSL_SESSION* session = ssl == nullptr ? nullptr : SSL_get_session(ssl);
  int size = session == nullptr ? 0 : i2d_SSL_SESSION(session, nullptr);
  if (size <= 0) return Value::undefined();
  std::string bytes(static_cast<size_t>(size), '\0');
  auto* out = reinterpret_cast<uint8_t*>(bytes.data());
  i2d_SSL_SESSION(session, &out);
  return newBytes(bytes);
}
Value setSession(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  if (ssl == nullptr) return Value::undefined();
  std::string bytes = bytesOf(args[0]);
  const auto* at = reinterpret_cast<const uint8_t*>(bytes.data());
  OpenSslPointer<SSL_SESSION, SSL_SESSION_free> session(d2i_SSL_SESSION(nullptr, &at, static_cast<long>(bytes.size())));
  bool works = session != nullptr && SSL_set_session(ssl, session.get()) == 1;
  ERR_clear_error();
  if (session != nullptr && !works) throwError(ErrorType::Error, "%s", "SSL_set_session error");
  return Value::undefined();
}
Value getTicket(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  SSL_SESSION* session = ssl == nullptr ? nullptr : SSL_get_session(ssl);
  if (session == nullptr) return Value::undefined();
  const uint8_t* ticket;
  size_t length;
  SSL_SESSION_get0_ticket(session, &ticket, &length);
  return ticket == nullptr ? Value::undefined() : box(newBufferOf(ticket, length));
}
Value isSessionReused(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  return Value::boolean(ssl != nullptr && SSL_session_reused(ssl) == 1);
}

}  // namespace

const NativeMethod kTlsFacts[] = {
    {"getPeerCertificate", KILN_NATIVE(getPeerCertificate), 1},
    {"getCertificate", KILN_NATIVE(getCertificate), 0},
    {"getPeerCertificateBytes", KILN_NATIVE(getPeerCertificateBytes), 0},
    {"getCertificateBytes", KILN_NATIVE(getCertificateBytes), 0},
    {"verifyError", KILN_NATIVE(verifyError), 0},
    {"getProtocol", KILN_NATIVE(getProtocol), 0},
    {"getCipher", KILN_NATIVE(getCipher), 0},
    {"getEphemeralKeyInfo", KILN_NATIVE(getEphemeralKeyInfo), 0},
    {"getSharedSigalgs", KILN_NATIVE(getSharedSigalgs), 0},
    {"getFinished", KILN_NATIVE(finishedMessage<SSL_get_finished>), 0},
    {"getPeerFinished", KILN_NATIVE(finishedMessage<SSL_get_peer_finished>), 0},
    {"getServername", KILN_NATIVE(getServername), 0},
    {"getALPNNegotiatedProtocol", KILN_NATIVE(getAlpnProtocol), 0},
    {"exportKeyingMaterial", KILN_NATIVE(exportKeyingMaterial), 3},
    {"getSession", KILN_NATIVE(getSession), 0},
    {"setSession", KILN_NATIVE(setSession), 1},
    {"getTLSTicket", KILN_NATIVE(getTicket), 0},
    {"isSessionReused", KILN_NATIVE(isSessionReused), 0},
};
const size_t kTlsFactsCount = std::size(kTlsFacts);

}  // namespace kiln::rt
