// What a direct eval stands in, from the description that its call carries (ir/build/eval_calls.cpp).
#pragma once
#include <string_view>
#include <unordered_map>

#include "frontend/sema/scope.h"

namespace kiln::eval {

struct Context {
  sema::EvalContext sema;
  bool strict = false;
  // Where the closure passed along has the variable.
  std::unordered_map<const sema::Binding*, uint32_t> captures;
};

Context readContext(std::u16string_view description, Arena& arena, NameTable& names);

}  // namespace kiln::eval
