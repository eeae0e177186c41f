// ECMA-262 (Explicit Resource Management): what DisposableStack and AsyncDisposableStack share.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

enum class DisposeHint { Sync, Async };

struct DisposableStackObject : Object {
  ValueList resources;  // pairs: the value that the method is called on, and the method
  bool disposed;
};

// A SuppressedError with its two values and no message.
Value newSuppressedError(Value error, Value suppressed);
DisposableStackObject* thisDisposableStack(Args& args, CellKind kind, const char* method);
// The same, which must not be disposed yet.
DisposableStackObject* thisPendingStack(Args& args, CellKind kind, const char* method);
Value constructDisposableStack(Args& args, Shape* shape, const char* name);
// Methods of both prototypes.
Value disposableUse(DisposableStackObject* stack, Value value, DisposeHint hint);
Value disposableAdopt(DisposableStackObject* stack, Value value, Value on_dispose);
Value disposableDefer(DisposableStackObject* stack, Value on_dispose);
Value disposableMove(DisposableStackObject* stack, Shape* shape);

}  // namespace kiln::rt
