// Proxy objects, for the few operations that look through them.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

inline bool isProxy(Value v) {
  return isKind(v, CellKind::Proxy);
}
Value newProxy(Value target, Value handler);

}  // namespace kiln::rt
