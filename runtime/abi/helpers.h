// Declarations of the runtime helpers for compiled code (see helpers.def) and of the static data that
// compiled code refers to.
#pragma once
#include "runtime/abi/layout.h"
#include "runtime/abi/profile.h"

namespace kiln::abi {

enum HelperEffects : uint32_t {
  kPure = 1 << 0,
  kReads = 1 << 1,
  kAllocates = 1 << 2,
  kThrows = 1 << 3 | kAllocates,
  kRunsJs = 1 << 4 | kThrows,
  kCold = 1 << 5,
  kNoReturn = 1 << 6 | kThrows,
};

enum class ErrorType : int32_t {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AggregateError,
  SuppressedError
};

enum class CoroutineKind : int32_t { Generator, AsyncFunction, AsyncGenerator };

// Object literal whose keys are all known plain data properties: `keys` are atoms in definition order, no
// duplicates, no index keys.
struct LiteralTemplate {
  uint32_t count;
  uint32_t inline_capacity;
  String* const* keys;
  uint64_t doubles;  // bit i: the literal's shape has a double slot for key i
};
struct ObjectLiteralCache {
  Shape* shape;  // nullptr until the first execution
};

struct TemplateData {
  uint32_t count;
  uint32_t reserved;
  const Value* cooked;  // atom/string cell or undefined
  const Value* raw;
};

// Evaluated: a constant text of eval or of Function, compiled with the program.
enum class ModuleKind : uint32_t { EsModule, CommonJs, Json, Builtin, Script, Evaluated };

// An export of an ES module, sorted by name (code unit order), as the namespace object needs it.
struct ModuleExport {
  String* name;
  Value* cell;  // the live binding's cell (empty = TDZ); nullptr: the export is a namespace of `ns`
  const struct ModuleInfo* ns;
};

// JSON as words: primitive values as they are; these, the number of elements or members, and the elements, or keys (atoms)
// and values by turns.
inline constexpr uint64_t kJsonArray = Value::empty().bits, kJsonObject = Value::undefined().bits;

struct ModuleInfo {
  const char* path;  // absolute path at build time (or builtin id "node:fs"), shown in errors, __filename;
                     // Evaluated: what takes the text, "eval" or "Function"
  ModuleKind kind;
  uint32_t export_count;
  const ModuleExport* exports;  // EsModule
  // EsModule: evaluates the body once: (module) -> undefined, or a promise when has_tla. CommonJs/Builtin:
  // wrapper function (exports, require, module, __filename, __dirname). Script, Evaluated: the body; `this` is
  // the global object, the result the completion value.
  Code body;
  // EsModule: makes the top-level functions, before any module of the graph is evaluated; may be null.
  Code instantiate;
  uint32_t has_tla;
  uint32_t request_count;
  const struct ModuleRequest* requests;  // literal specifiers that were resolved at build time
  struct ModuleState*
      state;  // mutable, zero at start; runtime-owned layout, kModuleStateWords words, in the globals section
  const SourceInfo* source;  // nullptr for builtins
  // Json: what the text says (JsonMark), or the text where that is not known before it runs.
  const uint64_t* json_values;
  const char* json_text;
  uint64_t json_length;
  // What body and instantiate are called with as their callee: null in compiled code, whose entries need none.
  Function* body_callee;
  Function* instantiate_callee;
};
inline constexpr size_t kModuleStateWords = 16;
struct ModuleRequest {
  String* specifier;
  const ModuleInfo* target;  // nullptr: not found at build time
  uint32_t flags;            // 1 = static import (evaluation dependency), 2 = require, 4 = dynamic import
  uint32_t reserved;
  const char* error_code;  // not found: Node's code and text; else null
  const char* error_message;
};

extern "C" {
#define KILN_HELPER(result, name, params, effects) result kiln_##name params;
#include "runtime/abi/helpers.def"
#undef KILN_HELPER

// Shapes of primitive cells, indexed by CellKind (StringLatin1 … BigInt). isString(cell) <=> shape in [0,
// Rope].
extern Shape kiln_primitive_shapes[];
extern Shape kiln_string_buffer_shapes[];  // of the characters of strings that grow (string_buffers.h): Latin-1, UTF-16
extern Shape kiln_no_shape;                        // no cell has it
extern const uint32_t kiln_always_valid;           // == 1
extern SiteAlternatives kiln_no_alternatives;      // empty, shared by all sites that have none
extern Shape* kiln_closure_shapes[kClosureKinds];  // by ClosureKind
extern Store kiln_empty_store;
extern Elements kiln_empty_elements;
extern PropertyCell kiln_empty_property_cell;
extern FreeLists kiln_free_lists;
// The original functions of the Math object, in the order of math_ops.def.
extern Value kiln_math_functions[];
extern Value kiln_intrinsics[];  // by Intrinsic
extern PlainArrays kiln_plain_arrays;
extern PlainIteration kiln_plain_iteration;
extern char* kiln_stack_limit;         // throw RangeError when the stack pointer is below
extern FlatString* kiln_single_char_strings[256];

// Made by the compiler, one per executable.
extern const ModuleInfo* const kiln_main_module;
extern const ModuleInfo* const kiln_modules[];  // all embedded modules, nullptr-terminated
}

// Sections of compiled code that the runtime walks between linker-made __start_/__stop_ symbols:
//   kiln_roots   writable words that may hold cells: module variables, caches' cells, template caches
//   (registered as GC roots) kiln_atoms   String* of every atom in static data (interned at start) kiln_pctab
//   return address -> source position tables (see runtime/abi/pctab.h)
}  // namespace kiln::abi
