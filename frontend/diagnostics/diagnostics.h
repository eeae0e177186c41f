// User errors: collected, then printed as `file:line:col: error: message [kind-name]` with the source line
// and a caret. Kinds are declared in diagnostics.def.
#pragma once
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/support/source_file.h"

namespace kiln {

enum class DiagnosticKind : uint16_t {
#define KILN_DIAGNOSTIC(name, stable_name, severity, text) name,
#include "frontend/diagnostics/diagnostics.def"
#undef KILN_DIAGNOSTIC
};

enum class Severity : uint8_t { Error, Warning };

const char* diagnosticName(DiagnosticKind kind);

struct Diagnostic {
  struct Note {
    const SourceFile* file;
    Span span;
    std::string message;
  };
  DiagnosticKind kind;
  Severity severity;
  const SourceFile* file;  // null: no place, e.g. the entry file is missing
  Span span;
  std::string message;
  std::vector<Note> notes;
};

class Diagnostics {
 public:
  // {0}, {1}… in the kind's text are replaced by `arguments`.
  Diagnostic& report(DiagnosticKind kind, const SourceFile* file, Span span,
                     std::initializer_list<std::string_view> arguments = {});
  bool hasErrors() const { return errors_ > 0; }
  bool hasSyntaxErrors() const;  // some error is a SyntaxError in ECMA-262's terms
  uint32_t errorCount() const { return errors_; }
  const std::deque<Diagnostic>& all() const { return all_; }
  std::string render(bool color = false) const;  // all, in order of file and place
  void downgrade(size_t index);                  // all()[index], an error, becomes a warning
  void truncate(size_t count);  // forget those after the first `count` (a parse that is tried again)

 private:
  std::deque<Diagnostic> all_;
  uint32_t errors_ = 0;
};

// The message of the JavaScript error that stands for an error of the source: V8 starts with a capital
// letter.
std::string messageOfError(const Diagnostic& diagnostic);
bool isSyntaxError(const Diagnostic& diagnostic);  // its kind is a SyntaxError in ECMA-262's terms
std::string renderDiagnostic(const Diagnostic& diagnostic, bool color);

}  // namespace kiln
