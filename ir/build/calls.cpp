// §13.3.6 calls, §13.3.5 new, §13.3.7 super(), tagged templates, require().
#include <algorithm>

#include "ir/build/function_builder.h"
#include "ir/build/with.h"

namespace kiln::ir {

Instr* FunctionBuilder::argumentsArray(std::span<ast::Expression*> arguments) {
  Instr* list = emit(Opcode::NewArray, Type{Rep::Object, kTObject});
  auto count = std::count_if(arguments.begin(), arguments.end(),
                             [](ast::Expression* a) { return ast::is<ast::SpreadElement>(a); });
  for (ast::Expression* argument : arguments) {
    if (auto* spread = ast::as<ast::SpreadElement>(argument)) {
      pushSpread(list, spread->argument, true, count == 1 && argument == arguments.back());
    } else {
      helper(HelperId::array_push, {list, value(argument)});
    }
  }
  return list;
}

// V8 words the error of a single spread at the end of a call in its own way: the rendering says so by its
// dots.
void FunctionBuilder::pushSpread(Instr* list, ast::Expression* source, bool is_argument, bool last_argument) {
  Instr* v = is_argument ? value(source) : iterated(source);
  at(source->span);
  const Atom* name = program_.out.atomUtf8(spreadRendering(source, is_argument, last_argument));
  helper(HelperId::array_push_spread, {list, v, constAtom(name)});
}

std::string FunctionBuilder::spreadRendering(ast::Expression* source, bool is_argument, bool last_argument) {
  bool by_value = is_argument && !last_argument && ast::is<ast::ChainExpression>(source);
  std::string text = by_value ? "" : rendering(source);
  if (!is_argument && ast::is<ast::CallExpression>(source)) text = renderIterated(source);
  return (last_argument ? "..." : "") + text;
}

Instr* FunctionBuilder::lastSpread(std::span<ast::Expression*> arguments, std::vector<Instr*>* before) {
  for (ast::Expression* argument : arguments) {
    auto* spread = ast::as<ast::SpreadElement>(argument);
    if ((spread != nullptr) != (argument == arguments.back())) return nullptr;
  }
  for (ast::Expression* argument : arguments.first(arguments.size() - 1)) before->push_back(value(argument));
  ast::Expression* source = static_cast<ast::SpreadElement*>(arguments.back())->argument;
  Instr* v = value(source);
  at(source->span);
  const Atom* name = program_.out.atomUtf8(spreadRendering(source, true, true));
  return helper(HelperId::spread_source, {v, constAtom(name)});
}

static bool hasSpread(std::span<ast::Expression*> arguments) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [](ast::Expression* a) { return ast::is<ast::SpreadElement>(a); });
}

// Where V8 says a call is: at the name that is called, else at the parenthesis.
static Span callPosition(const std::string& text, ast::Expression* callee, Span name) {
  auto* member = ast::as<ast::MemberExpression>(callee);
  bool named = member != nullptr
                   ? member->key.kind == ast::PropertyKey::Kind::Static && text[name.begin] != '['
                   : ast::is<ast::Identifier>(callee) || ast::is<ast::SuperMember>(callee);
  if (named) return name;
  size_t at = text.find_first_not_of(" \t\r\n)?.", callee->span.end);
  if (at == std::string::npos || text[at] != '(') return name;
  return Span{static_cast<uint32_t>(at), static_cast<uint32_t>(at + 1)};
}

Instr* FunctionBuilder::callWith(Instr* callee, Instr* this_value, std::span<ast::Expression*> arguments,
                                 const Atom* rendering, Span position) {
  if (hasSpread(arguments)) {
    std::vector<Instr*> before;
    if (Instr* source = lastSpread(arguments, &before)) {
      at(position);
      Instr* count = constInt(static_cast<int32_t>(before.size()));
      return helper(HelperId::call_spread_last,
                    {callee, this_value, count, pack(std::move(before)), source, constAtom(rendering)});
    }
    Instr* list = argumentsArray(arguments);
    at(position);
    return helper(HelperId::call_spread, {callee, this_value, list, constAtom(rendering)});
  }
  std::vector<Instr*> operands{boxed(callee), boxed(this_value)};
  for (ast::Expression* argument : arguments) operands.push_back(value(argument));
  at(position);
  return emitAtom(Opcode::Call, Type::value(kTAny), std::move(operands), rendering);
}

