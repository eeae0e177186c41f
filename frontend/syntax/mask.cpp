#include "frontend/syntax/mask.h"

#include <algorithm>
#include <cctype>

namespace kiln::syntax {
namespace {

bool isWordByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' || (c & 0x80);
}
bool isHex(char c) {
  return std::isxdigit(static_cast<unsigned char>(c));
}

class Masker {
 public:
  Masker(const SourceFile& file, MaskedSource& out) : source_(file.text()), out_(out) {}

  // Escapes that mean nothing are errors in strings and names, undefined in tagged templates: decoding tells.
  void invalidEscapes() {
    for (size_t at = source_.find('\\'); at != std::string_view::npos; at = source_.find('\\', at)) {
      char kind = at + 1 < source_.size() ? source_[at + 1] : 0;
      // Digits too: the grammar knows none of their escapes in templates.
      bool digit = kind >= '0' && kind <= '9';
      if (digit || (kind == 'x' && !hexDigits(at + 2, 2)) || (kind == 'u' && !unicodeEscape(at + 2)))
        edit()[at] = '_';
      at += 2;
    }
  }

  // Tree-sitter's lexers take NUL for the end of the input, also in strings and comments. Another control
  // character may stand where NUL may, and nowhere else.
  void nulBytes() {
    for (size_t at = source_.find('\0'); at != std::string_view::npos; at = source_.find('\0', at + 1))
      edit()[at] = '\x01';
  }

  // A lone CR ends lines, also those of comments.
  void carriageReturns() {
    for (size_t at = source_.find('\r'); at != std::string_view::npos; at = source_.find('\r', at + 1)) {
      if (at + 1 >= source_.size() || source_[at + 1] != '\n') edit()[at] = '\n';
    }
  }

  // `await` may end a line; the grammar then takes it for a name.
  void awaitAtLineEnd() {
    for (size_t at = source_.find("await"); at != std::string_view::npos;
         at = source_.find("await", at + 5)) {
      if ((at > 0 && isWordByte(source_[at - 1])) || source_.substr(at + 5, 1).empty()) continue;
      size_t end = source_.find_first_not_of(" \t", at + 5);
      if (end == std::string_view::npos || (source_[end] != '\n' && source_[end] != '\r')) continue;
      size_t line = source_.rfind('\n', at) + 1;
      if (source_.substr(line, at - line).find("//") != std::string_view::npos) continue;
      size_t next = source_.find_first_not_of(" \t\r\n", end);
      if (next == std::string_view::npos ||
          !(isWordByte(source_[next]) || source_[next] == '(' || source_[next] == '['))
        continue;
      for (size_t i = end; i < next; ++i) {
        if (source_[i] == '\n' || source_[i] == '\r') edit()[i] = ' ';
      }
    }
  }

  // `for await (let [a] of …)`: the grammar takes `let[a]` for a member. The keyword itself is read from the
  // source.
  void forAwaitLet() {
    for (size_t at = source_.find("await"); at != std::string_view::npos;
         at = source_.find("await", at + 5)) {
      size_t open = skipBlanks(at + 5);
      if (source_.substr(open, 1) != "(") continue;
      size_t let = skipBlanks(open + 1);
      if (source_.substr(let, 3) == "let" && source_.substr(skipBlanks(let + 3), 1) == "[")
        edit().replace(let, 3, "var");
    }
  }

  // `let`, a line end or comment, and the name.
  void letAtLineEnd() {
    for (size_t at = source_.find("let"); at != std::string_view::npos; at = source_.find("let", at + 3)) {
      if ((at > 0 && (isWordByte(source_[at - 1]) || source_[at - 1] == '.')) || at + 3 >= source_.size() ||
          isWordByte(source_[at + 3]))
        continue;
      size_t line = source_.rfind('\n', at) + 1;
      if (source_.substr(line, at - line).find("//") != std::string_view::npos) continue;
      size_t next = skipBlanks(at + 3);
      std::string_view between = source_.substr(at + 3, next - at - 3);
      if (next >= source_.size() || between.find('\n') == std::string_view::npos) continue;
      if (!isWordByte(source_[next]) && source_[next] != '[') continue;
      edit().replace(at + 3, between.size(), std::string(between.size(), ' '));
    }
  }

  // `static` alone on its line belongs to the member below.
  void staticAtLineEnd() {
    for (size_t at = source_.find("static"); at != std::string_view::npos;
         at = source_.find("static", at + 6)) {
      size_t line = source_.rfind('\n', at) + 1, next = source_.find_first_not_of(" \t\r\n", at + 6);
      if (source_.substr(line, at - line).find_first_not_of(" \t") != std::string_view::npos) continue;
      if (next == std::string_view::npos || next == at + 6) continue;
      char c = source_[next];
      if (source_.substr(at, next - at).find('\n') == std::string_view::npos) continue;
      if (isWordByte(c) || c == '#' || c == '[' || c == '*' || c == '"' || c == '\'')
        edit().replace(at + 6, next - at - 6, std::string(next - at - 6, ' '));
    }
  }

