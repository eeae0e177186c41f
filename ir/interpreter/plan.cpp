#include "ir/interpreter/plan.h"

#include <algorithm>

namespace kiln::interpreter {

using ir::Block;
using ir::Instr;
using ir::Opcode;

const Instr* Plan::resolve(const Instr* value) const {
  while (true) {
    switch (value->op) {
      case Opcode::Box:
      case Opcode::UnboxInt32:
      case Opcode::UnboxDouble:
      case Opcode::UnboxBool:
      case Opcode::UnboxString:
      case Opcode::UnboxObject:
      case Opcode::Refine:
      case Opcode::ReceiverOf:
      case Opcode::Int32ToDouble:
      case Opcode::OpenView:
      case Opcode::CheckTdz:
        break;
      case Opcode::ToBoolean:
        if (resolve(value->operands[0])->rep() != ir::Rep::Bool) return value;
        break;
      default:
        return value;
    }
    value = value->operands[0];
  }
}

bool Plan::isHeader(const Instr& instr, int32_t* reg) const {
  switch (instr.op) {
    case Opcode::ThisValue:
      return *reg = kThis, true;
    case Opcode::Callee:
      return *reg = kCallee, true;
    case Opcode::NewTarget:
      return *reg = kNewTarget, true;
    case Opcode::ArgCount:
      return *reg = kArgumentCount, true;
    case Opcode::ArgVector:
      return *reg = kArgumentVector, true;
    case Opcode::CoroutineField:
      switch (static_cast<ir::CoroutineFieldKind>(instr.imm)) {
        case ir::CoroutineFieldKind::Self:
          return *reg = kCoroutine, true;
        case ir::CoroutineFieldKind::Mode:
          return *reg = kMode, true;
        case ir::CoroutineFieldKind::Sent:
          return *reg = kSent, true;
        case ir::CoroutineFieldKind::State:
          return false;
      }
      return false;
    default:
      return false;
  }
}

bool Plan::isConstant(const Instr* value) const {
  switch (value->op) {
    case Opcode::ConstInt32:
    case Opcode::ConstDouble:
    case Opcode::ConstBool:
    case Opcode::ConstString:
    case Opcode::ConstValue:
    case Opcode::AddressOf:
      return true;
    default:
      return false;
  }
}

bool Plan::isInt32Constant(const Instr* value) const {
  return isConstant(value) && unit_.constant(*value).isInt32();
}

// Constants, entry values and phis: their values are there without an instruction. CheckTdz is the value that
// it checks, but has code.
bool Plan::needsNoCode(const Instr& instr) const {
  int32_t reg;
  if (instr.op == Opcode::CheckTdz) return false;
  return isConstant(&instr) || isHeader(instr, &reg) || instr.op == Opcode::Phi ||
         instr.op == Opcode::Param || (instr.op == Opcode::StackSlot && !slotAddressIsUsed(&instr)) ||
         resolve(&instr) != &instr;
}

bool Plan::isCommutative(Opcode op) {
  switch (op) {
    case Opcode::Mul:
    case Opcode::BitAnd:
    case Opcode::BitOr:
    case Opcode::BitXor:
    case Opcode::Int32And:
    case Opcode::Int32Or:
    case Opcode::Int32Xor:
    case Opcode::DoubleAdd:
    case Opcode::DoubleMul:
    case Opcode::StrictEq:
    case Opcode::Int32Eq:
    case Opcode::DoubleEq:
      return true;
    default:
      return false;
  }
}

bool Plan::hasImmediateForm(Opcode op) {
  switch (op) {
    case Opcode::Add:
    case Opcode::Sub:
    case Opcode::Mul:
    case Opcode::Div:
    case Opcode::Mod:
    case Opcode::BitAnd:
    case Opcode::BitOr:
    case Opcode::BitXor:
    case Opcode::Shl:
    case Opcode::Sar:
    case Opcode::Shr:
    case Opcode::Int32And:
    case Opcode::Int32Or:
    case Opcode::Int32Xor:
    case Opcode::Int32Shl:
    case Opcode::Int32Sar:
    case Opcode::DoubleAdd:
    case Opcode::DoubleSub:
    case Opcode::DoubleMul:
    case Opcode::DoubleDiv:
    case Opcode::DoubleMod:
    case Opcode::LessThan:
    case Opcode::LessEqual:
    case Opcode::GreaterThan:
    case Opcode::GreaterEqual:
    case Opcode::StrictEq:
    case Opcode::Int32Lt:
    case Opcode::Int32Le:
    case Opcode::Int32Eq:
    case Opcode::DoubleLt:
    case Opcode::DoubleLe:
    case Opcode::DoubleEq:
      return true;
    case Opcode::GetElem:
      return true;
    default:
      return false;
  }
}

bool Plan::mayBeImmediate(const Instr& user, size_t index) const {
  if (!hasImmediateForm(user.op)) return false;
  const Instr* value = resolve(user.operands[index]);
  if (!isInt32Constant(value)) return false;
  if (index == 1) return true;
  return isCommutative(user.op) && !isInt32Constant(resolve(user.operands[1]));
}

bool Plan::takesConstants(const Instr& user, size_t index) const {
  switch (user.op) {
    case Opcode::Call:
    case Opcode::Construct:
      return index >= 1;
    case Opcode::CallKnown:
    case Opcode::CallHelper:
    case Opcode::NewArray:
    case Opcode::Pack:
    case Opcode::MakeClosure:
    case Opcode::NewObject:
    case Opcode::StoreVar:
    case Opcode::NewBox:
    case Opcode::Return:
    case Opcode::Phi:
      return true;
    case Opcode::StoreBox:
    case Opcode::StoreCapture:
    case Opcode::FrameStore:
      return index == 1;
    default:
      return mayBeImmediate(user, index);
  }
}

const Instr* Plan::directCapture(const Instr& instr) const {
  if (instr.op != Opcode::LoadBox && instr.op != Opcode::StoreBox) return nullptr;
  const Instr* box = resolve(instr.operands[0]);
  return box->op == Opcode::LoadCapture ? box : nullptr;
}

// Calls visit(value, takes_constants) with what the code of `instr` reads, values of fused operands included.
template <typename Visit>
void Plan::operandsOf(const Instr& instr, Visit visit) const {
  bool capture = directCapture(instr) != nullptr;
  for (size_t i = 0; i < instr.operands.size(); ++i) {
    if (i == 0 && capture) continue;
    const Instr* value = resolve(instr.operands[i]);
    if (i == 0 && (instr.op == Opcode::LoadSlot || instr.op == Opcode::StoreSlot) &&
        value->op == Opcode::StackSlot)
      continue;
    if (fused_[value->id])
      operandsOf(*value, visit);
    else
      visit(value, takesConstants(instr, i));
  }
}

namespace {
bool hasEffects(const Instr& instr) {
  switch (instr.effect()) {
    case ir::Effect::Pure:
    case ir::Effect::Reads:
    case ir::Effect::Allocates:
      return false;
    case ir::Effect::Writes:
    case ir::Effect::Throws:
    case ir::Effect::RunsJs:
    case ir::Effect::Control:
      return true;
  }
  return true;
}
}  // namespace

void Plan::markLive() {
  std::vector<const Instr*> work;
  auto mark = [&](const Instr* instr) {
    if (live_[instr->id]) return;
    live_[instr->id] = 1;
    work.push_back(instr);
  };
  for (const Block* block : order_) {
    for (const Instr* instr : block->instrs) {
      block_of_[instr->id] = block;
      if (hasEffects(*instr)) mark(instr);
    }
  }
  while (!work.empty()) {
    const Instr* instr = work.back();
    work.pop_back();
    operandsOf(*instr, [&](const Instr* value, bool) { mark(value); });
  }
}

void Plan::countUses() {
  for (const Block* block : order_) {
    for (const Instr* instr : block->instrs) {
      if (!live_[instr->id] || (resolve(instr) != instr && instr->op != Opcode::CheckTdz)) continue;
      operandsOf(*instr, [&](const Instr* value, bool) { ++uses_[value->id]; });
      for (const Instr* operand : instr->operands) {
        const Instr* value = resolve(operand);
        bool direct = instr->op == Opcode::LoadSlot ||
                      (instr->op == Opcode::StoreSlot && operand == instr->operands[0]);
        if (value->op == Opcode::StackSlot && !direct) address_used_[value] = true;
      }
    }
  }
}

// A test whose only use is the branch behind it, and ToNumeric in front of ++.
void Plan::findFusions() {
  for (const Block* block : order_) {
    // What may be fused into the instruction behind it.
    const Instr* previous = nullptr;
    for (const Instr* instr : block->instrs) {
      if (!live_[instr->id] || needsNoCode(*instr)) continue;
      const Instr* operand = instr->operands.empty() ? nullptr : resolve(instr->operands[0]);
      if (operand != nullptr && operand == previous && uses_[operand->id] == 1) {
        switch (instr->op) {
          case Opcode::Inc:
          case Opcode::Dec:
            fused_[operand->id] = operand->op == Opcode::ToNumeric;
            break;
          case Opcode::Branch:
          case Opcode::Not:
            switch (operand->op) {
              case Opcode::LessThan:
              case Opcode::LessEqual:
              case Opcode::GreaterThan:
              case Opcode::GreaterEqual:
              case Opcode::StrictEq:
              case Opcode::LooseEq:
              case Opcode::Int32Lt:
              case Opcode::Int32Le:
              case Opcode::Int32Eq:
              case Opcode::DoubleLt:
              case Opcode::DoubleLe:
              case Opcode::DoubleEq:
              case Opcode::ToBoolean:
              case Opcode::IsUndefined:
              case Opcode::IsNullish:
              case Opcode::IsEmpty:
                fused_[operand->id] = instr->op == Opcode::Branch;
                break;
              case Opcode::Not:
                fused_[operand->id] = instr->op == Opcode::Branch;
                break;
              default:
                break;
            }
            break;
          default:
            break;
        }
      }
      previous = instr;
    }
  }
}

// Instruction i reads at position 2i and writes at 2i + 1; phis are written at the start of their block.
void Plan::number() {
  uint32_t at = 0;
  for (size_t b = 0; b < order_.size(); ++b) {
    block_start_[b] = 2 * at;
    for (const Instr* instr : order_[b]->instrs) {
      position_[instr->id] = instr->op == Opcode::Phi ? block_start_[b] : 2 * at + 1;
      ++at;
    }
    block_end_[b] = 2 * at;
  }
  std::vector<int32_t> change(order_.size() + 1);
  for (size_t b = 0; b < order_.size(); ++b) {
    for (const Block* pred : order_[b]->preds) {
      size_t from = block_index_[pred->id];
      if (from == UINT32_MAX || from < b) continue;
      ++change[b];
      --change[from + 1];
    }
  }
  int32_t depth = 0;
  for (size_t b = 0; b < order_.size(); ++b) depth_[b] = static_cast<uint32_t>(depth += change[b]);
}

// `definition` null: defined at the function's entry.
void Plan::addUse(uint32_t value, const Instr* definition, const Block* use, uint32_t position) {
  std::vector<Segment>& segments = registers_->range(value).segments;
  const Block* home = definition == nullptr ? order_[0] : block_of_[definition->id];
  uint32_t defined = definition == nullptr ? 0 : position_[definition->id];
  size_t at = block_index_[use->id];
  if (home == use && defined < position) {
    segments.push_back({defined, position});
    return;
  }
  segments.push_back({block_start_[at], position});
  if (live_in_[at] == value) return;
  live_in_[at] = value;
  std::vector<const Block*> work{use};
  while (!work.empty()) {
    const Block* block = work.back();
    work.pop_back();
    for (const Block* pred : block->preds) {
      uint32_t index = block_index_[pred->id];
      if (index == UINT32_MAX) continue;
      if (live_out_[index] == value) continue;
      live_out_[index] = value;
      segments.push_back({pred == home ? defined : block_start_[index], block_end_[index]});
      if (pred == home || live_in_[index] == value) continue;
      live_in_[index] = value;
      work.push_back(pred);
    }
  }
}

void Plan::computeRanges() {
  // Uses grouped by value: the walk marks blocks by value.
  struct Use {
    const Block* block;
    uint32_t position;
  };
  std::vector<std::vector<Use>> uses(function_.next_instr_id);
  std::vector<const Instr*> values;
  std::vector<std::pair<const Instr*, Use>>
      constants;  // read from a register: in loops from one that keeps it
  int32_t reg;
  auto use = [&](const Instr* value, const Block* block, uint32_t position) {
    if (isHeader(*value, &reg)) return;
    if (uses[value->id].empty()) values.push_back(value);
    uses[value->id].push_back({block, position});
  };
  for (const Block* block : order_) {
    for (const Instr* instr : block->instrs) {
      if (instr->op == Opcode::Phi) {
        if (!live_[instr->id]) continue;
        for (size_t p = 0; p < block->preds.size(); ++p) {
          const Block* pred = block->preds[p];
          const Instr* value = resolve(instr->operands[p]);
          if (block_index_[pred->id] != UINT32_MAX && !isConstant(value))
            use(value, pred, block_end_[block_index_[pred->id]]);
        }
        continue;
      }
      if (!isEmitted(instr)) continue;
      operandsOf(*instr, [&](const Instr* value, bool takes_constants) {
        if (!isConstant(value)) return use(value, block, position_[instr->id]);
        if (!takes_constants) constants.push_back({value, {block, position_[instr->id]}});
      });
    }
  }
  for (const auto& [constant, where] : constants) {
    if (depth_[block_index_[where.block->id]] == 0) continue;
    uint64_t word = unit_.constant(*constant).bits;
    if (hoisted_.try_emplace(word, function_.next_instr_id + static_cast<uint32_t>(hoisted_.size())).second)
      hoisted_order_.push_back({word, constant});
  }
  param_value_ = function_.next_instr_id + static_cast<uint32_t>(hoisted_.size());
  registers_ = std::make_unique<RegisterAllocator>(param_value_ + function_.param_count);
  for (const Instr* value : values) {
    bool param = value->op == Opcode::Param;
    uint32_t id = param ? param_value_ + static_cast<uint32_t>(value->imm) : value->id;
    if (param) registers_->range(id).fixed = static_cast<int32_t>(value->imm);
    for (const Use& where : uses[value->id]) addUse(id, param ? nullptr : value, where.block, where.position);
  }
  // The register serves uses outside of the loops as well.
  for (const auto& [constant, where] : constants) {
    auto hoisted = hoisted_.find(unit_.constant(*constant).bits);
    if (hoisted != hoisted_.end()) addUse(hoisted->second, nullptr, where.block, where.position);
  }
  for (uint32_t id = 0; id < param_value_ + function_.param_count; ++id) registers_->range(id).normalise();
}

void Plan::coalescePhis() {
  std::vector<const Block*> blocks(order_.begin(), order_.end());
  std::sort(blocks.begin(), blocks.end(), [&](const Block* a, const Block* b) {
    uint32_t i = block_index_[a->id], j = block_index_[b->id];
    return depth_[i] != depth_[j] ? depth_[i] > depth_[j] : i < j;
  });
  for (const Block* block : blocks) {
    for (const Instr* instr : block->instrs) {
      if (instr->op != Opcode::Phi) break;
      if (!live_[instr->id]) continue;
      for (size_t p = 0; p < block->preds.size(); ++p) {
        const Instr* value = resolve(instr->operands[p]);
        int32_t reg;
        if (block_index_[block->preds[p]->id] == UINT32_MAX || isConstant(value) || isHeader(*value, &reg))
          continue;
        uint32_t id =
            value->op == Opcode::Param ? param_value_ + static_cast<uint32_t>(value->imm) : value->id;
        registers_->coalesce(instr->id, id);
      }
    }
  }
}

// Stack slots and packs that live until the function returns have registers of their own; a pack that only
// the next instruction reads shares the area for natives' arguments.
void Plan::placeAreas() {
  auto next = static_cast<int32_t>(registers_->registerCount());
  for (const Block* block : order_) {
    const std::vector<Instr*>& instrs = block->instrs;
    for (size_t i = 0; i < instrs.size(); ++i) {
      const Instr* instr = instrs[i];
      if (!live_[instr->id]) {
        if (instr->op == Opcode::StackSlot) slots_[instr] = next++;
        continue;
      }
      auto count = static_cast<uint32_t>(instr->operands.size());
      switch (instr->op) {
        case Opcode::StackSlot:
          slots_[instr] = next++;
          break;
        case Opcode::Pack: {
          bool shared = uses_[instr->id] == 1 && i + 1 < instrs.size() &&
                        instrs[i + 1]->op == Opcode::CallHelper &&
                        std::any_of(instrs[i + 1]->operands.begin(), instrs[i + 1]->operands.end(),
                                    [&](const Instr* operand) { return resolve(operand) == instr; });
          if (shared) {
            largest_area_ = std::max(largest_area_, count);
          } else {
            packs_[instr] = next;
            next += static_cast<int32_t>(count);
          }
          break;
        }
        case Opcode::NewArray:
        case Opcode::Call:
        case Opcode::Construct:
        case Opcode::CallKnown:
          largest_area_ = std::max(largest_area_, count);
          break;
        default:
          break;
      }
    }
  }
  register_count_ = static_cast<uint32_t>(next);
}

int32_t Plan::packOf(const Instr* pack) const {
  auto it = packs_.find(pack);
  return it == packs_.end() ? -1 : it->second;
}

int32_t Plan::registerOf(const Instr* value) {
  int32_t reg;
  if (isHeader(*value, &reg)) return reg;
  if (isConstant(value)) {
    auto it = hoisted_.find(unit_.constant(*value).bits);
    return it == hoisted_.end() ? -1 : registers_->registerOf(it->second);
  }
  if (value->op == Opcode::Param)
    return registers_->registerOf(param_value_ + static_cast<uint32_t>(value->imm));
  return registers_->registerOf(value->id);
}

Plan::Plan(Unit& unit, const ir::Function& function)
    : unit_(unit), function_(function), order_(ir::reversePostOrder(function)) {
  block_index_.assign(function.next_block_id, UINT32_MAX);
  for (size_t i = 0; i < order_.size(); ++i) block_index_[order_[i]->id] = static_cast<uint32_t>(i);
  block_start_.resize(order_.size());
  block_end_.resize(order_.size());
  depth_.resize(order_.size());
  live_in_.assign(order_.size(), UINT32_MAX);
  live_out_.assign(order_.size(), UINT32_MAX);
  size_t count = function.next_instr_id;
  block_of_.resize(count);
  position_.resize(count);
  live_.resize(count);
  fused_.resize(count);
  uses_.resize(count);
  markLive();
  countUses();
  findFusions();
  number();
  computeRanges();
  coalescePhis();
  registers_->run(function.param_count);
  for (const auto& [word, constant] : hoisted_order_) {
    int32_t reg = registers_->registerOf(hoisted_.at(word));
    if (reg >= 0) hoisted_list_.push_back({constant, reg});
  }
  placeAreas();
}

}  // namespace kiln::interpreter