Instr* FunctionBuilder::knownCall(ast::CallExpression* e, ast::Function* callee, ast::Identifier* name) {
  Function* target = program_.functionFor(callee, module_);
  sema::Binding* binding = name->binding;
  at(name->span);
  Instr* checked = name->needs_tdz_check ? readBinding(binding, true, name->name) : nullptr;
  // Coroutines keep their callee; closures need it for their captures.
  bool needs_closure = !callee->info->captures.empty() || callee->is_async || callee->is_generator ||
                       callee->info->name_scope != nullptr;
  Instr* closure_value = checked != nullptr ? checked
                         : needs_closure    ? readBinding(binding, false, nullptr)
                                            : undefined();
  std::vector<Instr*> operands{closure_value, undefined()};
  for (ast::Expression* argument : e->arguments) {
    Instr* v = value(argument);
    if (operands.size() < target->param_count + 2) operands.push_back(v);
  }
  while (operands.size() < target->param_count + 2) operands.push_back(undefined());
  at(e->callee->span);
  Instr* result = emit(Opcode::CallKnown, Type::value(kTAny), std::move(operands));
  result->function = target;
  return result;
}

Instr* FunctionBuilder::call(ast::CallExpression* e) {
  Instr* special = nullptr;
  if (moduleCall(e, &special)) return special;
  ast::Expression* callee = e->callee;
  if (auto* identifier = ast::as<ast::Identifier>(callee);
      identifier != nullptr && identifier->binding != nullptr && !e->optional && !identifier->dynamic) {
    ast::Function* known = identifier->binding->known_function;
    bool simple = known != nullptr && !hasSpread(e->arguments) && !known->uses_arguments &&
                  known->owner == nullptr && !known->uses_new_target && !known->uses_this &&
                  identifier->binding->import == nullptr;
    if (simple) {
      for (const ast::Parameter& parameter : known->parameters) simple &= !parameter.rest;
    }
    if (simple) return knownCall(e, known, identifier);
  }
  Instr* this_value = nullptr;
  Instr* function;
  Span position = callee->span;
  std::string text = rendering(callee);
  const Atom* name = program_.out.atomUtf8(e == iterated_ && !nameless_ ? text + "\n" : text);
  ast::Expression* target = callee;
  // (a?.b)(): the chain ends at the parenthesis, `this` is still passed.
  if (ast::is<ast::MemberExpression>(target) || ast::is<ast::SuperMember>(target)) {
    Reference ref = reference(target);
    function = getReference(ref);
    this_value = ref.kind == Reference::Kind::Super ? ref.receiver : ref.object;
    position = ref.span;
  } else if (auto* parenthesised = ast::as<ast::ChainExpression>(target);
             parenthesised != nullptr && ast::is<ast::MemberExpression>(parenthesised->expression)) {
    Block* saved_exit = chain_exit_;
    Slot* saved_result = chain_result_;
    Block* out = newBlock(false);
    Slot* result = newSlot(Rep::Value);
    Slot* receiver = newSlot(Rep::Value);
    write(receiver, undefined());
    chain_exit_ = out;
    chain_result_ = result;
    Reference ref = reference(parenthesised->expression);
    write(receiver, ref.object);
    write(result, boxed(getReference(ref)));
    jump(out);
    seal(out);
    startBlock(out);
    chain_exit_ = saved_exit;
    chain_result_ = saved_result;
    function = read(result);
    this_value = read(receiver);
  } else if (auto* name = ast::as<ast::Identifier>(callee); name != nullptr && name->dynamic) {
    // §13.3.6.2: the object of a `with` that has the name is `this`.
    Reference ref = reference(name);
    function = getReference(ref);
    Slot* receiver = newSlot(Rep::Value);
    ifFound(
        ref.object, [&] { write(receiver, helper(HelperId::with_this, {ref.object})); },
        [&] { write(receiver, undefined()); });
    this_value = read(receiver);
  } else {
    function = value(callee);
    this_value = undefined();
  }
  if (e->optional && chain_exit_ != nullptr) {
    Block* some = newBlock(false);
    write(chain_result_, undefined());
    function = boxed(function);
    branch(emit(Opcode::IsNullish, Type::of(Rep::Bool), {function}), chain_exit_, some);
    seal(some);
    startBlock(some);
  }
  position = callPosition(program_.out.modules[module_.index].source, callee, position);
  // Arguments are chains of their own.
  Block* saved_exit = chain_exit_;
  chain_exit_ = nullptr;
  if (e->direct_eval) {
    Instr* result = directEval(e, function, this_value, position);
    chain_exit_ = saved_exit;
    return result;
  }
  Instr* result = callWith(function, this_value, e->arguments, name, position);
  chain_exit_ = saved_exit;
  return result;
}

