// The module graph: reads, parses and analyses every module reachable from the entry, then links imports to
// exports.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "frontend/modules/broken.h"
#include "frontend/modules/certain.h"
#include "frontend/modules/evaluated.h"
#include "frontend/modules/link.h"
#include "frontend/modules/program.h"
#include "frontend/modules/resolver.h"
#include "frontend/support/deep_stack.h"
#include "frontend/syntax/parse.h"

namespace kiln::modules {
namespace fs = std::filesystem;
namespace {

struct BuiltinRow {
  const char* name;
  bool provided;
};
constexpr BuiltinRow kBuiltins[] = {
#define KILN_BUILTIN(name, provided) {name, provided != 0},
#include "frontend/modules/builtins.def"
#undef KILN_BUILTIN
};

const BuiltinRow* builtin(std::string_view name) {
  if (name.starts_with("node:")) name.remove_prefix(5);
  for (const BuiltinRow& row : kBuiltins) {
    if (name == row.name) return &row;
  }
  return nullptr;
}

class Loader {
 public:
  Loader(Program& program, const Options& options)
      : program_(program), options_(options), resolver_(options.conditions) {}

  void run(const std::string& entry) {
    std::string path = pathOfEntry(entry);
    if (path.empty()) return;
    program_.entry =
        open(path, options_.builtin ? ModuleKind::Builtin : options_.entry_kind.value_or(kindOf(path, true)));
    for (const std::string& script : options_.scripts) {
      path = pathOfEntry(script);
      if (path.empty()) return;
      open(path, ModuleKind::Script);
    }
    for (size_t i = 0; i < program_.modules.size(); ++i) load(*program_.modules[i]);
    bool at_run_time = options_.loaded != nullptr;
    if (!options_.builtin && !at_run_time) certain(*program_.entry);
    deferErrors(program_, !at_run_time);
    if (program_.diagnostics.hasErrors()) return;
    if (!options_.builtin && !at_run_time) {
      implied();
      impliedByEval();
      impliedByLoads();
    }
    link(program_);
    deferErrors(program_, !at_run_time);
  }

 private:
  // "" when it was reported.
  std::string pathOfEntry(const std::string& entry) {
    std::error_code error;
    fs::path path = fs::canonical(entry, error);
    if (error) {
      // Node's habit: the extension may be left out.
      for (const char* extension : {".js", ".mjs", ".cjs"}) {
        if (error) path = fs::canonical(entry + extension, error);
      }
    }
    if (error) {
      unreadable(entry, std::strerror(ENOENT));
      return "";
    }
    if (fs::is_directory(path, error)) {
      unreadable(entry, "it is a directory; name a file");
      return "";
    }
    return path.string();
  }

  // Reports what is missing where `module`, which surely runs, surely asks for it. Elsewhere require()
  // throws.
  void certain(Module& module) {
    if (!certain_.insert(&module).second) return;
    for (size_t index : certainRequires(module)) {
      const Request& request = module.requests[index];
      if (request.target != nullptr) {
        certain(*request.target);
      } else if (request.error_code == "MODULE_NOT_FOUND") {
        program_.diagnostics.report(DiagnosticKind::ModuleNotFound, module.file.get(), request.span,
                                    {request.error_message});
      }
    }
  }

