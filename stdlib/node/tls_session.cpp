#include "stdlib/node/tls_session.h"

#include <openssl/err.h>

#include <algorithm>
#include <cstring>
#include <unordered_set>
#include <utility>

#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

constexpr int kRecord = 16384;        // most plain bytes of a record
constexpr size_t kGathered = 65536;   // writes of several parts up to this are joined, to fill records
constexpr size_t kLongestSession = 10240;
constexpr size_t kSpareOutput = 262144;

std::unordered_set<TlsSessionObject*> open_sessions;

// Memory for what is read, one for each session that is being read: callbacks may make others read.
class PlainBlock {
 public:
  PlainBlock() {
    if (spare().empty()) {
      data_ = new char[kRecord];
    } else {
      data_ = spare().back();
      spare().pop_back();
    }
  }
  ~PlainBlock() { spare().push_back(data_); }
  PlainBlock(const PlainBlock&) = delete;
  char* data() { return data_; }

 private:
  static std::vector<char*>& spare() {
    static std::vector<char*> blocks;
    return blocks;
  }
  char* data_;
};

// Sessions that send nothing hold no memory for it.
std::string& spareOutput() {
  static std::string spare;
  return spare;
}

// Writes are done in a later phase even when the system took them at once, as in Node.
struct DoneWrite {
  Root* done;
  int status;
};
std::vector<DoneWrite> done_writes;

void tellDoneWrites() {
  for (const DoneWrite& write : std::exchange(done_writes, {})) {
    AsyncContext* context = write.done->context;
    Value done = dropRoot(write.done);
    asCallback(context, [&] { callWith(done, Value::undefined(), Value::int32(write.status)); });
  }
}
void doneLater(Value done, int status) {
  if (done.isUndefined()) return;
  if (done_writes.empty()) addLoopTask(tellDoneWrites);
  done_writes.push_back({addRoot(done, "WRITEWRAP"), status});
}

TlsSession* sessionOf(const SSL* ssl) {
  return static_cast<TlsSession*>(SSL_get_app_data(ssl));
}

}  // namespace

// What OpenSSL reads from and writes to.
struct TlsBio {
  static int read(BIO* bio, char* out, int size) {
    auto* session = static_cast<TlsSession*>(BIO_get_data(bio));
    BIO_clear_retry_flags(bio);
    if (session->input_length_ == 0) {
      BIO_set_retry_read(bio);
      return -1;
    }
    size_t count = std::min(session->input_length_, static_cast<size_t>(size));
    std::memcpy(out, session->input_, count);
    session->input_ += count;
    session->input_length_ -= count;
    return static_cast<int>(count);
  }
  static int write(BIO* bio, const char* data, int size) {
    auto* session = static_cast<TlsSession*>(BIO_get_data(bio));
    if (session->output_.empty() && session->output_.capacity() < spareOutput().capacity())
      session->output_ = std::exchange(spareOutput(), {});
    session->output_.append(data, static_cast<size_t>(size));
    return size;
  }
  static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }
  static int create(BIO* bio) {
    BIO_set_init(bio, 1);
    return 1;
  }
  static BIO* make(TlsSession* session) {
    static BIO_METHOD* method = [] {
      BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "kiln");
      BIO_meth_set_read(made, read);
      BIO_meth_set_write(made, write);
      BIO_meth_set_ctrl(made, control);
      BIO_meth_set_create(made, create);
      return made;
    }();
    BIO* bio = BIO_new(method);
    BIO_set_data(bio, session);
    return bio;
  }
};

// While a session is at work it is not freed.
class TlsSession::Entry {
 public:
  Entry(TlsSession* session, Caller caller) : session_(session), outer_(session->caller_) {
    ++session->depth_;
    session->caller_ = caller;
  }
  ~Entry() {
    session_->caller_ = outer_;
    if (--session_->depth_ == 0 && session_->closed_) delete session_;
  }
  Entry(const Entry&) = delete;

 private:
  TlsSession* session_;
  Caller outer_;
};

