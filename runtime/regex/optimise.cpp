// What can be known of a program before it runs: which characters an alternative can start with, which loops
// never have to give back, where a match can start.
#include "runtime/regex/program.h"

namespace kiln::regex {
namespace {

constexpr int kBudget = 64;        // instructions looked at for one answer
constexpr size_t kMaxAdded = 256;  // sets

CharacterSet lineTerminators() {
  CharacterSet s;
  s.add('\n', '\n');
  s.add('\r', '\r');
  s.add(0x2028, 0x2029);
  s.normalise();
  return s;
}

bool disjoint(const CharacterSet& a, const CharacterSet& b) {
  size_t i = 0, k = 0;
  while (i < a.ranges.size() && k < b.ranges.size()) {
    if (a.ranges[i].to < b.ranges[k].from) {
      ++i;
    } else if (b.ranges[k].to < a.ranges[i].from) {
      ++k;
    } else {
      return false;
    }
  }
  return true;
}

class Optimiser {
 public:
  explicit Optimiser(Program& program) : program_(program) {}

  void run() {
    int budget = kBudget;
    program_.anchored = startsAtTextStart(0, &budget);
    // Loops first: what follows them is found through branches that are not annotated yet.
    for (size_t pc = 0; pc < program_.code.size(); ++pc) {
      if (program_.code[pc].op == Op::Repeat) repeat(static_cast<int32_t>(pc));
    }
    for (size_t pc = 0; pc < program_.code.size(); ++pc) {
      Op op = program_.code[pc].op;
      if (op == Op::Branch || op == Op::BranchLast) branch(static_cast<int32_t>(pc));
      if (op == Op::Loop) countedLoop(static_cast<int32_t>(pc));
    }
    firstCharacters();
    secondCharacters();
    prefix();
  }

 private:
  const Instruction& at(int32_t pc) const { return program_.code[static_cast<size_t>(pc)]; }

  // Whether every way to go on from `pc` comes to ^ before it reads anything.
  bool startsAtTextStart(int32_t pc, int* budget) const {
    while (--*budget >= 0) {
      const Instruction& i = at(pc);
      if (i.op == Op::TextStart) return true;
      if (i.op == Op::Jump) {
        pc = i.a;
      } else if (i.op == Op::Branch || i.op == Op::BranchLast) {
        if (!startsAtTextStart(pc + 1, budget)) return false;
        pc = i.a;
      } else if (i.op == Op::Save || i.op == Op::ClearCaptures) {
        ++pc;
      } else {
        return false;
      }
    }
    return false;
  }

  // The characters that a single-character instruction accepts.
  CharacterSet accepted(const Instruction& i) const {
    CharacterSet s;
    if (i.op == Op::Set) return program_.sets[static_cast<size_t>(i.a)];
    if (i.op == Op::Any) {
      s = lineTerminators();
      s.invert();
    } else if (i.op == Op::All) {
      s.add(0, kMaxCodePoint);
    } else {
      s.add(static_cast<uint32_t>(i.a), static_cast<uint32_t>(i.a));
    }
    s.normalise();
    return s;
  }

  // Adds to `out` every character that can be read `depth` places behind `pc`; false when that is not known,
  // or a match can end before.
  enum class Purpose {
    Start,
    // For a loop that what follows decides: of what succeeds without reading, the end of the text or line
    // cannot come where the loop can go on, and Accept is fine with the rounds that a greedy loop did.
    Greedy,
    Lazy,
    Search,  // lookarounds and assertions, which only refuse, are passed over
  };
  bool charactersAt(int32_t pc, int depth, Purpose purpose, CharacterSet* out, int* budget) const {
    while (--*budget >= 0) {
      const Instruction& i = at(pc);
      if (i.backward) return false;
      switch (i.op) {
        case Op::Char:
        case Op::Any:
        case Op::All:
        case Op::Set:
          if (depth == 0) {
            out->add(accepted(i));
            return true;
          }
          --depth;
          ++pc;
          break;
        case Op::Save:
        case Op::ClearCaptures:
        case Op::SetCounter:
        case Op::MarkPosition:
        case Op::CheckProgress:
          ++pc;
          break;
        case Op::Jump:
          pc = i.a;
          break;
        case Op::Branch:
        case Op::BranchLast:
        case Op::Loop:
          if (!charactersAt(pc + 1, depth, purpose, out, budget)) return false;
          pc = i.op == Op::Loop ? i.d : i.a;
          break;
        case Op::Repeat:
          // With r rounds done the character is the body's, or one of what follows depth - r behind it.
          for (int round = 0; round <= depth; ++round) {
            if (round >= i.b && !charactersAt(pc + 2, depth - round, purpose, out, budget)) return false;
            if (round == i.c) return true;
          }
          out->add(accepted(at(pc + 1)));
          return true;
        case Op::TextEnd:
        case Op::LineEnd:
          if (purpose != Purpose::Search) {
            if (i.op == Op::LineEnd) out->add(lineTerminators());
            return purpose != Purpose::Start;
          }
          ++pc;
          break;
        case Op::LineStart:
        case Op::TextStart:
        case Op::WordBoundary:
        case Op::NotWordBoundary:
          if (purpose != Purpose::Search) return false;
          ++pc;
          break;
        case Op::Look:
          if (purpose != Purpose::Search) return false;
          pc = i.a;
          break;
        case Op::Accept:
          return purpose == Purpose::Greedy;
        case Op::BackReference:
          return false;
      }
    }
    return false;
  }
  // What can be read first from `pc` on.
  bool startOf(int32_t pc, Purpose purpose, CharacterSet* out) const {
    int budget = kBudget;
    if (!charactersAt(pc, 0, purpose, out, &budget)) return false;
    out->normalise();
    return true;
  }

