#include "eval/remembered.h"

#include <unordered_map>

#include "runtime/object/realm.h"

namespace kiln::eval {
namespace {

// Texts are kept as keys: a program that makes ever new ones shall not fill its memory with them.
constexpr size_t kMostText = 32 << 10, kMostTexts = 1 << 20;

struct Remembered {
  std::unordered_map<std::string, Compiled> texts;
  size_t size = 0;
};

std::string keyOf(const Source& source) {
  return std::to_string(rt::current_realm) + (source.adapt ? "f" : "e") + source.text;
}

}  // namespace

Compiled compileRemembered(const Source& source) {
  static Remembered remembered;
  if (source.text.size() > kMostText) return compile(source, nullptr);
  std::string key = keyOf(source);
  if (auto known = remembered.texts.find(key); known != remembered.texts.end()) return known->second;
  Compiled compiled = compile(source, nullptr);
  if (!compiled.error.empty() || compiled.runs_once) return compiled;
  if (remembered.size > kMostTexts) {
    remembered.texts.clear();
    remembered.size = 0;
  }
  remembered.size += key.size();
  remembered.texts.emplace(std::move(key), compiled);
  return compiled;
}

}  // namespace kiln::eval
