#include "ir/build/function_builder.h"
#include "runtime/abi/hash.h"

namespace kiln::ir {

FunctionBuilder::FunctionBuilder(ProgramBuilder& program, ModuleContext& module, Function& function,
                                 ast::Function* source)
    : program_(program), module_(module), function_(function), source_(source) {
  if (source != nullptr && source->info != nullptr) {
    uint32_t i = 0;
    for (sema::Binding* binding : source->info->captures) capture_index_[binding] = static_cast<int>(i++);
  }
  block_ = newBlock(true);
}

Block* FunctionBuilder::newBlock(bool sealed) {
  Block* block = function_.newBlock();
  sealed_[block] = sealed;
  return block;
}

void FunctionBuilder::addEdge(Block* from, Block* to) {
  to->preds.push_back(from);
}

Instr* FunctionBuilder::emit(Opcode op, Type type, std::vector<Instr*> operands, int64_t imm) {
  Instr* instr = function_.newInstr(op, type, loc_);
  instr->operands = std::move(operands);
  instr->imm = imm;
  instr->block = block_;
  block_->instrs.push_back(instr);
  if (handler_ != nullptr && instr->mayThrow()) {
    // One throwing instruction a block: the handler sees the variables as they were before it.
    block_->unwind = handler_;
    addEdge(block_, handler_);
    Block* next = newBlock(true);
    Block* from = block_;
    Instr* last = function_.newInstr(Opcode::Jump, Type::of(Rep::Void), loc_);
    last->block = from;
    from->instrs.push_back(last);
    from->succs = {next};
    addEdge(from, next);
    block_ = next;
  }
  return instr;
}

Instr* FunctionBuilder::emitAtom(Opcode op, Type type, std::vector<Instr*> operands, const Atom* atom) {
  // The atom has to be there before emit splits the block.
  Instr* instr = emit(op, type, std::move(operands));
  instr->atom = atom;
  return instr;
}

Instr* FunctionBuilder::helper(HelperId id, std::vector<Instr*> operands) {
  const HelperInfo& info = helperInfo(id);
  for (size_t i = 0; i < operands.size(); ++i) {
    if (info.params[i] == Rep::Value)
      operands[i] = boxed(operands[i]);
    else if (info.params[i] == Rep::Object && operands[i]->rep() == Rep::Value)
      operands[i] = emit(Opcode::UnboxObject, Type::of(Rep::Object), {operands[i]});
    else if (info.params[i] == Rep::String && operands[i]->rep() == Rep::Value)
      operands[i] = emit(Opcode::UnboxString, Type::of(Rep::String), {operands[i]});
  }
  return emit(Opcode::CallHelper, Type::of(info.result), std::move(operands), static_cast<int64_t>(id));
}

void FunctionBuilder::jump(Block* target) {
  emit(Opcode::Jump, Type::of(Rep::Void));
  block_->succs = {target};
  addEdge(block_, target);
}

void FunctionBuilder::branch(Instr* condition, Block* then, Block* otherwise) {
  emit(Opcode::Branch, Type::of(Rep::Void), {condition});
  block_->succs = {then, otherwise};
  addEdge(block_, then);
  addEdge(block_, otherwise);
}

void FunctionBuilder::terminate(Instr*) {
  block_ = newBlock(true);
}

Slot* FunctionBuilder::newSlot(Rep rep) {
  slot_storage_.push_back({rep});
  return &slot_storage_.back();
}

Instr* FunctionBuilder::readIn(Block* block, Slot* slot) {
  auto& known = definitions_[block];
  if (auto it = known.find(slot); it != known.end()) return it->second;
  Instr* result;
  if (!sealed_[block] || block->preds.size() > 1 || block->is_handler) {
    Instr* phi = function_.newInstr(Opcode::Phi, Type::of(slot->rep), loc_);
    phi->block = block;
    std::ptrdiff_t& phis = phi_counts_[block];
    block->instrs.insert(block->instrs.begin() + phis++, phi);
    definitions_[block][slot] = phi;
    result = phi;
    if (sealed_[block]) {
      result = addPhiOperands(block, slot, phi);
    } else {
      incomplete_[block].push_back({slot, phi});
    }
  } else if (block->preds.empty()) {
    // Unreachable code, or a variable read before anything was written: any value will do.
    Block* saved = block_;
    Block* saved_handler = handler_;
    handler_ = nullptr;
    Instr* nothing =
        function_.newInstr(slot->rep == Rep::Value   ? Opcode::ConstValue
                           : slot->rep == Rep::Int32 ? Opcode::ConstInt32
                           : slot->rep == Rep::Bool  ? Opcode::ConstBool
                                                     : Opcode::StackSlot,
                           slot->rep == Rep::Value ? Type::value(kTUndefined) : Type::of(slot->rep), loc_);
    if (slot->rep == Rep::Value) nothing->imm = static_cast<int64_t>(abi::kUndefined);
    nothing->block = block;
    block->instrs.insert(block->instrs.begin(), nothing);
    block_ = saved;
    handler_ = saved_handler;
    result = nothing;
  } else {
    result = readIn(block->preds[0], slot);
  }
  definitions_[block][slot] = result;
  return result;
}

// Trivial phis are left to the simplify pass.
Instr* FunctionBuilder::addPhiOperands(Block* block, Slot* slot, Instr* phi) {
  for (size_t i = 0; i < block->preds.size(); ++i) phi->operands.push_back(readIn(block->preds[i], slot));
  return phi;
}

void FunctionBuilder::seal(Block* block) {
  sealed_[block] = true;
  auto it = incomplete_.find(block);
  if (it == incomplete_.end()) return;
  auto phis = std::move(it->second);
  incomplete_.erase(it);
  for (auto& [slot, phi] : phis) addPhiOperands(block, slot, phi);
}

Instr* FunctionBuilder::boxed(Instr* v) {
  switch (v->rep()) {
    case Rep::Value:
      return v;
    case Rep::Int32:
    case Rep::Double:
    case Rep::Bool:
    case Rep::String:
    case Rep::Object:
      return emit(Opcode::Box, Type::value(v->type.set), {v});
    case Rep::Void:
      return undefined();
    case Rep::Pointer:
      break;
  }
  return v;
}

Instr* FunctionBuilder::toBool(Instr* v) {
  return v->rep() == Rep::Bool ? v : emit(Opcode::ToBoolean, Type::of(Rep::Bool), {v});
}

Instr* FunctionBuilder::constInt(int32_t v) {
  return emit(Opcode::ConstInt32, Type::of(Rep::Int32), {}, v);
}
Instr* FunctionBuilder::constDouble(double v) {
  abi::Value word = abi::Value::number(v);
  if (word.isInt32()) return constInt(word.asInt32());
  Instr* instr = emit(Opcode::ConstDouble, Type::of(Rep::Double));
  instr->number = v;
  return instr;
}
Instr* FunctionBuilder::constBool(bool v) {
  return emit(Opcode::ConstBool, Type::of(Rep::Bool), {}, v);
}
Instr* FunctionBuilder::constAtom(const Atom* text) {
  return emitAtom(Opcode::ConstString, Type::of(Rep::String), {}, text);
}
Instr* FunctionBuilder::constString(Name text) {
  return constAtom(atom(text));
}
Instr* FunctionBuilder::undefined() {
  return emit(Opcode::ConstValue, Type::value(kTUndefined), {}, static_cast<int64_t>(abi::kUndefined));
}
Instr* FunctionBuilder::empty() {
  return emit(Opcode::ConstValue, Type::value(kTEmpty), {}, static_cast<int64_t>(abi::kEmpty));
}

bool FunctionBuilder::asIndex(std::u16string_view text, uint32_t* index) {
  return abi::parseIndex(text.data(), text.size(), index) && *index <= INT32_MAX;
}

Instr* FunctionBuilder::keyValue(const Atom* name) {
  uint32_t index;
  if (asIndex(name->text, &index)) return boxed(constInt(static_cast<int32_t>(index)));
  return boxed(constAtom(name));
}

Instr* FunctionBuilder::staticRef(StaticRef ref) {
  Instr* instr = emit(Opcode::AddressOf, Type::of(Rep::Pointer));
  instr->ref = program_.out.addRef(std::move(ref));
  return instr;
}

void FunctionBuilder::unsupported(Span span, const char* what) {
  program_.in.diagnostics.report(DiagnosticKind::Unsupported, module_.module->file.get(), span, {what});
}

bool FunctionBuilder::strict() const {
  return source_ == nullptr || source_->is_strict;
}

}  // namespace kiln::ir