TlsSession::TlsSession(TlsSessionObject* object, SSL_CTX* context, bool is_server)
    : object_(object), ssl_(SSL_new(context)) {
  SSL_set_app_data(ssl_, this);
  BIO* bio = TlsBio::make(this);
  SSL_set_bio(ssl_, bio, bio);
  SSL_set_mode(ssl_, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_set_info_callback(ssl_, onInfo);
  // Whether to go on with a certificate that is not good is JavaScript's decision.
  SSL_set_verify(ssl_, SSL_VERIFY_NONE, [](int, X509_STORE_CTX*) { return 1; });
  if (is_server)
    SSL_set_accept_state(ssl_);
  else
    SSL_set_connect_state(ssl_);
}
TlsSession::~TlsSession() {
  SSL_free(ssl_);
  SSL_SESSION_free(found_session);
}

AsyncContext* TlsSession::asyncContext() {
  return stream_ == nullptr ? async_context : stream_->object->context;
}

template <typename... Arguments>
void TlsSession::tell(Value callback, Arguments... arguments) {
  if (callback.isUndefined()) return;
  Value owner = object_->owner;
  if (caller_ == Caller::JavaScript)
    callWith(callback, owner, arguments...);
  else
    asCallback(asyncContext(), [&] { callWith(callback, owner, arguments...); });
}

// --- bytes

void TlsSession::onWire(ssize_t count, const char* data) {
  Entry entry(this, Caller::Loop);
  if (count < 0) {
    if (count == UV_EOF && std::exchange(ended_, true)) return;
    deliver(count, nullptr);
    return;
  }
  take(data, static_cast<size_t>(count));
}

void TlsSession::receive(const char* data, size_t length) {
  if (!isOpen()) return;
  Entry entry(this, Caller::JavaScript);
  take(data, length);
}

void TlsSession::take(const char* data, size_t length) {
  // Behind what a callback has sent, or what is left until JavaScript has answered a question.
  if (reading_ || !arrived_.empty()) {
    arrived_.append(data, length);
    if (reading_) return;
    length = 0;
  }
  std::string held;
  do {
    if (!arrived_.empty()) {
      held = std::exchange(arrived_, {});
      data = held.data();
      length = held.size();
    }
    input_ = data;
    input_length_ = length;
    cycle();
    if (!isOpen() || failed_) break;
    if (input_length_ > 0) {
      arrived_.insert(0, input_, input_length_);
      break;
    }
  } while (!arrived_.empty());
  input_length_ = 0;
}

void TlsSession::deliver(ssize_t count, const char* data) {
  if (stream_ != nullptr) {
    deliverPlain(stream_, count, data);
    return;
  }
  tell(object_->read, count < 0 ? Value::int32(static_cast<int32_t>(count))
                                : box(newBufferOf(data, static_cast<size_t>(count))));
}

void TlsSession::cycle() {
  readPlain();
  if (!isOpen() || failed_) return;
  writePending();
  if (isOpen()) flush(Value::undefined(), false);
}

void TlsSession::readPlain() {
  // The one that reads goes on with what a callback has made possible.
  if (reading_) return;
  reading_ = true;
  struct Done {
    bool& flag;
    ~Done() { flag = false; }
  } done{reading_};
  while (isOpen() && !failed_ && !session_pending) {
    PlainBlock block;
    ERR_clear_error();
    int count = SSL_read(ssl_, block.data(), kRecord);
    int reason = count > 0 ? SSL_ERROR_NONE : SSL_get_error(ssl_, count);
    tellEvents();
    if (!isOpen()) return;
    switch (reason) {
      case SSL_ERROR_NONE:
        deliver(count, block.data());
        break;
      case SSL_ERROR_WANT_X509_LOOKUP:
        if (!certificate_known) return;
        break;
      case SSL_ERROR_WANT_CLIENT_HELLO_CB:
        if (!hello_known) return;
        break;
      case SSL_ERROR_WANT_READ:
      case SSL_ERROR_WANT_WRITE:
        return;
      case SSL_ERROR_ZERO_RETURN:
        if (std::exchange(ended_, true)) return;
        flush(Value::undefined(), false);
        deliver(UV_EOF, nullptr);
        return;
      default:
        fail();
        return;
    }
  }
}

WriteResult TlsSession::write(const uv_buf_t* parts, unsigned count, Value done) {
  if (!isOpen() || failed_) return {WriteOutcome::Failed, UV_EPROTO};
  Entry entry(this, Caller::JavaScript);
  if (!SSL_in_init(ssl_) && pending_.empty() && !session_pending) return encrypt(parts, count, done);
  std::string bytes;
  for (unsigned i = 0; i < count; ++i) bytes.append(parts[i].base, parts[i].len);
  pending_.push_back({std::move(bytes), addRoot(done, "WRITEWRAP")});
  return {WriteOutcome::Pending, 0};
}

WriteResult TlsSession::encrypt(const uv_buf_t* parts, unsigned count, Value done) {
  size_t total = 0;
  for (unsigned i = 0; i < count; ++i) total += parts[i].len;
  static std::string joined;  // nothing below calls back while it is in use
  uv_buf_t whole;
  if (count > 1 && total <= kGathered) {
    joined.clear();
    for (unsigned i = 0; i < count; ++i) joined.append(parts[i].base, parts[i].len);
    whole = uv_buf_init(joined.data(), static_cast<unsigned>(total));
    parts = &whole;
    count = 1;
  }
  for (unsigned i = 0; i < count; ++i) {
    if (parts[i].len == 0) continue;
    ERR_clear_error();
    int written = SSL_write(ssl_, parts[i].base, static_cast<int>(parts[i].len));
    if (written > 0) continue;
    int reason = SSL_get_error(ssl_, written);
    if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE) {
      ERR_clear_error();
      flush(Value::undefined(), false);
      return {WriteOutcome::Failed, UV_EPROTO};
    }
    // A new handshake is going on: after it.
    std::string rest;
    for (; i < count; ++i) rest.append(parts[i].base, parts[i].len);
    pending_.insert(pending_.begin(), {std::move(rest), addRoot(done, "WRITEWRAP")});
    flush(Value::undefined(), false);
    return {WriteOutcome::Pending, 0};
  }
  return flush(done, total == 0);
}

