// Spelling of the IR's small enums in the textual form, in the order of the enums.
#pragma once

namespace kiln::ir {

inline constexpr const char* kMathOpNames[] = {
#define KILN_MATH_OP(name, text) text,
#include "runtime/abi/math_ops.def"
#undef KILN_MATH_OP
};
inline constexpr const char* kIntrinsicNames[] = {
#define KILN_INTRINSIC(name, text) text,
#include "runtime/abi/intrinsics.def"
#undef KILN_INTRINSIC
};
inline constexpr const char* kElementsKindNames[] = {
#define KILN_ELEMENTS_KIND(name) #name,
#include "runtime/abi/elements_kinds.def"
#undef KILN_ELEMENTS_KIND
};
inline constexpr const char* kSuspendKindNames[] = {"initial", "yield", "await"};
inline constexpr const char* kCoroutineFieldNames[] = {"self", "mode", "sent", "state"};
inline constexpr const char* kFunctionKindNames[] = {"normal", "generator", "async", "async_generator",
                                                     "module"};
inline constexpr const char* kStaticRefNames[] = {"module", "function_info", "template",
                                                  "root",   "binding",       "resume", "profile"};

}  // namespace kiln::ir
