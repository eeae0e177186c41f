// Tests of characters against sets, in machine code.
#pragma once
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <map>
#include <set>

#include "runtime/regex/program.h"

namespace kiln::codegen {

class RegexSets {
 public:
  RegexSets(llvm::Module& module, bool wide) : module_(module), wide_(wide) {}

  // i1: is the unit (i32) in the set? May add blocks.
  llvm::Value* has(llvm::IRBuilder<>& b, const regex::CharacterSet& set, llvm::Value* unit);
  // The first position of from … limit - 1 (i64) that holds no member, else `limit`. Reads a block of units a
  // step where the set is a few ranges.
  llvm::Value* runEnd(llvm::IRBuilder<>& b, llvm::Function* fn, const regex::CharacterSet& set,
                      llvm::Value* text, llvm::Value* from, llvm::Value* limit);

 private:
  llvm::Value* inRanges(llvm::IRBuilder<>& b, const regex::UnitRanges& ranges, llvm::Value* unit);
  llvm::Value* inBlock(llvm::IRBuilder<>& b, const regex::UnitRanges& ranges, llvm::Value* block);
  llvm::Value* inTable(llvm::IRBuilder<>& b, const regex::CharacterSet& set, llvm::Value* unit);

  llvm::Module& module_;
  bool wide_;
};

}  // namespace kiln::codegen
