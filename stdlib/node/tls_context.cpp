// SecureContext: keys, certificates, protocols and ciphers of connections.
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <unordered_set>

#include "stdlib/node/native_module.h"
#include "stdlib/node/tls.h"

namespace kiln::rt {
namespace {

const ClassInfo context_class = {.name = "SecureContext"};
Shape* context_shape;
std::unordered_set<TlsContextObject*> open_contexts;

// RFC 5077 §4: names the keys, authenticates and encrypts tickets. Lives as long as the SSL_CTX.
struct TicketKeys {
  uint8_t name[16], hmac[16], aes[16];
};
constexpr size_t kTicketKeys = sizeof(TicketKeys);
int keys_index = -1;

TicketKeys* ticketKeysOf(SSL_CTX* context) {
  return static_cast<TicketKeys*>(SSL_CTX_get_ex_data(context, keys_index));
}
void freeKeys(void*, void* keys, CRYPTO_EX_DATA*, int, long, void*) {
  delete static_cast<TicketKeys*>(keys);
}

int onTicket(SSL* ssl, uint8_t* name, uint8_t* iv, EVP_CIPHER_CTX* cipher, EVP_MAC_CTX* mac, int encrypts) {
  TicketKeys* keys = ticketKeysOf(SSL_get_SSL_CTX(ssl));
  char digest[] = "SHA256";
  OSSL_PARAM parameters[] = {OSSL_PARAM_construct_octet_string("key", keys->hmac, sizeof keys->hmac),
                             OSSL_PARAM_construct_utf8_string("digest", digest, 0), OSSL_PARAM_construct_end()};
  if (encrypts) {
    std::copy(keys->name, keys->name + sizeof keys->name, name);
    return RAND_bytes(iv, 16) == 1 && EVP_EncryptInit_ex(cipher, EVP_aes_128_cbc(), nullptr, keys->aes, iv) == 1 &&
                   EVP_MAC_CTX_set_params(mac, parameters) == 1
               ? 1
               : -1;
  }
  if (!std::equal(keys->name, keys->name + sizeof keys->name, name)) return 0;
  return EVP_DecryptInit_ex(cipher, EVP_aes_128_cbc(), nullptr, keys->aes, iv) == 1 &&
                 EVP_MAC_CTX_set_params(mac, parameters) == 1
             ? 1
             : -1;
}

void release(TlsContextObject* object) {
  if (object->context == nullptr) return;
  SSL_CTX_free(object->context);
  X509_free(object->certificate);
  X509_free(object->issuer);
  object->context = nullptr;
  object->certificate = object->issuer = nullptr;
}
void freeDead() {
  std::erase_if(open_contexts, [](TlsContextObject* object) {
    if (isMarked(object)) return false;
    release(object);
    return true;
  });
}

TlsContextObject* thisContext(Args& args) {
  TlsContextObject* object = tlsContextOf(args.this_value);
  if (object == nullptr) throwTypeError("Illegal invocation");
  if (object->context == nullptr) throwError(ErrorType::Error, "%s", "Secure context is closed");
  return object;
}

[[noreturn]] void throwOperationFailed(const char* message) {
  ERR_clear_error();
  throwWithCode(ErrorType::Error, "ERR_CRYPTO_OPERATION_FAILED", message);
}

// --- init: which protocols

struct Method {
  const char* name;
  const SSL_METHOD* (*method)();
  int lowest, highest;  // 0: what the caller says
};
constexpr int kGiven = -1;
const Method kMethods[] = {
    {"SSLv23_method", TLS_method, kGiven, TLS1_2_VERSION},
    {"SSLv23_server_method", TLS_server_method, kGiven, TLS1_2_VERSION},
    {"SSLv23_client_method", TLS_client_method, kGiven, TLS1_2_VERSION},
    {"TLS_method", TLS_method, 0, 0},
    {"TLS_server_method", TLS_server_method, 0, 0},
    {"TLS_client_method", TLS_client_method, 0, 0},
    {"TLSv1_method", TLS_method, TLS1_VERSION, TLS1_VERSION},
    {"TLSv1_server_method", TLS_server_method, TLS1_VERSION, TLS1_VERSION},
    {"TLSv1_client_method", TLS_client_method, TLS1_VERSION, TLS1_VERSION},
    {"TLSv1_1_method", TLS_method, TLS1_1_VERSION, TLS1_1_VERSION},
    {"TLSv1_1_server_method", TLS_server_method, TLS1_1_VERSION, TLS1_1_VERSION},
    {"TLSv1_1_client_method", TLS_client_method, TLS1_1_VERSION, TLS1_1_VERSION},
    {"TLSv1_2_method", TLS_method, TLS1_2_VERSION, TLS1_2_VERSION},
    {"TLSv1_2_server_method", TLS_server_method, TLS1_2_VERSION, TLS1_2_VERSION},
    {"TLSv1_2_client_method", TLS_client_method, TLS1_2_VERSION, TLS1_2_VERSION},
};

[[noreturn]] void throwMethod(const std::string& message) {
  throwWithCode(ErrorType::TypeError, "ERR_TLS_INVALID_PROTOCOL_METHOD", message);
}

const SSL_METHOD* chooseMethod(const std::string& name, int* lowest, int* highest) {
  for (int version : {2, 3}) {
    std::string family = "SSLv" + std::to_string(version) + "_";
    if (name.compare(0, family.size(), family) != 0) continue;
    for (const char* kind : {"method", "server_method", "client_method"})
      if (name == family + kind) throwMethod("SSLv" + std::to_string(version) + " methods disabled");
  }
  for (const Method& row : kMethods) {
    if (name != row.name) continue;
    if (row.lowest != kGiven) *lowest = row.lowest;
    *highest = row.highest;
    return row.method();
  }
  throwMethod("Unknown method: " + name);
}

// init(secureProtocol | undefined, lowest version, highest version)
Value init(Args& args) {
  TlsContextObject* object = tlsContextOf(args.this_value);
  if (object == nullptr || object->context != nullptr) throwTypeError("Illegal invocation");
  int lowest = toInt32(args[1]), highest = toInt32(args[2]);
  const SSL_METHOD* method = args[0].isUndefined() ? TLS_method() : chooseMethod(toUtf8(args[0]), &lowest, &highest);
  SSL_CTX* context = SSL_CTX_new(method);
  if (context == nullptr) throwOpenSsl("SSL_CTX_new");
  object->context = context;
  open_contexts.insert(object);
  SSL_CTX_set_options(context, SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3);
  // What can be resumed is the program's business ('session', 'resumeSession').
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_SERVER | SSL_SESS_CACHE_NO_INTERNAL |
                                              SSL_SESS_CACHE_NO_AUTO_CLEAR);
  SSL_CTX_set_min_proto_version(context, lowest);
  SSL_CTX_set_max_proto_version(context, highest);
  auto* keys = new TicketKeys;
  RAND_bytes(reinterpret_cast<uint8_t*>(keys), kTicketKeys);
  SSL_CTX_set_ex_data(context, keys_index, keys);
  SSL_CTX_set_tlsext_ticket_key_evp_cb(context, onTicket);
  installSessionCallbacks(context);
  return Value::undefined();
}

// --- keys and certificates

struct Passphrase {
  bool given;
  std::string text;
};
int givePassphrase(char* out, int size, int, void* data) {
  auto* passphrase = static_cast<Passphrase*>(data);
  if (!passphrase->given || passphrase->text.size() > static_cast<size_t>(size)) return -1;
  std::copy(passphrase->text.begin(), passphrase->text.end(), out);
  return static_cast<int>(passphrase->text.size());
}
Passphrase passphraseOf(Value v) {
  return v.isNullish() ? Passphrase{false, ""} : Passphrase{true, bytesOf(v)};
}

// setKey(PEM, passphrase | undefined)
Value setKey(Args& args) {
  TlsContextObject* object = thisContext(args);
  std::string text = bytesOf(args[0]);
  Passphrase passphrase = passphraseOf(args[1]);
  passphrase.given = true;  // none is an empty one
  ERR_clear_error();
  BioPointer bio = bioOf(text);
  KeyPointer key(PEM_read_bio_PrivateKey(bio.get(), nullptr, givePassphrase, &passphrase));
  if (key == nullptr) throwOpenSsl("PEM_read_bio_PrivateKey");
  if (SSL_CTX_use_PrivateKey(object->context, key.get()) != 1) throwOpenSsl("SSL_CTX_use_PrivateKey");
  return Value::undefined();
}

CertificatePointer issuerIn(SSL_CTX* context, X509* certificate) {
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  OpenSslPointer<X509_STORE_CTX, X509_STORE_CTX_free> lookup(X509_STORE_CTX_new());
  X509* issuer = nullptr;
  if (lookup == nullptr || X509_STORE_CTX_init(lookup.get(), store, nullptr, nullptr) != 1 ||
      X509_STORE_CTX_get1_issuer(&issuer, lookup.get(), certificate) != 1)
    issuer = nullptr;
  return CertificatePointer(issuer);
}

// A certificate and those that lead from it to a root.
void useChain(TlsContextObject* object, CertificatePointer leaf, STACK_OF(X509) * others, const char* failure) {
  SSL_CTX* context = object->context;
  if (SSL_CTX_use_certificate(context, leaf.get()) != 1) throwOpenSsl(failure);
  SSL_CTX_clear_chain_certs(context);
  CertificatePointer issuer;
  for (int i = 0; i < sk_X509_num(others); ++i) {
    X509* other = sk_X509_value(others, i);
    if (SSL_CTX_add1_chain_cert(context, other) != 1) throwOpenSsl(failure);
    if (issuer == nullptr && X509_check_issued(other, leaf.get()) == X509_V_OK) {
      X509_up_ref(other);
      issuer.reset(other);
    }
  }
  if (issuer == nullptr) issuer = issuerIn(context, leaf.get());
  ERR_clear_error();
  X509_free(object->certificate);
  X509_free(object->issuer);
  object->certificate = leaf.release();
  object->issuer = issuer.release();
}

using CertificateStack = STACK_OF(X509);
struct FreeStack {
  void operator()(CertificateStack* stack) const { sk_X509_pop_free(stack, X509_free); }
};
using StackPointer = std::unique_ptr<CertificateStack, FreeStack>;

// setCert(PEM of the certificate and what leads to a root)
Value setCert(Args& args) {
  TlsContextObject* object = thisContext(args);
  std::string text = bytesOf(args[0]);
  BioPointer bio = bioOf(text);
  ERR_clear_error();
  Passphrase none{false, ""};
  CertificatePointer leaf(PEM_read_bio_X509_AUX(bio.get(), nullptr, givePassphrase, &none));
  if (leaf == nullptr) throwOpenSsl("PEM_read_bio_X509_AUX");
  StackPointer others(sk_X509_new_null());
  while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, givePassphrase, &none)) sk_X509_push(others.get(), next);
  if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) throwOpenSsl("PEM_read_bio_X509");
  ERR_clear_error();
  useChain(object, std::move(leaf), others.get(), "SSL_CTX_use_certificate");
  return Value::undefined();
}

