// IR functions to bytecode.
#pragma once
#include <string>

#include "ir/interpreter/code.h"

namespace kiln::interpreter {

// `body`: the record's function, or its resume function. Lives as long as the process. May collect.
Code* translate(FunctionRecord* function, const ir::Function* body);

std::string disassemble(const Code& code);

// Facts of the bytecode: the handlers' addresses are what the code's units hold (handlers.cpp).
uint32_t handlerWord(Op op);
const char* opName(Op op);
const char* opOperands(Op op);
// The wrapper through which a helper is called (helpers.cpp).
const void* helperWrapper(ir::HelperId id);

}  // namespace kiln::interpreter
