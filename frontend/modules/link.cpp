#include "frontend/modules/link.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace kiln::modules {
namespace {

using Kind = ResolvedImport::Kind;

class Linker {
 public:
  explicit Linker(Program& program) : program_(program), default_name_(program.names.intern(u"default")) {}

  void run() {
    for (auto& module : program_.modules) order(*module);
    for (auto& module : program_.modules) {
      if (module->loaded) continue;
      if (module->kind == ModuleKind::Esm) exportsOf(*module);
      if (module->kind == ModuleKind::CommonJs) {
        std::set<Name> seen;
        collectCommonJs(*module, seen, 0);
      }
    }
    for (auto& module : program_.modules) {
      if (module->kind == ModuleKind::Esm && module->ast != nullptr) {
        bindImports(*module);
        checkIndirectExports(*module);
      }
    }
  }

 private:
  struct Resolved {
    enum class Status { Found, Missing, Ambiguous } status = Status::Missing;
    ResolvedImport import{};
  };

  const ResolvedImport* keep(const ResolvedImport& import) { return &program_.imports.emplace_back(import); }

  // Dependencies before importers; a module met again on the way down is in a cycle.
  void order(Module& module) {
    if (state_[&module] == 2) return;
    if (state_[&module] == 1) {
      module.in_cycle = true;
      return;
    }
    state_[&module] = 1;
    for (Request& request : module.requests) {
      if (!request.isStatic() || request.target == nullptr) continue;
      order(*request.target);
      if (state_[request.target] == 1) module.in_cycle = true;
      module.is_async |= request.target->is_async;
    }
    module.is_async |= module.has_top_level_await;
    state_[&module] = 2;
    program_.link_order.push_back(&module);
  }

  Module* target(Module& module, int32_t request) {
    return module.requests[static_cast<size_t>(request)].target;
  }

  // §16.2.1.7.2.2 ResolveExport
  Resolved resolve(Module& module, Name name, std::vector<std::pair<Module*, Name>>& visited) {
    if (module.loaded && module.kind == ModuleKind::Esm) {
      for (const Export& exported : module.exports) {
        if (exported.name == name) return {Resolved::Status::Found, *exported.target};
      }
      return {};
    }
    if (module.kind != ModuleKind::Esm) {
      Resolved result;
      result.status = Resolved::Status::Found;
      result.import = {
          name == default_name_ || module.kind == ModuleKind::Json ? Kind::Default : Kind::Property, &module,
          nullptr, name};
      if (module.kind == ModuleKind::Json && name != default_name_) result.status = Resolved::Status::Missing;
      return result;
    }
    if (std::find(visited.begin(), visited.end(), std::make_pair(&module, name)) != visited.end()) return {};
    visited.push_back({&module, name});
    auto local = [&](sema::Binding* binding) -> Resolved {
      if (binding->kind == sema::BindingKind::Import) return resolveBinding(module, binding, visited);
      return {Resolved::Status::Found, {Kind::Variable, &module, binding, name}};
    };
    std::vector<Module*> stars;
    for (ast::Statement* s : module.ast->body->body) {
      if (auto* named = ast::as<ast::ExportNamed>(s)) {
        for (ast::ExportSpecifier& specifier : named->specifiers) {
          if (specifier.exported != name) continue;
          if (named->source == nullptr) {
            sema::Binding* binding = find(module, specifier.local);
            return binding == nullptr ? Resolved{} : local(binding);
          }
          Module* from = target(module, named->request);
          return from == nullptr ? Resolved{} : resolve(*from, specifier.local, visited);
        }
      } else if (auto* all = ast::as<ast::ExportAll>(s)) {
        Module* from = target(module, all->request);
        if (from == nullptr) continue;
        if (all->exported == name) return {Resolved::Status::Found, {Kind::Namespace, from, nullptr, name}};
        if (all->exported == nullptr) stars.push_back(from);
      } else if (auto* single = ast::as<ast::ExportDefault>(s)) {
        if (name == default_name_) return local(single->binding);
      } else if (auto* declaration = ast::as<ast::ExportDeclaration>(s)) {
        sema::Binding* binding = find(module, name);
        if (binding != nullptr && declares(declaration->declaration, binding)) return local(binding);
      }
    }
    if (name == default_name_) return {};
    Resolved found;
    for (Module* from : stars) {
      Resolved next = resolveStar(*from, name, visited);
      if (next.status == Resolved::Status::Ambiguous) return next;
      if (next.status != Resolved::Status::Found) continue;
      if (found.status != Resolved::Status::Found) {
        found = next;
      } else if (found.import.module != next.import.module || found.import.binding != next.import.binding ||
                 found.import.kind != next.import.kind) {
        return {Resolved::Status::Ambiguous, {}};
      }
    }
    return found;
  }

