#include "runtime/regex/x86_64/assembler.h"

#include <cstring>

namespace kiln::regex::x86_64 {
namespace {

constexpr uint8_t kOperandSize = 0x66, kRepeat = 0xf3;
bool isByte(int32_t value) {
  return value >= -128 && value <= 127;
}

}  // namespace

Label Assembler::newLabel() {
  labels_.push_back(-1);
  return static_cast<Label>(labels_.size() - 1);
}
void Assembler::bind(Label label) {
  labels_[label] = static_cast<int64_t>(code_.size());
}

std::vector<uint8_t> Assembler::finish() {
  while (code_.size() % sizeof(Block) != 0) byte(0xcc);
  for (const auto& [constant, label] : constants_) {
    bind(label);
    code_.insert(code_.end(), constant.begin(), constant.end());
  }
  for (const Fixup& f : fixups_) {
    auto value = static_cast<uint32_t>(labels_[f.label]) + f.bias;
    if (f.relative) value -= static_cast<uint32_t>(f.at) + 4;
    std::memcpy(&code_[f.at], &value, 4);
  }
  return std::move(code_);
}

void Assembler::word32(uint32_t w) {
  for (int k = 0; k < 4; ++k) byte(static_cast<uint8_t>(w >> (8 * k)));
}

void Assembler::reference(Label label) {
  fixups_.push_back({code_.size(), label, true, 0});
  word32(0);
}

// A mandatory prefix comes before REX.
void Assembler::prefixes(uint8_t mandatory, bool wide, uint8_t reg, uint8_t index, uint8_t base) {
  if (mandatory != 0) byte(mandatory);
  uint8_t rex = static_cast<uint8_t>(wide << 3 | (reg >> 3) << 2 | (index >> 3) << 1 | base >> 3);
  if (rex != 0) byte(0x40 | rex);
}

void Assembler::encode(Opcode opcode, bool wide, uint8_t reg, uint8_t rm, uint8_t mandatory) {
  prefixes(mandatory, wide, reg, 0, rm);
  code_.insert(code_.end(), opcode);
  byte(static_cast<uint8_t>(0xc0 | (reg & 7) << 3 | (rm & 7)));
}

void Assembler::encode(Opcode opcode, bool wide, uint8_t reg, const Address& a, uint8_t mandatory) {
  bool indexed = a.index != rsp;
  prefixes(mandatory, wide, reg, indexed ? a.index : 0, a.base);
  code_.insert(code_.end(), opcode);
  // A base of rbp (r13) without offset would mean something else.
  uint8_t mode = a.offset == 0 && (a.base & 7) != rbp ? 0 : isByte(a.offset) ? 1 : 2;
  bool sib = indexed || (a.base & 7) == rsp;
  byte(static_cast<uint8_t>(mode << 6 | (reg & 7) << 3 | (sib ? 4 : a.base & 7)));
  if (sib) {
    uint8_t scale = a.scale == 1 ? 0 : a.scale == 2 ? 1 : a.scale == 4 ? 2 : 3;
    byte(static_cast<uint8_t>(scale << 6 | (indexed ? a.index & 7 : 4) << 3 | (a.base & 7)));
  }
  if (mode == 1) byte(static_cast<uint8_t>(a.offset));
  if (mode == 2) word32(static_cast<uint32_t>(a.offset));
}

// add, or, …, cmp with a constant: `extension` says which.
void Assembler::immediate(uint8_t extension, bool wide, Register to, int32_t value) {
  encode({static_cast<uint8_t>(isByte(value) ? 0x83 : 0x81)}, wide, extension, to);
  isByte(value) ? byte(static_cast<uint8_t>(value)) : word32(static_cast<uint32_t>(value));
}

// --- control

void Assembler::jump(Label to) {
  byte(0xe9);
  reference(to);
}
void Assembler::jump(Condition condition, Label to) {
  byte(0x0f);
  byte(static_cast<uint8_t>(0x80 | condition));
  reference(to);
}
void Assembler::jump(Register to) {
  encode({0xff}, false, 4, to);
}
void Assembler::call(Label to) {
  byte(0xe8);
  reference(to);
}
void Assembler::call(const void* function) {
  set64(rax, reinterpret_cast<uint64_t>(function));
  encode({0xff}, false, 2, rax);
}
void Assembler::leaveAndReturn() {
  byte(0xc9);
  byte(0xc3);
}
void Assembler::returnToCaller() {
  byte(0xc3);
}
void Assembler::push(Register r) {
  prefixes(0, false, 0, 0, r);
  byte(static_cast<uint8_t>(0x50 | (r & 7)));
}
void Assembler::pop(Register r) {
  prefixes(0, false, 0, 0, r);
  byte(static_cast<uint8_t>(0x58 | (r & 7)));
}

// --- moves

void Assembler::move32(Register to, Register from) {
  encode({0x8b}, false, to, from);
}
void Assembler::move64(Register to, Register from) {
  encode({0x8b}, true, to, from);
}
void Assembler::moveIfAbove64(Register to, Register from) {
  encode({0x0f, 0x47}, true, to, from);
}
void Assembler::set32(Register to, uint32_t value) {
  prefixes(0, false, 0, 0, to);
  byte(static_cast<uint8_t>(0xb8 | (to & 7)));
  word32(value);
}
void Assembler::set64(Register to, uint64_t value) {
  if (value <= UINT32_MAX) return set32(to, static_cast<uint32_t>(value));
  prefixes(0, true, 0, 0, to);
  byte(static_cast<uint8_t>(0xb8 | (to & 7)));
  word32(static_cast<uint32_t>(value));
  word32(static_cast<uint32_t>(value >> 32));
}
void Assembler::load32(Register to, const Address& from) {
  encode({0x8b}, false, to, from);
}
void Assembler::load64(Register to, const Address& from) {
  encode({0x8b}, true, to, from);
}
void Assembler::load8(Register to, const Address& from) {
  encode({0x0f, 0xb6}, false, to, from);
}
void Assembler::load16(Register to, const Address& from) {
  encode({0x0f, 0xb7}, false, to, from);
}
void Assembler::store32(const Address& to, Register from) {
  encode({0x89}, false, from, to);
}
void Assembler::store64(const Address& to, Register from) {
  encode({0x89}, true, from, to);
}
void Assembler::store32(const Address& to, int32_t value) {
  encode({0xc7}, false, 0, to);
  word32(static_cast<uint32_t>(value));
}
void Assembler::store64(const Address& to, int32_t value) {
  encode({0xc7}, true, 0, to);
  word32(static_cast<uint32_t>(value));
}
void Assembler::storeOffset(const Address& to, Label label, uint32_t bias) {
  encode({0xc7}, false, 0, to);
  fixups_.push_back({code_.size(), label, false, bias});
  word32(0);
}
void Assembler::setOffset(Register to, Label label, uint32_t bias) {
  prefixes(0, false, 0, 0, to);
  byte(static_cast<uint8_t>(0xb8 | (to & 7)));
  fixups_.push_back({code_.size(), label, false, bias});
  word32(0);
}
void Assembler::addressOfStart(Register to, int32_t bias) {
  prefixes(0, true, to, 0, 0);
  byte(0x8d);
  byte(static_cast<uint8_t>((to & 7) << 3 | 5));
  word32(static_cast<uint32_t>(bias) - static_cast<uint32_t>(code_.size()) - 4);
}

// --- arithmetic

void Assembler::lea32(Register to, const Address& from) {
  encode({0x8d}, false, to, from);
}
void Assembler::lea64(Register to, const Address& from) {
  encode({0x8d}, true, to, from);
}
void Assembler::add64(Register to, Register from) {
  encode({0x03}, true, to, from);
}
void Assembler::add32(Register to, int32_t value) {
  immediate(0, false, to, value);
}
void Assembler::add64(Register to, int32_t value) {
  immediate(0, true, to, value);
}
void Assembler::sub64(Register to, Register from) {
  encode({0x2b}, true, to, from);
}
void Assembler::xor32(Register to, int32_t value) {
  immediate(6, false, to, value);
}
void Assembler::shiftRight32(Register to, uint8_t count) {
  encode({0xc1}, false, 5, to);
  byte(count);
}
void Assembler::lowestBit32(Register to, Register from) {
  encode({0x0f, 0xbc}, false, to, from);
}
void Assembler::compare32(Register a, Register b) {
  encode({0x3b}, false, a, b);
}
void Assembler::compare64(Register a, Register b) {
  encode({0x3b}, true, a, b);
}
void Assembler::compare64(Register a, const Address& b) {
  encode({0x3b}, true, a, b);
}
void Assembler::compare32(Register a, int32_t value) {
  immediate(7, false, a, value);
}
void Assembler::compare64(Register a, int32_t value) {
  immediate(7, true, a, value);
}
void Assembler::compare8(const Address& a, uint8_t value) {
  encode({0x80}, false, 7, a);
  byte(value);
}
void Assembler::compare16(const Address& a, uint16_t value) {
  encode({0x81}, false, 7, a, kOperandSize);
  byte(static_cast<uint8_t>(value));
  byte(static_cast<uint8_t>(value >> 8));
}
void Assembler::compare32(const Address& a, int32_t value) {
  encode({0x81}, false, 7, a);
  word32(static_cast<uint32_t>(value));
}
void Assembler::test32(Register a) {
  encode({0x85}, false, a, a);
}
void Assembler::test64(Register a) {
  encode({0x85}, true, a, a);
}
void Assembler::testTruth() {
  byte(0xa8);
  byte(1);
}

// --- vectors

void Assembler::load(Vector to, const Address& from) {
  encode({0x0f, 0x6f}, false, to, from, kRepeat);
}
void Assembler::copy(Vector to, Vector from) {
  encode({0x0f, 0x6f}, false, to, from, kOperandSize);
}
void Assembler::combine(Vector to, Vector from) {
  encode({0x0f, 0xeb}, false, to, from, kOperandSize);
}
void Assembler::clear(Vector v) {
  encode({0x0f, 0xef}, false, v, v, kOperandSize);
}
// Constants are behind the code.
void Assembler::onConstant(uint8_t opcode, Vector to, const Block& constant) {
  auto [known, added] = constants_.try_emplace(constant, 0);
  if (added) known->second = newLabel();
  prefixes(kOperandSize, false, to, 0, 0);
  byte(0x0f);
  byte(opcode);
  byte(static_cast<uint8_t>(to << 3 | 5));
  reference(known->second);
}
void Assembler::subtract(Vector to, const Block& constant, bool wide) {
  onConstant(wide ? 0xf9 : 0xf8, to, constant);
}
void Assembler::subtractSaturating(Vector to, const Block& constant, bool wide) {
  onConstant(wide ? 0xd9 : 0xd8, to, constant);
}
void Assembler::compareEqual(Vector to, const Block& constant, bool wide) {
  onConstant(wide ? 0x75 : 0x74, to, constant);
}
void Assembler::signsOfBytes(Register to, Vector from) {
  encode({0x0f, 0xd7}, false, to, from, kOperandSize);
}

}  // namespace kiln::regex::x86_64