void TlsSession::writePending() {
  while (isOpen() && !failed_ && !session_pending && !pending_.empty() && !SSL_in_init(ssl_)) {
    PendingWrite write = std::move(pending_.front());
    pending_.erase(pending_.begin());
    AsyncContext* context = write.done->context;
    Value done = dropRoot(write.done);
    uv_buf_t part = uv_buf_init(write.bytes.data(), static_cast<unsigned>(write.bytes.size()));
    WriteResult result;
    {
      AsyncScope scope(context);
      result = encrypt(&part, 1, done);
    }
    if (result.outcome == WriteOutcome::Pending) {
      if (!pending_.empty() && SSL_in_init(ssl_)) return;
    } else {
      tell(done, Value::int32(result.status));
    }
  }
}

WriteResult TlsSession::flush(Value done, bool even_empty) {
  if (session_pending || (output_.empty() && !even_empty)) {
    // What has been encrypted goes out with what OpenSSL still adds to it.
    if (done.isUndefined()) return {WriteOutcome::Done, 0};
    doneLater(done, 0);
    return {WriteOutcome::Pending, 0};
  }
  std::string out = std::exchange(output_, {});
  WriteResult result{WriteOutcome::Pending, 0};
  if (stream_ != nullptr) {
    uv_buf_t part = uv_buf_init(out.data(), static_cast<unsigned>(out.size()));
    result = streamWriteWire(stream_, &part, 1, done);
    if (result.outcome == WriteOutcome::Done && !done.isUndefined()) {
      doneLater(done, 0);
      result.outcome = WriteOutcome::Pending;
    }
  } else {
    tell(object_->output, box(newBufferOf(out.data(), out.size())), done);
  }
  out.clear();
  if (out.capacity() <= kSpareOutput && out.capacity() > spareOutput().capacity())
    spareOutput() = std::move(out);
  return result;
}

