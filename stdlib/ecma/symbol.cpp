// ECMA-262 §20.4: Symbol.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

constexpr uint32_t kRegistered = 1;

// §20.4.2.2 GlobalSymbolRegistry, of all realms: description -> symbol.
Object* registry;

Value symbolConstructor(Args& args) {
  if (args.isConstruct()) throwTypeError("Symbol is not a constructor");
  return box(newSymbol(args[0].isUndefined() ? nullptr : toString(args[0])));
}

Value symbolFor(Args& args) {
  String* text = toString(args[0]);
  PropertyKey key = keyOfString(text);
  Value known = get(registry, key);
  if (isSymbol(known)) return known;
  Value symbol = box(newSymbol(text, kRegistered));
  createDataProperty(registry, key, symbol);
  return symbol;
}

Value symbolKeyFor(Args& args) {
  if (!isSymbol(args[0])) throwTypeError("%s is not a symbol", nameForMessage(args[0]));
  auto* symbol = reinterpret_cast<Symbol*>(args[0].bits);
  return symbol->flags & kRegistered ? box(symbol->description) : Value::undefined();
}

Symbol* thisSymbol(Args& args, const char* method) {
  Value v = args.this_value;
  if (isKind(v, CellKind::SymbolObject)) v = primitiveOf(asObject(v));
  if (isSymbol(v)) return reinterpret_cast<Symbol*>(v.bits);
  throwTypeError("Symbol.prototype%s requires that 'this' be a Symbol", method);
}

Value symbolDescription(Args& args) {
  Symbol* symbol = thisSymbol(args, ".description");
  return symbol->description == nullptr ? Value::undefined() : box(symbol->description);
}
Value symbolToString(Args& args) {
  Symbol* symbol = thisSymbol(args, ".toString");
  String* description = symbol->description == nullptr ? emptyString() : symbol->description;
  return box(concat(concat(newLatin1("Symbol("), description), singleChar(')')));
}
Value symbolValueOf(Args& args) {
  return box(thisSymbol(args, ".valueOf"));
}
Value symbolToPrimitive(Args& args) {
  return box(thisSymbol(args, " [ @@toPrimitive ]"));
}

const NativeMethod kMethods[] = {
    {"toString", KILN_NATIVE(symbolToString), 0},
    {"valueOf", KILN_NATIVE(symbolValueOf), 0},
};
const NativeMethod kStatics[] = {
    {"for", KILN_NATIVE(symbolFor), 1},
    {"keyFor", KILN_NATIVE(symbolKeyFor), 1},
};

}  // namespace

void initSymbol() {
  Object* prototype = realm().symbol_prototype;
  if (inFirstRealm()) registry = newObjectWithPrototype(nullptr);
  Function* constructor = defineConstructor("Symbol", KILN_SHOWN_NATIVE(symbolConstructor), 0, prototype);
  defineMethods(prototype, kMethods);
  defineGetter(prototype, "description", KILN_NATIVE(symbolDescription));
  defineTag(prototype, "Symbol");
  Value to_primitive = box(newNative(internAscii("[Symbol.toPrimitive]"), KILN_NATIVE(symbolToPrimitive), 1));
  putDirect(prototype, PropertyKey::symbol(symbols.toPrimitive), to_primitive, kConfigurable);
  defineMethods(constructor, kStatics);
#define KILN_SYMBOL(name) defineValue(constructor, #name, box(symbols.name), 0);
  KILN_WELL_KNOWN_SYMBOLS(KILN_SYMBOL)
#undef KILN_SYMBOL
}

}  // namespace kiln::rt
