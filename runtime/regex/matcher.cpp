// The backtracking matcher: one explicit stack of choices and of what to undo, never the machine's stack (but
// one level a lookaround of the pattern).
#include <cstring>

#include "runtime/regex/program.h"

namespace kiln::regex {
namespace {

constexpr size_t kMaxStackEntries = size_t{64} << 20;

enum class EntryKind : uint32_t { Choice, Capture, Counter, Repeat };

struct Entry {
  EntryKind kind;
  int32_t a;  // Choice, Repeat: instruction to go on at; else what to restore
  int32_t b;  // position, or the old value
  int32_t c;  // Repeat: where giving back ends
};

template <typename Char>
class Matcher {
 public:
  Matcher(const Program& program, const Char* text, int32_t length, int32_t* captures)
      : program_(program),
        code_(program.code.data()),
        text_(text),
        length_(length),
        captures_(captures),
        unicode_(sizeof(Char) == 2 && (program.flags & (kUnicode | kUnicodeSets))),
        full_folding_(program.flags & (kUnicode | kUnicodeSets)),
        counters_(program.register_count) {}

  bool outOfMemory() const { return out_of_memory_; }

  bool attempt(int32_t at) {
    std::fill(captures_, captures_ + 2 * program_.group_count, -1);
    stack_.clear();
    return run(0, at);
  }

 private:
  static bool isHigh(uint32_t c) { return (c & 0xfc00) == 0xd800; }
  static bool isLow(uint32_t c) { return (c & 0xfc00) == 0xdc00; }

  // Reads the character at `at` in the direction; false at the end. Moves `at` behind it.
  bool read(int32_t& at, bool backward, uint32_t* c) const {
    if (backward) {
      if (at <= 0) return false;
      *c = text_[--at];
      if (unicode_ && isLow(*c) && at > 0 && isHigh(text_[at - 1])) {
        --at;
        *c = 0x10000 + ((text_[at] & 0x3ffu) << 10) + (*c & 0x3ff);
      }
      return true;
    }
    if (at >= length_) return false;
    *c = text_[at++];
    if (unicode_ && isHigh(*c) && at < length_ && isLow(text_[at]))
      *c = 0x10000 + ((*c & 0x3ff) << 10) + (text_[at++] & 0x3ffu);
    return true;
  }

  bool accepts(const Instruction& i, uint32_t c) const {
    switch (i.op) {
      case Op::Char:
        return c == static_cast<uint32_t>(i.a);
      case Op::CharFolded:
        return canonicalize(c, full_folding_) == static_cast<uint32_t>(i.a);
      case Op::Any:
        return !isLineTerminator(c);
      case Op::All:
        return true;
      case Op::Set:
        return program_.sets[static_cast<size_t>(i.a)].has(c);
      case Op::LineStart:
      case Op::LineEnd:
      case Op::TextStart:
      case Op::TextEnd:
      case Op::WordBoundary:
      case Op::NotWordBoundary:
      case Op::Save:
      case Op::ClearCaptures:
      case Op::Branch:
      case Op::BranchLast:
      case Op::Jump:
      case Op::SetCounter:
      case Op::Loop:
      case Op::MarkPosition:
      case Op::CheckProgress:
      case Op::Repeat:
      case Op::BackReference:
      case Op::NamedReference:
      case Op::Look:
      case Op::Accept:
        return false;
    }
    return false;
  }

  bool isWord(int32_t at, bool folded) const {
    if (at < 0 || at >= length_) return false;
    uint32_t c = text_[at];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (folded && full_folding_ && (c == 0x17f || c == 0x212a));
  }

  void push(EntryKind kind, int32_t a, int32_t b, int32_t c = 0) {
    if (stack_.size() >= kMaxStackEntries) {
      out_of_memory_ = true;
      return;
    }
    stack_.push_back({kind, a, b, c});
  }
  void setCapture(int32_t slot, int32_t value) {
    push(EntryKind::Capture, slot, captures_[slot]);
    captures_[slot] = value;
  }
  void setCounter(int32_t counter, int32_t value) {
    push(EntryKind::Counter, counter, counters_[static_cast<size_t>(counter)]);
    counters_[static_cast<size_t>(counter)] = value;
  }
  void restore(const Entry& e) {
    if (e.kind == EntryKind::Capture) captures_[e.a] = e.b;
    if (e.kind == EntryKind::Counter) counters_[static_cast<size_t>(e.a)] = e.b;
  }