void TlsSession::onShutdown() {
  if (!isOpen() || failed_) return;
  Entry entry(this, Caller::JavaScript);
  ERR_clear_error();
  SSL_shutdown(ssl_);
  ERR_clear_error();
  flush(Value::undefined(), false);
}

// --- what happened

void TlsSession::tellEvents() {
  if (!object_->thrown.isEmpty()) {
    Value error = std::exchange(object_->thrown, Value::empty());
    if (caller_ == Caller::JavaScript) throwValue(error);
    uncaught(error, false);
  }
  while (isOpen() && !events_.empty()) {
    std::vector<Event> events = std::exchange(events_, {});
    for (const Event& event : events) {
      if (!isOpen()) return;
      tellEvent(event);
    }
  }
}
void TlsSession::tellEvent(const Event& event) {
  switch (event.kind) {
    case EventKind::Started:
      tell(object_->started, Value::number(uv_now(eventLoop())));
      return;
    case EventKind::Done:
      tell(object_->done);
      return;
    case EventKind::Session:
      tell(object_->session, newBytes(event.first), newBytes(event.second));
      return;
    case EventKind::KeyLog:
      tell(object_->keylog, newBytes(event.first));
      return;
    case EventKind::Certificate:
      tell(object_->certificate, box(newUtf8(event.first)), Value::boolean(event.flag));
      return;
    case EventKind::Ocsp:
      tell(object_->ocsp, event.flag ? newBytes(event.first) : Value::null());
      return;
    case EventKind::Hello:
      tell(object_->hello, newBytes(event.first), Value::boolean(event.flag));
      return;
  }
}

void TlsSession::fail() {
  failed_ = true;
  Value error = newTlsError();
  flush(Value::undefined(), false);  // the alert
  tell(object_->error, error);
}

