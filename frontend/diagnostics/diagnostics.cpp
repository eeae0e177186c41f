#include "frontend/diagnostics/diagnostics.h"

#include <algorithm>

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

std::string excerpt(const SourceFile* file, Span span) {
  if (file == nullptr) return "";
  LineColumn at = file->position(span.begin);
  constexpr size_t kMaxLine = 160;
  std::string line(file->lineText(at.line));
  size_t byte_column = span.begin - file->lineStart(at.line);
  // Of a very long line (minified code) only the neighbourhood is shown.
  size_t from = byte_column > kMaxLine / 2 && line.size() > kMaxLine ? byte_column - kMaxLine / 2 : 0;
  while (from > 0 && (static_cast<uint8_t>(line[from]) & 0xc0) == 0x80) --from;
  std::string shown = line.substr(from, kMaxLine);
  std::string marks;
  for (size_t i = from; i < byte_column && i < line.size(); ++i) {
    if ((static_cast<uint8_t>(line[i]) & 0xc0) != 0x80) marks += line[i] == '\t' ? '\t' : ' ';
  }
  size_t width = span.end > span.begin ? span.end - span.begin : 1;
  size_t room = line.size() > byte_column ? line.size() - byte_column : 1;
  marks += '^' + std::string(std::min({width, room, kMaxLine / 2}) -
                                 (std::min({width, room, kMaxLine / 2}) > 0 ? 1 : 0),
                             '~');
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
  all_.push_back({kind, file, span, std::move(message), {}});
  return all_.back();
}

void Diagnostics::truncate(size_t count) {
  while (all_.size() > count) {
    if (kRows[static_cast<size_t>(all_.back().kind)].severity == Severity::Error) --errors_;
    all_.pop_back();
  }
}

std::string renderDiagnostic(const Diagnostic& d, bool color) {
  bool error = kRows[static_cast<size_t>(d.kind)].severity == Severity::Error;
  std::string label = error ? "error: " : "warning: ";
  if (color) label = std::string(error ? "\x1b[31m" : "\x1b[33m") + label + "\x1b[0m";
  std::string out = (d.file == nullptr ? "kiln: " : place(d.file, d.span)) + label + d.message + " [" +
                    diagnosticName(d.kind) + "]\n" + excerpt(d.file, d.span);
  for (const Diagnostic::Note& note : d.notes)
    out += place(note.file, note.span) + "note: " + note.message + "\n" + excerpt(note.file, note.span);
  return out;
}

std::string Diagnostics::render(bool color) const {
  std::vector<const Diagnostic*> sorted;
  for (const Diagnostic& d : all_) sorted.push_back(&d);
  std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) {
    return a->file != b->file ? a->file < b->file : a->span.begin < b->span.begin;
  });
  std::string out;
  for (const Diagnostic* d : sorted) out += renderDiagnostic(*d, color);
  return out;
}

}  // namespace kiln
