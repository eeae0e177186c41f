// The backtracking matcher: one explicit stack of choices and of what to undo, never the machine's stack (but
// one level a lookaround of the pattern).
#include <cstdlib>
#include <cstring>

#include "runtime/regex/case_mapping.h"
#include "runtime/regex/native.h"
#include "runtime/regex/prefilter.h"
#include "runtime/regex/program.h"

namespace kiln::regex {
namespace {

constexpr size_t kMaxStackEntries = size_t{16} << 20;  // 256 MB

// Choice: a: instruction to go on at, b: position. Capture, Counter: b: the old value of a. Repeat: goes on
// at a from position b down to c. LazyRepeat: the loop at a, from position b, for c more rounds.
enum class EntryKind : uint32_t { Choice, Capture, Counter, Repeat, LazyRepeat };

// Memory of the stack, kept from one match to the next.
class Stack : public EntryStack {
 public:
  Stack() : EntryStack{} {}
  ~Stack() { std::free(entries); }
  size_t size() const { return size_; }
  Entry& back() { return entries[size_ - 1]; }
  Entry& operator[](size_t i) { return entries[i]; }
  void pop_back() { --size_; }
  void resize(size_t size) { size_ = size; }
  bool push(const Entry& entry) {
    if (entries + size_ == limit && !grow()) return false;
    entries[size_++] = entry;
    return true;
  }
  // Room for at least one entry, and not more than is worth keeping.
  bool prepare() {
    size_ = 0;
    if (capacity() > kKept) {
      std::free(entries);
      entries = limit = nullptr;
    }
    return entries != nullptr || grow();
  }
  bool grow() {
    size_t size = capacity() == 0 ? 64 : capacity() * 2;
    if (size > kMaxStackEntries) return false;
    auto* larger = static_cast<Entry*>(std::realloc(entries, size * sizeof(Entry)));
    if (larger == nullptr) return false;
    entries = larger;
    limit = larger + size;
    return true;
  }

 private:
  static constexpr size_t kKept = size_t{64} << 10;
  size_t capacity() const { return static_cast<size_t>(limit - entries); }
  size_t size_ = 0;
};
thread_local Stack the_stack;

template <typename Char>
bool sameText(const Char* text, int32_t from, int32_t start, int32_t size, bool folded, bool full_folding) {
  for (int32_t k = 0; k < size; ++k) {
    uint32_t x = text[from + k], y = text[start + k];
    if (x != y && !(folded && canonicalize(x, full_folding) == canonicalize(y, full_folding))) return false;
  }
  return true;
}

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
        stack_(the_stack) {
    out_of_memory_ = !stack_.prepare();
    if (program.register_count > kInlineCounters) {
      more_counters_.resize(program.register_count);
      counters_ = more_counters_.data();
    }
  }

  bool outOfMemory() const { return out_of_memory_; }

  bool attempt(int32_t at) {
    std::fill(captures_, captures_ + 2 * program_.group_count, -1);
    stack_.resize(0);
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
    if (!stack_.push({static_cast<uint32_t>(kind), a, b, c})) out_of_memory_ = true;
  }
  // Without a choice to come back to, and outside of lookarounds, a failure ends the attempt: nothing has to
  // be undone.
  bool mayGoBack() const { return stack_.size() != 0 || look_depth_ != 0; }
  void setCapture(int32_t slot, int32_t value) {
    if (mayGoBack()) push(EntryKind::Capture, slot, captures_[slot]);
    captures_[slot] = value;
  }
  void setCounter(int32_t counter, int32_t value) {
    if (mayGoBack()) push(EntryKind::Counter, counter, counters_[static_cast<size_t>(counter)]);
    counters_[static_cast<size_t>(counter)] = value;
  }

  bool inSet(const CharacterSet& set, uint32_t c) const {
    if constexpr (sizeof(Char) == 1) return set.latin1[c];
    return set.has(c);
  }

