// The native half of lib/zlib.js: engines over zlib (zlib_engine.h) and Brotli (brotli_engine.h), run at once or on
// libuv's pool.
#include <uv.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "runtime/loop/loop.h"
#include "runtime/ops/error.h"
#include "stdlib/node/buffer.h"
#include "stdlib/node/compression_engine.h"
#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

struct Handle;
// Outside of the collected heap: the pool works on it.
struct Job {
  uv_work_t worker{};
  std::unique_ptr<CompressionEngine> engine;
  CompressionStep step{};
  Root* root = nullptr;  // [handle, input, output] while the pool works
  bool running = false, closing = false, resetting = false;
};
// The object that programs see as `_handle`.
struct Handle : Object {
  Job* job;  // null when closed
  Value state, done, failed;  // Uint32Array of what is left (output, input); functions
};
const ClassInfo handle_class = {.name = "Zlib"};
Shape* handle_shape;
std::vector<Handle*> open_handles;

void freeDead() {
  std::erase_if(open_handles, [](Handle* h) {
    if (isMarked(h)) return false;
    delete h->job;
    return true;
  });
}

Handle* receiver(Args& args) {
  if (!isObject(args.this_value) || asObject(args.this_value)->shape->class_info != &handle_class)
    throwTypeError("Illegal invocation");
  return static_cast<Handle*>(asObject(args.this_value));
}

void close(Handle* h) {
  if (h->job == nullptr) return;
  // The pool still works on it: its end closes.
  if (h->job->running) {
    h->job->closing = true;
    return;
  }
  delete h->job;
  h->job = nullptr;
  std::erase(open_handles, h);
}

// onerror(message, errno, code) of the handle; true when there was an error.
bool report(Handle* h, const CompressionError& error) {
  if (error.message.empty()) return false;
  Value argv[] = {box(newUtf8(error.message)), Value::int32(error.number), box(newUtf8(error.code))};
  Value handler = get(h, atomKey("onerror"));
  call(handler, box(h), 3, argv);
  return true;
}

void tellState(Handle* h, const CompressionStep& step) {
  auto* left = reinterpret_cast<uint32_t*>(typedArrayData(asTypedArray(h->state)));
  left[0] = step.output_left;
  left[1] = step.input_left;
}

// write(flush, input or null, offset, length, output, offset, length)
CompressionStep readStep(Args& args) {
  CompressionStep step{};
  step.flush = toInt32(args[0]);
  Bytes input{}, output{};
  uint32_t input_at = args[1].isNullish() ? 0 : toUint32(args[2]), output_at = toUint32(args[5]);
  step.input_left = args[1].isNullish() ? 0 : toUint32(args[3]);
  step.output_left = toUint32(args[6]);
  bool fits = bytesOfView(args[4], &output) && uint64_t{output_at} + step.output_left <= output.length &&
              (args[1].isNullish() ||
               (bytesOfView(args[1], &input) && uint64_t{input_at} + step.input_left <= input.length));
  if (!fits) throwError(ErrorType::Error, "Invalid access");
  step.input = input.data + input_at;
  step.output = output.data + output_at;
  return step;
}

Job* openJob(Handle* h) {
  if (h->job == nullptr || h->job->closing) throwError(ErrorType::Error, "already finalized");
  if (h->job->running) throwError(ErrorType::Error, "write already in progress");
  return h->job;
}

Value writeSync(Args& args) {
  Handle* h = receiver(args);
  Job* job = openJob(h);
  CompressionStep step = readStep(args);
  job->engine->run(&step);
  if (!report(h, job->engine->errorAfter(step))) tellState(h, step);
  return Value::undefined();
}

