// Proxy objects, for the few operations that look through them.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// Laid out as a function, so that callable proxies are called as functions are. captures: target, handler;
// both null once revoked.
inline bool isProxy(Value v) {
  return isKind(v, CellKind::Proxy);
}
inline Value proxyTarget(Object* proxy) {
  return static_cast<Function*>(proxy)->captures[0];
}
inline Value proxyHandler(Object* proxy) {
  return static_cast<Function*>(proxy)->captures[1];
}
Value newProxy(Value target, Value handler);

}  // namespace kiln::rt
