// What the files of node:tls's native half share. OpenSSL's libssl is linked only into programs that reach
// kiln_module_internal_tls_native.
#pragma once
#include <openssl/ssl.h>

#include "stdlib/node/certificate.h"

namespace kiln::rt {

// --- contexts (tls_context.cpp): keys, certificates and what is allowed, for many connections

struct TlsContextObject : Object {
  SSL_CTX* context;  // nullptr once closed
  X509* certificate;  // its own, and who issued it, as far as known
  X509* issuer;
};
TlsContextObject* tlsContextOf(Value v);  // nullptr for anything else
void defineTlsContexts(Object* exports);
// What an open session must be told of its context's events (tls_session.cpp).
void installSessionCallbacks(SSL_CTX* context);

// --- sessions (tls_native.cpp, tls_facts.cpp): one connection

// `this` of a session's method; nullptr when it is closed, throws when it is none.
SSL* sslOf(Value session);
void freeDeadTlsSessions();  // a weak hook
extern const NativeMethod kTlsFacts[];
extern const size_t kTlsFactsCount;

// --- trusted roots (tls_roots.cpp)

// Mozilla's, and those of NODE_EXTRA_CA_CERTS. One reference is the caller's; what is shared may not be added to.
X509_STORE* sharedRootStore();
X509_STORE* newRootStore();
bool isSharedRootStore(const X509_STORE* store);
void defineTlsRoots(Object* exports);

// --- errors

// What OpenSSL's queue says went wrong on a connection, with library, reason and code; empties it.
Value newTlsError();

}  // namespace kiln::rt
