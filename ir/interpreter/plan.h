// What the translator knows of a function before it writes code: which instructions need none, which are part
// of another's, where every value lives.
#pragma once
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"
#include "ir/interpreter/registers.h"
#include "ir/interpreter/unit.h"

namespace kiln::interpreter {

class Plan {
 public:
  Plan(Unit& unit, const ir::Function& function);

  const std::vector<ir::Block*>& order() const { return order_; }
  size_t indexOf(const ir::Block* block) const { return block_index_[block->id]; }

  // Registers hold Values whatever the representation (int32s, booleans and doubles too), or raw pointers:
  // changes of representation are the same value.
  const ir::Instr* resolve(const ir::Instr* value) const;

  bool isEmitted(const ir::Instr* instr) const {
    return live_[instr->id] && !fused_[instr->id] && !needsNoCode(*instr);
  }
  // Its code is part of the one instruction that uses it.
  bool isFused(const ir::Instr* instr) const { return fused_[instr->id]; }

  bool isConstant(const ir::Instr* value) const;  // of a resolved value
  Value constantOf(const ir::Instr* value) { return unit_.constant(*value); }

  // -1: nobody reads the value, or it is a constant that is loaded where it is used.
  int32_t registerOf(const ir::Instr* value);
  int32_t slotOf(const ir::Instr* stack_slot) const { return slots_.at(stack_slot); }
  int32_t packOf(const ir::Instr* pack) const;  // -1: the area for natives' arguments
  bool slotAddressIsUsed(const ir::Instr* stack_slot) const { return address_used_.contains(stack_slot); }

  struct Hoisted {
    const ir::Instr* constant;
    int32_t reg;
  };
  const std::vector<Hoisted>& hoisted() const { return hoisted_list_; }  // loaded at the entry

  uint32_t registerCount() const { return register_count_; }
  uint32_t largestArea() const { return largest_area_; }

  // The constant that an operand's code may hold itself.
  static bool hasImmediateForm(ir::Opcode op);
  static bool isCommutative(ir::Opcode op);
  bool isInt32Constant(const ir::Instr* value) const;
  // Load- or StoreBox of a capture: takes the closure's word itself.
  const ir::Instr* directCapture(const ir::Instr& instr) const;

 private:
  bool needsNoCode(const ir::Instr& instr) const;
  bool isHeader(const ir::Instr& instr, int32_t* reg) const;
  void markLive();
  void countUses();
  void findFusions();
  void number();
  void computeRanges();
  void coalescePhis();
  void placeAreas();
  template <typename Visit>
  void operandsOf(const ir::Instr& instr, Visit visit) const;
  bool mayBeImmediate(const ir::Instr& user, size_t index) const;
  bool takesConstants(const ir::Instr& user, size_t index) const;
  void addUse(uint32_t value, const ir::Instr* definition, const ir::Block* block, uint32_t position);

  Unit& unit_;
  const ir::Function& function_;
  std::vector<ir::Block*> order_;
  std::vector<uint32_t> block_index_, block_start_, block_end_, depth_;  // by id; by index
  std::vector<const ir::Block*> block_of_;                               // by instruction
  std::vector<uint32_t> position_;                                       // by instruction
  std::vector<char> live_, fused_;
  std::vector<uint32_t> uses_;
  std::vector<uint32_t> live_in_, live_out_;        // by block: the last value that was found live there
  std::unordered_map<uint64_t, uint32_t> hoisted_;  // word -> value
  std::vector<std::pair<uint64_t, const ir::Instr*>> hoisted_order_;
  std::vector<Hoisted> hoisted_list_;
  std::unordered_map<const ir::Instr*, int32_t> slots_, packs_;
  std::unordered_map<const ir::Instr*, bool> address_used_;
  uint32_t register_count_ = 0, largest_area_ = 0, param_value_ = 0;
  std::unique_ptr<RegisterAllocator> registers_;
};

}  // namespace kiln::interpreter
