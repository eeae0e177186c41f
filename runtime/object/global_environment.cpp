// §9.1.1.4 Global Environment Records: the global object and the declarative record that all scripts of the
// realm share. Both keep their values in cells (see slotOf), so that a site can keep the address; a cell that
// no longer stands for its name is emptied.
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

PropertyCell* cellOf(Object* holder, PropertyEntry* entry) {
  return reinterpret_cast<PropertyCell*>(holder->store->slots[entry->slot].bits);
}

PropertyEntry* lexicalEntry(String* key) {
  return lookup(realm().global_lexicals->shape, PropertyKey::atom(key));
}

// The cell of a declared name, else of a plain property of the global object.
PropertyCell* globalCell(String* key) {
  if (PropertyEntry* lexical = lexicalEntry(key)) return cellOf(realm().global_lexicals, lexical);
  Object* global = realm().global;
  if (global->shape->flags & kExotic) return nullptr;
  PropertyEntry* entry = lookup(global->shape, PropertyKey::atom(key));
  if (entry == nullptr || entry->attributes & kAccessor) return nullptr;
  return cellOf(global, entry);
}

// §9.1.1.4.15 CanDeclareGlobalVar
bool canDeclareVar(PropertyKey key) {
  Object* global = realm().global;
  return hasOwnProperty(global, key) || isExtensible(global);
}

// §9.1.1.4.16 CanDeclareGlobalFunction
bool canDeclareFunction(PropertyKey key) {
  Object* global = realm().global;
  PropertyDescriptor d;
  if (!getOwnProperty(global, key, &d)) return isExtensible(global);
  constexpr uint8_t kPlain = kWritable | kEnumerable;
  return (d.attributes & kConfigurable) || (!d.isAccessor() && (d.attributes & kPlain) == kPlain);
}

// §9.1.1.4.18 CreateGlobalFunctionBinding
void defineFunction(PropertyKey key, Value function, bool deletable) {
  Object* global = realm().global;
  PropertyDescriptor d;
  bool keeps = ordinaryGetOwnProperty(global, key, &d) && !(d.attributes & kConfigurable);
  PropertyDescriptor wanted;
  wanted.value = function;
  if (!keeps) {
    wanted.present = kDefault;
    wanted.attributes = static_cast<uint8_t>(kWritable | kEnumerable | (deletable ? kConfigurable : 0));
  }
  ordinaryDefineOwnProperty(global, key, wanted, true);
  setOrThrow(global, key, function);
}

[[noreturn]] void throwRedeclaration(String* name) {
  throwError(ErrorType::SyntaxError, "Identifier '%s' has already been declared", toWtf8(name));
}
[[noreturn]] void throwUninitialised(String* name) {
  throwReferenceError("Cannot access '%s' before initialization", toWtf8(name));
}

}  // namespace
}  // namespace kiln::rt

using namespace kiln::rt;

