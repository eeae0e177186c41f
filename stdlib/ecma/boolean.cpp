// ECMA-262 §20.3: Boolean.
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

Value booleanConstructor(Args& args) {
  Value value = Value::boolean(toBoolean(args[0]));
  if (!args.isConstruct()) return value;
  return box(
      newPrimitiveWrapperWith(value, prototypeFromConstructor(args.new_target, realm().boolean_prototype)));
}

bool thisBoolean(Args& args, const char* method) {
  if (args.this_value.isBoolean()) return args.this_value.isTrue();
  if (isKind(args.this_value, CellKind::BooleanObject))
    return primitiveOf(asObject(args.this_value)).isTrue();
  throwTypeError("Boolean.prototype.%s requires that 'this' be a Boolean", method);
}

Value booleanToString(Args& args) {
  return box(thisBoolean(args, "toString") ? atoms.true_ : atoms.false_);
}
Value booleanValueOf(Args& args) {
  return Value::boolean(thisBoolean(args, "valueOf"));
}

const NativeMethod kMethods[] = {
    {"toString", KILN_NATIVE(booleanToString), 0},
    {"valueOf", KILN_NATIVE(booleanValueOf), 0},
};

}  // namespace

void initBoolean() {
  defineConstructor("Boolean", KILN_NATIVE(booleanConstructor), 1, realm().boolean_prototype);
  defineMethods(realm().boolean_prototype, kMethods);
}

}  // namespace kiln::rt