Instr* FunctionBuilder::newExpression(ast::NewExpression* e) {
  Instr* constructor = value(e->callee);
  const Atom* name = program_.out.atomUtf8(rendering(e->callee));
  if (hasSpread(e->arguments)) {
    std::vector<Instr*> before;
    if (Instr* source = lastSpread(e->arguments, &before)) {
      at(e->span);
      Instr* count = constInt(static_cast<int32_t>(before.size()));
      return helper(HelperId::construct_spread_last,
                    {constructor, constructor, count, pack(std::move(before)), source, constAtom(name)});
    }
    Instr* list = argumentsArray(e->arguments);
    at(e->span);
    return helper(HelperId::construct_spread, {constructor, constructor, list, constAtom(name)});
  }
  std::vector<Instr*> operands{constructor};
  for (ast::Expression* argument : e->arguments) operands.push_back(value(argument));
  at(e->span);
  return emitAtom(Opcode::Construct, Type::value(kTAny), std::move(operands), name);
}

// §13.3.7.1 super(...)
Instr* FunctionBuilder::superCall(ast::SuperCall* e) {
  at(e->span);
  Instr* active = e->callee_binding != nullptr ? readBinding(e->callee_binding, false, nullptr)
                                               : boxed(emit(Opcode::Callee, Type::of(Rep::Object)));
  Instr* new_target = e->new_target_binding != nullptr ? readBinding(e->new_target_binding, false, nullptr)
                                                       : emit(Opcode::NewTarget, Type::value(kTAny));
  // Steps 3 and 5 at once, after the arguments: V8 reads the parent there.
  auto superConstructor = [&] { return helper(HelperId::super_constructor, {active}); };
  Instr* list_result;
  if (hasSpread(e->arguments)) {
    Instr* list = argumentsArray(e->arguments);
    at(e->span);
    list_result = helper(HelperId::construct_spread,
                         {superConstructor(), new_target, list, constAtom(program_.out.atom(u""))});
  } else {
    std::vector<Instr*> arguments;
    for (ast::Expression* argument : e->arguments) arguments.push_back(value(argument));
    at(e->span);
    Instr* parent = superConstructor();
    Instr* count = constInt(static_cast<int32_t>(arguments.size()));
    list_result = helper(HelperId::construct, {parent, new_target, count, pack(std::move(arguments))});
  }
  Instr* bound = readBinding(e->this_binding, false, nullptr);
  Block* again = newBlock(false);
  Block* fresh = newBlock(false);
  branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {bound}), fresh, again);
  seal(again);
  seal(fresh);
  startBlock(again);
  helper(HelperId::throw_error, {constInt(static_cast<int32_t>(abi::ErrorType::ReferenceError)),
                                 constAtom(program_.out.atom(u"Super constructor may only be called once"))});
  emit(Opcode::Unreachable, Type::of(Rep::Void));
  startBlock(fresh);
  initializeBinding(e->this_binding, list_result);
  // In an arrow function or evaluated code the constructor is another one.
  if (e->callee_binding != nullptr)
    helper(HelperId::initialize_fields, {active, list_result});
  else if (source_ != nullptr && source_->owner != nullptr && source_->owner->field_initializer != nullptr)
    initializeFields(source_->owner, list_result);
  return list_result;
}

