// HTTP/1 messages: the events and errors of each, in one block, byte by byte, and against the limits.
#include "stdlib/http1/parser.h"

#include <gtest/gtest.h>

#include <memory>

namespace kiln::http1 {
namespace {

using namespace std::literals;

std::string quoteText(std::string_view text) {
  std::string out = "\"";
  for (unsigned char c : text) {
    char escape[8];
    if (c == '"' || c == '\\') {
      out += {'\\', static_cast<char>(c)};
    } else if (c == '\r' || c == '\n' || c == '\t') {
      out += c == '\r' ? "\\r" : c == '\n' ? "\\n" : "\\t";
    } else if (c < 0x20) {
      std::snprintf(escape, sizeof escape, "\\u%04x", c);
      out += escape;
    } else if (c < 0x80) {
      out += static_cast<char>(c);
    } else {
      out += {static_cast<char>(0xc0 | c >> 6), static_cast<char>(0x80 | (c & 0x3f))};
    }
  }
  return out + "\"";
}

struct Recorder : Handler {
  Kind kind;
  Body answer;
  std::string log, body;

  Recorder(Kind kind, Body answer) : kind(kind), answer(answer) {}
  void add(const std::string& event) { log += (log.empty() ? "" : " | ") + event; }
  void flushBody() {
    if (!body.empty()) add("B " + quoteText(body));
    body.clear();
  }
  static std::string fields(const Head& head) {
    std::string out;
    for (const Field& field : head.fields)
      out += (out.empty() ? "" : ",") + quoteText(head.view(field.name)) + "," + quoteText(head.view(field.value));
    return "[" + out + "]";
  }
  Body onHead(const Head& head) override {
    bool request = kind == Kind::Request;
    add("H " + std::to_string(head.major) + "." + std::to_string(head.minor) + " " +
        (request ? std::string(methodName(head.method)) : "-") + " " + quoteText(head.view(head.target)) + " " +
        (request ? "-" : std::to_string(head.status)) + " " + quoteText(head.view(head.reason)) +
        (head.upgrade ? " up " : " - ") + (head.keep_alive ? "ka " : "- ") + fields(head));
    return answer;
  }
  void onBody(const char* data, size_t length) override {
    // Parts of a chunk are one, chunks are several.
    if (whole) {
      add("B " + quoteText({data, length}));
    } else {
      body.append(data, length);
    }
  }
  void onEnd(const Head& trailers) override {
    flushBody();
    if (!trailers.fields.empty()) add("T " + fields(trailers));
    add("C");
  }
  bool whole = true;
};

std::string parse(Kind kind, Body answer, std::string_view text, size_t block, bool places) {
  Recorder recorder(kind, answer);
  recorder.whole = places;
  Parser parser(kind, &recorder, 16384);
  for (size_t at = 0; at < text.size(); at += block) {
    // A copy of its own, for sanitizers to see reads beyond it.
    size_t length = std::min(block, text.size() - at);
    auto copy = std::make_unique<char[]>(length);
    std::copy_n(text.data() + at, length, copy.get());
    size_t taken = parser.execute(copy.get(), length);
    if (parser.error() == Error::None && taken == length) continue;
    recorder.flushBody();
    if (parser.error() == Error::None)
      recorder.add("U" + (places ? " " + std::to_string(taken) : ""));
    else
      recorder.add("E "s + errorCode(parser.error()) + " " + quoteText(errorReason(parser.error())) +
                   (places ? " " + std::to_string(taken) : ""));
    return recorder.log;
  }
  Error error = parser.finish();
  recorder.flushBody();
  if (error != Error::None) recorder.add("F "s + errorCode(error) + " " + quoteText(errorReason(error)));
  return recorder.log;
}

struct Row {
  Kind kind;
  Body answer;
  std::string_view text;
  std::string_view events;
};
const Row kRows[] = {
#include "tests/unit/http1_messages.inc"
};

TEST(Http1Parser, SaysWhatNodeSays) {
  for (const Row& row : kRows) EXPECT_EQ(parse(row.kind, row.answer, row.text, row.text.size() + 1, true), row.events) << row.text;
}

TEST(Http1Parser, BlocksMakeNoDifference) {
  for (const Row& row : kRows) {
    std::string whole = parse(row.kind, row.answer, row.text, row.text.size() + 1, false);
    for (size_t block : {1, 2, 3, 7}) EXPECT_EQ(parse(row.kind, row.answer, row.text, block, false), whole) << row.text;
  }
}

TEST(Http1Parser, LimitsHeaders) {
  for (size_t block : {size_t{1}, size_t{4096}, size_t{1} << 20}) {
    std::string name = "GET / HTTP/1.1\r\n" + std::string(20000, 'a') + ": b\r\n\r\n";
    std::string value = "GET / HTTP/1.1\r\na: " + std::string(20000, 'b') + "\r\n\r\n";
    std::string target = "GET /" + std::string(20000, 'b') + " HTTP/1.1\r\n\r\n";
    std::string many = "GET / HTTP/1.1\r\n", few = many;
    for (int i = 0; i < 3000; ++i) many += "abc: def\r\n";
    for (int i = 0; i < 2000; ++i) few += "abc: def\r\n";
    std::string endless(20000, 'a');
    for (const std::string& text : {name, value, target, many + "\r\n", "GET / HTTP/1.1\r\n" + endless})
      EXPECT_NE(parse(Kind::Request, Body::AsTold, text, block, false).find("HPE_HEADER_OVERFLOW"), std::string::npos)
          << text.substr(0, 40);
    EXPECT_EQ(parse(Kind::Request, Body::AsTold, few + "\r\n", block, false).find("HPE_"), std::string::npos);
  }
}

TEST(Http1Parser, LimitsChunkExtensions) {
  std::string text = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;a=" + std::string(20000, 'b') + "\r\n";
  for (size_t block : {size_t{1}, text.size()})
    EXPECT_NE(parse(Kind::Request, Body::AsTold, text, block, false).find("HPE_CHUNK_EXTENSIONS_OVERFLOW"),
              std::string::npos);
}

TEST(Http1Parser, GoesOnWhenTheOtherProtocolIsNotSpoken) {
  std::string_view text =
      "GET /1 HTTP/1.1\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
  EXPECT_NE(parse(Kind::Request, Body::AsTold, text, 1000, true).find(" | U "), std::string::npos);
  std::string stays = parse(Kind::Request, Body::Stay, text, 1000, true);
  EXPECT_EQ(stays.find(" | U "), std::string::npos);
  EXPECT_NE(stays.find("/2"), std::string::npos);
}

TEST(Http1Parser, StopsWhenAHandlerSaysSo) {
  struct Stopping : Recorder {
    using Recorder::Recorder;
    void onEnd(const Head& trailers) override {
      Recorder::onEnd(trailers);
      parser->stop();
    }
    Parser* parser = nullptr;
  } handler(Kind::Request, Body::AsTold);
  Parser parser(Kind::Request, &handler, 16384);
  handler.parser = &parser;
  std::string_view text = "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
  size_t taken = parser.execute(text.data(), text.size());
  EXPECT_EQ(taken, text.size() / 2);
  EXPECT_EQ(handler.log.find("/2"), std::string::npos);
  parser.resume();
  EXPECT_EQ(parser.execute(text.data() + taken, text.size() - taken), text.size() - taken);
  EXPECT_NE(handler.log.find("/2"), std::string::npos);
}

}  // namespace
}  // namespace kiln::http1
