// ECMA-402 §8, the Intl object; the door through which programs that are linked with this archive get it.
#include "stdlib/intl/locales.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/string_case.h"
#include "stdlib/intl/supported_values.h"

namespace kiln::rt::intl {

// Each defines its constructor, and the methods of ECMA-262's objects that go by it, in the running realm.
#define KILN_INTL_SERVICE(name) Function* init##name();
#define KILN_INTL_OBJECT(name)
#include "stdlib/intl/services.def"

namespace {

// §8.3.1
Value getCanonicalLocales(Args& args) {
  ValueList list;
  for (const std::string& tag : canonicalizeLocaleList(args[0])) list.push(box(newUtf8(tag)));
  return box(newArrayFrom(list));
}

// §8.3.2
Value supportedValuesOf(Args& args) {
  std::string key = toUtf8(args[0]);
  ValueList list;
  for (const std::string& value : supportedValues(key)) list.push(box(newUtf8(value)));
  return box(newArrayFrom(list));
}

const NativeMethod kFunctions[] = {
    {"getCanonicalLocales", KILN_NATIVE(getCanonicalLocales), 1},
    {"supportedValuesOf", KILN_NATIVE(supportedValuesOf), 1},
};

}  // namespace
}  // namespace kiln::rt::intl

extern "C" void kiln_install_intl() {
  using namespace kiln::rt;
  Object* intl = newObject();
  defineTag(intl, "Intl");
  defineMethods(intl, intl::kFunctions);
#define KILN_INTL_SERVICE(name) defineValue(intl, #name, box(intl::init##name()));
#define KILN_INTL_OBJECT(name)
#include "stdlib/intl/services.def"
  intl::defineStringCase();
  defineValue(realm().global, "Intl", box(intl));
}
