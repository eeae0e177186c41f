// §14.11 with: names that an object may have.
#include "ir/build/with.h"

#include "ir/build/function_builder.h"

namespace kiln::ir {

void FunctionBuilder::withStatement(ast::WithStatement* s) {
  Instr* v = value(s->object);
  at(s->object->span);
  Instr* object = helper(HelperId::to_object, {v});
  enterScope(s->scope);
  initializeBinding(s->scope->bindings[0], object);
  statement(s->body);
}

// §9.1.1.2.1 HasBinding of the object environments, innermost first: the object, or empty.
Instr* FunctionBuilder::withObjectOf(std::span<sema::Binding*> objects, const Atom* name) {
  Slot* found = newSlot(Rep::Value);
  Block* out = newBlock(false);
  for (sema::Binding* binding : objects) {
    Instr* object = readBinding(binding, false, nullptr);
    write(found, object);
    Block* next = newBlock(false);
    branch(helper(HelperId::with_has, {object, constAtom(name)}), out, next);
    seal(next);
    startBlock(next);
  }
  write(found, empty());
  jump(out);
  seal(out);
  startBlock(out);
  return read(found);
}

}  // namespace kiln::ir
