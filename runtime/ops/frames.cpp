#include "runtime/ops/frames.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/abi/pctab.h"
#include "runtime/object/shown_native.h"

extern "C" void* __libc_stack_end;
extern "C" const char __executable_start[], etext[];  // of the program's code
extern "C" kiln::abi::FrameInfo __start_kiln_pctab[] __attribute__((weak));
extern "C" kiln::abi::FrameInfo __stop_kiln_pctab[] __attribute__((weak));

namespace kiln::rt {

FrameCaller running_callback = FrameCaller::Code;
const InterpreterFrames* interpreter_frames = nullptr;
int (*async_frames)(Frame* frames, int room) = nullptr;

namespace {

// Frames by address; sorted once.
const std::vector<const FrameInfo*>& frameTable() {
  static const std::vector<const FrameInfo*> table = [] {
    std::vector<const FrameInfo*> rows;
    for (FrameInfo* row = __start_kiln_pctab; row < __stop_kiln_pctab; ++row) rows.push_back(row);
    std::sort(rows.begin(), rows.end(), [](auto* a, auto* b) { return a->start < b->start; });
    return rows;
  }();
  return table;
}

const FrameInfo* findFrame(const char* address) {
  const auto& table = frameTable();
  auto it = std::upper_bound(table.begin(), table.end(), address,
                             [](const char* a, const FrameInfo* f) { return a <= f->start; });
  if (it == table.begin()) return nullptr;
  const FrameInfo* frame = *(it - 1);
  return address <= static_cast<const char*>(frame->start) + frame->size ? frame : nullptr;
}

struct Position {
  uint32_t line, column;
};

// 1-based line and UTF-16 column of a byte offset.
Position positionOf(const SourceInfo& source, uint32_t offset) {
  static std::unordered_map<const SourceInfo*, std::vector<uint32_t>> starts_of;
  std::vector<uint32_t>& starts = starts_of[&source];
  if (starts.empty()) {
    starts.push_back(0);
    for (uint32_t i = 0; i < source.text_length; ++i) {
      if (source.text[i] == '\n') starts.push_back(i + 1);
    }
  }
  auto line = static_cast<uint32_t>(std::upper_bound(starts.begin(), starts.end(), offset) - starts.begin());
  uint32_t column = 1;
  for (uint32_t i = starts[line - 1]; i < offset && i < source.text_length; ++i) {
    auto byte = static_cast<unsigned char>(source.text[i]);
    if ((byte & 0xc0) != 0x80) column += byte >= 0xf0 ? 2 : 1;
  }
  return {line, column};
}

// The frames of one return address, innermost first: what was inlined there, then the function itself. The
// index is FrameInfo::functions'.
template <typename Visit>
void visitFrames(const FrameInfo& frame, const char* address, Visit visit) {
  auto offset = static_cast<uint32_t>(address - static_cast<const char*>(frame.start));
  auto* end = frame.rows + frame.row_count;
  auto* row =
      std::lower_bound(frame.rows, end, offset, [](const PcRow& r, uint32_t o) { return r.pc_offset < o; });
  for (uint32_t at = row == end ? 0 : row->pc_offset; row != end && row->pc_offset == at; ++row) {
    if (row->function == kNoFrame) continue;
    const FunctionInfo* function = frame.functions[row->function];
    visit(row->function, Frame{function, function->source_start + row->source_offset});
  }
}

// Of the frame whose frame pointer and return address these are; nullptr if it is not a shown native's.
const Args* argumentsOfNative(const char* address, void** pointer) {
  static constexpr unsigned char kNop[] = {0x0f, 0x1f, 0x80};
  static constexpr uint32_t kMark = KILN_NATIVE_MARK;
  if (address < __executable_start || address + sizeof kNop + sizeof kMark > etext ||
      std::memcmp(address, kNop, sizeof kNop) != 0 ||
      std::memcmp(address + sizeof kNop, &kMark, sizeof kMark) != 0)
    return nullptr;
  return reinterpret_cast<const Args*>(pointer - kArgsBelowFramePointer);
}

// The frames that a stack trace shows, in the order in which they are met.
class Collector {
 public:
  Collector(int limit, const FunctionInfo* above, Frame* frames)
      : frames_(frames), limit_(std::min(limit, kMostFrames)), above_(above) {}

