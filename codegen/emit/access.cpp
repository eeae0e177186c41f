// Property and element access with inline caches (runtime/abi/layout.h says what a hit is).
#include "codegen/emit/emitter.h"

namespace kiln::codegen {

using namespace llvm;

// Goes to `hit` when `shape` is among a site's alternatives (abi::SiteAlternatives at `list`), else to
// `slow`. The row, for code in `hit`.
llvm::Value* FunctionEmitter::alternative(llvm::Value* shape, llvm::Value* list, BasicBlock* hit,
                                          BasicBlock* slow) {
  BasicBlock* found = newBlock("alternative");
  std::vector<std::pair<llvm::Value*, BasicBlock*>> places;
  for (uint32_t i = 0; i < abi::kSiteAlternatives; ++i) {
    BasicBlock* next = i + 1 == abi::kSiteAlternatives ? slow : newBlock("next");
    uint64_t at = sizeof(abi::SiteAlternatives::Row) * i;
    places.push_back({b_.getInt64(at), b_.GetInsertBlock()});
    llvm::Value* known = loadAt(p_.ptr, list, at + offsetof(abi::SiteAlternatives::Row, shape));
    b_.CreateCondBr(b_.CreateICmpEQ(shape, known), found, next);
    b_.SetInsertPoint(next);
  }
  b_.SetInsertPoint(found);
  PHINode* place = b_.CreatePHI(p_.i64, abi::kSiteAlternatives);
  for (auto& [offset, block] : places) place->addIncoming(offset, block);
  llvm::Value* row = b_.CreateInBoundsGEP(p_.i8, list, place);
  llvm::Value* validity = loadAt(p_.ptr, row, offsetof(abi::SiteAlternatives::Row, validity));
  likely(b_.CreateICmpEQ(loadAt(p_.i32, validity, 0), b_.getInt32(1)), hit, slow);
  return row;
}

llvm::Value* FunctionEmitter::getProperty(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  bool doubles = instr.atom->is_double_field;
  Constant* key = p_.atom(instr.atom);
  if (instr.once) return helper(ir::HelperId::get_property_once, {object, key});
  GlobalVariable* cache = p_.getCache(doubles);
  auto slow_call = [&] { return helper(ir::HelperId::get_property, {object, key, cache}); };
  if (!inlined_) return slow_call();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* shape_hit = newBlock("shape");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  BasicBlock* others = instr.flag ? newBlock("others") : slow;
  BasicBlock* out = newBlock("got");
  auto read = [&](llvm::Value* base_mask, llvm::Value* offset, llvm::Value* place, uint64_t addend) {
    llvm::Value* address = b_.CreateAdd(b_.CreateAnd(object, base_mask), offset);
    llvm::Value* value = loadAt(p_.i64, b_.CreateIntToPtr(address, p_.ptr), 0);
    if (doubles) value = b_.CreateAdd(value, loadAt(p_.i64, place, addend));
    b_.CreateBr(out);
    return value;
  };
  likely(isCell(object), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* shape = loadAt(p_.ptr, cellPtr(object), 0);
  likely(b_.CreateICmpEQ(shape, loadAt(p_.ptr, cache, offsetof(abi::GetCache, shape))), shape_hit, others);
  llvm::Value* other = nullptr;
  BasicBlock* other_hit = nullptr;
  if (instr.flag) {
    other_hit = newBlock("other_hit");
    b_.SetInsertPoint(others);
    llvm::Value* row =
        alternative(shape, loadAt(p_.ptr, cache, offsetof(abi::GetCache, more)), other_hit, slow);
    b_.SetInsertPoint(other_hit);
    other = read(loadAt(p_.i64, row, offsetof(abi::SiteAlternatives::Row, base_mask)),
                 loadAt(p_.i64, row, offsetof(abi::SiteAlternatives::Row, offset)), row,
                 offsetof(abi::SiteAlternatives::Row, addend));
  }
  b_.SetInsertPoint(shape_hit);
  llvm::Value* valid = loadAt(p_.i32, loadAt(p_.ptr, cache, offsetof(abi::GetCache, validity)), 0);
  likely(b_.CreateICmpEQ(valid, b_.getInt32(1)), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* fast = read(loadAt(p_.i64, cache, offsetof(abi::GetCache, base_mask)),
                           loadAt(p_.i64, cache, offsetof(abi::GetCache, offset)), cache,
                           offsetof(abi::GetCache, addend));
  b_.SetInsertPoint(slow);
  llvm::Value* general = slow_call();
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 3);
  phi->addIncoming(fast, hit);
  if (other != nullptr) phi->addIncoming(other, other_hit);
  phi->addIncoming(general, slow_end);
  return phi;
}

// Where a property is expected to hold doubles the site stores numbers in double form, to any shape; what is no number
// goes the general way.
void FunctionEmitter::setProperty(const ir::Instr& instr) {
  const ir::Instr* stored = instr.operands[1];
  if (instr.once) {
    helper(ir::HelperId::set_property_once,
           {of(instr.operands[0]), p_.atom(instr.atom), of(stored), b_.getInt1(instr.strict)});
    return;
  }
  if (!instr.atom->is_double_field) return setProperty(instr, of(stored));
  if (stored->type.only(ir::kTNumber)) return setProperty(instr, boxFraction(rawDouble(stored)));
  BasicBlock* number = newBlock("number");
  BasicBlock* other = newBlock("no_number");
  BasicBlock* out = newBlock("stored");
  likely(isNumber(of(stored)), number, other);
  b_.SetInsertPoint(number);
  setProperty(instr, boxFraction(rawDouble(stored)));
  b_.CreateBr(out);
  b_.SetInsertPoint(other);
  llvm::Value* name = b_.CreatePtrToInt(p_.atom(instr.atom), p_.i64);
  helper(ir::HelperId::set_element,
         {of(instr.operands[0]), name, of(stored), b_.getInt1(instr.strict)});
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

void FunctionEmitter::setProperty(const ir::Instr& instr, llvm::Value* value) {
  llvm::Value* object = of(instr.operands[0]);
  bool doubles = instr.atom->is_double_field;
  GlobalVariable* cache = p_.setCache(doubles);
  Constant* key = p_.atom(instr.atom);
  auto word_for = [&](llvm::Value* place, uint64_t addend) {
    return doubles ? b_.CreateAdd(value, loadAt(p_.i64, place, addend)) : value;
  };
  auto slow_call = [&] {
    helper(ir::HelperId::set_property, {object, key, value, cache, b_.getInt1(instr.strict)});
  };
  if (!inlined_) return slow_call();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* shape_hit = newBlock("shape");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  BasicBlock* others = instr.flag ? newBlock("others") : slow;
  BasicBlock* out = newBlock("set");
  likely(isCell(object), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(object);
  llvm::Value* shape = loadAt(p_.ptr, pointer, 0);
  likely(b_.CreateICmpEQ(shape, loadAt(p_.ptr, cache, offsetof(abi::SetCache, shape))), shape_hit, others);
  if (instr.flag) {
    BasicBlock* other_hit = newBlock("other_hit");
    b_.SetInsertPoint(others);
    llvm::Value* row =
        alternative(shape, loadAt(p_.ptr, cache, offsetof(abi::SetCache, more)), other_hit, slow);
    b_.SetInsertPoint(other_hit);
    llvm::Value* other_offset = loadAt(p_.i64, row, offsetof(abi::SiteAlternatives::Row, offset));
    b_.CreateStore(word_for(row, offsetof(abi::SiteAlternatives::Row, addend)),
                   b_.CreateInBoundsGEP(p_.i8, pointer, other_offset));
    b_.CreateBr(out);
  }
  b_.SetInsertPoint(shape_hit);
  llvm::Value* valid = loadAt(p_.i32, loadAt(p_.ptr, cache, offsetof(abi::SetCache, validity)), 0);
  likely(b_.CreateICmpEQ(valid, b_.getInt32(1)), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* offset = loadAt(p_.i64, cache, offsetof(abi::SetCache, offset));
  llvm::Value* new_shape = loadAt(p_.ptr, cache, offsetof(abi::SetCache, new_shape));
  b_.CreateStore(word_for(cache, offsetof(abi::SetCache, addend)),
                 b_.CreateInBoundsGEP(p_.i8, pointer, offset));
  storeAt(new_shape, pointer, 0);
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  slow_call();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

namespace {
// Kind and elements kind are neighbouring bytes of a shape.
constexpr uint16_t kHoleyArray = static_cast<uint16_t>(static_cast<uint16_t>(abi::CellKind::Array) |
                                                       static_cast<uint16_t>(abi::ElementsKind::Holey) << 8);

// Kinds of typed arrays that an element site handles inline: the expected one, or a few, for the sake of code
// size.
std::vector<abi::ElementsKind> inlineTypedKinds(const ir::Instr& access) {
  auto expected = static_cast<abi::ElementsKind>(access.imm);
  if (expected != abi::ElementsKind::None) return {expected};
  return {abi::ElementsKind::Int32, abi::ElementsKind::Uint8, abi::ElementsKind::Float64};
}
}  // namespace

// Address of element `index` of a typed array of kind `type`; goes to `other` for another kind, to `slow`
// when the index is not below the fixed length (0 for views that track their buffer) or the buffer is
// detached.
llvm::Value* FunctionEmitter::typedElement(llvm::Value* kind, abi::ElementsKind type, llvm::Value* pointer,
                                           llvm::Value* index, BasicBlock* other, BasicBlock* slow) {
  BasicBlock* matches = newBlock("typed");
  BasicBlock* inside = newBlock("inside");
  BasicBlock* attached = newBlock("attached");
  b_.CreateCondBr(b_.CreateICmpEQ(kind, b_.getInt8(static_cast<uint8_t>(type))), matches, other);
  b_.SetInsertPoint(matches);
  llvm::Value* wide = b_.CreateZExt(index, p_.i64);
  likely(b_.CreateICmpULT(wide, loadAt(p_.i64, pointer, offsetof(abi::TypedArray, length))), inside, slow);
  b_.SetInsertPoint(inside);
  llvm::Value* data = loadAt(p_.ptr, loadAt(p_.ptr, pointer, offsetof(abi::TypedArray, buffer)),
                             offsetof(abi::ArrayBuffer, data));
  likely(b_.CreateICmpNE(data, ConstantPointerNull::get(p_.ptr)), attached, slow);
  b_.SetInsertPoint(attached);
  uint64_t size = elementSize(type);
  llvm::Value* start =
      b_.CreateInBoundsGEP(p_.i8, data, loadAt(p_.i64, pointer, offsetof(abi::TypedArray, byte_offset)));
  return b_.CreateInBoundsGEP(p_.i8, start, b_.CreateMul(wide, b_.getInt64(size)));
}

// Address of element `index` of an array with holes; goes to `slow` when there is none. Its length may be
// above its capacity.
llvm::Value* FunctionEmitter::holeyElement(llvm::Value* array, llvm::Value* index, BasicBlock* slow) {
  BasicBlock* inside = newBlock("inside");
  llvm::Value* elements = loadAt(p_.ptr, array, sizeof(abi::Cell));
  llvm::Value* below_length =
      b_.CreateICmpULT(index, loadAt(p_.i32, elements, offsetof(abi::Elements, length)));
  llvm::Value* allocated =
      b_.CreateICmpULT(index, loadAt(p_.i32, elements, offsetof(abi::Elements, capacity)));
  likely(b_.CreateAnd(below_length, allocated), inside, slow);
  b_.SetInsertPoint(inside);
  llvm::Value* data = b_.CreateConstInBoundsGEP1_64(p_.i8, elements, abi::kElementsHeaderSize);
  return b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(index, p_.i64));
}

// An element of an ordinary object, with `head` its kind and elements kind: `found` gets it. Goes on where it is none.
void FunctionEmitter::indexedProperty(llvm::Value* object, llvm::Value* head, llvm::Value* index, BasicBlock* slow,
                                      const std::function<void(llvm::Value*)>& found) {
  BasicBlock* dense = newBlock("dense");
  BasicBlock* inside = newBlock("inside");
  BasicBlock* present = newBlock("present");
  BasicBlock* next = newBlock("next_kind");
  llvm::Value* ordinary = b_.CreateICmpEQ(b_.CreateAnd(head, b_.getInt16(0xff)),
                                          b_.getInt16(static_cast<uint16_t>(abi::CellKind::Object)));
  uint16_t map = static_cast<uint16_t>(static_cast<uint16_t>(abi::ElementsKind::Slow) << 8);
  llvm::Value* is_dense = b_.CreateICmpNE(b_.CreateAnd(head, b_.getInt16(0xff00)), b_.getInt16(map));
  b_.CreateCondBr(b_.CreateAnd(ordinary, is_dense), dense, next);
  b_.SetInsertPoint(dense);
  llvm::Value* elements = loadAt(p_.ptr, loadAt(p_.ptr, object, sizeof(abi::Cell)), offsetof(abi::Store, elements));
  llvm::Value* length = loadAt(p_.i32, elements, offsetof(abi::Elements, length));
  llvm::Value* capacity = loadAt(p_.i32, elements, offsetof(abi::Elements, capacity));
  likely(b_.CreateAnd(b_.CreateICmpULT(index, length), b_.CreateICmpULT(index, capacity)), inside, slow);
  b_.SetInsertPoint(inside);
  llvm::Value* data = b_.CreateConstInBoundsGEP1_64(p_.i8, elements, abi::kElementsHeaderSize);
  llvm::Value* value = b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(index, p_.i64)));
  likely(b_.CreateICmpNE(value, word(abi::kEmpty)), present, slow);
  b_.SetInsertPoint(present);
  found(value);
  b_.SetInsertPoint(next);
}

// Packed arrays inline: one byte of the shape tells the layout.
llvm::Value* FunctionEmitter::getElement(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  llvm::Value* key = of(instr.operands[1]);
  bool int_key = instr.operands[1]->rep() == ir::Rep::Int32;
  bool named = inlined_ && !int_key && instr.operands[1]->type.maybe(ir::kTString | ir::kTSymbol);
  GlobalVariable* cache = named ? p_.keyedCache() : nullptr;
  auto slow_call = [&] {
    if (named) return helper(ir::HelperId::get_element_cached, {object, key, cache});
    return int_key ? helper(ir::HelperId::get_element_int, {object, key})
                   : helper(ir::HelperId::get_element, {object, key});
  };
  if (!inlined_) return slow_call();
  if (!int_key && !instr.operands[1]->type.maybe(ir::kTInt32)) return named ? getNamed(object, key, cache) : slow_call();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* packed = newBlock("packed");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("elem");
  BasicBlock* no_index = named ? newBlock("no_index") : slow;
  llvm::Value* fine = isCell(object);
  if (!int_key) fine = b_.CreateAnd(fine, isInt(key));
  likely(fine, cell, no_index);
  llvm::Value* property = nullptr;
  BasicBlock* property_end = nullptr;
  if (named) {
    b_.SetInsertPoint(no_index);
    property = b_.CreateLoad(p_.i64, keyedPlace(object, key, cache, slow));
    property_end = b_.GetInsertBlock();
    b_.CreateBr(out);
  }
  b_.SetInsertPoint(cell);
  llvm::Value* index = int_key ? key : b_.CreateTrunc(key, p_.i32);
  llvm::Value* pointer = cellPtr(object);
  llvm::Value* kind = loadAt(p_.i8, loadAt(p_.ptr, pointer, 0), offsetof(abi::Shape, elements_kind));
  BasicBlock* not_packed = newBlock("not_packed");
  likely(b_.CreateICmpEQ(kind, b_.getInt8(static_cast<uint8_t>(abi::ElementsKind::Packed))), packed,
         not_packed);
  std::vector<std::pair<llvm::Value*, BasicBlock*>> typed;
  b_.SetInsertPoint(not_packed);
  if (instr.imm == 0) {
    BasicBlock* holey = newBlock("holey");
    BasicBlock* next = newBlock("next_kind");
    // Arrays only: mapped arguments have parameters behind their holes.
    llvm::Value* head = loadAt(p_.i16, loadAt(p_.ptr, pointer, 0), offsetof(abi::Shape, kind));
    b_.CreateCondBr(b_.CreateICmpEQ(head, b_.getInt16(kHoleyArray)), holey, next);
    b_.SetInsertPoint(holey);
    llvm::Value* element = b_.CreateLoad(p_.i64, holeyElement(pointer, index, slow));
    BasicBlock* present = newBlock("present");
    likely(b_.CreateICmpNE(element, word(abi::kEmpty)), present, slow);
    b_.SetInsertPoint(present);
    typed.push_back({element, present});
    b_.CreateBr(out);
    b_.SetInsertPoint(next);
    indexedProperty(pointer, head, index, slow, [&](llvm::Value* value) {
      typed.push_back({value, b_.GetInsertBlock()});
      b_.CreateBr(out);
    });
  }
  if (instr.operands[0]->type.maybe(ir::kTString)) {
    BasicBlock* string = newBlock("string");
    BasicBlock* next = newBlock("next_kind");
    b_.CreateCondBr(isStringKind(kindOf(pointer)), string, next);
    b_.SetInsertPoint(string);
    typed.push_back({characterAt(pointer, index, slow), b_.GetInsertBlock()});
    b_.CreateBr(out);
    b_.SetInsertPoint(next);
  }
  for (abi::ElementsKind type : inlineTypedKinds(instr)) {
    BasicBlock* next = newBlock("next_kind");
    llvm::Value* address = typedElement(kind, type, pointer, index, next, slow);
    llvm::Value* element = loadTyped(type, address);
    if (holdsFractions(type))
      element = boxDouble(canonical(element));
    else if (type == abi::ElementsKind::Uint32)
      element = boxUnsigned(element);
    else
      element = boxInt(element);
    typed.push_back({element, b_.GetInsertBlock()});
    b_.CreateBr(out);
    b_.SetInsertPoint(next);
  }
  b_.CreateBr(slow);
  b_.SetInsertPoint(packed);
  llvm::Value* elements = loadAt(p_.ptr, pointer, sizeof(abi::Cell));
  llvm::Value* length = loadAt(p_.i32, elements, offsetof(abi::Elements, length));
  likely(b_.CreateICmpULT(index, length), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* data = b_.CreateConstInBoundsGEP1_64(p_.i8, elements, abi::kElementsHeaderSize);
  llvm::Value* fast = b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(index, p_.i64)));
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  llvm::Value* general = slow_call();
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 5);
  phi->addIncoming(fast, hit);
  phi->addIncoming(general, slow_end);
  if (named) phi->addIncoming(property, property_end);
  for (auto& [element, at] : typed) phi->addIncoming(element, at);
  return phi;
}

void FunctionEmitter::setElement(const ir::Instr& instr) {
  llvm::Value *object = of(instr.operands[0]), *key = of(instr.operands[1]), *value = of(instr.operands[2]);
  bool int_key = instr.operands[1]->rep() == ir::Rep::Int32;
  bool named = inlined_ && !int_key && instr.operands[1]->type.maybe(ir::kTString | ir::kTSymbol);
  GlobalVariable* cache = named ? p_.keyedCache() : nullptr;
  auto slow_call = [&] {
    llvm::Value* strict = b_.getInt1(instr.strict);
    if (named)
      helper(ir::HelperId::set_element_cached, {object, key, value, cache, strict});
    else
      helper(int_key ? ir::HelperId::set_element_int : ir::HelperId::set_element, {object, key, value, strict});
  };
  bool may_be_index = int_key || instr.operands[1]->type.maybe(ir::kTInt32);
  if (!inlined_ || (!may_be_index && !named)) return slow_call();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* packed = newBlock("packed");
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("set");
  if (named) {
    BasicBlock* no_index = newBlock("no_index");
    BasicBlock* indexed = newBlock("indexed");
    b_.CreateCondBr(isInt(key), indexed, no_index);
    b_.SetInsertPoint(no_index);
    storeKeyed(object, key, value, cache, slow);
    b_.CreateBr(out);
    b_.SetInsertPoint(indexed);
  }
  llvm::Value* fine = isCell(object);
  if (!int_key) fine = b_.CreateAnd(fine, isInt(key));
  likely(fine, cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* index = int_key ? key : b_.CreateTrunc(key, p_.i32);
  llvm::Value* pointer = cellPtr(object);
  llvm::Value* shape = loadAt(p_.ptr, pointer, 0);
  // Arrays only: arguments objects and frozen arrays take the helper. Kind and elements kind are neighbouring
  // bytes.
  llvm::Value* head = loadAt(p_.i16, shape, offsetof(abi::Shape, kind));
  uint16_t wanted = static_cast<uint16_t>(static_cast<uint16_t>(abi::CellKind::Array) |
                                          static_cast<uint16_t>(abi::ElementsKind::Packed) << 8);
  llvm::Value* frozen =
      b_.CreateAnd(loadAt(p_.i16, shape, offsetof(abi::Shape, flags)), b_.getInt16(abi::kNonExtensible));
  BasicBlock* not_packed = newBlock("not_packed");
  likely(b_.CreateAnd(b_.CreateICmpEQ(head, b_.getInt16(wanted)), b_.CreateICmpEQ(frozen, b_.getInt16(0))),
         packed, not_packed);
  b_.SetInsertPoint(not_packed);
  if (instr.imm == 0) {
    BasicBlock* holey = newBlock("holey");
    BasicBlock* next = newBlock("next_kind");
    b_.CreateCondBr(b_.CreateAnd(b_.CreateICmpEQ(head, b_.getInt16(kHoleyArray)),
                                 b_.CreateICmpEQ(frozen, b_.getInt16(0))),
                    holey, next);
    b_.SetInsertPoint(holey);
    // A hole may have a setter behind it, where arrays inherit elements.
    llvm::Value* address = holeyElement(pointer, index, slow);
    BasicBlock* present = newBlock("present");
    BasicBlock* hole = newBlock("hole");
    b_.CreateCondBr(b_.CreateICmpNE(b_.CreateLoad(p_.i64, address), word(abi::kEmpty)), present, hole);
    b_.SetInsertPoint(hole);
    Constant* plain = p_.external("kiln_plain_arrays");
    llvm::Value* valid = loadAt(p_.i32, loadAt(p_.ptr, plain, offsetof(abi::PlainArrays, validity)), 0);
    llvm::Value* is_plain = b_.CreateICmpEQ(shape, loadAt(p_.ptr, plain, offsetof(abi::PlainArrays, holey)));
    likely(b_.CreateAnd(is_plain, b_.CreateICmpEQ(valid, b_.getInt32(1))), present, slow);
    b_.SetInsertPoint(present);
    b_.CreateStore(value, address);
    b_.CreateBr(out);
    b_.SetInsertPoint(next);
  }
  llvm::Value* kind = b_.CreateTrunc(b_.CreateLShr(head, b_.getInt16(8)), p_.i8);
  for (abi::ElementsKind type : inlineTypedKinds(instr)) {
    BasicBlock* next = newBlock("next_kind");
    llvm::Value* address = typedElement(kind, type, pointer, index, next, slow);
    BasicBlock* good = newBlock("good");
    // What needs a conversion with side effects takes the helper; so does a modulo where nothing tells that
    // the array is of this kind.
    bool real = holdsFractions(type) || type == abi::ElementsKind::Uint8Clamped;
    bool modulo = !real && instr.imm != 0;
    likely(real || modulo ? isNumber(value) : isInt(value), good, slow);
    b_.SetInsertPoint(good);
    llvm::Value* stored = real     ? unboxNumber(value)
                          : modulo ? toInt32(value, true)
                                   : b_.CreateTrunc(value, p_.i32);
    storeTyped(type, stored, address);
    b_.CreateBr(out);
    b_.SetInsertPoint(next);
  }
  b_.CreateBr(slow);
  b_.SetInsertPoint(packed);
  llvm::Value* elements = loadAt(p_.ptr, pointer, sizeof(abi::Cell));
  llvm::Value* length = loadAt(p_.i32, elements, offsetof(abi::Elements, length));
  likely(b_.CreateICmpULT(index, length), hit, slow);
  b_.SetInsertPoint(hit);
  llvm::Value* data = b_.CreateConstInBoundsGEP1_64(p_.i8, elements, abi::kElementsHeaderSize);
  b_.CreateStore(value, b_.CreateInBoundsGEP(p_.i64, data, b_.CreateZExt(index, p_.i64)));
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  slow_call();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

llvm::Value* FunctionEmitter::getLength(const ir::Instr& instr) {
  llvm::Value* object = of(instr.operands[0]);
  GlobalVariable* cache = p_.getCache(false);
  auto slow_call = [&] { return helper(ir::HelperId::get_length, {object, cache}); };
  if (!inlined_) return slow_call();
  BasicBlock* cell = newBlock("cell");
  BasicBlock* array = newBlock("array");
  BasicBlock* not_array = newBlock("not_array");
  BasicBlock* string = newBlock("string");
  BasicBlock* small = newBlock("small");
  BasicBlock* slow = newBlock("miss");
  likely(isCell(object), cell, slow);
  b_.SetInsertPoint(cell);
  llvm::Value* pointer = cellPtr(object);
  llvm::Value* kind = kindOf(pointer);
  b_.CreateCondBr(b_.CreateICmpEQ(kind, b_.getInt8(static_cast<uint8_t>(abi::CellKind::Array))), array,
                  not_array);
  b_.SetInsertPoint(array);
  llvm::Value* length =
      loadAt(p_.i32, loadAt(p_.ptr, pointer, sizeof(abi::Cell)), offsetof(abi::Elements, length));
  likely(b_.CreateICmpSGE(length, b_.getInt32(0)), small, slow);
  b_.SetInsertPoint(not_array);
  b_.CreateCondBr(isStringKind(kind), string, slow);
  b_.SetInsertPoint(string);
  llvm::Value* string_length = loadAt(p_.i32, pointer, offsetof(abi::String, length));
  b_.CreateBr(small);
  b_.SetInsertPoint(small);
  PHINode* either = b_.CreatePHI(p_.i32, 2);
  either->addIncoming(length, array);
  either->addIncoming(string_length, string);
  llvm::Value* fast = boxInt(either);
  return orElse(fast, slow, slow_call);
}

llvm::Value* FunctionEmitter::getGlobal(const ir::Instr& instr) {
  GlobalVariable* cache = p_.globalCache(instr.atom);
  Constant* key = p_.atom(instr.atom);
  llvm::Value* value = loadAt(p_.i64, loadAt(p_.ptr, cache, 0), 0);
  BasicBlock* before = b_.GetInsertBlock();
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("global");
  likely(b_.CreateICmpNE(value, word(abi::kEmpty)), out, slow);
  b_.SetInsertPoint(slow);
  llvm::Value* general = instr.flag ? helper(ir::HelperId::get_global_or_undefined, {key, cache})
                                    : helper(ir::HelperId::get_global, {key, cache});
  BasicBlock* slow_end = b_.GetInsertBlock();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
  PHINode* phi = b_.CreatePHI(p_.i64, 2);
  phi->addIncoming(value, before);
  phi->addIncoming(general, slow_end);
  return phi;
}

void FunctionEmitter::setGlobal(const ir::Instr& instr) {
  GlobalVariable* cache = p_.globalCache(instr.atom);
  llvm::Value* value = of(instr.operands[0]);
  auto slow_call = [&] {
    helper(ir::HelperId::set_global, {p_.atom(instr.atom), value, cache, b_.getInt1(instr.strict)});
  };
  if (!inlined_) return slow_call();
  llvm::Value* cell = loadAt(p_.ptr, cache, 0);
  llvm::Value* writable = loadAt(p_.i64, cell, offsetof(abi::PropertyCell, writable));
  BasicBlock* hit = newBlock("hit");
  BasicBlock* slow = newBlock("miss");
  BasicBlock* out = newBlock("set");
  likely(b_.CreateICmpNE(writable, word(0)), hit, slow);
  b_.SetInsertPoint(hit);
  storeAt(value, cell, offsetof(abi::PropertyCell, value));
  b_.CreateBr(out);
  b_.SetInsertPoint(slow);
  slow_call();
  b_.CreateBr(out);
  b_.SetInsertPoint(out);
}

}  // namespace kiln::codegen