Instr* FunctionBuilder::templateLiteral(ast::TemplateLiteral* e) {
  std::vector<Instr*> parts;
  for (size_t i = 0; i < e->quasis.size(); ++i) {
    if (!e->quasis[i].cooked->text.empty()) parts.push_back(boxed(constString(e->quasis[i].cooked)));
    if (i < e->expressions.size()) {
      Instr* v = value(e->expressions[i]);
      at(e->expressions[i]->span);
      parts.push_back(boxed(emit(Opcode::ToString, Type::of(Rep::String), {v})));
    }
  }
  if (parts.empty()) return constAtom(program_.out.atom(u""));
  if (parts.size() == 1) return parts[0];
  Instr* result = parts[0];
  for (size_t i = 1; i < parts.size(); ++i)
    result = emit(Opcode::Add, Type::value(kTString), {result, parts[i]});
  return result;
}

Instr* FunctionBuilder::taggedTemplate(ast::TaggedTemplate* e) {
  Instr* this_value = undefined();
  Instr* tag;
  if (ast::is<ast::MemberExpression>(e->tag) || ast::is<ast::SuperMember>(e->tag)) {
    Reference ref = reference(e->tag);
    tag = getReference(ref);
    this_value = ref.kind == Reference::Kind::Super ? ref.receiver : ref.object;
  } else {
    tag = value(e->tag);
  }
  TemplateSite site;
  for (const ast::TemplateElement& quasi : e->quasi->quasis) {
    site.cooked.push_back(quasi.cooked == nullptr ? nullptr : atom(quasi.cooked));
    site.raw.push_back(atom(quasi.raw));
  }
  at(e->span);
  StaticRef data, cache;
  data.kind = StaticRef::Kind::TemplateData;
  data.site = program_.out.addTemplate(std::move(site));
  cache.kind = StaticRef::Kind::RootCell;
  cache.name = function_.symbol + ".template." +
               std::to_string(e->quasi->span.begin - function_.source_start);  // tags may be chained
  Instr* data_ref = staticRef(std::move(data));
  Instr* object = helper(HelperId::template_object, {data_ref, staticRef(std::move(cache))});
  std::vector<Instr*> operands{boxed(tag), boxed(this_value), boxed(object)};
  for (ast::Expression* part : e->quasi->expressions) operands.push_back(value(part));
  at(e->span);
  return emitAtom(Opcode::Call, Type::value(kTAny), std::move(operands),
                  program_.out.atomUtf8(rendering(e->tag)));
}

// `require("literal")` of the module's own require, `internalBinding("literal")` in the standard library.
bool FunctionBuilder::moduleCall(ast::CallExpression* e, Instr** result) {
  auto* identifier = ast::as<ast::Identifier>(e->callee);
  if (identifier == nullptr || e->arguments.size() != 1) return false;
  auto* literal = ast::as<ast::StringLiteral>(e->arguments[0]);
  if (literal == nullptr) return false;
  if (identifier->binding == nullptr && identifier->name->text == u"internalBinding" && program_.is_builtin) {
    StaticRef factory, cache;
    factory.kind = StaticRef::Kind::BindingFactory;
    factory.name = toUtf8(literal->value);
    cache.kind = StaticRef::Kind::RootCell;
    cache.name = "binding." + factory.name + "." + function_.symbol + "." +
                 std::to_string(e->span.begin - function_.source_start);
    at(e->span);
    Instr* factory_ref = staticRef(std::move(factory));
    *result = helper(HelperId::internal_binding, {factory_ref, staticRef(std::move(cache))});
    return true;
  }
  if (e->request < 0) return false;
  const modules::Request& request = module_.module->requests[static_cast<size_t>(e->request)];
  if (request.kind != modules::RequestKind::Require || request.target == nullptr || !request.target->provided)
    return false;
  at(e->span);
  StaticRef ref;
  ref.kind = StaticRef::Kind::ModuleInfo;
  ref.module = program_.module_index.at(request.target);
  StaticRef from;
  from.kind = StaticRef::Kind::ModuleInfo;
  from.module = module_.index;
  Instr* target = staticRef(std::move(ref));
  *result = helper(HelperId::require_module, {target, staticRef(std::move(from))});
  return true;
}

}  // namespace kiln::ir
