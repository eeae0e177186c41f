// HTTP/1 messages out of a stream of bytes (RFC 9112), as strict as Node 20: what it refuses, this refuses, with the same code.
//
// No JavaScript, no collector, no allocation but for the text of a head. Nothing throws. Bytes come in blocks of any size.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kiln::http1 {

enum class Method : uint8_t {
#define KILN_HTTP_METHOD(name, text, protocol) name,
#include "stdlib/http1/methods.def"
#undef KILN_HTTP_METHOD
};
std::string_view methodName(Method method);
inline constexpr size_t kMethodCount = 0
#define KILN_HTTP_METHOD(name, text, protocol) +1
#include "stdlib/http1/methods.def"
#undef KILN_HTTP_METHOD
    ;
inline constexpr size_t kHttpMethods = static_cast<size_t>(Method::Query) + 1;  // the others are HTTP/2's preface and RTSP's

enum class Error : uint8_t {
  None,
#define KILN_HTTP_ERROR(name, code, reason) name,
#include "stdlib/http1/errors.def"
#undef KILN_HTTP_ERROR
};
const char* errorCode(Error error);    // "HPE_INVALID_METHOD"
const char* errorReason(Error error);  // "Invalid method encountered"

enum class Kind : uint8_t { Request, Response };

// A part of Head::text.
struct Span {
  uint32_t at = 0, length = 0;
};
struct Field {
  Span name, value;  // the value without white space around it
};

// A start line and fields, as they came.
struct Head {
  std::string text;
  std::vector<Field> fields;
  Span target;  // of requests
  Span reason;  // of responses
  Method method = Method::Get;
  uint16_t status = 0;
  uint8_t major = 0, minor = 0;
  bool keep_alive = false;  // the connection may be used for another message
  bool upgrade = false;     // CONNECT, or another protocol is asked for (request) or begins (response)
  bool chunked = false;
  bool has_length = false;
  uint64_t content_length = 0;
  std::string_view view(Span span) const { return std::string_view(text).substr(span.at, span.length); }
};

// What follows a head.
enum class Body : uint8_t {
  AsTold,   // what the head says
  None,     // nothing, whatever the head says: the answer to HEAD
  Upgrade,  // nothing, and then another protocol
  Stay,     // what the head says, but the other protocol that it asks for is not spoken here
};

class Handler {
 public:
  virtual Body onHead(const Head& head) = 0;
  virtual void onBody(const char* data, size_t length) = 0;
  // `trailers.fields` are those behind a chunked body.
  virtual void onEnd(const Head& trailers) = 0;

 protected:
  ~Handler() = default;
};

class Parser {
 public:
  Parser(Kind kind, Handler* handler, size_t max_header_size) { reset(kind, handler, max_header_size); }
  // As newly made, keeps its memory.
  void reset(Kind kind, Handler* handler, size_t max_header_size);

  // Returns how many bytes were taken: all, unless there is an error (then it is where), the protocol was changed, or a
  // handler has called stop(). The handler may not destroy the parser.
  size_t execute(const char* data, size_t length);
  // No more bytes come: may end a message whose body goes on until then. What execute() has found is not said again.
  Error finish();
  void stop() { stopped_ = true; }
  void resume() { stopped_ = false; }

  Error error() const { return error_; }
  bool upgraded() const { return state_ == State::Upgraded; }
  // Bytes of a message have come that is not complete; false between messages.
  bool inMessage() const { return in_message_; }

 private:
  enum class State : uint8_t {
    Start, Method, BeforeTarget, TargetStart, Schema, SchemaSlash, SchemaSlashSlash, Server, ServerAt, Path, Query, Fragment,
    BeforeProtocol, Protocol, Major, Dot, Minor, AfterVersion, TargetLf, RequestLineLf, Preface,
    ResponseSpace, StatusCode, AfterStatus, Reason, ResponseLineLf,
    FieldStart, FieldName, BeforeValue, Value, Length, LengthSpace, ValueLf, AfterValue, HeadLf,
    BodyLength, BodyToEnd, ChunkSizeStart, ChunkSize, ChunkSizeLf, ExtensionStart, ExtensionName, ExtensionValue,
    ExtensionQuoted, ExtensionEscape, ExtensionAfterQuoted, ChunkData, ChunkDataCr, ChunkDataLf,
    Upgraded, Closed, Failed,
  };
  // Names of fields that the framing depends on.
  enum class Special : uint8_t { None, Connection, ContentLength, TransferEncoding, Upgrade };

  const char* run(const char* p, const char* end);
  const char* fail(Error error, const char* at);
  const char* parseTarget(const char* p, const char* end);
  const char* parseChunkExtension(const char* p, const char* end);
  const char* parseFields(const char* p, const char* end);
  void beginMessage();
  void beginHead(const char* at);
  uint32_t offsetOf(const char* p) const { return static_cast<uint32_t>(p - head_begin_ + head_base_); }
  // Of the head, from this block or an earlier one.
  char characterAt(uint32_t offset) const {
    return offset < head_base_ ? head_.text[offset] : head_begin_[offset - head_base_];
  }
  // Bytes of targets, names and values count towards the limit.
  bool overflows(size_t span) const { return header_size_ + span >= max_header_size_; }
  void nameComplete();
  const char* readValue(const char* end);
  void readConnection(std::string_view value);
  Error readEncoding(std::string_view value, size_t* bad);
  const char* headComplete(const char* p);
  void endMessage();
  bool mayHaveBody() const;
  bool needsEndOfFile() const;
  bool shouldKeepAlive() const;

  Kind kind_;
  State state_;
  Error error_;
  Special special_;
  bool stopped_, in_message_, trailers_, skip_body_;
  bool has_connection_close_, has_connection_keep_alive_, has_connection_upgrade_, has_upgrade_, has_encoding_;
  uint8_t matched_;        // characters of the word that is being matched
  uint8_t protocol_;       // index of the word: HTTP/, RTSP/, ICE/
  bool after_start_line_;
  size_t max_header_size_, header_size_, extension_size_;
  uint64_t remaining_;     // bytes of the body or chunk
  uint32_t mark_;          // offset in the head where the current part began
  const char* head_begin_; // the part of this block that belongs to the head; nullptr outside of heads
  size_t head_base_;       // offset of `head_begin_` in the head
  Head head_;
  Handler* handler_;
};

}  // namespace kiln::http1
