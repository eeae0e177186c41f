// Arbitrary bytes as HTTP/1 messages: never a crash, what is announced lies within the head, and blocks of any size give the same
// events. The first byte says what is read and where the bytes are split.
#include "stdlib/http1/parser.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

namespace {

using namespace kiln::http1;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Recorder : Handler {
  std::string log, body;
  Body answer = Body::AsTold;

  void note(std::string_view text) {
    log += text;
    log += '\0';
  }
  void fields(const Head& head) {
    for (const Field& field : head.fields) {
      require(field.name.length > 0 && field.value.at + field.value.length <= head.text.size());
      note(head.view(field.name));
      note(head.view(field.value));
    }
  }
  Body onHead(const Head& head) override {
    require(head.target.at + head.target.length <= head.text.size());
    note("head");
    note(head.view(head.target));
    note(head.view(head.reason));
    fields(head);
    return answer;
  }
  void onBody(const char* data, size_t length) override { body.append(data, length); }
  void onEnd(const Head& trailers) override {
    note(body);
    body.clear();
    fields(trailers);
  }
};

// A block of `first` bytes and the rest, or with `each` all blocks of that size.
std::string events(const uint8_t* data, size_t size, size_t first, uint8_t choice, size_t each = 0) {
  Recorder recorder;
  recorder.answer = static_cast<Body>(choice / 2 % 4);
  Parser parser(choice & 1 ? Kind::Request : Kind::Response, &recorder, 512);
  for (size_t at = 0; at < size;) {
    size_t length = each != 0 ? std::min(each, size - at) : at == 0 && first != 0 ? first : size - at;
    auto copy = std::make_unique<char[]>(length);
    std::copy_n(data + at, length, copy.get());
    size_t taken = parser.execute(copy.get(), length);
    require(taken <= length);
    if (parser.error() != Error::None || taken != length) break;
    at += length;
  }
  if (parser.error() == Error::None) parser.finish();
  recorder.note(recorder.body);
  recorder.note(errorCode(parser.error()));
  return recorder.log;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  uint8_t choice = data[0];
  std::string whole = events(data + 1, size - 1, 0, choice);
  for (size_t first : {size_t{1}, size_t{choice} % size, size / 2}) {
    if (first < size - 1) require(events(data + 1, size - 1, first, choice) == whole);
  }
  for (size_t each : {size_t{1}, size_t{2} + choice % 5}) require(events(data + 1, size - 1, 0, choice, each) == whole);
  return 0;
}
