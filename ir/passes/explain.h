// What stayed dynamic, and why: the report of `kiln build --explain`, from a program as its passes left it.
#pragma once
#include <string>

#include "ir/passes/callees.h"

namespace kiln::ir {

// Places in loops, by function, those that run most first (heat.h); a place that has several copies in the program is
// told once. `functions`: how many are told of at most. Paths are shown as seen from `folder`.
std::string explain(Program& program, const std::string& folder, size_t functions);

// Of one instruction: what it does, and why no better way to do it was found. `what` is empty where there is nothing to tell.
struct Finding {
  std::string what, why;
};
Finding findingOf(const Instr& instr, const CalleeEvidence& callees);

}  // namespace kiln::ir