  bool matchReference(int32_t group, bool backward, bool folded, int32_t& at) const {
    int32_t from = captures_[2 * group], to = captures_[2 * group + 1];
    if (from < 0 || to < 0) return true;
    int32_t size = to - from, start = backward ? at - size : at;
    if (start < 0 || start + size > length_) return false;
    for (int32_t k = 0; k < size; ++k) {
      uint32_t x = text_[from + k], y = text_[start + k];
      if (x != y && !(folded && canonicalize(x, full_folding_) == canonicalize(y, full_folding_)))
        return false;
    }
    at = backward ? start : start + size;
    return true;
  }

  // Runs from `pc` until Accept; false when every choice made since has failed.
  bool run(int32_t pc, int32_t at) {
    const size_t base = stack_.size();
    for (;;) {
      const Instruction& i = code_[pc];
      bool ok = true;
      switch (i.op) {
        case Op::Char:
        case Op::CharFolded:
        case Op::Any:
        case Op::All:
        case Op::Set: {
          uint32_t c;
          ok = read(at, i.backward, &c) && accepts(i, c);
          ++pc;
          break;
        }
        case Op::TextStart:
          ok = at == 0;
          ++pc;
          break;
        case Op::LineStart:
          ok = at == 0 || isLineTerminator(text_[at - 1]);
          ++pc;
          break;
        case Op::TextEnd:
          ok = at == length_;
          ++pc;
          break;
        case Op::LineEnd:
          ok = at == length_ || isLineTerminator(text_[at]);
          ++pc;
          break;
        case Op::WordBoundary:
          ok = isWord(at - 1, i.flag) != isWord(at, i.flag);
          ++pc;
          break;
        case Op::NotWordBoundary:
          ok = isWord(at - 1, i.flag) == isWord(at, i.flag);
          ++pc;
          break;
        case Op::Save:
          setCapture(i.a, at);
          ++pc;
          break;
        case Op::ClearCaptures:
          for (int32_t slot = 2 * i.a; slot < 2 * i.b; ++slot) {
            if (captures_[slot] != -1) setCapture(slot, -1);
          }
          ++pc;
          break;
        case Op::Branch:
          push(EntryKind::Choice, i.a, at);
          ++pc;
          break;
        case Op::BranchLast:
          push(EntryKind::Choice, pc + 1, at);
          pc = i.a;
          break;
        case Op::Jump:
          pc = i.a;
          break;
        case Op::SetCounter:
          setCounter(i.a, 0);
          ++pc;
          break;
        case Op::Loop: {
          int32_t count = counters_[static_cast<size_t>(i.a)];
          if (count < i.b) {
            setCounter(i.a, count + 1);
            ++pc;
          } else if (count >= i.c) {
            pc = i.d;
          } else if (i.flag) {
            // Lazily: out first; coming back counts the round in the instruction before the body.
            push(EntryKind::Choice, -pc - 1, at);
            pc = i.d;
          } else {
            push(EntryKind::Choice, i.d, at);
            setCounter(i.a, count + 1);
            ++pc;
          }
          break;
        }
        case Op::MarkPosition:
          setCounter(i.a, at);
          ++pc;
          break;
        case Op::CheckProgress:
          ok = at != counters_[static_cast<size_t>(i.a)] ||
               (i.b >= 0 && counters_[static_cast<size_t>(i.b)] <= i.c);
          ++pc;
          break;
        case Op::Repeat: {
          const Instruction& body = code_[pc + 1];
          int32_t count = 0, end = at;
          int32_t least = at;  // position after the minimum
          uint32_t c;
          for (; count < i.c; ++count) {
            if (count == i.b) least = end;
            int32_t next = end;
            if (!read(next, false, &c) || !accepts(body, c)) break;
            end = next;
          }
          if (count == i.b) least = end;
          ok = count >= i.b;
          if (ok && end > least) push(EntryKind::Repeat, pc + 2, end, least);
          at = end;
          pc += 2;
          break;
        }
        case Op::BackReference:
          ok = matchReference(i.a, i.backward, i.flag, at);
          ++pc;
          break;
        case Op::NamedReference:
          for (const NamedGroup& g : program_.names) {
            if (g.name != program_.names[static_cast<size_t>(i.a)].name || captures_[2 * g.index] < 0)
              continue;
            ok = matchReference(static_cast<int32_t>(g.index), i.backward, i.flag, at);
            break;
          }
          ++pc;
          break;
        case Op::Look: {
          size_t here = stack_.size();
          bool found = run(pc + 1, at);
          if (found && !i.b) {
            // Keeps what undoes the captures, forgets the choices within.
            size_t kept = here;
            for (size_t k = here; k < stack_.size(); ++k) {
              if (stack_[k].kind == EntryKind::Capture || stack_[k].kind == EntryKind::Counter)
                stack_[kept++] = stack_[k];
            }
            stack_.resize(kept);
          } else {
            for (; stack_.size() > here; stack_.pop_back()) restore(stack_.back());
          }
          ok = found != static_cast<bool>(i.b);
          pc = i.a;
          break;
        }
        case Op::Accept:
          end_ = at;
          return true;
      }
      if (out_of_memory_) return false;
      if (ok) continue;
      // Back to the last choice.
      for (;;) {
        if (stack_.size() == base) return false;
        Entry& e = stack_.back();
        if (e.kind == EntryKind::Choice) {
          at = e.b;
          pc = e.a;
          stack_.pop_back();
          if (pc < 0) {
            pc = -pc - 1;
            int32_t counter = code_[pc].a;
            setCounter(counter, counters_[static_cast<size_t>(counter)] + 1);
            ++pc;
          }
          break;
        }
        if (e.kind == EntryKind::Repeat) {
          uint32_t c;
          read(e.b, true, &c);
          if (e.b < e.c) e.b = e.c;
          at = e.b;
          pc = e.a;
          if (e.b <= e.c) stack_.pop_back();
          break;
        }
        restore(e);
        stack_.pop_back();
      }
    }
  }

