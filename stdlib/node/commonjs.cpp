// The `module` objects, `require` functions and the cache of CommonJS.
#include "stdlib/node/commonjs.h"

#include "runtime/entry/library.h"
#include "stdlib/ecma/json.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

Value require_cache = Value::undefined(), module_constructor = Value::undefined(),
      extensions = Value::undefined();
Value is_main_symbol = Value::undefined(), is_cached_symbol = Value::undefined(),
      is_executing_symbol = Value::undefined();

template <typename Make>
Value once(Value& known, Make&& make) {
  if (known.isUndefined()) known = make();
  return known;
}

PropertyKey symbolKey(Value& known, const char* name) {
  return PropertyKey::symbol(
      reinterpret_cast<Symbol*>(once(known, [&] { return box(newSymbol(newLatin1(name))); }).bits));
}

void define(Object* object, const char* key, Value value) {
  createDataProperty(object, atomKey(key), value);
}

const ModuleInfo* infoOfObject(Value object) {
  for (const ModuleInfo* m : allModules()) {
    if (m->state->module_object == object) return m;
  }
  return nullptr;
}

// --- the constructor and its prototype

// new Module(id = "", parent)
Value constructModule(Args& args) {
  Object* module =
      newObjectWith(shapeFromConstructor(args.new_target, asObject(get(moduleConstructor(), atoms.prototype)),
                                         instanceShapeOf(realm().object_prototype, 8)));
  String* id = args[0].isUndefined() ? emptyString() : toString(args[0]);
  define(module, "id", box(id));
  define(module, "path", box(newUtf8(directoryOf(toUtf8(id)))));
  define(module, "exports", box(newObject()));
  define(module, "filename", Value::null());
  define(module, "loaded", Value::boolean(false));
  define(module, "children", box(newArray(0)));
  return box(module);
}

Value moduleParent(Args& args) {
  const ModuleInfo* module = infoOfObject(args.this_value);
  if (module == nullptr) return Value::undefined();
  if (module == mainModule()) return Value::null();
  const ModuleInfo* parent = module->state->parent;
  return parent == nullptr || parent->state->module_object.isEmpty() ? Value::undefined()
                                                                     : parent->state->module_object;
}
Value ignoreSet(Args&) {
  return Value::undefined();
}
Value moduleConstructorOf(Args&) {
  return box(moduleConstructor());
}
Value moduleRequire(Args& args) {
  const ModuleInfo* module = infoOfObject(args.this_value);
  RequireOrigin from{module, ""};
  if (module != nullptr) {
    from.path = module->path;
  } else if (isObject(args.this_value)) {
    Value filename = get(asObject(args.this_value), atoms.filename);
    from.path = isString(filename) ? toUtf8(asString(filename)) : "/";
  }
  return requireModule(resolveRequire(args[0], from), module);
}

// --- require

RequireOrigin originOf(Function* function) {
  auto* module = reinterpret_cast<const ModuleInfo*>(function->captures[0].bits);
  return {module, toUtf8(asString(function->captures[1]))};
}

Value requireEntry(Args& args) {
  RequireOrigin from = originOf(args.callee);
  return requireModule(resolveRequire(args[0], from), from.module);
}

// What Node names a module: builtins as they were asked for.
Value nameOf(const ModuleInfo* module, Value specifier) {
  return module->kind == ModuleKind::Builtin ? specifier : box(newUtf8(module->path));
}

Value requireResolve(Args& args) {
  RequireOrigin from = originOf(args.callee);
  String* specifier = validateString(args[0], "request");
  std::string text = toUtf8(specifier);
  if (isBuiltinName(text)) return args[0];
  if (isObject(args[1])) {
    Value paths = get(asObject(args[1]), atomKey("paths"));
    if (!paths.isUndefined()) {
      if (!isArray(paths)) throwInvalidArgValue("options.paths", paths);
      std::vector<std::string> directories;
      ValueList list = listFromArrayLike(paths);
      for (Value path : list) directories.push_back(toUtf8(toString(path)));
      return nameOf(resolveFromDirectories(text, directories, from), args[0]);
    }
  }
  return nameOf(resolveRequire(args[0], from), args[0]);
}

