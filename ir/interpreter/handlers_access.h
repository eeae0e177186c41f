// Moves, variables, properties, elements. Caches are those of compiled code (runtime/abi/layout.h).
#pragma once
#include "ir/interpreter/handlers.h"
#include "runtime/object/typed_elements.h"

namespace kiln::interpreter {
namespace {

using abi::ElementsKind;

// --- moves, variables

KILN_HANDLER move(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = KILN_REG(2);
  KILN_NEXT(3);
}
KILN_HANDLER constant(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = k[pc[2]];
  KILN_NEXT(3);
}
KILN_HANDLER slotAddress(KILN_HANDLER_PARAMETERS) {
  Value* slot = &KILN_REG(2);
  *slot = Value::undefined();
  KILN_REG(1) = Value::raw(reinterpret_cast<uint64_t>(slot));
  KILN_NEXT(3);
}
KILN_HANDLER loadWord(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = *reinterpret_cast<Value*>(KILN_REG(2).bits);
  KILN_NEXT(3);
}
KILN_HANDLER storeWord(KILN_HANDLER_PARAMETERS) {
  *reinterpret_cast<Value*>(KILN_REG(1).bits) = KILN_REG(2);
  KILN_NEXT(3);
}
KILN_HANDLER pack(KILN_HANDLER_PARAMETERS) {
  Value* area = &KILN_REG(2);
  uint32_t count = pc[3];
  for (uint32_t i = 0; i < count; ++i) area[i] = KILN_OPERAND(4 + i);
  KILN_REG(1) = Value::raw(reinterpret_cast<uint64_t>(area));
  KILN_NEXT(4 + count);
}
KILN_HANDLER loadArgument(KILN_HANDLER_PARAMETERS) {
  auto index = static_cast<uint32_t>(KILN_REG(2).asInt32());
  bool passed = index < static_cast<uint32_t>(r[kArgumentCount].asInt32());
  KILN_REG(1) = passed ? reinterpret_cast<const Value*>(r[kArgumentVector].bits)[index] : Value::undefined();
  KILN_NEXT(3);
}
KILN_HANDLER catchValue(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = rt::pendingException();
  rt::pendingException() = Value::undefined();
  KILN_NEXT(2);
}

KILN_HANDLER loadVariable(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = *pointerAt<Value>(pc, 2);
  KILN_NEXT(4);
}
KILN_HANDLER storeVariable(KILN_HANDLER_PARAMETERS) {
  *pointerAt<Value>(pc, 2) = KILN_OPERAND(1);
  KILN_NEXT(4);
}
KILN_HANDLER newBox(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  KILN_REG(1) = Value::raw(reinterpret_cast<uint64_t>(abi::kiln_new_box(KILN_OPERAND(2))));
  KILN_NEXT(3);
}
KILN_HANDLER storeBox(KILN_HANDLER_PARAMETERS) {
  reinterpret_cast<abi::Box*>(KILN_REG(1).bits)->value = KILN_OPERAND(2);
  KILN_NEXT(3);
}
inline Value* captures(Value callee) {
  return reinterpret_cast<abi::Function*>(callee.bits)->captures;
}
KILN_HANDLER loadCapture(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = captures(r[kCallee])[pc[2]];
  KILN_NEXT(3);
}
KILN_HANDLER loadCapturedBox(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = reinterpret_cast<abi::Box*>(captures(r[kCallee])[pc[2]].bits)->value;
  KILN_NEXT(3);
}
KILN_HANDLER storeCapturedBox(KILN_HANDLER_PARAMETERS) {
  reinterpret_cast<abi::Box*>(captures(r[kCallee])[pc[1]].bits)->value = KILN_OPERAND(2);
  KILN_NEXT(3);
}
KILN_HANDLER loadCaptureOf(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = captures(KILN_REG(2))[pc[3]];
  KILN_NEXT(4);
}
KILN_HANDLER storeCapture(KILN_HANDLER_PARAMETERS) {
  captures(KILN_REG(1))[pc[2]] = KILN_OPERAND(3);
  KILN_NEXT(4);
}
KILN_SLOW_HANDLER notInitialised(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  abi::kiln_throw_tdz(pointerAt<abi::String>(pc, 2));
}
KILN_HANDLER checkInitialised(KILN_HANDLER_PARAMETERS) {
  if (KILN_REG(1).isEmpty()) KILN_CONTINUE(notInitialised);
  KILN_NEXT(4);
}

inline abi::Coroutine* coroutine(Value word) {
  return reinterpret_cast<abi::Coroutine*>(word.bits);
}
KILN_HANDLER frameLoad(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = coroutine(KILN_REG(2))->frame[pc[3]];
  KILN_NEXT(4);
}
KILN_HANDLER frameStore(KILN_HANDLER_PARAMETERS) {
  coroutine(KILN_REG(1))->frame[pc[2]] = KILN_OPERAND(3);
  KILN_NEXT(4);
}
KILN_HANDLER coroutineState(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::int32(coroutine(r[kCoroutine])->state);
  KILN_NEXT(2);
}
KILN_HANDLER setCoroutineState(KILN_HANDLER_PARAMETERS) {
  coroutine(KILN_REG(1))->state = static_cast<int32_t>(pc[2]);
  KILN_NEXT(3);
}

// --- properties

KILN_SLOW_HANDLER slowGetProperty(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  KILN_REG(1) =
      abi::kiln_get_property(KILN_REG(2), pointerAt<abi::String>(pc, 5), pointerAt<abi::GetCache>(pc, 3));
  KILN_NEXT(7);
}
// Further shapes.
KILN_OUTLINED_HANDLER getPropertyAlternatives(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(2);
  const abi::Shape* shape = object.asCell()->shape;
  for (const abi::SiteAlternatives::Row& row : pointerAt<abi::GetCache>(pc, 3)->more->rows) {
    if (shape != row.shape) continue;
    if (*row.validity != 1) break;
    KILN_REG(1) = *reinterpret_cast<Value*>((object.bits & row.base_mask) + row.offset);
    KILN_NEXT(7);
  }
  KILN_CONTINUE(slowGetProperty);
}
KILN_HANDLER getProperty(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(2);
  if (!isCell(object)) KILN_CONTINUE(slowGetProperty);
  auto* cache = pointerAt<abi::GetCache>(pc, 3);
  if (object.asCell()->shape != cache->shape || *cache->validity != 1) KILN_CONTINUE(getPropertyAlternatives);
  KILN_REG(1) = *reinterpret_cast<Value*>((object.bits & cache->base_mask) + cache->offset);
  KILN_NEXT(7);
}

template <bool Strict>
KILN_SLOW_HANDLER slowSetProperty(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  abi::kiln_set_property(KILN_REG(1), pointerAt<abi::String>(pc, 5), KILN_REG(2),
                         pointerAt<abi::SetCache>(pc, 3), Strict);
  KILN_NEXT(7);
}
template <bool Strict>
KILN_OUTLINED_HANDLER setPropertyAlternatives(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(1);
  const abi::Shape* shape = object.asCell()->shape;
  for (const abi::SiteAlternatives::Row& row : pointerAt<abi::SetCache>(pc, 3)->more->rows) {
    if (shape != row.shape) continue;
    if (*row.validity != 1) break;
    *reinterpret_cast<Value*>(object.bits + row.offset) = KILN_REG(2);
    KILN_NEXT(7);
  }
  KILN_CONTINUE(slowSetProperty<Strict>);
}
template <bool Strict>
KILN_HANDLER setProperty(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(1);
  if (!isCell(object)) KILN_CONTINUE(slowSetProperty<Strict>);
  auto* cache = pointerAt<abi::SetCache>(pc, 3);
  if (object.asCell()->shape != cache->shape || *cache->validity != 1)
    KILN_CONTINUE(setPropertyAlternatives<Strict>);
  *reinterpret_cast<Value*>(object.bits + cache->offset) = KILN_REG(2);
  object.asCell()->shape = cache->new_shape;
  KILN_NEXT(7);
}

KILN_SLOW_HANDLER slowGetLength(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  KILN_REG(1) = abi::kiln_get_length(KILN_REG(2), pointerAt<abi::GetCache>(pc, 3));
  KILN_NEXT(5);
}
KILN_HANDLER getLength(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(2);
  if (!isCell(object)) KILN_CONTINUE(slowGetLength);
  abi::CellKind kind = object.asCell()->shape->kind;
  uint32_t length;
  if (kind == abi::CellKind::Array)
    length = rt::asObject(object)->elements->length;
  else if (kind <= abi::kLastStringKind)
    length = rt::asString(object)->length;
  else
    KILN_CONTINUE(slowGetLength);
  if (static_cast<int32_t>(length) < 0) KILN_CONTINUE(slowGetLength);
  KILN_REG(1) = Value::raw(tag | length);
  KILN_NEXT(5);
}

template <auto Slow>
KILN_SLOW_HANDLER slowGetGlobal(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  KILN_REG(1) = Slow(pointerAt<abi::String>(pc, 4), pointerAt<abi::GlobalCache>(pc, 2));
  KILN_NEXT(6);
}
template <auto Slow>
KILN_HANDLER getGlobal(KILN_HANDLER_PARAMETERS) {
  Value value = pointerAt<abi::GlobalCache>(pc, 2)->cell->value;
  if (value.isEmpty()) KILN_CONTINUE(slowGetGlobal<Slow>);
  KILN_REG(1) = value;
  KILN_NEXT(6);
}

// --- fields of objects whose shape was tested

KILN_SLOW_HANDLER learnLayout(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::boolean(abi::kiln_learn_layout(KILN_REG(2), pointerAt<abi::LayoutSite>(pc, 3)));
  KILN_NEXT(5);
}
KILN_HANDLER hasLayout(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(2);
  if (!object.isCell() || object.asCell()->shape != pointerAt<abi::LayoutSite>(pc, 3)->shape)
    KILN_CONTINUE(learnLayout);
  KILN_REG(1) = Value::boolean(true);
  KILN_NEXT(5);
}
KILN_HANDLER loadField(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) =
      *reinterpret_cast<Value*>(KILN_REG(2).bits + pointerAt<abi::LayoutSite>(pc, 3)->offsets[pc[5]]);
  KILN_NEXT(6);
}
KILN_HANDLER storeField(KILN_HANDLER_PARAMETERS) {
  *reinterpret_cast<Value*>(KILN_REG(1).bits + pointerAt<abi::LayoutSite>(pc, 3)->offsets[pc[5]]) =
      KILN_REG(2);
  KILN_NEXT(6);
}

// --- elements

// The element at `index` of a typed array; empty when it is not there, or of a kind for the runtime.
inline Value loadTyped(const abi::TypedArray* array, uint32_t index) {
  const uint8_t* data = array->buffer->data;
  if (index >= array->length || data == nullptr) return Value::empty();
  return rt::loadPlainElement(array->shape->elements_kind, data + array->byte_offset, index);
}

// False: not stored, left to the runtime.
inline bool storeTyped(abi::TypedArray* array, uint32_t index, Value value) {
  uint8_t* data = array->buffer->data;
  if (index >= array->length || data == nullptr) return false;
  return rt::storePlainElement(array->shape->elements_kind, data + array->byte_offset, index, value);
}

template <typename Second>
KILN_SLOW_HANDLER slowGetElement(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  KILN_REG(1) = abi::kiln_get_element(KILN_REG(2), Second::get(pc, r, 3));
  KILN_NEXT(4);
}
template <typename Second>
KILN_OUTLINED_HANDLER getOtherElement(KILN_HANDLER_PARAMETERS) {
  auto* object = rt::asObject(KILN_REG(2));
  auto index = static_cast<uint32_t>(Second::get(pc, r, 3).asInt32());
  const abi::Shape* shape = object->shape;
  Value element = Value::empty();
  if (shape->kind == abi::CellKind::TypedArray) {
    element = loadTyped(reinterpret_cast<abi::TypedArray*>(object), index);
  } else if (shape->kind == abi::CellKind::Array && shape->elements_kind == ElementsKind::Holey) {
    // The length may be above the capacity.
    const abi::Elements* elements = object->elements;
    if (index < elements->length && index < elements->capacity) element = elements->data[index];
  }
  if (element.isEmpty()) KILN_CONTINUE(slowGetElement<Second>);
  KILN_REG(1) = element;
  KILN_NEXT(4);
}
template <typename Second>
KILN_HANDLER getElement(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(2), key = Second::get(pc, r, 3);
  if (!isCell(object) || (!Second::is_int32 && key.bits < tag)) KILN_CONTINUE(slowGetElement<Second>);
  auto index = static_cast<uint32_t>(key.asInt32());
  const abi::Elements* elements = rt::asObject(object)->elements;
  if (object.asCell()->shape->elements_kind != ElementsKind::Packed) KILN_CONTINUE(getOtherElement<Second>);
  if (index >= elements->length) KILN_CONTINUE(slowGetElement<Second>);
  KILN_REG(1) = elements->data[index];
  KILN_NEXT(4);
}

template <bool Strict>
KILN_SLOW_HANDLER slowSetElement(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  abi::kiln_set_element(KILN_REG(1), KILN_REG(2), KILN_REG(3), Strict);
  KILN_NEXT(4);
}
template <bool Strict>
KILN_HANDLER setElement(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(1), key = KILN_REG(2), value = KILN_REG(3);
  if (!isCell(object) || key.bits < tag) KILN_CONTINUE(slowSetElement<Strict>);
  auto index = static_cast<uint32_t>(key.asInt32());
  const abi::Shape* shape = object.asCell()->shape;
  // Arrays only: arguments objects and frozen arrays take the long way.
  if (shape->kind == abi::CellKind::Array && !(shape->flags & abi::kNonExtensible)) {
    abi::Elements* elements = rt::asObject(object)->elements;
    bool packed = shape->elements_kind == ElementsKind::Packed;
    if (index < elements->length &&
        (packed || (shape->elements_kind == ElementsKind::Holey && index < elements->capacity &&
                    !elements->data[index].isEmpty()))) {  // a hole may have a setter behind it
      elements->data[index] = value;
      KILN_NEXT(4);
    }
  } else if (shape->kind == abi::CellKind::TypedArray) {
    if (storeTyped(reinterpret_cast<abi::TypedArray*>(object.bits), index, value)) {
      KILN_NEXT(4);
    }
  }
  KILN_CONTINUE(slowSetElement<Strict>);
}

KILN_SLOW_HANDLER slowCharCodeAt(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  KILN_REG(1) = Value::int32(abi::kiln_char_code_at(KILN_REG(2), KILN_REG(3).asInt32()));
  KILN_NEXT(4);
}
KILN_HANDLER charCodeAt(KILN_HANDLER_PARAMETERS) {
  KILN_CONTINUE(slowCharCodeAt);
}

// --- views: a register holds the typed array itself

inline abi::TypedArray* typedArray(Value v) {
  return reinterpret_cast<abi::TypedArray*>(v.bits);
}
inline uint32_t lengthOfView(const abi::TypedArray* array) {
  return array->buffer->data == nullptr ? 0 : static_cast<uint32_t>(array->length);
}
KILN_HANDLER hasView(KILN_HANDLER_PARAMETERS) {
  Value object = KILN_REG(2);
  bool has = object.isCell() && object.asCell()->shape->elements_kind == static_cast<ElementsKind>(pc[3]);
  if (has) {
    const abi::TypedArray* array = typedArray(object);
    has = array->length == array->fixed_length && array->length <= INT32_MAX;
  }
  KILN_REG(1) = Value::boolean(has);
  KILN_NEXT(4);
}
KILN_HANDLER hasViewLength(KILN_HANDLER_PARAMETERS) {
  KILN_SAVE();
  auto* site = pointerAt<abi::ViewLengthSite>(pc, 3);
  Value object = KILN_REG(2);
  bool has = object.asCell()->shape == site->shape && *site->validity == 1;
  KILN_REG(1) = Value::boolean(has || abi::kiln_learn_view_length(object, site));
  KILN_NEXT(5);
}
KILN_HANDLER viewLength(KILN_HANDLER_PARAMETERS) {
  KILN_REG(1) = Value::int32(static_cast<int32_t>(lengthOfView(typedArray(KILN_REG(2)))));
  KILN_NEXT(3);
}
KILN_HANDLER viewHas(KILN_HANDLER_PARAMETERS) {
  auto index = static_cast<uint32_t>(KILN_REG(3).asInt32());
  KILN_REG(1) = Value::boolean(index < lengthOfView(typedArray(KILN_REG(2))));
  KILN_NEXT(4);
}
KILN_HANDLER loadView(KILN_HANDLER_PARAMETERS) {
  Value element = loadTyped(typedArray(KILN_REG(2)), static_cast<uint32_t>(KILN_REG(3).asInt32()));
  // Uint32: its bits.
  bool bits = typedArray(KILN_REG(2))->shape->elements_kind == ElementsKind::Uint32 && !element.isInt32();
  KILN_REG(1) =
      bits ? Value::int32(static_cast<int32_t>(static_cast<uint32_t>(element.asDouble()))) : element;
  KILN_NEXT(4);
}
KILN_HANDLER storeView(KILN_HANDLER_PARAMETERS) {
  abi::TypedArray* array = typedArray(KILN_REG(1));
  auto index = static_cast<uint32_t>(KILN_REG(2).asInt32());
  Value value = KILN_REG(3);
  // Integer kinds take int32s, or fractions when clamped.
  if (!storeTyped(array, index, value) && index < lengthOfView(array)) {
    KILN_SAVE();
    abi::kiln_set_element(Value::cell(array), Value::int32(static_cast<int32_t>(index)), value, false);
  }
  KILN_NEXT(4);
}

}  // namespace
}  // namespace kiln::interpreter
