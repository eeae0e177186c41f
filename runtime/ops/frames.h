// The frames of the running functions, as stack traces show them.
#pragma once
#include "runtime/object/realm.h"

namespace kiln::rt {

// Who called the outermost frame: the loop calls timers as methods of theirs.
enum class FrameCaller : uint8_t { Code, Timeout, Immediate };
extern FrameCaller running_callback;

// GeneratorNext: the built-in next() that runs a generator, `function`. Async: a function that awaits what the running
// one will settle; of the other asynchronous ones `offset` is an element's number.
enum class FrameKind : uint8_t { Call, Construct, GeneratorNext, Async, AsyncAll, AsyncAllSettled, AsyncAny };

// What is taken from the stack; positions and names are found out when somebody wants to see them. Lies in scanned
// memory.
struct Frame {
  const FunctionInfo* function;
  uint32_t offset;  // in the source
  FrameCaller caller = FrameCaller::Code;
  FrameKind kind = FrameKind::Call;
  Value receiver = Value::empty();  // `this` as the caller gave it; empty where the frame does not keep it
  Function* callee = nullptr;       // nullptr where the frame does not keep it
};

// With its place in the source.
struct StackFrame : Frame {
  uint32_t line = 0, column = 0;  // 1-based, of UTF-16 code units
};
StackFrame resolveFrame(const Frame& frame);

// An interpreter whose frames belong between the native ones. Its activations are records on the native
// stack.
struct InterpreterFrames {
  using Visit = bool (*)(void* context, const Frame& frame);          // false: enough
  const void* (*innermost)();                                         // activation, or null
  const void* (*outer)(const void* activation);                       // the next one
  void (*visit)(const void* activation, void* context, Visit visit);  // its frames, innermost first
  bool (*suspended)(const Coroutine* coroutine, uint32_t* offset);    // in its function; false: not its own
};
extern const InterpreterFrames* interpreter_frames;  // null: there is none
// Who awaits the running job, innermost first: writes at most `room` frames. Set by runtime/jobs.
extern int (*async_frames)(Frame* frames, int room);

// At most `limit` (up to kMostFrames) frames into `frames`, innermost first; how many there were. Frames above and
// including that of `above` are left out, if it is not null; *found says whether it was met. Functions of the library
// written in JavaScript, and Node's, are left out.
inline constexpr int kMostFrames = 200;
int collectFrames(int limit, const FunctionInfo* above, Frame* frames, bool* found);

// Where a return address of compiled code is: false if it belongs to none that is shown.
bool frameAt(const void* address, Frame* out);
bool isCompiledCode(const void* address);
// Where the coroutine is suspended; false if it is not, or nobody is to see it.
bool suspendedFrame(const Coroutine* coroutine, Frame* out);
// The function that the interpreter is running; without `function` if there is none.
Frame innermostInterpreted();

// --- names, as V8's stack traces have them. No user code runs.

// "name (file:line:column)"
std::string describeStackFrame(const StackFrame& frame);
// Of the function; empty when it has none.
std::string frameFunctionName(const Frame& frame);
// "Foo": the class of the receiver; empty for functions called without one, or where it is not known.
std::string frameTypeName(const Frame& frame);
// The name of the receiver's property that is the function; empty if there is none, or several.
std::string frameMethodName(const Frame& frame);
bool isToplevelFrame(const Frame& frame);
bool isConstructFrame(const Frame& frame);

}  // namespace kiln::rt
