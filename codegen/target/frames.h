// The table of runtime/abi/pctab.h, for stack traces.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace llvm {
class Module;
}

namespace kiln::codegen {

// The number of the stack map that says where a function's frame keeps its receiver, and behind that its closure.
uint64_t receiverId(const std::string& symbol, bool has_callee);

// A function of the machine code; `function` is an index into FrameInfo::functions.
struct FrameSymbol {
  std::string symbol;
  uint32_t function;
};

// The subprograms in the order of FrameInfo::functions, and how their positions are to be read.
struct FrameFunctions {
  std::vector<std::string> symbols;
  std::vector<const std::vector<uint32_t>*> lines;  // of each one's source: where its lines start; empty: positions are offsets from the function's start
  std::vector<uint32_t> starts;                     // of each one in its source, if it has lines
  std::vector<std::string> suspends;                // of each one, FrameInfo::suspends
  std::map<std::string, std::vector<uint32_t>> sources;
};

// Before code generation, after the optimiser: one FrameInfo for each function that is left, with holes where only the
// machine code can tell. Empty if the module has no positions. The rows will be in the symbol rowsSymbol(module).
std::vector<FrameSymbol> addFrameTable(llvm::Module& module);
// After: reads the line table of `object`, fills the holes in its bytes and returns the PcRows. False (and *error) if the object is not as expected.
bool fillFrameTable(std::string& object, const FrameFunctions& functions, const std::vector<FrameSymbol>& symbols, std::string* rows, std::string* error);
FrameFunctions frameFunctions(const llvm::Module& module);

std::string rowsSymbol(const llvm::Module& module);

}  // namespace kiln::codegen
