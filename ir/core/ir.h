// The typed SSA IR: Program > Function > Block > Instr. See docs/ir.md for the law and a card per
// instruction.
//
// Ownership: a Program owns its Functions, Variables and atoms; a Function owns its Blocks and Instrs until
// it is destroyed (removed instructions stay allocated, merely unlinked). Pointers are stable.
//
// Control flow: a block's last instruction, and only it, has Control effect; its successors are in `succs`.
// Exceptions: a block may have an `unwind` successor, a handler block. Then the only instruction in it that
// may throw is the last before the terminator, and its result is not available in the handler. A handler
// block is entered by unwind edges only; after its phis comes `catch`. `preds` lists the predecessors, one
// entry an edge (unwind edges included); phi operands are in this order.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/core/type.h"
#include "runtime/abi/helpers.h"

namespace kiln::ir {

enum class Opcode : uint8_t {
#define KILN_OPCODE(name, text, result, effects, immediate, operands) name,
#include "ir/core/opcodes.def"
#undef KILN_OPCODE
};

enum class Effect : uint8_t { Pure, Reads, Allocates, Writes, Throws, RunsJs, Control };

enum class HelperId : uint16_t {
#define KILN_HELPER(result, name, params, effects) name,
#include "runtime/abi/helpers.def"
#undef KILN_HELPER
};
struct HelperInfo {
  const char* name;  // without the kiln_ prefix
  Rep result;
  std::vector<Rep> params;  // String* -> String, Object* and its derived cells -> Object, other pointers ->
                            // Pointer, bool -> Bool, uint32_t/int32_t -> Int32
  uint32_t effects;         // abi::HelperEffects
};
const HelperInfo& helperInfo(HelperId id);
bool helperByName(std::string_view name, HelperId* out);

enum class MathOp : uint8_t {
#define KILN_MATH_OP(name, text) name,
#include "runtime/abi/math_ops.def"
#undef KILN_MATH_OP
};
enum class SuspendKind : uint8_t { Initial, Yield, Await };
enum class CoroutineFieldKind : uint8_t { Self, Mode, Sent, State };

class Function;
class Block;
class Profile;
class Program;

// Interned constant string (property key, literal): UTF-16 code units, lone surrogates allowed.
struct Atom {
  std::u16string text;
  uint32_t id;
  bool is_double_field = false;  // own plain properties of this name are expected to hold doubles (docs/ir.md)
};

// Module-level variable: one root cell in the executable.
struct Variable {
  std::string name;                    // unique symbol stem, e.g. "m3.counter"
  const Atom* js_name;                 // for errors
  bool shared = false;                 // evaluated code may assign it
  bool constant = false;               // never assigned after its initialisation
  Function* known_function = nullptr;  // always this closure once initialised
  int32_t loaded_module = -1;          // index of an external ES module, of which it is the export js_name
  uint32_t id = 0;
};

struct LiteralKeys {  // imm of NewObject
  std::vector<const Atom*> keys;
  uint32_t inline_capacity = 0;
};

// Some properties that a group of accesses expects as own plain data of their object, together: one shape
// test serves for all of them. Which shape that is, the executable learns when it runs.
struct Layout {
  struct Method {
    const Atom* name;
    Function* function;
  };
  uint32_t id = 0;
  std::vector<const Atom*> fields;
  std::vector<int32_t>
      slots{};          // of the fields, where the text tells: only such shapes are accepted; or empty
  bool family = false;  // objects of several shapes that agree in those slots; has no methods
  std::vector<bool> doubles{};  // fields that hold doubles only, as the shape guarantees; or empty: none
  std::vector<Method>
      methods{};  // which the object inherits: closures of these functions when the shape is learnt

