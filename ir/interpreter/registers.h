// Which values of a function share a frame register: live ranges with holes, coalesced over phis, first fit.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace kiln::interpreter {

// Half-open ranges of positions: ascending, disjoint, not touching after normalise().
struct Segment {
  uint32_t from, to;
};

struct LiveRange {
  std::vector<Segment> segments;
  int32_t fixed = -1;  // the register that it must have

  void normalise();
  bool intersects(const LiveRange& other) const;
};

class RegisterAllocator {
 public:
  explicit RegisterAllocator(size_t count) : ranges_(count), parent_(count), assigned_(count, -1) {
    for (size_t i = 0; i < count; ++i) parent_[i] = static_cast<uint32_t>(i);
  }
  LiveRange& range(uint32_t value) { return ranges_[value]; }

  // All ranges are normalised by now. Puts both into one register if they are never live at the same time.
  void coalesce(uint32_t a, uint32_t b);
  void run(uint32_t first_free);  // registers below are for fixed ranges, then for whatever fits
  // Of a value with an empty range: -1.
  int32_t registerOf(uint32_t value) { return assigned_[find(value)]; }
  uint32_t registerCount() const { return static_cast<uint32_t>(occupied_.size()); }

 private:
  uint32_t find(uint32_t value);
  bool fits(const LiveRange& range, const LiveRange& occupied) const { return !range.intersects(occupied); }
  void occupy(uint32_t value, uint32_t reg);

  std::vector<LiveRange> ranges_;
  std::vector<uint32_t> parent_;
  std::vector<int32_t> assigned_;
  std::vector<LiveRange> occupied_;  // by register
};

// A move between registers; all moves of an edge happen at once.
struct RegisterMove {
  int32_t to, from;
};
// The same as a sequence, with `scratch` for what goes in circles.
std::vector<RegisterMove> sequence(std::vector<RegisterMove> moves, int32_t scratch);

}  // namespace kiln::interpreter
