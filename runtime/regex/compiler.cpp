// Syntax tree to instructions.
#include "runtime/regex/syntax.h"

namespace kiln::regex {
namespace {

class Compiler {
 public:
  explicit Compiler(Program& program) : program_(program) {}

  void compile(const Node& root) {
    emit({.op = Op::Save, .a = 0});
    term(root, false);
    emit({.op = Op::Save, .a = 1});
    emit({.op = Op::Accept});
    program_.use_first = !first(root);
  }

 private:
  int32_t here() const { return static_cast<int32_t>(program_.code.size()); }
  int32_t emit(Instruction i) {
    program_.code.push_back(i);
    return here() - 1;
  }
  Instruction& at(int32_t index) { return program_.code[static_cast<size_t>(index)]; }
  bool ignoreCase() const { return program_.flags & kIgnoreCase; }
  bool unicode() const { return program_.flags & (kUnicode | kUnicodeSets); }

  CharacterSet variants(uint32_t c) const {
    CharacterSet s;
    s.add(c, c);
    if (ignoreCase()) s.closeOverCase(unicode());
    s.normalise();
    return s;
  }
  static bool isSingle(const Node& n) {
    return n.kind == NodeKind::Char || n.kind == NodeKind::Any || n.kind == NodeKind::Set;
  }

  void single(const Node& n, bool backward) {
    Instruction i{.op = Op::Set, .backward = backward, .a = static_cast<int32_t>(n.value)};
    if (n.kind == NodeKind::Any) i.op = n.negative ? Op::All : Op::Any;
    if (n.kind == NodeKind::Char) {
      CharacterSet s = variants(n.value);
      bool alone = s.ranges.size() == 1 && s.ranges[0].from == s.ranges[0].to;
      i.op = alone ? Op::Char : Op::CharFolded;
      if (!alone) i.a = static_cast<int32_t>(canonicalize(n.value, unicode()));
    }
    emit(i);
  }

  void term(const Node& n, bool backward) {
    switch (n.kind) {
      case NodeKind::Empty:
        break;
      case NodeKind::Char:
      case NodeKind::Any:
      case NodeKind::Set:
        single(n, backward);
        break;
      case NodeKind::Sequence:
        for (size_t i = 0; i < n.kids.size(); ++i)
          term(*n.kids[backward ? n.kids.size() - 1 - i : i], backward);
        break;
      case NodeKind::Alternatives: {
        std::vector<int32_t> ends;
        for (size_t i = 0; i < n.kids.size(); ++i) {
          bool last = i + 1 == n.kids.size();
          int32_t branch = last ? -1 : emit({.op = Op::Branch});
          term(*n.kids[i], backward);
          if (last) break;
          ends.push_back(emit({.op = Op::Jump}));
          at(branch).a = here();
        }
        for (int32_t end : ends) at(end).a = here();
        break;
      }
      case NodeKind::Group: {
        auto slot = static_cast<int32_t>(2 * n.value);
        emit({.op = Op::Save, .a = backward ? slot + 1 : slot});
        term(*n.kids[0], backward);
        emit({.op = Op::Save, .a = backward ? slot : slot + 1});
        break;
      }
      case NodeKind::Loop:
        loop(n, backward);
        break;
      case NodeKind::Assertion:
        emit({.op = n.assertion, .flag = ignoreCase()});
        break;
      case NodeKind::Look: {
        int32_t look = emit({.op = Op::Look, .b = n.negative});
        term(*n.kids[0], n.behind);
        emit({.op = Op::Accept});
        at(look).a = here();
        break;
      }
      case NodeKind::Reference:
        emit({.op = Op::BackReference,
              .backward = backward,
              .flag = ignoreCase(),
              .a = static_cast<int32_t>(n.value)});
        break;
      case NodeKind::NamedReference:
        emit({.op = Op::NamedReference,
              .backward = backward,
              .flag = ignoreCase(),
              .a = static_cast<int32_t>(n.value)});
        break;
    }
  }

  void loop(const Node& n, bool backward) {
    const Node* body = n.kids[0].get();
    if (n.max == 0) return;
    if (n.min == 1 && n.max == 1) return term(*body, backward);
    if (isSingle(*body) && !backward && !n.lazy) {
      emit({.op = Op::Repeat, .a = -1, .b = n.min, .c = n.max});
      return single(*body, false);
    }
    auto mark = static_cast<int32_t>(program_.register_count++);
    int32_t counter = -1, head;
    bool counted = n.min != 0 || (n.max != INT32_MAX && n.max != 1);
    if (counted) {
      counter = static_cast<int32_t>(program_.register_count++);
      emit({.op = Op::SetCounter, .a = counter});
      head = emit({.op = Op::Loop, .flag = n.lazy, .a = counter, .b = n.min, .c = n.max});
    } else {
      head = emit({.op = n.lazy ? Op::BranchLast : Op::Branch});
    }
    emit({.op = Op::MarkPosition, .a = mark});
    if (n.first_group != n.last_group)
      emit({.op = Op::ClearCaptures,
            .a = static_cast<int32_t>(n.first_group),
            .b = static_cast<int32_t>(n.last_group)});
    term(*body, backward);
    emit({.op = Op::CheckProgress, .a = mark, .b = counter, .c = n.min});
    if (counted || n.max != 1) emit({.op = Op::Jump, .a = head});
    (counted ? at(head).d : at(head).a) = here();
  }

  void startWith(const CharacterSet& s) {
    for (int c = 0; c < 256; ++c) program_.first[c] |= s.latin1[c];
    if (!s.ranges.empty() && s.ranges.back().to > 255) program_.first_other = true;
  }
  void startWithAnything() {
    std::fill(program_.first, program_.first + 256, true);
    program_.first_other = true;
  }

  // Adds the characters that the term can start with; true when it may match nothing.
  bool first(const Node& n) {
    switch (n.kind) {
      case NodeKind::Empty:
      case NodeKind::Assertion:
      case NodeKind::Look:
        return true;
      case NodeKind::Char:
        startWith(variants(n.value));
        return false;
      case NodeKind::Any:
        startWithAnything();
        return false;
      case NodeKind::Set:
        startWith(program_.sets[n.value]);
        return false;
      case NodeKind::Sequence:
        for (const NodePtr& kid : n.kids) {
          if (!first(*kid)) return false;
        }
        return true;
      case NodeKind::Alternatives: {
        bool empty = false;
        for (const NodePtr& kid : n.kids) empty |= first(*kid);
        return empty;
      }
      case NodeKind::Group:
        return first(*n.kids[0]);
      case NodeKind::Loop:
        return (n.max == 0 || first(*n.kids[0])) || n.min == 0;
      case NodeKind::Reference:
      case NodeKind::NamedReference:
        startWithAnything();
        return true;
    }
    return true;
  }

  Program& program_;
};

}  // namespace

std::unique_ptr<Program> compile(std::u16string_view pattern, uint32_t flags, std::string* error) {
  auto program = std::make_unique<Program>();
  program->flags = flags;
  try {
    NodePtr root = parsePattern(pattern, *program);
    Compiler(*program).compile(*root);
    optimise(*program);
  } catch (const SyntaxFailure& failure) {
    *error = failure.message;
    return nullptr;
  }
  return program;
}

}  // namespace kiln::regex
