// Streaming UTF-8 decoder by the Encoding standard: one U+FFFD per maximal ill-formed part.
#pragma once
#include "runtime/value/strings.h"

namespace kiln::rt {

class Utf8Decoder {
 public:
  // Appends what `bytes` completes; false when ill-formed and `fatal`.
  bool decode(const uint8_t* bytes, size_t length, bool fatal, StringBuilder& out);
  // End of the stream: an unfinished sequence is ill-formed.
  bool flush(bool fatal, StringBuilder& out);
  void reset() { *this = {}; }

 private:
  void append(StringBuilder& out);
  uint32_t code_ = 0;
  int needed_ = 0;
  uint8_t lower_ = 0x80, upper_ = 0xbf;
};

}  // namespace kiln::rt
