// Bindings: SSA variables, boxes, captures, module variables, globals; TDZ; scope entry.
#include <limits>

#include "ir/build/function_builder.h"
#include "ir/build/with.h"

namespace kiln::ir {

using sema::Binding;
using sema::BindingKind;
using sema::Storage;

// Reached by its name: a variable of a Script's top level.
bool FunctionBuilder::isGlobal(const sema::Binding* binding) {
  return binding->storage == Storage::GlobalObject || binding->storage == Storage::GlobalLexical;
}

bool FunctionBuilder::isOwn(sema::Binding* binding) {
  return !capture_index_.contains(binding);
}

Slot* FunctionBuilder::slotOf(sema::Binding* binding) {
  Slot*& slot = slots_[binding];
  if (slot == nullptr) slot = newSlot(binding->storage == Storage::Cell ? Rep::Pointer : Rep::Value);
  return slot;
}

int FunctionBuilder::captureIndex(sema::Binding* binding) {
  return capture_index_.at(binding);
}

// The SSA value (or box) that stands for the binding here.
Instr* FunctionBuilder::rawBinding(sema::Binding* binding) {
  if (binding->kind == BindingKind::Import || binding->storage == Storage::ModuleVariable) {
    // Only evaluated code captures these: by their cells.
    if (!ProgramBuilder::isBox(binding)) return boxed(readBinding(binding, false, binding->name));
    const modules::ResolvedImport* import = binding->import;
    StaticRef ref;
    ref.kind = StaticRef::Kind::RootCell;
    if (binding->kind != BindingKind::Import)
      ref.variable = program_.variableFor(binding, module_);
    else if (import->kind == modules::ResolvedImport::Kind::Variable)
      ref.variable = program_.variableFor(import->binding, program_.contextOf(import->module));
    else
      ref.variable = program_.importVariable(import);
    return staticRef(std::move(ref));
  }
  if (isOwn(binding)) {
    bool self = binding->kind == BindingKind::FunctionName && source_ != nullptr &&
                source_->info->name_scope == binding->scope;
    if (self && binding->storage != Storage::Cell) return boxed(emit(Opcode::Callee, Type::of(Rep::Object)));
    if (binding->kind == BindingKind::ActiveFunction && binding->storage != Storage::Cell) {
      return boxed(emit(Opcode::Callee, Type::of(Rep::Object)));
    }
    return read(slotOf(binding));
  }
  bool cell = binding->storage == Storage::Cell;
  return emit(Opcode::LoadCapture, cell ? Type::of(Rep::Pointer) : Type::of(Rep::Value), {},
              captureIndex(binding));
}

Instr* FunctionBuilder::readBinding(sema::Binding* binding, bool check_tdz, Name name) {
  if (binding->kind == BindingKind::Import) {
    const modules::ResolvedImport* import = binding->import;
    Instr* result = program_.readImport(*this, import);
    bool check =
        import->kind == modules::ResolvedImport::Kind::Variable &&
        (check_tdz || module_.module->in_cycle || import->module->in_cycle || import->binding->needs_tdz);
    return check ? emitAtom(Opcode::CheckTdz, Type::value(kTAny), {result}, atom(name)) : result;
  }
  Instr* result;
  switch (binding->storage) {
    case Storage::ModuleVariable: {
      result = emit(Opcode::LoadVar, Type::of(Rep::Value));
      result->variable = program_.variableFor(binding, module_);
      break;
    }
    case Storage::GlobalObject:
    case Storage::EvalVariable:   // never: it is looked up by its name
    case Storage::GlobalLexical:  // the read itself notices the dead zone
      return emitAtom(Opcode::GetGlobal, Type::value(kTAny), {}, atom(binding->name));
    case Storage::Cell:
      result = emit(Opcode::LoadBox, Type::of(Rep::Value), {rawBinding(binding)});
      break;
    case Storage::SsaLocal:
    case Storage::CapturedByValue:
      result = rawBinding(binding);
      break;
  }
  if (check_tdz) return emitAtom(Opcode::CheckTdz, Type::value(kTAny), {result}, atom(name));
  return result;
}

void FunctionBuilder::initializeBinding(sema::Binding* binding, Instr* v) {
  v = boxed(v);
  switch (binding->storage) {
    case Storage::ModuleVariable:
      emit(Opcode::StoreVar, Type::of(Rep::Void), {v})->variable = program_.variableFor(binding, module_);
      return;
    case Storage::GlobalObject:
      if (binding->annex_b)
        helper(HelperId::assign_block_function, {constString(binding->name), v});
      else
        emitAtom(Opcode::SetGlobal, Type::of(Rep::Void), {v}, atom(binding->name))->strict = strict();
      return;
    case Storage::EvalVariable: {
      if (binding->joined != nullptr) return initializeBinding(binding->joined, v);
      Instr* holder = readBinding(module_.module->analysis.eval_object, false, nullptr);
      emitAtom(Opcode::SetProp, Type::of(Rep::Void), {holder, v}, atom(binding->name));
      return;
    }
    case Storage::GlobalLexical:
      helper(HelperId::initialize_global_lexical, {constString(binding->name), v});
      return;
    case Storage::Cell:
      emit(Opcode::StoreBox, Type::of(Rep::Void), {rawBinding(binding), v});
      return;
    case Storage::SsaLocal:
    case Storage::CapturedByValue:
      if (isOwn(binding)) write(slotOf(binding), v);
      return;
  }
}

void FunctionBuilder::assignBinding(sema::Binding* binding, Instr* v, bool check_tdz, Name name) {
  v = boxed(v);
  if (isGlobal(binding)) {
    emitAtom(Opcode::SetGlobal, Type::of(Rep::Void), {v}, atom(binding->name))->strict = strict();
    return;
  }
  if (check_tdz) readBinding(binding, true, name);
  bool immutable = binding->kind == BindingKind::Const || binding->kind == BindingKind::Using ||
                   binding->kind == BindingKind::Import;
  if (binding->kind == BindingKind::FunctionName) {
    if (!strict()) return;
    immutable = true;
  }
  if (immutable) {
    helper(HelperId::throw_const_assign, {constString(binding->name)});
    return;
  }
  initializeBinding(binding, v);
}

void FunctionBuilder::declareBinding(sema::Binding* binding) {
  if (binding->kind == BindingKind::Import || isGlobal(binding)) return;
  if (binding->kind == BindingKind::FunctionName) {
    if (binding->storage == Storage::Cell) {
      write(slotOf(binding), emit(Opcode::NewBox, Type::of(Rep::Pointer),
                                  {boxed(emit(Opcode::Callee, Type::of(Rep::Object)))}));
    }
    return;
  }
  bool lexical = binding->kind == BindingKind::Let || binding->kind == BindingKind::Const ||
                 binding->kind == BindingKind::Class || binding->kind == BindingKind::Using ||
                 binding->kind == BindingKind::This;
  if (binding->storage == Storage::ModuleVariable) {
    // Cells start empty; `var` starts undefined.
    if (instantiatedBefore(binding)) return;
    if (!lexical && binding->kind != BindingKind::Function && binding->kind != BindingKind::Parameter)
      initializeBinding(binding, undefined());
    return;
  }
  bool dead_zone = (lexical || binding->kind == BindingKind::Parameter) && binding->needs_tdz;
  Instr* initial = dead_zone || binding->kind == BindingKind::This ? empty() : undefined();
  if (binding->storage == Storage::Cell) {
    write(slotOf(binding), emit(Opcode::NewBox, Type::of(Rep::Pointer), {initial}));
  } else {
    write(slotOf(binding), initial);
  }
}

void FunctionBuilder::enterScope(sema::Scope* scope) {
  if (scope == nullptr) return;
  for (Binding* binding : scope->bindings) declareBinding(binding);
  instantiateFunctions(scope);
}

// All closures first, then the captures that name one another.
void FunctionBuilder::instantiateFunctions(sema::Scope* scope) {
  struct Patch {
    Instr* closure;
    size_t index;
    Binding* binding;
  };
  std::vector<Patch> patches;
  std::unordered_map<Binding*, bool> uninitialised;
  for (ast::FunctionDeclaration* declaration : scope->functions) uninitialised[declaration->binding] = true;
  for (ast::FunctionDeclaration* declaration : scope->functions) {
    if (instantiatedBefore(declaration->binding)) continue;
    std::vector<std::pair<size_t, Binding*>> pending;
    for (auto& [binding, waiting] : uninitialised) {
      if (waiting) pending.push_back({SIZE_MAX, binding});
    }
    Instr* function = closure(declaration->function, &pending);
    for (auto& [index, binding] : pending) {
      if (index != SIZE_MAX) patches.push_back({function, index, binding});
    }
    initializeBinding(declaration->binding, function);
    uninitialised[declaration->binding] = false;
  }
  for (const Patch& patch : patches) {
    emit(Opcode::StoreCapture, Type::of(Rep::Void), {patch.closure, rawBinding(patch.binding)},
         static_cast<int64_t>(patch.index));
  }
}

// `pending`: on entry bindings that have no value yet (index SIZE_MAX); those that are captured come back
// with their capture index.
Instr* FunctionBuilder::closure(ast::Function* function,
                                std::vector<std::pair<size_t, sema::Binding*>>* pending) {
  Function* target = program_.functionFor(function, module_);
  std::vector<Instr*> captures;
  size_t index = 0;
  for (Binding* binding : function->info->captures) {
    bool waiting = false;
    if (pending != nullptr && binding->storage == Storage::CapturedByValue) {
      for (size_t i = 0; i < pending->size(); ++i) {
        if ((*pending)[i].second == binding) {
          waiting = true;
          (*pending)[i].first = index;
        }
      }
    }
    captures.push_back(waiting ? undefined() : rawBinding(binding));
    ++index;
  }
  while (captures.size() < target->capture_is_box.size()) captures.push_back(undefined());
  Instr* result = emit(Opcode::MakeClosure, Type{Rep::Object, kTFunction}, std::move(captures));
  result->function = target;
  return result;
}

Instr* FunctionBuilder::readIdentifier(ast::Identifier* identifier, bool for_typeof) {
  at(identifier->span);
  if (identifier->dynamic) {
    Instr* object = withObjectOf(identifier->with_objects, atom(identifier->name));
    identifier->dynamic = false;  // what is left is the name as it is outside
    Slot* result = newSlot(Rep::Value);
    ifFound(
        object,
        [&] {
          write(result, emitAtom(Opcode::GetProp, Type::value(kTAny), {object}, atom(identifier->name)));
        },
        [&] { write(result, boxed(readIdentifier(identifier, for_typeof))); });
    identifier->dynamic = true;
    return read(result);
  }
  if (identifier->binding == nullptr) {
    // §19.1: neither writable nor configurable.
    if (!identifier->dynamic) {
      if (identifier->name->text == u"undefined") return undefined();
      if (identifier->name->text == u"NaN") return constDouble(std::numeric_limits<double>::quiet_NaN());
      if (identifier->name->text == u"Infinity") return constDouble(std::numeric_limits<double>::infinity());
    }
    if (identifier == first_read_) at(first_read_place_);
    Instr* result = emitAtom(Opcode::GetGlobal, Type::value(kTAny), {}, atom(identifier->name));
    result->flag = for_typeof;
    return result;
  }
  Binding* binding = identifier->binding;
  if (binding->known_function != nullptr)
    program_.functionFor(binding->known_function, module_)->escapes = true;
  Instr* result = readBinding(binding, identifier->needs_tdz_check, identifier->name);
  const Instr* loaded = result->op == Opcode::CheckTdz ? result->operands[0] : result;
  if (binding->known_function != nullptr && loaded->op == Opcode::LoadVar && !loaded->variable->shared)
    loaded->variable->known_function = program_.functionFor(binding->known_function, module_);
  // The property may have been deleted when an eval has declared it.
  if (isGlobal(binding)) result->flag = for_typeof;
  return result;
}

Instr* FunctionBuilder::thisValue(sema::Binding* binding, Span span) {
  at(span);
  if (binding != nullptr) return readBinding(binding, true, program_.in.names.intern(u"this"));
  if (this_ == nullptr) return undefined();
  return this_;
}

}  // namespace kiln::ir