  const Program& program_;
  const Instruction* code_;
  const Char* text_;
  int32_t length_;
  int32_t* captures_;
  bool unicode_, full_folding_;
  bool out_of_memory_ = false;
  int32_t end_ = 0;
  std::vector<int32_t> counters_;
  std::vector<Entry> stack_;
};

template <typename Char>
MatchStatus search(const Program& program, const Char* text, uint32_t length, uint32_t from, bool sticky,
                   int32_t* captures) {
  Matcher<Char> matcher(program, text, static_cast<int32_t>(length), captures);
  for (uint32_t at = from; at <= length; ++at) {
    if (program.use_first && !sticky) {
      while (at < length && !(text[at] < 256 ? program.first[text[at]] : program.first_other)) ++at;
      if (at == length) return MatchStatus::NotFound;
    }
    if (matcher.attempt(static_cast<int32_t>(at))) return MatchStatus::Found;
    if (matcher.outOfMemory()) return MatchStatus::OutOfMemory;
    if (sticky) break;
    // A match does not start between the halves of a pair.
    if (sizeof(Char) == 2 && (program.flags & (kUnicode | kUnicodeSets)) && at + 1 < length &&
        (text[at] & 0xfc00) == 0xd800 && (text[at + 1] & 0xfc00) == 0xdc00)
      ++at;
  }
  return MatchStatus::NotFound;
}

}  // namespace

Program::Program() = default;
Program::~Program() = default;

MatchStatus match(const Program& program, const uint8_t* text, uint32_t length, uint32_t from, bool sticky,
                  int32_t* captures) {
  return search(program, text, length, from, sticky, captures);
}
MatchStatus match(const Program& program, const char16_t* text, uint32_t length, uint32_t from, bool sticky,
                  int32_t* captures) {
  return search(program, text, length, from, sticky, captures);
}

bool parseFlags(std::u16string_view text, uint32_t* flags) {
  constexpr std::u16string_view kLetters = u"dgimsuvy";
  *flags = 0;
  for (char16_t c : text) {
    size_t at = kLetters.find(c);
    if (at == std::u16string_view::npos || (*flags & (1u << at))) return false;
    *flags |= 1u << at;
  }
  return (*flags & (kUnicode | kUnicodeSets)) != (kUnicode | kUnicodeSets);
}

}  // namespace kiln::regex
