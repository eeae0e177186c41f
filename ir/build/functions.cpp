// §10.2.11 FunctionDeclarationInstantiation, bodies, returns.
#include "ir/build/function_builder.h"

namespace kiln::ir {

using sema::Binding;
using sema::BindingKind;

void FunctionBuilder::prologue() {
  ast::Function* f = source_;
  sema::FunctionInfo* info = f->info;
  at(f->span);
  bool arrow = f->function_kind == ast::FunctionKind::Arrow ||
               (f->function_kind == ast::FunctionKind::Eval && info->parent != nullptr);
  bool derived = f->function_kind == ast::FunctionKind::DerivedConstructor;
  if (!arrow && !derived && (f->uses_this || info->this_binding != nullptr || f->uses_super_property)) {
    this_ = emit(Opcode::ThisValue, Type::value(kTAny));
    if (!f->is_strict) this_ = helper(HelperId::sloppy_this, {this_});
  }
  if (info->name_scope != nullptr) {
    for (Binding* binding : info->name_scope->bindings) declareBinding(binding);
  }
  if (sema::Scope* outer = info->parameter_scope->parent;
      outer != nullptr && outer->kind == sema::ScopeKind::EvalVariables && outer->function == f) {
    declareBinding(outer->eval_variables);
    provideEvalVariables(outer);
  }
  auto provide = [&](Binding* binding, Instr* v) {
    if (binding == nullptr || binding->function != f) return;
    declareBinding(binding);
    initializeBinding(binding, v);
  };
  if (info->this_binding != nullptr && info->this_binding->function == f) {
    declareBinding(info->this_binding);
    if (!derived)
      initializeBinding(info->this_binding,
                        this_ == nullptr ? emit(Opcode::ThisValue, Type::value(kTAny)) : this_);
  }
  if (info->new_target_binding != nullptr && info->new_target_binding->function == f) {
    provide(info->new_target_binding, emit(Opcode::NewTarget, Type::value(kTAny)));
  }
  if (ProgramBuilder::hasHome(f)) {
    provide(info->home_binding,
            emit(Opcode::LoadCapture, Type::value(kTAny), {}, static_cast<int64_t>(info->captures.size())));
  }
  if (info->active_function_binding != nullptr && info->active_function_binding->function == f) {
    provide(info->active_function_binding, boxed(emit(Opcode::Callee, Type::of(Rep::Object))));
  }
}

void FunctionBuilder::bindParameters() {
  ast::Function* f = source_;
  sema::FunctionInfo* info = f->info;
  std::vector<Instr*> formals;
  for (uint32_t i = 0; i < function_.param_count; ++i)
    formals.push_back(emit(Opcode::Param, Type::value(kTAny), {}, i));
  sema::Scope* scope = info->parameter_scope;
  if (scope != nullptr) {
    for (Binding* binding : scope->bindings) {
      bool given = binding->kind == BindingKind::This || binding->kind == BindingKind::NewTarget ||
                   binding->kind == BindingKind::HomeObject || binding->kind == BindingKind::ActiveFunction;
      if (!given) declareBinding(binding);  // those have their values since prologue()
    }
  }
  provideEvalVariables(scope);
  Instr* arguments = nullptr;
  if (info->arguments != nullptr && info->arguments->function == f) {
    function_.uses_arguments = true;
    Instr* count = emit(Opcode::ArgCount, Type::of(Rep::Int32));
    Instr* vector = emit(Opcode::ArgVector, Type::of(Rep::Pointer));
    if (f->is_strict || !f->has_simple_parameters) {
      arguments = helper(HelperId::unmapped_arguments, {count, vector});
    } else {
      Instr* callee = emit(Opcode::Callee, Type::of(Rep::Object));
      size_t mapped = info->has_mapped_arguments ? f->parameters.size() : 0;
      arguments =
          helper(HelperId::mapped_arguments, {callee, count, vector, constInt(static_cast<int32_t>(mapped))});
    }
    initializeBinding(info->arguments, arguments);
  }
  uint32_t index = 0;
  for (const ast::Parameter& parameter : f->parameters) {
    if (parameter.rest) {
      function_.uses_arguments = true;
      Instr* count = emit(Opcode::ArgCount, Type::of(Rep::Int32));
      Instr* vector = emit(Opcode::ArgVector, Type::of(Rep::Pointer));
      Instr* rest = helper(HelperId::rest_array, {count, vector, constInt(static_cast<int32_t>(index))});
      bindTarget(parameter.element.target, rest, BindMode::Initialize);
    } else {
      bindElement(parameter.element, formals[index], BindMode::Initialize, {Subject::Kind::Value});
    }
    ++index;
  }
  // §10.4.4.6: of parameters with one name the last is mapped.
  for (size_t i = f->parameters.size(); info->has_mapped_arguments && i-- > 0;) {
    Binding* binding = static_cast<ast::BindingIdentifier*>(f->parameters[i].element.target)->binding;
    bool shadowed = false;
    for (size_t k = i + 1; k < f->parameters.size(); ++k)
      shadowed |= static_cast<ast::BindingIdentifier*>(f->parameters[k].element.target)->binding == binding;
    if (shadowed) continue;
    Instr* box = rawBinding(binding);
    helper(HelperId::map_argument, {arguments, constInt(static_cast<int32_t>(i)), box});
  }
  if (function_.kind == FunctionKind::Generator || function_.kind == FunctionKind::AsyncGenerator) {
    emit(Opcode::Suspend, Type::of(Rep::Int32), {undefined()}, static_cast<int64_t>(SuspendKind::Initial));
    Instr* mode = block_->instrs.back();
    Instr* sent = emit(Opcode::ResumedValue, Type::of(Rep::Value));
    // throw()/return() before the first next(): the body never runs.
    Block* start = newBlock(false);
    Block* early = newBlock(false);
    Block* thrown = newBlock(false);
    Block* returned = newBlock(false);
    Instr* is_next = emit(Opcode::Int32Eq, Type::of(Rep::Bool),
                          {mode, constInt(static_cast<int32_t>(abi::ResumeMode::Next))});
    branch(is_next, start, early);
    seal(start);
    seal(early);
    startBlock(early);
    Instr* is_throw = emit(Opcode::Int32Eq, Type::of(Rep::Bool),
                           {mode, constInt(static_cast<int32_t>(abi::ResumeMode::Throw))});
    branch(is_throw, thrown, returned);
    seal(thrown);
    seal(returned);
    startBlock(thrown);
    throwValue(sent);
    startBlock(returned);
    emitReturn(sent);
    startBlock(start);
  }
  if (info->body_scope != info->parameter_scope && info->body_scope != nullptr) {
    // Step 28: variables of the body that share a parameter's name start with its value.
    for (Binding* binding : info->body_scope->bindings) {
      Binding* parameter = nullptr;
      if (binding->kind == BindingKind::Var && info->parameter_scope != nullptr) {
        for (Binding* candidate : info->parameter_scope->bindings) {
          if (candidate->name == binding->name) parameter = candidate;
        }
      }
      declareBinding(binding);
      if (parameter != nullptr) initializeBinding(binding, readBinding(parameter, false, parameter->name));
    }
    provideEvalVariables(info->body_scope);
    instantiateFunctions(info->body_scope);
  } else if (scope != nullptr) {
    instantiateFunctions(scope);
  }
}

void FunctionBuilder::buildFunction() {
  ast::Function* f = source_;
  bool constructor = f->function_kind == ast::FunctionKind::ClassConstructor ||
                     f->function_kind == ast::FunctionKind::DerivedConstructor;
  at(f->span);
  if (constructor) requireNew(function_.name);
  prologue();
  bindParameters();
  if (f->function_kind == ast::FunctionKind::ClassConstructor && f->owner != nullptr &&
      f->owner->field_initializer != nullptr) {
    Instr* self = this_ == nullptr ? this_ = emit(Opcode::ThisValue, Type::value(kTAny)) : this_;
    initializeFields(f->owner, self);
  }
  if (f->is_expression_body) {
    Instr* result = value(f->expression);
    emitReturn(function_.kind == FunctionKind::AsyncGenerator ? await(result) : result);
  } else {
    scopeBody(f->body);
  }
  finishBody();
}

void FunctionBuilder::finishBody() {
  loc_ = SourceLoc{};
  emitReturn(undefined());
  // What follows a return is an unreachable block without an end.
  emit(Opcode::Unreachable, Type::of(Rep::Void));
}

// §10.2.2 [[Construct]]: a derived constructor returns an object or its initialised `this`.
void FunctionBuilder::emitReturn(Instr* v) {
  v = boxed(v);
  if (source_ != nullptr && source_->function_kind == ast::FunctionKind::DerivedConstructor) {
    Block* object = newBlock(false);
    Block* other = newBlock(false);
    Block* out = newBlock(false);
    Slot* result = newSlot(Rep::Value);
    branch(emit(Opcode::IsObject, Type::of(Rep::Bool), {v}), object, other);
    seal(object);
    seal(other);
    startBlock(object);
    write(result, v);
    jump(out);
    startBlock(other);
    Block* own = newBlock(false);
    Block* wrong = newBlock(false);
    branch(emit(Opcode::IsUndefined, Type::of(Rep::Bool), {v}), own, wrong);
    seal(own);
    seal(wrong);
    startBlock(wrong);
    helper(HelperId::throw_error,
           {constInt(static_cast<int32_t>(abi::ErrorType::TypeError)),
            constAtom(program_.out.atom(u"Derived constructors may only return object or undefined"))});
    emit(Opcode::Unreachable, Type::of(Rep::Void));
    startBlock(own);
    sema::Binding* self = source_->info->this_binding;
    Instr* this_value = self == nullptr ? undefined() : readBinding(self, false, nullptr);
    Block* good = newBlock(false);
    Block* missing = newBlock(false);
    branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {this_value}), missing, good);
    seal(good);
    seal(missing);
    startBlock(missing);
    helper(HelperId::throw_error,
           {constInt(static_cast<int32_t>(abi::ErrorType::ReferenceError)),
            constAtom(program_.out.atom(u"Must call super constructor in derived class before accessing "
                                        u"'this' or returning from derived constructor"))});
    emit(Opcode::Unreachable, Type::of(Rep::Void));
    startBlock(good);
    write(result, this_value);
    jump(out);
    seal(out);
    startBlock(out);
    v = read(result);
  }
  emit(Opcode::Return, Type::of(Rep::Void), {v});
  terminate(nullptr);
}

}  // namespace kiln::ir
