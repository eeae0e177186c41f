// Start of every program: collector, names, intrinsics, library, main module, event loop, exit code.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "runtime/entry/library.h"
#include "runtime/entry/modules.h"
#include "runtime/loop/loop.h"
#include "runtime/object/realm.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"

namespace kiln::rt {
namespace {

// Kept free at the end of the stack for native code that does not check (libc, error construction).
constexpr size_t kStackReserve = 256 * 1024;
constexpr size_t kDefaultStack = 8u << 20;

void setStackLimit() {
  rlimit limit{};
  size_t size = kDefaultStack;
  if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) size = limit.rlim_cur;
  size = std::min<size_t>(size, 64u << 20);
  kiln_stack_limit = static_cast<char*>(__builtin_frame_address(0)) - size + kStackReserve;
}

// Node's form: position and source line (from the stack's first frame), then the stack or the inspected
// value.
void reportUncaught(Value value) {
  std::string text;
  try {
    if (isObject(value)) {
      Value stack = get(asObject(value), atoms.stack);
      text = isString(stack) ? toUtf8(asString(stack)) : describe(value);
    } else {
      text = "Uncaught " + (isString(value) ? "'" + toUtf8(asString(value)) + "'" : describe(value));
    }
  } catch (Thrown&) {
    text = "Uncaught exception";
  }
  std::fflush(stdout);
  std::fprintf(stderr, "%s\n\n%s\n\nNode.js v20.20.2\n", sourceExcerpt(text).c_str(), text.c_str());
}

// An exception that nobody took: the exit event has been.
void die(Value error) {
  reportUncaught(error);
  std::fflush(stderr);
  int code = exitCode();
  _exit(code == 0 ? 1 : code);
}

}  // namespace

// The first frame's source line with a caret, as Node heads the report of an uncaught error.
std::string sourceExcerpt(const std::string& stack) {
  size_t open = stack.find("\n    at ");
  if (open == std::string::npos) return "";
  size_t end = stack.find('\n', open + 1);
  std::string frame = stack.substr(open + 8, end == std::string::npos ? end : end - open - 8);
  size_t paren = frame.rfind('(');
  if (paren != std::string::npos) frame = frame.substr(paren + 1, frame.size() - paren - 2);
  size_t column_at = frame.rfind(':');
  size_t line_at = column_at == std::string::npos ? column_at : frame.rfind(':', column_at - 1);
  if (line_at == std::string::npos) return "";
  std::string path = frame.substr(0, line_at);
  size_t line = std::strtoul(frame.c_str() + line_at + 1, nullptr, 10);
  size_t column = std::strtoul(frame.c_str() + column_at + 1, nullptr, 10);
  for (const ModuleInfo* const* m = kiln_modules; *m != nullptr; ++m) {
    if (path != (*m)->path || (*m)->source == nullptr) continue;
    std::string_view text((*m)->source->text, (*m)->source->text_length);
    size_t at = 0;
    for (size_t i = 1; i < line && at != std::string_view::npos; ++i) {
      at = text.find('\n', at);
      if (at != std::string_view::npos) ++at;
    }
    if (at == std::string_view::npos) break;
    std::string source(text.substr(at, text.find('\n', at) - at));
    return path + ":" + std::to_string(line) + "\n" + source + "\n" +
           std::string(column > 0 ? column - 1 : 0, ' ') + "^";
  }
  return path + ":" + std::to_string(line);
}

int runProgram(int argc, char** argv) {
  gcInitialise(__builtin_frame_address(0));
  setStackLimit();
  initialiseNames();
  initialiseRealm();
  initialiseLibrary(argc, argv);
  uncaught_hooks.die = die;
  try {
    runMain();
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
  do {
    runEventLoop();
    beforeExit();
  } while (loopIsAlive());
  constexpr int kUnsettledTopLevelAwait = 13;  // as Node
  int code = exitCode();
  if (code == 0 && mainIsUnsettled()) code = kUnsettledTopLevelAwait;
  code = emitExit(code);
  std::fflush(stdout);
  return code;
}

}  // namespace kiln::rt

int main(int argc, char** argv) {
  return kiln::rt::runProgram(argc, argv);
}
