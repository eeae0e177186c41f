// The text of one source file and its line table.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/support/span.h"

namespace kiln {

struct LineColumn {
  uint32_t line = 1;    // from 1
  uint32_t column = 1;  // from 1, in UTF-16 code units, as Node counts
};

class SourceFile {
 public:
  // A byte-order mark at the start is dropped; ill-formed UTF-8 is replaced by U+FFFD, as Node does.
  SourceFile(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::string_view slice(Span span) const { return text().substr(span.begin, span.end - span.begin); }

  LineColumn position(uint32_t offset) const;
  std::string_view lineText(uint32_t line) const;  // without its terminator
  uint32_t lineStart(uint32_t line) const { return line_starts_[line - 1]; }
  uint32_t lineCount() const { return static_cast<uint32_t>(line_starts_.size()); }

 private:
  std::string path_;
  std::string text_;
  std::vector<uint32_t> line_starts_;  // LF, CR, CRLF, U+2028 and U+2029 end a line
};

}  // namespace kiln
