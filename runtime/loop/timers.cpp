#include "runtime/loop/timers.h"

#include <uv.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>
#include <unordered_map>

#include "runtime/jobs/uncaught.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

struct TimerList;
struct Timer : Object {
  Value callback;
  Object* arguments;
  Timer *next, *previous;  // in the list, or among the immediates
  TimerList* list;
  AsyncContext* context;
  uint64_t start, wait;  // ms
  uint32_t id;
  bool active, immediate, referenced, repeat;
  bool destroyed;  // it is over: cleared, or called back for good
  bool cleared;
};
struct TimerList {
  Timer *first, *last;
  uint64_t wait, expiry, order;  // order: of equal expiry, the older list goes first
  uint32_t position;             // in the heap
};
struct Queue {
  Timer *first, *last;
};

// Reachable through the heap, which the collector sees; the table only finds them.
std::unordered_map<uint64_t, TimerList*>& listsByWait() {
  static std::unordered_map<uint64_t, TimerList*> lists;
  return lists;
}
TimerList** heap;
uint32_t heap_size, heap_capacity;
uint64_t list_order;
Queue immediates, running_immediates;
size_t referenced_timers, referenced_immediates;
uint32_t next_id = 1;
uint64_t origin;  // when the first timer was made
Shape* timer_shape;
Shape* immediate_shape;

uint64_t now() {
  return uv_hrtime() / 1000000;
}

// --- the heap of lists

bool before(const TimerList* a, const TimerList* b) {
  return a->expiry != b->expiry ? a->expiry < b->expiry : a->order < b->order;
}
void place(TimerList* list, uint32_t at) {
  heap[at] = list;
  list->position = at;
}
void siftUp(uint32_t at) {
  TimerList* list = heap[at];
  for (; at > 0 && before(list, heap[(at - 1) / 2]); at = (at - 1) / 2) place(heap[(at - 1) / 2], at);
  place(list, at);
}
void siftDown(uint32_t at) {
  TimerList* list = heap[at];
  while (true) {
    uint32_t child = 2 * at + 1;
    if (child >= heap_size) break;
    if (child + 1 < heap_size && before(heap[child + 1], heap[child])) ++child;
    if (!before(heap[child], list)) break;
    place(heap[child], at);
    at = child;
  }
  place(list, at);
}
void insertList(TimerList* list) {
  if (heap_size == heap_capacity) {
    uint32_t capacity = std::max(16u, heap_capacity * 2);
    auto** larger = static_cast<TimerList**>(allocate(sizeof(TimerList*) * capacity));
    std::copy(heap, heap + heap_size, larger);
    heap = larger;
    heap_capacity = capacity;
  }
  place(list, heap_size++);
  siftUp(list->position);
}
void removeList(TimerList* list) {
  listsByWait().erase(list->wait);
  uint32_t at = list->position;
  TimerList* moved = heap[--heap_size];
  heap[heap_size] = nullptr;
  if (moved == list) return;
  place(moved, at);
  siftDown(at);
  siftUp(moved->position);
}

// --- timers

template <typename Q>
void append(Q* queue, Timer* timer) {
  timer->next = nullptr;
  timer->previous = queue->last;
  (queue->last == nullptr ? queue->first : queue->last->next) = timer;
  queue->last = timer;
}
template <typename Q>
void unlink(Q* queue, Timer* timer) {
  (timer->previous == nullptr ? queue->first : timer->previous->next) = timer->next;
  (timer->next == nullptr ? queue->last : timer->next->previous) = timer->previous;
  timer->next = timer->previous = nullptr;
}

void start(Timer* timer, uint64_t time) {
  timer->start = time;
  TimerList*& list = listsByWait()[timer->wait];
  if (list == nullptr) {
    list = static_cast<TimerList*>(allocate(sizeof(TimerList)));
    list->wait = timer->wait;
    list->expiry = time + timer->wait;
    list->order = ++list_order;
    insertList(list);
  }
  timer->list = list;
  timer->active = true;
  append(list, timer);
  if (timer->referenced) ++referenced_timers;
}

// Takes a timer out; an empty list leaves the heap unless it is just running.
void stop(Timer* timer, const TimerList* running = nullptr) {
  TimerList* list = timer->list;
  unlink(list, timer);
  timer->list = nullptr;
  timer->active = false;
  if (timer->referenced) --referenced_timers;
  if (list->first == nullptr && list != running) removeList(list);
}

Timer* make(Value callback, uint32_t argc, const Value* argv) {
  if (!isCallable(callback))
    throwWithCode(ErrorType::TypeError, "ERR_INVALID_ARG_TYPE",
                  "The \"callback\" argument must be of type function. Received " + describe(callback));
  auto* timer = static_cast<Timer*>(allocate(sizeof(Timer)));
  timer->store = &kiln_empty_store;
  timer->callback = callback;
  timer->arguments = newArrayOf(argv, argc);
  timer->id = next_id++;
  timer->referenced = true;
  return timer;
}