// What may be added to: the roots' own store is shared by all contexts.
X509_STORE* storeToChange(SSL_CTX* context) {
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  if (!isSharedRootStore(store)) return store;
  store = newRootStore();
  SSL_CTX_set_cert_store(context, store);
  return store;
}

// addCACert(PEM, possibly of several)
Value addCaCert(Args& args) {
  TlsContextObject* object = thisContext(args);
  std::string text = bytesOf(args[0]);
  BioPointer bio = bioOf(text);
  Passphrase none{false, ""};
  X509_STORE* store = storeToChange(object->context);
  while (X509* found = PEM_read_bio_X509_AUX(bio.get(), nullptr, givePassphrase, &none)) {
    CertificatePointer certificate(found);
    X509_STORE_add_cert(store, certificate.get());
    SSL_CTX_add_client_CA(object->context, certificate.get());
  }
  ERR_clear_error();
  return Value::undefined();
}
Value addRootCerts(Args& args) {
  SSL_CTX_set_cert_store(thisContext(args)->context, sharedRootStore());
  return Value::undefined();
}
// addCRL(PEM)
Value addCrl(Args& args) {
  TlsContextObject* object = thisContext(args);
  std::string text = bytesOf(args[0]);
  BioPointer bio = bioOf(text);
  Passphrase none{false, ""};
  OpenSslPointer<X509_CRL, X509_CRL_free> list(PEM_read_bio_X509_CRL(bio.get(), nullptr, givePassphrase, &none));
  if (list == nullptr) throwOperationFailed("Failed to parse CRL");
  X509_STORE* store = storeToChange(object->context);
  X509_STORE_add_crl(store, list.get());
  X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  return Value::undefined();
}

