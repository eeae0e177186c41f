// The native half of node:tls (lib/tls.js): sessions as JavaScript holds them.
#include <openssl/err.h>

#include "stdlib/node/native_module.h"
#include "stdlib/node/tls_session.h"

namespace kiln::rt {
namespace {

const ClassInfo session_class = {.name = "TLSSession"};
Shape* session_shape;

TlsSession* sessionOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &session_class) throwTypeError("Illegal invocation");
  return static_cast<TlsSessionObject*>(asObject(v))->native;
}

// new TLSSession(SecureContext, isServer, owner, { started, done, error … })
Value constructSession(Args& args) {
  if (!args.isConstruct()) throwTypeError("Illegal constructor");
  TlsContextObject* context = tlsContextOf(args[0]);
  if (context == nullptr || context->context == nullptr || !isObject(args[3])) throwTypeError("Illegal invocation");
  auto* object = static_cast<TlsSessionObject*>(newNativeObject(sizeof(TlsSessionObject), session_shape));
  object->native = nullptr;
  object->context = args[0];
  object->owner = args[2];
  object->stream = Value::undefined();
  object->thrown = Value::empty();
  Object* callbacks = asObject(args[3]);
  auto callback = [&](const char* name) { return get(callbacks, atomKey(name)); };
  object->started = callback("started");
  object->done = callback("done");
  object->error = callback("error");
  object->session = callback("session");
  object->keylog = callback("keylog");
  object->certificate = callback("certificate");
  object->alpn = callback("alpn");
  object->ocsp = callback("ocsp");
  object->hello = callback("hello");
  object->output = callback("output");
  object->read = callback("read");
  TlsSession::open(object, context->context, args[1].isTrue());
  return box(object);
}

// attach(TCP | Pipe): filters it
Value attach(Args& args) {
  TlsSession* session = sessionOf(args.this_value);
  StreamHandle* stream = streamOf(args[0]);
  if (session != nullptr && stream != nullptr) session->attach(stream);
  return Value::undefined();
}
Value start(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) session->start();
  return Value::undefined();
}
// receive(Buffer): as if it had come by the wire
Value receive(Args& args) {
  Bytes bytes{};
  if (TlsSession* session = sessionOf(args.this_value); session != nullptr && bytesOfView(args[0], &bytes)) {
    // What is read must stay while callbacks run.
    std::string copy(reinterpret_cast<const char*>(bytes.data), bytes.length);
    session->receive(copy.data(), copy.size());
  }
  return Value::undefined();
}
// write(Buffer, done(status)): 0, 1 (`done` will be called) or a negative errno; of a session without a native stream
Value write(Args& args) {
  TlsSession* session = sessionOf(args.this_value);
  Bytes bytes{};
  if (session == nullptr || !bytesOfView(args[0], &bytes)) return Value::int32(UV_EPROTO);
  uv_buf_t part = uv_buf_init(reinterpret_cast<char*>(bytes.data), static_cast<unsigned>(bytes.length));
  WriteResult result = session->write(&part, 1, args[1]);
  return Value::int32(result.outcome == WriteOutcome::Pending ? 1 : result.status);
}
Value shutdown(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) session->onShutdown();
  return Value::undefined();
}
Value closeSession(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) session->close();
  return Value::undefined();
}

// setVerifyMode(request a certificate, refuse who has none)
Value setVerifyMode(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  if (ssl == nullptr) return Value::undefined();
  int mode = SSL_VERIFY_NONE;
  if (!SSL_is_server(ssl))
    mode = args[0].isTrue() ? SSL_VERIFY_PEER : SSL_VERIFY_NONE;
  else if (args[0].isTrue())
    mode = SSL_VERIFY_PEER | (args[1].isTrue() ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0);
  SSL_set_verify(ssl, mode, SSL_get_verify_callback(ssl));
  return Value::undefined();
}
Value setServername(Args& args) {
  if (SSL* ssl = sslOf(args.this_value)) SSL_set_tlsext_host_name(ssl, toUtf8(args[0]).c_str());
  return Value::undefined();
}
// setALPNProtocols(Buffer): each with its length before it
Value setAlpnProtocols(Args& args) {
  TlsSession* session = sessionOf(args.this_value);
  if (session == nullptr) return Value::undefined();
  std::string names = bytesOf(args[0]);
  if (SSL_is_server(session->ssl()))
    session->alpn_protocols = std::move(names);
  else
    SSL_set_alpn_protos(session->ssl(), reinterpret_cast<const uint8_t*>(names.data()), static_cast<unsigned>(names.size()));
  return Value::undefined();
}
Value requestOcsp(Args& args) {
  if (SSL* ssl = sslOf(args.this_value)) SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
  return Value::undefined();
}
Value enableSessions(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) session->tells_sessions = true;
  return Value::undefined();
}
Value enableHello(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) session->tells_hello = true;
  return Value::undefined();
}
Value enableKeyLog(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) session->tells_keys = true;
  return Value::undefined();
}
Value enableAlpnCallback(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) session->asks_alpn = true;
  return Value::undefined();
}
Value enableCertificateCallback(Args& args) {
  if (TlsSession* session = sessionOf(args.this_value)) {
    session->asks_certificate = true;
    SSL_set_cert_cb(session->ssl(), TlsSession::onCertificate, session);
  }
  return Value::undefined();
}

// The context's certificate and key beside those of other kinds that the connection has.
void useCertificate(SSL* ssl, SSL_CTX* context) {
  STACK_OF(X509)* chain = nullptr;
  bool works = SSL_CTX_get0_chain_certs(context, &chain) == 1 &&
               SSL_use_certificate(ssl, SSL_CTX_get0_certificate(context)) == 1 &&
               SSL_use_PrivateKey(ssl, SSL_CTX_get0_privatekey(context)) == 1;
  if (works && chain != nullptr) SSL_set1_chain(ssl, chain);
}