  Resolved resolveStar(Module& from, Name name, std::vector<std::pair<Module*, Name>>& visited) {
    if (from.kind == ModuleKind::Esm) return resolve(from, name, visited);
    // export * from CommonJS: only the names that its source shows.
    std::set<Name> seen;
    collectCommonJs(from, seen, 0);
    for (const Export& exported : from.exports) {
      if (exported.name == name) return {Resolved::Status::Found, *exported.target};
    }
    return {};
  }

  static bool mentions(ast::Node* node, sema::Binding* binding) {
    if (node == nullptr) return false;
    if (auto* identifier = ast::as<ast::BindingIdentifier>(node)) return identifier->binding == binding;
    if (auto* array = ast::as<ast::ArrayPattern>(node)) {
      for (ast::PatternElement& element : array->elements) {
        if (mentions(element.target, binding)) return true;
      }
      return mentions(array->rest, binding);
    }
    if (auto* object = ast::as<ast::ObjectPattern>(node)) {
      for (ast::PatternProperty& property : object->properties) {
        if (mentions(property.value.target, binding)) return true;
      }
      return mentions(object->rest, binding);
    }
    return false;
  }
  static bool declares(ast::Statement* s, sema::Binding* binding) {
    if (auto* variables = ast::as<ast::VariableDeclaration>(s)) {
      return std::any_of(variables->declarators.begin(), variables->declarators.end(),
                         [&](ast::Declarator& d) { return mentions(d.target, binding); });
    }
    if (auto* function = ast::as<ast::FunctionDeclaration>(s)) return function->binding == binding;
    if (auto* definition = ast::as<ast::ClassDeclaration>(s)) return mentions(definition->id, binding);
    return false;
  }

  static sema::Binding* find(Module& module, Name name) {
    for (sema::Binding* binding : module.analysis.top->bindings) {
      if (binding->name == name) return binding;
    }
    return nullptr;
  }

  // What an imported local name stands for.
  Resolved resolveBinding(Module& module, sema::Binding* binding,
                          std::vector<std::pair<Module*, Name>>& visited) {
    for (ast::Statement* s : module.ast->body->body) {
      auto* import = ast::as<ast::ImportDeclaration>(s);
      if (import == nullptr) continue;
      for (ast::ImportSpecifier& specifier : import->specifiers) {
        if (specifier.local->binding != binding) continue;
        Module* from = target(module, import->request);
        if (from == nullptr) return {};
        if (specifier.kind == ast::ImportSpecifier::Kind::Namespace)
          return {Resolved::Status::Found, {Kind::Namespace, from, nullptr, nullptr}};
        return resolve(*from, specifier.imported, visited);
      }
    }
    return {};
  }

  void bindImports(Module& module) {
    for (ast::Statement* s : module.ast->body->body) {
      auto* import = ast::as<ast::ImportDeclaration>(s);
      if (import == nullptr) continue;
      Module* from = target(module, import->request);
      if (from == nullptr) continue;
      for (ast::ImportSpecifier& specifier : import->specifiers) {
        Resolved resolved;
        if (specifier.kind == ast::ImportSpecifier::Kind::Namespace) {
          resolved = {Resolved::Status::Found, {Kind::Namespace, from, nullptr, nullptr}};
        } else {
          std::vector<std::pair<Module*, Name>> visited;
          resolved = resolve(*from, specifier.imported, visited);
        }
        if (resolved.status != Resolved::Status::Found) {
          reportUnresolved(module, resolved, specifier.imported_span, import->source, specifier.imported);
          continue;
        }
        specifier.local->binding->import = keep(resolved.import);
      }
    }
  }

