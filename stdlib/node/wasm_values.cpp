// Values and functions that cross between JavaScript and WebAssembly.
#include <utility>

#include "runtime/loop/loop.h"
#include "runtime/ops/error.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/wasm.h"

namespace kiln::rt {
namespace {

// Makes a WebAssembly.RuntimeError of a message (lib/internal/webassembly.js).
Value make_runtime_error;
bool host_threw;
Value host_exception;

[[noreturn]] void throwNotRepresentable() {
  throwTypeError("type incompatibility when transforming from/to JS");
}

template <typename T>
Value loaded(ElementsKind kind, T bits) {
  return loadElement(kind, reinterpret_cast<const uint8_t*>(&bits));
}

// A JavaScript value within the store: `externref`.
wasm::Object::Ptr newForeign(Value v) {
  Root* root = addRoot(v, "WASM");
  auto foreign = wasm::Foreign::New(wasmStore(), root);
  foreign->set_finalizer([root](wasm::Object*) { dropRoot(root); });
  return foreign;
}

Value callExport(Args& args) {
  checkStack();
  auto* handle = static_cast<WasmHandle*>(asObject(args.callee->captures[0]));
  auto* function = wasmObject<wasm::Func>(handle);
  const wasm::FuncType& type = function->type();
  wasm::Values parameters, results;
  std::vector<wasm::Object::Ptr> refs;
  for (uint32_t i = 0; i < type.params.size(); ++i)
    parameters.push_back(toWasmValue(args[i], type.params[i], handle, refs));
  for (wasm::ValueType result : type.results) {
    if (result == wasm::ValueType::V128) throwNotRepresentable();
  }
  wasm::Trap::Ptr trap;
  wabt::Result result = function->Call(wasmStore(), parameters, results, &trap);
  refreshWasmBuffers();
  if (Failed(result)) throwTrap(trap, "");
  if (results.empty()) return Value::undefined();
  if (results.size() == 1) return fromWasmValue(results[0], type.results[0], handle);
  ValueList list;
  for (size_t i = 0; i < results.size(); ++i) list.push(fromWasmValue(results[i], type.results[i], handle));
  return box(newArrayFrom(list));
}

// §5.6 run a host function
void runHost(const wasm::FuncType& type, Value callee, WasmHandle* owner, const wasm::Values& parameters,
             wasm::Values& results) {
  ArgumentBuffer arguments(parameters.size());
  for (size_t i = 0; i < parameters.size(); ++i)
    arguments[i] = fromWasmValue(parameters[i], type.params[i], owner);
  Value result =
      call(callee, Value::undefined(), static_cast<uint32_t>(parameters.size()), arguments.data());
  std::vector<wasm::Object::Ptr> refs;
  if (type.results.size() == 1) {
    results[0] = toWasmValue(result, type.results[0], owner, refs);
  } else if (type.results.size() > 1) {
    ValueList list;
    iterate(result, [&](Value v) {
      list.push(v);
      return true;
    });
    if (list.size() != type.results.size()) throwTypeError("multi-return length mismatch");
    for (uint32_t i = 0; i < list.size(); ++i)
      results[i] = toWasmValue(list[i], type.results[i], owner, refs);
  }
}

// V8's words for WABT's.
std::string trapText(const std::string& message) {
  static const std::pair<const char*, const char*> kTexts[] = {
      {"unreachable executed", "unreachable"},
      {"out of bounds memory access", "memory access out of bounds"},
      {"out of bounds table access", "table index is out of bounds"},
      {"integer divide by zero", "divide by zero"},
      {"integer overflow", "float unrepresentable in integer range"},
      {"invalid conversion to integer", "float unrepresentable in integer range"},
      {"undefined table index", "table index is out of bounds"},
      {"uninitialized table element", "null function or function signature mismatch"},
      {"indirect call signature mismatch", "null function or function signature mismatch"},
  };
  for (auto [wabt_text, text] : kTexts) {
    if (message.starts_with(wabt_text)) return text;
  }
  return message;
}

Value isExported(Args& args) {
  return Value::boolean(handleOfFunction(args[0]) != nullptr);
}
Value setRuntimeError(Args& args) {
  make_runtime_error = args[0];
  return Value::undefined();
}

}  // namespace

wasm::Value toWasmValue(Value v, wasm::ValueType type, WasmHandle* holder,
                        std::vector<wasm::Object::Ptr>& refs) {
  switch (type) {
    case wasm::ValueType::I32:
      return wasm::Value::Make(toInt32(v));
    case wasm::ValueType::I64: {
      int64_t bits;
      storeElement(ElementsKind::BigInt64, reinterpret_cast<uint8_t*>(&bits),
                   toElement(ElementsKind::BigInt64, v));
      return wasm::Value::Make(bits);
    }
    case wasm::ValueType::F32:
      return wasm::Value::Make(static_cast<float>(toNumber(v)));
    case wasm::ValueType::F64:
      return wasm::Value::Make(toNumber(v));
    case wasm::ValueType::ExternRef:
      if (v.isNull()) return wasm::Value::Make(wasm::Ref::Null);
      refs.push_back(newForeign(v));
      return wasm::Value::Make(refs.back().ref());
    case wasm::ValueType::FuncRef: {
      if (v.isNull()) return wasm::Value::Make(wasm::Ref::Null);
      WasmHandle* handle = handleOfFunction(v);
      if (handle == nullptr) throwNotRepresentable();
      keepFor(holder, v);
      return wasm::Value::Make(handle->object->ref());
    }
    default:
      throwNotRepresentable();
  }
}

Value fromWasmValue(const wasm::Value& value, wasm::ValueType type, WasmHandle* owner) {
  switch (type) {
    case wasm::ValueType::I32:
      return Value::int32(value.Get<int32_t>());
    case wasm::ValueType::I64:
      return loaded(ElementsKind::BigInt64, value.Get<int64_t>());
    case wasm::ValueType::F32:
      return loaded(ElementsKind::Float32, value.Get<float>());
    case wasm::ValueType::F64:
      return loaded(ElementsKind::Float64, value.Get<double>());
    case wasm::ValueType::ExternRef:
    case wasm::ValueType::FuncRef: {
      auto ref = value.Get<wasm::Ref>();
      if (ref == wasm::Ref::Null) return Value::null();
      wasm::Object::Ptr object(wasmStore(), ref);
      if (auto* foreign = wabt::dyn_cast<wasm::Foreign>(object.get()))
        return static_cast<Root*>(foreign->ptr())->value;
      return wasmFunction(object, owner);
    }
    default:
      throwNotRepresentable();
  }
}

Value wasmFunction(const wasm::Object::Ptr& function, WasmHandle* owner) {
  WasmHandle* handle = wasmHandle(function, owner);
  if (!handle->wrapper.isUndefined()) return handle->wrapper;
  // V8 names them by their index in the module; a function of the host has none.
  std::string name = "0";
  if (auto* defined = wabt::dyn_cast<wasm::DefinedFunc>(function.get())) {
    wasm::Instance::Ptr instance(wasmStore(), defined->instance());
    const wasm::RefVec& functions = instance->funcs();
    name = std::to_string(std::find(functions.begin(), functions.end(), function.ref()) - functions.begin());
  }
  size_t length = wabt::cast<wasm::Func>(function.get())->type().params.size();
  Function* wrapper =
      newNative(internAscii(name.c_str()), KILN_NATIVE(callExport), static_cast<uint16_t>(length), 0, 1);
  wrapper->captures[0] = box(handle);
  handle->wrapper = box(wrapper);
  return handle->wrapper;
}

WasmHandle* handleOfFunction(Value v) {
  if (!isCallable(v) || !isKind(v, CellKind::Function)) return nullptr;
  auto* function = static_cast<Function*>(asObject(v));
  if (function->entry != KILN_NATIVE(callExport)) return nullptr;
  return static_cast<WasmHandle*>(asObject(function->captures[0]));
}

wasm::Object::Ptr newHostFunction(const wasm::FuncType& type, Value callee, WasmHandle* owner) {
  keepFor(owner, callee);
  // The owner is kept by everything that leads here; memory of the store is not scanned.
  return wasm::HostFunc::New(
      wasmStore(), type,
      [type, callee, owner](wasm::Thread&, const wasm::Values& parameters, wasm::Values& results,
                            wasm::Trap::Ptr* trap) {
        refreshWasmBuffers();
        try {
          runHost(type, callee, owner, parameters, results);
          return wabt::Result::Ok;
        } catch (Thrown&) {
          host_threw = true;
          host_exception = pendingException();
          *trap = wasm::Trap::New(wasmStore(), "");
          return wabt::Result::Error;
        }
      });
}

void throwTrap(const wasm::Trap::Ptr& trap, const std::string& prefix) {
  if (host_threw) {
    host_threw = false;
    throwValue(std::exchange(host_exception, Value::undefined()));
  }
  std::string message = trap->message();
  if (message.starts_with("call stack exhausted")) throwRangeError("Maximum call stack size exceeded");
  throwValue(callWith(make_runtime_error, Value::undefined(), box(newUtf8(prefix + trapText(message)))));
}

void defineWasmFunctions(Object* exports) {
  static const NativeMethod kFunctions[] = {
      {"setRuntimeError", KILN_NATIVE(setRuntimeError), 1},
      {"isExported", KILN_NATIVE(isExported), 1},
  };
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
