// §15.7 class definitions.
#include "ir/build/function_builder.h"

namespace kiln::ir {

namespace {

bool isPrivate(const ast::PropertyKey& key) {
  return key.kind == ast::PropertyKey::Kind::Private;
}

// The method or accessor that a private name belongs to, or nullptr for a field's.
const ast::ClassMethod* methodNamed(const ast::Class* definition, const sema::Binding* name) {
  for (ast::ClassElement* element : definition->elements) {
    auto* method = ast::as<ast::ClassMethod>(static_cast<ast::Node*>(element));
    if (method != nullptr && isPrivate(method->key) && method->key.binding == name) return method;
  }
  return nullptr;
}

// Getter and setter of one private name are added together.
const ast::ClassMethod* partner(const ast::Class* definition, const ast::ClassMethod* method) {
  for (ast::ClassElement* element : definition->elements) {
    auto* other = ast::as<ast::ClassMethod>(static_cast<ast::Node*>(element));
    if (other != nullptr && other != method && isPrivate(other->key) &&
        other->key.binding == method->key.binding)
      return other;
  }
  return nullptr;
}

}  // namespace

// Adds the private methods and accessors of one kind (static or not) to `object`.
void FunctionBuilder::addPrivateMethods(ast::Class* definition, Instr* object, bool is_static) {
  for (ast::ClassElement* element : definition->elements) {
    auto* method = ast::as<ast::ClassMethod>(static_cast<ast::Node*>(element));
    if (method == nullptr || method->is_static != is_static || !isPrivate(method->key)) continue;
    Instr* name = readBinding(method->key.binding, false, nullptr);
    auto kind = method->function->function_kind;
    if (kind == ast::FunctionKind::Method) {
      helper(HelperId::private_add_method,
             {object, name, readBinding(method->private_value, false, nullptr)});
      continue;
    }
    const ast::ClassMethod* other = partner(definition, method);
    if (other != nullptr && kind == ast::FunctionKind::Setter) continue;  // added with its getter
    Instr* own = readBinding(method->private_value, false, nullptr);
    Instr* second = other == nullptr ? undefined() : readBinding(other->private_value, false, nullptr);
    bool getter = kind == ast::FunctionKind::Getter;
    helper(HelperId::private_add_accessor, {object, name, getter ? own : second, getter ? second : own});
  }
}

// How V8's stack traces call a member: by the class of its receiver, which is mostly where it stands.
void FunctionBuilder::nameFrame(ast::Function* f, std::u16string_view owner, const ast::PropertyKey& key) {
  Function* function = program_.functionFor(f, module_);
  if (key.kind != ast::PropertyKey::Kind::Static && key.kind != ast::PropertyKey::Kind::Private) return;
  std::u16string member(key.name->text);
  std::u16string own = f->name == nullptr ? std::u16string() : std::u16string(f->name->text);
  if (f->function_kind == ast::FunctionKind::Getter || f->function_kind == ast::FunctionKind::Setter) {
    own = (f->function_kind == ast::FunctionKind::Getter ? u"get " : u"set ") + member;
    function->frame_name = program_.out.atom(own + u" [as " + member + u"]");
    return;
  }
  if (key.kind == ast::PropertyKey::Kind::Private) {
    function->frame_name = program_.out.atom(own);
    return;
  }
  std::u16string text = std::u16string(owner) + u"." + (own.empty() ? member : own);
  if (!own.empty() && own != member) text += u" [as " + member + u"]";
  function->frame_name = program_.out.atom(text);
}

void FunctionBuilder::setHome(Instr* closure, ast::Function* function, Instr* home) {
  if (!ProgramBuilder::hasHome(function)) return;
  emit(Opcode::StoreCapture, Type::of(Rep::Void), {closure, boxed(home)},
       static_cast<int64_t>(function->info->captures.size()));
}

Instr* FunctionBuilder::privateName(const ast::Class* c, const sema::Binding* binding) {
  Instr* description = constAtom(program_.out.atom(u"#" + std::u16string(binding->name->text)));
  const ast::ClassMethod* method = methodNamed(c, binding);
  if (method == nullptr) return helper(HelperId::new_private_name, {description});
  std::u16string receiver = method->is_static ? u"class " : u"an instance of class ";
  if (c->inner_binding != nullptr)  // not a name taken from an assignment
    receiver += c->name->text;
  else
    receiver += method->is_static ? u"." : u"anonymous";
  return helper(HelperId::new_private_method_name, {description, constAtom(program_.out.atom(receiver))});
}

Instr* FunctionBuilder::classDefinition(ast::Class* c) {
  at(c->span);
  if (c->scope != nullptr) {
    for (sema::Binding* binding : c->scope->bindings) {
      declareBinding(binding);
      if (binding->kind == sema::BindingKind::PrivateName) {
        program_.private_names[binding] = c;
        initializeBinding(binding, privateName(c, binding));
      }
    }
  }
  Instr* parent = c->heritage == nullptr ? undefined() : value(c->heritage);
  at(c->span);
  Function* constructor_function;
  Instr* constructor;
  if (c->constructor != nullptr) {
    constructor_function = program_.functionFor(c->constructor, module_);
    constructor = closure(c->constructor);
  } else {
    constructor_function = program_.defaultConstructor(c, module_, function_.symbol);
    std::vector<Instr*> captures(constructor_function->capture_is_box.size(), nullptr);
    for (Instr*& capture : captures) capture = undefined();
    constructor = emit(Opcode::MakeClosure, Type{Rep::Object, kTFunction}, std::move(captures));
    constructor->function = constructor_function;
  }
  Instr* prototype = helper(HelperId::class_create, {constructor, parent, constBool(c->heritage != nullptr)});
  if (c->constructor != nullptr) setHome(constructor, c->constructor, prototype);
  for (ast::ClassElement* element : c->elements) {
    if (auto* field = ast::as<ast::ClassField>(static_cast<ast::Node*>(element))) {
      if (field->computed_key != nullptr) initializeBinding(field->computed_key, propertyKey(field->key));
      continue;
    }
    auto* method = ast::as<ast::ClassMethod>(static_cast<ast::Node*>(element));
    if (method == nullptr) continue;
    Instr* target = method->is_static ? boxed(constructor) : prototype;
    at(method->span);
    Instr* key = isPrivate(method->key) ? nullptr : propertyKey(method->key);
    Instr* function = closure(method->function);
    nameFrame(method->function, c->name == nullptr ? u"Object" : c->name->text, method->key);
    setHome(function, method->function, target);
    if (key == nullptr) {
      initializeBinding(method->private_value, function);
      continue;
    }
    auto kind = method->function->function_kind;
    if (method->key.kind == ast::PropertyKey::Kind::Computed) {
      int32_t prefix = kind == ast::FunctionKind::Getter ? 1 : kind == ast::FunctionKind::Setter ? 2 : 0;
      helper(HelperId::set_function_name, {function, key, constInt(prefix)});
    }
    HelperId define = kind == ast::FunctionKind::Getter   ? HelperId::define_getter
                      : kind == ast::FunctionKind::Setter ? HelperId::define_setter
                                                          : HelperId::define_method;
    helper(define, {target, key, function, constBool(false)});
  }
  if (c->inner_binding != nullptr) initializeBinding(c->inner_binding, constructor);
  if (c->field_initializer != nullptr) {
    Instr* initializer = closure(c->field_initializer);
    program_.functionFor(c->field_initializer, module_)->frame_name =
        program_.out.atom(u"<instance_members_initializer>");
    setHome(initializer, c->field_initializer, prototype);
    emit(Opcode::StoreCapture, Type::of(Rep::Void), {constructor, boxed(initializer)},
         static_cast<int64_t>(constructor_function->capture_is_box.size()) - 1);
  }
  addPrivateMethods(c, boxed(constructor), true);
  if (c->static_initializer != nullptr) {
    Instr* initializer = closure(c->static_initializer);
    program_.functionFor(c->static_initializer, module_)->frame_name =
        program_.out.atom(u"<static_initializer>");
    setHome(initializer, c->static_initializer, boxed(constructor));
    emitAtom(Opcode::Call, Type::value(kTAny), {boxed(initializer), boxed(constructor)}, nullptr);
  }
  return boxed(constructor);
}

void FunctionBuilder::buildFieldInitializer(ast::Class* c, bool is_static) {
  nameless_ = is_static;
  prologue();
  bindParameters();
  if (this_ == nullptr) this_ = emit(Opcode::ThisValue, Type::value(kTAny));
  if (!is_static) addPrivateMethods(c, this_, false);
  for (ast::ClassElement* element : c->elements) {
    if (element->is_static != is_static) continue;
    if (auto* block = ast::as<ast::ClassStaticBlock>(static_cast<ast::Node*>(element))) {
      enterScope(block->scope);
      scopeBody(block->body);
      continue;
    }
    auto* field = ast::as<ast::ClassField>(static_cast<ast::Node*>(element));
    if (field == nullptr) continue;
    at(field->span);
    Instr* key = isPrivate(field->key)            ? readBinding(field->key.binding, false, nullptr)
                 : field->computed_key != nullptr ? readBinding(field->computed_key, false, nullptr)
                                                  : propertyKey(field->key);
    Instr* v = field->value == nullptr ? undefined() : value(field->value);
    if (auto* f = field->value == nullptr ? nullptr : ast::as<ast::FunctionExpression>(field->value))
      nameFrame(f->function, c->name == nullptr ? u"Object" : c->name->text, field->key);
    if (field->computed_key != nullptr) nameByKey(field->value, v, key, 0);
    at(field->span);
    if (isPrivate(field->key)) {
      helper(HelperId::private_add_field, {this_, key, v});
    } else {
      helper(HelperId::define_field, {emit(Opcode::UnboxObject, Type::of(Rep::Object), {this_}), key, v});
    }
  }
  finishBody();
}

void FunctionBuilder::requireNew(const Atom* name) {
  Block* fine = newBlock(false);
  Block* called = newBlock(false);
  branch(emit(Opcode::IsUndefined, Type::of(Rep::Bool), {emit(Opcode::NewTarget, Type::value(kTAny))}),
         called, fine);
  seal(fine);
  seal(called);
  startBlock(called);
  std::u16string which = name->text.empty() ? u"Class constructors" : u"Class constructor " + name->text;
  helper(HelperId::throw_error, {constInt(static_cast<int32_t>(abi::ErrorType::TypeError)),
                                 constAtom(program_.out.atom(which + u" cannot be invoked without 'new'"))});
  emit(Opcode::Unreachable, Type::of(Rep::Void));
  startBlock(fine);
}

// §15.7.14 step 14: constructor(...args) { super(...args); } or constructor() {}
void FunctionBuilder::buildDefaultConstructor(ast::Class* c) {
  at(c->span);
  requireNew(function_.name);
  Instr* callee = emit(Opcode::Callee, Type::of(Rep::Object));
  Instr* result = undefined();
  if (c->heritage != nullptr) {
    function_.uses_arguments = true;
    Instr* parent = helper(HelperId::super_constructor, {callee});
    Instr* count = emit(Opcode::ArgCount, Type::of(Rep::Int32));
    Instr* vector = emit(Opcode::ArgVector, Type::of(Rep::Pointer));
    Instr* target = emit(Opcode::NewTarget, Type::value(kTAny));
    result = helper(HelperId::construct, {parent, target, count, vector});
    if (c->field_initializer != nullptr) initializeFields(c, result);
  } else if (c->field_initializer != nullptr) {
    initializeFields(c, emit(Opcode::ThisValue, Type::value(kTAny)));
  }
  emit(Opcode::Return, Type::of(Rep::Void), {result});
}

}  // namespace kiln::ir
