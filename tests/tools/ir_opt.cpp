// `ir_opt PASS FILE`: reads the textual IR, verifies it, runs the pass, verifies again and prints what it
// made. The pass `none` prints what was read. Exit codes: 1 unreadable or malformed input, 2 wrong usage, 3
// the pass made malformed IR.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "ir/core/parser.h"
#include "ir/core/printer.h"
#include "ir/core/verifier.h"
#include "ir/passes/pass.h"

namespace {

bool isSound(const kiln::ir::Program& program, const char* when) {
  std::vector<std::string> problems = kiln::ir::verify(program);
  for (const std::string& problem : problems)
    std::fprintf(stderr, "malformed %s: %s\n", when, problem.c_str());
  return problems.empty();
}

const kiln::ir::Pass* passNamed(const char* name) {
  for (const kiln::ir::Pass& pass : kiln::ir::passes()) {
    if (std::strcmp(pass.name, name) == 0) return &pass;
  }
  return nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: ir_opt PASS FILE\n", stderr);
    return 2;
  }
  const kiln::ir::Pass* pass = passNamed(argv[1]);
  if (pass == nullptr && std::strcmp(argv[1], "none") != 0) {
    std::fprintf(stderr, "ir_opt: no pass is named '%s'; there are:", argv[1]);
    for (const kiln::ir::Pass& known : kiln::ir::passes()) std::fprintf(stderr, " %s", known.name);
    std::fputs(" none\n", stderr);
    return 2;
  }
  std::ifstream file(argv[2], std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) {
    std::fprintf(stderr, "ir_opt: cannot read %s\n", argv[2]);
    return 1;
  }
  std::string error;
  std::unique_ptr<kiln::ir::Program> program = kiln::ir::parse(text.str(), &error);
  if (program == nullptr) {
    std::fprintf(stderr, "%s: %s\n", argv[2], error.c_str());
    return 1;
  }
  if (!isSound(*program, "input")) return 1;
  if (pass != nullptr) {
    pass->run(*program);
    if (!isSound(*program, "after the pass")) return 3;
  }
  std::fputs(kiln::ir::print(*program).c_str(), stdout);
  return 0;
}
