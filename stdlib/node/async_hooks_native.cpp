// The native half of lib/async_hooks.js: contexts (runtime/jobs/async_context.h), and the tracking of ids, which begins when
// a program first asks for one.
#include "runtime/jobs/async_context.h"

#include <utility>

#include "runtime/jobs/uncaught.h"
#include "runtime/loop/timers.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

Shape* contextShape() {
  static Shape* shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, nullptr, nullptr);  // of all realms
  return shape;
}

AsyncContext* newContext(Elements* stores, uint64_t id, uint64_t trigger_id, Value resource) {
  auto* context = static_cast<AsyncContext*>(newNativeObject(sizeof(AsyncContext), contextShape()));
  context->stores = stores;
  context->id = id;
  context->trigger_id = trigger_id;
  context->resource = resource;
  return context;
}

AsyncContext* contextOf(Value v) {
  return v.isUndefined() ? nullptr : static_cast<AsyncContext*>(asObject(v));
}
Value valueOf(AsyncContext* context) {
  return context == nullptr ? Value::undefined() : box(context);
}

// --- stores

// Where the storage's value is in the pairs, or their end.
uint32_t find(const Elements* stores, Value storage) {
  if (stores == nullptr) return 0;
  uint32_t at = 0;
  while (at < stores->length && !(stores->data[at] == storage)) at += 2;
  return at;
}

// getStore(storage)
Value getStore(Args& args) {
  if (async_context == nullptr) return Value::undefined();
  const Elements* stores = async_context->stores;
  uint32_t at = find(stores, args[0]);
  return stores == nullptr || at == stores->length ? Value::undefined() : stores->data[at + 1];
}

// setStore(storage, value): the running code goes on in a context with it, which is returned.
Value setStore(Args& args) {
  AsyncContext* before = async_context;
  const Elements* stores = before == nullptr ? nullptr : before->stores;
  uint32_t at = find(stores, args[0]), count = stores == nullptr ? 0 : stores->length;
  Object* pairs = newArrayOf(stores == nullptr ? nullptr : stores->data, count);
  if (at == count) {
    arrayPush(pairs, args[0]);
    arrayPush(pairs, args[1]);
  } else {
    pairs->elements->data[at + 1] = args[1];
  }
  async_context = before == nullptr
                      ? newContext(pairs->elements, 0, 0, Value::undefined())
                      : newContext(pairs->elements, before->id, before->trigger_id, before->resource);
  return box(async_context);
}

Value currentContext(Args&) {
  return valueOf(async_context);
}
// enterContext(context): the one before
Value enterContext(Args& args) {
  Value before = valueOf(async_context);
  async_context = contextOf(args[0]);
  return before;
}

// --- ids

uint64_t last_id = 1;  // of the main module
Value hooks;           // { init, before, after, destroy }, each a function; undefined: only ids are tracked
Value destroyed_ids;   // array of the ids whose destruction is still to be told, or undefined

void tell(const char* hook, uint32_t argc, const Value* argv) {
  if (!isObject(hooks)) return;
  try {
    call(get(asObject(hooks), atomKey(hook)), Value::undefined(), argc, argv);
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
}
Value idValue(uint64_t id) {
  return Value::number(static_cast<double>(id));
}

AsyncContext* created(const char* type, Value resource) {
  AsyncContext* before = async_context;
  if (!isObject(resource)) resource = box(newObject());
  AsyncContext* context = newContext(before == nullptr ? nullptr : before->stores, ++last_id,
                                     before == nullptr ? 0 : before->id, resource);
  Value argv[] = {idValue(context->id), box(internAscii(type)), idValue(context->trigger_id), resource};
  tell("init", 4, argv);
  return context;
}
void before(AsyncContext* context) {
  Value id = idValue(context->id);
  tell("before", 1, &id);
}
void after(AsyncContext* context) {
  Value id = idValue(context->id);
  tell("after", 1, &id);
}
Value tellDestroyed(Args&) {
  Elements* ids = asObject(destroyed_ids)->elements;
  destroyed_ids = Value::undefined();
  for (uint32_t i = 0; i < ids->length; ++i) tell("destroy", 1, &ids->data[i]);
  return Value::undefined();
}
// Told later, as Node does: what is being destroyed may be running.
void destroyId(Value id) {
  if (!isObject(hooks)) return;
  if (isObject(destroyed_ids)) {
    arrayPush(asObject(destroyed_ids), id);
    return;
  }
  destroyed_ids = box(newArrayOf(&id, 1));
  const AsyncTracking* tracking = std::exchange(async_tracking, nullptr);
  Value immediate =
      addImmediate(box(newNative(atoms.empty, KILN_NATIVE(tellDestroyed), 0)), 0, nullptr);
  async_tracking = tracking;
  unrefTimer(immediate);
}
void destroyed(AsyncContext* context) {
  if (context->id > 1) destroyId(idValue(context->id));
}
constexpr AsyncTracking kTracking = {created, before, after, destroyed};

// track(): ids from now on; what runs is taken for the main module when nothing was tracked before.
Value track(Args&) {
  if (async_tracking != nullptr) return Value::undefined();
  async_tracking = &kTracking;
  if (async_context == nullptr || async_context->id == 0) {
    async_context = newContext(async_context == nullptr ? nullptr : async_context->stores, 1, 0,
                               box(newObjectWithPrototype(nullptr)));
  }
  return Value::undefined();
}

// setHooks({ init, before, after, destroy } or undefined)
Value setHooks(Args& args) {
  hooks = args[0];
  return Value::undefined();
}

// newContext(triggerId or undefined, resource): for an AsyncResource, which emits `init` itself
Value newResourceContext(Args& args) {
  AsyncContext* before = async_context;
  uint64_t trigger = !args[0].isUndefined() ? static_cast<uint64_t>(toNumber(args[0]))
                     : before == nullptr    ? 1
                                            : before->id;
  return box(newContext(before == nullptr ? nullptr : before->stores, ++last_id, trigger, args[1]));
}

Value contextId(Args& args) {
  AsyncContext* context = contextOf(args[0]);
  return idValue(context == nullptr ? 0 : context->id);
}
Value contextTriggerId(Args& args) {
  AsyncContext* context = contextOf(args[0]);
  return idValue(context == nullptr ? 0 : context->trigger_id);
}
Value contextResource(Args& args) {
  AsyncContext* context = contextOf(args[0]);
  return context == nullptr ? Value::undefined() : context->resource;
}
Value destroyResource(Args& args) {
  destroyId(args[0]);
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"getStore", KILN_NATIVE(getStore), 1},
    {"setStore", KILN_NATIVE(setStore), 2},
    {"currentContext", KILN_NATIVE(currentContext), 0},
    {"enterContext", KILN_NATIVE(enterContext), 1},
    {"track", KILN_NATIVE(track), 0},
    {"setHooks", KILN_NATIVE(setHooks), 1},
    {"newContext", KILN_NATIVE(newResourceContext), 2},
    {"contextId", KILN_NATIVE(contextId), 1},
    {"contextTriggerId", KILN_NATIVE(contextTriggerId), 1},
    {"contextResource", KILN_NATIVE(contextResource), 1},
    {"destroyId", KILN_NATIVE(destroyResource), 1},
};

}  // namespace

void fillAsyncHooksNative(Object* exports) {
  hooks = destroyed_ids = Value::undefined();
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_async_hooks_native, "internal/async_hooks_native", ::kiln::rt::fillAsyncHooksNative)
