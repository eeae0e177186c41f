// The runtime's own atoms and the well-known symbols.
#pragma once
#include "runtime/value/strings.h"

namespace kiln::rt {

struct Atoms {
#define KILN_ATOM(identifier, text) String* identifier;
#define KILN_NAME(text) String* text;
#include "runtime/value/atoms.def"
};
extern Atoms atoms;

#define KILN_WELL_KNOWN_SYMBOLS(X)                                                                      \
  X(asyncDispose)                                                                                       \
  X(asyncIterator)                                                                                      \
  X(dispose) X(hasInstance) X(isConcatSpreadable) X(iterator) X(match) X(matchAll) X(replace) X(search) \
      X(species) X(split) X(toPrimitive) X(toStringTag) X(unscopables)
struct Symbols {
#define KILN_SYMBOL(name) Symbol* name;
  KILN_WELL_KNOWN_SYMBOLS(KILN_SYMBOL)
#undef KILN_SYMBOL
};
extern Symbols symbols;

Symbol* newSymbol(String* description, uint32_t flags = 0);  // description may be nullptr
void initialiseNames();

}  // namespace kiln::rt