  void add(const Frame& frame) {
    if (frame.function->flags & kFnHidden) return;
    // Loops and the like go on with a generator without calling its next().
    if (const FunctionInfo* generator = std::exchange(generator_, nullptr); generator != nullptr && frame.function->source != nullptr) {
      Frame next{generator, 0};
      next.kind = FrameKind::GeneratorNext;
      add(next);
    }
    bool resumed = frame.kind == FrameKind::Call && (frame.function->flags & (kFnGenerator | kFnAsync)) == kFnGenerator;
    if (resumed) generator_ = frame.function;
    outermost_ = nullptr;
    if (skipping()) {
      if (frame.function == above_) above_ = nullptr;
      return;
    }
    if (full()) return;
    outermost_ = &frames_[count_];
    frames_[count_++] = frame;
  }
  void addNative(const Args& args) {
    Frame frame{args.callee->info, 0};
    frame.callee = args.callee;
    frame.receiver = args.this_value;
    frame.kind = args.isConstruct() ? FrameKind::Construct : FrameKind::Call;
    add(frame);
  }
  // The last frame's function was entered in a machine frame of its own, where its receiver is.
  Frame* lastOf(const FunctionInfo* function) {
    return outermost_ != nullptr && outermost_->function == function ? outermost_ : nullptr;
  }
  bool full() const { return count_ == limit_; }
  bool skipping() const { return above_ != nullptr; }
  int count() const { return count_; }
  // Nothing follows what was added last: the loop called it.
  void finish() {
    if (outermost_ != nullptr && !full()) outermost_->caller = running_callback;
  }

