// What the IR's unit tests share: programs from text.
#pragma once
#include <gtest/gtest.h>

#include "ir/core/parser.h"
#include "ir/core/printer.h"
#include "ir/core/verifier.h"

namespace kiln::ir::test {

inline std::unique_ptr<Program> read(std::string_view text) {
  std::string error;
  std::unique_ptr<Program> program = parse(text, &error);
  EXPECT_NE(program, nullptr) << error;
  return program;
}
inline std::string errorOf(std::string_view text) {
  std::string error;
  return parse(text, &error) == nullptr ? error : "no error";
}
// The verifier's lines about the program, joined.
inline std::string problems(const Program& program) {
  std::string out;
  for (const std::string& line : verify(program)) out += line + "\n";
  return out;
}
inline Block* blockOf(Function& function, uint32_t id) {
  for (auto& block : function.blocks) {
    if (block->id == id) return block.get();
  }
  return nullptr;
}

}  // namespace kiln::ir::test
