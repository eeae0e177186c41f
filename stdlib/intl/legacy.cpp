#include "stdlib/intl/legacy.h"

namespace kiln::rt::intl {
namespace {

PropertyKey fallbackSymbol() {
  KILN_PER_REALM static Symbol* symbol;
  if (symbol == nullptr) symbol = newSymbol(newLatin1("IntlLegacyConstructedSymbol"));
  return PropertyKey::symbol(symbol);
}

// §7.3.21 OrdinaryHasInstance of the intrinsic constructor, whose property `prototype` never changes.
bool inherits(Value v, Service service) {
  if (!isObject(v)) return false;
  const Object* prototype = shapeOfNew(service, Value::undefined())->prototype;
  Object* o = asObject(v);
  while ((o = getPrototypeOf(o)) != nullptr) {
    if (o == prototype) return true;
  }
  return false;
}

}  // namespace

Value chainLegacy(Args& args, Service service, IntlObject* made) {
  if (args.isConstruct() || !inherits(args.this_value, service)) return box(made);
  defineOwnProperty(asObject(args.this_value), fallbackSymbol(), PropertyDescriptor::data(box(made), 0),
                    true);
  return args.this_value;
}

IntlObject* unwrapLegacy(Value receiver, Service service) {
  if (!isIntlObject(receiver, service) && inherits(receiver, service))
    receiver = get(asObject(receiver), fallbackSymbol());
  return isIntlObject(receiver, service) ? static_cast<IntlObject*>(asObject(receiver)) : nullptr;
}

}  // namespace kiln::rt::intl
