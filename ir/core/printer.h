// Textual form of the IR. Stable: goldens and the parser (ir/core/parser.h) depend on it. Complete but for
// the module records: functions, variables, layouts and templates read back as they were.
#pragma once
#include <string>

#include "ir/core/ir.h"

namespace kiln::ir {

std::string print(const Function& function);
std::string print(const Program& program, std::string_view only_function = {});
std::string print(const Instr& instr);
std::string print(const Variable& variable);
std::string quote(const Atom* atom);  // JSON string; null for a null atom

}  // namespace kiln::ir
