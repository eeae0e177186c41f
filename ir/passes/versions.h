// Function versioning: a fast copy of a body that assumes what its guards test, and the original as generic
// copy.
//
// The function starts in the fast copy. Where a guard fails, control goes to the same place in the generic
// copy and stays there until the function returns (a one-way exit): the fast copy has no merge with unassumed
// values, and no metadata is needed to get back.
#pragma once
#include <unordered_map>
#include <vector>

#include "ir/core/ir.h"
#include "runtime/abi/layout.h"

namespace kiln::ir {

// What the fast copy tests in front of an instruction of the original.
struct Guard {
  enum class Kind : uint8_t {
    Number,    // `value` is a number: known as such from here on
    Double,    // the same, and the fast copy keeps it as a raw double
    Int32,     // `value` is in int32 form
    Overflow,  // the instruction itself (add, sub, mul, inc, dec, neg on int32 values) stays within int32
    MathCall,  // the instruction is a call of the untouched Math function `math`, on numbers
    CharCode,  // the instruction is a call of the untouched String.prototype.charCodeAt on a string that has
               // the index
    Layout,    // the object `value` has `layout`; the instruction accesses its `field`
    Field,     // the same where it is known to have it
    Init,      // the instruction is the last of those that give the new object `value` the fields of `layout`
    Skipped,   // the instruction is another one of those
    Entry,     // nothing is tested, but another guard's exit leads here
    Global,    // the instruction reads a plain global variable
    Super,     // the instruction, a get_super, reads a plain property of the prototype
    This,      // the instruction, a sloppy_this, has an object as operand
    Constant,  // `value`, read from a variable that is assigned once, is there
    Same,      // the instruction has the value of `value`; nothing is tested
    View,      // `value` is a typed array of the kind `view`
    Callee,    // the instruction, a branch, goes the first way
    Element,   // the instruction reads, writes or counts elements of `value`, whose view is known
  };
  Kind kind;
  Instr* value = nullptr;
  MathOp math = MathOp::Floor;
  bool ints = false;             // MathCall: the arguments are int32
  bool likely_fraction = false;  // Double: seldom an integer
  const Layout* layout = nullptr;
  int64_t field = 0;
  bool method = false;           // `field` is the number of a method
  std::vector<Instr*> values{};  // Init: of the fields
  const Instr* continuation =
      nullptr;  // Init: where the generic copy goes on when the object has another layout
  abi::ElementsKind view = abi::ElementsKind::None;
};

using GuardPlan =
    std::unordered_map<const Instr*, std::vector<Guard>>;  // by the instruction they come before

// Splits `function` into the two copies. Guarded instructions must not be phis, nor follow the throwing
// instruction of their block under a handler. The entry block must have no predecessors.
void makeVersions(Function& function, const GuardPlan& plan);

// The block that a failing guard enters, on the way to the generic copy: it has nothing but a jump.
bool isExit(const Block& block);

}  // namespace kiln::ir