Value requireResolvePaths(Args& args) {
  std::string specifier = toUtf8(validateString(args[0], "request"));
  if (isBuiltinName(specifier)) return Value::null();
  return arrayOfStrings(lookupPaths(specifier, directoryOf(originOf(args.callee).path)));
}

Value loadNothing(Args&) {
  return Value::undefined();
}

Value extensionsObject() {
  return once(extensions, [] {
    Object* object = newObjectWithPrototype(nullptr);
    for (const char* extension : {".js", ".json", ".node"})
      define(object, extension, box(newNative(atoms.empty, KILN_NATIVE(loadNothing), 2)));
    return box(object);
  });
}

// --- module objects

Object* newModuleObject(const ModuleInfo* module) {
  bool is_main = module == mainModule();
  std::string path = module->path, directory = directoryOf(path);
  Value filename = box(newUtf8(path));
  Object* prototype = asObject(get(moduleConstructor(), atoms.prototype));
  Object* object = newObjectWithPrototype(prototype, 10);
  define(object, "id", is_main ? box(singleChar('.')) : filename);
  define(object, "path", box(newUtf8(directory)));
  define(object, "exports", box(newObject()));
  define(object, "filename", filename);
  define(object, "loaded", Value::boolean(false));
  define(object, "children", box(newArray(0)));
  define(object, "paths", arrayOfStrings(nodeModulePaths(directory)));
  createDataProperty(object, symbolKey(is_main_symbol, "kIsMainSymbol"), Value::boolean(is_main));
  createDataProperty(object, symbolKey(is_cached_symbol, "kIsCachedByESMLoader"), Value::boolean(false));
  createDataProperty(object, symbolKey(is_executing_symbol, "kIsExecuting"), Value::boolean(true));
  return object;
}

void addChild(const ModuleInfo* parent, Value child) {
  if (parent == nullptr || !isObject(parent->state->module_object)) return;
  Value children = get(asObject(parent->state->module_object), atoms.children);
  if (!isArray(children)) return;
  Object* array = asObject(children);
  uint32_t length = array->elements->length;
  for (uint32_t i = 0; i < length; ++i) {
    if (get(array, PropertyKey::index(i)) == child) return;
  }
  arrayPush(array, child);
}

void removeChild(const ModuleInfo* parent, Value child) {
  if (parent == nullptr || !isObject(parent->state->module_object)) return;
  Value children = get(asObject(parent->state->module_object), atoms.children);
  if (!isArray(children)) return;
  Object* kept = newArray(0);
  ValueList list = listFromArrayLike(children);
  for (Value other : list) {
    if (!(other == child)) arrayPush(kept, other);
  }
  setOrThrow(asObject(parent->state->module_object), PropertyKey::atom(atoms.children), box(kept));
}

void run(const ModuleInfo* module, Object* object) {
  Value exports = get(object, atoms.exports);
  if (module->kind == ModuleKind::Json) {
    try {
      std::string_view text(module->json_text, module->json_length);
      if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
      Value value = module->json_values != nullptr ? makeJson(module->json_values) : parseJson(newUtf8(text));
      setOrThrow(object, PropertyKey::atom(atoms.exports), value);
    } catch (Thrown&) {
      Value error = pendingException();
      if (isObject(error)) {
        Value message = get(asObject(error), atoms.message);
        setOrThrow(asObject(error), PropertyKey::atom(atoms.message),
                   box(newUtf8(std::string(module->path) + ": " + toUtf8(message))));
      }
      throwValue(error);
    }
    return;
  }
  Function* require = newRequire(module, module->path);
  Value argv[] = {exports, box(require), box(object), get(object, atoms.filename), get(object, atoms.path)};
  module->body(module->body_callee, exports, Value::undefined(), 5, argv);
}

