// The two halves of JSON.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

Value parseJson(String* text);  // throws SyntaxError
Value makeJson(const uint64_t* words);  // ModuleInfo::json_values
Value jsonParse(Args& args);
Value jsonStringify(Args& args);
Value jsonRawJson(Args& args);
Value jsonIsRawJson(Args& args);

}  // namespace kiln::rt
