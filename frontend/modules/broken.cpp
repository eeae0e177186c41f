#include "frontend/modules/broken.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "frontend/modules/certain.h"
#include "frontend/support/deep_stack.h"
#include "frontend/syntax/parse.h"

namespace kiln::modules {
namespace {

class Deferral {
 public:
  Deferral(Program& program, bool with_requires) : program_(program), with_requires_(with_requires) {}

  void run() {
    findErrors();
    if (!placed_) return;
    spread();
    std::unordered_set<const Module*> sure = surelyLoaded();
    bool certain = std::any_of(broken_.begin(), broken_.end(),
                               [&](const auto& entry) { return sure.contains(entry.first); });
    if (certain) return;
    for (size_t i = 0; i < program_.diagnostics.all().size(); ++i) {
      if (program_.diagnostics.all()[i].severity == Severity::Error) program_.diagnostics.downgrade(i);
    }
    for (auto& [module, cause] : broken_) makeThrow(*module, program_.diagnostics.all()[cause]);
  }

 private:
  void findErrors() {
    std::unordered_map<const SourceFile*, Module*> by_file;
    for (auto& module : program_.modules) by_file.emplace(module->file.get(), module.get());
    by_file.erase(nullptr);
    const auto& all = program_.diagnostics.all();
    for (size_t i = 0; i < all.size(); ++i) {
      if (all[i].severity != Severity::Error) continue;
      auto module = by_file.find(all[i].file);
      if (module == by_file.end())
        placed_ = false;
      else
        broken_.try_emplace(module->second, i);
    }
  }

  // A module whose static imports fail is not evaluated: it fails with the same error.
  void spread() {
    for (bool changed = true; changed;) {
      changed = false;
      for (auto& module : program_.modules) {
        if (broken_.contains(module.get())) continue;
        for (const Request& request : module->requests) {
          auto cause = request.isStatic() ? broken_.find(request.target) : broken_.end();
          if (cause == broken_.end()) continue;
          broken_.emplace(module.get(), cause->second);
          changed = true;
          break;
        }
      }
    }
  }

  std::unordered_set<const Module*> surelyLoaded() {
    std::unordered_set<const Module*> sure{program_.entry};
    std::vector<Module*> work{program_.entry};
    auto add = [&](Module* module) {
      if (module != nullptr && sure.insert(module).second) work.push_back(module);
    };
    for (auto& module : program_.modules) {
      if (module->kind == ModuleKind::Script) add(module.get());  // entries, all of them
    }
    while (!work.empty()) {
      Module& module = *work.back();
      work.pop_back();
      for (const Request& request : module.requests) {
        if (request.isStatic()) add(request.target);
      }
      if (!with_requires_) continue;
      for (size_t index : certainRequires(module)) add(module.requests[index].target);
    }
    return sure;
  }

  static std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (char c : text) {
      constexpr char kDigits[] = "0123456789abcdef";
      auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20)
        out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
      else if (c == '"' || c == '\\')
        out += {'\\', c};
      else
        out += c;
    }
    return out + '"';
  }

  void makeThrow(Module& module, const Diagnostic& cause) {
    std::string message = quoted(messageOfError(cause));
    std::string source = "throw new SyntaxError(" + message + ");";
    if (!isSyntaxError(cause)) {
      auto request = std::find_if(module.requests.begin(), module.requests.end(),
                                  [](const Request& r) { return r.isStatic() && !r.error_code.empty(); });
      std::string code = request == module.requests.end() ? "ERR_MODULE_NOT_FOUND" : request->error_code;
      source = "throw Object.assign(new Error(" + message + "), {code: " + quoted(code) + "});";
    }
    program_.replaced_files.push_back(std::move(module.file));
    module.file = std::make_unique<SourceFile>(module.path, source);
    if (module.kind == ModuleKind::Json) module.kind = ModuleKind::CommonJs;
    module.requests.clear();
    module.exports.clear();
    module.commonjs_reexports.clear();
    module.has_top_level_await = module.is_async = module.in_cycle = false;
    ast::Goal goal = module.kind == ModuleKind::Esm ? ast::Goal::Module : ast::Goal::CommonJs;
    runOnDeepStack([&] {
      module.ast = syntax::parse(*module.file, goal, program_.arena, program_.names, program_.diagnostics);
      module.analysis =
          sema::analyze(module.ast, *module.file, program_.arena, program_.names, program_.diagnostics);
    });
  }

  Program& program_;
  bool with_requires_;
  std::unordered_map<Module*, size_t> broken_;  // and the diagnostic that says why
  bool placed_ = true;                          // every error belongs to a module
};

}  // namespace

void deferErrors(Program& program, bool with_requires) {
  if (program.diagnostics.hasErrors()) Deferral(program, with_requires).run();
}

}  // namespace kiln::modules
