#include "frontend/support/name.h"

namespace kiln {

Name NameTable::intern(std::u16string_view text) {
  if (auto it = names_.find(text); it != names_.end()) return it->second;
  auto* units = static_cast<char16_t*>(arena_.allocate(text.size() * 2 + 2, 2));
  std::memcpy(units, text.data(), text.size() * 2);
  auto* data = arena_.make<NameData>(NameData{std::u16string_view(units, text.size()), next_++});
  names_.emplace(data->text, data);
  return data;
}

Name NameTable::internUtf8(std::string_view text) {
  return intern(utf8ToUtf16(text));
}

void appendCodePoint(std::u16string& out, uint32_t code_point) {
  if (code_point < 0x10000) {
    out.push_back(static_cast<char16_t>(code_point));
  } else {
    out.push_back(static_cast<char16_t>(0xd7c0 + (code_point >> 10)));
    out.push_back(static_cast<char16_t>(0xdc00 + (code_point & 0x3ff)));
  }
}

std::u16string utf8ToUtf16(std::string_view text) {
  std::u16string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    auto lead = static_cast<uint8_t>(text[i]);
    if (lead < 0x80) {
      out.push_back(lead);
      ++i;
      continue;
    }
    size_t extra = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    uint32_t code = lead & (0x3fu >> extra);
    // The second byte excludes overlong forms and what is beyond U+10FFFF.
    uint8_t least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80, most = lead == 0xf4 ? 0x8f : 0xbf;
    bool valid = lead >= 0xc2 && lead < 0xf5;
    size_t read = 1;
    for (; valid && read <= extra; ++read) {
      uint8_t byte = i + read < text.size() ? static_cast<uint8_t>(text[i + read]) : 0;
      valid = byte >= least && byte <= most;
      if (!valid) break;
      code = code << 6 | (byte & 0x3f);
      least = 0x80, most = 0xbf;
    }
    if (!valid) {
      // One replacement for what could have been the start of a character (Encoding standard, UTF-8 decoder).
      out.push_back(0xfffd);
      i += read;
      continue;
    }
    appendCodePoint(out, code);
    i += extra + 1;
  }
  return out;
}

std::string utf16ToUtf8(std::u16string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    uint32_t code = text[i];
    if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.size() && text[i + 1] >= 0xdc00 &&
        text[i + 1] < 0xe000) {
      code = 0x10000 + ((code - 0xd800) << 10) + (text[++i] - 0xdc00u);
    }
    if (code < 0x80) {
      out.push_back(static_cast<char>(code));
      continue;
    }
    if (code >= 0x10000) {
      out.push_back(static_cast<char>(0xf0 | code >> 18));
      out.push_back(static_cast<char>(0x80 | (code >> 12 & 0x3f)));
      out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3f)));
    } else if (code >= 0x800) {
      out.push_back(static_cast<char>(0xe0 | code >> 12));
      out.push_back(static_cast<char>(0x80 | (code >> 6 & 0x3f)));
    } else {
      out.push_back(static_cast<char>(0xc0 | code >> 6));
    }
    out.push_back(static_cast<char>(0x80 | (code & 0x3f)));
  }
  return out;
}

}  // namespace kiln
