// The fields of a head, and what they say about where the message ends.
#include "stdlib/http1/characters.h"
#include "stdlib/http1/parser.h"

namespace kiln::http1 {

const char* Parser::parseFields(const char* p, const char* end) {
  while (p != end) {
    switch (state_) {
      case State::FieldStart:
        if (*p == '\r') {
          ++p;
          state_ = State::HeadLf;
          break;
        }
        if (*p == '\n') return fail(Error::FieldCharacter, p + 1);
        if (*p == ' ' && after_start_line_) return fail(Error::SpaceAfterStartLine, p + 1);
        if (!isToken(*p)) return fail(Error::FieldToken, p);
        mark_ = offsetOf(p);
        state_ = State::FieldName;
        break;
      case State::FieldName: {
        while (p != end && isToken(*p)) ++p;
        if (p == end) return p;
        head_.fields.push_back({{mark_, offsetOf(p) - mark_}, {}});
        nameComplete();
        if (*p != ':') {
          if (*p == ' ' && special_ != Special::None) return fail(Error::FieldCharacter, p + 1);
          return fail(Error::FieldToken, p);
        }
        if (overflows(head_.fields.back().name.length)) return fail(Error::HeaderOverflow, p);
        header_size_ += head_.fields.back().name.length;
        ++p;
        mark_ = offsetOf(p);
        state_ = State::BeforeValue;
        after_start_line_ = false;
        if (special_ == Special::TransferEncoding && head_.has_length) return fail(Error::EncodingWithLength, p);
        if (special_ == Special::ContentLength && has_encoding_) return fail(Error::LengthWithEncoding, p);
        break;
      }
      case State::BeforeValue:
        if (*p == ' ' || *p == '\t') {
          ++p;
          break;
        }
        mark_ = offsetOf(p);
        head_.fields.back().value = {mark_, 0};
        state_ = State::Value;
        if (*p != '\r' && special_ == Special::ContentLength) {
          if (head_.has_length) return fail(Error::LengthTwice, p);
          state_ = State::Length;
        }
        break;
      case State::Length:
        if (isDigit(*p)) {
          uint64_t digit = static_cast<uint64_t>(*p - '0');
          if (head_.content_length > (UINT64_MAX - digit) / 10) return fail(Error::LengthOverflow, p + 1);
          head_.content_length = head_.content_length * 10 + digit;
          head_.has_length = true;
          ++p;
          break;
        }
        state_ = State::LengthSpace;
        break;
      case State::LengthSpace:
        if (*p == '\r') {
          state_ = State::Value;
        } else if (*p == ' ') {
          ++p;
        } else {
          return fail(Error::LengthCharacter, p);
        }
        break;
      case State::Value: {
        while (p != end && isValueCharacter(*p)) ++p;
        if (p == end) return p;
        Span& value = head_.fields.back().value;
        value.length = offsetOf(p) - mark_;
        if (*p != '\r') {
          if (special_ == Special::TransferEncoding && readValue(p) != nullptr) return p;
          if (*p != '\n') return fail(Error::ValueCharacter, p);
          return value.length == 0 ? fail(Error::ValueCharacter, p + 1) : fail(Error::ValueCr, p);
        }
        if (overflows(value.length)) return fail(Error::HeaderOverflow, p);
        header_size_ += value.length;
        if (const char* bad = readValue(p)) return bad;
        ++p;
        mark_ = offsetOf(p);
        state_ = State::ValueLf;
        break;
      }
      case State::ValueLf:
        if (*p != '\n') return fail(head_.fields.back().value.length == 0 ? Error::EmptyValueLf : Error::ValueLf, p);
        ++p;
        state_ = State::AfterValue;
        break;
      case State::AfterValue: {
        bool empty = head_.fields.back().value.length == 0;
        if (*p == ' ' || *p == '\t') return empty ? fail(Error::ValueCharacter, p + 1) : fail(Error::Folding, p);
        if (empty && special_ == Special::ContentLength) return fail(Error::LengthEmpty, p);
        mark_ = offsetOf(p);
        state_ = State::FieldStart;
        break;
      }
      case State::HeadLf:
        if (*p != '\n') return fail(Error::HeadersLf, p);
        return headComplete(p + 1);
      default:
        return p;
    }
  }
  return p;
}

void Parser::nameComplete() {
  // The name may have begun in an earlier block.
  Span span = head_.fields.back().name;
  special_ = Special::None;
  if (span.length != 7 && span.length != 10 && span.length != 14 && span.length != 16 && span.length != 17) return;
  char name[17];
  for (uint32_t i = 0; i < span.length; ++i) name[i] = characterAt(span.at + i);
  std::string_view text(name, span.length);
  if (equalsIgnoringCase(text, "upgrade")) {
    special_ = Special::Upgrade;
    has_upgrade_ = true;
  } else if (equalsIgnoringCase(text, "connection") || equalsIgnoringCase(text, "proxy-connection")) {
    special_ = Special::Connection;
  } else if (equalsIgnoringCase(text, "content-length")) {
    special_ = Special::ContentLength;
  } else if (equalsIgnoringCase(text, "transfer-encoding")) {
    special_ = Special::TransferEncoding;
  }
}

// The value of the last field is complete at `end`: trims it and draws the conclusions. nullptr, or where it is wrong.
const char* Parser::readValue(const char* end) {
  Span& span = head_.fields.back().value;
  std::string raw;
  std::string_view value;
  if (span.at >= head_base_) {
    value = std::string_view(head_begin_ + (span.at - head_base_), span.length);
  } else if (special_ != Special::None) {
    for (uint32_t i = 0; i < span.length; ++i) raw += characterAt(span.at + i);
    value = raw;
  }
  while (span.length > 0) {
    char last = characterAt(span.at + span.length - 1);
    if (last != ' ' && last != '\t') break;
    --span.length;
  }
  if (special_ == Special::Connection) {
    readConnection(value);
  } else if (special_ == Special::TransferEncoding && !value.empty()) {
    size_t bad = 0;
    if (Error error = readEncoding(value, &bad); error != Error::None)
      return fail(error, span.at >= head_base_ ? end - value.size() + bad : end);
  }
  return nullptr;
}

void Parser::readConnection(std::string_view value) {
  while (!value.empty()) {
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    size_t comma = value.find(',');
    std::string_view token = value.substr(0, comma);
    while (!token.empty() && token.back() == ' ') token.remove_suffix(1);
    if (equalsIgnoringCase(token, "close"))
      has_connection_close_ = true;
    else if (equalsIgnoringCase(token, "keep-alive"))
      has_connection_keep_alive_ = true;
    else if (equalsIgnoringCase(token, "upgrade"))
      has_connection_upgrade_ = true;
    if (comma == std::string_view::npos) return;
    value.remove_prefix(comma + 1);
  }
}

// Only "chunked", as the last coding of all, says where a request ends.
Error Parser::readEncoding(std::string_view value, size_t* bad) {
  *bad = 1;
  if (head_.chunked && kind_ == Kind::Request) return Error::Encoding;
  has_encoding_ = true;
  head_.chunked = false;
  for (size_t at = 0; at <= value.size();) {
    size_t comma = std::min(value.find(',', at), value.size());
    std::string_view token = value.substr(at, comma - at);
    if (at != 0) {
      while (!token.empty() && (token.front() == ' ' || token.front() == '\t')) token.remove_prefix(1);
    }
    while (!token.empty() && token.back() == ' ') token.remove_suffix(1);
    if (equalsIgnoringCase(token, "chunked")) {
      if (comma == value.size()) {
        head_.chunked = true;
      } else if (kind_ == Kind::Request) {
        *bad = comma + 1;
        return Error::Encoding;
      }
    }
    at = comma + 1;
  }
  return Error::None;
}

}  // namespace kiln::http1
