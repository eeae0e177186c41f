// Objects of a known constructor, whose inlined body adds fields to them at once, are made with these fields: one
// test of the constructor and of what is above its objects, one allocation, one store of the final shape.
//
//     %o = new_instance<@C> %c                  %has = has_instances<@C 0 "x" "y"> %c
//     set_prop<"x"> %o, %a                      branch!flag %has, with, without
//     %b = …                            →     with:    %o1 = new_instance_with<@C 0 "x" "y"> %c, %a, %b
//     set_prop<"y"> %o, %b                      without: the instructions on the left
//                                               phi %o1, %o
//
// A setter above the object may see and do anything: it is only found on the second way, which keeps the order of
// things. What stands between the additions is moved in front of them, if it neither reads nor writes what others do.
#include <algorithm>
#include <unordered_set>

#include "ir/passes/pass.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {
namespace {

constexpr size_t kMaxFields = 14;

// An object's making with the additions that follow it.
struct Making {
  Instr* made;
  std::vector<Instr*> boxes;      // of the object
  std::vector<Instr*> additions;  // set_prop, one for each field
  std::vector<Instr*> others;     // between them
};

// How many slots its objects have depends on its parents.
bool isDerived(const Function& constructor) {
  return constructor.flags & abi::kFnDerivedConstructor;
}

class InstanceFiller {
 public:
  explicit InstanceFiller(Function& function) : function_(function) {}

  void run() {
    std::vector<Making> makings;
    for (auto& block : function_.blocks) {
      if (block->unwind != nullptr) continue;
      for (size_t i = 0; i < block->instrs.size(); ++i) {
        if (block->instrs[i]->op != Opcode::NewInstance || isDerived(*block->instrs[i]->function)) continue;
        Making making = makingAt(*block, i);
        if (!making.additions.empty()) makings.push_back(std::move(making));
      }
    }
    for (const Making& making : makings) rewrite(making);
  }

 private:
  static Making makingAt(const Block& block, size_t index) {
    Making making{block.instrs[index], {}, {}, {}};
    size_t most = std::min<size_t>(kMaxFields, making.made->function->inline_capacity);
    std::unordered_set<const Instr*> names{making.made};  // of the object
    std::unordered_set<const Atom*> fields;
    size_t others = 0;  // those in front of the last addition
    for (size_t i = index + 1; i < block.instrs.size() && making.additions.size() < most; ++i) {
      Instr* instr = block.instrs[i];
      if (instr->op == Opcode::Box && instr->operands[0] == making.made) {
        names.insert(instr);
        making.boxes.push_back(instr);
        continue;
      }
      bool addition = instr->op == Opcode::SetProp && names.contains(instr->operands[0]) &&
                      !names.contains(instr->operands[1]) && fields.insert(instr->atom).second;
      if (addition) {
        making.additions.push_back(instr);
        others = making.others.size();
        continue;
      }
      if (!mayMove(*instr) || std::any_of(instr->operands.begin(), instr->operands.end(),
                                          [&](const Instr* operand) { return names.contains(operand); }))
        break;
      making.others.push_back(instr);
    }
    making.others.resize(others);
    return making;
  }

  static bool mayMove(const Instr& instr) {
    if (instr.op == Opcode::NewInstance) return false;  // it gets fields of its own
    return instr.rep() != Rep::Void && (instr.effect() == Effect::Pure || instr.effect() == Effect::Allocates);
  }

  void rewrite(const Making& making) {
    Instr* made = making.made;
    Block* before = made->block;
    Block* rest = splitAt(made);
    std::unordered_set<const Instr*> moved(making.boxes.begin(), making.boxes.end());
    moved.insert(making.additions.begin(), making.additions.end());
    moved.insert(making.others.begin(), making.others.end());
    std::erase_if(rest->instrs, [&](const Instr* instr) { return moved.contains(instr); });
    for (Instr* other : making.others) append(before, other);

    Layout fields;
    for (const Instr* addition : making.additions) fields.fields.push_back(addition->atom);
    const Layout* layout = function_.program->addLayout(std::move(fields));
    Instr* has = make(before, Opcode::HasInstances, Type::of(Rep::Bool), {made->operands[0]}, *made);
    Block* without = function_.newBlock();
    Block* with = goOnIf(has, before, without);
    std::vector<Instr*> operands{made->operands[0]};
    for (size_t i = 0; i < making.additions.size(); ++i) {
      Instr* value = making.additions[i]->operands[1];
      operands.push_back(layout->isDouble(i) ? raw(value, &with, without) : value);
    }
    Instr* filled = make(with, Opcode::NewInstanceWith, made->type, std::move(operands), *made);
    has->function = filled->function = made->function;
    has->layout = filled->layout = layout;
    jump(with, rest, *made);

    append(without, made);
    Instr* receiver = make(without, Opcode::Box, Type::value(kTObject), {made}, *made);
    for (Instr* addition : making.additions) {
      addition->operands[0] = receiver;
      append(without, addition);
    }
    jump(without, rest, *made);

    Instr* phi = function_.newInstr(Opcode::Phi, made->type, made->loc);
    phi->block = rest;
    replaceAllUses(function_, made, phi);
    receiver->operands = {made};
    phi->operands = {filled, made};
    std::vector<Instr*> first{phi};
    for (Instr* box : making.boxes) {
      box->block = rest;
      box->operands = {phi};
      first.push_back(box);
    }
    rest->instrs.insert(rest->instrs.begin(), first.begin(), first.end());
  }

  // A new block behind `before`; what does not hold leads to `otherwise`.
  Block* goOnIf(Instr* condition, Block* before, Block* otherwise) {
    make(before, Opcode::Branch, Type::of(Rep::Void), {condition}, *condition)->flag = true;
    Block* next = function_.newBlock();
    before->succs = {next, otherwise};
    next->preds = {before};
    otherwise->preds.push_back(before);
    return next;
  }

  // The number that `value` is, at the end of `*with`; objects with something else are made in `without`.
  Instr* raw(Instr* value, Block** with, Block* without) {
    if (value->op == Opcode::Box && value->operands[0]->rep() == Rep::Double) return value->operands[0];
    if (!value->type.only(kTNumber)) {
      Instr* is_number = make(*with, Opcode::IsNumber, Type::of(Rep::Bool), {value}, *value);
      *with = goOnIf(is_number, *with, without);
      value = make(*with, Opcode::Refine, Type::value(kTNumber), {value}, *value);
      value->imm = kTNumber;
    }
    return make(*with, Opcode::UnboxDouble, Type::of(Rep::Double), {value}, *value);
  }

  static void append(Block* block, Instr* instr) {
    instr->block = block;
    block->instrs.push_back(instr);
  }

  Instr* make(Block* block, Opcode op, Type type, std::vector<Instr*> operands, const Instr& at) {
    Instr* instr = function_.newInstr(op, type, at.loc);
    instr->operands = std::move(operands);
    append(block, instr);
    return instr;
  }

  void jump(Block* from, Block* to, const Instr& at) {
    make(from, Opcode::Jump, Type::of(Rep::Void), {}, at);
    from->succs = {to};
    to->preds.push_back(from);
  }

  Function& function_;
};

}  // namespace

void fillInstances(Program& program) {
  for (auto& function : program.functions) InstanceFiller(*function).run();
}

}  // namespace kiln::ir
