// What Node writes about an exception that nobody took: where it was thrown, the line with a caret, the
// error.
#include "runtime/entry/library.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"
#include "stdlib/node/inspect.h"

namespace kiln::rt {
namespace {

// path:line, the line, a caret below the column
std::string excerpt(const StackFrame& frame) {
  const SourceInfo& source = *frame.function->source;
  std::string_view text(source.text, source.text_length);
  for (uint32_t i = 1; i < frame.line; ++i) {
    size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  std::string line(text.substr(0, text.find('\n')));
  if (line.ends_with('\r')) line.pop_back();
  std::string indentation;
  uint32_t column = 1;
  for (char c : line) {
    if (column >= frame.column) break;
    auto byte = static_cast<uint8_t>(c);
    if ((byte & 0xc0) == 0x80) continue;
    column += byte >= 0xf0 ? 2 : 1;
    indentation += c == '\t' ? '\t' : ' ';
  }
  return std::string(source.path) + ":" + std::to_string(frame.line) + "\n" + line + "\n" + indentation +
         "^\n";
}

bool isRejectionReport(Value error) {
  PropertyDescriptor d;
  return getOwnProperty(asObject(error), PropertyKey::atom(atoms.code), &d) && isString(d.value) &&
         equals(asString(d.value), internAscii("ERR_UNHANDLED_REJECTION"));
}

std::string shown(Value v) {
  try {
    return printableUtf8(inspectText(v, defaultInspectOptions()));
  } catch (Thrown&) {
    return toUtf8(newUtf8(isObject(v) ? errorHeader(asObject(v)) : describe(v)));
  }
}

}  // namespace

std::string uncaughtReport(Value error, bool from_promise) {
  constexpr const char* kEnd = "\n\nNode.js v20.20.2\n";
  StackFrame frame;
  if (isKind(error, CellKind::Error)) {
    std::string place;
    if (from_promise && isRejectionReport(error))
      place = "node:internal/process/promises:389\n      new UnhandledPromiseRejection(reason);\n      ^\n";
    else if ((!from_promise && placeOfThrow(error, &frame)) || topFrame(error, &frame))
      place = excerpt(frame);
    return (place.empty() ? "" : place + "\n") + shown(error) + kEnd;
  }
  std::string place;
  if (from_promise)
    place = "node:internal/modules/run_main:123\n    triggerUncaughtException(\n    ^\n";
  else if (placeOfThrow(error, &frame))
    place = excerpt(frame);
  std::string text = "\n" + place;
  if (isObject(error)) return text + shown(error) + kEnd;
  if (!isSymbol(error)) text += toUtf8(error);
  return text + "\n(Use `node --trace-uncaught ...` to show where the exception was thrown)" + kEnd;
}

}  // namespace kiln::rt
