#include "frontend/diagnostics/diagnostics.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <numeric>
#include <tuple>

namespace kiln {
namespace {

struct Row {
  const char* name;
  Severity severity;
  const char* text;
};
constexpr Row kRows[] = {
#define KILN_DIAGNOSTIC(name, stable_name, severity, text) {stable_name, Severity::severity, text},
#include "frontend/diagnostics/diagnostics.def"
#undef KILN_DIAGNOSTIC
};

std::string place(const SourceFile* file, Span span) {
  if (file == nullptr) return "";
  LineColumn at = file->position(span.begin);
  return file->path() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": ";
}

struct Range {
  uint32_t from, to;
};
// Blocks whose characters take two columns of a terminal, and those that take none.
constexpr Range kWide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},  {0xac00, 0xd7a3},
                           {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},  {0xffe0, 0xffe6},
                           {0x1f300, 0x1f64f}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
constexpr Range kZero[] = {{0x300, 0x36f}, {0x200b, 0x200f}, {0xfe00, 0xfe0f}};

bool isContinuation(char c) {
  return (static_cast<uint8_t>(c) & 0xc0) == 0x80;
}

// Columns that the character which starts at `text[at]` takes.
size_t columnsOf(std::string_view text, size_t at) {
  auto lead = static_cast<uint8_t>(text[at]);
  uint32_t code = lead < 0x80 ? lead : lead < 0xe0 ? lead & 0x1f : lead < 0xf0 ? lead & 0x0f : lead & 0x07;
  for (++at; at < text.size() && isContinuation(text[at]); ++at)
    code = code << 6 | (static_cast<uint8_t>(text[at]) & 0x3f);
  auto in = [&](const Range& range) { return code >= range.from && code <= range.to; };
  if (std::any_of(std::begin(kZero), std::end(kZero), in)) return 0;
  return std::any_of(std::begin(kWide), std::end(kWide), in) ? 2 : 1;
}

size_t columnsOf(std::string_view text) {
  size_t columns = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!isContinuation(text[i])) columns += columnsOf(text, i);
  }
  return columns;
}

std::string excerpt(const SourceFile* file, Span span) {
  if (file == nullptr) return "";
  LineColumn at = file->position(span.begin);
  constexpr size_t kMaxLine = 160;
  std::string line(file->lineText(at.line));
  size_t byte_column = span.begin - file->lineStart(at.line);
  // Of a very long line (minified code) only the neighbourhood is shown.
  size_t from = byte_column > kMaxLine / 2 && line.size() > kMaxLine ? byte_column - kMaxLine / 2 : 0;
  while (from > 0 && isContinuation(line[from])) --from;
  size_t to = std::min(from + kMaxLine, line.size());
  while (to < line.size() && isContinuation(line[to])) ++to;
  std::string shown = line.substr(from, to - from);
  std::string marks;
  for (size_t i = from; i < byte_column && i < line.size(); ++i) {
    if (isContinuation(line[i])) continue;
    if (line[i] == '\t')
      marks += '\t';
    else
      marks.append(columnsOf(line, i), ' ');
  }
  size_t marked = std::min<size_t>({std::max(span.end, span.begin) - span.begin, kMaxLine / 2,
                                    line.size() - std::min(line.size(), byte_column)});
  size_t width = marked == 0 ? 1 : columnsOf(std::string_view(line).substr(byte_column, marked));
  marks += '^' + std::string(width > 0 ? width - 1 : 0, '~');
  return "  " + shown + "\n  " + marks + "\n";
}

}  // namespace

const char* diagnosticName(DiagnosticKind kind) {
  return kRows[static_cast<size_t>(kind)].name;
}

Diagnostic& Diagnostics::report(DiagnosticKind kind, const SourceFile* file, Span span,
                                std::initializer_list<std::string_view> arguments) {
  const Row& row = kRows[static_cast<size_t>(kind)];
  std::string message;
  for (const char* c = row.text; *c != '\0'; ++c) {
    if (c[0] == '{' && c[1] >= '0' && c[1] <= '9' && c[2] == '}') {
      auto index = static_cast<size_t>(c[1] - '0');
      if (index < arguments.size()) message += *(arguments.begin() + index);
      c += 2;
    } else {
      message += *c;
    }
  }
  if (row.severity == Severity::Error) ++errors_;
  all_.push_back({kind, row.severity, file, span, std::move(message), {}});
  return all_.back();
}

bool isSyntaxError(const Diagnostic& d) {
  constexpr DiagnosticKind kOthers[] = {DiagnosticKind::ModuleNotFound, DiagnosticKind::UnreadableFile,
                                        DiagnosticKind::TooDeep,        DiagnosticKind::TooLarge,
                                        DiagnosticKind::RunTimeCode,    DiagnosticKind::RunTimeLoad,
                                        DiagnosticKind::IntlLeftOut,    DiagnosticKind::Unsupported};
  return std::find(std::begin(kOthers), std::end(kOthers), d.kind) == std::end(kOthers);
}

std::string messageOfError(const Diagnostic& d) {
  std::string text = d.kind == DiagnosticKind::Redeclaration ? "Identifier " + d.message : d.message;
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

bool Diagnostics::hasSyntaxErrors() const {
  return std::any_of(all_.begin(), all_.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::Error && isSyntaxError(d); });
}

void Diagnostics::downgrade(size_t index) {
  all_[index].severity = Severity::Warning;
  --errors_;
}

void Diagnostics::truncate(size_t count) {
  while (all_.size() > count) {
    if (all_.back().severity == Severity::Error) --errors_;
    all_.pop_back();
  }
}

std::string renderDiagnostic(const Diagnostic& d, bool color) {
  bool error = d.severity == Severity::Error;
  std::string label = error ? "error: " : "warning: ";
  if (color) label = std::string(error ? "\x1b[31m" : "\x1b[33m") + label + "\x1b[0m";
  std::string out = (d.file == nullptr ? "kiln: " : place(d.file, d.span)) + label + d.message + " [" +
                    diagnosticName(d.kind) + "]\n" + excerpt(d.file, d.span);
  for (const Diagnostic::Note& note : d.notes)
    out += place(note.file, note.span) + "note: " + note.message + "\n" + excerpt(note.file, note.span);
  // A NUL would end the text for whoever prints it: U+2400 stands for it.
  for (size_t at = out.find('\0'); at != std::string::npos; at = out.find('\0', at))
    out.replace(at, 1, "\xe2\x90\x80");
  return out;
}

std::string Diagnostics::render(bool color) const {
  std::vector<size_t> order(all_.size());
  std::iota(order.begin(), order.end(), size_t{0});
  auto place = [&](size_t i) {
    const Diagnostic& d = all_[i];
    return std::tuple(d.file == nullptr ? std::string_view() : std::string_view(d.file->path()), d.span.begin,
                      i);
  };
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return place(a) < place(b); });
  std::string out;
  for (size_t i : order) out += renderDiagnostic(all_[i], color);
  return out;
}

}  // namespace kiln
