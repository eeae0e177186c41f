// §13.2.4 array and §13.2.5 object literals.
#include <algorithm>

#include "ir/build/function_builder.h"
#include "runtime/abi/hash.h"

namespace kiln::ir {

namespace {
constexpr size_t kMaxInlineSlots = 256;

// `__proto__: null`
bool isNullPrototype(const ast::Property& property) {
  return property.type == ast::Property::Type::Proto && ast::is<ast::NullLiteral>(property.value);
}
}  // namespace

Instr* FunctionBuilder::array(ast::ArrayExpression* e) {
  bool spread = std::any_of(e->elements.begin(), e->elements.end(),
                            [](ast::Expression* x) { return ast::is<ast::SpreadElement>(x); });
  if (!spread) {
    std::vector<Instr*> values;
    for (ast::Expression* element : e->elements)
      values.push_back(element == nullptr ? empty() : value(element));
    at(e->span);
    return emit(Opcode::NewArray, Type{Rep::Object, kTObject}, std::move(values));
  }
  Instr* list = emit(Opcode::NewArray, Type{Rep::Object, kTObject});
  for (ast::Expression* element : e->elements) {
    if (element == nullptr) {
      helper(HelperId::array_push_hole, {list});
    } else if (auto* s = ast::as<ast::SpreadElement>(element)) {
      pushSpread(list, s->argument, false, false);
    } else {
      helper(HelperId::array_push, {list, value(element)});
    }
  }
  return list;
}

// §8.4 NamedEvaluation by a computed key: only a function or class that has no name takes it.
void FunctionBuilder::nameByKey(ast::Expression* source, Instr* v, Instr* key, int32_t prefix) {
  auto* function = ast::as<ast::FunctionExpression>(source);
  auto* definition = ast::as<ast::ClassExpression>(source);
  if ((function != nullptr && function->function->id == nullptr) ||
      (definition != nullptr && definition->definition->id == nullptr))
    helper(HelperId::set_function_name, {v, key, constInt(prefix)});
}

Instr* FunctionBuilder::object(ast::ObjectExpression* e) {
  using PropertyType = ast::Property::Type;
  using KeyKind = ast::PropertyKey::Kind;
  // The leading plain properties with distinct names make the template; the rest is defined one by one.
  LiteralKeys keys;
  std::vector<Instr*> values;
  size_t i = 0;
  bool needs_home = false;
  for (ast::Property* property : e->properties) {
    if (property->type == PropertyType::Method || property->type == PropertyType::Getter ||
        property->type == PropertyType::Setter) {
      auto* function = ast::as<ast::FunctionExpression>(property->value);
      needs_home |= function != nullptr && function->function->uses_super_property;
    }
  }
  for (; i < e->properties.size() && !needs_home; ++i) {
    ast::Property* property = e->properties[i];
    bool plain = (property->type == PropertyType::Init || property->type == PropertyType::Shorthand ||
                  property->type == PropertyType::Method) &&
                 property->key.kind == KeyKind::Static;
    if (!plain) break;
    const Atom* key = atom(property->key.name);
    uint32_t index;
    if (abi::parseIndex(key->text.data(), key->text.size(), &index) || key->text == u"__proto__") break;
    if (std::find(keys.keys.begin(), keys.keys.end(), key) != keys.keys.end()) break;
    keys.keys.push_back(key);
    values.push_back(value(property->value));
    if (auto* f = ast::as<ast::FunctionExpression>(property->value))
      nameFrame(f->function, u"Object", property->key);
  }
  constexpr size_t kOfSpread = 4;  // properties that an object is expected to bring
  size_t slots = 0;
  for (const ast::Property* property : e->properties) slots += property->type == PropertyType::Spread ? kOfSpread : 1;
  keys.inline_capacity = static_cast<uint32_t>(std::min(std::max<size_t>(slots, 2), kMaxInlineSlots));
  at(e->span);
  Instr* result;
  if (i == 0 && !e->properties.empty() && isNullPrototype(*e->properties[0])) {
    result = helper(HelperId::new_bare_object, {});
    ++i;
  } else {
    result = emit(Opcode::NewObject, Type{Rep::Object, kTObject}, std::move(values));
    result->keys = program_.out.addKeys(std::move(keys));
  }
  // Methods that use super find their home object in a binding of this literal's scope.
  for (; i < e->properties.size(); ++i) {
    ast::Property* property = e->properties[i];
    at(property->span);
    if (property->type == PropertyType::Spread) {
      Instr* source = value(property->value);
      Instr* none = emit(Opcode::StackSlot, Type::of(Rep::Pointer));
      helper(HelperId::copy_data_properties, {result, source, constInt(0), none});
      continue;
    }
    if (property->type == PropertyType::Proto) {
      helper(HelperId::set_prototype_literal, {result, value(property->value)});
      continue;
    }
    Instr* key = propertyKey(property->key);
    bool computed = property->key.kind == KeyKind::Computed;
    Instr* v = value(property->value);
    auto* function = ast::as<ast::FunctionExpression>(property->value);
    if (function != nullptr) nameFrame(function->function, u"Object", property->key);
    if (function != nullptr && function->function->uses_super_property &&
        function->function->function_kind != ast::FunctionKind::Arrow) {
      helper(HelperId::set_home_object, {v, result});
    }
    if (computed) {
      int32_t prefix = property->type == PropertyType::Getter   ? 1
                       : property->type == PropertyType::Setter ? 2
                                                                : 0;
      nameByKey(property->value, v, key, prefix);
    }
    switch (property->type) {
      case PropertyType::Init:
      case PropertyType::Shorthand:
      case PropertyType::Method:
        helper(HelperId::define_field, {result, key, v});
        break;
      case PropertyType::Getter:
        helper(HelperId::define_getter, {result, key, v, constBool(true)});
        break;
      case PropertyType::Setter:
        helper(HelperId::define_setter, {result, key, v, constBool(true)});
        break;
      case PropertyType::Spread:
      case PropertyType::Proto:
      case PropertyType::CoverInitializer:
        break;
    }
  }
  return result;
}

}  // namespace kiln::ir
