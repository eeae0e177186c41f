// §13: expressions without calls, members and literals.
#include "ir/build/function_builder.h"
#include "ir/build/with.h"

namespace kiln::ir {

using ast::NodeKind;

Instr* FunctionBuilder::expression(ast::Expression* e) {
  switch (e->kind) {
    case NodeKind::Identifier:
      return readIdentifier(static_cast<ast::Identifier*>(e));
    case NodeKind::ThisExpression:
      return thisValue(static_cast<ast::ThisExpression*>(e)->binding, e->span);
    case NodeKind::NullLiteral:
      return emit(Opcode::ConstValue, Type::value(kTNull), {}, static_cast<int64_t>(abi::kNull));
    case NodeKind::BooleanLiteral:
      return constBool(static_cast<ast::BooleanLiteral*>(e)->value);
    case NodeKind::NumericLiteral:
      return constDouble(static_cast<ast::NumericLiteral*>(e)->value);
    case NodeKind::StringLiteral:
      return constString(static_cast<ast::StringLiteral*>(e)->value);
    case NodeKind::BigIntLiteral: {
      auto* literal = static_cast<ast::BigIntLiteral*>(e);
      std::u16string text(literal->digits->text);
      if (literal->radix == 16) text = u"0x" + text;
      if (literal->radix == 8) text = u"0o" + text;
      if (literal->radix == 2) text = u"0b" + text;
      return emitAtom(Opcode::ConstBigInt, Type::value(kTBigInt), {}, program_.out.atom(text));
    }
    case NodeKind::RegExpLiteral: {
      auto* literal = static_cast<ast::RegExpLiteral*>(e);
      at(e->span);
      StaticRef ref;
      ref.kind = StaticRef::Kind::RootCell;
      ref.name = function_.symbol + ".regexp." + std::to_string(e->span.begin - function_.source_start);
      Instr* cache = staticRef(std::move(ref));
      return helper(HelperId::new_regexp,
                    {constString(literal->pattern), constString(literal->flags), cache});
    }
    case NodeKind::TemplateLiteral:
      return templateLiteral(static_cast<ast::TemplateLiteral*>(e));
    case NodeKind::TaggedTemplate:
      return taggedTemplate(static_cast<ast::TaggedTemplate*>(e));
    case NodeKind::ArrayExpression:
      return array(static_cast<ast::ArrayExpression*>(e));
    case NodeKind::ObjectExpression:
      return object(static_cast<ast::ObjectExpression*>(e));
    case NodeKind::FunctionExpression: {
      at(e->span);
      return closure(static_cast<ast::FunctionExpression*>(e)->function);
    }
    case NodeKind::ClassExpression:
      return classDefinition(static_cast<ast::ClassExpression*>(e)->definition);
    case NodeKind::UnaryExpression:
      return unary(static_cast<ast::UnaryExpression*>(e));
    case NodeKind::UpdateExpression:
      return update(static_cast<ast::UpdateExpression*>(e));
    case NodeKind::BinaryExpression:
      return binary(static_cast<ast::BinaryExpression*>(e));
    case NodeKind::LogicalExpression:
      return logical(static_cast<ast::LogicalExpression*>(e));
    case NodeKind::AssignmentExpression:
      return assignment(static_cast<ast::AssignmentExpression*>(e));
    case NodeKind::ConditionalExpression:
      return conditional(static_cast<ast::ConditionalExpression*>(e));
    case NodeKind::CallExpression:
      return call(static_cast<ast::CallExpression*>(e));
    case NodeKind::NewExpression:
      return newExpression(static_cast<ast::NewExpression*>(e));
    case NodeKind::MemberExpression:
      return member(static_cast<ast::MemberExpression*>(e));
    case NodeKind::SuperMember:
      return getReference(reference(e));
    case NodeKind::SuperCall:
      return superCall(static_cast<ast::SuperCall*>(e));
    case NodeKind::ChainExpression:
      return chain(static_cast<ast::ChainExpression*>(e));
    case NodeKind::SequenceExpression: {
      Instr* last = nullptr;
      for (ast::Expression* part : static_cast<ast::SequenceExpression*>(e)->expressions)
        last = expression(part);
      return last;
    }
    case NodeKind::YieldExpression:
      return yieldExpression(static_cast<ast::YieldExpression*>(e));
    case NodeKind::AwaitExpression: {
      Instr* v = value(static_cast<ast::AwaitExpression*>(e)->argument);
      at(e->span);
      return await(v);
    }
    case NodeKind::ImportCall: {
      auto* import = static_cast<ast::ImportCall*>(e);
      Instr* specifier = value(import->specifier);
      Instr* options = import->options == nullptr ? undefined() : value(import->options);
      at(e->span);
      StaticRef ref;
      ref.kind = StaticRef::Kind::ModuleInfo;
      ref.module = module_.index;
      return helper(HelperId::dynamic_import, {specifier, options, staticRef(std::move(ref))});
    }
    case NodeKind::ImportMeta: {
      StaticRef ref;
      ref.kind = StaticRef::Kind::ModuleInfo;
      ref.module = module_.index;
      return helper(HelperId::import_meta, {staticRef(std::move(ref))});
    }
    case NodeKind::NewTarget: {
      auto* target = static_cast<ast::NewTarget*>(e);
      if (target->binding != nullptr) return readBinding(target->binding, false, nullptr);
      return emit(Opcode::NewTarget, Type::value(kTAny));
    }
    case NodeKind::PrivateIn: {
      auto* in = static_cast<ast::PrivateIn*>(e);
      Instr* object = value(in->object);
      at(e->span);
      return helper(HelperId::private_has, {object, readBinding(in->key.binding, false, nullptr)});
    }
    default:
      unsupported(e->span, "this expression is not supported");
      return undefined();
  }
}

Instr* FunctionBuilder::unary(ast::UnaryExpression* e) {
  switch (e->op) {
    case ast::UnaryOp::Typeof: {
      Instr* v = ast::is<ast::Identifier>(e->argument)
                     ? readIdentifier(static_cast<ast::Identifier*>(e->argument), true)
                     : expression(e->argument);
      return emit(Opcode::TypeOf, Type::value(kTString), {boxed(v)});
    }
    case ast::UnaryOp::Void:
      expression(e->argument);
      return undefined();
    case ast::UnaryOp::Delete: {
      ast::Expression* target = e->argument;
      if (ast::is<ast::ChainExpression>(target)) {
        // delete a?.b: nullish leaves `true`.
        auto* inner = static_cast<ast::ChainExpression*>(target)->expression;
        if (auto* m = ast::as<ast::MemberExpression>(inner)) {
          Block* saved_exit = chain_exit_;
          Slot* saved_result = chain_result_;
          Block* out = newBlock(false);
          chain_exit_ = out;
          chain_result_ = newSlot(Rep::Value);
          Slot* result = chain_result_;
          Reference ref = reference(m);
          at(e->span);
          Instr* deleted =
              helper(HelperId::delete_property,
                     {ref.object, ref.key != nullptr ? ref.key : keyValue(ref.name), constBool(strict())});
          write(result, boxed(deleted));
          jump(out);
          seal(out);
          startBlock(out);
          chain_exit_ = saved_exit;
          chain_result_ = saved_result;
          Instr* v = read(result);
          Instr* is_undefined = emit(Opcode::IsUndefined, Type::of(Rep::Bool), {v});
          Slot* answer = newSlot(Rep::Bool);
          Block* yes = newBlock(false);
          Block* no = newBlock(false);
          Block* end = newBlock(false);
          branch(is_undefined, yes, no);
          seal(yes);
          seal(no);
          startBlock(yes);
          write(answer, constBool(true));
          jump(end);
          startBlock(no);
          write(answer, toBool(v));
          jump(end);
          seal(end);
          startBlock(end);
          return read(answer);
        }
      }
      if (ast::is<ast::MemberExpression>(target)) {
        Reference ref = reference(target);
        at(e->span);
        return helper(HelperId::delete_property,
                      {ref.object, ref.key != nullptr ? ref.key : keyValue(ref.name), constBool(strict())});
      }
      if (auto* identifier = ast::as<ast::Identifier>(target)) {
        if (identifier->dynamic) {
          Instr* object = withObjectOf(identifier->with_objects, atom(identifier->name));
          Slot* result = newSlot(Rep::Value);
          ifFound(
              object,
              [&] {
                write(result, boxed(helper(HelperId::delete_property,
                                           {object, keyValue(atom(identifier->name)), constBool(false)})));
              },
              [&] {
                bool global = identifier->binding == nullptr ||
                              identifier->binding->storage == sema::Storage::GlobalObject;
                write(result, boxed(global ? helper(HelperId::delete_global, {constString(identifier->name)})
                                           : constBool(false)));
              });
          return read(result);
        }
        if (identifier->binding != nullptr && identifier->binding->storage != sema::Storage::GlobalObject)
          return constBool(false);
        return helper(HelperId::delete_global, {constString(identifier->name)});
      }
      if (ast::is<ast::SuperMember>(target)) {
        reference(target);
        helper(HelperId::throw_error, {constInt(static_cast<int32_t>(abi::ErrorType::ReferenceError)),
                                       constAtom(program_.out.atom(u"Unsupported reference to 'super'"))});
        return undefined();
      }
      expression(target);
      return constBool(true);
    }
    case ast::UnaryOp::Not:
      return emit(Opcode::Not, Type::of(Rep::Bool), {toBool(expression(e->argument))});
    case ast::UnaryOp::Minus:
      if (auto* number = ast::as<ast::NumericLiteral>(e->argument)) return constDouble(-number->value);
      break;
    case ast::UnaryOp::Plus:
    case ast::UnaryOp::BitNot:
      break;
  }
  Instr* v = value(e->argument);
  at(e->span);
  if (e->op == ast::UnaryOp::Minus) return emit(Opcode::Neg, Type::value(kTNumeric), {v});
  if (e->op == ast::UnaryOp::Plus) return emit(Opcode::ToNumber, Type::value(kTNumber), {v});
  return emit(Opcode::BitNot, Type::value(kTInt32 | kTBigInt), {v});
}

Instr* FunctionBuilder::update(ast::UpdateExpression* e) {
  Reference ref = reference(e->target);
  Instr* old = getReference(ref);
  at(e->span);
  old = emit(Opcode::ToNumeric, Type::value(kTNumeric), {boxed(old)});
  Instr* changed = emit(e->increment ? Opcode::Inc : Opcode::Dec, Type::value(kTNumeric), {old});
  putReference(ref, changed);
  return e->prefix ? changed : old;
}

Instr* FunctionBuilder::binaryOp(ast::BinaryOp op, Instr* left, Instr* right) {
  auto generic = [&](Opcode opcode, TypeSet set) {
    return emit(opcode, Type::value(set), {boxed(left), boxed(right)});
  };
  auto compare = [&](Opcode opcode) {
    return emit(opcode, Type::of(Rep::Bool), {boxed(left), boxed(right)});
  };
  auto negated = [&](Opcode opcode) { return emit(Opcode::Not, Type::of(Rep::Bool), {compare(opcode)}); };
  switch (op) {
    case ast::BinaryOp::Add:
      return generic(Opcode::Add, kTNumeric | kTString);
    case ast::BinaryOp::Sub:
      return generic(Opcode::Sub, kTNumeric);
    case ast::BinaryOp::Mul:
      return generic(Opcode::Mul, kTNumeric);
    case ast::BinaryOp::Div:
      return generic(Opcode::Div, kTNumeric);
    case ast::BinaryOp::Mod:
      return generic(Opcode::Mod, kTNumeric);
    case ast::BinaryOp::Exp:
      return generic(Opcode::Exp, kTNumeric);
    case ast::BinaryOp::ShiftLeft:
      return generic(Opcode::Shl, kTNumeric);
    case ast::BinaryOp::ShiftRight:
      return generic(Opcode::Sar, kTNumeric);
    case ast::BinaryOp::ShiftRightUnsigned:
      return generic(Opcode::Shr, kTNumeric);
    case ast::BinaryOp::BitAnd:
      return generic(Opcode::BitAnd, kTNumeric);
    case ast::BinaryOp::BitOr:
      return generic(Opcode::BitOr, kTNumeric);
    case ast::BinaryOp::BitXor:
      return generic(Opcode::BitXor, kTNumeric);
    case ast::BinaryOp::Equal:
      return compare(Opcode::LooseEq);
    case ast::BinaryOp::NotEqual:
      return negated(Opcode::LooseEq);
    case ast::BinaryOp::StrictEqual:
      return compare(Opcode::StrictEq);
    case ast::BinaryOp::StrictNotEqual:
      return negated(Opcode::StrictEq);
    case ast::BinaryOp::Less:
      return compare(Opcode::LessThan);
    case ast::BinaryOp::LessEqual:
      return compare(Opcode::LessEqual);
    case ast::BinaryOp::Greater:
      return compare(Opcode::GreaterThan);
    case ast::BinaryOp::GreaterEqual:
      return compare(Opcode::GreaterEqual);
    case ast::BinaryOp::In:
      return helper(HelperId::has_property, {left, right});
    case ast::BinaryOp::Instanceof:
      return helper(HelperId::instance_of, {left, right});
  }
  return undefined();
}

Instr* FunctionBuilder::binary(ast::BinaryExpression* e) {
  // Left-deep chains (a + b + c + …) are walked without recursion.
  std::vector<ast::BinaryExpression*> chain;
  ast::Expression* left = e;
  while (auto* b = ast::as<ast::BinaryExpression>(left)) {
    chain.push_back(b);
    left = b->left;
  }
  Instr* result = expression(left);
  while (!chain.empty()) {
    ast::BinaryExpression* b = chain.back();
    chain.pop_back();
    if (result->rep() != Rep::Bool) result = boxed(result);
    Instr* right = expression(b->right);
    at(b->operator_span);
    result = binaryOp(b->op, result, right);
  }
  return result;
}

void FunctionBuilder::condition(ast::Expression* e, Block* yes, Block* no) {
  if (auto* logic = ast::as<ast::LogicalExpression>(e);
      logic != nullptr && logic->op != ast::LogicalOp::Coalesce) {
    Block* right = newBlock(false);
    if (logic->op == ast::LogicalOp::And)
      condition(logic->left, right, no);
    else
      condition(logic->left, yes, right);
    seal(right);
    startBlock(right);
    condition(logic->right, yes, no);
    return;
  }
  if (auto* unary_not = ast::as<ast::UnaryExpression>(e);
      unary_not != nullptr && unary_not->op == ast::UnaryOp::Not) {
    condition(unary_not->argument, no, yes);
    return;
  }
  Instr* test = toBool(expression(e));
  branch(test, yes, no);
}

Instr* FunctionBuilder::logical(ast::LogicalExpression* e) {
  Slot* result = newSlot(Rep::Value);
  Block* right = newBlock(false);
  Block* out = newBlock(false);
  Instr* left = value(e->left);
  write(result, left);
  if (e->op == ast::LogicalOp::Coalesce) {
    branch(emit(Opcode::IsNullish, Type::of(Rep::Bool), {left}), right, out);
  } else {
    Instr* truth = toBool(left);
    if (e->op == ast::LogicalOp::And)
      branch(truth, right, out);
    else
      branch(truth, out, right);
  }
  seal(right);
  startBlock(right);
  write(result, value(e->right));
  jump(out);
  seal(out);
  startBlock(out);
  return read(result);
}

Instr* FunctionBuilder::conditional(ast::ConditionalExpression* e) {
  Slot* result = newSlot(Rep::Value);
  Block* out = newBlock(false);
  // Chains of a ? b : c ? d : … are walked without recursion.
  ast::Expression* rest = e;
  while (auto* c = ast::as<ast::ConditionalExpression>(rest)) {
    Block* yes = newBlock(false);
    Block* no = newBlock(false);
    condition(c->test, yes, no);
    seal(yes);
    seal(no);
    startBlock(yes);
    write(result, value(c->consequent));
    jump(out);
    startBlock(no);
    rest = c->alternate;
  }
  write(result, value(rest));
  jump(out);
  seal(out);
  startBlock(out);
  return read(result);
}

// a[b].c as V8 infers names from it: a.<computed>.c. Empty where it infers none.
static std::string inferredPath(std::string path) {
  if (path.find('(') != std::string::npos) return "";
  for (size_t open; (open = path.find('[')) != std::string::npos;) {
    size_t close = path.find(']', open);
    if (close == std::string::npos || path.find('[', open + 1) < close) return "";
    path.replace(open, close + 1 - open, ".<computed>");
  }
  return path;
}

// Stack traces call a function without a name after the member that it was assigned to: exports.f, K.method
// for K.prototype.method. One with a name is mostly called on an instance of the class that it was given to.
void FunctionBuilder::nameAssigned(ast::AssignmentExpression* e) {
  auto* f = ast::as<ast::FunctionExpression>(e->value);
  if (f == nullptr || !ast::is<ast::MemberExpression>(e->target)) return;
  std::string path = inferredPath(render(ast::as<ast::MemberExpression>(e->target)));
  if (path.empty()) return;
  constexpr std::string_view kPrototype = ".prototype.";
  size_t at = path.find(kPrototype);
  if (f->function->name == nullptr) {
    if (at != std::string::npos) path.replace(at, kPrototype.size(), ".");
  } else {
    if (at == std::string::npos) return;
    std::string key = path.substr(at + kPrototype.size()), own = toUtf8(f->function->name);
    if (key.find_first_of(".<") != std::string::npos) return;
    path = path.substr(0, at);
    path = path.substr(path.rfind('.') + 1) + "." + own + (own == key ? "" : " [as " + key + "]");
  }
  program_.functionFor(f->function, module_)->frame_name = program_.out.atomUtf8(path);
}

Instr* FunctionBuilder::assignment(ast::AssignmentExpression* e) {
  using AssignType = ast::AssignmentExpression::Type;
  if (e->type == AssignType::Plain &&
      (ast::is<ast::ArrayPattern>(e->target) || ast::is<ast::ObjectPattern>(e->target))) {
    Instr* v = iterated(e->value);
    bool list = ast::is<ast::ArrayPattern>(e->target);
    bindTarget(e->target, v, BindMode::Assign,
               list ? Subject{Subject::Kind::Value} : subjectOf(e->value, e->target));
    return v;
  }
  Reference ref = reference(e->target);
  if (e->type == AssignType::Plain) {
    Instr* v = expression(e->value);
    nameAssigned(e);
    // Errors are reported at the operator.
    const std::string& text = program_.out.modules[module_.index].source;
    size_t equals = text.find('=', e->target->span.end);
    at(equals < e->value->span.begin ? Span{static_cast<uint32_t>(equals), e->value->span.end}
                                     : e->target->span);
    putReference(ref, v);
    return v;
  }
  if (e->type == AssignType::Compound) {
    Instr* old = boxed(getReference(ref));
    Instr* right = expression(e->value);
    at(e->value->span);
    Instr* v = binaryOp(e->op, old, right);
    at(e->target->span);
    putReference(ref, v);
    return v;
  }
  Slot* result = newSlot(Rep::Value);
  Block* assign = newBlock(false);
  Block* out = newBlock(false);
  Instr* old = boxed(getReference(ref));
  write(result, old);
  if (e->logical_op == ast::LogicalOp::Coalesce) {
    branch(emit(Opcode::IsNullish, Type::of(Rep::Bool), {old}), assign, out);
  } else {
    Instr* truth = toBool(old);
    if (e->logical_op == ast::LogicalOp::And)
      branch(truth, assign, out);
    else
      branch(truth, out, assign);
  }
  seal(assign);
  startBlock(assign);
  Instr* v = value(e->value);
  at(e->target->span);
  putReference(ref, v);
  write(result, v);
  jump(out);
  seal(out);
  startBlock(out);
  return read(result);
}

}  // namespace kiln::ir
