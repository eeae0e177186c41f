#include "ir/core/ir.h"

#include <algorithm>
#include <iterator>

namespace kiln::ir {
namespace {

struct OpcodeFacts {
  const char* text;
  Rep result;
  bool any;
  Effect effect;
};

constexpr OpcodeFacts kFacts[] = {
#define KILN_REP_Void Rep::Void, false
#define KILN_REP_Int32 Rep::Int32, false
#define KILN_REP_Double Rep::Double, false
#define KILN_REP_Bool Rep::Bool, false
#define KILN_REP_String Rep::String, false
#define KILN_REP_Object Rep::Object, false
#define KILN_REP_Value Rep::Value, false
#define KILN_REP_Pointer Rep::Pointer, false
#define KILN_REP_Any Rep::Void, true
#define KILN_OPCODE(name, text, result, effects, immediate, operands) \
  {text, KILN_REP_##result, Effect::effects},
#include "ir/core/opcodes.def"
#undef KILN_OPCODE
};

}  // namespace

size_t opcodeCount() {
  return std::size(kFacts);
}

const char* opcodeText(Opcode op) {
  return kFacts[static_cast<size_t>(op)].text;
}

Rep opcodeResult(Opcode op, bool* any) {
  const OpcodeFacts& facts = kFacts[static_cast<size_t>(op)];
  *any = facts.any;
  return facts.result;
}

bool Instr::isTerminator() const {
  return kFacts[static_cast<size_t>(op)].effect == Effect::Control;
}

Effect Instr::effect() const {
  if (op != Opcode::CallHelper) return kFacts[static_cast<size_t>(op)].effect;
  uint32_t effects = helperInfo(static_cast<HelperId>(imm)).effects;
  if (effects & 1u << 4) return Effect::RunsJs;
  if (effects & (1u << 3 | 1u << 6)) return Effect::Throws;
  // A helper that is not pure nor read-only may write (array_push …): never removed nor moved.
  if (effects & abi::kAllocates) return Effect::Writes;
  return effects & abi::kPure ? Effect::Pure : Effect::Writes;
}

bool Instr::mayThrow() const {
  Effect e = effect();
  return e == Effect::Throws || e == Effect::RunsJs;
}

Block* Function::newBlock() {
  auto block = std::make_unique<Block>();
  block->id = next_block_id++;
  block->function = this;
  blocks.push_back(std::move(block));
  return blocks.back().get();
}

Instr* Function::newInstr(Opcode op, Type type, SourceLoc loc) {
  Instr& instr = storage.emplace_back();
  instr.op = op;
  instr.type = type;
  instr.loc = loc;
  instr.id = next_instr_id++;
  return &instr;
}

const Atom* Program::atom(std::u16string_view text) {
  auto [it, inserted] = atoms_.try_emplace(std::u16string(text));
  if (inserted)
    it->second = std::make_unique<Atom>(Atom{it->first, static_cast<uint32_t>(atoms_.size() - 1)});
  return it->second.get();
}

const Atom* Program::atomUtf8(std::string_view text) {
  std::u16string units;
  units.reserve(text.size());
  for (size_t i = 0; i < text.size();) {
    auto byte = static_cast<uint8_t>(text[i]);
    uint32_t code = byte;
    size_t extra = 0;
    if (byte >= 0xf0) {
      code = byte & 0x07;
      extra = 3;
    } else if (byte >= 0xe0) {
      code = byte & 0x0f;
      extra = 2;
    } else if (byte >= 0xc0) {
      code = byte & 0x1f;
      extra = 1;
    }
    for (++i; extra > 0 && i < text.size(); --extra, ++i)
      code = code << 6 | (static_cast<uint8_t>(text[i]) & 0x3f);
    if (code >= 0x10000) {
      units.push_back(static_cast<char16_t>(0xd800 + ((code - 0x10000) >> 10)));
      units.push_back(static_cast<char16_t>(0xdc00 + ((code - 0x10000) & 0x3ff)));
    } else {
      units.push_back(static_cast<char16_t>(code));
    }
  }
  return atom(units);
}

Function* Program::newFunction(std::string symbol) {
  auto function = std::make_unique<Function>();
  function->program = this;
  function->id = static_cast<uint32_t>(functions.size());
  function->symbol = std::move(symbol);
  functions.push_back(std::move(function));
  return functions.back().get();
}

Variable* Program::newVariable(std::string name, const Atom* js_name) {
  Variable& variable = variables.emplace_back();
  variable.name = std::move(name);
  variable.js_name = js_name;
  variable.id = static_cast<uint32_t>(variables.size() - 1);
  return &variable;
}

const LiteralKeys* Program::addKeys(LiteralKeys keys) {
  return &keys_.emplace_back(std::move(keys));
}
void Program::markDoubleField(const Atom* name) {
  atoms_.at(name->text)->is_double_field = true;
}
std::vector<const Atom*> Program::doubleFields() const {
  std::vector<const Atom*> names;
  for (const auto& [text, atom] : atoms_) {
    if (atom->is_double_field) names.push_back(atom.get());
  }
  std::sort(names.begin(), names.end(), [](const Atom* a, const Atom* b) { return a->id < b->id; });
  return names;
}
const Layout* Program::addLayout(Layout layout) {
  size_t known = std::min<size_t>(layout.fields.size(), abi::kDoubleSlots);
  layout.doubles.clear();
  for (size_t i = 0; i < known; ++i) layout.doubles.push_back(layout.fields[i]->is_double_field);
  if (std::find(layout.doubles.begin(), layout.doubles.end(), true) == layout.doubles.end())
    layout.doubles.clear();
  return addLayout(std::move(layout), next_layout_);
}
const Layout* Program::addLayout(Layout layout, uint32_t id) {
  next_layout_ = std::max(next_layout_, id + 1);
  layout.id = id;
  return &layouts_.emplace_back(std::move(layout));
}
const StaticRef* Program::addRef(StaticRef ref) {
  return &refs_.emplace_back(std::move(ref));
}
const TemplateSite* Program::addTemplate(TemplateSite site) {
  return addTemplate(std::move(site), next_template_);
}
const TemplateSite* Program::addTemplate(TemplateSite site, uint32_t id) {
  next_template_ = std::max(next_template_, id + 1);
  site.id = id;
  return &templates_.emplace_back(std::move(site));
}

void replaceAllUses(Function& function, Instr* from, Instr* to) {
  for (auto& block : function.blocks) {
    for (Instr* instr : block->instrs) {
      for (Instr*& operand : instr->operands) {
        if (operand == from) operand = to;
      }
    }
  }
}

std::vector<Block*> reversePostOrder(const Function& function) {
  std::vector<Block*> order;
  std::vector<char> seen(function.next_block_id, 0);
  struct Frame {
    Block* block;
    size_t next;
  };
  std::vector<Frame> stack{{function.entry(), 0}};
  seen[function.entry()->id] = 1;
  while (!stack.empty()) {
    Frame& top = stack.back();
    // The unwind edge is visited first, so that handlers come late in the order.
    Block* next = nullptr;
    size_t count = top.block->succs.size() + 1;
    while (top.next < count && next == nullptr) {
      Block* candidate = top.next == 0 ? top.block->unwind : top.block->succs[count - 1 - top.next];
      ++top.next;
      if (candidate != nullptr && !seen[candidate->id]) next = candidate;
    }
    if (next != nullptr) {
      seen[next->id] = 1;
      stack.push_back({next, 0});
    } else {
      order.push_back(top.block);
      stack.pop_back();
    }
  }
  std::reverse(order.begin(), order.end());
  return order;
}

Block* splitAt(Instr* at) {
  Block* block = at->block;
  Block* rest = block->function->newBlock();
  auto found = std::find(block->instrs.begin(), block->instrs.end(), at);
  rest->instrs.assign(found + 1, block->instrs.end());
  block->instrs.erase(found, block->instrs.end());
  for (Instr* instr : rest->instrs) instr->block = rest;
  rest->succs = std::move(block->succs);
  block->succs.clear();
  for (Block* succ : rest->succs) std::replace(succ->preds.begin(), succ->preds.end(), block, rest);
  return rest;
}

namespace {

// Nothing follows `instr` but the way to a block that has no other predecessor.
bool endsBlock(const Instr* instr, const Block& block) {
  const Instr* last = block.terminator();
  if (block.instrs[block.instrs.size() - 2] != instr) return false;
  if (last->op == Opcode::Jump) return block.succs[0]->preds.size() == 1;
  return last->op == Opcode::Unreachable;
}

size_t edgeFrom(const Block* pred, const Block& to) {
  return static_cast<size_t>(std::find(to.preds.begin(), to.preds.end(), pred) - to.preds.begin());
}

}  // namespace

void unwindLike(Block* block, const Block* like) {
  Block* handler = like->unwind;
  size_t edge = edgeFrom(like, *handler);
  while (block != nullptr) {
    auto throwing = std::find_if(block->instrs.begin(), block->instrs.end(),
                                 [](const Instr* instr) { return instr->mayThrow(); });
    if (throwing == block->instrs.end()) return;
    Instr* instr = *throwing;
    Block* rest = nullptr;
    if (!endsBlock(instr, *block)) {
      rest = splitAt(instr);
      block->instrs.push_back(instr);
      Instr* jump = block->function->newInstr(Opcode::Jump, Type::of(Rep::Void), instr->loc);
      jump->block = block;
      block->instrs.push_back(jump);
      block->succs = {rest};
      rest->preds = {block};
    }
    block->unwind = handler;
    handler->preds.push_back(block);
    for (Instr* phi : handler->instrs) {
      if (phi->op != Opcode::Phi) break;
      phi->operands.push_back(phi->operands[edge]);
    }
    block = rest;
  }
}

void dropUnwind(Block* block) {
  Block* handler = block->unwind;
  auto edge = static_cast<std::ptrdiff_t>(edgeFrom(block, *handler));
  handler->preds.erase(handler->preds.begin() + edge);
  for (Instr* phi : handler->instrs) {
    if (phi->op != Opcode::Phi) break;
    phi->operands.erase(phi->operands.begin() + edge);
  }
  block->unwind = nullptr;
}

void removeUnreachableBlocks(Function& function) {
  std::vector<Block*> order = reversePostOrder(function);
  std::vector<char> live(function.next_block_id, 0);
  for (Block* block : order) live[block->id] = 1;
  for (Block* block : order) {
    size_t kept = 0;
    for (size_t i = 0; i < block->preds.size(); ++i) {
      if (!live[block->preds[i]->id]) continue;
      if (kept != i) {
        block->preds[kept] = block->preds[i];
        for (Instr* instr : block->instrs) {
          if (instr->op != Opcode::Phi) break;
          instr->operands[kept] = instr->operands[i];
        }
      }
      ++kept;
    }
    for (Instr* instr : block->instrs) {
      if (instr->op != Opcode::Phi) break;
      instr->operands.resize(kept);
    }
    block->preds.resize(kept);
  }
  std::erase_if(function.blocks, [&](const std::unique_ptr<Block>& block) { return !live[block->id]; });
}

}  // namespace kiln::ir