  // Can the alternative whose starts are in `set` (-1: not known) match at `at`?
  bool canStart(int32_t set, int32_t at) const {
    if (set < 0) return true;
    uint32_t c;
    return read(at, false, &c) && inSet(program_.sets[static_cast<size_t>(set)], c);
  }

  // End of the longest run of at most `limit` characters from `at` that the body accepts; only where a
  // character is one unit.
  int32_t runOf(const Instruction& repeat, const Instruction& body, int32_t at, int32_t limit) const {
    const Char* p = text_ + at;
    const Char* end = limit > length_ - at ? text_ + length_ : p + limit;
    if (body.op == Op::All) return static_cast<int32_t>(end - text_);
    if (body.op == Op::Char) {
      auto c = static_cast<uint32_t>(body.a);
      while (p < end && *p == c) ++p;
    } else if (repeat.a < 0) {
      while (p < end && accepts(body, *p)) ++p;
    } else {
      const CharacterSet& set = program_.sets[static_cast<size_t>(repeat.a)];
      if (sizeof(Char) == 1 && set.excluded >= 0) {
        const void* stop = p == end ? nullptr : std::memchr(p, set.excluded, static_cast<size_t>(end - p));
        p = stop == nullptr ? end : static_cast<const Char*>(stop);
      } else {
        while (p < end && inSet(set, *p)) ++p;
      }
    }
    return static_cast<int32_t>(p - text_);
  }
  // The rounds that a lazy loop has to do; false when the text has fewer.
  bool leastRounds(const Instruction& repeat, const Instruction& body, int32_t& at) const {
    uint32_t c;
    for (int32_t count = 0; count < repeat.b; ++count) {
      if (!read(at, false, &c) || !accepts(body, c)) return false;
    }
    return true;
  }
  // Rounds up to where what follows the lazy loop can start; false when there is no such place.
  bool lazyRounds(const Instruction& repeat, const Instruction& body, int32_t& at, int32_t& rounds) const {
    uint32_t c;
    while (!canStart(repeat.e, at)) {
      if (rounds-- <= 0 || !read(at, false, &c) || !accepts(body, c)) return false;
    }
    return true;
  }
  static EntryKind kindOf(const Entry& e) { return static_cast<EntryKind>(e.kind); }
  void restore(const Entry& e) {
    if (kindOf(e) == EntryKind::Capture) captures_[e.a] = e.b;
    if (kindOf(e) == EntryKind::Counter) counters_[static_cast<size_t>(e.a)] = e.b;
  }

