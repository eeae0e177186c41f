// Globals that are modules' classes (runtime/abi/lazy_globals.def), in programs that the module is linked into.
#include "runtime/entry/module_state.h"
#include "runtime/entry/modules.h"
#include "stdlib/ecma/library.h"

#define KILN_LAZY_GLOBAL(name, id, path, enumerable) \
  extern "C" const kiln::abi::ModuleInfo kiln_module_##id __attribute__((weak));
#include "runtime/abi/lazy_globals.def"
#undef KILN_LAZY_GLOBAL

namespace kiln::rt {
namespace {

struct LazyGlobal {
  const char* name;
  const ModuleInfo* module;
  bool enumerable;
};
const LazyGlobal kGlobals[] = {
#define KILN_LAZY_GLOBAL(name, id, path, enumerable) {#name, &kiln_module_##id, enumerable},
#include "runtime/abi/lazy_globals.def"
#undef KILN_LAZY_GLOBAL
};

const LazyGlobal& globalOf(Args& args) {
  return kGlobals[args.callee->captures[0].asInt32()];
}
void define(const LazyGlobal& global, Value value) {
  uint32_t flags = kWritable | kConfigurable | (global.enumerable ? kEnumerable : 0u);
  defineOwnProperty(realm().global, atomKey(global.name), PropertyDescriptor::data(value, flags), false);
}

// Made when first read, then plain properties.
Value getter(Args& args) {
  const LazyGlobal& global = globalOf(args);
  Value value = get(asObject(requireModule(global.module, nullptr)), atomKey(global.name));
  define(global, value);
  return value;
}
Value setter(Args& args) {
  define(globalOf(args), args[0]);
  return Value::undefined();
}

}  // namespace

void initLazyGlobals() {
  int32_t index = 0;
  for (const LazyGlobal& global : kGlobals) {
    Value number = Value::int32(index++);
    if (global.module == nullptr) continue;
    Function* get = newNative(internAscii("get"), KILN_NATIVE(getter), 0, 0, 1);
    Function* set = newNative(internAscii("set"), KILN_NATIVE(setter), 1, 0, 1);
    get->captures[0] = set->captures[0] = number;
    putAccessor(realm().global, atomKey(global.name), box(get), box(set),
                kConfigurable | (global.enumerable ? kEnumerable : 0u));
  }
}

}  // namespace kiln::rt
