// §13.15.5 destructuring assignment, §8.6.2 binding initialisation: one walk for both.
#include "ir/build/function_builder.h"
#include "ir/build/guarded.h"

namespace kiln::ir {

// V8 names the source of an array pattern only when it is a name or a literal.
Subject FunctionBuilder::subjectOf(ast::Expression* source, const ast::Node* target) {
  if (nameless_) return {ast::is<ast::ArrayPattern>(target) ? Subject::Kind::Value : Subject::Kind::Part};
  bool simple = ast::is<ast::Identifier>(source) || ast::is<ast::ObjectExpression>(source) ||
                ast::is<ast::NumericLiteral>(source) || ast::is<ast::NullLiteral>(source) ||
                ast::is<ast::BooleanLiteral>(source) || ast::is<ast::UnaryExpression>(source);
  if (auto* call = ast::as<ast::CallExpression>(source);
      call != nullptr && ast::is<ast::ArrayPattern>(target) && ast::is<ast::Identifier>(call->callee))
    return {Subject::Kind::Named, renderIterated(source)};
  if (ast::is<ast::ArrayPattern>(target) && !simple) return {Subject::Kind::Value};
  return {Subject::Kind::Named, render(source)};
}

// A part of a pattern is named after its default, if it has one; a parameter's conditional has three parts.
Subject FunctionBuilder::partOf(const ast::PatternElement& element, const Subject& subject) {
  if (element.initializer == nullptr) return subject;
  if (subject.kind == Subject::Kind::Part) return subjectOf(element.initializer, element.target);
  if (ast::is<ast::ArrayPattern>(element.target)) return subject;
  return {Subject::Kind::Named, "(intermediate value)(intermediate value)(intermediate value)"};
}

Instr* FunctionBuilder::withDefault(Instr* v, ast::Expression* initializer, const Atom*) {
  if (initializer == nullptr) return v;
  Slot* result = newSlot(Rep::Value);
  Block* missing = newBlock(false);
  Block* out = newBlock(false);
  write(result, v);
  branch(emit(Opcode::IsUndefined, Type::of(Rep::Bool), {v}), missing, out);
  seal(missing);
  startBlock(missing);
  write(result, value(initializer));
  jump(out);
  seal(out);
  startBlock(out);
  return read(result);
}

void FunctionBuilder::bindTarget(ast::Node* target, Instr* v, BindMode mode, const Subject& subject) {
  v = boxed(v);
  switch (target->kind) {
    case ast::NodeKind::BindingIdentifier: {
      auto* identifier = static_cast<ast::BindingIdentifier*>(target);
      at(identifier->span);
      if (!identifier->with_objects.empty() || identifier->binding == nullptr)
        return putReference(reference(asReference(identifier)), v);
      // `var` in a loop or a repeated parameter assigns; TDZ ends here for let and const.
      initializeBinding(identifier->binding, v);
      return;
    }
    case ast::NodeKind::ArrayPattern:
      return arrayPattern(static_cast<ast::ArrayPattern*>(target), v, mode, subject);
    case ast::NodeKind::ObjectPattern:
      return objectPattern(static_cast<ast::ObjectPattern*>(target), v, mode, subject);
    default: {
      Reference ref = reference(target);
      at(target->span);
      putReference(ref, v);
    }
  }
}

void FunctionBuilder::bindElement(const ast::PatternElement& element, Instr* v, BindMode mode,
                                  const Subject& subject) {
  if (subject.kind == Subject::Kind::Part && ast::is<ast::ArrayPattern>(element.target))
    iterated_ = element.initializer;
  bindTarget(element.target, withDefault(boxed(v), element.initializer, nullptr), mode,
             partOf(element, subject));
}

void FunctionBuilder::objectPattern(ast::ObjectPattern* pattern, Instr* v, BindMode mode,
                                    const Subject& subject) {
  at(pattern->span);
  Block* fine = newBlock(false);
  Block* nullish = newBlock(false);
  branch(emit(Opcode::IsNullish, Type::of(Rep::Bool), {v}), nullish, fine);
  seal(fine);
  seal(nullish);
  startBlock(nullish);
  bool names_property =
      !pattern->properties.empty() && pattern->properties[0].key.kind == ast::PropertyKey::Kind::Static;
  Instr* property =
      names_property ? constString(pattern->properties[0].key.name) : constAtom(program_.out.atom(u""));
  if (!pattern->properties.empty()) at(pattern->properties[0].key.span);
  bool read_first = subject.kind == Subject::Kind::Part ||
                    (names_property && pattern->properties[0].value.initializer != nullptr);
  helper(HelperId::throw_nullish_destructure, {v, property, constAtom(program_.out.atomUtf8(subject.text)),
                                               constBool(names_property && read_first)});
  emit(Opcode::Unreachable, Type::of(Rep::Void));
  startBlock(fine);
  std::vector<Instr*> excluded;
  for (const ast::PatternProperty& property : pattern->properties) {
    bool by_name = property.key.kind == ast::PropertyKey::Kind::Static;
    uint32_t index;
    Instr* key = nullptr;
    if (!by_name || pattern->rest != nullptr) {
      key = propertyKey(property.key);
      excluded.push_back(key);
    }
    // §13.15.5.3: an assignment target that is a member expression is evaluated before the value is read.
    Reference ref;
    bool reference_first =
        mode == BindMode::Assign && (ast::is<ast::MemberExpression>(property.value.target) ||
                                     ast::is<ast::SuperMember>(property.value.target));
    if (reference_first) ref = reference(property.value.target);
    at(property.key.span);
    Instr* element;
    if (by_name && !asIndex(property.key.name->text, &index)) {
      element = emitAtom(Opcode::GetProp, Type::value(kTAny), {v}, atom(property.key.name));
    } else {
      element = emit(Opcode::GetElem, Type::value(kTAny),
                     {v, key != nullptr ? key : keyValue(atom(property.key.name))});
    }
    if (reference_first) {
      Instr* chosen = withDefault(element, property.value.initializer, nullptr);
      at(property.value.span);
      putReference(ref, chosen);
    } else {
      bindElement(property.value, element, mode);
    }
  }
  if (pattern->rest == nullptr) return;
  Instr* rest = emit(Opcode::NewObject, Type{Rep::Object, kTObject});
  rest->keys = program_.out.addKeys({{}, 4});
  Instr* count = constInt(static_cast<int32_t>(excluded.size()));
  helper(HelperId::copy_data_properties, {rest, v, count, pack(excluded)});
  bindTarget(pattern->rest, rest, mode);
}

// §13.15.5.2, §8.6.2 IteratorBindingInitialization: the iterator is closed unless it is done or failed
// itself.
void FunctionBuilder::arrayPattern(ast::ArrayPattern* pattern, Instr* v, BindMode mode,
                                   const Subject& subject) {
  at(pattern->span);
  Instr* slot = emit(Opcode::StackSlot, Type::of(Rep::Pointer));
  Instr* iterator =
      helper(HelperId::iteration_start, {v, slot, constAtom(program_.out.atomUtf8(subject.text))});
  Instr* next_method = emit(Opcode::LoadSlot, Type::of(Rep::Value), {slot});
  Slot* done = newSlot(Rep::Bool);
  write(done, constBool(false));
  Slot* index = newSlot(Rep::Int32);  // of the element, when an array stands for its iterator
  write(index, constInt(-1));
  auto next = [&] {
    write(index, emit(Opcode::Int32Add, Type::of(Rep::Int32), {read(index), constInt(1)}));
    return helper(HelperId::iteration_step, {iterator, next_method, read(index)});
  };
  auto elements = [&] {
    int32_t position = 0;
    for (const ast::PatternElement& element : pattern->elements) {
      Reference ref;
      bool reference_first = mode == BindMode::Assign && (ast::is<ast::MemberExpression>(element.target) ||
                                                          ast::is<ast::SuperMember>(element.target));
      if (reference_first) ref = reference(element.target);
      Slot* item = newSlot(Rep::Value);
      write(item, undefined());
      Block* step = newBlock(false);
      Block* finished = newBlock(false);
      Block* got = newBlock(false);
      branch(read(done), got, step);
      seal(step);
      startBlock(step);
      at(element.span);
      write(done, constBool(true));  // should next() throw, the iterator is not closed
      write(index, constInt(position++));
      Instr* stepped = helper(HelperId::iteration_step, {iterator, next_method, read(index)});
      branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {stepped}), finished, [&] {
        Block* block = newBlock(false);
        return block;
      }());
      Block* present = block_->succs[1];
      seal(finished);
      seal(present);
      startBlock(finished);
      jump(got);
      startBlock(present);
      write(done, constBool(false));
      write(item, stepped);
      jump(got);
      seal(got);
      startBlock(got);
      if (element.target == nullptr) continue;
      Instr* chosen = withDefault(read(item), element.initializer, nullptr);
      if (reference_first) {
        at(element.span);
        putReference(ref, chosen);
      } else {
        bindTarget(element.target, chosen, mode, partOf(element, {}));
      }
    }
    if (pattern->rest == nullptr) return;
    Reference ref;
    bool reference_first = mode == BindMode::Assign && (ast::is<ast::MemberExpression>(pattern->rest) ||
                                                        ast::is<ast::SuperMember>(pattern->rest));
    if (reference_first) ref = reference(pattern->rest);
    Instr* list = emit(Opcode::NewArray, Type{Rep::Object, kTObject});
    Block* loop = newBlock(false);
    Block* step = newBlock(false);
    Block* more = newBlock(false);
    Block* finished = newBlock(false);
    jump(loop);
    startBlock(loop);
    branch(read(done), finished, step);
    seal(step);
    startBlock(step);
    write(done, constBool(true));
    Instr* stepped = next();
    branch(emit(Opcode::IsEmpty, Type::of(Rep::Bool), {stepped}), finished, more);
    seal(more);
    startBlock(more);
    write(done, constBool(false));
    helper(HelperId::array_push, {list, stepped});
    jump(loop);
    seal(loop);
    seal(finished);
    startBlock(finished);
    if (reference_first)
      putReference(ref, list);
    else
      bindTarget(pattern->rest, list, mode);
  };
  Context context;
  context.kind = Context::Kind::Iterator;
  context.iterator = iterator;
  context.next_method = next_method;
  context.index = index;
  context.outer_handler = handler_;
  guarded(
      [&] {
        contexts_.push_back(context);
        elements();
        contexts_.pop_back();
      },
      [&](Instr* exception) {
        Block* close = newBlock(false);
        Block* rethrow = newBlock(false);
        branch(read(done), rethrow, close);
        seal(close);
        startBlock(close);
        helper(HelperId::iteration_close_quiet, {iterator, next_method, read(index)});
        jump(rethrow);
        seal(rethrow);
        startBlock(rethrow);
        throwValue(exception);
      });
  Block* close = newBlock(false);
  Block* out = newBlock(false);
  branch(read(done), out, close);
  seal(close);
  startBlock(close);
  at(pattern->span);
  helper(HelperId::iteration_close, {iterator, next_method, read(index)});
  jump(out);
  seal(out);
  startBlock(out);
}

}  // namespace kiln::ir
