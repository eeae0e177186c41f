// §13.3: property access, references, optional chains.
#include "ir/build/function_builder.h"
#include "ir/build/with.h"

namespace kiln::ir {

using KeyKind = ast::PropertyKey::Kind;

FunctionBuilder::Reference FunctionBuilder::memberReference(ast::MemberExpression* e, Instr* object) {
  Reference ref;
  ref.span = e->key.span;
  ref.object = object;
  switch (e->key.kind) {
    case KeyKind::Static: {
      uint32_t index;
      if (asIndex(e->key.name->text, &index)) {
        ref.kind = Reference::Kind::Element;
        ref.key = boxed(constInt(static_cast<int32_t>(index)));
      } else {
        ref.kind = Reference::Kind::Property;
        ref.name = atom(e->key.name);
      }
      break;
    }
    case KeyKind::Computed:
      ref.kind = Reference::Kind::Element;
      ref.key = value(e->key.expression);
      break;
    case KeyKind::Private:
      ref.kind = Reference::Kind::Private;
      ref.key = readBinding(e->key.binding, false, nullptr);
      ref.private_name = e->key.binding;
      break;
  }
  return ref;
}

// A `var` that may be found elsewhere than in its scope.
ast::Identifier* FunctionBuilder::asReference(ast::BindingIdentifier* name) {
  auto* identifier = program_.in.arena.make<ast::Identifier>();
  identifier->kind = ast::NodeKind::Identifier;
  identifier->span = name->span;
  identifier->name = name->name;
  identifier->binding = name->binding;
  identifier->with_objects = name->with_objects;
  identifier->dynamic = !name->with_objects.empty();
  return identifier;
}

FunctionBuilder::Reference FunctionBuilder::reference(ast::Node* target) {
  if (auto* identifier = ast::as<ast::Identifier>(target)) {
    Reference ref;
    ref.kind = identifier->binding != nullptr ? Reference::Kind::Binding : Reference::Kind::Global;
    ref.identifier = identifier;
    ref.name = atom(identifier->name);
    ref.span = identifier->span;
    if (identifier->dynamic) {
      at(identifier->span);
      ref.kind = Reference::Kind::Dynamic;
      ref.object = withObjectOf(identifier->with_objects, ref.name);
    }
    return ref;
  }
  if (auto* m = ast::as<ast::MemberExpression>(target)) {
    Instr* object = value(m->object);
    if (m->optional && chain_exit_ != nullptr) {
      Block* some = newBlock(false);
      write(chain_result_, undefined());
      branch(emit(Opcode::IsNullish, Type::of(Rep::Bool), {object}), chain_exit_, some);
      seal(some);
      startBlock(some);
    }
    return memberReference(m, object);
  }
  if (auto* s = ast::as<ast::SuperMember>(target)) {
    Reference ref;
    ref.kind = Reference::Kind::Super;
    ref.span = s->key.span;
    ref.receiver = boxed(thisValue(s->this_binding, s->span));
    ref.key = s->key.kind == KeyKind::Static ? keyValue(atom(s->key.name)) : value(s->key.expression);
    uint32_t index;
    if (s->key.kind == KeyKind::Static && !asIndex(s->key.name->text, &index)) ref.name = atom(s->key.name);
    sema::Binding* home = s->home;
    if (home == nullptr && source_ != nullptr) home = source_->info->home_binding;
    ref.object = home == nullptr ? undefined() : readBinding(home, false, nullptr);
    if (home == nullptr) ref.name = nullptr;
    return ref;
  }
  // f() = 1 in sloppy code: evaluated, then a ReferenceError.
  expression(static_cast<ast::Expression*>(target));
  at(target->span);
  helper(HelperId::throw_error, {constInt(static_cast<int32_t>(abi::ErrorType::ReferenceError)),
                                 constAtom(program_.out.atom(u"Invalid left-hand side in assignment"))});
  Reference ref;
  ref.kind = Reference::Kind::Invalid;
  return ref;
}

Instr* FunctionBuilder::getReference(const Reference& ref) {
  if (ref.identifier == nullptr) at(ref.span);
  switch (ref.kind) {
    case Reference::Kind::Binding:
    case Reference::Kind::Global:
      return readIdentifier(ref.identifier);
    case Reference::Kind::Dynamic: {
      Slot* result = newSlot(Rep::Value);
      ref.identifier->dynamic = false;
      ifFound(
          ref.object,
          [&] { write(result, emitAtom(Opcode::GetProp, Type::value(kTAny), {ref.object}, ref.name)); },
          [&] { write(result, boxed(readIdentifier(ref.identifier))); });
      ref.identifier->dynamic = true;
      return read(result);
    }
    case Reference::Kind::Property:
      if (ref.name->text == u"length") return emit(Opcode::GetLength, Type::value(kTAny), {ref.object});
      return emitAtom(Opcode::GetProp, Type::value(kTAny), {ref.object}, ref.name);
    case Reference::Kind::Element:
      return emit(Opcode::GetElem, Type::value(kTAny), {ref.object, ref.key});
    case Reference::Kind::Super:
      if (ref.name == nullptr) return helper(HelperId::get_super, {ref.object, ref.key, ref.receiver});
      return emitAtom(Opcode::GetSuper, Type::value(kTAny), {boxed(ref.object), ref.receiver}, ref.name);
    case Reference::Kind::Private:
      return privateGet(ref);
    case Reference::Kind::Invalid:
      return undefined();
  }
  return undefined();
}

void FunctionBuilder::putReference(const Reference& ref, Instr* v) {
  v = boxed(v);
  switch (ref.kind) {
    case Reference::Kind::Binding:
      assignBinding(ref.identifier->binding, v, ref.identifier->needs_tdz_check, ref.identifier->name);
      return;
    case Reference::Kind::Global: {
      Instr* set = emitAtom(Opcode::SetGlobal, Type::of(Rep::Void), {v}, ref.name);
      set->strict = strict();
      return;
    }
    case Reference::Kind::Dynamic: {
      Reference outside = ref;
      outside.kind = ref.identifier->binding != nullptr ? Reference::Kind::Binding : Reference::Kind::Global;
      ifFound(
          ref.object,
          [&] {
            // §9.1.1.2.5: strict code notices when the property has gone meanwhile.
            if (strict()) {
              Block* gone = newBlock(false);
              Block* there = newBlock(false);
              branch(helper(HelperId::has_property, {keyValue(ref.name), ref.object}), there, gone);
              seal(gone);
              seal(there);
              startBlock(gone);
              helper(HelperId::throw_error,
                     {constInt(static_cast<int32_t>(abi::ErrorType::ReferenceError)),
                      constAtom(program_.out.atom(ref.name->text + u" is not defined"))});
              emit(Opcode::Unreachable, Type::of(Rep::Void));
              startBlock(there);
            }
            emitAtom(Opcode::SetProp, Type::of(Rep::Void), {ref.object, v}, ref.name)->strict = strict();
          },
          [&] { putReference(outside, v); });
      return;
    }
    case Reference::Kind::Property: {
      Instr* set = emitAtom(Opcode::SetProp, Type::of(Rep::Void), {ref.object, v}, ref.name);
      set->strict = strict();
      return;
    }
    case Reference::Kind::Element: {
      Instr* set = emit(Opcode::SetElem, Type::of(Rep::Void), {ref.object, ref.key, v});
      set->strict = strict();
      return;
    }
    case Reference::Kind::Super:
      helper(HelperId::set_super, {ref.object, ref.key, v, ref.receiver, constBool(strict())});
      return;
    case Reference::Kind::Private:
      return privateSet(ref, v);
    case Reference::Kind::Invalid:
      return;
  }
}

Instr* FunctionBuilder::getMember(Instr* object, ast::MemberExpression* e) {
  return getReference(memberReference(e, object));
}

Instr* FunctionBuilder::member(ast::MemberExpression* e) {
  return getReference(reference(e));
}

Instr* FunctionBuilder::chain(ast::ChainExpression* e) {
  Block* saved_exit = chain_exit_;
  Slot* saved_result = chain_result_;
  Block* out = newBlock(false);
  Slot* result = newSlot(Rep::Value);
  chain_exit_ = out;
  chain_result_ = result;
  Instr* v = value(e->expression);
  chain_exit_ = saved_exit;
  chain_result_ = saved_result;
  write(result, v);
  jump(out);
  seal(out);
  startBlock(out);
  return read(result);
}

// Key of a definition, evaluated to a property key.
Instr* FunctionBuilder::propertyKey(const ast::PropertyKey& key) {
  switch (key.kind) {
    case KeyKind::Static:
      return keyValue(atom(key.name));
    case KeyKind::Computed: {
      Instr* v = value(key.expression);
      at(key.span);
      return emit(Opcode::ToPropertyKey, Type::value(kTAny), {v});
    }
    case KeyKind::Private:
      return readBinding(key.binding, false, nullptr);
  }
  return undefined();
}

}  // namespace kiln::ir
