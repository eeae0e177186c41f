// The native half of lib/internal/webassembly.js: modules, instances, and the handles of all that they are made of.
#include "stdlib/node/wasm.h"

#include <wabt/binary-reader.h>
#include <wabt/error-formatter.h>
#include <wabt/interp/binary-reader-interp.h>

#include <utility>

#include "stdlib/node/buffer.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

const ClassInfo handle_class = {.name = "WasmHandle"};
Shape* handle_shape;
std::vector<WasmHandle*> handles;  // not scanned
bool some_died;

void freeDead() {
  std::erase_if(handles, [](WasmHandle* handle) {
    if (isMarked(handle)) return false;
    (*handle->object)->set_host_info(nullptr);
    delete handle->object;
    some_died = true;
    return true;
  });
}

const char* kindName(wasm::ExternKind kind) {
  switch (kind) {
    case wasm::ExternKind::Func:
      return "function";
    case wasm::ExternKind::Table:
      return "table";
    case wasm::ExternKind::Memory:
      return "memory";
    case wasm::ExternKind::Global:
      return "global";
    case wasm::ExternKind::Tag:
      return "tag";
  }
  return "";
}

void put(Object* o, const char* key, const std::string& text) {
  createDataProperty(o, atomKey(key), box(newUtf8(text)));
}

// compile(bytes): the handle of a module; for what is none an object { message, offset }.
Value compile(Args& args) {
  Bytes bytes{};
  bytesOfView(args[0], &bytes);
  collectWasmGarbage();
  wabt::Errors errors;
  wasm::ModuleDesc module;
  wabt::ReadBinaryOptions options(wasmStore().features(), nullptr, false, true, false);
  if (Failed(wasm::ReadBinaryInterp("", bytes.data, bytes.length, options, &errors, &module))) {
    Object* failure = newObjectWithPrototype(realm().object_prototype);
    put(failure, "message", errors.empty() ? "invalid module" : errors[0].message);
    double offset = errors.empty() ? 0 : static_cast<double>(errors[0].loc.offset);
    createDataProperty(failure, atomKey("offset"), Value::number(offset));
    return box(failure);
  }
  return box(wasmHandle(wasm::Module::New(wasmStore(), std::move(module)), nullptr));
}
Value isHandle(Args& args) {
  return Value::boolean(isObject(args[0]) && asObject(args[0])->shape->class_info == &handle_class);
}

// [{ module, name, kind }], globals with their type and whether they are mutable
Value moduleImports(Args& args) {
  ValueList list;
  for (const wasm::ImportType& type : wasmObject<wasm::Module>(wasmHandleOf(args[0]))->import_types()) {
    Object* row = newObjectWithPrototype(realm().object_prototype);
    put(row, "module", type.module);
    put(row, "name", type.name);
    put(row, "kind", kindName(type.type->kind));
    if (auto* global = wabt::dyn_cast<wasm::GlobalType>(type.type.get())) {
      put(row, "type", global->type.GetName());
      createDataProperty(row, atomKey("mutable"), Value::boolean(global->mut == wasm::Mutability::Var));
    }
    list.push(box(row));
  }
  return box(newArrayFrom(list));
}
Value moduleExports(Args& args) {
  ValueList list;
  for (const wasm::ExportType& type : wasmObject<wasm::Module>(wasmHandleOf(args[0]))->export_types()) {
    Object* row = newObjectWithPrototype(realm().object_prototype);
    put(row, "name", type.name);
    put(row, "kind", kindName(type.type->kind));
    list.push(box(row));
  }
  return box(newArrayFrom(list));
}

// The index of the import that does not fit (JavaScript has checked its kind), or undefined.
Value mismatch(size_t index) {
  return Value::number(static_cast<double>(index));
}

