// HTML §2.7: structuredClone, serialising and deserialising in one step.
#include <cstring>

#include "runtime/ops/error.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/ecma/dom_exception.h"
#include "stdlib/ecma/hash_table.h"
#include "stdlib/ecma/structured_clone.h"

namespace kiln::rt {

Object* transferred_prototype;  // of all realms
Value (*clone_host_object)(Object*);

namespace {

[[noreturn]] void throwNotCloneable(Value v) {
  std::string text = isCallable(v)
                         ? toWtf8(toString(invoke(v, PropertyKey::atom(atoms.toString), 0, nullptr)))
                         : describe(v);
  throwDomException(newUtf8(text + " could not be cloned."), "DataCloneError");
}

class Cloner {
 public:
  Cloner() : memory_(static_cast<MapObject*>(newNativeObject(sizeof(MapObject), realm().object_shape))) {}

  void transfer(Value v) {
    if (!isKind(v, CellKind::ArrayBuffer)) {
      throwWithCode(ErrorType::TypeError, "ERR_INVALID_TRANSFER_OBJECT", "Found invalid object in transferList");
    }
    if (memory_->table.find(v) != nullptr)
      throwDomException(newLatin1("Transfer list contains duplicate ArrayBuffer"), "DataCloneError");
    ArrayBuffer* to = newArrayBuffer(0);
    memory_->table.set(v, box(to));
    transferred_.push(v);
  }
  void replace(Value from, Value to) { memory_->table.set(from, to); }
  // After everything else was cloned.
  void finishTransfer() {
    for (Value v : transferred_) {
      ArrayBuffer* from = asArrayBuffer(v);
      if (isDetached(from)) continue;
      ArrayBuffer* to = asArrayBuffer(memory_->table.find(v)->value);
      if (from->flags & kPinnedBuffer) {
        ArrayBuffer* copy = newArrayBuffer(from->byte_length);
        std::memcpy(copy->data, from->data, from->byte_length);
        from = copy;
      }
      to->data = from->data;
      to->owner = from->owner;
      to->byte_length = from->byte_length;
      to->max_byte_length = from->max_byte_length;
      to->flags = from->flags;
      detach(from);
    }
  }

  Value clone(Value v) {
    if (isSymbol(v)) throwNotCloneable(v);
    if (!isObject(v)) return v;
    checkStack();
    if (HashTable::Entry* known = memory_->table.find(v)) return known->value;
    Object* o = asObject(v);
    switch (o->shape->kind) {
      case CellKind::BooleanObject:
      case CellKind::NumberObject:
      case CellKind::StringObject:
      case CellKind::BigIntObject:
        return remember(v, box(newPrimitiveWrapper(primitiveOf(o))));
      case CellKind::Date:
        return remember(v, newDate(dateTime(o)));
      case CellKind::RegExp: {
        Value argv[] = {get(o, atoms.source), get(o, atoms.flags)};
        Value constructor = get(realm().global, atomKey("RegExp"));
        return remember(v, construct(constructor, constructor, 2, argv));
      }
      case CellKind::ArrayBuffer:
      case CellKind::SharedArrayBuffer: {
        ArrayBuffer* from = asArrayBuffer(v);
        if (o->shape->kind == CellKind::SharedArrayBuffer) return v;
        if (isDetached(from))
          throwDomException(newLatin1("An ArrayBuffer is detached and could not be cloned."),
                            "DataCloneError");
        ArrayBuffer* to = newArrayBuffer(from->byte_length);
        std::memcpy(to->data, from->data, from->byte_length);
        return remember(v, box(to));
      }
      case CellKind::TypedArray: {
        TypedArray* from = asTypedArray(v);
        Value buffer = clone(box(from->buffer));
        return remember(v, box(newTypedArray(elementType(o), asArrayBuffer(buffer), from->byte_offset,
                                             from->fixed_length)));
      }
      case CellKind::DataView: {
        auto* from = static_cast<DataViewObject*>(o);
        Value buffer = clone(box(from->buffer));
        Value argv[] = {buffer, Value::number(static_cast<double>(from->byte_offset)),
                        Value::number(static_cast<double>(dataViewLength(from)))};
        Value constructor = get(realm().global, atomKey("DataView"));
        return remember(v, construct(constructor, constructor, 3, argv));
      }
      case CellKind::Map:
      case CellKind::Set:
        return cloneCollection(v, o);
      case CellKind::Error:
        return cloneError(v, o);
      case CellKind::Array: {
        Object* to = newArray(static_cast<uint32_t>(lengthOf(o)));
        remember(v, box(to));
        cloneProperties(o, to);
        return box(to);
      }
      case CellKind::Object: {
        if (isCallable(v)) throwNotCloneable(v);
        if (transferred_prototype != nullptr && getPrototypeOf(o) == transferred_prototype) {
          throwWithCode(ErrorType::TypeError, "ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST",
                        "Object that needs transfer was found in message but not listed in transferList");
        }
        Object* to = newObject();
        remember(v, box(to));
        cloneProperties(o, to);
        return box(to);
      }
      default:  // functions, proxies, weak collections, promises, iterators, host objects
        if (clone_host_object != nullptr) {
          if (Value made = clone_host_object(o); !made.isEmpty()) return remember(v, made);
        }
        throwNotCloneable(v);
    }
  }

