// A whole program: every module reachable from the entry, parsed, analysed, linked.
//
// The IR builder takes `modules` in order. Static ESM imports are evaluated in `Module::requests` order
// before the module's own body (depth first from the entry, as §16.2.1.5 says); CommonJS modules are
// evaluated at their require() calls.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "frontend/ast/ast.h"
#include "frontend/diagnostics/diagnostics.h"
#include "frontend/sema/analyze.h"

namespace kiln::modules {

// Evaluated: a constant text of eval or Function (frontend/modules/evaluated.h).
enum class ModuleKind : uint8_t { CommonJs, Esm, Json, Builtin, Script, Evaluated };

enum class RequestKind : uint8_t { StaticImport, ExportFrom, DynamicImport, Require, RequireResolve };

struct Module;

struct Request {
  RequestKind kind;
  Name specifier;
  Span span;  // of the specifier literal
  Module* target =
      nullptr;  // null: not found. StaticImport/ExportFrom then are errors; the others throw when run
  std::string error_code;     // MODULE_NOT_FOUND, ERR_MODULE_NOT_FOUND, ERR_PACKAGE_PATH_NOT_EXPORTED, …
  std::string error_message;  // Node's text
  Name type_attribute = nullptr;  // with {type: "json"}

  // The target is linked, and evaluated first.
  bool isStatic() const { return kind == RequestKind::StaticImport || kind == RequestKind::ExportFrom; }
};

// What an imported name stands for, after following re-exports.
struct ResolvedImport {
  enum class Kind : uint8_t {
    Variable,   // `binding` of ESM module `module` (live)
    Namespace,  // the namespace object of `module`
    Property,   // property `name` of `module`'s exports object (CommonJS / Builtin), read when `module` is
                // linked, as Node does; "default" is module.exports itself: see Default
    Loaded,     // what `module`, an ES module that the running program has already, exports as `name` (live)
    Default,    // module.exports of a CommonJS/Builtin module, or the value of a JSON module
  } kind;
  Module* module;
  sema::Binding* binding = nullptr;
  Name name = nullptr;
};

struct Export {
  Name name;
  const ResolvedImport* target;
};

struct Module {
  uint32_t index = 0;
  ModuleKind kind = ModuleKind::CommonJs;
  std::string path;  // real path; Builtin: bare name without node: ("fs/promises", "internal/util");
                     // Evaluated: "eval" or "Function"
  std::unique_ptr<SourceFile> file;  // null for Builtin
  ast::Program* ast = nullptr;       // null for Json and Builtin
  sema::Analysis analysis;
  std::vector<Request> requests;  // in source order; ESM: static ones first come in source order too
  std::vector<Export> exports;    // Esm: all resolvable names incl. star re-exports, sorted by code units;
                                  // CommonJs: the detected names (for namespaces)
  std::vector<Name> commonjs_reexports;  // detected `module.exports = require("x")` / __exportStar
  bool has_top_level_await = false;      // itself
  bool is_async = false;                 // itself or a static dependency
  bool in_cycle = false;                 // in a static import cycle: imports may be seen uninitialised
  bool provided = true;                  // Builtin: false if Kiln lacks it: requiring throws
  bool loaded = false;                   // the running program has it already: only referred to
};

struct LoadedModule {
  ModuleKind kind;
  std::vector<std::u16string> exports;  // Esm
};

struct Options {
  // What the entry is, when its name does not tell.
  std::optional<ModuleKind> entry_kind;
  std::vector<std::string> scripts;     // more entries: scripts that the host runs by their paths
  bool scripts_import_modules = false;  // every other .js file is an ES module
  std::vector<std::string> conditions;  // user conditions
  // Set when the standard library itself is compiled: `require` of a name that starts with internal/ is
  // allowed and everything but the entry stays external.
  bool builtin = false;
  std::string builtin_id;
  // Set when a file is loaded by a running program: the modules that it has. Errors of what the entry
  // requires come when it does.
  std::function<std::optional<LoadedModule>(const std::string& path)> loaded;
};

struct Program {
  Arena arena;
  NameTable names;
  Diagnostics diagnostics;
  std::deque<std::unique_ptr<Module>> modules;  // entry first; others in order of discovery
  Module* entry = nullptr;
  std::vector<Module*> link_order;  // dependencies of static imports before their importers

  std::deque<ResolvedImport> imports;                       // owns
  std::vector<std::unique_ptr<SourceFile>> replaced_files;  // that diagnostics still show
};

// Loads, parses, analyses and links. On errors `diagnostics.hasErrors()`.
std::unique_ptr<Program> load(const std::string& entry_path, const Options& options);

// Whether a module may load files at run time: what programs say of themselves is believed, computed names in
// their dependencies are mostly optional ones.
bool mayLoad(const Program& program, const Module& module);

bool isBuiltinModule(std::string_view name);  // with or without node:
bool isProvidedBuiltin(std::string_view name);

}  // namespace kiln::modules