  bool isDouble(size_t field) const { return field < doubles.size() && doubles[field]; }
};

struct TemplateSite {  // tagged template: cooked may be null (undefined)
  std::vector<const Atom*> cooked, raw;
  uint32_t id = 0;
};

// Imm of AddressOf.
struct StaticRef {
  enum class Kind : uint8_t {
    ModuleInfo,
    FunctionInfo,
    TemplateData,
    RootCell,
    BindingFactory,
    ResumeEntry,
    ProfileSite
  } kind;
  uint32_t module = 0;                 // ModuleInfo: index into Program::modules
  Function* function = nullptr;        // FunctionInfo, ResumeEntry, ProfileSite
  const TemplateSite* site = nullptr;  // TemplateData
  Variable* variable = nullptr;        // RootCell: the cell of this variable, instead of one by name
  std::string name;  // RootCell: unique stem (one zeroed word, GC root); BindingFactory: binding name
  uint32_t offset = 0;   // ProfileSite: of the place, from the start of the function
  bool is_call = false;  // ProfileSite
};

struct SourceLoc {
  uint32_t offset = UINT32_MAX;  // byte offset in the function's module; UINT32_MAX: none
  uint32_t inlined = 0;          // 0: in the function itself; else 1 + index of its inline site
};

struct Instr {
  Opcode op;
  Type type;
  bool strict = false;  // SetProp, SetElem, SetGlobal
  bool flag = false;    // GetGlobal: typeof_safe; Branch: `then` is expected; GetProp, SetProp: hot;
                      // UnboxDouble: seldom an integer; CallKnown: a construction
  bool cold = false;  // seldom runs: code generation spends a call on it, no inline fast path
  bool once = false;  // runs once: nor a cache
  uint32_t id = 0;    // %id, unique in the function
  SourceLoc loc;
  Block* block = nullptr;
  std::vector<Instr*> operands;
  // Immediate, by opcode. `text` pointers are Program-owned.
  int64_t imm = 0;    // ConstInt32, ConstBool, ConstValue (word), Param, LoadCapture, CallHelper (HelperId),
                      // MathOp, SuspendKind, …; GetElem, SetElem: the ElementsKind to try first, or 0
  double number = 0;  // ConstDouble
  const Atom* atom = nullptr;  // ConstString, property keys, names, renderings
  Function* function =
      nullptr;  // MakeClosure, CallKnown, IsClosureOf, ReceiverOf, IsGetterOf, NewInstance, HasInstances, NewInstanceWith
  Variable* variable = nullptr;
  const LiteralKeys* keys = nullptr;
  const Layout* layout = nullptr;
  const StaticRef* ref = nullptr;
  std::vector<int32_t> cases;  // Switch

  Rep rep() const { return type.rep; }
  bool isTerminator() const;
  bool mayThrow() const;  // CallHelper: by the helper's effects
  Effect effect() const;  // CallHelper: derived from the helper's effects
};

inline bool isHelper(const Instr& instr, HelperId id) {
  return instr.op == Opcode::CallHelper && static_cast<HelperId>(instr.imm) == id;
}

// A call that was replaced by the callee's body. The locations of that body are in the callee's source.
struct InlineSite {
  const Function* callee;
  SourceLoc call;
};

class Block {
 public:
  uint32_t id = 0;
  Function* function = nullptr;
  std::vector<Instr*> instrs;
  std::vector<Block*> preds;
  std::vector<Block*> succs;  // of the terminator, without unwind
  Block* unwind = nullptr;
  bool is_handler = false;
  Instr* terminator() const { return instrs.empty() ? nullptr : instrs.back(); }
};

enum class FunctionKind : uint8_t { Normal, Generator, Async, AsyncGenerator, ModuleBody };

class Function {
 public:
  Program* program = nullptr;
  uint32_t id = 0;
  uint32_t module = 0;               // index into Program::modules
  std::string symbol;                // unique, for LLVM and dumps, e.g. "m0.fib.3"
  const Atom* name = nullptr;        // JavaScript `name`
  const Atom* frame_name = nullptr;  // in stack traces, when it is another
  FunctionKind kind = FunctionKind::Normal;
  uint32_t flags = 0;   // abi::FunctionFlags
  uint16_t length = 0;  // JavaScript `length`
  uint16_t inline_capacity = 0;
  uint32_t source_start = 0, source_end = 0;
  uint32_t param_count = 0;       // formals of the direct entry
  std::vector<Type> param_types;  // representation of each (Value by default)
  Type result = Type::of(Rep::Value);
  bool uses_this = true, uses_new_target = true, uses_callee = true;
  bool uses_arguments = false;                 // direct entry also gets argc, argv
  bool plain = false;                          // too little raw arithmetic for LLVM to find much (ir/passes/cold.cpp)
  bool escapes = true;                         // closure reachable as a value: needs the generic entry
  std::vector<bool> capture_is_box;            // per capture: raw Box* instead of a Value
  std::vector<std::unique_ptr<Block>> blocks;  // [0] is the entry
  std::vector<InlineSite> inline_sites;
  std::deque<Instr> storage;
  uint32_t next_instr_id = 0, next_block_id = 0;
  // set by the coroutines pass
  Function* resume = nullptr;  // the state machine of a coroutine
  Function* resume_of = nullptr;
  uint32_t frame_words = 0;

