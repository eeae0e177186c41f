// A loaded program: its static data, made when the code that refers to it is translated.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "ir/interpreter/code.h"
#include "ir/interpreter/interpreter.h"
#include "ir/interpreter/statics.h"

namespace kiln::interpreter {

class Unit {
 public:
  Unit(std::unique_ptr<ir::Program> program, const LoadOptions& options);

  const ir::Program& program() const { return *program_; }
  bool dumps() const { return options_.dump; }
  bool inFirstRealm() const { return realm_ == 0; }
  abi::String* atom(const ir::Atom* atom);  // null: the empty string
  FunctionRecord* record(const ir::Function* function);
  const abi::ModuleInfo* module(uint32_t index);
  Value* variable(const ir::Variable* variable);
  Value* exportCell(const ir::Variable* variable);
  Value* cell(const std::string& name);
  // The word of a constant instruction, or of an AddressOf.
  Value constant(const ir::Instr& instr);
  abi::LiteralTemplate* literalKeys(const ir::LiteralKeys* keys);
  abi::LayoutSite* layoutSite(const ir::Layout* layout);
  abi::ViewLengthSite* viewLengthSite(abi::ElementsKind kind);

 private:
  const abi::SourceInfo* source(uint32_t module);
  const abi::TemplateData* templateData(const ir::TemplateSite* site);
  void describeModule(uint32_t index, abi::ModuleInfo* info);
  abi::Function* moduleFunction(const ir::Function* function);

  std::unique_ptr<ir::Program> program_;
  LoadOptions options_;
  uint32_t realm_;  // that its code runs in
  // All of these point to static memory, or to names that static memory holds too.
  std::unordered_map<const ir::Atom*, abi::String*> atoms_;
  std::vector<FunctionRecord*> records_;
  std::vector<const abi::ModuleInfo*> modules_;
  std::vector<abi::SourceInfo*> sources_;
  std::vector<std::vector<uint32_t>> line_starts_;
  std::unordered_map<const ir::Variable*, Value*> variables_;
  std::unordered_map<std::string, Value*> cells_;
  std::unordered_map<const ir::TemplateSite*, const abi::TemplateData*> templates_;
  std::unordered_map<const ir::LiteralKeys*, abi::LiteralTemplate*> keys_;
  std::unordered_map<const ir::Layout*, abi::LayoutSite*> layouts_;
  std::unordered_map<uint8_t, abi::ViewLengthSite*> view_lengths_;
};

// handlers.cpp: the entries that all interpreted functions and coroutines share.
Value interpretEntry(abi::Function* callee, Value this_value, Value new_target, uint32_t argc,
                     const Value* argv);
Value interpretResume(abi::Coroutine* coroutine, abi::ResumeMode mode, Value sent);
Activation* currentActivation();  // the innermost, or null
void showFramesInTraces();        // trace.cpp
// Code that translates the function at its first call, then runs it.
Code* untranslatedCode(FunctionRecord* function);

}  // namespace kiln::interpreter
