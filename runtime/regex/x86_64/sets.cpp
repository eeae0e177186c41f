// Characters: tests against sets, runs of letters, and what loops over one character skip.
#include "runtime/regex/native.h"
#include "runtime/regex/x86_64/emitter.h"

namespace kiln::regex::x86_64 {
namespace {

constexpr size_t kMaxCompared = 2;  // ranges that are compared one by one; more are looked up
constexpr size_t kMaxInBlocks = 3;  // ranges that blocks of units are compared with

}  // namespace

void Emitter::loadUnit(int32_t distance) {
  wide_ ? a_.load16(rax, unit(distance)) : a_.load8(rax, unit(distance));
}

void Emitter::test(const CharacterSet& s, Target member, Target other) {
  UnitRanges all(s, 0, wide_ ? 0xffff : 0xff);
  if (all.ranges.size() <= kMaxCompared) return testRanges(all, member, other);
  if (!wide_) return testTable(s, member, other);
  Label beyond = a_.newLabel(), done = a_.newLabel();
  a_.compare32(rax, 256);
  a_.jump(AboveEqual, beyond);
  testTable(s, member, other);
  a_.bind(done);
  later([=, this, &s] {
    a_.bind(beyond);
    testBeyondLatin1(s, member, other);
    a_.jump(done);
  });
}

void Emitter::testRanges(const UnitRanges& ranges, Target member, Target other) {
  Target inside = ranges.negated ? other : member, outside = ranges.negated ? member : other;
  Label within = a_.newLabel();
  for (size_t k = 0; k < ranges.ranges.size(); ++k) {
    const Range& r = ranges.ranges[k];
    if (r.from == r.to || r.from == 0) {
      a_.compare32(rax, static_cast<int32_t>(r.to));
    } else {
      a_.lea32(r11, {rax, -static_cast<int32_t>(r.from)});
      a_.compare32(r11, static_cast<int32_t>(r.to - r.from));
    }
    Condition is = r.from == r.to ? Equal : BelowEqual;
    if (!outside || k + 1 < ranges.ranges.size()) {
      a_.jump(is, inside.value_or(within));
    } else {
      a_.jump(opposite(is), *outside);
    }
  }
  if (ranges.ranges.empty() && outside) a_.jump(*outside);
  a_.bind(within);
}

void Emitter::testTable(const CharacterSet& s, Target member, Target other) {
  a_.set64(r11, reinterpret_cast<uint64_t>(&s.latin1[0]));
  a_.compare8({r11, 0, rax}, 0);
  if (member) {
    a_.jump(NotEqual, *member);
  } else {
    a_.jump(Equal, *other);
  }
}

void Emitter::testBeyondLatin1(const CharacterSet& s, Target member, Target other) {
  UnitRanges above(s, 256, 0xffff);
  if (above.ranges.size() <= kMaxCompared) return testRanges(above, member, other);
  callRuntime(reinterpret_cast<const void*>(&kiln_regex_in_ranges), [&] {
    a_.move32(rdx, rax);
    a_.set64(rdi, reinterpret_cast<uint64_t>(s.ranges.data()));
    a_.set32(rsi, static_cast<uint32_t>(s.ranges.size()));
  });
  a_.testTruth();
  if (member) {
    a_.jump(NotEqual, *member);
  } else {
    a_.jump(Equal, *other);
  }
}

void Emitter::require(const Instruction& i, Label otherwise, int32_t distance) {
  if (i.op == Op::All) return;
  if (i.op != Op::Char) {
    loadUnit(distance);
    return test(accepted(i), {}, otherwise);
  }
  if (i.a > (wide_ ? 0xffff : 0xff)) return a_.jump(otherwise);
  if (wide_) {
    a_.compare16(unit(distance), static_cast<uint16_t>(i.a));
  } else {
    a_.compare8(unit(distance), static_cast<uint8_t>(i.a));
  }
  a_.jump(NotEqual, otherwise);
}

void Emitter::requireStart(int32_t index, Label otherwise) {
  if (index < 0) return;
  a_.compare64(rdx, rsi);
  a_.jump(AboveEqual, otherwise);
  loadUnit();
  test(set(index), {}, otherwise);
}

// As many single characters as follow each other: one check of the length, runs of letters compared as words.
size_t Emitter::singles(size_t pc) {
  size_t count = 1;
  while (count < 64 && isSingleCharacter(at(pc + count).op) && !at(pc + count).backward && !flow_.is_target[pc + count]) ++count;
  next_ = pc + count;
  Label fail = failOf(pc);
  if (count == 1) {
    a_.compare64(rdx, rsi);
    a_.jump(AboveEqual, fail);
  } else {
    a_.lea64(rax, {rdx, static_cast<int32_t>(count)});
    a_.compare64(rax, rsi);
    a_.jump(Above, fail);
  }
  for (size_t k = 0; k < count;) {
    size_t letters = 0;
    while (k + letters < count && at(pc + k + letters).op == Op::Char) ++letters;
    size_t in_word = wide_ ? 2 : 4, taken = letters >= in_word ? in_word : 1;
    if (taken > 1) {
      compareLetters(pc + k, taken, static_cast<int32_t>(k), fail);
    } else {
      require(at(pc + k), fail, static_cast<int32_t>(k));
    }
    k += taken;
  }
  a_.add64(rdx, static_cast<int32_t>(count));
  go(pc + count);
  return pc + count;
}

// `count` letters that are four bytes.
void Emitter::compareLetters(size_t pc, size_t count, int32_t distance, Label otherwise) {
  uint32_t wanted = 0;
  for (size_t k = 0; k < count; ++k) {
    auto c = static_cast<uint32_t>(at(pc + k).a);
    if (c > (wide_ ? 0xffff : 0xff)) return a_.jump(otherwise);
    wanted |= c << (32 / count * k);
  }
  a_.compare32(unit(distance), static_cast<int32_t>(wanted));
  a_.jump(NotEqual, otherwise);
}

void Emitter::skip(const Instruction& body, Register limit) {
  if (body.op == Op::All) return a_.move64(rdx, limit);
  Label step = a_.newLabel(), head = a_.newLabel(), end = a_.newLabel();
  CharacterSet letter;
  if (body.op == Op::Char) {
    letter.add(static_cast<uint32_t>(body.a), static_cast<uint32_t>(body.a));
    letter.normalise();
  }
  UnitRanges ranges(body.op == Op::Char ? letter : accepted(body), 0, wide_ ? 0xffff : 0xff);
  if (ranges.ranges.size() <= kMaxInBlocks) skipBlocks(ranges, limit, end);
  a_.jump(head);
  a_.bind(step);
  a_.add64(rdx, 1);
  a_.bind(head);
  a_.compare64(rdx, limit);
  a_.jump(AboveEqual, end);
  loadUnit();
  if (body.op == Op::Char) {
    testRanges(ranges, step, {});
  } else {
    test(accepted(body), step, {});
  }
  a_.bind(end);
}

// While a whole block is before the limit.
void Emitter::skipBlocks(const UnitRanges& ranges, Register limit, Label end) {
  int32_t lanes = wide_ ? 8 : 16;
  auto splat = [&](uint32_t value) {
    Block block;
    for (size_t k = 0; k < block.size(); ++k) block[k] = static_cast<uint8_t>(wide_ && k % 2 != 0 ? value >> 8 : value);
    return block;
  };
  Label head = a_.newLabel(), stop = a_.newLabel(), done = a_.newLabel();
  a_.bind(head);
  a_.lea64(rax, {rdx, lanes});
  a_.compare64(rax, limit);
  a_.jump(Above, done);
  a_.load(xmm0, unit());
  a_.clear(xmm2);
  for (const Range& r : ranges.ranges) {
    a_.copy(xmm1, xmm0);
    if (r.from != r.to) {
      if (r.from != 0) a_.subtract(xmm1, splat(r.from), wide_);
      a_.subtractSaturating(xmm1, splat(r.to - r.from), wide_);
    }
    a_.compareEqual(xmm1, splat(r.from == r.to ? r.from : 0), wide_);
    a_.combine(xmm2, xmm1);
  }
  a_.signsOfBytes(rax, xmm2);
  if (!ranges.negated) a_.xor32(rax, 0xffff);
  a_.test32(rax);
  a_.jump(NotEqual, stop);
  a_.add64(rdx, lanes);
  a_.jump(head);
  later([=, this] {
    a_.bind(stop);
    a_.lowestBit32(rax, rax);
    if (wide_) a_.shiftRight32(rax, 1);
    a_.add64(rdx, rax);
    a_.jump(end);
  });
  a_.bind(done);
}

}  // namespace kiln::regex::x86_64