void fire(Timer* timer) {
  struct Caller {
    explicit Caller(FrameCaller caller) { running_callback = caller; }
    ~Caller() { running_callback = FrameCaller::Code; }
  };
  asCallback(timer->context, [&] {
    Caller caller(timer->immediate ? FrameCaller::Immediate : FrameCaller::Timeout);
    Elements* elements = timer->arguments->elements;
    call(timer->callback, box(timer), elements->length, elements->data);
  });
}

TimerList* running_list;
extern const ClassInfo timer_class;

void runList(TimerList* list, uint64_t time) {
  while (Timer* timer = list->first) {
    if (static_cast<int64_t>(time - timer->start) < static_cast<int64_t>(list->wait)) {
      list->expiry = std::max(timer->start + list->wait, time + 1);
      list->order = ++list_order;
      siftDown(list->position);
      return;
    }
    stop(timer, list);
    uint64_t started = timer->repeat ? now() : 0;
    running_list = list;
    // An interval that is cleared by its own callback is not `repeat` any more.
    fire(timer);
    running_list = nullptr;
    if (timer->repeat && !timer->active) start(timer, started);
    if (!timer->active) {
      timer->destroyed = true;
      destroyAsyncContext(timer->context);
    }
  }
  removeList(list);
}

Timer* timerOf(Value v) {
  if (isObject(v) && asObject(v)->shape->class_info == &timer_class) return static_cast<Timer*>(asObject(v));
  if (v.isNumber() || isString(v)) {
    double id = toNumber(v);
    for (uint32_t i = 0; i < heap_size; ++i) {
      for (Timer* t = heap[i]->first; t != nullptr; t = t->next) {
        if (t->id == id) return t;
      }
    }
  }
  return nullptr;
}

void setReferenced(Timer* t, bool referenced) {
  if (t == nullptr || t->referenced == referenced) return;
  t->referenced = referenced;
  if (!t->active) return;
  size_t& count = t->immediate ? referenced_immediates : referenced_timers;
  referenced ? ++count : --count;
}
Value unref(Args& args) {
  setReferenced(timerOf(args.this_value), false);
  return args.this_value;
}
Value ref(Args& args) {
  setReferenced(timerOf(args.this_value), true);
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
  Timer* t = timerOf(args.this_value);
  if (t == nullptr || t->immediate || t->cleared) return args.this_value;
  if (t->active) stop(t, running_list);
  t->destroyed = false;
  start(t, now());
  return args.this_value;
}
Value toPrimitiveId(Args& args) {
  Timer* t = timerOf(args.this_value);
  return t == nullptr ? Value::undefined() : Value::number(t->id);
}

// --- what programs see of Node's own fields

struct Field {
  const char* name;
  Value (*value)(const Timer*);
  PropertyKey key;
};

// Stands for the list or the neighbour that a waiting timer is linked with.
Value neighbour(const Timer* t) {
  static Object* list;
  if (!t->active || t->immediate) return Value::null();
  if (list != nullptr) return box(list);
  Object* prototype = newObject();
  putDirect(prototype, PropertyKey::atom(atoms.constructor),
            box(newNative(internAscii("TimersList"), KILN_NATIVE(ref), 0)), kHidden);
  return box(list = newObjectWithPrototype(prototype));
}

Value argumentsOf(const Timer* t) {
  return t->arguments->elements->length == 0 ? Value::undefined() : box(t->arguments);
}
Value isDestroyed(const Timer* t) {
  return Value::boolean(t->destroyed);
}
Value callbackOf(const Timer* t) {
  bool over = t->immediate ? t->destroyed : t->cleared;
  return over ? Value::null() : t->callback;
}
Value timeOf(uint64_t ms) {
  return Value::number(static_cast<double>(ms));
}

Field timeout_fields[] = {
    {"_idleTimeout", [](const Timer* t) { return t->cleared ? Value::int32(-1) : timeOf(t->wait); }, {}},
    {"_idlePrev", neighbour, {}},
    {"_idleNext", neighbour, {}},
    {"_idleStart", [](const Timer* t) { return timeOf(t->start - origin); }, {}},
    {"_onTimeout", callbackOf, {}},
    {"_timerArgs", argumentsOf, {}},
    {"_repeat", [](const Timer* t) { return t->repeat ? timeOf(t->wait) : Value::null(); }, {}},
    {"_destroyed", isDestroyed, {}},
};
Field immediate_fields[] = {
    {"_idleNext", neighbour, {}},      {"_idlePrev", neighbour, {}},     {"_onImmediate", callbackOf, {}},
    {"_argv", argumentsOf, {}}, {"_destroyed", isDestroyed, {}},
};

