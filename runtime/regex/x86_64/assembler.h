// Encodes the few instructions of x86-64 that code for patterns is made of.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <vector>

namespace kiln::regex::x86_64 {

enum Register : uint8_t { rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11 };
enum Vector : uint8_t { xmm0, xmm1, xmm2 };
// As in the opcodes of jumps. The opposite of a condition differs in the last bit.
enum Condition : uint8_t { Below = 2, AboveEqual, Equal, NotEqual, BelowEqual, Above, Sign, NotSign };
inline Condition opposite(Condition c) {
  return static_cast<Condition>(c ^ 1);
}

// [base + index * scale + offset]; index rsp: none.
struct Address {
  Register base;
  int32_t offset = 0;
  Register index = rsp;
  uint8_t scale = 1;
};

using Label = uint32_t;
using Block = std::array<uint8_t, 16>;

class Assembler {
 public:
  Label newLabel();
  void bind(Label label);
  bool isBound(Label label) const { return labels_[label] >= 0; }
  // All code and its constants, when every label is bound.
  std::vector<uint8_t> finish();

  void jump(Label to);
  void jump(Condition condition, Label to);
  void jump(Register to);
  void call(Label to);
  void call(const void* function);  // uses rax
  void leaveAndReturn();            // from the frame of rbp
  void returnToCaller();
  void push(Register r);
  void pop(Register r);

  // 32-bit results clear the upper half.
  void move32(Register to, Register from);
  void move64(Register to, Register from);
  void moveIfAbove64(Register to, Register from);
  void set32(Register to, uint32_t value);
  void set64(Register to, uint64_t value);
  void load32(Register to, const Address& from);
  void load64(Register to, const Address& from);
  void load8(Register to, const Address& from);   // zero-extended
  void load16(Register to, const Address& from);  // zero-extended
  void store32(const Address& to, Register from);
  void store64(const Address& to, Register from);
  void store32(const Address& to, int32_t value);
  void store64(const Address& to, int32_t value);  // sign-extended
  // The distance of a label from the start of the code, plus `bias`.
  void storeOffset(const Address& to, Label label, uint32_t bias);
  void setOffset(Register to, Label label, uint32_t bias);
  void addressOfStart(Register to, int32_t bias);

  void lea32(Register to, const Address& from);
  void lea64(Register to, const Address& from);
  void add64(Register to, Register from);
  void add32(Register to, int32_t value);
  void add64(Register to, int32_t value);
  void sub64(Register to, Register from);
  void xor32(Register to, int32_t value);
  void shiftRight32(Register to, uint8_t count);
  void lowestBit32(Register to, Register from);
  void compare32(Register a, Register b);
  void compare64(Register a, Register b);
  void compare64(Register a, const Address& b);
  void compare32(Register a, int32_t value);
  void compare64(Register a, int32_t value);
  void compare8(const Address& a, uint8_t value);
  void compare16(const Address& a, uint16_t value);
  void compare32(const Address& a, int32_t value);
  void test32(Register a);
  void test64(Register a);
  void testTruth();  // of a C++ bool in rax

  void load(Vector to, const Address& from);
  void copy(Vector to, Vector from);
  void combine(Vector to, Vector from);  // or
  void clear(Vector v);
  // Lanes of 8 or (wide) 16 bits.
  void subtract(Vector to, const Block& constant, bool wide);
  void subtractSaturating(Vector to, const Block& constant, bool wide);  // unsigned
  void compareEqual(Vector to, const Block& constant, bool wide);
  void signsOfBytes(Register to, Vector from);

 private:
  using Opcode = std::initializer_list<uint8_t>;
  void byte(uint8_t b) { code_.push_back(b); }
  void word32(uint32_t w);
  void prefixes(uint8_t mandatory, bool wide, uint8_t reg, uint8_t index, uint8_t base);
  void encode(Opcode opcode, bool wide, uint8_t reg, uint8_t rm, uint8_t mandatory = 0);
  void encode(Opcode opcode, bool wide, uint8_t reg, const Address& a, uint8_t mandatory = 0);
  void immediate(uint8_t extension, bool wide, Register to, int32_t value);
  void onConstant(uint8_t opcode, Vector to, const Block& constant);
  void reference(Label label);  // four bytes, relative to the end of them

  struct Fixup {
    size_t at;
    Label label;
    bool relative;
    uint32_t bias;
  };
  std::vector<uint8_t> code_;
  std::vector<int64_t> labels_;  // offset, -1: not bound yet
  std::vector<Fixup> fixups_;
  std::map<Block, Label> constants_;
};

}  // namespace kiln::regex::x86_64
