// Parts of Promise that its files share.
#pragma once
#include "runtime/jobs/jobs.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// §27.2.1.1. Of a promise made by %Promise% itself the functions are not made: they are undefined.
struct Capability {
  Value promise = Value::undefined(), resolve = Value::undefined(), reject = Value::undefined();
  void settle(bool threw, Value v) const;
};
Capability newCapability(Value constructor);  // §27.2.1.5 NewPromiseCapability
void definePromiseCombinators(Object* constructor);

}  // namespace kiln::rt