  bool matchReference(int32_t group, bool backward, bool folded, int32_t& at) const {
    int32_t from = captures_[2 * group], to = captures_[2 * group + 1];
    if (from < 0 || to < 0) return true;
    int32_t size = to - from, start = backward ? at - size : at;
    if (start < 0 || start + size > length_) return false;
    if (!sameText(text_, from, start, size, folded, full_folding_)) return false;
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
          if (!canStart(i.b, at)) {
            pc = i.a;
            break;
          }
          if (!i.d && canStart(i.c, at)) push(EntryKind::Choice, i.a, at);
          ++pc;
          break;
        case Op::BranchLast:
          if (!canStart(i.c, at) || (i.d && canStart(i.b, at))) {
            ++pc;
            break;
          }
          if (canStart(i.b, at)) push(EntryKind::Choice, pc + 1, at);
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
          } else if (i.e >= 0) {
            if (canStart(i.e, at)) {
              setCounter(i.a, count + 1);
              ++pc;
            } else {
              pc = i.d;
            }
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
          if (i.flag) {
            int32_t rounds = i.c;
            ok = leastRounds(i, body, at) && lazyRounds(i, body, at, rounds -= i.b);
            if (ok && rounds > 0) push(EntryKind::LazyRepeat, pc, at, rounds);
            pc += 2;
            break;
          }
          int32_t end = at, least = at;  // least: position after the minimum
          if (!unicode_) {
            end = runOf(i, body, at, i.c);
            ok = end - at >= i.b;
            if (ok) least = at + i.b;
          } else {
            int32_t count = 0;
            uint32_t c;
            for (; count < i.c; ++count) {
              if (count == i.b) least = end;
              int32_t next = end;
              if (!read(next, false, &c) || !accepts(body, c)) break;
              end = next;
            }
            if (count == i.b) least = end;
            ok = count >= i.b;
          }
          if (ok && end > least && !i.d) {
            push(EntryKind::Repeat, pc + 2, end, least);
            ok = canStart(i.e, end);
          }
          at = end;
          pc += 2;
          break;
        }
        case Op::BackReference:
          ok = matchReference(i.a, i.backward, i.flag, at);
          ++pc;
          break;
        case Op::Look: {
          size_t here = stack_.size();
          ++look_depth_;
          bool found = run(pc + 1, at);
          --look_depth_;
          if (found && !i.b) {
            // Keeps what undoes the captures, forgets the choices within.
            size_t kept = here;
            for (size_t k = here; k < stack_.size(); ++k) {
              if (kindOf(stack_[k]) == EntryKind::Capture || kindOf(stack_[k]) == EntryKind::Counter)
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
        if (kindOf(e) == EntryKind::Choice) {
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
        if (kindOf(e) == EntryKind::Repeat) {
          uint32_t c;
          int32_t start = code_[e.a - 2].e;
          do {
            read(e.b, true, &c);
            if (e.b < e.c) e.b = e.c;
          } while (e.b > e.c && !canStart(start, e.b));
          at = e.b;
          pc = e.a;
          if (e.b <= e.c) stack_.pop_back();
          break;
        }
        if (kindOf(e) == EntryKind::LazyRepeat) {
          const Instruction& repeat = code_[e.a];
          const Instruction& body = code_[e.a + 1];
          uint32_t c;
          if (read(e.b, false, &c) && accepts(body, c) && lazyRounds(repeat, body, e.b, --e.c)) {
            at = e.b;
            pc = e.a + 2;
            if (e.c == 0) stack_.pop_back();
            break;
          }
          stack_.pop_back();
          continue;
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
  static constexpr uint32_t kInlineCounters = 16;
  int32_t inline_counters_[kInlineCounters] = {};
  int32_t* counters_ = inline_counters_;
  std::vector<int32_t> more_counters_;
  uint32_t look_depth_ = 0;
  Stack& stack_;
};

// The code for subjects of one kind; makes it when there is none and the pattern is tried often.
template <typename Code>
Code nativeCode(const Program& program, Code& code, std::unique_ptr<MachineCode>& made, bool wide) {
  if (code != nullptr || program.attempts < kAttemptsBeforeCode) [[likely]] return code;
  made = translate(program, wide);
  if (made != nullptr) {
    code = reinterpret_cast<Code>(made->entry());
  } else {
    program.attempts = 0;
  }
  return code;
}
NativeLatin1 nativeCode(const Program& program, const uint8_t*) {
  return nativeCode(program, program.latin1, program.made_latin1, false);
}
NativeUtf16 nativeCode(const Program& program, const char16_t*) {
  return nativeCode(program, program.utf16, program.made_utf16, true);
}

// UBSan would look for a signature in front of the code, which what is made here has not.
template <typename Code, typename Char>
[[clang::no_sanitize("function")]] int32_t enter(Code code, const Char* text, uint32_t length, int32_t at, int32_t* captures,
                                                Stack& stack) {
  return code(text, static_cast<int32_t>(length), at, captures, &stack);
}

// attempt(at): does the pattern match there?
template <typename Char, typename Attempt>
bool scan(const Program& program, const Char* text, uint32_t length, uint32_t from, Attempt&& attempt) {
  for (uint32_t at = from; at <= length; ++at) {
    if (program.use_first) {
      at = nextStart(program, text, length, at);
      if (at == length) return false;
    }
    if (attempt(static_cast<int32_t>(at))) return true;
    // A match does not start between the halves of a pair.
    if (sizeof(Char) == 2 && (program.flags & (kUnicode | kUnicodeSets)) && at + 1 < length &&
        (text[at] & 0xfc00) == 0xd800 && (text[at + 1] & 0xfc00) == 0xdc00)
      ++at;
  }
  return false;
}

template <typename Char>
MatchStatus search(const Program& program, const Char* text, uint32_t length, uint32_t from, bool sticky,
                   int32_t* captures) {
  if (program.anchored && from > 0) return MatchStatus::NotFound;
  sticky |= program.anchored;
  if (program.use_first && sticky && (from == length || !program.first.has(text[from]))) return MatchStatus::NotFound;
  if (auto native = nativeCode(program, text)) {
    Stack& stack = the_stack;
    if (!stack.prepare()) return MatchStatus::OutOfMemory;
    int32_t result = 0;
    auto attempt = [&](int32_t at) { return (result = enter(native, text, length, at, captures, stack)) != 0; };
    if (sticky) {
      attempt(static_cast<int32_t>(from));
    } else {
      scan(program, text, length, from, attempt);
    }
    return result > 0 ? MatchStatus::Found : result == 0 ? MatchStatus::NotFound : MatchStatus::OutOfMemory;
  }
  Matcher<Char> matcher(program, text, static_cast<int32_t>(length), captures);
  auto attempt = [&](int32_t at) {
    ++program.attempts;
    return matcher.attempt(at) || matcher.outOfMemory();
  };
  bool ended = sticky ? attempt(static_cast<int32_t>(from)) : scan(program, text, length, from, attempt);
  if (matcher.outOfMemory()) return MatchStatus::OutOfMemory;
  return ended ? MatchStatus::Found : MatchStatus::NotFound;
}

template <typename Char>
int32_t reference(const Char* text, int32_t length, int32_t at, int32_t from, int32_t to, uint32_t flags) {
  if (from < 0 || to < 0) return at;
  int32_t size = to - from, start = flags & 1 ? at - size : at;
  if (start < 0 || start + size > length || !sameText(text, from, start, size, flags & 2, flags & 4))
    return -1;
  return flags & 1 ? start : start + size;
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

using kiln::regex::Entry;
using kiln::regex::EntryStack;

extern "C" Entry* kiln_regex_grow(EntryStack* stack, Entry* top) {
  auto index = top - stack->entries;
  return static_cast<kiln::regex::Stack*>(stack)->grow() ? stack->entries + index : nullptr;
}

extern "C" Entry* kiln_regex_commit(EntryStack* stack, Entry* top, uint64_t base, uint32_t last_undo,
                                    uint32_t label) {
  auto* own = reinterpret_cast<Entry*>(reinterpret_cast<char*>(stack->entries) + base);
  Entry* kept = own;
  if (label != 0) {
    own->kind = label;
    ++kept;
  }
  for (Entry* e = own + 1; e < top; ++e) {
    if (e->kind <= last_undo) *kept++ = *e;
  }
  return kept;
}

extern "C" int32_t kiln_regex_reference_latin1(const uint8_t* text, int32_t length, int32_t at, int32_t from,
                                               int32_t to, uint32_t flags) {
  return kiln::regex::reference(text, length, at, from, to, flags);
}
extern "C" int32_t kiln_regex_reference_utf16(const char16_t* text, int32_t length, int32_t at, int32_t from,
                                              int32_t to, uint32_t flags) {
  return kiln::regex::reference(text, length, at, from, to, flags);
}

extern "C" bool kiln_regex_in_ranges(const uint32_t* ranges, uint32_t count, uint32_t c) {
  uint32_t low = 0;
  while (count > 1) {
    uint32_t half = count / 2;
    if (ranges[2 * (low + half)] <= c) low += half;
    count -= half;
  }
  return ranges[2 * low] <= c && c <= ranges[2 * low + 1];
}
