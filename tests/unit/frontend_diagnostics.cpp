// Rendering: the caret stands below what it means, whatever stands before it.
#include <gtest/gtest.h>

#include "frontend/diagnostics/diagnostics.h"

namespace kiln {
namespace {

std::string render(const std::string& text, uint32_t begin, uint32_t end) {
  SourceFile file("a.js", text);
  Diagnostics diagnostics;
  diagnostics.report(DiagnosticKind::SyntaxError, &file, {begin, end}, {"bad"});
  return diagnostics.render();
}

TEST(Diagnostics, CaretAndTildes) {
  EXPECT_EQ(render("let x = 1 +;\n", 8, 11),
            "a.js:1:9: error: bad [syntax-error]\n  let x = 1 +;\n          ^~~\n");
  EXPECT_EQ(render("ab", 1, 1), "a.js:1:2: error: bad [syntax-error]\n  ab\n   ^\n");
}

TEST(Diagnostics, TabsStayTabs) {
  EXPECT_EQ(render("\tif\tx", 4, 5), "a.js:1:5: error: bad [syntax-error]\n  \tif\tx\n  \t  \t^\n");
}

TEST(Diagnostics, WideAndCombiningCharacters) {
  // Two columns each; the position counts UTF-16 units.
  EXPECT_EQ(render("\u6f22\u5b57 = x", 9, 10),
            "a.js:1:6: error: bad [syntax-error]\n  \u6f22\u5b57 = x\n         ^\n");
  EXPECT_EQ(render("\U0001F600 x", 5, 6), "a.js:1:4: error: bad [syntax-error]\n  \U0001F600 x\n     ^\n");
  EXPECT_EQ(render("e\u0301 x", 4, 5), "a.js:1:4: error: bad [syntax-error]\n  e\u0301 x\n    ^\n");
  // What is marked counts in columns too, not in bytes.
  EXPECT_EQ(render("\u00e9\u00e9 x", 0, 4), "a.js:1:1: error: bad [syntax-error]\n  \u00e9\u00e9 x\n  ^~\n");
  EXPECT_EQ(render("\u6f22\u5b57", 0, 6), "a.js:1:1: error: bad [syntax-error]\n  \u6f22\u5b57\n  ^~~~\n");
}

TEST(Diagnostics, EndOfLineAndOfFile) {
  EXPECT_EQ(render("abc", 3, 3), "a.js:1:4: error: bad [syntax-error]\n  abc\n     ^\n");
  EXPECT_EQ(render("", 0, 0), "a.js:1:1: error: bad [syntax-error]\n  \n  ^\n");
  // A span over lines is marked to the end of its first.
  EXPECT_EQ(render("ab\ncd", 1, 4), "a.js:1:2: error: bad [syntax-error]\n  ab\n   ^\n");
  EXPECT_EQ(render("ab\u2028cd", 5, 7), "a.js:2:1: error: bad [syntax-error]\n  cd\n  ^~\n");
}

TEST(Diagnostics, OfLongLinesOnlyTheNeighbourhood) {
  std::string text = std::string(1000, 'a') + "!" + std::string(1000, 'b');
  std::string out = render(text, 1000, 1001);
  EXPECT_EQ(out, "a.js:1:1001: error: bad [syntax-error]\n  " + std::string(80, 'a') + "!" +
                     std::string(79, 'b') + "\n  " + std::string(80, ' ') + "^\n");
  // Cut between characters.
  std::string wide = render(
      "x" + std::string(100, ' ') +
          [] {
            std::string many;
            for (int i = 0; i < 100; ++i) many += "\u20ac";
            return many;
          }(),
      0, 1);
  EXPECT_EQ(wide.find('\n', wide.find('\n') + 1) - wide.find('\n') - 3, 101u + 60u);
}

TEST(Diagnostics, InOrderOfFileAndPlace) {
  SourceFile b("b.js", "xxxx"), a("a.js", "yyyy");
  Diagnostics diagnostics;
  diagnostics.report(DiagnosticKind::SyntaxError, &b, {0, 1}, {"third"});
  diagnostics.report(DiagnosticKind::SyntaxError, &a, {2, 3}, {"second"});
  diagnostics.report(DiagnosticKind::SyntaxError, &a, {1, 2}, {"first"});
  std::string out = diagnostics.render();
  EXPECT_LT(out.find("first"), out.find("second"));
  EXPECT_LT(out.find("second"), out.find("third"));
  EXPECT_EQ(diagnostics.errorCount(), 3u);
  diagnostics.truncate(1);
  EXPECT_EQ(diagnostics.errorCount(), 1u);
  diagnostics.truncate(0);
  EXPECT_FALSE(diagnostics.hasErrors());
}

TEST(Diagnostics, ArgumentsNotesAndNoPlace) {
  SourceFile file("a.js", "let x; let x;");
  Diagnostics diagnostics;
  Diagnostic& d = diagnostics.report(DiagnosticKind::Redeclaration, &file, {11, 12}, {"x"});
  d.notes.push_back({&file, {4, 5}, "here first"});
  EXPECT_EQ(
      diagnostics.render(),
      "a.js:1:12: error: 'x' has already been declared [redeclaration]\n  let x; let x;\n             ^\n"
      "a.js:1:5: note: here first\n  let x; let x;\n      ^\n");
  EXPECT_EQ(
      renderDiagnostic({DiagnosticKind::SyntaxError, Severity::Error, nullptr, {}, "no file", {}}, false),
      "kiln: error: no file [syntax-error]\n");
}

}  // namespace
}  // namespace kiln