 private:
  Value remember(Value from, Value to) {
    memory_->table.set(from, to);
    return to;
  }

  void cloneProperties(Object* from, Object* to) {
    ValueList keys = ownPropertyKeys(from);
    for (Value word : keys) {
      PropertyDescriptor d;
      if (isSymbol(word) || !getOwnProperty(from, {word}, &d) || !(d.attributes & kEnumerable)) continue;
      createDataProperty(to, {word}, clone(get(from, {word})));
    }
  }

  Value cloneCollection(Value v, Object* o) {
    bool is_map = o->shape->kind == CellKind::Map;
    Value constructor = get(realm().global, atomKey(is_map ? "Map" : "Set"));
    Value made = construct(constructor, constructor, 0, nullptr);
    remember(v, made);
    // A snapshot: cloning runs getters, which may change the collection.
    ValueList entries;
    HashTable::Cursor cursor;
    while (HashTable::Entry* entry = static_cast<MapObject*>(o)->table.next(cursor)) {
      entries.push(entry->key);
      entries.push(entry->value);
    }
    HashTable& table = static_cast<MapObject*>(asObject(made))->table;
    for (size_t i = 0; i < entries.size(); i += 2) {
      Value key = clone(entries[i]);
      table.set(key, is_map ? clone(entries[i + 1]) : key);
    }
    return made;
  }

  Value cloneError(Value v, Object* o) {
    Realm& r = realm();
    Value name = get(o, atoms.name);
    std::string text = name.isUndefined() ? "Error" : toUtf8(name);
    Object* prototype = r.error_prototypes[0];
    for (size_t i = 0; i < 7; ++i) {  // AggregateError is not among the names that are kept
      Value own = get(r.error_prototypes[i], atoms.name);
      if (isString(own) && toUtf8(asString(own)) == text) prototype = r.error_prototypes[i];
    }
    Object* to = newObjectWith(newErrorShape(prototype));
    remember(v, box(to));
    auto copy = [&](String* key) {
      PropertyDescriptor d;
      if (getOwnProperty(o, PropertyKey::atom(key), &d) && !d.isAccessor())
        putDirect(to, PropertyKey::atom(key), key == atoms.cause ? clone(d.value) : box(toString(d.value)),
                  kHidden);
    };
    Value stack = get(o, atoms.stack);
    if (isString(stack)) putDirect(to, PropertyKey::atom(atoms.stack), stack, kHidden);
    copy(atoms.message);
    copy(atoms.cause);
    return box(to);
  }

  MapObject* memory_;
  ValueList transferred_;
};

Value structuredClone(Args& args) {
  if (args.count == 0)
    throwWithCode(ErrorType::TypeError, "ERR_MISSING_ARGS", "The value argument must be specified");
  if (!isObject(args[1]) && !args[1].isNullish()) {
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
                  "The options argument must be either an object or undefined");
  }
  Cloner cloner;
  if (isObject(args[1])) {
    Value list = get(asObject(args[1]), atomKey("transfer"));
    if (!list.isUndefined()) {
      if (!isObject(list) || !isCallable(get(asObject(list), PropertyKey::symbol(symbols.iterator)))) {
        throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
                      "Optional transferList argument must be an iterable");
      }
      iterate(list, [&](Value v) {
        cloner.transfer(v);
        return true;
      });
    }
  }
  Value result = cloner.clone(args[0]);
  cloner.finishTransfer();
  return result;
}

const NativeMethod kFunctions[] = {{"structuredClone", KILN_NATIVE(structuredClone), 0}};

}  // namespace

Value cloneMessage(Value value, ValueList& buffers, ValueList& replaced) {
  Cloner cloner;
  for (Value buffer : buffers) cloner.transfer(buffer);
  for (size_t i = 0; i < replaced.size(); i += 2) cloner.replace(replaced[i], replaced[i + 1]);
  Value result = cloner.clone(value);
  cloner.finishTransfer();
  return result;
}

void initStructuredClone() {
  defineMethods(realm().global, kFunctions);
}

}  // namespace kiln::rt