void TlsSession::onInfo(const SSL* ssl, int where, int) {
  TlsSession* session = sessionOf(ssl);
  if (where & SSL_CB_HANDSHAKE_START) session->events_.push_back({EventKind::Started, "", ""});
  if (!(where & SSL_CB_HANDSHAKE_DONE) || SSL_renegotiate_pending(const_cast<SSL*>(ssl))) return;
  session->events_.push_back({EventKind::Done, "", ""});
  // At once: what is written now goes before the tickets that a server still has to send, as in Node. OpenSSL allows for it.
  try {
    session->tellEvents();
  } catch (Thrown&) {
    session->object_->thrown = pendingException();
  }
}
int TlsSession::onCertificate(SSL* ssl, void* data) {
  auto* session = static_cast<TlsSession*>(data);
  if (session->certificate_known) return 1;
  if (!std::exchange(session->certificate_asked, true)) {
    const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    bool wants_ocsp = SSL_get_tlsext_status_type(ssl) == TLSEXT_STATUSTYPE_ocsp;
    session->events_.push_back({EventKind::Certificate, name == nullptr ? "" : name, "", wants_ocsp});
  }
  return -1;
}
int TlsSession::onHello(SSL* ssl, int*, void*) {
  TlsSession* session = sessionOf(ssl);
  if (session == nullptr || !session->tells_hello || session->hello_known) return SSL_CLIENT_HELLO_SUCCESS;
  const uint8_t *id, *ticket;
  size_t length = SSL_client_hello_get0_session_id(ssl, &id), ticket_length = 0;
  bool has_ticket = SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_session_ticket, &ticket, &ticket_length) == 1 &&
                    ticket_length > 0;
  if (length == 0 || has_ticket) return SSL_CLIENT_HELLO_SUCCESS;
  if (!std::exchange(session->hello_asked, true)) {
    session->events_.push_back(
        {EventKind::Hello, std::string(reinterpret_cast<const char*>(id), length), "", has_ticket});
  }
  return SSL_CLIENT_HELLO_RETRY;
}
int TlsSession::onNewSession(SSL* ssl, SSL_SESSION* found) {
  TlsSession* session = sessionOf(ssl);
  if (session == nullptr || !session->tells_sessions) return 0;
  int size = i2d_SSL_SESSION(found, nullptr);
  if (size <= 0 || static_cast<size_t>(size) > kLongestSession) return 0;
  std::string bytes(static_cast<size_t>(size), '\0');
  auto* out = reinterpret_cast<uint8_t*>(bytes.data());
  i2d_SSL_SESSION(found, &out);
  unsigned length;
  const uint8_t* id = SSL_SESSION_get_id(found, &length);
  session->events_.push_back(
      {EventKind::Session, std::string(reinterpret_cast<const char*>(id), length), std::move(bytes)});
  if (SSL_is_server(ssl)) session->session_pending = true;
  return 0;
}
SSL_SESSION* TlsSession::onGetSession(SSL* ssl, const uint8_t*, int, int* copy) {
  *copy = 0;
  TlsSession* session = sessionOf(ssl);
  return session == nullptr ? nullptr : std::exchange(session->found_session, nullptr);
}
// RFC 7301 §3.2: the server chooses from what the client offers.
int TlsSession::onAlpn(SSL* ssl, const uint8_t** out, uint8_t* out_length, const uint8_t* in, unsigned length, void*) {
  TlsSession* session = sessionOf(ssl);
  if (session == nullptr) return SSL_TLSEXT_ERR_NOACK;
  if (session->asks_alpn) {
    Value chosen;
    try {
      Value offered = box(newBufferOf(in, length));
      chosen = callWith(session->object_->alpn, session->object_->owner, offered);
    } catch (Thrown&) {
      session->object_->thrown = pendingException();
      return SSL_TLSEXT_ERR_ALERT_FATAL;
    }
    if (!chosen.isInt32() || static_cast<unsigned>(chosen.asInt32()) >= length) return SSL_TLSEXT_ERR_ALERT_FATAL;
    // Where it is in the offer.
    const uint8_t* at = in + chosen.asInt32();
    *out = at + 1;
    *out_length = *at;
    return SSL_TLSEXT_ERR_OK;
  }
  const std::string& known = session->alpn_protocols;
  if (known.empty()) return SSL_TLSEXT_ERR_NOACK;
  uint8_t* chosen;
  int status = SSL_select_next_proto(&chosen, out_length, reinterpret_cast<const uint8_t*>(known.data()),
                                     static_cast<unsigned>(known.size()), in, length);
  *out = chosen;
  return status == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}
int TlsSession::onStatus(SSL* ssl, void*) {
  TlsSession* session = sessionOf(ssl);
  if (session == nullptr) return SSL_TLSEXT_ERR_NOACK;
  if (!SSL_is_server(ssl)) {
    const uint8_t* response;
    long length = SSL_get_tlsext_status_ocsp_resp(ssl, &response);
    bool given = length >= 0 && response != nullptr;
    session->events_.push_back(
        {EventKind::Ocsp,
         given ? std::string(reinterpret_cast<const char*>(response), static_cast<size_t>(length)) : "", "", given});
    return 1;
  }
  const std::string& response = session->ocsp_response;
  if (response.empty()) return SSL_TLSEXT_ERR_NOACK;
  SSL_set_tlsext_status_ocsp_resp(ssl, OPENSSL_memdup(response.data(), response.size()),
                                  static_cast<long>(response.size()));
  return SSL_TLSEXT_ERR_OK;
}
void TlsSession::onKeyLog(const SSL* ssl, const char* line) {
  TlsSession* session = sessionOf(ssl);
  if (session != nullptr && session->tells_keys)
    session->events_.push_back({EventKind::KeyLog, std::string(line) + "\n", ""});
}