// instantiate(module, [a function or handle for each import], prefix of messages): [handle, export, export …], or the index of
// the import that has another type. Throws what the start function throws.
Value instantiate(Args& args) {
  collectWasmGarbage();
  WasmHandle* module = wasmHandleOf(args[0]);
  Object* imports = asObject(args[1]);
  // What holds the imports is there before the instance is.
  WasmHandle* holder = wasmHandle(wasm::Foreign::New(wasmStore(), nullptr), nullptr);
  keepFor(holder, args[0]);
  const auto& types = wasmObject<wasm::Module>(module)->import_types();
  std::vector<wasm::Object::Ptr> roots;
  wasm::RefVec refs;
  for (size_t i = 0; i < types.size(); ++i) {
    Value value = elementAt(imports, static_cast<double>(i));
    WasmHandle* handle = isCallable(value) ? handleOfFunction(value) : wasmHandleOf(value);
    keepFor(holder, value);
    if (handle == nullptr) {
      roots.push_back(newHostFunction(*wabt::cast<wasm::FuncType>(types[i].type.get()), value, holder));
    } else {
      wasm::Trap::Ptr trap;
      auto* external = wabt::dyn_cast<wasm::Extern>(handle->object->get());
      if (external == nullptr || Failed(external->Match(wasmStore(), types[i], &trap))) return mismatch(i);
      // Functions of the instance may get into what it imports.
      keepFor(handle, box(holder));
      roots.push_back(*handle->object);
    }
    refs.push_back(roots.back().ref());
  }
  wasm::Trap::Ptr trap;
  wasm::Instance::Ptr instance = wasm::Instance::Instantiate(wasmStore(), module->object->ref(), refs, &trap);
  refreshWasmBuffers();
  if (trap) throwTrap(trap, toUtf8(args[2]));
  WasmHandle* handle = wasmHandle(instance, holder);
  keepFor(holder, box(handle));
  ValueList result;
  result.push(box(handle));
  for (wasm::Ref ref : instance->exports()) {
    wasm::Object::Ptr object(wasmStore(), ref);
    result.push(wabt::isa<wasm::Func>(object.get()) ? wasmFunction(object, handle)
                                                    : box(wasmHandle(object, handle)));
  }
  return box(newArrayFrom(result));
}

Value wrapperOf(Args& args) {
  return wasmHandleOf(args[0])->wrapper;
}
Value setWrapper(Args& args) {
  wasmHandleOf(args[0])->wrapper = args[1];
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"compile", KILN_NATIVE(compile), 1},
    {"isHandle", KILN_NATIVE(isHandle), 1},
    {"moduleImports", KILN_NATIVE(moduleImports), 1},
    {"moduleExports", KILN_NATIVE(moduleExports), 1},
    {"instantiate", KILN_NATIVE(instantiate), 3},
    {"wrapperOf", KILN_NATIVE(wrapperOf), 1},
    {"setWrapper", KILN_NATIVE(setWrapper), 2},
};

}  // namespace

wasm::Store& wasmStore() {
  static auto* store = new wasm::Store();
  return *store;
}

void collectWasmGarbage() {
  if (!std::exchange(some_died, false)) return;
  wasmStore().Collect();
}

void keepFor(WasmHandle* handle, Value v) {
  Elements* kept = handle->keeps->elements;
  for (uint32_t i = 0; i < kept->length; ++i) {
    if (kept->data[i] == v) return;
  }
  createDataProperty(handle->keeps, keyOfIndex(kept->length), v);
}

WasmHandle* wasmHandle(const wasm::Object::Ptr& object, WasmHandle* owner) {
  if (object->host_info() != nullptr) return static_cast<WasmHandle*>(object->host_info());
  auto* handle = static_cast<WasmHandle*>(newNativeObject(sizeof(WasmHandle), handle_shape));
  handle->object = new wasm::Object::Ptr(object);
  handle->wrapper = Value::undefined();
  object->set_host_info(handle);
  handles.push_back(handle);
  handle->keeps = newArray(0);
  if (owner != nullptr) keepFor(handle, box(owner));
  return handle;
}

WasmHandle* wasmHandleOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &handle_class) throwTypeError("Illegal invocation");
  return static_cast<WasmHandle*>(asObject(v));
}

void refreshWasmBuffers() {
  for (WasmHandle* handle : handles) {
    if (handle->buffer == nullptr) continue;
    if (wasmObject<wasm::Memory>(handle)->ByteSize() == handle->buffer->byte_length) continue;
    detach(std::exchange(handle->buffer, nullptr));
  }
}

void fillWasmNative(Object* exports) {
  addWeakHook(freeDead);
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  handle_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &handle_class);
  defineMethods(exports, kFunctions);
  defineWasmObjects(exports);
  defineWasmFunctions(exports);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_wasm_native, "internal/wasm_native", ::kiln::rt::fillWasmNative)
