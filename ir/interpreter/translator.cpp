#include "ir/interpreter/translator.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace kiln::interpreter {

using ir::Opcode;

namespace {
// Temporaries: constants as register operands, the moves' scratch, the object of a construction, results that
// nobody reads.
constexpr uint32_t kScratch = 0, kUnread = 3, kTemporaries = 4;
}  // namespace

Translator::Translator(FunctionRecord* function, const ir::Function& body)
    : unit_(*function->unit), body_(body), plan_(unit_, body), code_(new Code) {
  code_->function = function;
  code_->body = &body;
  code_->parameter_count = body.resume_of != nullptr ? 0 : body.param_count;
  code_->uses_arguments = usesArguments(body);
  code_->plain_arguments = code_->uses_arguments ? UINT32_MAX : code_->parameter_count;
  code_->register_count = plan_.registerCount() + kTemporaries;
  code_->frame_size = code_->register_count + plan_.largestArea();
}

void Translator::op(Op op) {
  next_temporary_ = 0;
  instruction_start_ = here();
  code_->units.push_back(handlerWord(op));
}

void Translator::pointer(const void* address) {
  uint32_t halves[2];
  std::memcpy(halves, &address, sizeof address);
  code_->units.insert(code_->units.end(), {halves[0], halves[1]});
}

uint32_t Translator::newLabel() {
  labels_.emplace_back();
  return static_cast<uint32_t>(labels_.size() - 1);
}

void Translator::bind(uint32_t label) {
  labels_[label].place = here();
}

void Translator::target(uint32_t label) {
  labels_[label].users.push_back({here(), instruction_start_});
  unit(0);
}

uint32_t Translator::labelOf(const Block* block) {
  return block_labels_[block->id];
}

int32_t Translator::constantIndex(Value word) {
  auto [it, inserted] = constant_index_.try_emplace(word.bits, static_cast<int32_t>(constants_.size()));
  if (inserted) constants_.push_back(word);
  return it->second;
}

int32_t Translator::temporary(uint32_t index) {
  return static_cast<int32_t>(plan_.registerCount() + index);
}

int32_t Translator::reg(const Instr* operand) {
  const Instr* value = plan_.resolve(operand);
  int32_t known = plan_.registerOf(value);
  if (known != -1 || !plan_.isConstant(value)) return known;
  // Loaded by prepare(), in the same order.
  return temporary(next_temporary_++);
}

void Translator::prepare(std::initializer_list<const Instr*> operands) {
  uint32_t used = 0;
  for (const Instr* operand : operands) {
    const Instr* value = plan_.resolve(operand);
    if (!plan_.isConstant(value) || plan_.registerOf(value) != -1) continue;
    op(Op::Constant);
    unit(temporary(used++));
    unit(constantIndex(plan_.constantOf(value)));
  }
}

int32_t Translator::any(const Instr* operand) {
  const Instr* value = plan_.resolve(operand);
  if (!plan_.isConstant(value)) return plan_.registerOf(value);
  return anyWord(plan_.constantOf(value));
}

int32_t Translator::destination(const Instr& instr) {
  int32_t known = plan_.registerOf(&instr);
  return known == -1 ? temporary(kUnread) : known;
}

void Translator::list(const Instr& instr, size_t from) {
  unit(static_cast<int32_t>(instr.operands.size() - from));
  for (size_t i = from; i < instr.operands.size(); ++i) unit(any(instr.operands[i]));
}

// --- control flow

// Only continues elsewhere.
bool Translator::isTransparent(const Block* block) {
  enum : char { kUnknown, kNo, kYes };
  char& known = transparent_[block->id];
  if (known != kUnknown) return known == kYes;
  known = kNo;
  if (block == plan_.order()[0] || block->is_handler) return false;
  for (const Instr* instr : block->instrs) {
    if (instr->op == Opcode::Jump) {
      if (!hasMoves(block, block->succs[0]) && !comesBack(block)) known = kYes;
      break;
    }
    if (instr->isTerminator() || plan_.isEmitted(instr)) break;
  }
  return known == kYes;
}

// An endless loop with nothing in it: one of its blocks has to be there.
bool Translator::comesBack(const Block* block) {
  const Block* next = block->succs[0];
  while (next != block && isTransparent(next)) next = next->succs[0];
  return next == block;
}