 private:
  Frame* frames_;
  int limit_, count_ = 0;
  const FunctionInfo* above_;  // null: met, or nothing to be left out
  Frame* outermost_ = nullptr;
  const FunctionInfo* generator_ = nullptr;  // the last frame's, if it is one
};

// What the machine frame at `pointer` keeps of the receiver of `frame`, a call of its function `index`.
void readReceiver(const FrameInfo& info, const char* pointer, uint32_t index, Frame* frame) {
  for (uint64_t i = 0; i < info.receiver_count; ++i) {
    const ReceiverRow& row = info.receivers[i];
    if (row.function != index) continue;
    auto* words = reinterpret_cast<const Value*>(pointer + row.frame_offset);
    frame->receiver = words[0];
    if (row.has_callee) frame->callee = reinterpret_cast<Function*>(words[1].bits);
    return;
  }
}

}  // namespace

StackFrame resolveFrame(const Frame& frame) {
  StackFrame resolved{frame};
  if (frame.kind >= FrameKind::AsyncAll || frame.kind == FrameKind::GeneratorNext) return resolved;
  if (frame.function->source == nullptr) {
    resolved.line = frame.function->line;
    resolved.column = frame.function->column;
  } else {
    Position at = positionOf(*frame.function->source, frame.offset);
    resolved.line = at.line;
    resolved.column = at.column;
  }
  return resolved;
}

bool isCompiledCode(const void* address) {
  return findFrame(static_cast<const char*>(address)) != nullptr;
}

bool frameAt(const void* address, Frame* out) {
  const FrameInfo* info = findFrame(static_cast<const char*>(address));
  if (info == nullptr) return false;
  bool found = false;
  visitFrames(*info, static_cast<const char*>(address), [&](uint32_t, const Frame& frame) {
    if (frame.function->flags & kFnHidden) return;
    if (!found && frame.function->source != nullptr) *out = frame;
    found |= frame.function->source != nullptr;
  });
  return found;
}

bool suspendedFrame(const Coroutine* coroutine, Frame* out) {
  auto* callee = reinterpret_cast<Function*>(coroutine->function.bits);  // module bodies may have none
  const FunctionInfo* function = callee == nullptr ? nullptr : callee->info;
  uint32_t offset, state = static_cast<uint32_t>(coroutine->state);
  if (coroutine->state <= 0) return false;
  if (const FrameInfo* info = findFrame(reinterpret_cast<const char*>(coroutine->resume) + 1)) {
    if (state >= info->suspend_count) return false;
    offset = info->suspends[state];
    function = info->function;
  } else if (function == nullptr || interpreter_frames == nullptr || !interpreter_frames->suspended(coroutine, &offset)) {
    return false;
  }
  if (function->flags & kFnHidden) return false;
  *out = {function, function->source_start + offset};
  out->kind = FrameKind::Async;
  out->callee = callee;
  return true;
}

Frame innermostInterpreted() {
  Frame found = {nullptr, 0};
  const void* activation = interpreter_frames == nullptr ? nullptr : interpreter_frames->innermost();
  if (activation == nullptr) return found;
  interpreter_frames->visit(activation, &found, [](void* context, const Frame& frame) {
    if (frame.function->flags & kFnHidden) return true;
    *static_cast<Frame*>(context) = frame;
    return false;
  });
  return found;
}

int collectFrames(int limit, const FunctionInfo* above, Frame* frames, bool* met) {
  Collector found(limit, above, frames);
  const void* activation = interpreter_frames != nullptr ? interpreter_frames->innermost() : nullptr;
  auto visitActivation = [&] {
    interpreter_frames->visit(activation, &found, [](void* context, const Frame& frame) {
      auto* collector = static_cast<Collector*>(context);
      collector->add(frame);
      return !collector->full();
    });
    activation = interpreter_frames->outer(activation);
  };
  // The chain of frame pointers: everything in an executable of Kiln's keeps them.
  auto** pointer = static_cast<void**>(__builtin_frame_address(0));
  bool wants_receiver = false;  // of the last frame that there is room for: its entry may come next
  while (pointer != nullptr && (!found.full() || wants_receiver)) {
    // An activation lies in the native frame that runs it, whose return address leads to its caller.
    while (activation != nullptr && activation < static_cast<void*>(pointer)) visitActivation();
    bool has_room = !found.full();
    wants_receiver = false;
    auto* address = static_cast<const char*>(pointer[1]);
    auto** next = static_cast<void**>(pointer[0]);
    if (const FrameInfo* info = findFrame(address)) {
      auto* base = reinterpret_cast<const char*>(next);
      bool shown = false;
      visitFrames(*info, address, [&](uint32_t index, Frame frame) {
        shown = true;
        if (found.full()) return;
        readReceiver(*info, base, index, &frame);
        found.add(frame);
      });
      // A generic entry has no position of its own: the function that it called was the last frame.
      if (Frame* last = shown ? nullptr : found.lastOf(info->function))
        for (uint64_t i = 0; i < info->receiver_count; ++i) readReceiver(*info, base, info->receivers[i].function, last);
      wants_receiver = shown && has_room;
    } else if (const Args* args = argumentsOfNative(address, next); args != nullptr && has_room) {
      found.addNative(*args);
    }
    // Foreign code on the stack may use the frame pointer for its own ends.
    if (next <= pointer || static_cast<void*>(next) >= __libc_stack_end ||
        reinterpret_cast<uintptr_t>(next) % 8 != 0)
      break;
    pointer = next;
  }
  while (activation != nullptr && !found.full()) visitActivation();
  *met = !found.skipping();
  found.finish();
  int count = found.count();
  if (async_frames != nullptr && !found.skipping() && !found.full())
    count += async_frames(frames + count, std::min(limit, kMostFrames) - count);
  return count;
}

}  // namespace kiln::rt
