// WebAssembly over WABT's interpreter (Debian's libwabt): what its native parts share.
#pragma once
#include <wabt/interp/interp.h>

#include "stdlib/ecma/buffers.h"

namespace kiln::rt {

namespace wasm = wabt::interp;

// The native side of a module, an instance, and of what instances import and export. The store of WABT is memory outside of
// the collected heap: a handle is a root in it as long as JavaScript holds the handle, and `keeps` holds what JavaScript values
// WebAssembly can reach through it.
struct WasmHandle : Object {
  wasm::Object::Ptr* object;
  Value wrapper;        // what programs see: an object of lib/internal/webassembly.js, or a function
  Object* keeps;        // an array
  ArrayBuffer* buffer;  // of a memory, once it was asked for
};

wasm::Store& wasmStore();
// The one handle of an object of the store; `owner` (a handle, or null) stays alive with it.
WasmHandle* wasmHandle(const wasm::Object::Ptr& object, WasmHandle* owner);
WasmHandle* wasmHandleOf(Value v);  // throws what is none
template <typename T>
T* wasmObject(WasmHandle* handle) {
  return wabt::cast<T>(handle->object->get());
}
void keepFor(WasmHandle* handle, Value v);
// Objects that nothing refers to any more leave the store. Only where all references are in handles.
void collectWasmGarbage();

// Values of JavaScript API §5.6 ToWebAssemblyValue and ToJSValue. `holder` keeps what the value refers to; `refs` roots it until
// the store does.
wasm::Value toWasmValue(Value v, wasm::ValueType type, WasmHandle* holder, std::vector<wasm::Object::Ptr>& refs);
Value fromWasmValue(const wasm::Value& value, wasm::ValueType type, WasmHandle* owner);

// Functions that instances export are functions of JavaScript with a handle.
Value wasmFunction(const wasm::Object::Ptr& function, WasmHandle* owner);
WasmHandle* handleOfFunction(Value v);  // null when it is none
wasm::Object::Ptr newHostFunction(const wasm::FuncType& type, Value callee, WasmHandle* owner);
// What stopped WebAssembly: the exception of a function of JavaScript, or a RuntimeError. `prefix` heads its message.
[[noreturn]] void throwTrap(const wasm::Trap::Ptr& trap, const std::string& prefix);

// After WebAssembly ran: buffers of memories that have grown are detached.
void refreshWasmBuffers();
void defineWasmObjects(Object* exports);  // memories, tables, globals
void defineWasmFunctions(Object* exports);

}  // namespace kiln::rt
