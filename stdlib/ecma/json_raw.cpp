// ECMA-262 §25.5.? JSON.rawJSON and JSON.isRawJSON (JSON.parse source text access).
#include "stdlib/ecma/json.h"

namespace kiln::rt {

// The text must be that of one primitive value, with nothing around it.
Value jsonRawJson(Args& args) {
  String* text = toString(args[0]);
  auto refused = [](char16_t c) { return c == '\t' || c == '\n' || c == '\r' || c == ' '; };
  if (text->length == 0 || refused(unitAt(text, 0)) || refused(unitAt(text, text->length - 1)) ||
      isObject(parseJson(text)))
    throwError(ErrorType::SyntaxError, "Invalid value for JSON.rawJSON");
  static Shape* shape = newRootShape(CellKind::RawJson, ElementsKind::None, 0, 1, nullptr, nullptr);
  Object* raw = newObjectWith(shape);
  createDataProperty(raw, atomKey("rawJSON"), box(text));
  setIntegrityFrozen(raw);
  return box(raw);
}

Value jsonIsRawJson(Args& args) {
  return Value::boolean(isKind(args[0], CellKind::RawJson));
}

}  // namespace kiln::rt
