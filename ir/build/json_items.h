// The values of JSON modules, so that no program reads their texts when it starts.
#pragma once
#include <string_view>

#include "ir/core/ir.h"

namespace kiln::ir {

// Empty when the text is no JSON (its error belongs to the run), or so long or deep that it is better read there.
std::vector<ModuleRecord::JsonItem> readJsonItems(std::string_view text, Program& program);

}  // namespace kiln::ir