// loadPKCS12(bytes, passphrase | undefined): key, certificate and authorities
Value loadPkcs12(Args& args) {
  TlsContextObject* object = thisContext(args);
  std::string bytes = bytesOf(args[0]);
  Passphrase passphrase = passphraseOf(args[1]);
  BioPointer bio = bioOf(bytes);
  ERR_clear_error();
  EVP_PKEY* key = nullptr;
  X509* leaf = nullptr;
  CertificateStack* others = nullptr;
  OpenSslPointer<PKCS12, PKCS12_free> file(d2i_PKCS12_bio(bio.get(), nullptr));
  bool read = file != nullptr &&
              PKCS12_parse(file.get(), passphrase.given ? passphrase.text.c_str() : "", &key, &leaf, &others) == 1;
  KeyPointer owned_key(key);
  CertificatePointer owned_leaf(leaf);
  StackPointer owned_others(others);
  if (!read || leaf == nullptr || key == nullptr) {
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    std::string message = reason == nullptr ? "Unable to load PFX certificate" : reason;
    if (read && leaf == nullptr) message = "Unable to load PFX certificate";
    if (read && leaf != nullptr) message = "Unable to load private key from PFX data";
    ERR_clear_error();
    throwError(ErrorType::Error, "%s", message);
  }
  useChain(object, std::move(owned_leaf), others, "SSL_CTX_use_certificate");
  if (SSL_CTX_use_PrivateKey(object->context, key) != 1) throwOpenSsl("SSL_CTX_use_PrivateKey");
  X509_STORE* store = storeToChange(object->context);
  for (int i = 0; i < sk_X509_num(others); ++i) {
    X509_STORE_add_cert(store, sk_X509_value(others, i));
    SSL_CTX_add_client_CA(object->context, sk_X509_value(others, i));
  }
  ERR_clear_error();
  return Value::undefined();
}

