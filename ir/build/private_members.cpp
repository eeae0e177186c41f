// §7.3.31 PrivateGet, §7.3.32 PrivateSet. What a private method or accessor is, its class's text says: reading one asks
// whether the object has it, and takes the function from the class's variable.
#include "ir/build/function_builder.h"

namespace kiln::ir {

// The variable with the function that is the method, getter or setter of this name; nullptr when there is none, or
// the function does not know the variable.
sema::Binding* FunctionBuilder::privateFunction(sema::Binding* name, ast::FunctionKind kind) {
  auto declared = program_.private_names.find(name);
  if (name == nullptr || declared == program_.private_names.end()) return nullptr;
  for (ast::ClassElement* element : declared->second->elements) {
    auto* method = ast::as<ast::ClassMethod>(static_cast<ast::Node*>(element));
    if (method == nullptr || method->key.kind != ast::PropertyKey::Kind::Private || method->key.binding != name ||
        method->function->function_kind != kind)
      continue;
    sema::Binding* variable = method->private_value;
    return variable != nullptr && variable->storage == sema::Storage::ModuleVariable ? variable : nullptr;
  }
  return nullptr;
}

// `known` where the object has the member, `unknown` throws.
template <typename Known, typename Unknown>
void FunctionBuilder::ifPrivateMember(const Reference& ref, Known known, Unknown unknown) {
  Block* has = newBlock(false);
  Block* lacks = newBlock(false);
  Block* out = newBlock(false);
  branch(helper(HelperId::private_is_member, {ref.object, ref.key}), has, lacks);
  seal(has);
  seal(lacks);
  startBlock(lacks);
  unknown();
  jump(out);
  startBlock(has);
  known();
  jump(out);
  seal(out);
  startBlock(out);
}

Instr* FunctionBuilder::privateGet(const Reference& ref) {
  sema::Binding* method = privateFunction(ref.private_name, ast::FunctionKind::Method);
  sema::Binding* getter = privateFunction(ref.private_name, ast::FunctionKind::Getter);
  auto generally = [&] { return helper(HelperId::private_get, {ref.object, ref.key}); };
  if (method == nullptr && getter == nullptr) return generally();
  Slot* result = newSlot(Rep::Value);
  ifPrivateMember(
      ref,
      [&] {
        Instr* function = boxed(readBinding(method != nullptr ? method : getter, false, nullptr));
        if (method == nullptr) function = emitAtom(Opcode::Call, Type::value(kTAny), {function, boxed(ref.object)}, nullptr);
        write(result, function);
      },
      [&] { write(result, generally()); });
  return read(result);
}

void FunctionBuilder::privateSet(const Reference& ref, Instr* v) {
  sema::Binding* setter = privateFunction(ref.private_name, ast::FunctionKind::Setter);
  auto generally = [&] { helper(HelperId::private_set, {ref.object, ref.key, v}); };
  if (setter == nullptr) return generally();
  ifPrivateMember(
      ref,
      [&] {
        Instr* function = boxed(readBinding(setter, false, nullptr));
        emitAtom(Opcode::Call, Type::value(kTAny), {function, boxed(ref.object), v}, nullptr);
      },
      generally);
}

// The closure that initialises the fields of the constructor's objects is its last capture.
void FunctionBuilder::initializeFields(ast::Class* definition, Instr* object) {
  auto last = static_cast<int64_t>(function_.capture_is_box.size()) - 1;
  Instr* initializer = emit(Opcode::LoadCapture, Type::value(kTAny), {}, last);
  Instr* call = emit(Opcode::CallKnown, Type::value(kTAny), {initializer, boxed(object)});
  call->function = program_.functionFor(definition->field_initializer, module_);
}

}  // namespace kiln::ir
