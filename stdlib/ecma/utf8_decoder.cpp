#include "stdlib/ecma/utf8_decoder.h"

namespace kiln::rt {

void Utf8Decoder::append(StringBuilder& out) {
  if (code_ >= 0x10000) {
    out.append(static_cast<char16_t>(0xd7c0 + (code_ >> 10)));
    out.append(static_cast<char16_t>(0xdc00 + (code_ & 0x3ff)));
  } else {
    out.append(static_cast<char16_t>(code_));
  }
}

bool Utf8Decoder::decode(const uint8_t* bytes, size_t length, bool fatal, StringBuilder& out) {
  for (size_t i = 0; i < length; ++i) {
    uint8_t byte = bytes[i];
    if (needed_ == 0) {
      if (byte < 0x80) {
        size_t end = i + 1;
        while (end < length && bytes[end] < 0x80) ++end;
        out.append(std::string_view(reinterpret_cast<const char*>(bytes + i), end - i));
        i = end - 1;
        continue;
      }
      lower_ = 0x80;
      upper_ = 0xbf;
      if (byte >= 0xc2 && byte <= 0xdf) {
        needed_ = 1;
        code_ = byte & 0x1f;
      } else if (byte >= 0xe0 && byte <= 0xef) {
        if (byte == 0xe0) lower_ = 0xa0;
        if (byte == 0xed) upper_ = 0x9f;
        needed_ = 2;
        code_ = byte & 0xf;
      } else if (byte >= 0xf0 && byte <= 0xf4) {
        if (byte == 0xf0) lower_ = 0x90;
        if (byte == 0xf4) upper_ = 0x8f;
        needed_ = 3;
        code_ = byte & 7;
      } else {
        if (fatal) return false;
        out.append(u'�');
      }
      continue;
    }
    if (byte < lower_ || byte > upper_) {
      needed_ = 0;
      if (fatal) return false;
      out.append(u'�');
      --i;  // the byte starts anew
      continue;
    }
    lower_ = 0x80;
    upper_ = 0xbf;
    code_ = code_ << 6 | (byte & 0x3f);
    if (--needed_ == 0) append(out);
  }
  return true;
}

bool Utf8Decoder::flush(bool fatal, StringBuilder& out) {
  if (needed_ == 0) return true;
  needed_ = 0;
  if (fatal) return false;
  out.append(u'�');
  return true;
}

}  // namespace kiln::rt