const ir::Block* Translator::through(const Block* block) {
  for (size_t steps = 0; steps < plan_.order().size() && isTransparent(block); ++steps)
    block = block->succs[0];
  return block;
}

const ir::Block* Translator::nextOf(size_t index) {
  for (++index; index < plan_.order().size(); ++index) {
    if (!isTransparent(plan_.order()[index])) return plan_.order()[index];
  }
  return nullptr;
}

bool Translator::hasMoves(const Block* from, const Block* to) {
  for (size_t p = 0; p < to->preds.size(); ++p) {
    if (to->preds[p] != from) continue;
    for (const Instr* phi : to->instrs) {
      if (phi->op != Opcode::Phi) break;
      int32_t into = plan_.registerOf(phi);
      if (into == -1) continue;
      const Instr* value = plan_.resolve(phi->operands[p]);
      if (plan_.isConstant(value) || plan_.registerOf(value) != into) return true;
    }
    return false;  // further edges between the two have the same operands
  }
  return false;
}

void Translator::moves(const Block* from, const Block* to) {
  auto p = static_cast<size_t>(std::find(to->preds.begin(), to->preds.end(), from) - to->preds.begin());
  std::vector<RegisterMove> list;
  std::vector<std::pair<int32_t, Value>> constants;
  for (const Instr* phi : to->instrs) {
    if (phi->op != Opcode::Phi) break;
    int32_t into = plan_.registerOf(phi);
    if (into == -1) continue;
    const Instr* value = plan_.resolve(phi->operands[p]);
    if (plan_.isConstant(value))
      constants.push_back({into, plan_.constantOf(value)});
    else
      list.push_back({into, plan_.registerOf(value)});
  }
  for (RegisterMove move : sequence(std::move(list), temporary(kScratch))) {
    op(Op::Move);
    unit(move.to);
    unit(move.from);
  }
  for (const auto& [into, word] : constants) {
    op(Op::Constant);
    unit(into);
    unit(constantIndex(word));
  }
}

uint32_t Translator::edge(const Block* from, const Block* to) {
  if (!hasMoves(from, to)) return labelOf(through(to));
  for (const Stub& stub : stubs_) {
    if (stub.from == from && stub.to == to) return stub.label;
  }
  stubs_.push_back({newLabel(), from, to});
  return stubs_.back().label;
}

// The test at the head of a loop is repeated at its end: one jump less a round.
bool Translator::worthCopying(const Block* block) const {
  constexpr int kMost = 4;
  int count = 0;
  for (const Instr* instr : block->instrs) {
    if (instr->op == Opcode::Phi || !plan_.isEmitted(instr)) continue;
    if (instr->op == Opcode::Branch) return true;
    if (instr->isTerminator() || instr->op == Opcode::Pack || ++count > kMost) return false;
  }
  return false;
}

void Translator::go(const Block* from, const Block* to, const Block* next) {
  moves(from, to);
  const Block* place = through(to);
  if (place == next) return;
  bool back = plan_.indexOf(place) <= plan_.indexOf(from);
  if (back && worthCopying(place)) {
    body(place);
    terminator(place, nullptr);
    return;
  }
  op(Op::Jump);
  target(labelOf(place));
}

void Translator::branch(const Block* block, const Instr& instr, const Block* next) {
  const Block *yes = block->succs[0], *no = block->succs[1];
  const Instr* test = plan_.resolve(instr.operands[0]);
  if (yes == no) return go(block, yes, next);
  bool yes_next = through(yes) == next && !hasMoves(block, yes);
  locate(test->loc);
  uint32_t start = here();
  condition(test, !yes_next, edge(block, yes_next ? no : yes));
  unwindFrom(block, start);
  if (yes_next) return;
  // Straight on, or out of line as well.
  if (next == nullptr) {
    op(Op::Jump);
    target(edge(block, no));
  } else {
    go(block, no, next);
  }
}

