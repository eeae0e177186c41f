// \p{…}: sets of code points, and of sequences of them.
#include <map>

#include "runtime/regex/program.h"

namespace kiln::regex {
namespace {

enum class PropertyKind { General, Binary, Script, ScriptExtensions };
struct PropertyRow {
  PropertyKind kind;
  const char* name;
  const uint8_t* data;
  size_t size;
};
#include "runtime/regex/unicode_tables.inc"

struct SequenceRow {
  const char* name;
  const uint8_t* data;
  size_t size;
};
#include "runtime/regex/sequence_tables.inc"

uint32_t varint(const uint8_t*& p) {
  uint32_t n = 0;
  for (int shift = 0;; shift += 7) {
    n |= (*p & 127u) << shift;
    if (!(*p++ & 128)) return n;
  }
}

char32_t sequenceCodePoint(uint32_t n) {
  constexpr uint32_t kBase = 0x1f000;
  if (n == 0) return 0x200d;
  if (n == 1) return 0xfe0f;
  n -= 2;
  return n & 1 ? kBase - (n + 1) / 2 : kBase + n / 2;
}

}  // namespace

bool propertySet(const std::string& name, const std::string& value, CharacterSet* out) {
  for (const PropertyRow& row : kProperties) {
    bool wanted = false;
    if (value.empty()) {
      wanted = (row.kind == PropertyKind::General || row.kind == PropertyKind::Binary) && name == row.name;
    } else if (name == "Script" || name == "sc") {
      wanted = row.kind == PropertyKind::Script && value == row.name;
    } else if (name == "Script_Extensions" || name == "scx") {
      wanted = row.kind == PropertyKind::ScriptExtensions && value == row.name;
    } else if (name == "General_Category" || name == "gc") {
      wanted = row.kind == PropertyKind::General && value == row.name;
    }
    if (!wanted) continue;
    uint32_t at = 0;
    const uint8_t* p = row.data;
    while (p < row.data + row.size) {
      uint32_t from = at + varint(p);
      at = from + varint(p);
      out->add(from, at);
    }
    out->normalise();
    return true;
  }
  return false;
}

bool sequenceProperty(const std::string& name, std::vector<std::u32string>* out) {
  bool all = name == "RGI_Emoji", found = false;
  for (const SequenceRow& row : kSequences) {
    if (!all && name != row.name) continue;
    found = true;
    std::u32string sequence;
    for (const uint8_t* p = row.data; p < row.data + row.size;) {
      sequence.resize(varint(p));
      for (uint32_t rest = varint(p); rest != 0; --rest) sequence += sequenceCodePoint(varint(p));
      out->push_back(sequence);
    }
  }
  return found;
}

}  // namespace kiln::regex