  int32_t addSet(CharacterSet s) {
    for (int32_t c = 0; c < 256; ++c) {
      if (s.latin1[c]) continue;
      CharacterSet all_but;
      all_but.add(static_cast<uint32_t>(c), static_cast<uint32_t>(c));
      all_but.normalise();
      all_but.invert();
      bool same = all_but.ranges.size() == s.ranges.size();
      for (size_t k = 0; same && k < s.ranges.size(); ++k)
        same = s.ranges[k].from == all_but.ranges[k].from && s.ranges[k].to == all_but.ranges[k].to;
      if (same) s.excluded = c;
      break;
    }
    program_.sets.push_back(std::move(s));
    ++added_;
    return static_cast<int32_t>(program_.sets.size() - 1);
  }

  void repeat(int32_t pc) {
    const Instruction& body = at(pc + 1);
    bool lazy = at(pc).flag;
    CharacterSet inside = accepted(body), after;
    bool known = startOf(pc + 2, lazy ? Purpose::Lazy : Purpose::Greedy, &after);
    bool keeps = known && disjoint(inside, after);
    bool simple = body.op == Op::Char || body.op == Op::All;
    int32_t set = simple || added_ >= kMaxAdded ? -1 : addSet(std::move(inside));
    Instruction& i = program_.code[static_cast<size_t>(pc)];
    i.a = set;
    i.d = keeps;
    if (keeps) i.flag = false;  // one number of rounds is possible: the greedy loop finds it at once
    i.e = i.d ? -1 : startSet(pc + 2);
  }

  int32_t startSet(int32_t pc) {
    CharacterSet s;
    if (added_ >= kMaxAdded || !startOf(pc, Purpose::Start, &s)) return -1;
    return addSet(std::move(s));
  }

  void branch(int32_t pc) {
    int32_t next = startSet(pc + 1), other = startSet(at(pc).a);
    Instruction& i = program_.code[static_cast<size_t>(pc)];
    i.b = next;
    i.c = other;
    i.d = next >= 0 && excludes(program_.sets[static_cast<size_t>(next)], i.a);
  }

  // Where a character of `set` comes next, nothing from `pc` on can match.
  bool excludes(const CharacterSet& set, int32_t pc) const {
    CharacterSet other;
    return startOf(pc, Purpose::Lazy, &other) && disjoint(set, other);
  }

  void countedLoop(int32_t pc) {
    int32_t start = startSet(pc + 1);
    bool exclusive = start >= 0 && excludes(program_.sets[static_cast<size_t>(start)], at(pc).d);
    program_.code[static_cast<size_t>(pc)].e = exclusive ? start : -1;
  }

  void firstCharacters() {
    if (!program_.use_first) return;
    program_.first.fillHalves();
    const bool* table = program_.first.latin1;
    if (program_.first.other || std::count(table, table + 256, true) != 1) return;
    program_.only_first = static_cast<int32_t>(std::find(table, table + 256, true) - table);
  }

  void secondCharacters() {
    CharacterSet s;
    int budget = kBudget;
    // In UTF-16 the second unit may be the other half of the first character.
    if (!program_.use_first || (program_.flags & (kUnicode | kUnicodeSets))) return;
    if (!charactersAt(0, 1, Purpose::Search, &s, &budget)) return;
    s.normalise();
    std::copy(std::begin(s.latin1), std::end(s.latin1), program_.second.latin1);
    program_.second.other = !s.ranges.empty() && s.ranges.back().to > 255;
    program_.second.fillHalves();
    program_.use_second = true;
  }

  void prefix() {
    if (!program_.use_first) return;
    int32_t pc = 0;
    while (at(pc).op == Op::Save) ++pc;
    uint32_t length = 0;
    for (; length < Program::kMaxPrefix && at(pc).op == Op::Char && !at(pc).backward && at(pc).a < 256;
         ++pc) {
      program_.prefix[length++] = static_cast<uint8_t>(at(pc).a);
      while (at(pc + 1).op == Op::Save) ++pc;
    }
    program_.prefix_length = length;
  }

  Program& program_;
  size_t added_ = 0;
};

}  // namespace

void optimise(Program& program) {
  Optimiser(program).run();
}

}  // namespace kiln::regex