  // `export { x as null }`: any word may be the outer name.
  bool keywordsAsNames() {
    static constexpr std::string_view kWords[] = {
        "null",   "true",    "false",  "this",     "super", "class",      "function", "return",
        "delete", "void",    "typeof", "new",      "in",    "instanceof", "if",       "else",
        "for",    "while",   "do",     "switch",   "case",  "break",      "continue", "try",
        "catch",  "finally", "throw",  "var",      "const", "import",     "export",   "extends",
        "with",   "enum",    "yield",  "debugger", "await"};
    bool changed = false;
    for (size_t at = source_.find(" as "); at != std::string_view::npos; at = source_.find(" as ", at + 4)) {
      size_t next = skipBlanks(at + 4);
      for (std::string_view keyword : kWords) {
        size_t end = next + keyword.size();
        // Only in the lists of export and import: `{ x as null, class as y }`.
        size_t behind = skipBlanks(end), before = at - std::min(at, keyword.size());
        size_t ahead = before == 0 ? std::string_view::npos : source_.find_last_not_of(" \t\r\n", before - 1);
        bool follows = source_.substr(next, keyword.size()) == keyword && behind < source_.size() &&
                       (source_[behind] == ',' || source_[behind] == '}');
        bool precedes = source_.substr(before, keyword.size()) == keyword &&
                        ahead != std::string_view::npos && (source_[ahead] == ',' || source_[ahead] == '{');
        for (auto [applies, place] : {std::pair(follows, next), std::pair(precedes, before)}) {
          if (!applies || edit()[place] == '_') continue;
          edit().replace(place, keyword.size(), std::string(keyword.size(), '_'));
          changed = true;
        }
      }
    }
    return changed;
  }

  // A line end inside of a comment ends lines like any other.
  bool commentsOverLines() {
    bool changed = false;
    for (size_t at = source_.find("/*"); at != std::string_view::npos; at = source_.find("/*", at + 2)) {
      size_t end = source_.find("*/", at + 2);
      if (end == std::string_view::npos) break;
      size_t next = source_.find_first_not_of(" \t", end + 2);
      std::string_view comment = source_.substr(at, end + 2 - at);
      bool breaks = comment.find('\n') != std::string_view::npos ||
                    comment.find('\r') != std::string_view::npos ||
                    comment.find("\xe2\x80\xa8") != std::string_view::npos ||
                    comment.find("\xe2\x80\xa9") != std::string_view::npos;
      if (!breaks || next == std::string_view::npos || source_[next] == '\n' || edit()[at] == '\n') continue;
      edit().replace(at, comment.size(), "\n" + std::string(comment.size() - 1, ' '));
      changed = true;
    }
    return changed;
  }

  // Sloppy code without generators: `yield` is a name.
  bool yieldAsName() {
    for (size_t star = source_.find('*'); star != std::string_view::npos;
         star = source_.find('*', star + 1)) {
      size_t before = source_.find_last_not_of(" \t\r\n", star == 0 ? 0 : star - 1),
             after = skipBlanks(star + 1);
      bool keyword =
          before != std::string_view::npos && before >= 7 && source_.substr(before - 7, 8) == "function";
      size_t end = after;
      while (end < source_.size() && isWordByte(source_[end])) ++end;
      if (keyword || (end > after && source_.substr(end, 1) == "(")) return false;
    }
    bool changed = false;
    for (size_t at = source_.find("yield"); at != std::string_view::npos;
         at = source_.find("yield", at + 5)) {
      if ((at > 0 && isWordByte(source_[at - 1])) || (at + 5 < source_.size() && isWordByte(source_[at + 5])))
        continue;
      if (edit()[at] == '_') continue;
      edit().replace(at, 5, "_____");
      changed = true;
    }
    return changed;
  }

  // A class field at the end of a line before a generator method.
  bool generatorsAfterFields() {
    bool changed = false;
    for (size_t at = source_.find('\n'); at != std::string_view::npos; at = source_.find('\n', at + 1)) {
      size_t star = source_.find_first_not_of(" \t", at + 1);
      if (star == std::string_view::npos) continue;
      if (source_[star] == '[' && endsWithFieldName(at) && edit()[at] != ';') {
        edit()[at] = ';';
        changed = true;
      }
      if (source_[star] != '*') continue;
      size_t end = std::min(source_.find('\n', star), source_.size());
      std::string_view line = source_.substr(star + 1, end - star - 1);
      size_t open = line.find('('), close = line.rfind(')');
      if (open == std::string_view::npos || close == std::string_view::npos ||
          line.find('{', close) == std::string_view::npos)
        continue;
      if (edit()[at] == ';') continue;
      edit()[at] = ';';
      changed = true;
    }
    return changed;
  }

