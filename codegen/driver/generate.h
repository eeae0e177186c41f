// Machine code of a program: its units, on as many threads as there are processors.
#pragma once
#include <string>
#include <vector>

#include "codegen/emit/plan.h"
#include "codegen/target/target.h"

namespace kiln::driver {

struct GenerateOptions {
  codegen::Level level;
  bool verify = false;
  // Stages that are shown instead of going on: text of all units in order, LLVM's IR or assembly.
  enum class Show : uint8_t { Nothing, Llvm, Assembly } show = Show::Nothing;
  std::string only_function{};  // of what is shown
  bool stop = false;            // after what is shown
};

struct MachineCode {
  std::vector<std::string> objects;  // object files, always in the same order
  std::string shown{}, error{};
  size_t units = 0, compiled = 0;  // compiled: not found in the cache
  std::string slowest{};           // of the units, with its seconds of processor time
};

MachineCode generate(const codegen::Plan& plan, const GenerateOptions& options);

}  // namespace kiln::driver