// --- what is allowed

Value setCipherSuites(Args& args) {
  if (SSL_CTX_set_ciphersuites(thisContext(args)->context, toUtf8(args[0]).c_str()) != 1)
    throwOpenSsl("Failed to set ciphers");
  return Value::undefined();
}
Value setCiphers(Args& args) {
  std::string list = toUtf8(args[0]);
  if (SSL_CTX_set_cipher_list(thisContext(args)->context, list.c_str()) == 1) return Value::undefined();
  // Only the suites of TLS 1.3 are wanted: then the others' list is empty.
  if (list.empty() && ERR_GET_REASON(ERR_peek_error()) == SSL_R_NO_CIPHER_MATCH) {
    ERR_clear_error();
    return Value::undefined();
  }
  throwOpenSsl("Failed to set ciphers");
}
Value setSigalgs(Args& args) {
  ERR_clear_error();
  if (SSL_CTX_set1_sigalgs_list(thisContext(args)->context, toUtf8(args[0]).c_str()) != 1) {
    if (ERR_peek_error() == 0) throwError(ErrorType::Error, "%s", "error:00000000:lib(0)::reason(0)");
    throwOpenSsl("Failed to set sigalgs");
  }
  return Value::undefined();
}
Value setEcdhCurve(Args& args) {
  std::string curves = toUtf8(args[0]);
  if (curves == "auto") return Value::undefined();
  if (SSL_CTX_set1_groups_list(thisContext(args)->context, curves.c_str()) != 1)
    throwOperationFailed("Failed to set ECDH curve");
  return Value::undefined();
}
// setDHParam(true | PEM): a warning, or undefined
Value setDhParam(Args& args) {
  SSL_CTX* context = thisContext(args)->context;
  if (args[0].isTrue()) {
    SSL_CTX_set_dh_auto(context, 1);
    return Value::undefined();
  }
  std::string text = bytesOf(args[0]);
  BioPointer bio = bioOf(text);
  EVP_PKEY* parameters = PEM_read_bio_Parameters(bio.get(), nullptr);
  ERR_clear_error();
  if (parameters == nullptr) return Value::undefined();
  int bits = EVP_PKEY_get_bits(parameters);
  if (bits < 1024) {
    EVP_PKEY_free(parameters);
    throwWithCode(ErrorType::Error, "ERR_INVALID_ARG_VALUE", "DH parameter is less than 1024 bits");
  }
  SSL_CTX_set_options(context, SSL_OP_SINGLE_DH_USE);
  if (SSL_CTX_set0_tmp_dh_pkey(context, parameters) != 1) {
    EVP_PKEY_free(parameters);
    throwOperationFailed("Error setting temp DH parameter");
  }
  return bits < 2048 ? box(internAscii("DH parameter is less than 2048 bits")) : Value::undefined();
}
Value setMinProto(Args& args) {
  SSL_CTX_set_min_proto_version(thisContext(args)->context, toInt32(args[0]));
  return Value::undefined();
}
Value setMaxProto(Args& args) {
  SSL_CTX_set_max_proto_version(thisContext(args)->context, toInt32(args[0]));
  return Value::undefined();
}
Value getMinProto(Args& args) {
  return Value::number(static_cast<double>(SSL_CTX_get_min_proto_version(thisContext(args)->context)));
}
Value getMaxProto(Args& args) {
  return Value::number(static_cast<double>(SSL_CTX_get_max_proto_version(thisContext(args)->context)));
}
Value setOptions(Args& args) {
  SSL_CTX_set_options(thisContext(args)->context, static_cast<uint64_t>(toNumber(args[0])));
  return Value::undefined();
}
Value setSessionIdContext(Args& args) {
  std::string id = toUtf8(args[0]);
  if (SSL_CTX_set_session_id_context(thisContext(args)->context, reinterpret_cast<const uint8_t*>(id.data()),
                                     static_cast<unsigned>(id.size())) == 1)
    return Value::undefined();
  throwOpenSsl("SSL_CTX_set_session_id_context error");
}
Value setSessionTimeout(Args& args) {
  SSL_CTX_set_timeout(thisContext(args)->context, toInt32(args[0]));
  return Value::undefined();
}
Value getTicketKeys(Args& args) {
  return box(newBufferOf(ticketKeysOf(thisContext(args)->context), kTicketKeys));
}
// setTicketKeys(48 bytes)
Value setTicketKeys(Args& args) {
  std::string bytes = bytesOf(args[0]);
  SSL_CTX* context = thisContext(args)->context;
  if (bytes.size() == kTicketKeys)
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(ticketKeysOf(context)));
  return Value::boolean(true);
}

