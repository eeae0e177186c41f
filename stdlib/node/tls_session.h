// One TLS connection: OpenSSL's machine between a stream of records and a plain one.
//
// It sits on a native stream as its filter, so that readers, the writes of node:http and libuv's own work go on as without it,
// or between two functions of JavaScript, for streams that are not native. OpenSSL calls JavaScript only to choose a protocol by ALPN and
// when a handshake is done; what else happens inside is noted and told when OpenSSL has returned.
#pragma once
#include <string>
#include <vector>

#include "stdlib/node/stream_handle.h"
#include "stdlib/node/tls.h"

namespace kiln::rt {

class TlsSession;

struct TlsSessionObject : Object {
  TlsSession* native;  // nullptr once closed
  Value owner;         // `this` of the callbacks
  // Functions: started(now in ms), done(), error(error), session(id, session), keylog(line), certificate(server name, whether
  // OCSP was asked for), alpn(protocols as sent) → Buffer | undefined, ocsp(response | null), hello(session id, has ticket);
  // of a session without a native stream: output(Buffer, done), read(Buffer | negative errno)
  Value started, done, error, session, keylog, certificate, alpn, ocsp, hello, output, read;
  Value stream;  // that it filters, or undefined
  Value context;
  Value thrown;  // by a function that OpenSSL called, until it has returned; else empty
};

class TlsSession final : public StreamFilter {
 public:
  // Who asks: JavaScript, whose exceptions and ticks are its own, or the loop.
  enum class Caller : uint8_t { Loop, JavaScript };

  // Into `object->native`, for as long as the object lives or until close().
  static TlsSession* open(TlsSessionObject* object, SSL_CTX* context, bool is_server);

  // --- of the stream
  void onWire(ssize_t count, const char* data) override;
  WriteResult write(const uv_buf_t* parts, unsigned count, Value done) override;
  void onShutdown() override;
  void onClose() override;

  // Bytes of the wire, from JavaScript.
  void receive(const char* data, size_t length);
  void start();
  // Goes on after JavaScript has decided something that OpenSSL waited for.
  void resume();
  void attach(StreamHandle* stream);
  // Frees what OpenSSL holds, now or when it is not in use any more.
  void close();

  SSL* ssl() { return ssl_; }
  TlsSessionObject* object() { return object_; }

  // --- what JavaScript sets
  bool tells_sessions = false, tells_keys = false, tells_hello = false;
  bool asks_certificate = false, asks_alpn = false;
  bool session_pending = false;                // JavaScript stores a new session; nothing is sent until it has
  bool certificate_asked = false, hello_asked = false;  // the question has been put
  bool certificate_known = false, hello_known = false;  // … and answered
  SSL_SESSION* found_session = nullptr;        // the answer to hello, owned
  std::string alpn_protocols;                  // of a server, as they are sent
  std::string ocsp_response;                   // of a server

  // --- from OpenSSL
  static void onInfo(const SSL* ssl, int where, int result);
  static int onCertificate(SSL* ssl, void* session);
  static int onHello(SSL* ssl, int* alert, void* unused);
  static int onNewSession(SSL* ssl, SSL_SESSION* session);
  static SSL_SESSION* onGetSession(SSL* ssl, const uint8_t* id, int length, int* copy);
  static int onAlpn(SSL* ssl, const uint8_t** out, uint8_t* out_length, const uint8_t* in, unsigned length, void* unused);
  static int onStatus(SSL* ssl, void* unused);
  static void onKeyLog(const SSL* ssl, const char* line);

 private:
  enum class EventKind : uint8_t { Started, Done, Session, KeyLog, Certificate, Ocsp, Hello };
  struct Event {
    EventKind kind;
    std::string first, second;
    bool flag = false;
  };
  struct PendingWrite {
    std::string bytes;
    Root* done;
  };
  class Entry;

  TlsSession(TlsSessionObject* object, SSL_CTX* context, bool is_server);
  ~TlsSession();
  void take(const char* data, size_t length);
  void cycle();
  void readPlain();
  void writePending();
  WriteResult encrypt(const uv_buf_t* parts, unsigned count, Value done);
  WriteResult flush(Value done, bool even_empty);
  void deliver(ssize_t count, const char* data);
  void tellEvents();
  void tellEvent(const Event& event);
  void fail();
  bool isOpen() const { return ssl_ != nullptr && !closed_; }
  template <typename... Arguments>
  void tell(Value callback, Arguments... arguments);
  AsyncContext* asyncContext();

  TlsSessionObject* object_;  // kept by its owner and by the stream; forgets us first
  SSL* ssl_;
  StreamHandle* stream_ = nullptr;
  std::string output_;  // records that are to be sent
  const char* input_ = nullptr;
  size_t input_length_ = 0;
  std::string arrived_;  // while something else was read
  std::vector<Event> events_;
  std::vector<PendingWrite> pending_;
  int depth_ = 0;
  Caller caller_ = Caller::Loop;
  bool closed_ = false, failed_ = false, ended_ = false, reading_ = false;

  friend struct TlsBio;
  friend void freeDeadTlsSessions();
};

}  // namespace kiln::rt