void Translator::switchOn(const Block* block, const Instr& instr) {
  int64_t low = INT32_MAX, high = INT32_MIN;
  for (int32_t value : instr.cases) {
    low = std::min<int64_t>(low, value);
    high = std::max<int64_t>(high, value);
  }
  auto count = static_cast<int64_t>(instr.cases.size());
  bool dense = count > 0 && high - low < 4 * count + 8;
  prepare({instr.operands[0]});
  op(dense ? Op::SwitchTable : Op::SwitchSearch);
  unit(reg(instr.operands[0]));
  if (dense) {
    unit(static_cast<int32_t>(low));
    target(edge(block, block->succs[0]));
    unit(static_cast<int32_t>(high - low + 1));
    for (int64_t value = low; value <= high; ++value) {
      auto found = std::find(instr.cases.begin(), instr.cases.end(), value);
      auto at = static_cast<size_t>(found - instr.cases.begin());
      target(edge(block, block->succs[found == instr.cases.end() ? 0 : at + 1]));
    }
    return;
  }
  target(edge(block, block->succs[0]));
  unit(static_cast<int32_t>(count));
  for (size_t i = 0; i < instr.cases.size(); ++i) {
    unit(instr.cases[i]);
    target(edge(block, block->succs[i + 1]));
  }
}

void Translator::terminator(const Block* block, const Block* next) {
  const Instr& instr = *block->terminator();
  switch (instr.op) {
    case Opcode::Jump:
      return go(block, block->succs[0], next);
    case Opcode::Branch:
      return branch(block, instr, next);
    case Opcode::Switch:
      return switchOn(block, instr);
    case Opcode::Return: {
      const Instr* value = plan_.resolve(instr.operands[0]);
      if (plan_.isConstant(value)) {
        op(Op::ReturnConstant);
        unit(constantIndex(plan_.constantOf(value)));
      } else {
        op(Op::Return);
        unit(reg(value));
      }
      return;
    }
    default:
      op(Op::Unreachable);
      return;
  }
}

void Translator::body(const Block* block) {
  uint32_t start = here();
  for (const Instr* instr : block->instrs) {
    if (instr->op == Opcode::Phi || instr->isTerminator() || !plan_.isEmitted(instr)) continue;
    locate(instr->loc);
    instruction(*instr);
  }
  unwindFrom(block, start);
}

void Translator::locate(ir::SourceLoc loc) {
  std::vector<Position>& positions = code_->positions;
  if (positions.empty() || positions.back().loc.offset != loc.offset ||
      positions.back().loc.inlined != loc.inlined)
    positions.push_back({here(), loc});
}

// What was written since `start` unwinds to the block's handler. (The landing is a label until run() ends.)
void Translator::unwindFrom(const Block* block, uint32_t start) {
  if (block->unwind != nullptr && here() > start)
    code_->unwind.push_back({start, here(), edge(block, block->unwind)});
}

void Translator::block(size_t index) {
  const Block* block = plan_.order()[index];
  if (isTransparent(block)) return;
  bind(labelOf(block));
  if (index == 0) {
    for (const Plan::Hoisted& hoisted : plan_.hoisted()) {
      op(Op::Constant);
      unit(hoisted.reg);
      unit(constantIndex(plan_.constantOf(hoisted.constant)));
    }
  }
  body(block);
  terminator(block, nextOf(index));
}

Code* Translator::run() {
  block_labels_.resize(body_.next_block_id);
  transparent_.resize(body_.next_block_id);
  for (const Block* block : plan_.order()) block_labels_[block->id] = newLabel();
  for (size_t i = 0; i < plan_.order().size(); ++i) block(i);
  for (size_t i = 0; i < stubs_.size(); ++i) {
    Stub stub = stubs_[i];
    bind(stub.label);
    go(stub.from, stub.to, nullptr);
  }
  for (const Label& label : labels_) {
    for (auto [at, start] : label.users) code_->units[at] = label.place - start;
  }
  for (UnwindRange& range : code_->unwind) range.landing = labels_[range.landing].place;
  code_->constants = newStatic<Value>(constants_.size() + 1) + 1;
  code_->constants[-1] = Value::raw(reinterpret_cast<uint64_t>(code_));
  std::copy(constants_.begin(), constants_.end(), code_->constants);
  code_->entry = code_->units.data();
  return code_;
}

bool usesArguments(const ir::Function& function) {
  for (const auto& block : function.blocks) {
    for (const ir::Instr* instr : block->instrs) {
      if (instr->op == Opcode::ArgCount || instr->op == Opcode::ArgVector || instr->op == Opcode::LoadArg)
        return true;
    }
  }
  return false;
}

Code* translate(FunctionRecord* function, const ir::Function* body) {
  Code* code = Translator(function, *body).run();
  if (function->unit->dumps())
    std::printf("function @%s\n%s\n", body->symbol.c_str(), disassemble(*code).c_str());
  return code;
}

}  // namespace kiln::interpreter