void afterWrite(uv_work_t* worker, int) {
  auto* job = static_cast<Job*>(worker->data);
  AsyncContext* context = job->root->context;
  auto* h = static_cast<Handle*>(asObject(asObject(dropRoot(job->root))->elements->data[0]));
  job->running = false;
  asCallback(context, [&] {
    bool failed = report(h, job->engine->errorAfter(job->step));
    if (std::exchange(job->resetting, false) && !failed) failed = report(h, job->engine->reset());
    if (!failed) {
      tellState(h, job->step);
      call(h->done, box(h), 0, nullptr);
    }
    if (h->job != nullptr && h->job->closing && !h->job->running) close(h);
  });
}
Value write(Args& args) {
  Handle* h = receiver(args);
  Job* job = openJob(h);
  job->step = readStep(args);
  Value kept[] = {args.this_value, args[1], args[4]};
  job->root = addRoot(box(newArrayOf(kept, 3)), "ZLIB");
  job->running = true;
  job->worker.data = job;
  uv_queue_work(
      eventLoop(), &job->worker,
      [](uv_work_t* worker) {
        auto* work = static_cast<Job*>(worker->data);
        work->engine->run(&work->step);
      },
      afterWrite);
  return Value::undefined();
}

Value closeMethod(Args& args) {
  close(receiver(args));
  return Value::undefined();
}
Value reset(Args& args) {
  Handle* h = receiver(args);
  // What the pool is at is finished first.
  if (h->job != nullptr && h->job->running)
    h->job->resetting = true;
  else
    report(h, openJob(h)->engine->reset());
  return Value::undefined();
}
Value params(Args& args) {
  Handle* h = receiver(args);
  report(h, openJob(h)->engine->setParameters(toInt32(args[0]), toInt32(args[1])));
  return Value::undefined();
}

Value newHandle(std::unique_ptr<CompressionEngine> engine, Value state, Value done) {
  auto* h = static_cast<Handle*>(newNativeObject(sizeof(Handle), handle_shape));
  h->job = new Job;
  h->job->engine = std::move(engine);
  h->state = state;
  h->done = done;
  open_handles.push_back(h);
  return box(h);
}

// newZlib(mode, windowBits, level, memLevel, strategy, state, done, dictionary)
Value newZlib(Args& args) {
  Bytes dictionary{};
  if (!args[7].isUndefined()) bytesOfView(args[7], &dictionary);
  ZlibParameters p{static_cast<CompressionMode>(toInt32(args[0])), toInt32(args[1]), toInt32(args[2]),
                   toInt32(args[3]), toInt32(args[4]), {dictionary.data, dictionary.data + dictionary.length}};
  return newHandle(newZlibEngine(std::move(p)), args[5], args[6]);
}
// newBrotli(mode, parameters as a Uint32Array where 2^32 - 1 is absent, state, done): undefined when one is refused
Value newBrotli(Args& args) {
  TypedArray* values = asTypedArray(args[1]);
  auto* first = reinterpret_cast<const uint32_t*>(typedArrayData(values));
  std::vector<uint32_t> parameters(first, first + typedArrayLength(values));
  auto engine = newBrotliEngine(static_cast<CompressionMode>(toInt32(args[0])), parameters);
  return engine == nullptr ? Value::undefined() : newHandle(std::move(engine), args[2], args[3]);
}

Value crc32(Args& args) {
  std::string text;
  Bytes bytes{};
  if (isString(args[0])) {
    text = encodeString(asString(args[0]), Encoding::Utf8);
    bytes = {reinterpret_cast<uint8_t*>(text.data()), text.size()};
  } else {
    bytesOfView(args[0], &bytes);
  }
  return Value::number(crc32Of(toUint32(args[1]), bytes.data, bytes.length));
}

const NativeMethod kMethods[] = {
    {"write", KILN_NATIVE(write), 7},       {"writeSync", KILN_NATIVE(writeSync), 7},
    {"close", KILN_NATIVE(closeMethod), 0}, {"reset", KILN_NATIVE(reset), 0},
    {"params", KILN_NATIVE(params), 2},
};
const NativeMethod kFunctions[] = {
    {"newZlib", KILN_NATIVE(newZlib), 8},
    {"newBrotli", KILN_NATIVE(newBrotli), 4},
    {"crc32", KILN_NATIVE(crc32), 2},
};

}  // namespace

void fillZlibNative(Object* exports) {
  addWeakHook(freeDead);
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  handle_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &handle_class);
  defineConstructor("Zlib", KILN_NATIVE(newZlib), 0, prototype, false);
  defineMethods(prototype, kMethods);
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_zlib_native, "internal/zlib_native", ::kiln::rt::fillZlibNative)
