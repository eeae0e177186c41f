// ECMA-262 §22.2.1 Patterns with Annex B's additions where neither u nor v is given.
#include <set>

#include "runtime/regex/case_mapping.h"
#include "runtime/regex/syntax.h"

namespace kiln::regex {
namespace {

constexpr int32_t kInfinite = INT32_MAX;
constexpr uint32_t kEnd = UINT32_MAX;
constexpr uint32_t kMaxDepth = 1000;  // of groups and classes: the stages recurse over them

bool isDigit(uint32_t c) {
  return c >= '0' && c <= '9';
}
int hexValue(uint32_t c) {
  return isDigit(c)             ? static_cast<int>(c - '0')
         : c >= 'a' && c <= 'f' ? static_cast<int>(c - 'a' + 10)
         : c >= 'A' && c <= 'F' ? static_cast<int>(c - 'A' + 10)
                                : -1;
}

bool isIdentifierPart(uint32_t c, bool start) {
  static const auto sets = [] {
    std::pair<CharacterSet, CharacterSet> made;
    propertySet("ID_Start", "", &made.first);
    propertySet("ID_Continue", "", &made.second);
    return made;
  }();
  return start ? sets.first.has(c) : sets.second.has(c) || c == 0x200c || c == 0x200d;
}

class Parser {
 public:
  Parser(std::u16string_view pattern, Program& program)
      : program_(program),
        flags_(program.flags),
        unicode_(program.flags & (kUnicode | kUnicodeSets)),
        sets_(program.flags & kUnicodeSets) {
    for (size_t i = 0; i < pattern.size(); ++i) {
      uint32_t c = pattern[i];
      if (unicode_ && (c & 0xfc00) == 0xd800 && i + 1 < pattern.size() && (pattern[i + 1] & 0xfc00) == 0xdc00)
        c = 0x10000 + ((c & 0x3ff) << 10) + (pattern[++i] & 0x3ffu);
      text_.push_back(c);
    }
    scanGroups();
  }

  NodePtr parse() {
    NodePtr root = disjunction();
    if (peek() == ')') fail("Unmatched ')'");
    for (const auto& [name, node] : pending_names_) {
      bool found = false;
      for (uint32_t i = 0; i < program_.names.size() && !found; ++i) {
        if (program_.names[i].name != name) continue;
        node->value = i;
        found = true;
      }
      if (!found) fail("Invalid named capture referenced");
    }
    return root;
  }