void installSessionCallbacks(SSL_CTX* context) {
  SSL_CTX_sess_set_new_cb(context, TlsSession::onNewSession);
  SSL_CTX_sess_set_get_cb(context, TlsSession::onGetSession);
  SSL_CTX_set_client_hello_cb(context, TlsSession::onHello, nullptr);
  SSL_CTX_set_alpn_select_cb(context, TlsSession::onAlpn, nullptr);
  SSL_CTX_set_tlsext_status_cb(context, TlsSession::onStatus);
  SSL_CTX_set_keylog_callback(context, TlsSession::onKeyLog);
  // That there is one tells OpenSSL that a server without a certificate may still get one, for TLS 1.3 as well.
  SSL_CTX_set_tlsext_servername_callback(context, +[](SSL*, int*, void*) { return SSL_TLSEXT_ERR_NOACK; });
}

// --- lifetime

void TlsSession::attach(StreamHandle* stream) {
  auto* object = static_cast<StreamObject*>(asObject(stream->object->value));
  if (stream_ != nullptr) stream_->filter = nullptr;
  stream_ = stream;
  stream->filter = this;
  object->filter = box(object_);
  object_->stream = box(object);
}

void TlsSession::start() {
  if (!isOpen()) return;
  Entry entry(this, Caller::JavaScript);
  ERR_clear_error();
  int result = SSL_do_handshake(ssl_);
  int reason = SSL_get_error(ssl_, result);
  tellEvents();
  if (!isOpen()) return;
  if (result <= 0 && (reason == SSL_ERROR_SSL || reason == SSL_ERROR_SYSCALL)) {
    fail();
    return;
  }
  flush(Value::undefined(), false);
}

void TlsSession::resume() {
  // In a callback: whoever called it goes on.
  if (!isOpen() || failed_ || reading_) return;
  Entry entry(this, Caller::JavaScript);
  take(nullptr, 0);
}

void TlsSession::onClose() {
  stream_ = nullptr;
  close();
}
void TlsSession::close() {
  if (closed_) return;
  if (stream_ != nullptr) {
    stream_->filter = nullptr;
    stream_ = nullptr;
  }
  closed_ = true;
  object_->native = nullptr;
  open_sessions.erase(object_);
  for (PendingWrite& write : pending_) {
    doneLater(dropRoot(write.done), UV_ECANCELED);
  }
  pending_.clear();
  if (depth_ == 0) delete this;
}

TlsSession* TlsSession::open(TlsSessionObject* object, SSL_CTX* context, bool is_server) {
  object->native = new TlsSession(object, context, is_server);
  open_sessions.insert(object);
  return object->native;
}

// Sessions that no stream keeps and nobody has closed.
void freeDeadTlsSessions() {
  std::erase_if(open_sessions, [](TlsSessionObject* object) {
    if (isMarked(object)) return false;
    delete object->native;
    return true;
  });
}

// Where OpenSSL's sources are in Node's.
static std::string placesInNode(std::string text) {
  for (const char* folder : {":../ssl/", ":../crypto/", ":../providers/"}) {
    for (size_t at = 0; (at = text.find(folder, at)) != std::string::npos; ++at)
      text.replace(at + 1, 3, "../deps/openssl/openssl/");
  }
  return text;
}

Value newTlsError() {
  unsigned long first = ERR_peek_error();
  std::string text = placesInNode(printedBy([](BIO* bio) { ERR_print_errors(bio); }));
  Object* error = newError(ErrorType::Error, newUtf8(text));
  auto put = [&](const char* name, const std::string& value) {
    createDataProperty(error, atomKey(name), box(newUtf8(value)));
  };
  if (const char* library = ERR_lib_error_string(first)) put("library", library);
  if (const char* reason = ERR_reason_error_string(first)) {
    put("reason", reason);
    std::string code = "ERR_SSL_";
    for (const char* c = reason; *c != 0; ++c)
      code += *c == ' ' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(*c)));
    put("code", code);
  }
  return box(error);
}

}  // namespace kiln::rt