  // The line (or the last one that is not blank) before `end` is nothing but a name, as of a field without
  // value.
  bool endsWithFieldName(size_t end) const {
    size_t last = source_.find_last_not_of(" \t\r\n", end);
    if (last == std::string_view::npos || !isWordByte(source_[last])) return false;
    size_t line = source_.rfind('\n', last) + 1;
    std::string_view text = source_.substr(line, last + 1 - line);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    if (text.starts_with("static ")) text.remove_prefix(7);
    if (text.starts_with("#")) text.remove_prefix(1);
    return std::all_of(text.begin(), text.end(), isWordByte);
  }

  bool semicolon(uint32_t from, uint32_t to) {
    size_t at = source_.find('\n', from);
    if (at >= to || edit()[at] == ';') return false;
    edit()[at] = ';';
    return true;
  }

  // `export` may end a line.
  void exportAtLineEnd() {
    for (size_t at = source_.find("export"); at != std::string_view::npos;
         at = source_.find("export", at + 6)) {
      if (at > 0 && isWordByte(source_[at - 1])) continue;
      size_t next = source_.find_first_not_of(" \t\r\n", at + 6);
      if (next == std::string_view::npos || (source_[next] != '{' && source_[next] != '*')) continue;
      if (source_.substr(at, next - at).find('\n') != std::string_view::npos)
        edit().replace(at + 6, next - at - 6, std::string(next - at - 6, ' '));
    }
  }

  // `export default function () {}` becomes `function NAME () {}`, the name as long as what it replaces.
  void anonymousDefaults() {
    for (size_t at = source_.find("export"); at != std::string_view::npos;
         at = source_.find("export", at + 6)) {
      if (at > 0 && isWordByte(source_[at - 1])) continue;
      size_t end = at + 6;
      if (!word(&end, "default")) continue;
      size_t own = skipBlanks(end);
      std::string keyword;
      if (word(&end, "class")) {
        size_t next = skipBlanks(end), heritage = end;
        if (source_.substr(next, 1) != "{" && !word(&heritage, "extends")) continue;
        keyword = "class ";
      } else {
        if (word(&end, "async")) keyword = "async ";
        if (!word(&end, "function")) continue;
        keyword += "function ";
        if (size_t star = skipBlanks(end); source_.substr(star, 1) == "*") {
          end = star + 1;
          keyword.back() = '*';
        }
        if (source_.substr(skipBlanks(end), 1) != "(") continue;
      }
      std::string replacement = keyword + std::string(end - at - keyword.size(), '_');
      edit().replace(at, replacement.size(), replacement);
      out_.anonymous_defaults[static_cast<uint32_t>(at)] = static_cast<uint32_t>(own);
    }
  }

 private:
  std::string& edit() {
    if (out_.text.empty()) out_.text = source_;
    return out_.text;
  }
  bool hexDigits(size_t at, size_t count) const {
    for (size_t i = 0; i < count; ++i) {
      if (at + i >= source_.size() || !isHex(source_[at + i])) return false;
    }
    return true;
  }
  bool unicodeEscape(size_t at) const {
    if (at >= source_.size() || source_[at] != '{') return hexDigits(at, 4);
    size_t end = at + 1;
    while (end < source_.size() && isHex(source_[end])) ++end;
    return end > at + 1 && end < source_.size() && source_[end] == '}';
  }
  size_t skipBlanks(size_t at) const {
    while (at < source_.size()) {
      if (std::isspace(static_cast<unsigned char>(source_[at]))) {
        ++at;
      } else if (source_.substr(at, 2) == "//") {
        at = std::min(source_.find('\n', at), source_.size());
      } else if (source_.substr(at, 2) == "/*") {
        size_t close = source_.find("*/", at + 2);
        at = close == std::string_view::npos ? source_.size() : close + 2;
      } else {
        break;
      }
    }
    return at;
  }
  // Moves behind the next token if that is `text`.
  bool word(size_t* at, std::string_view text) const {
    size_t start = skipBlanks(*at), end = start + text.size();
    if (source_.substr(start, text.size()) != text) return false;
    if (end < source_.size() && isWordByte(source_[end])) return false;
    *at = end;
    return true;
  }

  std::string_view source_;
  MaskedSource& out_;
};

}  // namespace

MaskedSource mask(const SourceFile& file, ast::Goal goal) {
  MaskedSource out;
  Masker masker(file, out);
  masker.invalidEscapes();
  masker.nulBytes();
  masker.carriageReturns();
  masker.awaitAtLineEnd();
  masker.forAwaitLet();
  masker.letAtLineEnd();
  masker.staticAtLineEnd();
  if (goal == ast::Goal::Module) {
    masker.exportAtLineEnd();
    masker.anonymousDefaults();
  }
  return out;
}

bool maskAfterFailure(const SourceFile& file, MaskedSource& masked) {
  Masker masker(file, masked);
  bool generators = masker.generatorsAfterFields(), names = masker.keywordsAsNames();
  bool comments = masker.commentsOverLines(), yields = masker.yieldAsName();
  return generators || names || comments || yields;
}

bool insertSemicolon(const SourceFile& file, MaskedSource& masked, uint32_t from, uint32_t to) {
  return Masker(file, masked).semicolon(from, to);
}

}  // namespace kiln::syntax
