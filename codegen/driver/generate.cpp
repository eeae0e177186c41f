#include "codegen/driver/generate.h"

#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <thread>

#include "codegen/driver/object_cache.h"
#include "codegen/emit/emit.h"
#include "frontend/support/deep_stack.h"

namespace kiln::driver {
namespace {

using Show = GenerateOptions::Show;

struct UnitCode {
  std::string object, rows, shown, error;
  bool compiled = false;
  double seconds = 0;  // of processor time
};

double threadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

UnitCode compileUnit(const codegen::Plan& plan, const codegen::Unit& unit, const GenerateOptions& options,
                     const ObjectCache& cache) {
  UnitCode code;
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> module = codegen::emit(plan, unit, context);
  if (options.show == Show::Llvm) code.shown = codegen::printModule(*module, options.only_function);
  if (options.verify) {
    if (std::string problems = codegen::verifyModule(*module); !problems.empty()) {
      std::fprintf(stderr, "kiln: internal error: malformed LLVM IR\n%s\n", problems.c_str());
      std::abort();
    }
  }
  if (options.show == Show::Assembly) {
    codegen::compileToAssembly(*module, options.level, &code.shown, &code.error);
    return code;
  }
  if (options.stop) return code;
  std::string key = codegen::fingerprint(*module, options.level);
  if (cache.find(key, &code.object, &code.rows)) return code;
  code.compiled = true;
  if (codegen::compileToObject(*module, options.level, &code.object, &code.rows, &code.error))
    cache.store(key, code.object, code.rows);
  return code;
}

}  // namespace

MachineCode generate(const codegen::Plan& plan, const GenerateOptions& options) {
  const std::vector<codegen::Unit>& units = plan.units();
  std::vector<UnitCode> code(units.size());
  ObjectCache cache;
  // The longest first, so that none is left alone at the end.
  std::vector<size_t> order(units.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return units[a].weight != units[b].weight ? units[a].weight > units[b].weight : a < b;
  });
  std::atomic<size_t> next{0};
  auto work = [&] {
    runOnDeepStack([&] {
      for (size_t at; (at = next++) < order.size();) {
        UnitCode& unit = code[order[at]];
        double start = threadSeconds();
        unit = compileUnit(plan, units[order[at]], options, cache);
        unit.seconds = threadSeconds() - start;
      }
    });
  };
  std::vector<std::thread> others;
  size_t count = std::min<size_t>(std::max(1u, std::thread::hardware_concurrency()), units.size());
  for (size_t i = 1; i < count; ++i) others.emplace_back(work);
  work();
  for (std::thread& thread : others) thread.join();
  MachineCode all;
  all.units = units.size();
  auto slowest = std::max_element(code.begin(), code.end(),
                                  [](const UnitCode& a, const UnitCode& b) { return a.seconds < b.seconds; });
  char seconds[40];
  std::snprintf(seconds, sizeof seconds, ", %.2f s", slowest->seconds);
  all.slowest = units[static_cast<size_t>(slowest - code.begin())].name + seconds;
  for (UnitCode& unit : code) {
    if (all.error.empty()) all.error = unit.error;
    all.shown += unit.shown;
    all.compiled += unit.compiled;
    all.objects.push_back(std::move(unit.object));
    if (!unit.rows.empty()) all.objects.push_back(std::move(unit.rows));
  }
  return all;
}

}  // namespace kiln::driver
