#include "ir/build/symbols.h"

#include <cstdio>
#include <filesystem>

namespace kiln::ir {
namespace {

// Longer ones are cut: deeply nested functions would have names as long as the path to them.
constexpr size_t kLongestPart = 60, kLongestPrefix = 120;

std::string sanitised(std::string_view text) {
  std::string out;
  for (char c : text)
    out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$'
               ? c
               : '_';
  return out.empty() ? "anonymous" : out.substr(0, kLongestPart);
}

std::string hashOf(std::string_view text) {
  uint64_t hash = 0xcbf2'9ce4'8422'2325u;
  for (unsigned char byte : text) hash = (hash ^ byte) * 0x100'0000'01b3u;
  char buffer[20];
  std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(hash));
  return buffer;
}

// As seen from the program's entry: the same wherever the program lies.
std::string stemOf(const modules::Module& module, const modules::Program& program) {
  namespace fs = std::filesystem;
  if (&module == program.entry) return "main";
  if (module.kind == modules::ModuleKind::Builtin) return "node." + sanitised(module.path);
  if (module.kind == modules::ModuleKind::Evaluated)
    return module.path + "_" + hashOf(module.file->text()).substr(0, 10);
  fs::path path(module.path);
  std::string name = sanitised(path.stem().string());
  if (module.kind == modules::ModuleKind::Script) return name;
  fs::path base = fs::path(program.entry->path).parent_path();
  return name + "_" + hashOf(path.lexically_relative(base).string()).substr(0, 10);
}

}  // namespace

std::string Symbols::unique(std::string symbol) {
  uint32_t before = used_[symbol]++;
  if (before == 0) return symbol;
  return unique(symbol + "." + std::to_string(before));
}

void Symbols::add(const modules::Module& module, const modules::Program& program) {
  std::string& stem = stems_[&module] = unique(stemOf(module, program));
  std::unordered_map<std::string, uint32_t> siblings;
  for (const ast::Function* function : module.analysis.functions) {
    if (function == module.analysis.functions.front()) {
      functions_[function] = stem + ".body";
      continue;
    }
    auto around = functions_.find(function->info->parent->function);
    bool outermost = function->info->parent->function == module.analysis.functions.front();
    std::string prefix = outermost || around == functions_.end() ? stem : around->second;
    if (prefix.size() > kLongestPrefix) prefix = stem + "." + hashOf(prefix);
    prefix += "." + sanitised(toUtf8(function->name));
    functions_[function] = prefix + "." + std::to_string(siblings[prefix]++);
  }
  for (const sema::Binding* binding : module.analysis.bindings) {
    if (binding->storage == sema::Storage::ModuleVariable)
      bindings_[binding] = unique(stem + "." + sanitised(toUtf8(binding->name)));
  }
}

std::string Symbols::defaultConstructor(const std::string& around, const ast::Class* definition) {
  return unique(around + "." + sanitised(toUtf8(definition->name)) + ".constructor");
}

std::string Symbols::import(const modules::ResolvedImport* import) {
  return unique("import." + stem(import->module) + "." + sanitised(toUtf8(import->name)));
}

}  // namespace kiln::ir
