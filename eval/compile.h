// Source text to a function that the interpreter runs.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "eval/context.h"
#include "frontend/modules/program.h"
#include "frontend/syntax/parse.h"
#include "ir/interpreter/interpreter.h"

namespace kiln::eval {

struct Source {
  std::string text;  // UTF-8
  std::string path;  // as stack traces show it; what import() is relative to
  syntax::ParseOptions options;
  // Changes the tree before names are resolved; false: what was parsed is no such thing.
  std::function<bool(ast::Program*)> adapt;
};

struct Compiled {
  interpreter::Unit* unit = nullptr;
  const ir::Function* body = nullptr;
  std::vector<uint32_t> captures;  // of the body, as indices into what the direct eval's call carries
  std::string error;               // why it is a SyntaxError
  bool runs_once = false;          // has template objects (§13.2.8.4), which belong to the evaluation
};

// `description`: of the code around a direct eval, else null. Runs no user code; may collect.
Compiled compile(const Source& source, const std::u16string* description);
// Parses only: the message of the SyntaxError, or empty.
std::string check(const Source& source);

}  // namespace kiln::eval
