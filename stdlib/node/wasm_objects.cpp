// WebAssembly.Memory, Table and Global natively: the primitives of lib/internal/webassembly.js.
#include <utility>

#include "stdlib/node/native_module.h"
#include "stdlib/node/wasm.h"

namespace kiln::rt {
namespace {

// Memories whose buffer somebody has; not scanned, the weak hook of the handles removes the dead (wasm_native.cpp).
uint8_t empty_memory;

wasm::ValueType typeNamed(Value name) {
  std::string text = toUtf8(name);
  if (text == "i32") return wasm::ValueType::I32;
  if (text == "i64") return wasm::ValueType::I64;
  if (text == "f32") return wasm::ValueType::F32;
  if (text == "f64") return wasm::ValueType::F64;
  return text == "externref" ? wasm::ValueType::ExternRef : wasm::ValueType::FuncRef;
}

wabt::Limits limitsOf(Value initial, Value maximum) {
  auto least = static_cast<uint64_t>(toNumber(initial));
  return maximum.isUndefined() ? wabt::Limits(least)
                               : wabt::Limits(least, static_cast<uint64_t>(toNumber(maximum)));
}

// newMemory(initial, maximum or undefined)
Value newMemory(Args& args) {
  collectWasmGarbage();
  return box(wasmHandle(wasm::Memory::New(wasmStore(), wasm::MemoryType{limitsOf(args[0], args[1])}), nullptr));
}
// JavaScript API §5.3: the buffer object of a memory stays the same until the memory grows.
Value memoryBuffer(Args& args) {
  WasmHandle* handle = wasmHandleOf(args[0]);
  if (handle->buffer == nullptr || isDetached(handle->buffer)) {
    auto* memory = wasmObject<wasm::Memory>(handle);
    ArrayBuffer* buffer = newArrayBuffer(0);
    uint8_t* data = memory->UnsafeData();
    buffer->data = data == nullptr ? &empty_memory : data;
    buffer->owner = handle;
    buffer->byte_length = buffer->max_byte_length = memory->ByteSize();
    buffer->flags |= kPinnedBuffer;
    handle->buffer = buffer;
  }
  return box(handle->buffer);
}
// growMemory(handle, pages): the pages before, or -1
Value growMemory(Args& args) {
  WasmHandle* handle = wasmHandleOf(args[0]);
  auto* memory = wasmObject<wasm::Memory>(handle);
  auto before = static_cast<double>(memory->PageSize());
  if (Failed(memory->Grow(static_cast<uint64_t>(toNumber(args[1]))))) return Value::int32(-1);
  // Even by nothing: the old buffer is detached.
  if (handle->buffer != nullptr) detach(std::exchange(handle->buffer, nullptr));
  return Value::number(before);
}

// What a table may hold, checked by the caller's conversion.
wasm::Ref element(WasmHandle* handle, Value v) {
  std::vector<wasm::Object::Ptr> refs;
  return toWasmValue(v, wasmObject<wasm::Table>(handle)->type().element, handle, refs).Get<wasm::Ref>();
}
// newTable(type, initial, maximum or undefined, what it is filled with)
Value newTable(Args& args) {
  collectWasmGarbage();
  wabt::Limits limits = limitsOf(args[1], args[2]);
  WasmHandle* handle =
      wasmHandle(wasm::Table::New(wasmStore(), wasm::TableType{typeNamed(args[0]), limits}), nullptr);
  auto size = static_cast<uint32_t>(limits.initial);
  wasmObject<wasm::Table>(handle)->Fill(wasmStore(), 0, element(handle, args[3]), size);
  return box(handle);
}
Value tableLength(Args& args) {
  return Value::number(wasmObject<wasm::Table>(wasmHandleOf(args[0]))->size());
}
// Empty (undefined in externref tables would be a value): an index that is too large.
Value tableGet(Args& args) {
  WasmHandle* handle = wasmHandleOf(args[0]);
  auto* table = wasmObject<wasm::Table>(handle);
  wasm::Ref ref = table->UnsafeGet(toUint32(args[1]));
  return fromWasmValue(wasm::Value::Make(ref), table->type().element, handle);
}
Value tableSet(Args& args) {
  WasmHandle* handle = wasmHandleOf(args[0]);
  wasm::Ref ref = element(handle, args[2]);
  wasmObject<wasm::Table>(handle)->Set(wasmStore(), toUint32(args[1]), ref);
  return Value::undefined();
}
// growTable(handle, delta, value): the length before, or -1
Value growTable(Args& args) {
  WasmHandle* handle = wasmHandleOf(args[0]);
  auto* table = wasmObject<wasm::Table>(handle);
  uint32_t before = table->size();
  wasm::Ref ref = element(handle, args[2]);
  if (Failed(table->Grow(wasmStore(), toUint32(args[1]), ref))) return Value::int32(-1);
  return Value::number(before);
}
// "funcref" or "externref"
Value tableType(Args& args) {
  return box(newLatin1(wasmObject<wasm::Table>(wasmHandleOf(args[0]))->type().element.GetName()));
}

// newGlobal(type, mutable, value)
Value newGlobal(Args& args) {
  collectWasmGarbage();
  wasm::ValueType type = typeNamed(args[0]);
  auto mutability = toBoolean(args[1]) ? wasm::Mutability::Var : wasm::Mutability::Const;
  // The value is set when there is a handle that keeps what it refers to.
  auto global = wasm::Global::New(wasmStore(), wasm::GlobalType{type, mutability},
                                  type.IsRef() ? wasm::Value::Make(wasm::Ref::Null) : wasm::Value());
  WasmHandle* handle = wasmHandle(global, nullptr);
  std::vector<wasm::Object::Ptr> refs;
  global->UnsafeSet(toWasmValue(args[2], type, handle, refs));
  return box(handle);
}
Value globalGet(Args& args) {
  WasmHandle* handle = wasmHandleOf(args[0]);
  auto* global = wasmObject<wasm::Global>(handle);
  return fromWasmValue(global->Get(), global->type().type, handle);
}
Value globalSet(Args& args) {
  WasmHandle* handle = wasmHandleOf(args[0]);
  auto* global = wasmObject<wasm::Global>(handle);
  std::vector<wasm::Object::Ptr> refs;
  global->UnsafeSet(toWasmValue(args[1], global->type().type, handle, refs));
  return Value::undefined();
}
Value globalIsMutable(Args& args) {
  return Value::boolean(wasmObject<wasm::Global>(wasmHandleOf(args[0]))->type().mut == wasm::Mutability::Var);
}

}  // namespace

void defineWasmObjects(Object* exports) {
  static const NativeMethod kFunctions[] = {
      {"newMemory", KILN_NATIVE(newMemory), 2},
      {"memoryBuffer", KILN_NATIVE(memoryBuffer), 1},
      {"growMemory", KILN_NATIVE(growMemory), 2},
      {"newTable", KILN_NATIVE(newTable), 4},
      {"tableLength", KILN_NATIVE(tableLength), 1},
      {"tableGet", KILN_NATIVE(tableGet), 2},
      {"tableSet", KILN_NATIVE(tableSet), 3},
      {"growTable", KILN_NATIVE(growTable), 3},
      {"tableType", KILN_NATIVE(tableType), 1},
      {"newGlobal", KILN_NATIVE(newGlobal), 3},
      {"globalGet", KILN_NATIVE(globalGet), 1},
      {"globalSet", KILN_NATIVE(globalSet), 2},
      {"globalIsMutable", KILN_NATIVE(globalIsMutable), 1},
  };
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
