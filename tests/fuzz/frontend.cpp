// Arbitrary bytes as a program: parsing and analysis report or accept, and never crash. The first byte
// chooses the goal.
#include <cstddef>
#include <cstdint>

#include "frontend/sema/analyze.h"
#include "frontend/syntax/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace kiln;
  if (size == 0) return 0;
  constexpr ast::Goal goals[] = {ast::Goal::Script, ast::Goal::Module, ast::Goal::CommonJs};
  SourceFile file("fuzz.js", std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  Arena arena;
  NameTable names;
  Diagnostics diagnostics;
  ast::Program* program = syntax::parse(file, goals[data[0] % 3], arena, names, diagnostics);
  if (program != nullptr) sema::analyze(program, file, arena, names, diagnostics);
  diagnostics.render(false);
  return 0;
}