// certificateChosen(SecureContext | undefined, OCSP response | undefined)
Value certificateChosen(Args& args) {
  TlsSession* session = sessionOf(args.this_value);
  if (session == nullptr || session->certificate_known) return Value::undefined();
  SSL* ssl = session->ssl();
  if (TlsContextObject* context = tlsContextOf(args[0]); context != nullptr && context->context != nullptr) {
    useCertificate(ssl, context->context);
    // Whom to trust is part of the context.
    ERR_clear_error();
    session->object()->context = args[0];
    SSL_set1_verify_cert_store(ssl, SSL_CTX_get_cert_store(context->context));
    SSL_set_client_CA_list(ssl, SSL_dup_CA_list(SSL_CTX_get_client_CA_list(context->context)));
  }
  if (!args[1].isNullish()) session->ocsp_response = bytesOf(args[1]);
  session->certificate_known = true;
  session->resume();
  return Value::undefined();
}
// sessionFound(bytes | undefined): the answer to hello
Value sessionFound(Args& args) {
  TlsSession* session = sessionOf(args.this_value);
  if (session == nullptr || session->hello_known) return Value::undefined();
  if (!args[0].isNullish()) {
    std::string bytes = bytesOf(args[0]);
    const auto* at = reinterpret_cast<const uint8_t*>(bytes.data());
    session->found_session = d2i_SSL_SESSION(nullptr, &at, static_cast<long>(bytes.size()));
    ERR_clear_error();
  }
  session->hello_known = true;
  session->resume();
  return Value::undefined();
}
Value sessionStored(Args& args) {
  TlsSession* session = sessionOf(args.this_value);
  if (session == nullptr || !session->session_pending) return Value::undefined();
  session->session_pending = false;
  session->resume();
  return Value::undefined();
}
// renegotiate(): throws what stands against it
Value renegotiate(Args& args) {
  TlsSession* session = sessionOf(args.this_value);
  if (session == nullptr) return Value::undefined();
  ERR_clear_error();
  if (SSL_renegotiate(session->ssl()) != 1) throwOpenSsl("SSL_renegotiate error");
  session->start();
  return Value::undefined();
}
Value setMaxSendFragment(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  return Value::boolean(ssl != nullptr && SSL_set_max_send_fragment(ssl, toInt32(args[0])) == 1);
}
// setKeyCert(SecureContext): its key and certificate from now on
Value setKeyCert(Args& args) {
  SSL* ssl = sslOf(args.this_value);
  TlsContextObject* context = tlsContextOf(args[0]);
  if (ssl == nullptr || context == nullptr || context->context == nullptr) return Value::undefined();
  X509* certificate = SSL_CTX_get0_certificate(context->context);
  EVP_PKEY* key = SSL_CTX_get0_privatekey(context->context);
  STACK_OF(X509)* chain = nullptr;
  SSL_CTX_get0_chain_certs(context->context, &chain);
  if (SSL_use_cert_and_key(ssl, certificate, key, chain, 1) != 1) throwOpenSsl("SSL_use_cert_and_key");
  return Value::undefined();
}

const NativeMethod kSessionMethods[] = {
    {"attach", KILN_NATIVE(attach), 1},
    {"start", KILN_NATIVE(start), 0},
    {"receive", KILN_NATIVE(receive), 1},
    {"write", KILN_NATIVE(write), 2},
    {"shutdown", KILN_NATIVE(shutdown), 0},
    {"close", KILN_NATIVE(closeSession), 0},
    {"setVerifyMode", KILN_NATIVE(setVerifyMode), 2},
    {"setServername", KILN_NATIVE(setServername), 1},
    {"setALPNProtocols", KILN_NATIVE(setAlpnProtocols), 1},
    {"requestOCSP", KILN_NATIVE(requestOcsp), 0},
    {"enableSessionCallbacks", KILN_NATIVE(enableSessions), 0},
    {"enableHelloCallback", KILN_NATIVE(enableHello), 0},
    {"enableKeylogCallback", KILN_NATIVE(enableKeyLog), 0},
    {"enableALPNCallback", KILN_NATIVE(enableAlpnCallback), 0},
    {"enableCertCallback", KILN_NATIVE(enableCertificateCallback), 0},
    {"certificateChosen", KILN_NATIVE(certificateChosen), 2},
    {"sessionFound", KILN_NATIVE(sessionFound), 1},
    {"sessionStored", KILN_NATIVE(sessionStored), 0},
    {"renegotiate", KILN_NATIVE(renegotiate), 0},
    {"setMaxSendFragment", KILN_NATIVE(setMaxSendFragment), 1},
    {"setKeyCert", KILN_NATIVE(setKeyCert), 1},
};

}  // namespace

SSL* sslOf(Value v) {
  TlsSession* session = sessionOf(v);
  return session == nullptr ? nullptr : session->ssl();
}

void fillTlsNative(Object* exports) {
  addWeakHook(freeDeadTlsSessions);
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  defineMethods(prototype, kSessionMethods);
  defineMethods(prototype, kTlsFacts, kTlsFactsCount);
  Function* constructor = defineConstructor("TLSSession", KILN_NATIVE(constructSession), 4, prototype, false);
  session_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &session_class);
  createDataProperty(exports, atomKey("TLSSession"), box(constructor));
  defineTlsContexts(exports);
  defineTlsRoots(exports);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_tls_native, "internal/tls_native", ::kiln::rt::fillTlsNative)