std::span<Field> fieldsOf(const Timer* t) {
  if (t->immediate) return immediate_fields;
  return timeout_fields;
}

// The program's own property of the name hides Node's field.
bool getOwnField(Object* o, PropertyKey key, PropertyDescriptor* out) {
  if (ordinaryGetOwnProperty(o, key, out)) return true;
  auto* t = static_cast<Timer*>(o);
  for (const Field& field : fieldsOf(t)) {
    if (!(key == field.key)) continue;
    *out = PropertyDescriptor::data(field.value(t), kDefault);
    return true;
  }
  return false;
}

void ownFieldKeys(Object* o, ValueList& keys) {
  ValueList added;
  ordinaryOwnKeys(o, added);
  PropertyDescriptor unused;
  for (const Field& field : fieldsOf(static_cast<Timer*>(o))) {
    if (!ordinaryGetOwnProperty(o, field.key, &unused)) keys.push(field.key.word);
  }
  for (Value key : added) keys.push(key);
}

const ClassInfo timer_class = {.name = "Timeout", .get_own = getOwnField, .own_keys = ownFieldKeys};

Shape* shapeOf(Shape*& shape, const char* name) {
  if (shape != nullptr) return shape;
  if (origin == 0) origin = now();
  for (Field& field : &shape == &timer_shape ? std::span<Field>(timeout_fields) : immediate_fields)
    field.key = PropertyKey::atom(internAscii(field.name));
  static const NativeMethod methods[] = {
      {"ref", KILN_NATIVE(ref), 0},       {"unref", KILN_NATIVE(unref), 0},
      {"hasRef", KILN_NATIVE(hasRef), 0}, {"refresh", KILN_NATIVE(refresh), 0},
      {"close", KILN_NATIVE(close), 0},   {"@@toPrimitive", KILN_NATIVE(toPrimitiveId), 0}};
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  defineMethods(prototype, methods);
  putDirect(prototype, PropertyKey::atom(atoms.constructor),
            box(newNative(internAscii(name), KILN_NATIVE(ref), 0)), kHidden);
  return shape = newRootShape(CellKind::Host, ElementsKind::None, kExotic, 0, prototype, &timer_class);
}

}  // namespace

Value addTimer(Value callback, double delay, bool repeat, uint32_t argc, const Value* argv) {
  Timer* timer = make(callback, argc, argv);
  timer->shape = shapeOf(timer_shape, "Timeout");
  // Node: out of range or NaN is 1 ms.
  if (!(delay >= 1 && delay <= kLongestDelay)) delay = 1;
  timer->wait = static_cast<uint64_t>(delay);
  timer->repeat = repeat;
  timer->context = captureAsyncContext("Timeout", box(timer));
  start(timer, now());
  return box(timer);
}

Value addImmediate(Value callback, uint32_t argc, const Value* argv) {
  Timer* timer = make(callback, argc, argv);
  timer->shape = shapeOf(immediate_shape, "Immediate");
  timer->immediate = timer->active = true;
  timer->context = captureAsyncContext("Immediate", box(timer));
  append(&immediates, timer);
  ++referenced_immediates;
  return box(timer);
}

void clearTimer(Value handle) {
  Timer* timer = timerOf(handle);
  if (timer == nullptr) return;
  timer->repeat = false;
  // One that has been called back for good is left as it is.
  if (!timer->destroyed) timer->cleared = timer->destroyed = true;
  if (!timer->active) return;
  destroyAsyncContext(timer->context);
  if (!timer->immediate) return stop(timer, running_list);
  // Stays in its queue, which passes over it.
  timer->active = false;
  if (timer->referenced) --referenced_immediates;
}

void unrefTimer(Value handle) {
  setReferenced(timerOf(handle), false);
}

void runTimers() {
  if (heap_size == 0) return;
  uint64_t time = now();
  while (heap_size != 0 && heap[0]->expiry <= time) runList(heap[0], time);
}

void runImmediates() {
  running_immediates = immediates;
  immediates = {};
  while (Timer* timer = running_immediates.first) {
    unlink(&running_immediates, timer);
    if (!timer->active) continue;
    timer->active = false;
    if (timer->referenced) --referenced_immediates;
    timer->destroyed = true;
    fire(timer);
    destroyAsyncContext(timer->context);
  }
}

bool hasImmediates() {
  return referenced_immediates != 0;
}
bool hasReferencedTimers() {
  return referenced_timers != 0;
}
bool nextTimer(uint64_t* wait) {
  if (heap_size == 0) return false;
  uint64_t time = now();
  *wait = heap[0]->expiry > time ? heap[0]->expiry - time : 0;
  return true;
}

}  // namespace kiln::rt