  // §16.2.1.7.3.1 InitializeEnvironment, step 1
  void checkIndirectExports(Module& module) {
    for (ast::Statement* s : module.ast->body->body) {
      auto* named = ast::as<ast::ExportNamed>(s);
      if (named == nullptr || named->source == nullptr) continue;
      Module* from = target(module, named->request);
      if (from == nullptr) continue;
      for (ast::ExportSpecifier& specifier : named->specifiers) {
        std::vector<std::pair<Module*, Name>> visited;
        Resolved resolved = resolve(module, specifier.exported, visited);
        if (resolved.status != Resolved::Status::Found)
          reportUnresolved(module, resolved, specifier.local_span, named->source, specifier.local);
      }
    }
  }

  void reportUnresolved(Module& module, const Resolved& resolved, Span span, Name source, Name name) {
    auto kind = resolved.status == Resolved::Status::Missing ? DiagnosticKind::MissingExport
                                                             : DiagnosticKind::AmbiguousExport;
    program_.diagnostics.report(kind, module.file.get(), span, {toUtf8(source), toUtf8(name)});
  }

  void names(Module& module, std::set<Name>& out, std::set<Module*>& visited, bool star) {
    if (!visited.insert(&module).second) return;
    if (module.loaded) {
      for (const Export& exported : module.exports) {
        if (!star || exported.name != default_name_) out.insert(exported.name);
      }
      return;
    }
    if (module.kind != ModuleKind::Esm) {
      std::set<Name> seen;
      collectCommonJs(module, seen, 0);
      for (const Export& exported : module.exports) out.insert(exported.name);
      return;
    }
    std::set<Name> own;
    for (ast::Statement* s : module.ast->body->body) {
      if (auto* named = ast::as<ast::ExportNamed>(s)) {
        for (ast::ExportSpecifier& specifier : named->specifiers) own.insert(specifier.exported);
      } else if (auto* all = ast::as<ast::ExportAll>(s)) {
        if (all->exported != nullptr)
          own.insert(all->exported);
        else if (Module* from = target(module, all->request))
          names(*from, out, visited, true);
      } else if (ast::is<ast::ExportDefault>(s)) {
        if (!star) own.insert(default_name_);
      } else if (auto* declaration = ast::as<ast::ExportDeclaration>(s)) {
        for (sema::Binding* binding : module.analysis.top->bindings) {
          if (declares(declaration->declaration, binding)) own.insert(binding->name);
        }
      }
    }
    if (star) own.erase(default_name_);
    out.insert(own.begin(), own.end());
  }

  void exportsOf(Module& module) {
    std::set<Name> all;
    std::set<Module*> visited;
    names(module, all, visited, false);
    for (Name name : all) {
      std::vector<std::pair<Module*, Name>> path;
      Resolved resolved = resolve(module, name, path);
      if (resolved.status == Resolved::Status::Found) module.exports.push_back({name, keep(resolved.import)});
    }
    std::sort(module.exports.begin(), module.exports.end(),
              [](const Export& a, const Export& b) { return a.name->text < b.name->text; });
  }

  void collectCommonJs(Module& module, std::set<Name>& seen, int depth) {
    if (module.kind != ModuleKind::CommonJs || !module.exports.empty() || depth > 8) return;
    for (Name name : module.analysis.commonjs_exports) seen.insert(name);
    for (ast::CallExpression* call : module.analysis.reexports) {
      if (call->request < 0) continue;
      Module* from = target(module, call->request);
      if (from == nullptr || from == &module) continue;
      std::set<Name> inner;
      collectCommonJs(*from, inner, depth + 1);
      for (const Export& exported : from->exports) seen.insert(exported.name);
    }
    for (Name name : seen)
      module.exports.push_back(
          {name, keep({name == default_name_ ? Kind::Default : Kind::Property, &module, nullptr, name})});
  }

  Program& program_;
  Name default_name_;
  std::unordered_map<Module*, int> state_;
};

}  // namespace

void link(Program& program) {
  Linker(program).run();
}

}  // namespace kiln::modules
