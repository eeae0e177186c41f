// Arbitrary patterns on arbitrary subjects: compiling refuses or accepts, matching ends inside of the
// subject, and bytes and UTF-16 units give the same match, as does machine code. The first byte are the flags, the second splits
// the rest.
#include "runtime/regex/regex.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

// Backtracking may take exponential time: both stay short.
constexpr size_t kMaxPattern = 48, kMaxSubject = 12;

void require(bool holds) {
  if (!holds) std::abort();
}

// The same match once more, in machine code.
template <typename Char>
bool sameByCode(const kiln::regex::Program& program, const Char* subject, uint32_t length, uint32_t from,
                kiln::regex::MatchStatus status, const std::vector<int32_t>& captures) {
  using namespace kiln::regex;
  program.attempts = kAttemptsBeforeCode;
  std::vector<int32_t> found(captures.size(), -1);
  return match(program, subject, length, from, program.flags & kSticky, found.data()) == status &&
         (status != MatchStatus::Found || found == captures);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace kiln::regex;
  if (size < 3) return 0;
  uint32_t flags = data[0];
  if ((flags & kUnicode) && (flags & kUnicodeSets)) return 0;
  const uint8_t* text = data + 2;
  size_t rest = size - 2, split = std::min(data[1] % (rest + 1), kMaxPattern);
  // Bytes from 0xf0 on stand for units that Latin-1 lacks: surrogates, other scripts, letters with special
  // cases.
  constexpr char16_t others[] = {0xd83d, 0xde00, 0x017f, 0x212a, 0x03c3, 0x2028, 0x0130, 0xfeff,
                                 0x1e9e, 0x3042, 0xd800, 0xdfff, 0x0300, 0x01c5, 0xfb05, 0xffff};
  auto unit = [&](uint8_t byte) { return byte >= 0xf0 ? others[byte - 0xf0] : static_cast<char16_t>(byte); };
  std::u16string pattern, subject;
  for (size_t i = 0; i < split; ++i) pattern += unit(text[i]);
  for (size_t i = split; i < rest && subject.size() < kMaxSubject; ++i) subject += unit(text[i]);
  std::string error;
  std::unique_ptr<Program> program = compile(pattern, flags, &error);
  if (program == nullptr) {
    require(!error.empty());
    return 0;
  }
  auto length = static_cast<uint32_t>(subject.size());
  std::vector<int32_t> wide(2 * program->group_count, -1), narrow(wide);
  std::vector<uint8_t> bytes(subject.begin(), subject.end());
  bool latin1 = std::all_of(subject.begin(), subject.end(), [](char16_t c) { return c < 256; });
  for (uint32_t from = 0; from <= length; ++from) {
    program->attempts = 0;
    program->latin1 = nullptr;
    program->utf16 = nullptr;
    MatchStatus status = match(*program, subject.data(), length, from, flags & kSticky, wide.data());
    require(sameByCode(*program, subject.data(), length, from, status, wide));
    if (status == MatchStatus::Found) {
      require(wide[0] >= 0 && wide[0] <= wide[1]);
      for (int32_t offset : wide) require(offset >= -1 && offset <= static_cast<int32_t>(length));
    }
    if (!latin1) continue;
    require(match(*program, bytes.data(), length, from, flags & kSticky, narrow.data()) == status);
    if (status == MatchStatus::Found) require(narrow == wide);
    require(sameByCode(*program, bytes.data(), length, from, status, wide));
  }
  return 0;
}
