#include "runtime/value/atoms.h"

namespace kiln::rt {

Atoms atoms;
Symbols symbols;

Symbol* newSymbol(String* description, uint32_t flags) {
  static uint32_t next_hash = 0x9e37'79b9u;
  auto* symbol = static_cast<Symbol*>(allocate(sizeof(Symbol)));
  symbol->shape = &kiln_primitive_shapes[static_cast<size_t>(CellKind::Symbol)];
  symbol->hash = next_hash += 0x9e37'79b9u;
  symbol->flags = flags;
  symbol->description = description;
  return symbol;
}

void initialiseNames() {
  initialiseAtoms();
#define KILN_ATOM(identifier, text) atoms.identifier = internAscii(text);
#define KILN_NAME(text) atoms.text = internAscii(#text);
#include "runtime/value/atoms.def"
#define KILN_SYMBOL(name) symbols.name = newSymbol(internAscii("Symbol." #name), 4);
  KILN_WELL_KNOWN_SYMBOLS(KILN_SYMBOL)
#undef KILN_SYMBOL
}

}  // namespace kiln::rt
