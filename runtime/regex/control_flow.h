// What those that make machine code of a program have to know of it before they start.
#pragma once
#include <map>
#include <vector>

#include "runtime/regex/program.h"

namespace kiln::regex {

inline bool isSingleCharacter(Op op) {
  return op == Op::Char || op == Op::Any || op == Op::All || op == Op::Set;
}

struct ControlFlow {
  explicit ControlFlow(const Program& program);
  // Neither choices nor anything to undo from … to: the body of a lookaround fails to where it stands.
  static bool isSimple(const Program& program, size_t from, size_t to);

  std::vector<bool> is_target;     // by instruction: something else than the one before goes on there
  std::map<size_t, size_t> looks;  // Accept → its Look
  bool has_choices = false;        // a failure may have somewhere to go back to
};

}  // namespace kiln::regex
