// The globals URL and URLSearchParams: classes of lib/internal/url.js, in programs that have these names.
#include "runtime/entry/module_state.h"
#include "runtime/entry/modules.h"
#include "stdlib/ecma/library.h"

extern "C" const kiln::abi::ModuleInfo kiln_module_internal_url __attribute__((weak));

namespace kiln::rt {
namespace {

constexpr const char* kNames[] = {"URL", "URLSearchParams"};
constexpr uint32_t kHidden = kWritable | kConfigurable;

void define(size_t i, Value value) {
  defineOwnProperty(realm().global, atomKey(kNames[i]), PropertyDescriptor::data(value, kHidden), false);
}

// Made when first read, then plain properties.
template <size_t i>
Value getter(Args&) {
  Value value = get(asObject(requireModule(&kiln_module_internal_url, nullptr)), atomKey(kNames[i]));
  define(i, value);
  return value;
}
template <size_t i>
Value setter(Args& args) {
  define(i, args[0]);
  return Value::undefined();
}
template <size_t i>
void defineLazily() {
  Value get = box(newNative(internAscii("get"), KILN_NATIVE(getter<i>), 0));
  Value set = box(newNative(internAscii("set"), KILN_NATIVE(setter<i>), 1));
  putAccessor(realm().global, atomKey(kNames[i]), get, set, kConfigurable);
}

}  // namespace

void initUrl() {
  if (&kiln_module_internal_url == nullptr) return;
  defineLazily<0>();
  defineLazily<1>();
}

}  // namespace kiln::rt
