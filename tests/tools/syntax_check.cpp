// Says of many files in one process whether they are programs: `syntax_check` reads lines
// "GOAL STRICTNESS PATH" (script|module|commonjs, sloppy|strict) and prints "+ LINE" for each that is
// accepted and "- LINE: first diagnostic" for each that is refused.
#include <fstream>
#include <iostream>
#include <sstream>

#include "frontend/sema/analyze.h"
#include "frontend/support/deep_stack.h"
#include "frontend/syntax/parse.h"

namespace kiln {
namespace {

std::string firstProblem(ast::Goal goal, const std::string& path, std::string text) {
  SourceFile file(path, std::move(text));
  Arena arena;
  NameTable names;
  Diagnostics diagnostics;
  ast::Program* program = syntax::parse(file, goal, arena, names, diagnostics);
  if (program != nullptr) sema::analyze(program, file, arena, names, diagnostics);
  if (!diagnostics.hasErrors()) return "";
  const Diagnostic& first = diagnostics.all().front();
  return std::to_string(file.position(first.span.begin).line) + ": " + first.message;
}

void checkAll(std::istream& in, std::ostream& out) {
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string goal_name, strictness, path;
    words >> goal_name >> strictness;
    std::getline(words >> std::ws, path);
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (strictness == "strict") text << "\"use strict\";\n";
    text << file.rdbuf();
    ast::Goal goal = goal_name == "script"   ? ast::Goal::Script
                     : goal_name == "module" ? ast::Goal::Module
                                             : ast::Goal::CommonJs;
    std::string problem = file ? firstProblem(goal, path, text.str()) : "cannot be read";
    out << (problem.empty() ? "+ " + line : "- " + line + ": " + problem) << std::endl;
  }
}

}  // namespace
}  // namespace kiln

int main() {
  std::ios::sync_with_stdio(false);
  kiln::runOnDeepStack([] { kiln::checkAll(std::cin, std::cout); });
}
