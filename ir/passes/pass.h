// Passes over the IR and the order in which `kiln` runs them.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "ir/core/ir.h"

namespace kiln::ir {

enum class OptLevel : uint8_t { O0, O1, O2, O3, Os };

struct Pass {
  const char* name;  // as in --dump=ir-after:<name>
  void (*run)(Program& program);
  OptLevel from;  // lowest level that runs it; Os counts as O2
};

// Every pass, in running order.
const std::vector<Pass>& passes();

// Splits generators, async functions and module bodies with top-level await into an entry and a resume
// function (docs/ir.md, Coroutines). Always runs: the instructions it replaces have no lowering.
void lowerCoroutines(Program& program);

// Puts the values of module variables that are given a constant once in the place of their reads.
void propagateConstantVariables(Program& program);

// Puts what known functions of the library do in front of their calls.
void findIntrinsicCalls(Program& program);

// Does without arguments objects and rest arrays that nothing but reads of the function itself sees.
void findArgumentLists(Program& program);

// Narrows TypeSets by forward flow through SSA, parameters and results of functions whose calls are all
// known.
void inferTypes(Program& program);

// Does without array literals that are made to be taken apart.
void takeApartLiterals(Program& program);

// Gives functions that use unknown values as numbers a fast copy that assumes they are (versions.h).
void speculate(Program& program);

// Replaces generic operators whose operands' types are known by typed ones and unboxes phis, parameters and
// results.
void specialise(Program& program);

// Marks the names of properties that hold fractions (double_fields.cpp).
void predictDoubleFields(Program& program);

// Writes out calls of Array.prototype's methods with a known callback as loops.
void expandArrayCallbacks(Program& program);

// Puts guarded known calls in front of calls of methods and constructors that the program has few of.
void devirtualise(Program& program);

// Replaces calls of small known functions by their bodies.
void inlineCalls(Program& program);

// Gives the ways from a fast to a generic copy boxes of their own, so that the fast copy needs none for them.
void sinkIntoExits(Program& program);

// Makes strings of three parts or more at once.
void joinConcatenations(Program& program);

// Makes objects of known constructors together with the fields that they get first.
void fillInstances(Program& program);

// Marks the property sites that run most often (heat.h): they check several shapes inline.
void markHotSites(Program& program);

// Marks the sites that run too seldom for an inline fast path (cold.cpp).
void markColdSites(Program& program);

// Folds constants and box/unbox pairs, removes unused pure instructions, unreachable and empty blocks.
void simplify(Program& program);
void simplify(Function& function);

// The same for what `speculate` made: boxes of a raw double stay, as they say that the double form is wanted.
void simplifyGuarded(Program& program);

// Runs the passes of `level`. `after` is called with each pass's name (dumps, --stop-after); returning false
// stops. In debug and test builds, or when `verify_each` is set, the verifier runs after every pass; a
// violation aborts with the pass's name.
void runPasses(Program& program, OptLevel level, bool verify_each,
               const std::function<bool(const char*)>& after);

}  // namespace kiln::ir
