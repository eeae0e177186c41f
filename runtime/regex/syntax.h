// The syntax tree of a pattern.
#pragma once
#include "runtime/regex/program.h"

namespace kiln::regex {

enum class NodeKind : uint8_t {
  Empty,
  Char,
  Any,
  Set,
  Sequence,
  Alternatives,
  Group,
  Loop,
  Assertion,
  Look,
  Reference,
  NamedReference,
  Strings  // of the longest first; kids: the set of single characters, if any
};

struct Node {
  explicit Node(NodeKind k) : kind(k) {}
  NodeKind kind;
  uint32_t value =
      0;  // Char: code point; Set: index; Group, Reference: group; NamedReference: index of the name
  Op assertion = Op::TextStart;
  int32_t min = 0, max = 0;                  // Loop
  uint32_t first_group = 0, last_group = 0;  // Loop: groups within, half open
  bool lazy = false, negative = false, behind = false;
  bool folded = false;  // ignores case
  std::vector<std::u32string> strings;
  std::vector<std::unique_ptr<Node>> kids;
};
using NodePtr = std::unique_ptr<Node>;

struct SyntaxFailure {
  const char* message;
};

// Throws SyntaxFailure. Fills the program's sets, names and group count.
NodePtr parsePattern(std::u16string_view pattern, Program& program);

}  // namespace kiln::regex
