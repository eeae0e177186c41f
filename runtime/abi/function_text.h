// ECMA-262 §20.2.1.1.1 CreateDynamicFunction, steps 3 to 16: the source text of a function that is made of
// strings. The compiler looks for constant ones, the runtime for those that were compiled.
#pragma once
#include <string>

#include "runtime/abi/layout.h"

namespace kiln::abi {

// UTF-8; lone surrogates as WTF-8 has them.
struct FunctionText {
  uint32_t flags = 0;      // kFnAsync, kFnGenerator
  std::string parameters;  // joined by commas
  std::string body;

  // The sourceText in parentheses: as an expression it declares nothing.
  std::string whole() const {
    std::string prefix = flags & kFnAsync ? "(async function" : "(function";
    if (flags & kFnGenerator) prefix += "*";
    return prefix + " anonymous(" + parameters + "\n) {\n" + body + "\n})";
  }
};

}  // namespace kiln::abi
