// The native half of lib/internal/messaging.js: messages are cloned when they are sent and told in tasks of their own.
#include <utility>
#include <vector>

#include "runtime/loop/loop.h"
#include "stdlib/ecma/structured_clone.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

std::vector<Root*> waiting;

void tellWaiting() {
  for (Root* root : std::exchange(waiting, {})) {
    AsyncContext* context = root->context;
    Value tell = dropRoot(root);
    asCallback(context, [&] { callWith(tell, Value::undefined()); });
  }
}
// later(function): behind the poll phase, where libuv would tell of a message.
Value later(Args& args) {
  if (waiting.empty()) addLoopTask(tellWaiting);
  waiting.push_back(addRoot(args[0], "MESSAGEPORT"));
  return Value::undefined();
}

// clone(value, buffers to transfer, [from, to, …])
Value clone(Args& args) {
  ValueList buffers = listFromArrayLike(args[1]), replaced = listFromArrayLike(args[2]);
  return cloneMessage(args[0], buffers, replaced);
}
Value setTransferred(Args& args) {
  transferred_prototype = asObject(args[0]);
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"later", KILN_NATIVE(later), 1},
    {"clone", KILN_NATIVE(clone), 3},
    {"setTransferred", KILN_NATIVE(setTransferred), 1},
};

}  // namespace

void fillMessageNative(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_message_native, "internal/message_native", ::kiln::rt::fillMessageNative)