  // Parts of the library that programs reach by properties instead of require(): they are asked for by the
  // names that the program has. A name too many costs size, nothing else.
  void implied() {
    auto names = [&](std::initializer_list<const char16_t*> any) {
      return std::any_of(any.begin(), any.end(), [&](auto* name) { return program_.names.contains(name); });
    };
    if (names({u"stdin"}) ||
        (names({u"stdout", u"stderr"}) &&
         names({u"pipe", u"pipeTo", u"pipeline", u"on", u"once", u"end", u"cork", u"emit", u"Writable"})))
      imply("internal/stdio");
    bool reads_handles = names({u"readLines", u"readableWebStream", u"getAsyncId"});
    if (reads_handles || names({u"createReadStream", u"createWriteStream", u"ReadStream", u"WriteStream",
                                u"FileReadStream", u"FileWriteStream"})) {
      imply("internal/fs_streams");
      imply("internal/file_handle");
    }
    if (reads_handles) imply("internal/file_handle_reading");
    if (names({u"watch", u"watchFile", u"unwatchFile"})) imply("internal/fs_watch");
    if (names({u"openAsBlob"})) imply("internal/file_blob");
    if (names({u"Console"})) imply("internal/console");
    if (names({u"report"})) imply("internal/process_report");
    if (names({u"allowedNodeEnvironmentFlags"})) imply("internal/environment_flags");
    if (names({u"binding"})) imply("internal/process_binding");
    if (names({u"win32"})) imply("path/win32");
    if (names({u"toWeb", u"fromWeb"})) imply("internal/webstreams/adapters");
    if (names({u"EventEmitterAsyncResource"})) imply("internal/event_resource");
    if (names({u"stream"}) && names({u"Blob", u"File", u"blob"})) imply("internal/blob_stream");
    if (names({u"subtle"})) imply("internal/crypto/webcrypto");
    std::set<std::string> globals;
#define KILN_LAZY_GLOBAL(name, id, path, enumerable) \
  if (names({u"" #name})) globals.insert(path);
#include "runtime/abi/lazy_globals.def"
#undef KILN_LAZY_GLOBAL
    for (const std::string& path : globals) imply(path);
  }
  // What a direct eval may require() is named by some string of the program: eval("require")(name).
  void impliedByEval() {
    bool evaluates = std::any_of(program_.modules.begin(), program_.modules.end(), [](const auto& module) {
      return module->analysis.direct_eval && module->kind == ModuleKind::CommonJs;
    });
    if (!evaluates) return;
    std::set<std::string> names;
    for (const auto& module : program_.modules) {
      for (const ast::StringLiteral* literal : module->analysis.strings) {
        std::string text = toUtf8(literal->value);
        if (isProvidedBuiltin(text)) names.insert(text.starts_with("node:") ? text.substr(5) : text);
      }
    }
    for (const std::string& name : names) imply(name);
  }
  // Files that only run time finds require builtin modules that no text here names: those that bring no library of
  // their own are there where such files can be loaded.
  void impliedByLoads() {
    bool loads = false, evaluates = false;
    for (const auto& module : program_.modules) {
      if (module->kind == ModuleKind::Builtin) continue;
      loads |= module->analysis.computed_require;
      evaluates |= !module->analysis.code_uses.empty();
    }
    if (!loads || !evaluates) return;
    for (const char* name : {"assert", "assert/strict", "events", "fs", "module", "os", "path", "punycode", "querystring", "stream",
                             "string_decoder", "timers", "tty", "url", "util"})
      imply(name);
  }
  void imply(const std::string& name) {
    Request request;
    request.kind = RequestKind::Require;
    request.specifier = program_.names.internUtf8(name);
    request.target = open(name, ModuleKind::Builtin);
    program_.entry->requests.push_back(std::move(request));
  }

  void unreadable(const std::string& path, const std::string& why) {
    program_.diagnostics.report(DiagnosticKind::UnreadableFile, nullptr, {}, {path, why});
  }

  ModuleKind kindOf(const std::string& path, bool) {
    if (path.ends_with(".json")) return ModuleKind::Json;
    if (path.ends_with(".mjs")) return ModuleKind::Esm;
    if (path.ends_with(".cjs")) return ModuleKind::CommonJs;
    return options_.scripts_import_modules || resolver_.isEsmPackage(path) ? ModuleKind::Esm
                                                                           : ModuleKind::CommonJs;
  }

  Module* open(const std::string& path, ModuleKind kind) {
    // A script is no module: the module of its file is another one.
    auto [it, inserted] = by_path_.try_emplace(kind == ModuleKind::Script ? "script:" + path : path);
    if (!inserted) return it->second;
    auto module = std::make_unique<Module>();
    module->index = static_cast<uint32_t>(program_.modules.size());
    module->kind = kind;
    module->path = path;
    it->second = module.get();
    if (options_.loaded && kind != ModuleKind::Builtin) markLoaded(*module);
    program_.modules.push_back(std::move(module));
    return it->second;
  }

  void markLoaded(Module& module) {
    std::optional<LoadedModule> known = options_.loaded(module.path);
    if (!known) return;
    module.loaded = true;
    module.kind = known->kind;
    for (const std::u16string& text : known->exports) {
      Name name = program_.names.intern(text);
      program_.imports.push_back({ResolvedImport::Kind::Loaded, &module, nullptr, name});
      module.exports.push_back({name, &program_.imports.back()});
    }
  }

  // Constant texts of eval and Function: what cannot be compiled with the program is left to the compiler of
  // run time.
  void texts(Module& module) {
    for (const sema::CodeText& text : module.analysis.code_texts) {
      if (!isCompiled(text)) module.analysis.code_uses.push_back(text.use);
    }
  }
  bool isCompiled(const sema::CodeText& text) {
    std::string key = text.is_function ? "Function:" + text.source.whole() : "eval:" + text.source.body;
    auto [it, inserted] = by_path_.try_emplace(key);
    if (!inserted) return it->second != nullptr;
    std::unique_ptr<Module> module = evaluatedModule(program_, text);
    if (module == nullptr) return false;
    it->second = module.get();
    module->index = static_cast<uint32_t>(program_.modules.size());
    program_.modules.push_back(std::move(module));
    return true;
  }

  void load(Module& module) {
    if (module.kind == ModuleKind::Evaluated) return texts(module);
    bool is_source = module.kind != ModuleKind::Builtin || (options_.builtin && &module == program_.entry);
    if (!is_source || module.loaded) return;
    errno = 0;
    std::ifstream in(module.path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    if (!in) return unreadable(module.path, std::strerror(errno != 0 ? errno : EIO));
    module.file = std::make_unique<SourceFile>(module.path, text.str());
    if (options_.builtin && &module == program_.entry) module.path = options_.builtin_id;
    if (module.kind == ModuleKind::Json) return;
    ast::Goal goal = module.kind == ModuleKind::Esm      ? ast::Goal::Module
                     : module.kind == ModuleKind::Script ? ast::Goal::Script
                                                         : ast::Goal::CommonJs;
    runOnDeepStack([&] {
      module.ast = syntax::parse(*module.file, goal, program_.arena, program_.names, program_.diagnostics);
      if (module.ast == nullptr) return;
      module.has_top_level_await = module.ast->has_top_level_await;
      module.analysis =
          sema::analyze(module.ast, *module.file, program_.arena, program_.names, program_.diagnostics);
    });
    if (module.ast == nullptr) return;
    requests(module);
    if (!options_.builtin && !options_.loaded) texts(module);
  }

  int32_t request(Module& module, RequestKind kind, Name specifier, Span span,
                  std::span<ast::ImportAttribute> attributes = {}) {
    Request request;
    request.kind = kind;
    request.specifier = specifier;
    request.span = span;
    for (const ast::ImportAttribute& attribute : attributes) {
      if (attribute.key->text == u"type") request.type_attribute = attribute.value;
    }
    bool esm = kind != RequestKind::Require && kind != RequestKind::RequireResolve;
    std::string text = toUtf8(specifier);
    bool internal = options_.builtin && text.starts_with("internal/");
    if (internal || isBuiltinModule(text)) {
      std::string name = text.starts_with("node:") ? text.substr(5) : text;
      request.target = open(name, ModuleKind::Builtin);
      request.target->provided = internal || isProvidedBuiltin(name);
    } else {
      std::string from = module.file->path();
      Resolution resolution = resolver_.resolve(text, from, esm);
      if (resolution.builtin) {
        request.target = open(resolution.path, ModuleKind::Builtin);
        request.target->provided = isProvidedBuiltin(resolution.path);
      } else if (!resolution.path.empty()) {
        request.target = open(resolution.path, kindOf(resolution.path, esm));
      } else {
        request.error_code = resolution.error_code;
        request.error_message = resolution.error_message;
        if (request.isStatic()) {
          program_.diagnostics.report(DiagnosticKind::ModuleNotFound, module.file.get(), span,
                                      {resolution.error_message});
        }
      }
    }
    module.requests.push_back(std::move(request));
    return static_cast<int32_t>(module.requests.size()) - 1;
  }

  void requests(Module& module) {
    for (ast::Statement* s : module.ast->body->body) {
      if (auto* import = ast::as<ast::ImportDeclaration>(s)) {
        import->request = request(module, RequestKind::StaticImport, import->source, import->source_span,
                                  import->attributes);
      } else if (auto* named = ast::as<ast::ExportNamed>(s); named != nullptr && named->source != nullptr) {
        named->request =
            request(module, RequestKind::ExportFrom, named->source, named->source_span, named->attributes);
      } else if (auto* all = ast::as<ast::ExportAll>(s)) {
        all->request =
            request(module, RequestKind::ExportFrom, all->source, all->source_span, all->attributes);
      }
    }
    for (ast::CallExpression* call : module.analysis.requires_) {
      auto* literal = static_cast<ast::StringLiteral*>(call->arguments[0]);
      bool plain = ast::is<ast::Identifier>(call->callee);
      call->request = request(module, plain ? RequestKind::Require : RequestKind::RequireResolve,
                              literal->value, literal->span);
    }
    for (ast::ImportCall* call : module.analysis.import_calls) {
      auto* literal = static_cast<ast::StringLiteral*>(call->specifier);
      call->request = request(module, RequestKind::DynamicImport, literal->value, literal->span);
    }
    for (ast::StringLiteral* literal : module.analysis.require_candidates)
      request(module, RequestKind::Require, literal->value, literal->span);
    if (module.analysis.computed_require) guesses(module);
    for (ast::StringLiteral* literal : module.analysis.import_candidates)
      request(module, RequestKind::DynamicImport, literal->value, literal->span);
  }

  // Strings of a module with a computed require() that are specifiers of something: files next to it, and
  // packages when the program itself asks (a package's strings are seldom names of other packages).
  void guesses(Module& module) {
    bool in_package = module.file->path().find("/node_modules/") != std::string::npos;
    for (ast::StringLiteral* literal : module.analysis.strings) {
      std::string text = toUtf8(literal->value);
      // "./" and "../" alone are there to be compared with, or put in front of something.
      bool relative = (text.starts_with("./") || text.starts_with("../")) &&
                      text.find_first_not_of("./") != std::string::npos;
      bool bare = !text.empty() && text.size() < 100 && text.find_first_of(" \n\\:") == std::string::npos &&
                  (std::isalpha(static_cast<unsigned char>(text[0])) || text[0] == '@');
      if (!relative && (!bare || in_package || isBuiltinModule(text))) continue;
      Resolution resolution = resolver_.resolve(text, module.file->path(), false);
      bool code = false;
      for (const char* extension : {".js", ".cjs", ".mjs", ".json"})
        code |= resolution.path.ends_with(extension);
      bool tells = code || resolution.error_code == "ERR_PACKAGE_PATH_NOT_EXPORTED";
      if (tells) request(module, RequestKind::Require, literal->value, literal->span);
    }
  }

  Program& program_;
  const Options& options_;
  Resolver resolver_;
  std::unordered_map<std::string, Module*> by_path_;
  std::unordered_set<const Module*> certain_;
};

}  // namespace

bool isBuiltinModule(std::string_view name) {
  return builtin(name) != nullptr;
}
bool isProvidedBuiltin(std::string_view name) {
  const BuiltinRow* row = builtin(name);
  return row != nullptr && row->provided;
}

// "" outside of node_modules, else the path up to the package's own files.
static std::string packageOf(const std::string& path) {
  constexpr std::string_view kFolder = "/node_modules/";
  size_t at = path.rfind(kFolder);
  if (at == std::string::npos) return "";
  size_t name = at + kFolder.size();
  size_t end = path.find('/', name);
  if (path[name] == '@' && end != std::string::npos) end = path.find('/', end + 1);
  return path.substr(0, end);
}

bool mayLoad(const Program& program, const Module& module) {
  return packageOf(module.path) == packageOf(program.entry->path);
}

std::unique_ptr<Program> load(const std::string& entry_path, const Options& options) {
  auto program = std::make_unique<Program>();
  Loader(*program, options).run(entry_path);
  return program;
}

}  // namespace kiln::modules