Value getCertificate(Args& args) {
  X509* certificate = thisContext(args)->certificate;
  return certificate == nullptr ? Value::null() : newCertificateBytes(certificate);
}
Value getIssuer(Args& args) {
  X509* certificate = thisContext(args)->issuer;
  return certificate == nullptr ? Value::null() : newCertificateBytes(certificate);
}
Value closeContext(Args& args) {
  if (TlsContextObject* object = tlsContextOf(args.this_value); object != nullptr && object->context != nullptr) {
    release(object);
    open_contexts.erase(object);
  }
  return Value::undefined();
}

const NativeMethod kContextMethods[] = {
    {"init", KILN_NATIVE(init), 3},
    {"setKey", KILN_NATIVE(setKey), 2},
    {"setCert", KILN_NATIVE(setCert), 1},
    {"addCACert", KILN_NATIVE(addCaCert), 1},
    {"addRootCerts", KILN_NATIVE(addRootCerts), 0},
    {"addCRL", KILN_NATIVE(addCrl), 1},
    {"loadPKCS12", KILN_NATIVE(loadPkcs12), 2},
    {"setCipherSuites", KILN_NATIVE(setCipherSuites), 1},
    {"setCiphers", KILN_NATIVE(setCiphers), 1},
    {"setSigalgs", KILN_NATIVE(setSigalgs), 1},
    {"setECDHCurve", KILN_NATIVE(setEcdhCurve), 1},
    {"setDHParam", KILN_NATIVE(setDhParam), 1},
    {"setMinProto", KILN_NATIVE(setMinProto), 1},
    {"setMaxProto", KILN_NATIVE(setMaxProto), 1},
    {"getMinProto", KILN_NATIVE(getMinProto), 0},
    {"getMaxProto", KILN_NATIVE(getMaxProto), 0},
    {"setOptions", KILN_NATIVE(setOptions), 1},
    {"setSessionIdContext", KILN_NATIVE(setSessionIdContext), 1},
    {"setSessionTimeout", KILN_NATIVE(setSessionTimeout), 1},
    {"getTicketKeys", KILN_NATIVE(getTicketKeys), 0},
    {"setTicketKeys", KILN_NATIVE(setTicketKeys), 1},
    {"getCertificate", KILN_NATIVE(getCertificate), 0},
    {"getIssuer", KILN_NATIVE(getIssuer), 0},
    {"close", KILN_NATIVE(closeContext), 0},
};

