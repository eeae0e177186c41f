#include "stdlib/http1/parser.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "stdlib/http1/characters.h"

namespace kiln::http1 {
namespace {

enum class Protocol : uint8_t { Http, Rtsp, Preface };
struct MethodRow {
  std::string_view text;
  Protocol protocol;
};
constexpr MethodRow kMethods[] = {
#define KILN_HTTP_METHOD(name, text, protocol) {text, Protocol::protocol},
#include "stdlib/http1/methods.def"
#undef KILN_HTTP_METHOD
};
// What follows the version in HTTP/2's preface.
constexpr std::string_view kPrefaceRest = "\r\n\r\nSM\r\n\r\n";
constexpr std::string_view kProtocols[] = {"HTTP/", "RTSP/", "ICE/"};
constexpr size_t kMaxExtensionSize = 16384;

// Tried first: most requests begin with one of these.
constexpr Method kUsual[] = {Method::Get,  Method::Post,    Method::Put,  Method::Delete,
                             Method::Head, Method::Options, Method::Patch};

Protocol protocolOf(Method method) {
  return kMethods[static_cast<size_t>(method)].protocol;
}

}  // namespace

std::string_view methodName(Method method) {
  return kMethods[static_cast<size_t>(method)].text;
}
const char* errorCode(Error error) {
  switch (error) {
    case Error::None:
      return "";
#define KILN_HTTP_ERROR(name, code, reason) \
  case Error::name:                         \
    return code;
#include "stdlib/http1/errors.def"
#undef KILN_HTTP_ERROR
  }
  return "";
}
const char* errorReason(Error error) {
  switch (error) {
    case Error::None:
      return "";
#define KILN_HTTP_ERROR(name, code, reason) \
  case Error::name:                         \
    return reason;
#include "stdlib/http1/errors.def"
#undef KILN_HTTP_ERROR
  }
  return "";
}

void Parser::reset(Kind kind, Handler* handler, size_t max_header_size) {
  kind_ = kind;
  handler_ = handler;
  max_header_size_ = max_header_size;
  state_ = State::Start;
  error_ = Error::None;
  stopped_ = in_message_ = false;
  head_begin_ = nullptr;
  extension_size_ = 0;
  beginMessage();
  in_message_ = false;
}

void Parser::beginMessage() {
  in_message_ = true;
  trailers_ = skip_body_ = false;
  has_connection_close_ = has_connection_keep_alive_ = has_connection_upgrade_ = has_upgrade_ = has_encoding_ = false;
  after_start_line_ = true;
  special_ = Special::None;
  matched_ = protocol_ = 0;
  remaining_ = 0;
  mark_ = 0;
  header_size_ = 0;
  head_.target = head_.reason = Span{};
  head_.status = 0;
  head_.keep_alive = head_.upgrade = head_.chunked = head_.has_length = false;
  head_.content_length = 0;
}

void Parser::beginHead(const char* at) {
  head_.text.clear();
  head_.fields.clear();
  head_begin_ = at;
  head_base_ = 0;
}

const char* Parser::fail(Error error, const char* at) {
  error_ = error;
  state_ = State::Failed;
  return at;
}

size_t Parser::execute(const char* data, size_t length) {
  if (head_begin_ != nullptr) {
    head_begin_ = data;
    head_base_ = head_.text.size();
  }
  const char* end = data + length;
  const char* p = run(data, end);
  if (head_begin_ != nullptr && error_ == Error::None) {
    head_.text.append(head_begin_, static_cast<size_t>(p - head_begin_));
    // What is not complete counts already: a name without an end must not fill the memory.
    if (head_.text.size() - mark_ + header_size_ >= max_header_size_) p = fail(Error::HeaderOverflow, p);
  }
  // An offset within an earlier block is the start of this one.
  return static_cast<size_t>(std::clamp(p, data, end) - data);
}

Error Parser::finish() {
  switch (state_) {
    case State::Start:
    case State::Closed:
    case State::Upgraded:
    case State::Failed:
      return Error::None;
    case State::BodyToEnd:
      endMessage();
      return error_;
    default:
      fail(Error::EndOfFile, nullptr);
      return error_;
  }
}

bool Parser::mayHaveBody() const {
  return kind_ == Kind::Request || !(head_.status / 100 == 1 || head_.status == 204 || head_.status == 304);
}
bool Parser::needsEndOfFile() const {
  if (kind_ == Kind::Request || skip_body_ || !mayHaveBody()) return false;
  if (has_encoding_ && !head_.chunked) return true;
  return !head_.chunked && !head_.has_length;
}
bool Parser::shouldKeepAlive() const {
  bool wanted = head_.major > 0 && head_.minor > 0 ? !has_connection_close_ : has_connection_keep_alive_;
  return wanted && !needsEndOfFile();
}

const char* Parser::headComplete(const char* p) {
  head_.text.append(head_begin_, static_cast<size_t>(p - head_begin_));
  head_begin_ = nullptr;
  header_size_ = 0;
  if (trailers_) {
    endMessage();
    return p;
  }
  bool asked = has_upgrade_ && has_connection_upgrade_;
  head_.upgrade = asked ? kind_ == Kind::Request || head_.status == 101
                        : kind_ == Kind::Request && head_.method == Method::Connect;
  head_.keep_alive = shouldKeepAlive();
  Body body = handler_->onHead(head_);
  skip_body_ = body == Body::None || body == Body::Upgrade;
  if (body == Body::Upgrade) head_.upgrade = true;
  if (body == Body::Stay) head_.upgrade = false;
  bool has_body = head_.chunked || head_.content_length > 0;
  bool connects = kind_ == Kind::Request && head_.method == Method::Connect;
  if ((head_.upgrade && (connects || skip_body_ || !has_body)) || skip_body_ || !mayHaveBody()) {
    endMessage();
  } else if (head_.chunked) {
    state_ = State::ChunkSizeStart;
  } else if (has_encoding_) {
    if (kind_ == Kind::Request) return fail(Error::EncodingOfRequest, p);
    state_ = State::BodyToEnd;
  } else if (head_.has_length && head_.content_length > 0) {
    remaining_ = head_.content_length;
    state_ = State::BodyLength;
  } else if (!head_.has_length && needsEndOfFile()) {
    state_ = State::BodyToEnd;
  } else {
    endMessage();
  }
  return p;
}

void Parser::endMessage() {
  if (!trailers_) head_.fields.clear();
  bool goes_on = shouldKeepAlive();
  bool changes = head_.upgrade || (kind_ == Kind::Response && head_.status == 101);
  in_message_ = false;
  state_ = changes ? State::Upgraded : goes_on ? State::Start : State::Closed;
  handler_->onEnd(head_);
}

const char* Parser::run(const char* p, const char* end) {
  while (p != end && !stopped_) {
    switch (state_) {
      case State::Start:
        if (*p == '\r' || *p == '\n') {
          ++p;
          break;
        }
        beginMessage();
        beginHead(p);
        state_ = kind_ == Kind::Request ? State::Method : State::Protocol;
        break;
      case State::Method: {
        if (matched_ == 0) {
          bool usual = false;
          for (Method method : kUsual) {
            std::string_view text = methodName(method);
            if (static_cast<size_t>(end - p) > text.size() && p[text.size()] == ' ' &&
                std::memcmp(p, text.data(), text.size()) == 0) {
              head_.method = method;
              p += text.size() + 1;
              state_ = State::BeforeTarget;
              usual = true;
              break;
            }
          }
          if (usual) break;
          protocol_ = 0;  // which candidate has matched so far
        }
        std::string_view prefix = kMethods[protocol_].text.substr(0, matched_);
        bool exact = false, longer = false;
        for (size_t i = 0; i < kMethodCount; ++i) {
          std::string_view text = kMethods[i].text;
          if (!text.starts_with(prefix)) continue;
          if (text.size() == matched_) {
            exact = true;
            if (*p == ' ') protocol_ = static_cast<uint8_t>(i);
          } else if (text[matched_] == *p) {
            longer = true;
            protocol_ = static_cast<uint8_t>(i);
            break;
          }
        }
        if (longer) {
          ++matched_;
          ++p;
        } else if (!exact) {
          return fail(Error::Method, p);
        } else if (*p != ' ') {
          return fail(Error::SpaceAfterMethod, p);
        } else {
          state_ = State::BeforeTarget;
          head_.method = static_cast<Method>(protocol_);
          matched_ = 0;
          ++p;
        }
        break;
      }
      case State::Preface:
        if (*p != kPrefaceRest[matched_]) return fail(Error::PrefaceExpected, p);
        ++p;
        if (++matched_ == kPrefaceRest.size()) return fail(Error::Preface, p);
        break;
      case State::BeforeTarget:
        if (*p == ' ') {
          ++p;
          break;
        }
        mark_ = offsetOf(p);
        state_ = head_.method == Method::Connect ? State::Server : State::TargetStart;
        break;
      case State::TargetStart:
      case State::Schema:
      case State::SchemaSlash:
      case State::SchemaSlashSlash:
      case State::Server:
      case State::ServerAt:
      case State::Path:
      case State::Query:
      case State::Fragment:
        p = parseTarget(p, end);
        break;
      case State::BeforeProtocol:
        if (*p == ' ') {
          ++p;
          break;
        }
        if (*p == '\t' || *p == '\f') return fail(Error::UrlCharacters, p + 1);
        state_ = State::Protocol;
        matched_ = 0;
        break;
      case State::Protocol: {
        if (matched_ == 0) protocol_ = *p == 'R' ? 1 : *p == 'I' ? 2 : 0;
        std::string_view word = kProtocols[protocol_];
        if (*p != word[matched_]) return fail(Error::Protocol, p);
        if (kind_ == Kind::Request && *p == '/') {
          bool rtsp = protocolOf(head_.method) == Protocol::Rtsp;
          Method m = head_.method;
          if (protocol_ == 0 && rtsp) return fail(Error::HttpMethod, p);
          if (protocol_ == 1 && !rtsp && m != Method::Options && m != Method::Get && m != Method::Post)
            return fail(Error::RtspMethod, p);
          if (protocol_ == 2 && m != Method::Source) return fail(Error::IceMethod, p);
        }
        ++p;
        if (++matched_ == word.size()) state_ = State::Major;
        break;
      }
      case State::Major:
        if (!isDigit(*p)) return fail(Error::Major, p);
        head_.major = static_cast<uint8_t>(*p++ - '0');
        state_ = State::Dot;
        break;
      case State::Dot:
        if (*p != '.') return fail(Error::Dot, p);
        ++p;
        state_ = State::Minor;
        break;
      case State::Minor: {
        if (!isDigit(*p)) return fail(Error::Minor, p);
        head_.minor = static_cast<uint8_t>(*p++ - '0');
        int version = head_.major * 10 + head_.minor;
        if (version != 11 && version != 10 && version != 9 && version != 20) return fail(Error::Version, p);
        if (kind_ == Kind::Response) {
          state_ = State::ResponseSpace;
        } else {
          bool preface = protocolOf(head_.method) == Protocol::Preface;
          state_ = preface ? State::Preface : State::AfterVersion;
          matched_ = 0;
        }
        break;
      }
      case State::AfterVersion:
        if (*p != '\r') return fail(Error::AfterVersion, *p == '\n' ? p + 1 : p);
        ++p;
        state_ = State::RequestLineLf;
        break;
      case State::TargetLf:
      case State::RequestLineLf:
        if (*p != '\n') return fail(state_ == State::TargetLf ? Error::TargetLf : Error::AfterRequestLine, p);
        mark_ = offsetOf(++p);
        state_ = State::FieldStart;
        break;
      case State::ResponseSpace:
        if (*p != ' ') return fail(Error::SpaceAfterVersion, p);
        ++p;
        matched_ = 0;
        state_ = State::StatusCode;
        break;
      case State::StatusCode:
        if (!isDigit(*p)) return fail(Error::Status, p);
        head_.status = static_cast<uint16_t>(head_.status * 10 + (*p++ - '0'));
        if (++matched_ == 3) state_ = State::AfterStatus;
        break;
      case State::AfterStatus:
        if (*p == '\r') {
          state_ = State::ResponseLineLf;
        } else if (*p == ' ') {
          mark_ = offsetOf(p + 1);
          state_ = State::Reason;
        } else {
          return fail(Error::AfterStatus, p);
        }
        ++p;
        break;
      case State::Reason: {
        while (p != end && *p != '\r' && *p != '\n') ++p;
        if (p == end) break;
        if (*p == '\n') return fail(Error::ResponseLineCr, p + 1);
        head_.reason = {mark_, offsetOf(p) - mark_};
        if (overflows(head_.reason.length)) return fail(Error::HeaderOverflow, p);
        header_size_ += head_.reason.length;
        ++p;
        state_ = State::ResponseLineLf;
        break;
      }
      case State::ResponseLineLf:
        if (*p != '\n') return fail(Error::ResponseLineLf, p);
        mark_ = offsetOf(++p);
        state_ = State::FieldStart;
        break;
      case State::FieldStart:
      case State::FieldName:
      case State::BeforeValue:
      case State::Value:
      case State::Length:
      case State::LengthSpace:
      case State::ValueLf:
      case State::AfterValue:
      case State::HeadLf:
        p = parseFields(p, end);
        break;
      case State::BodyLength:
      case State::ChunkData: {
        size_t count = static_cast<size_t>(std::min<uint64_t>(remaining_, static_cast<uint64_t>(end - p)));
        remaining_ -= count;
        const char* data = p;
        p += count;
        handler_->onBody(data, count);
        if (remaining_ != 0) break;
        if (state_ == State::ChunkData)
          state_ = State::ChunkDataCr;
        else
          endMessage();
        break;
      }
      case State::BodyToEnd:
        handler_->onBody(p, static_cast<size_t>(end - p));
        p = end;
        break;
      case State::ChunkSizeStart: {
        int digit = hexValue(*p);
        if (digit < 0) return fail(Error::ChunkSize, p);
        remaining_ = static_cast<uint64_t>(digit);
        ++p;
        state_ = State::ChunkSize;
        break;
      }
      case State::ChunkSize: {
        int digit = hexValue(*p);
        if (digit >= 0) {
          if (remaining_ >> 60 != 0) return fail(Error::ChunkSizeOverflow, p + 1);
          remaining_ = remaining_ << 4 | static_cast<uint64_t>(digit);
        } else if (*p == '\r') {
          state_ = State::ChunkSizeLf;
        } else if (*p == ';') {
          extension_size_ = 0;
          state_ = State::ExtensionStart;
        } else if (*p == '\n') {
          return fail(Error::ChunkSizeCr, p + 1);
        } else {
          return fail(Error::ChunkSize, *p == ' ' ? p + 1 : p);
        }
        ++p;
        break;
      }
      case State::ChunkSizeLf:
        if (*p != '\n') return fail(Error::ChunkSizeLf, p);
        ++p;
        header_size_ = 0;
        if (remaining_ == 0) {
          trailers_ = true;
          beginHead(p);
          mark_ = 0;
          after_start_line_ = false;
          state_ = State::FieldStart;
        } else {
          state_ = State::ChunkData;
        }
        break;
      case State::ExtensionStart:
      case State::ExtensionName:
      case State::ExtensionValue:
      case State::ExtensionQuoted:
      case State::ExtensionEscape:
      case State::ExtensionAfterQuoted:
        p = parseChunkExtension(p, end);
        break;
      case State::ChunkDataCr:
        if (*p == '\n') return fail(Error::ChunkDataCr, p + 1);
        if (*p != '\r') return fail(Error::ChunkDataLf, p);
        ++p;
        state_ = State::ChunkDataLf;
        break;
      case State::ChunkDataLf:
        if (*p != '\n') return fail(Error::ChunkDataLf, p);
        ++p;
        state_ = State::ChunkSizeStart;
        break;
      case State::Upgraded:
        return p;
      case State::Closed:
        if (*p != '\r' && *p != '\n') return fail(Error::AfterClose, p + 1);
        ++p;
        break;
      case State::Failed:
        return p;
    }
    if (error_ != Error::None) return p;
  }
  return p;
}

const char* Parser::parseTarget(const char* p, const char* end) {
  for (; p != end; ++p) {
    char c = *p;
    if (c == ' ' || c == '\r' || c == '\n' || c == '\t' || c == '\f') {
      bool complete = state_ == State::Server || state_ == State::ServerAt || state_ == State::Path ||
                      state_ == State::Query || state_ == State::Fragment;
      if (!complete || c == '\t' || c == '\f') {
        return state_ == State::SchemaSlashSlash ? fail(Error::UrlSchema, p) : fail(Error::UrlCharacters, p + 1);
      }
      head_.target = {mark_, offsetOf(p) - mark_};
      if (overflows(head_.target.length)) return fail(Error::HeaderOverflow, p);
      header_size_ += head_.target.length;
      mark_ = offsetOf(p + 1);
      if (c == ' ') {
        state_ = State::BeforeProtocol;
      } else {
        head_.major = 0;
        head_.minor = 9;
        state_ = c == '\r' ? State::TargetLf : State::FieldStart;
      }
      return p + 1;
    }
    switch (state_) {
      case State::TargetStart:
        if (c == '/' || c == '*')
          state_ = State::Path;
        else if (isAlpha(c))
          state_ = State::Schema;
        else
          return fail(Error::UrlStart, p);
        break;
      case State::Schema:
        if (c == ':')
          state_ = State::SchemaSlash;
        else if (!isAlpha(c))
          return fail(Error::UrlSchema, p);
        break;
      case State::SchemaSlash:
        if (c != '/') return fail(Error::UrlSchema, p);
        state_ = State::SchemaSlashSlash;
        break;
      case State::SchemaSlashSlash:
        if (c != '/') return fail(Error::UrlSchema, p);
        state_ = State::Server;
        break;
      case State::ServerAt:
        if (c == '@') return fail(Error::UrlDoubleAt, p + 1);
        state_ = State::Server;
        [[fallthrough]];
      case State::Server:
        if (c == '/')
          state_ = State::Path;
        else if (c == '?')
          state_ = State::Query;
        else if (c == '@')
          state_ = State::ServerAt;
        else if (!isServerCharacter(c))
          return fail(Error::UrlServer, p);
        break;
      case State::Path:
        if (c == '?')
          state_ = State::Query;
        else if (c == '#')
          state_ = State::Fragment;
        else if (!isUrlCharacter(c))
          return fail(Error::UrlPath, p);
        break;
      case State::Query:
        if (c == '#')
          state_ = State::Fragment;
        else if (!isUrlCharacter(c))
          return fail(Error::UrlQuery, p);
        break;
      default:
        if (!isUrlCharacter(c)) return fail(Error::UrlFragment, p);
        break;
    }
  }
  return p;
}

const char* Parser::parseChunkExtension(const char* p, const char* end) {
  for (; p != end; ++p) {
    char c = *p;
    if (++extension_size_ > kMaxExtensionSize) return fail(Error::ChunkExtensionOverflow, p);
    switch (state_) {
      case State::ExtensionStart:
        if (c == ' ' || c == '\r') return fail(Error::ChunkExtension, p + 1);
        state_ = State::ExtensionName;
        [[fallthrough]];
      case State::ExtensionName:
        if (c == '=') {
          state_ = State::ExtensionValue;
        } else if (c == ';') {
          state_ = State::ExtensionStart;
        } else if (c == '\r') {
          state_ = State::ChunkSizeLf;
          return p + 1;
        } else if (c == '\n') {
          return fail(Error::ChunkExtensionNameCr, p);
        } else if (!isToken(c)) {
          return fail(Error::ChunkExtensionName, p + 1);
        }
        break;
      case State::ExtensionValue:
        if (c == '"') {
          state_ = State::ExtensionQuoted;
        } else if (c == ';') {
          state_ = State::ExtensionStart;
        } else if (c == '\r') {
          state_ = State::ChunkSizeLf;
          return p + 1;
        } else if (c == '\n') {
          return fail(Error::ChunkExtensionValueCr, p);
        } else if (!isToken(c)) {
          return fail(Error::ChunkExtensionValue, p + 1);
        }
        break;
      case State::ExtensionQuoted:
        if (c == '"')
          state_ = State::ExtensionAfterQuoted;
        else if (c == '\\')
          state_ = State::ExtensionEscape;
        else if (!isValueCharacter(c))
          return fail(Error::ChunkExtensionQuoted, p + 1);
        break;
      case State::ExtensionEscape:
        if (!isValueCharacter(c)) return fail(Error::ChunkExtensionQuoted, p + 1);
        state_ = State::ExtensionQuoted;
        break;
      default:  // ExtensionAfterQuoted
        if (c == ';') {
          state_ = State::ExtensionStart;
        } else if (c == '\r') {
          state_ = State::ChunkSizeLf;
          return p + 1;
        } else if (c == '\n') {
          return fail(Error::ChunkExtensionValueCr, p);
        } else {
          return fail(Error::ChunkExtensionAfterQuoted, p);
        }
        break;
    }
  }
  return p;
}

}  // namespace kiln::http1
