// Syntax tree to instructions.
#include <map>

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
  bool unicode() const { return program_.flags & (kUnicode | kUnicodeSets); }

  CharacterSet variants(uint32_t c, bool folded) const {
    CharacterSet s;
    s.add(c, c);
    if (folded) s.closeOverCase(unicode());
    s.normalise();
    return s;
  }
  static bool isSingle(const Node& n) {
    return n.kind == NodeKind::Char || n.kind == NodeKind::Any || n.kind == NodeKind::Set;
  }

  void character(uint32_t c, bool folded, bool backward) {
    if (!folded) {
      emit({.op = Op::Char, .backward = backward, .a = static_cast<int32_t>(c)});
      return;
    }
    auto [known, added] = folded_sets_.try_emplace(c, -1);
    if (added) {
      CharacterSet s = variants(c, true);
      if (s.ranges.size() != 1 || s.ranges[0].from != s.ranges[0].to) known->second = addSet(std::move(s));
    }
    if (known->second < 0) return character(c, false, backward);
    emit({.op = Op::Set, .backward = backward, .a = known->second});
  }
  int32_t addSet(CharacterSet s) {
    program_.sets.push_back(std::move(s));
    return static_cast<int32_t>(program_.sets.size() - 1);
  }

  void single(const Node& n, bool backward) {
    if (n.kind == NodeKind::Char) return character(n.value, n.folded, backward);
    Instruction i{.op = Op::Set, .backward = backward, .a = static_cast<int32_t>(n.value)};
    if (n.kind == NodeKind::Any) i.op = n.negative ? Op::All : Op::Any;
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
        emit({.op = n.assertion, .flag = n.folded && unicode()});
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
              .flag = n.folded,
              .a = static_cast<int32_t>(n.value)});
        break;
      case NodeKind::NamedReference:
        namedReference(n, backward);
        break;
      case NodeKind::Strings:
        strings(n, backward);
        break;
    }
  }

  // Of groups of one name at most one has taken part: the others match nothing.
  void namedReference(const Node& n, bool backward) {
    const std::u16string& name = program_.names[n.value].name;
    for (const NamedGroup& g : program_.names) {
      if (g.name != name) continue;
      emit({.op = Op::BackReference,
            .backward = backward,
            .flag = n.folded,
            .a = static_cast<int32_t>(g.index)});
    }
  }

  // All strings that start (end, when read backwards) alike share their beginning. Of the strings that match
  // somewhere each is the beginning of the next longer one, so trying what follows before the end of a string
  // tries the longest first.
  struct Trie {
    std::map<char32_t, Trie> next;
    bool ends = false;
    int32_t shape = -1;  // equal for tries with equal contents
  };
  using TrieShapes = std::map<std::pair<bool, std::vector<std::pair<char32_t, int32_t>>>, int32_t>;

  static int32_t shapeOf(Trie& trie, TrieShapes& shapes) {
    std::vector<std::pair<char32_t, int32_t>> edges;
    for (auto& [c, kid] : trie.next) edges.emplace_back(c, shapeOf(kid, shapes));
    auto next = static_cast<int32_t>(shapes.size());
    return trie.shape = shapes.try_emplace({trie.ends, std::move(edges)}, next).first->second;
  }

  void strings(const Node& n, bool backward) {
    Trie root;
    auto insert = [&](const std::u32string& text) {
      Trie* at = &root;
      for (size_t i = 0; i < text.size(); ++i) at = &at->next[text[backward ? text.size() - 1 - i : i]];
      at->ends = true;
    };
    for (const std::u32string& text : n.strings) insert(text);
    TrieShapes shapes;
    shapeOf(root, shapes);
    const Node* singles = n.kids.empty() ? nullptr : n.kids[0].get();
    trie(root, n.folded, backward, singles);
  }

  // One alternative for all characters after which the same follows; then `singles`, then the end of a
  // string.
  void trie(const Trie& t, bool folded, bool backward, const Node* singles) {
    std::map<int32_t, std::pair<const Trie*, CharacterSet>> groups;
    for (const auto& [c, kid] : t.next) {
      auto& [target, set] = groups[kid.shape];
      target = &kid;
      set.add(c, c);
    }
    size_t alternatives = groups.size() + (singles != nullptr) + t.ends;
    std::vector<int32_t> ends;
    auto alternative = [&](auto&& body) {
      int32_t branch = --alternatives == 0 ? -1 : emit({.op = Op::Branch});
      body();
      if (branch < 0) return;
      ends.push_back(emit({.op = Op::Jump}));
      at(branch).a = here();
    };
    for (auto& [shape, group] : groups) {
      alternative([&] {
        if (folded) group.second.closeOverCase(unicode());
        group.second.normalise();
        emit({.op = Op::Set, .backward = backward, .a = addSet(std::move(group.second))});
        trie(*group.first, folded, backward, nullptr);
      });
    }
    if (singles != nullptr) alternative([&] { single(*singles, backward); });
    if (t.ends) alternative([] {});
    for (int32_t end : ends) at(end).a = here();
  }

  // At least how many characters the term reads; counts no further than is of interest.
  static int32_t minimumLength(const Node& n) {
    switch (n.kind) {
      case NodeKind::Empty:
      case NodeKind::Assertion:
      case NodeKind::Look:
      case NodeKind::Reference:
      case NodeKind::NamedReference:
        return 0;
      case NodeKind::Char:
      case NodeKind::Any:
      case NodeKind::Set:
        return 1;
      case NodeKind::Sequence:
        return std::any_of(n.kids.begin(), n.kids.end(),
                           [](const NodePtr& k) { return minimumLength(*k) > 0; });
      case NodeKind::Alternatives:
        return std::all_of(n.kids.begin(), n.kids.end(),
                           [](const NodePtr& k) { return minimumLength(*k) > 0; });
      case NodeKind::Group:
        return minimumLength(*n.kids[0]);
      case NodeKind::Loop:
        return n.min > 0 && minimumLength(*n.kids[0]) > 0;
      case NodeKind::Strings:
        return std::none_of(n.strings.begin(), n.strings.end(),
                            [](const auto& text) { return text.empty(); });
    }
    return 0;
  }

  void loop(const Node& n, bool backward) {
    const Node* body = n.kids[0].get();
    if (n.max == 0) return;
    if (n.min == 1 && n.max == 1) return term(*body, backward);
    if (isSingle(*body) && !backward) {
      emit({.op = Op::Repeat, .flag = n.lazy, .a = -1, .b = n.min, .c = n.max, .e = -1});
      return single(*body, false);
    }
    // A round that reads nothing ends the loop; most bodies cannot.
    int32_t mark = minimumLength(*body) > 0 ? -1 : static_cast<int32_t>(program_.register_count++);
    int32_t counter = -1, head;
    bool counted = n.min != 0 || (n.max != INT32_MAX && n.max != 1);
    if (counted) {
      counter = static_cast<int32_t>(program_.register_count++);
      emit({.op = Op::SetCounter, .a = counter});
      head = emit({.op = Op::Loop, .flag = n.lazy, .a = counter, .b = n.min, .c = n.max});
    } else {
      head = emit({.op = n.lazy ? Op::BranchLast : Op::Branch});
    }
    if (mark >= 0) emit({.op = Op::MarkPosition, .a = mark});
    if (n.first_group != n.last_group)
      emit({.op = Op::ClearCaptures,
            .a = static_cast<int32_t>(n.first_group),
            .b = static_cast<int32_t>(n.last_group)});
    term(*body, backward);
    if (mark >= 0) emit({.op = Op::CheckProgress, .a = mark, .b = counter, .c = n.min});
    if (counted || n.max != 1) emit({.op = Op::Jump, .a = head});
    (counted ? at(head).d : at(head).a) = here();
  }

  void startWith(const CharacterSet& s) {
    for (int c = 0; c < 256; ++c) program_.first.latin1[c] |= s.latin1[c];
    if (!s.ranges.empty() && s.ranges.back().to > 255) program_.first.other = true;
  }
  void startWithAnything() {
    std::fill(program_.first.latin1, program_.first.latin1 + 256, true);
    program_.first.other = true;
  }

  // Adds the characters that the term can start with; true when it may match nothing.
  bool first(const Node& n) {
    switch (n.kind) {
      case NodeKind::Empty:
      case NodeKind::Assertion:
      case NodeKind::Look:
        return true;
      case NodeKind::Char:
        startWith(variants(n.value, n.folded));
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
      case NodeKind::Strings: {
        bool empty = false;
        if (!n.kids.empty()) first(*n.kids[0]);
        for (const std::u32string& text : n.strings) {
          empty |= text.empty();
          if (!text.empty()) startWith(variants(text[0], n.folded));
        }
        return empty;
      }
    }
    return true;
  }

  Program& program_;
  std::map<uint32_t, int32_t> folded_sets_;  // letter → set of its variants, -1: it is alone
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