  Block* newBlock();
  Instr* newInstr(Opcode op, Type type, SourceLoc loc);  // not linked into a block
  Block* entry() const { return blocks[0].get(); }
};

struct ModuleRecord {
  std::string path;
  abi::ModuleKind kind;
  std::string display_path;  // as shown in stack traces
  std::string source;        // UTF-8 text (empty for builtins already in the archive)
  bool external = false;     // Builtin compiled into the stdlib archive, or loaded before: only referred to
  std::string symbol;        // kiln_module_…
  Function* body = nullptr;
  Function* instantiate = nullptr;  // ES modules: makes the hoisted functions
  bool has_tla = false;
  struct Export {
    const Atom* name;
    Variable* variable;         // or
    int32_t namespace_of = -1;  // module index
  };
  std::vector<Export> exports;  // sorted by name
  struct Request {
    const Atom* specifier;
    int32_t target;                         // module index or -1
    uint32_t flags;                         // abi::ModuleRequest flags
    std::string error_code, error_message;  // not found: why
  };
  std::vector<Request> requests;  // in source order
  std::string json_text;
  // Json: what the text says, in order; empty where that is left to run time.
  struct JsonItem {
    enum class Kind : uint8_t { Null, False, True, Number, String, Array, Object } kind;
    uint32_t count = 0;  // Array: elements, Object: members, each a String and the value
    double number = 0;
    const Atom* atom = nullptr;
  };
  std::vector<JsonItem> json_items;
};

class Program {
 public:
  std::deque<std::unique_ptr<Function>> functions;
  std::deque<ModuleRecord> modules;
  std::deque<Variable> variables;
  uint32_t main_module = 0;
  std::shared_ptr<const Profile> profile;  // of an earlier build, or null

  const Atom* atom(std::u16string_view text);
  const Atom* atomUtf8(std::string_view text);  // WTF-8
  void markDoubleField(const Atom* name);
  std::vector<const Atom*> doubleFields() const;  // by id
  Function* newFunction(std::string symbol);
  Variable* newVariable(std::string name, const Atom* js_name);
  const LiteralKeys* addKeys(LiteralKeys keys);
  const Layout* addLayout(Layout layout);  // its id is chosen here, and which of its fields are doubles
  const TemplateSite* addTemplate(TemplateSite site);
  // With the number that a text gives them; what is added later gets larger ones.
  const Layout* addLayout(Layout layout, uint32_t id);
  const TemplateSite* addTemplate(TemplateSite site, uint32_t id);
  const StaticRef* addRef(StaticRef ref);

 private:
  std::unordered_map<std::u16string, std::unique_ptr<Atom>> atoms_;
  std::deque<LiteralKeys> keys_;
  std::deque<Layout> layouts_;
  std::deque<TemplateSite> templates_;
  std::deque<StaticRef> refs_;
  uint32_t next_layout_ = 0, next_template_ = 0;
};

size_t opcodeCount();
const char* opcodeText(Opcode op);
Rep opcodeResult(Opcode op, bool* any);  // *any: set per instruction

// Recomputes preds of every block from succs and unwind. Only valid before phis exist or when the order is
// kept.
void replaceAllUses(Function& function, Instr* from, Instr* to);
// Unlinks `at` and moves what follows it in its block, with the block's successors, to a new block without
// predecessors. The block is left without a terminator. A handler stays with the block: what is moved may not throw.
Block* splitAt(Instr* at);
// Exceptions in `block`, which has no handler, go to that of `like` with the values that come from there. Splits the
// block behind each instruction that may throw.
void unwindLike(Block* block, const Block* like);
// Removes the edge to the block's handler.
void dropUnwind(Block* block);
void removeUnreachableBlocks(Function& function);  // fixes preds and phi operands
std::vector<Block*> reversePostOrder(const Function& function);

}  // namespace kiln::ir
