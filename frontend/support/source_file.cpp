#include "frontend/support/source_file.h"

#include <algorithm>

#include "frontend/support/name.h"

namespace kiln {

SourceFile::SourceFile(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  if (text_.starts_with("\xef\xbb\xbf")) text_.erase(0, 3);
  bool ascii = std::all_of(text_.begin(), text_.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; });
  if (!ascii) text_ = utf16ToUtf8(utf8ToUtf16(text_));
  line_starts_.push_back(0);
  for (uint32_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n') continue;
    bool separator = text_[i] == '\xe2' && text_.compare(i, 2, "\xe2\x80") == 0 && i + 2 < text_.size() &&
                     (text_[i + 2] == '\xa8' || text_[i + 2] == '\xa9');
    if (separator) i += 2;
    if (text_[i] == '\n' || text_[i] == '\r' || separator) line_starts_.push_back(i + 1);
  }
}

LineColumn SourceFile::position(uint32_t offset) const {
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text_.size()));
  auto it = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  auto line = static_cast<uint32_t>(it - line_starts_.begin());
  uint32_t start = line_starts_[line - 1];
  auto units = utf8ToUtf16(std::string_view(text_).substr(start, offset - start)).size();
  return {line, static_cast<uint32_t>(units) + 1};
}

std::string_view SourceFile::lineText(uint32_t line) const {
  uint32_t start = line_starts_[line - 1];
  uint32_t end = line < line_starts_.size() ? line_starts_[line] : static_cast<uint32_t>(text_.size());
  std::string_view text = std::string_view(text_).substr(start, end - start);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (text.ends_with("\xe2\x80\xa8") || text.ends_with("\xe2\x80\xa9")) text.remove_suffix(3);
  return text;
}

}  // namespace kiln
