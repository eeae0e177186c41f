#include "runtime/loop/timers.h"

#include <uv.h>

#include <algorithm>
#include <cmath>

#include "runtime/jobs/jobs.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

struct Timer : Object {
  Value callback;
  Object* arguments;
  Timer* next;   // in the queue
  uint64_t due;  // ms
  uint64_t sequence;
  uint64_t interval;  // 0: once
  uint32_t id;
  bool active, immediate, referenced;
};

Timer* timers;      // by due time, then sequence
Timer* immediates;  // in order
uint64_t sequence;
uint32_t next_id = 1;
Shape* timer_shape;
Shape* immediate_shape;

uint64_t now() {
  return uv_hrtime() / 1000000;
}

Timer* make(Value callback, uint32_t argc, const Value* argv) {
  if (!isCallable(callback))
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
                  "The \"callback\" argument must be of type function. Received " + describe(callback));
  auto* timer = static_cast<Timer*>(allocate(sizeof(Timer)));
  timer->store = &kiln_empty_store;
  timer->callback = callback;
  timer->arguments = newArrayOf(argv, argc);
  timer->sequence = ++sequence;
  timer->id = next_id++;
  timer->active = timer->referenced = true;
  return timer;
}

void enqueue(Timer* timer) {
  Timer** at = &timers;
  while (*at != nullptr &&
         ((*at)->due < timer->due || ((*at)->due == timer->due && (*at)->sequence < timer->sequence)))
    at = &(*at)->next;
  timer->next = *at;
  *at = timer;
}

void run(Timer* timer) {
  Elements* elements = timer->arguments->elements;
  call(timer->callback, box(timer), elements->length, elements->data);
  runMicrotasks();
}

Timer* timerOf(Value v) {
  if (isObject(v) && (asObject(v)->shape == timer_shape || asObject(v)->shape == immediate_shape))
    return static_cast<Timer*>(asObject(v));
  if (v.isNumber() || isString(v)) {
    double id = toNumber(v);
    for (Timer* t = timers; t != nullptr; t = t->next) {
      if (t->id == id) return t;
    }
  }
  return nullptr;
}

Value unref(Args& args) {
  if (Timer* t = timerOf(args.this_value)) t->referenced = false;
  return args.this_value;
}
Value ref(Args& args) {
  if (Timer* t = timerOf(args.this_value)) t->referenced = true;
  return args.this_value;
}
Value hasRef(Args& args) {
  Timer* t = timerOf(args.this_value);
  return Value::boolean(t != nullptr && t->referenced);
}
Value close(Args& args) {
  clearTimer(args.this_value);
  return args.this_value;
}
Value refresh(Args& args) {
  if (Timer* t = timerOf(args.this_value); t != nullptr && t->active) {
    clearTimer(args.this_value);
    t->active = true;
    t->due = now() + std::max<uint64_t>(1, t->interval);
    enqueue(t);
  }
  return args.this_value;
}
Value toPrimitiveId(Args& args) {
  Timer* t = timerOf(args.this_value);
  return t == nullptr ? Value::undefined() : Value::number(t->id);
}

Shape* shapeOf(Shape*& shape, const char* name) {
  if (shape != nullptr) return shape;
  static const NativeMethod methods[] = {
      {"ref", KILN_NATIVE(ref), 0},       {"unref", KILN_NATIVE(unref), 0},
      {"hasRef", KILN_NATIVE(hasRef), 0}, {"refresh", KILN_NATIVE(refresh), 0},
      {"close", KILN_NATIVE(close), 0},   {"@@toPrimitive", KILN_NATIVE(toPrimitiveId), 0}};
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  defineMethods(prototype, methods);
  putDirect(prototype, PropertyKey::atom(atoms.constructor),
            box(newNative(internAscii(name), KILN_NATIVE(ref), 0)), kHidden);
  return shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, nullptr);
}

}  // namespace

Value addTimer(Value callback, double delay, bool repeat, uint32_t argc, const Value* argv) {
  Timer* timer = make(callback, argc, argv);
  timer->shape = shapeOf(timer_shape, "Timeout");
  // Node: out of range or NaN is 1 ms.
  if (!(delay >= 1 && delay <= 2147483647.0)) delay = 1;
  auto wait = static_cast<uint64_t>(delay);
  timer->due = now() + wait;
  timer->interval = repeat ? wait : 0;
  enqueue(timer);
  return box(timer);
}

Value addImmediate(Value callback, uint32_t argc, const Value* argv) {
  Timer* timer = make(callback, argc, argv);
  timer->shape = shapeOf(immediate_shape, "Immediate");
  timer->immediate = true;
  Timer** at = &immediates;
  while (*at != nullptr) at = &(*at)->next;
  *at = timer;
  return box(timer);
}

void clearTimer(Value handle) {
  Timer* timer = timerOf(handle);
  if (timer == nullptr) return;
  timer->active = false;
  for (Timer** at = timer->immediate ? &immediates : &timers; *at != nullptr; at = &(*at)->next) {
    if (*at == timer) {
      *at = timer->next;
      return;
    }
  }
}

bool runTimers() {
  uint64_t time = now();
  uint64_t limit = sequence;
  while (timers != nullptr && timers->due <= time && timers->sequence <= limit) {
    Timer* timer = timers;
    timers = timer->next;
    run(timer);
    if (timer->interval != 0 && timer->active) {
      timer->due = now() + timer->interval;
      timer->sequence = ++sequence;
      enqueue(timer);
    }
  }
  Timer* batch = immediates;
  immediates = nullptr;
  while (batch != nullptr) {
    Timer* timer = batch;
    batch = timer->next;
    if (timer->active) run(timer);
  }
  if (immediates != nullptr) return true;
  bool alive = false;
  for (Timer* t = timers; t != nullptr; t = t->next) alive |= t->referenced;
  if (!alive) return false;
  time = now();
  if (timers->due > time) uv_sleep(static_cast<unsigned>(timers->due - time));
  return true;
}

}  // namespace kiln::rt
