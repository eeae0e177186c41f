// What modules of the library that are written in JavaScript need from the native side: errors with Node's
// codes (made, not thrown), inspection. Programs cannot require it.
#include <gnu/libc-version.h>
#include <unistd.h>
#include <uv.h>

#include "runtime/entry/modules.h"
#include "runtime/loop/loop.h"
#include "runtime/ops/error.h"
#include "stdlib/node/buffer.h"
#include "stdlib/node/console.h"
#include "stdlib/node/inspect.h"
#include "stdlib/node/native_module.h"
#include "stdlib/node/process.h"
#include "stdlib/node/uv_error.h"
#include "stdlib/node/validate.h"

// Parts of the library that are linked into programs that have a name for them (frontend/modules/load.cpp).
#define KILN_OPTIONAL_MODULES(row)                                     \
  row(internal_webstreams_adapters, "internal/webstreams/adapters")    \
  row(internal_event_resource, "internal/event_resource")
#define KILN_DECLARE(id, name) extern "C" const kiln::abi::ModuleInfo kiln_module_##id __attribute__((weak));
KILN_OPTIONAL_MODULES(KILN_DECLARE)
#undef KILN_DECLARE

namespace kiln::rt {
namespace {

template <typename Body>
Value errorFrom(Body&& body) {
  try {
    body();
  } catch (Thrown&) {
    return pendingException();
  }
  return Value::undefined();
}

// makeError(kind, code, message)
Value makeError(Args& args) {
  std::string kind = toUtf8(args[0]);
  ErrorType type = kind == "TypeError"    ? ErrorType::TypeError
                   : kind == "RangeError" ? ErrorType::RangeError
                   : kind == "URIError"   ? ErrorType::URIError
                   : kind == "SyntaxError" ? ErrorType::SyntaxError
                                          : ErrorType::Error;
  return box(newErrorWithCode(type, toUtf8(args[1]).c_str(), toUtf8(args[2])));
}
Value invalidArgType(Args& args) {
  return errorFrom([&] { throwInvalidArgType(toUtf8(args[0]), toUtf8(args[1]), args[2]); });
}
Value invalidArgValue(Args& args) {
  return errorFrom([&] {
    throwInvalidArgValue(toUtf8(args[0]), args[1], args[2].isUndefined() ? "is invalid" : toUtf8(args[2]));
  });
}
Value outOfRange(Args& args) {
  return errorFrom([&] { throwOutOfRange(toUtf8(args[0]), toUtf8(args[1]), args[2]); });
}
Value unknownEncoding(Args& args) {
  return errorFrom([&] { throwUnknownEncoding(args[0]); });
}
Value systemError(Args& args) {
  return box(newSystemError(toInt32(args[0]), toUtf8(args[1]).c_str(),
                            args[2].isUndefined() ? "" : toUtf8(args[2])));
}
// errnoException(negative errno, syscall): "write EPIPE"
Value errnoException(Args& args) {
  return box(newErrnoException(-toInt32(args[0]), toUtf8(args[1]).c_str()));
}
// "EPIPE" of a negative errno
Value errorName(Args& args) {
  return box(newUtf8(uv_err_name(toInt32(args[0]))));
}
// Map of all: negative errno -> [name, text]
Value errorMap(Args&) {
  constexpr struct {
    int number;
    const char* name;
    const char* text;
  } kErrors[] = {
#define KILN_ERROR(name, text) {UV_##name, #name, text},
      UV_ERRNO_MAP(KILN_ERROR)
#undef KILN_ERROR
  };
  Value map = construct(get(realm().global, atomKey("Map")), get(realm().global, atomKey("Map")), 0, nullptr);
  Value set = getV(map, atomKey("set"));
  for (const auto& error : kErrors) {
    Value pair[] = {box(newUtf8(error.name)), box(newUtf8(error.text))};
    callWith(set, map, Value::int32(error.number), box(newArrayOf(pair, 2)));
  }
  return map;
}
Value inspectValue(Args& args) {
  return box(newUtf8(args[1].isUndefined() ? inspect(args[0]) : inspect(args[0], toInt32(args[1]))));
}
// The kind of cell that an object is, "" for primitives: what its internal slots say.
Value kindOfValue(Args& args) {
  if (!isObject(args[0])) return box(emptyString());
  switch (asObject(args[0])->shape->kind) {
#define KILN_CELL_KIND(name, is_object) \
  case CellKind::name:                  \
    return box(internAscii(#name));
#include "runtime/abi/cell_kinds.def"
#undef KILN_CELL_KIND
  }
  return box(emptyString());
}
// "", "async", "generator", "async generator"
Value functionKind(Args& args) {
  if (!isKind(args[0], CellKind::Function)) return box(emptyString());
  uint32_t flags = static_cast<Function*>(asObject(args[0]))->info->flags;
  bool async = flags & kFnAsync, generator = flags & kFnGenerator;
  return box(internAscii(async && generator ? "async generator"
                         : async            ? "async"
                         : generator        ? "generator"
                                            : ""));
}
// End of the call whose callee ends before `at`, or npos: behind its closing parenthesis.
size_t endOfCall(std::string_view text, size_t at) {
  size_t depth = 0;
  for (; at < text.size(); ++at) {
    char c = text[at];
    if (c == '"' || c == '\'' || c == '`') {
      for (++at; at < text.size() && text[at] != c; ++at) at += text[at] == '\\';
    } else if (text.compare(at, 2, "//") == 0) {
      at = std::min(text.find('\n', at), text.size());
    } else if (text.compare(at, 2, "/*") == 0) {
      at = std::min(text.find("*/", at + 2), text.size());
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      if (depth <= 1) return depth == 1 ? at + 1 : std::string_view::npos;
      --depth;
    }
  }
  return std::string_view::npos;
}

// callText(above): the source of the call of `above` that is on the stack, lines behind the first without the
// column that it starts at; undefined when it is not to be had.
Value callText(Args& args) {
  Object* holder = newObject();
  captureStack(holder, args[0]);
  StackFrame frame;
  if (!topFrame(box(holder), &frame)) return Value::undefined();
  const SourceInfo& source = *frame.function->source;
  std::string_view text(source.text, source.text_length);
  size_t line = 0;
  for (uint32_t i = 1; i < frame.line && line != std::string_view::npos; ++i)
    line = text.find('\n', line) + 1;
  size_t at = line;
  for (uint32_t column = 1; column < frame.column && at < text.size(); ++at)
    column += (static_cast<uint8_t>(text[at]) & 0xc0) != 0x80;
  auto named = [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || c == '.';
  };
  size_t start = at;
  while (start > line && named(text[start - 1])) --start;
  size_t end = endOfCall(text, at);
  if (end == std::string_view::npos) return Value::undefined();
  std::string out;
  size_t indentation = start - line;
  for (size_t i = start; i < end; ++i) {
    out += text[i];
    if (text[i] != '\n') continue;
    out += "  ";
    for (size_t n = 0; n < indentation && i + 1 < end && (text[i + 1] == ' ' || text[i + 1] == '\t'); ++n)
      ++i;
  }
  return box(newUtf8(out));
}
// linked(name): the exports of an optional module, undefined when it is not there
Value linked(Args& args) {
  std::string wanted = toUtf8(args[0]);
#define KILN_FIND(id, name) \
  if (wanted == name && &kiln_module_##id != nullptr) return requireModule(&kiln_module_##id, nullptr);
  KILN_OPTIONAL_MODULES(KILN_FIND)
#undef KILN_FIND
  return Value::undefined();
}
Value received(Args& args) {
  return box(newUtf8(receivedText(args[0])));
}
Value formatValues(Args& args) {
  return textValue(formatText(defaultInspectOptions(), args.count, args.values));
}
Value formatWithOptions(Args& args) {
  validateObject(args[0], "inspectOptions");
  InspectOptions options = defaultInspectOptions();
  applyInspectOptions(options, args[0]);
  uint32_t rest = args.count == 0 ? 0 : args.count - 1;
  return textValue(formatText(options, rest, args.values + 1));
}
Value durationTextMethod(Args& args) {
  return box(newUtf8(durationText(toNumber(args[0]))));
}
// table(data, properties): console.table's text, undefined when there is nothing to tabulate
Value tableText(Args& args) {
  std::u16string text;
  return tabulate(args[0], args[1], defaultInspectOptions(), &text) ? textValue(text) : Value::undefined();
}
Value glibcVersion(Args&) {
  return box(newUtf8(gnu_get_libc_version()));
}
Value isTerminal(Args& args) {
  return Value::boolean(args[0].isInt32() && isatty(args[0].asInt32()) != 0);
}
Value sinceStart(Args&) {
  return Value::number(millisecondsSinceStart());
}
Value timeOriginValue(Args&) {
  return Value::number(timeOrigin());
}
// loopTimes(): { start, idle } in milliseconds, as performance.now() counts
Value loopTimesValue(Args&) {
  LoopTimes times = loopTimes();
  Object* o = newObject();
  double start = times.start < 0 ? -1 : static_cast<double>(times.start - startOfProcess()) / 1e6;
  createDataProperty(o, atomKey("start"), Value::number(start));
  createDataProperty(o, atomKey("idle"), Value::number(static_cast<double>(times.idle) / 1e6));
  return box(o);
}
Value setDomainHandlerMethod(Args& args) {
  setDomainHandler(args[0]);
  return Value::undefined();
}

Value setUrlTestMethod(Args& args) {
  setUrlTest(args[0]);
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"makeError", KILN_NATIVE(makeError), 3},
    {"invalidArgType", KILN_NATIVE(invalidArgType), 3},
    {"invalidArgValue", KILN_NATIVE(invalidArgValue), 3},
    {"outOfRange", KILN_NATIVE(outOfRange), 3},
    {"unknownEncoding", KILN_NATIVE(unknownEncoding), 1},
    {"systemError", KILN_NATIVE(systemError), 3},
    {"errnoException", KILN_NATIVE(errnoException), 2},
    {"errorMap", KILN_NATIVE(errorMap), 0},
    {"errorName", KILN_NATIVE(errorName), 1},
    {"inspect", KILN_NATIVE(inspectValue), 2},
    {"callText", KILN_NATIVE(callText), 1},
    {"received", KILN_NATIVE(received), 1},
    {"linked", KILN_NATIVE(linked), 1},
    {"kindOf", KILN_NATIVE(kindOfValue), 1},
    {"functionKind", KILN_NATIVE(functionKind), 1},
    {"format", KILN_NATIVE(formatValues), 0},
    {"formatWithOptions", KILN_NATIVE(formatWithOptions), 1},
    {"millisecondsSinceStart", KILN_NATIVE(sinceStart), 0},
    {"timeOrigin", KILN_NATIVE(timeOriginValue), 0},
    {"loopTimes", KILN_NATIVE(loopTimesValue), 0},
    {"setDomainHandler", KILN_NATIVE(setDomainHandlerMethod), 1},
    {"setUrlTest", KILN_NATIVE(setUrlTestMethod), 1},
    {"durationText", KILN_NATIVE(durationTextMethod), 1},
    {"table", KILN_NATIVE(tableText), 2},
    {"glibcVersion", KILN_NATIVE(glibcVersion), 0},
    {"isTerminal", KILN_NATIVE(isTerminal), 1},
};

}  // namespace

void fillInternalNative(Object* exports) {
  defineMethods(exports, kFunctions);
  createDataProperty(exports, atomKey("utilInspect"), box(inspectFunction()));
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_native, "internal/native", ::kiln::rt::fillInternalNative)