Value constructContext(Args& args) {
  if (!args.isConstruct()) throwTypeError("Illegal constructor");
  auto* object = static_cast<TlsContextObject*>(newNativeObject(sizeof(TlsContextObject), context_shape));
  object->context = nullptr;
  object->certificate = object->issuer = nullptr;
  return box(object);
}

// getSSLCiphers(): names of all that this OpenSSL has, those of TLS 1.3 as well
Value getSslCiphers(Args&) {
  OpenSslPointer<SSL_CTX, SSL_CTX_free> context(SSL_CTX_new(TLS_method()));
  OpenSslPointer<SSL, SSL_free> ssl(SSL_new(context.get()));
  Object* names = newArray(0);
  STACK_OF(SSL_CIPHER)* ciphers = SSL_get_ciphers(ssl.get());
  for (int i = 0; i < sk_SSL_CIPHER_num(ciphers); ++i)
    arrayPush(names, box(newUtf8(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, i)))));
  // Two are known, but not on by default.
  for (const char* name : {"TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_SHA256"}) arrayPush(names, box(newUtf8(name)));
  ERR_clear_error();
  return box(names);
}

const NativeMethod kFunctions[] = {{"getSSLCiphers", KILN_NATIVE(getSslCiphers), 0}};

}  // namespace

TlsContextObject* tlsContextOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &context_class) return nullptr;
  return static_cast<TlsContextObject*>(asObject(v));
}

void defineTlsContexts(Object* exports) {
  addWeakHook(freeDead);
  keys_index = CRYPTO_get_ex_new_index(CRYPTO_EX_INDEX_SSL_CTX, 0, nullptr, nullptr, nullptr, freeKeys);
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  defineMethods(prototype, kContextMethods);
  Function* constructor = defineConstructor("SecureContext", KILN_NATIVE(constructContext), 0, prototype, false);
  context_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &context_class);
  createDataProperty(exports, atomKey("SecureContext"), box(constructor));
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