 private:
  [[noreturn]] static void fail(const char* message) { throw SyntaxFailure{message}; }
  uint32_t peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : kEnd; }
  bool accept(uint32_t c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  bool looking(const char* literal) const {
    for (size_t i = 0; literal[i] != 0; ++i) {
      if (peek(i) != static_cast<unsigned char>(literal[i])) return false;
    }
    return true;
  }

  // Number of groups and whether any is named: both change how escapes before them read.
  void scanGroups() {
    uint32_t in_class = 0;
    for (size_t i = 0; i < text_.size(); ++i) {
      uint32_t c = text_[i];
      if (c == '\\') {
        ++i;
      } else if (c == '[') {
        in_class = sets_ ? in_class + 1 : 1;
      } else if (c == ']') {
        in_class -= in_class > 0;
      } else if (c == '(' && !in_class) {
        auto at = [&](size_t k) { return i + k < text_.size() ? text_[i + k] : kEnd; };
        if (at(1) != '?') {
          ++total_groups_;
        } else if (at(2) == '<' && at(3) != '=' && at(3) != '!') {
          ++total_groups_;
          has_names_ = true;
        }
      }
    }
  }

  NodePtr disjunction() {
    if (++depth_ > kMaxDepth) fail("Regular expression too large");
    // Names of other alternatives may be given again, but not behind the whole.
    size_t before = active_names_.size();
    std::vector<uint32_t> closed_names;
    NodePtr first = alternative();
    if (peek() == '|') {
      auto node = std::make_unique<Node>(NodeKind::Alternatives);
      node->kids.push_back(std::move(first));
      while (accept('|')) {
        closed_names.insert(closed_names.end(), active_names_.begin() + static_cast<ptrdiff_t>(before),
                            active_names_.end());
        active_names_.resize(before);
        node->kids.push_back(alternative());
      }
      first = std::move(node);
    }
    active_names_.insert(active_names_.end(), closed_names.begin(), closed_names.end());
    --depth_;
    return first;
  }

  NodePtr alternative() {
    auto node = std::make_unique<Node>(NodeKind::Sequence);
    while (peek() != kEnd && peek() != '|' && peek() != ')') node->kids.push_back(term());
    return node;
  }

  NodePtr term() {
    uint32_t groups_before = program_.group_count;
    bool quantifiable = true;
    NodePtr node = atom(&quantifiable);
    int32_t min, max;
    if (!quantifier(&min, &max)) return node;
    if (!quantifiable) fail(node->kind == NodeKind::Look ? "Invalid quantifier" : "Nothing to repeat");
    auto loop = std::make_unique<Node>(NodeKind::Loop);
    loop->min = min;
    loop->max = max;
    loop->lazy = accept('?');
    loop->first_group = groups_before;
    loop->last_group = program_.group_count;
    loop->kids.push_back(std::move(node));
    return loop;
  }

  bool quantifier(int32_t* min, int32_t* max) {
    if (accept('*')) return *min = 0, *max = kInfinite, true;
    if (accept('+')) return *min = 1, *max = kInfinite, true;
    if (accept('?')) return *min = 0, *max = 1, true;
    if (peek() != '{') return false;
    size_t start = at_++;
    if (braces(min, max)) {
      if (*max < *min) fail("numbers out of order in {} quantifier");
      return true;
    }
    if (unicode_) fail("Incomplete quantifier");
    at_ = start;
    return false;
  }

  bool braces(int32_t* min, int32_t* max) {
    if (!number(min)) return false;
    *max = *min;
    if (accept(',')) {
      *max = kInfinite;
      if (isDigit(peek())) number(max);
    }
    return accept('}');
  }

  bool number(int32_t* out) {
    if (!isDigit(peek())) return false;
    int64_t n = 0;
    while (isDigit(peek())) n = std::min<int64_t>(n * 10 + (text_[at_++] - '0'), kInfinite);
    *out = static_cast<int32_t>(n);
    return true;
  }

  bool ignoreCase() const { return flags_ & kIgnoreCase; }
  NodePtr make(NodeKind kind) const {
    auto node = std::make_unique<Node>(kind);
    node->folded = ignoreCase();
    return node;
  }
  NodePtr character(uint32_t c) const {
    NodePtr node = make(NodeKind::Char);
    node->value = c;
    return node;
  }
  NodePtr assertion(Op op) const {
    NodePtr node = make(NodeKind::Assertion);
    node->assertion = op;
    return node;
  }
  NodePtr set(CharacterSet s, bool inverted = false) {
    s.normalise();
    if (ignoreCase()) s.closeOverCase(unicode_);
    if (inverted) s.invert();
    auto node = std::make_unique<Node>(NodeKind::Set);
    node->value = static_cast<uint32_t>(program_.sets.size());
    program_.sets.push_back(std::move(s));
    return node;
  }

  NodePtr atom(bool* quantifiable) {
    uint32_t c = text_[at_++];
    switch (c) {
      case '^':
        *quantifiable = false;
        return assertion(flags_ & kMultiline ? Op::LineStart : Op::TextStart);
      case '$':
        *quantifiable = false;
        return assertion(flags_ & kMultiline ? Op::LineEnd : Op::TextEnd);
      case '.': {
        NodePtr node = make(NodeKind::Any);
        node->negative = flags_ & kDotAll;  // everything
        return node;
      }
      case '(':
        return group(quantifiable);
      case '[':
        return characterClass();
      case '\\':
        return atomEscape(quantifiable);
      case '*':
      case '+':
      case '?':
        fail("Nothing to repeat");
      case '{': {
        size_t start = at_;
        int32_t min, max;
        if (braces(&min, &max)) fail("Nothing to repeat");
        if (unicode_) fail("Lone quantifier brackets");
        at_ = start;
        return character(c);
      }
      case '}':
      case ']':
        if (unicode_) fail("Lone quantifier brackets");
        return character(c);
    }
    return character(c);
  }

  NodePtr group(bool* quantifiable) {
    if (!accept('?')) return capture();
    if (accept(':')) return closed(disjunction());
    bool behind = false;
    if (peek() == '<') {
      if (peek(1) != '=' && peek(1) != '!') {
        ++at_;
        std::u16string name = groupName();
        for (uint32_t active : active_names_) {
          if (program_.names[active].name == name) fail("Duplicate capture group name");
        }
        active_names_.push_back(static_cast<uint32_t>(program_.names.size()));
        program_.names.push_back({name, program_.group_count});
        return capture();
      }
      behind = true;
      ++at_;
    }
    if (peek() == 'i' || peek() == 'm' || peek() == 's' || peek() == '-') return modified();
    if (peek() != '=' && peek() != '!') fail("Invalid group");
    auto node = std::make_unique<Node>(NodeKind::Look);
    node->negative = text_[at_++] == '!';
    node->behind = behind;
    *quantifiable = !behind && !unicode_;
    node->kids.push_back(closed(disjunction()));
    return node;
  }
  // (?ims-ims:…)
  NodePtr modified() {
    uint32_t added = 0, removed = 0;
    bool removing = false;
    for (; !accept(':'); ++at_) {
      uint32_t c = peek();
      if (c == '-') {
        if (removing) fail("Multiple dashes in flag group");
        removing = true;
        continue;
      }
      uint32_t flag = c == 'i' ? kIgnoreCase : c == 'm' ? kMultiline : c == 's' ? kDotAll : 0;
      if (flag == 0) fail("Invalid group");
      if ((added | removed) & flag) fail("Repeated flag in flag group");
      (removing ? removed : added) |= flag;
    }
    if ((added | removed) == 0) fail("Invalid flag group");
    uint32_t outer = flags_;
    flags_ = (flags_ | added) & ~removed;
    NodePtr node = closed(disjunction());
    flags_ = outer;
    return node;
  }
  NodePtr closed(NodePtr node) {
    if (!accept(')')) fail("Unterminated group");
    return node;
  }
  NodePtr capture() {
    auto node = std::make_unique<Node>(NodeKind::Group);
    node->value = program_.group_count++;
    node->kids.push_back(closed(disjunction()));
    return node;
  }

  static void appendUnits(std::u16string& out, uint32_t c) {
    if (c > 0xffff) {
      out += static_cast<char16_t>(0xd800 + ((c - 0x10000) >> 10));
      out += static_cast<char16_t>(0xdc00 + ((c - 0x10000) & 0x3ff));
    } else {
      out += static_cast<char16_t>(c);
    }
  }

  std::u16string groupName() {
    std::u16string name;
    while (peek() != '>') {
      uint32_t c = peek();
      if (c == kEnd) fail("Invalid capture group name");
      ++at_;
      if (c == '\\') {
        if (!accept('u') || !unicodeEscape(&c, true)) fail("Invalid Unicode escape");
      }
      if ((c & 0xfffffc00) == 0xd800 && (peek() & 0xfffffc00) == 0xdc00)
        c = 0x10000 + ((c & 0x3ff) << 10) + (text_[at_++] & 0x3ff);
      bool letter =
          c == '$' || c == '_' || (c | 32) - 'a' < 26u || (c >= 128 && isIdentifierPart(c, name.empty()));
      if (!letter && !(isDigit(c) && !name.empty())) fail("Invalid capture group name");
      appendUnits(name, c);
    }
    ++at_;
    if (name.empty()) fail("Invalid capture group name");
    return name;
  }

  bool hexDigits(int count, uint32_t* out) {
    uint32_t c = 0;
    for (int i = 0; i < count; ++i) {
      int v = hexValue(peek(static_cast<size_t>(i)));
      if (v < 0) return false;
      c = c * 16 + static_cast<uint32_t>(v);
    }
    at_ += static_cast<size_t>(count);
    *out = c;
    return true;
  }

  // Behind `\u`.
  bool unicodeEscape(uint32_t* out, bool unicode) {
    size_t start = at_;
    if (unicode && accept('{')) {
      uint32_t c = 0;
      bool any = false;
      for (; hexValue(peek()) >= 0; any = true) {
        c = c * 16 + static_cast<uint32_t>(hexValue(text_[at_++]));
        if (c > kMaxCodePoint) fail("Invalid Unicode escape");
      }
      if (any && accept('}')) return *out = c, true;
      at_ = start;
      return false;
    }
    if (!hexDigits(4, out)) return false;
    if (unicode && (*out & 0xfc00) == 0xd800 && peek() == '\\' && peek(1) == 'u') {
      size_t before = at_;
      at_ += 2;
      uint32_t low;
      if (hexDigits(4, &low) && (low & 0xfc00) == 0xdc00) {
        *out = 0x10000 + ((*out & 0x3ff) << 10) + (low & 0x3ff);
      } else {
        at_ = before;
      }
    }
    return true;
  }

  // \d \D \s \S \w \W \p{…} \P{…}; the letter is consumed.
  bool classEscape(uint32_t letter, CharacterSet* out) {
    switch (letter) {
      case 'd':
      case 'D':
        out->add('0', '9');
        break;
      case 's':
      case 'S':
        for (uint32_t c : {0x20u, 0xa0u, 0x1680u, 0x2028u, 0x2029u, 0x202fu, 0x205fu, 0x3000u, 0xfeffu})
          out->add(c, c);
        out->add(9, 13);
        out->add(0x2000, 0x200a);
        break;
      case 'w':
      case 'W':
        out->add('a', 'z');
        out->add('A', 'Z');
        out->add('0', '9');
        out->add('_', '_');
        if (unicode_ && ignoreCase()) out->closeOverCase(true);
        break;
      case 'p':
      case 'P': {
        if (!unicode_) return false;
        if (!accept('{')) fail("Invalid property name");
        std::string name, value;
        bool has_value = false;
        for (uint32_t c; (c = peek()) != '}'; ++at_) {
          if (c == kEnd || c > 127) fail("Invalid property name");
          if (c == '=') {
            has_value = true;
          } else {
            (has_value ? value : name) += static_cast<char>(c);
          }
        }
        ++at_;
        if ((has_value && value.empty()) || !propertySet(name, value, out)) fail("Invalid property name");
        break;
      }
      default:
        return false;
    }
    // With v, sets are folded before they are combined (MaybeSimpleCaseFolding).
    if (sets_ && ignoreCase()) out->closeOverCase(true);
    out->normalise();
    if (letter < 'a') out->invert();
    return true;
  }

  // Escapes that stand for one character, in and out of classes; the letter is at at_.
  uint32_t characterEscape() {
    uint32_t c = text_[at_++];
    switch (c) {
      case 'f':
        return 12;
      case 'n':
        return 10;
      case 'r':
        return 13;
      case 't':
        return 9;
      case 'v':
        return 11;
      case 'c': {
        uint32_t letter = peek();
        if ((letter | 32) - 'a' < 26u) {
          ++at_;
          return letter & 31;
        }
        if (unicode_) fail("Invalid Unicode escape");
        --at_;
        return '\\';
      }
      case 'x': {
        uint32_t value;
        if (hexDigits(2, &value)) return value;
        if (unicode_) fail("Invalid escape");
        return 'x';
      }
      case 'u': {
        uint32_t value;
        if (unicodeEscape(&value, unicode_)) return value;
        if (unicode_) fail("Invalid Unicode escape");
        return 'u';
      }
      case '0':
        if (!isDigit(peek())) return 0;
        break;
    }
    if (isDigit(c)) {
      if (unicode_) fail("Invalid class escape");
      if (c >= '8') return c;
      uint32_t value = c - '0';
      for (int i = 0; i < 2 && peek() >= '0' && peek() <= '7' && value * 8 + (peek() - '0') < 256; ++i)
        value = value * 8 + (text_[at_++] - '0');
      return value;
    }
    if (unicode_) {
      constexpr std::string_view kSyntax = "^$\\.*+?()[]{}|/";
      constexpr std::string_view kSetSyntax = "&-!#%,:;<=>@`~";
      bool ok = c < 128 &&
                (kSyntax.find(static_cast<char>(c)) != std::string_view::npos || (c == '-' && in_class_) ||
                 (sets_ && in_class_ && kSetSyntax.find(static_cast<char>(c)) != std::string_view::npos));
      if (!ok) fail("Invalid escape");
    }
    return c;
  }

  NodePtr atomEscape(bool* quantifiable) {
    uint32_t c = peek();
    if (c == kEnd) fail("\\ at end of pattern");
    if (c == 'b' || c == 'B') {
      ++at_;
      *quantifiable = false;
      return assertion(c == 'b' ? Op::WordBoundary : Op::NotWordBoundary);
    }
    if (c == 'k' && (unicode_ || has_names_)) {
      ++at_;
      if (!accept('<')) fail("Invalid named reference");
      NodePtr node = make(NodeKind::NamedReference);
      pending_names_.emplace_back(groupName(), node.get());
      return node;
    }
    if (c >= '1' && c <= '9') {
      size_t start = at_;
      int32_t group;
      number(&group);
      if (static_cast<uint32_t>(group) <= total_groups_) {
        NodePtr node = make(NodeKind::Reference);
        node->value = static_cast<uint32_t>(group);
        return node;
      }
      if (unicode_) fail("Invalid escape");
      at_ = start;
    }
    --at_;
    if (ClassSet members; acceptStringProperty(&members)) return classNode(std::move(members), false);
    ++at_;
    CharacterSet s;
    ++at_;
    if (classEscape(c, &s)) return set(std::move(s));
    --at_;
    return character(characterEscape());
  }

  NodePtr characterClass() {
    in_class_ = true;
    bool inverted = accept('^');
    ClassSet members;
    if (sets_)
      members = setContents();
    else
      members.set = classRanges();
    in_class_ = false;
    return classNode(std::move(members), inverted);
  }

  // One member: a character (true) or a set added to `out`.
  bool classAtom(CharacterSet* out, uint32_t* c) {
    if (peek() == kEnd) fail("Unterminated character class");
    if (!accept('\\')) return *c = text_[at_++], true;
    if (peek() == kEnd) fail("\\ at end of pattern");
    uint32_t letter = peek();
    if (letter == 'b') return ++at_, *c = 8, true;
    ++at_;
    CharacterSet s;
    if (classEscape(letter, &s)) {
      out->add(s);
      return false;
    }
    --at_;
    if (letter == 'c' && !unicode_ && (isDigit(peek(1)) || peek(1) == '_')) {
      *c = peek(1) & 31;
      at_ += 2;
      return true;
    }
    *c = characterEscape();
    return true;
  }

  CharacterSet classRanges() {
    CharacterSet s;
    while (!accept(']')) {
      uint32_t from, to;
      bool single = classAtom(&s, &from);
      if (peek() == '-' && peek(1) != ']' && peek(1) != kEnd) {
        ++at_;
        bool second = classAtom(&s, &to);
        if (single && second) {
          if (from > to) fail("Range out of order in character class");
          s.add(from, to);
          continue;
        }
        if (unicode_) fail("Invalid character class");
        s.add('-', '-');
        if (second) s.add(to, to);
      }
      if (single) s.add(from, from);
    }
    return s;
  }

  // --- v mode (§22.2.1 ClassSetExpression): nested classes, --, &&, \q{…}, properties of strings

  // Members of a class: characters and strings of no or several characters.
  struct ClassSet {
    CharacterSet set;
    std::set<std::u32string> strings;
    bool may_contain_strings = false;  // by its syntax (MayContainStrings)
    void add(ClassSet other) {
      set.add(other.set);
      strings.merge(other.strings);
      may_contain_strings |= other.may_contain_strings;
    }
    void keepStrings(const ClassSet& other, bool present) {
      std::erase_if(strings,
                    [&](const std::u32string& text) { return other.strings.contains(text) != present; });
    }
  };

  void addString(ClassSet& members, std::u32string text) const {
    members.may_contain_strings |= text.size() != 1;
    if (text.size() == 1) {
      members.set.add(text[0], text[0]);
      return;
    }
    if (ignoreCase()) {
      for (char32_t& c : text) c = canonicalize(c, true);
    }
    members.strings.insert(std::move(text));
  }

  // Completes a member before it is combined with others.
  void closeMember(ClassSet& members) const {
    if (ignoreCase()) members.set.closeOverCase(true);
    members.set.normalise();
  }

  // `\p{Name}` of a property of strings at at_; false, and nothing read, for anything else.
  bool acceptStringProperty(ClassSet* out) {
    if (!sets_ || !looking("\\p{")) return false;
    std::string name;
    size_t end = 3;
    for (; peek(end) != '}' && peek(end) < 128; ++end) name += static_cast<char>(peek(end));
    std::vector<std::u32string> sequences;
    if (peek(end) != '}' || !sequenceProperty(name, &sequences)) return false;
    for (std::u32string& text : sequences) addString(*out, std::move(text));
    closeMember(*out);
    at_ += end + 1;
    return true;
  }

  NodePtr classNode(ClassSet members, bool inverted) {
    if (inverted && members.may_contain_strings) fail("Negated character class may contain strings");
    if (members.strings.empty()) return set(std::move(members.set), inverted);
    NodePtr node = make(NodeKind::Strings);
    node->strings.assign(members.strings.begin(), members.strings.end());
    if (!members.set.ranges.empty()) node->kids.push_back(set(std::move(members.set)));
    return node;
  }

  void checkSetCharacter() {
    uint32_t c = peek();
    constexpr std::string_view kSyntax = "()[]{}/-|";
    constexpr std::string_view kDouble = "&!#$%*+,.:;<=>?@^`~";
    if (c < 128 && kSyntax.find(static_cast<char>(c)) != std::string_view::npos)
      fail("Invalid character in character class");
    if (c < 128 && peek(1) == c && kDouble.find(static_cast<char>(c)) != std::string_view::npos)
      fail("Invalid set operation in character class");
  }

  ClassSet setOperand(bool* single, uint32_t* c) {
    ClassSet s;
    *single = false;
    if (accept('[')) {
      bool inverted = accept('^');
      s = setContents();
      if (inverted && s.may_contain_strings) fail("Negated character class may contain strings");
      if (inverted) s.set.invert();
      return s;
    }
    if (acceptStringProperty(&s)) return s;
    if (looking("\\q{")) {
      at_ += 3;
      std::u32string text;
      while (true) {
        if (peek() == kEnd) fail("Unterminated character class");
        bool end = accept('}');
        if (end || accept('|')) {
          addString(s, std::move(text));
          text.clear();
          if (end) break;
          continue;
        }
        CharacterSet none;
        uint32_t member;
        checkSetCharacter();
        if (!classAtom(&none, &member)) fail("Invalid escape");
        text += static_cast<char32_t>(member);
      }
      closeMember(s);
      return s;
    }
    checkSetCharacter();
    *single = classAtom(&s.set, c);
    if (*single) s.set.add(*c, *c);
    closeMember(s);
    return s;
  }

  ClassSet setContents() {
    if (++depth_ > kMaxDepth) fail("Regular expression too large");
    ClassSet s;
    uint32_t operands = 0, operation = 0;  // a class is a union, a subtraction or an intersection
    while (!accept(']')) {
      if (peek() == kEnd) fail("Unterminated character class");
      if (operands != 0 && (looking("--") || looking("&&"))) {
        if (operands != 1 && operation != peek()) fail("Invalid set operation in character class");
        operation = peek();
        ++operands;
        bool subtraction = operation == '-';
        at_ += 2;
        if (!subtraction && peek() == '&') fail("Invalid character in character class");
        bool single;
        uint32_t c;
        ClassSet right = setOperand(&single, &c);
        s.set.normalise();
        s.keepStrings(right, !subtraction);
        if (!subtraction) s.may_contain_strings &= right.may_contain_strings;
        if (subtraction) {
          s.set.subtract(std::move(right.set));
        } else {
          s.set.intersect(std::move(right.set));
        }
        continue;
      }
      if (operation != 0) fail("Invalid set operation in character class");
      bool single, second;
      uint32_t from, to;
      ClassSet member = setOperand(&single, &from);
      if (single && peek() == '-' && peek(1) != '-') {
        ++at_;
        setOperand(&second, &to);
        if (!second) fail("Invalid character class");
        if (from > to) fail("Range out of order in character class");
        member.set.add(from, to);
        closeMember(member);
        ++operands;  // a range is a union already
      }
      s.add(std::move(member));
      ++operands;
    }
    --depth_;
    s.set.normalise();
    return s;
  }

  Program& program_;
  uint32_t flags_;  // with what modifiers add and remove
  bool unicode_, sets_, in_class_ = false, has_names_ = false;
  uint32_t total_groups_ = 0, depth_ = 0;
  std::vector<uint32_t> text_;
  size_t at_ = 0;
  std::vector<std::pair<std::u16string, Node*>> pending_names_;
  std::vector<uint32_t> active_names_;  // names of groups that may take part together with what follows
};

}  // namespace

NodePtr parsePattern(std::u16string_view pattern, Program& program) {
  return Parser(pattern, program).parse();
}

}  // namespace kiln::regex