Value load(const ModuleInfo* module, const ModuleInfo* parent) {
  ModuleState* state = module->state;
  Object* object = newModuleObject(module);
  state->module_object = box(object);
  state->parent = parent;
  addChild(parent, box(object));
  PropertyKey cache_key = keyOfString(newUtf8(module->path));
  createDataProperty(requireCache(), cache_key, box(object));
  PropertyKey executing = symbolKey(is_executing_symbol, "kIsExecuting");
  try {
    run(module, object);
  } catch (Thrown&) {
    // As in Node: a module that failed is loaded anew by the next require.
    Value error = pendingException();
    state->module_object = Value::empty();
    deleteProperty(requireCache(), cache_key);
    removeChild(parent, box(object));
    throwValue(error);
  }
  setOrThrow(object, PropertyKey::atom(atoms.loaded), Value::boolean(true));
  setOrThrow(object, executing, Value::boolean(false));
  return get(object, atoms.exports);
}

}  // namespace

Value arrayOfStrings(const std::vector<std::string>& strings) {
  Object* array = newArray(0);
  for (const std::string& text : strings) arrayPush(array, box(newUtf8(text)));
  return box(array);
}

Object* requireCache() {
  return asObject(once(require_cache, [] { return box(newObjectWithPrototype(nullptr)); }));
}

Function* moduleConstructor() {
  return static_cast<Function*>(asObject(once(module_constructor, [] {
    Object* prototype = newObject();
    defineGetter(prototype, "constructor", KILN_NATIVE(moduleConstructorOf));
    defineGetter(prototype, "parent", KILN_NATIVE(moduleParent), KILN_NATIVE(ignoreSet));
    const NativeMethod methods[] = {{"load", KILN_NATIVE(loadNothing), 1},
                                    {"require", KILN_NATIVE(moduleRequire), 1}};
    defineMethods(prototype, methods);
    Function* constructor = newNative(internAscii("Module"), KILN_NATIVE(constructModule), 0,
                                      kFnConstructSelf | kFnHasPrototypeProperty);
    defineValue(constructor, "prototype", box(prototype), kWritable);
    return box(constructor);
  })));
}

Function* newRequire(const ModuleInfo* module, const std::string& path) {
  auto make = [&](const char* name, Code entry, uint16_t length) {
    Function* function = newNative(internAscii(name), entry, length, 0, 2);
    function->captures[0] = Value::raw(reinterpret_cast<uint64_t>(module));
    function->captures[1] = box(newUtf8(path));
    return function;
  };
  Function* require = make("require", KILN_NATIVE(requireEntry), 1);
  Function* resolve = make("resolve", KILN_NATIVE(requireResolve), 2);
  define(resolve, "paths", box(make("paths", KILN_NATIVE(requireResolvePaths), 1)));
  define(require, "resolve", box(resolve));
  Value main = mainModule()->kind == ModuleKind::CommonJs ? mainModule()->state->module_object
                                                              : Value::undefined();
  define(require, "main", main.isEmpty() ? Value::undefined() : main);
  define(require, "extensions", extensionsObject());
  define(require, "cache", box(requireCache()));
  return require;
}

Value requireFile(const ModuleInfo* module, const ModuleInfo* parent) {
  if (parent != nullptr && parent->kind != ModuleKind::CommonJs) parent = nullptr;
  if (isObject(module->state->module_object)) {
    // Deleting from require.cache makes the module load again; what is put there instead is taken.
    Value cached = get(requireCache(), keyOfString(newUtf8(module->path)));
    if (isObject(cached)) {
      addChild(parent, cached);
      return get(asObject(cached), atoms.exports);
    }
  }
  return load(module, parent);
}

}  // namespace kiln::rt
