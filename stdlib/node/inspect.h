// util.inspect: how Node shows values.
#pragma once
#include <string>

#include "runtime/object/object.h"

namespace kiln::rt {

// With Node's defaults: depth 2, lines of 72 to 80 characters, 100 array items. UTF-8. May run user code (toString of errors, proxies are not entered).
std::string inspect(Value v, int depth = 2);
// util.format: %s %d %i %f %j %o %O %c %%, then the rest separated by spaces.
std::string format(uint32_t count, const Value* values);

}  // namespace kiln::rt
