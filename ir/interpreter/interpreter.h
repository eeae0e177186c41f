// Runs programs of the IR without machine code, beside compiled code and natives, over the same runtime.
//
// The collector, the names and the realm must have been initialised. What is loaded stays for the life of the
// process. Functions are ordinary abi::Function closures: compiled code and natives call them through
// `entry`.
#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "ir/core/ir.h"
#include "runtime/abi/helpers.h"

namespace kiln::interpreter {

class Unit;  // a loaded program

struct LoadOptions {
  // The module of the executable, or loaded before, that the program refers to; null if there is none.
  const abi::ModuleInfo* (*external_module)(const ir::ModuleRecord& record) = nullptr;
  bool hidden = false;  // its functions are left out of stack traces, as the library's are
  bool dump = false;    // prints the bytecode of each function when it is translated
};

// Takes a program as ir::build makes it, before any pass, and lowers it. May collect; runs no user code.
Unit* load(std::unique_ptr<ir::Program> program, const LoadOptions& options);

const abi::ModuleInfo* moduleInfo(Unit* unit, uint32_t index);  // as in ir::Program::modules
const abi::FunctionInfo* functionInfo(Unit* unit, const ir::Function* function);

// A closure of one of the unit's functions. Captures are Values, or raw Box* where the function's
// capture_is_box says so. It is called as any other: by rt::call, or through `entry`.
abi::Function* newClosure(Unit* unit, const ir::Function* function, std::span<const abi::Value> captures);

// The word of a module-level variable (empty before its initialisation): visible to the collector, never
// moved.
abi::Value* variableCell(Unit* unit, const ir::Variable* variable);

// Whether `function` was made here.
bool isInterpreted(const abi::Function* function);

}  // namespace kiln::interpreter
