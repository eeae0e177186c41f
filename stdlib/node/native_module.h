// Builtin modules whose exports are native functions: one ModuleInfo each, found by its symbol when a program
// requires it.
#pragma once
#include "runtime/entry/module_state.h"
#include "stdlib/ecma/library.h"

// Defines kiln_module_<id>; `fill(exports)` adds the exports at the first require.
#define KILN_NATIVE_MODULE(id, fill) KILN_NATIVE_MODULE_AT(id, #id, fill)
// For names that are no identifiers: "fs/promises" is fs_promises.
#define KILN_NATIVE_MODULE_AT(id, name, fill)                                                      \
  namespace kiln::abi {                                                                            \
  static Value id##ModuleBody(Function*, Value exports, Value, uint32_t, const Value*) {           \
    fill(reinterpret_cast<Object*>(exports.bits));                                                 \
    return Value::undefined();                                                                     \
  }                                                                                                \
  static uint64_t id##_module_state[kModuleStateWords];                                            \
  extern "C" const ModuleInfo kiln_module_##id;                                                    \
  const ModuleInfo kiln_module_##id = {.path = "node:" name,                                       \
                                       .kind = ModuleKind::Builtin,                                \
                                       .export_count = 0,                                          \
                                       .exports = nullptr,                                         \
                                       .body = id##ModuleBody,                                     \
                                       .instantiate = nullptr,                                     \
                                       .has_tla = 0,                                               \
                                       .request_count = 0,                                         \
                                       .requests = nullptr,                                        \
                                       .state = reinterpret_cast<ModuleState*>(id##_module_state), \
                                       .source = nullptr,                                          \
                                       .json_values = nullptr,                                     \
                                       .json_text = nullptr,                                       \
                                       .json_length = 0,                                           \
                                       .body_callee = nullptr,                                     \
                                       .instantiate_callee = nullptr};                             \
  }