extern "C" {

Value kiln_get_global(String* key, GlobalCache* cache) {
  if (PropertyCell* cell = globalCell(key)) {
    // Only a declared name may have an empty cell.
    if (cell->value.isEmpty()) throwUninitialised(key);
    cache->cell = cell;
    return cell->value;
  }
  Object* global = realm().global;
  PropertyKey name = PropertyKey::atom(key);
  if (!hasProperty(global, name)) throwReferenceError("%s is not defined", toWtf8(key));
  return get(global, name);
}

Value kiln_find_global(String* key, GlobalCache* cache) {
  PropertyCell* cell = globalCell(key);
  if (cell == nullptr || cell->value.isEmpty()) return Value::empty();
  cache->cell = cell;
  return cell->value;
}

Value kiln_get_global_or_undefined(String* key, GlobalCache*) {
  if (lexicalEntry(key) != nullptr) {
    Value value = globalCell(key)->value;
    if (value.isEmpty()) throwUninitialised(key);
    return value;
  }
  return get(realm().global, PropertyKey::atom(key));
}

void kiln_set_global(String* key, Value value, GlobalCache* cache, bool strict) {
  if (PropertyEntry* lexical = lexicalEntry(key)) {
    PropertyCell* cell = cellOf(realm().global_lexicals, lexical);
    if (cell->value.isEmpty()) throwUninitialised(key);
    if (!(lexical->attributes & kWritable)) kiln_throw_const_assign(key);
    *cell = {value, 1};
    cache->cell = cell;
    return;
  }
  Object* global = realm().global;
  PropertyKey name = PropertyKey::atom(key);
  if (!(global->shape->flags & kExotic)) {
    PropertyEntry* own = lookup(global->shape, name);
    if (own != nullptr && (own->attributes & (kAccessor | kWritable)) == kWritable) {
      PropertyCell* cell = cellOf(global, own);
      if (!cell->value.isEmpty()) {  // nothing is made lazily
        *cell = {value, 1};
        cache->cell = cell;
        return;
      }
    }
  }
  if (strict && !hasProperty(global, name)) throwReferenceError("%s is not defined", toWtf8(key));
  kiln_set_element(box(global), name.word, value, strict);
}

bool kiln_delete_global(String* key) {
  if (lexicalEntry(key) != nullptr) return false;
  return deleteProperty(realm().global, PropertyKey::atom(key));
}

Value kiln_global_this() {
  return box(realm().global);
}

// §16.1.7 step 3
void kiln_check_global_lexical(String* name) {
  if (lexicalEntry(name) != nullptr) throwRedeclaration(name);
  PropertyDescriptor d;
  if (ordinaryGetOwnProperty(realm().global, PropertyKey::atom(name), &d) && !(d.attributes & kConfigurable))
    throwRedeclaration(name);
}

// §16.1.7 steps 4, 8.a.iv.1, 10.a.i
void kiln_check_global_var(String* name, bool is_function) {
  if (lexicalEntry(name) != nullptr) throwRedeclaration(name);
  PropertyKey key = PropertyKey::atom(name);
  if (!(is_function ? canDeclareFunction(key) : canDeclareVar(key)))
    throwTypeError("Identifier '%s' cannot be declared on the global object", toWtf8(name));
}

void kiln_declare_global_lexical(String* name, bool constant) {
  Object* global = realm().global;
  PropertyEntry* hidden = lookup(global->shape, PropertyKey::atom(name));
  if (hidden != nullptr) renewCell(global, hidden->slot);
  putDirect(realm().global_lexicals, PropertyKey::atom(name), Value::empty(), constant ? 0 : kWritable);
}

void kiln_initialize_global_lexical(String* name, Value value) {
  cellOf(realm().global_lexicals, lexicalEntry(name))->value = value;
}

// §9.1.1.4.17 CreateGlobalVarBinding
void kiln_declare_global_var(String* name, bool deletable) {
  Object* global = realm().global;
  PropertyKey key = PropertyKey::atom(name);
  PropertyDescriptor own;
  // The sandbox of a context only sees what is assigned.
  if (ordinaryGetOwnProperty(global, key, &own) || !isExtensible(global)) return;
  auto attributes = static_cast<uint8_t>(kWritable | kEnumerable | (deletable ? kConfigurable : 0));
  ordinaryDefineOwnProperty(global, key, PropertyDescriptor::data(Value::undefined(), attributes), true);
}

void kiln_declare_global_function(String* name, Value function, bool deletable) {
  defineFunction(PropertyKey::atom(name), function, deletable);
}

// §B.3.2.2 GlobalDeclarationInstantiation: silently left out where it cannot be declared.
void kiln_declare_block_function(String* name, bool deletable) {
  if (lexicalEntry(name) == nullptr && canDeclareFunction(PropertyKey::atom(name)))
    kiln_declare_global_var(name, deletable);
}

void kiln_assign_block_function(String* name, Value function) {
  if (lexicalEntry(name) != nullptr) return;
  set(realm().global, PropertyKey::atom(name), function, box(realm().global));
}

}  // extern "C"
