// Writes the bytecode of one function.
#pragma once
#include <optional>

#include "ir/interpreter/plan.h"
#include "ir/interpreter/translate.h"

namespace kiln::interpreter {

class Translator {
 public:
  Translator(FunctionRecord* function, const ir::Function& body);
  Code* run();

 private:
  using Instr = ir::Instr;
  using Block = ir::Block;
  struct Label {
    uint32_t place = UINT32_MAX;
    std::vector<std::pair<uint32_t, uint32_t>> users;  // unit to be patched, start of its instruction
  };
  struct Stub {  // moves of an edge that starts at a jump
    uint32_t label;
    const Block* from;
    const Block* to;
  };

  // --- units (translator.cpp)
  void op(Op op);
  void unit(int32_t value) { code_->units.push_back(static_cast<uint32_t>(value)); }
  void pointer(const void* address);
  void target(uint32_t label);
  uint32_t newLabel();
  void bind(uint32_t label);
  uint32_t labelOf(const Block* block);
  uint32_t edge(const Block* from, const Block* to);  // where a jump along the edge goes
  uint32_t here() const { return static_cast<uint32_t>(code_->units.size()); }
  void endCall(uint32_t start) { code_->units[start + 2] = here() - start; }

  int32_t constantIndex(Value word);
  int32_t reg(const Instr* operand);  // register; a constant is loaded into a temporary
  int32_t any(const Instr* operand);  // operand `o`
  int32_t anyWord(Value word) { return kConstantBase + constantIndex(word); }
  int32_t destination(const Instr& instr);
  int32_t temporary(uint32_t index);
  void list(const Instr& instr, size_t from);
  void prepare(std::initializer_list<const Instr*> operands);  // loads the constants among them

  // --- control flow (translator.cpp)
  void block(size_t index);
  void body(const Block* block);
  bool isTransparent(const Block* block);
  bool comesBack(const Block* block);
  const Block* through(const Block* block);
  const Block* nextOf(size_t index);
  void locate(ir::SourceLoc loc);
  void unwindFrom(const Block* block, uint32_t start);
  bool hasMoves(const Block* from, const Block* to);
  void moves(const Block* from, const Block* to);
  void go(const Block* from, const Block* to, const Block* next);
  void terminator(const Block* block, const Block* next);
  void branch(const Block* block, const Instr& instr, const Block* next);
  void condition(const Instr* test, bool wanted, uint32_t label);
  void switchOn(const Block* block, const Instr& instr);
  bool worthCopying(const Block* block) const;

  // --- instructions (translate_instructions.cpp)
  void instruction(const Instr& instr);
  void binary(const Instr& instr, Op registers, std::optional<Op> immediate);
  void swappable(const Instr& instr, const Instr** left, const Instr** right) const;
  void unary(const Instr& instr, Op op);
  void call(const Instr& instr);
  void callKnown(const Instr& instr);
  void construct(const Instr& instr);
  void helper(const Instr& instr, ir::HelperId id, const std::vector<int32_t>& operands);
  void pack(const Instr& instr, int32_t at, int32_t destination);
  int32_t areaStart() const { return static_cast<int32_t>(code_->register_count); }

  Unit& unit_;
  const ir::Function& body_;
  Plan plan_;
  Code* code_;
  std::vector<Value> constants_;
  std::unordered_map<uint64_t, int32_t> constant_index_;
  std::vector<Label> labels_;
  std::vector<uint32_t> block_labels_;
  std::vector<Stub> stubs_;
  std::vector<char> transparent_;  // by block
  uint32_t instruction_start_ = 0;
  uint32_t next_temporary_ = 0;
};

}  // namespace kiln::interpreter
