#include "ir/passes/pass.h"

#include <cstdio>
#include <cstdlib>

#include "ir/core/verifier.h"

namespace kiln::ir {

namespace {

void refineTypes(Program& program) {
  simplifyGuarded(program);
  inferTypes(program);
}

}  // namespace

const std::vector<Pass>& passes() {
  static const std::vector<Pass> rows = {
      {"simplify", simplify, OptLevel::O1},
      {"constant-variables", propagateConstantVariables, OptLevel::O1},
      {"intrinsic-calls", findIntrinsicCalls, OptLevel::O1},
      {"argument-lists", findArgumentLists, OptLevel::O1},
      {"infer", inferTypes, OptLevel::O1},
      // While the calls that tell what the fields get are still there.
      {"double-fields", predictDoubleFields, OptLevel::O2},
      {"array-callbacks", expandArrayCallbacks, OptLevel::O2},
      {"devirtualise", devirtualise, OptLevel::O2},
      {"inline", inlineCalls, OptLevel::O2},
      {"iterated-literals", takeApartLiterals, OptLevel::O2},
      {"speculate", speculate, OptLevel::O2},
      // The copies' guards are facts now.
      {"refine", refineTypes, OptLevel::O2},
      {"specialise", specialise, OptLevel::O1},
      {"sink", sinkIntoExits, OptLevel::O2},
      // After the typed passes, so that frame words are unboxed too.
      {"coroutines", lowerCoroutines, OptLevel::O0},
      {"cleanup", simplify, OptLevel::O1},
      {"concatenations", joinConcatenations, OptLevel::O1},
      {"instances", fillInstances, OptLevel::O2},
      {"hot-sites", markHotSites, OptLevel::O1},
      {"cold-sites", markColdSites, OptLevel::O1},
  };
  return rows;
}

namespace {

void verifyOrDie(const Program& program, const char* pass) {
  std::vector<std::string> problems = verify(program);
  if (problems.empty()) return;
  std::fprintf(stderr, "kiln: internal error: the IR is malformed after '%s':\n", pass);
  for (size_t i = 0; i < problems.size() && i < 10; ++i) std::fprintf(stderr, "  %s\n", problems[i].c_str());
  std::abort();
}

}  // namespace

void runPasses(Program& program, OptLevel level, bool verify_each,
               const std::function<bool(const char*)>& after) {
  if (verify_each) verifyOrDie(program, "build");
  OptLevel effective = level == OptLevel::Os ? OptLevel::O2 : level;
  for (const Pass& pass : passes()) {
    if (effective < pass.from) continue;
    pass.run(program);
    if (verify_each) verifyOrDie(program, pass.name);
    if (!after(pass.name)) return;
  }
}

}  // namespace kiln::ir
