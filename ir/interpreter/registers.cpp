#include "ir/interpreter/registers.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <set>

namespace kiln::interpreter {

namespace {

bool startsEarlier(Segment a, Segment b) {
  return a.from < b.from;
}

// Of ascending segments: joins those that overlap or touch.
void join(std::vector<Segment>& segments) {
  size_t kept = 0;
  for (const Segment& segment : segments) {
    if (segment.from >= segment.to) continue;
    if (kept > 0 && segments[kept - 1].to >= segment.from)
      segments[kept - 1].to = std::max(segments[kept - 1].to, segment.to);
    else
      segments[kept++] = segment;
  }
  segments.resize(kept);
}

}  // namespace

void LiveRange::normalise() {
  std::sort(segments.begin(), segments.end(), startsEarlier);
  join(segments);
}

bool LiveRange::intersects(const LiveRange& other) const {
  if (segments.empty() || other.segments.empty()) return false;
  // Starts where the later one does: the rest of the earlier one's cannot matter.
  auto after = [](const std::vector<Segment>& list, uint32_t position) {
    return std::partition_point(list.begin(), list.end(), [&](Segment s) { return s.to <= position; });
  };
  auto a = after(segments, other.segments.front().from);
  auto b = after(other.segments, segments.front().from);
  while (a != segments.end() && b != other.segments.end()) {
    if (a->to <= b->from)
      ++a;
    else if (b->to <= a->from)
      ++b;
    else
      return true;
  }
  return false;
}

uint32_t RegisterAllocator::find(uint32_t value) {
  while (parent_[value] != value) value = parent_[value] = parent_[parent_[value]];
  return value;
}

namespace {
void mergeInto(LiveRange& to, const LiveRange& from) {
  std::vector<Segment> merged(to.segments.size() + from.segments.size());
  std::merge(to.segments.begin(), to.segments.end(), from.segments.begin(), from.segments.end(),
             merged.begin(), startsEarlier);
  to.segments = std::move(merged);
  join(to.segments);
}
}  // namespace

void RegisterAllocator::coalesce(uint32_t a, uint32_t b) {
  a = find(a);
  b = find(b);
  if (a == b) return;
  LiveRange &x = ranges_[a], &y = ranges_[b];
  if (x.segments.empty() || y.segments.empty()) return;
  if ((x.fixed >= 0 && y.fixed >= 0) || x.intersects(y)) return;
  mergeInto(x, y);
  if (y.fixed >= 0) x.fixed = y.fixed;
  y.segments.clear();
  parent_[b] = a;
}

void RegisterAllocator::occupy(uint32_t value, uint32_t reg) {
  assigned_[value] = static_cast<int32_t>(reg);
  mergeInto(occupied_[reg], ranges_[value]);
}

void RegisterAllocator::run(uint32_t first_free) {
  occupied_.resize(first_free);
  std::vector<uint32_t> order;
  for (uint32_t value = 0; value < ranges_.size(); ++value) {
    if (parent_[value] != value || ranges_[value].segments.empty()) continue;
    if (ranges_[value].fixed >= 0)
      occupy(value, static_cast<uint32_t>(ranges_[value].fixed));
    else
      order.push_back(value);
  }
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    uint32_t from_a = ranges_[a].segments.front().from, from_b = ranges_[b].segments.front().from;
    return from_a != from_b ? from_a < from_b : a < b;
  });
  // The first registers are searched for holes; of the others, those count as free that no later range has
  // taken yet.
  constexpr uint32_t kSearched = 64;
  using Busy = std::pair<uint32_t, uint32_t>;  // until, register
  std::priority_queue<Busy, std::vector<Busy>, std::greater<>> busy;
  std::set<uint32_t> idle;
  auto busyUntil = [&](uint32_t reg) {
    return occupied_[reg].segments.empty() ? 0 : occupied_[reg].segments.back().to;
  };
  for (uint32_t reg = kSearched; reg < occupied_.size(); ++reg) busy.push({busyUntil(reg), reg});
  for (uint32_t value : order) {
    const LiveRange& range = ranges_[value];
    uint32_t reg = 0, searched = std::min(kSearched, registerCount());
    while (reg < searched && !fits(range, occupied_[reg])) ++reg;
    if (reg == searched) {
      for (; !busy.empty() && busy.top().first <= range.segments.front().from; busy.pop())
        idle.insert(busy.top().second);
      if (idle.empty()) {
        reg = registerCount();
        occupied_.emplace_back();
      } else {
        reg = *idle.begin();
        idle.erase(idle.begin());
      }
    }
    occupy(value, reg);
    if (reg >= kSearched) busy.push({busyUntil(reg), reg});
  }
}

std::vector<RegisterMove> sequence(std::vector<RegisterMove> moves, int32_t scratch) {
  std::vector<RegisterMove> out;
  std::erase_if(moves, [](RegisterMove m) { return m.to == m.from; });
  while (!moves.empty()) {
    bool progress = false;
    for (size_t i = 0; i < moves.size();) {
      int32_t to = moves[i].to;
      bool needed = std::any_of(moves.begin(), moves.end(), [&](RegisterMove m) { return m.from == to; });
      if (needed) {
        ++i;
        continue;
      }
      out.push_back(moves[i]);
      moves.erase(moves.begin() + static_cast<std::ptrdiff_t>(i));
      progress = true;
    }
    if (progress) continue;
    // Only circles are left: one value steps aside.
    int32_t aside = moves[0].to;
    out.push_back({scratch, aside});
    for (RegisterMove& m : moves) {
      if (m.from == aside) m.from = scratch;
    }
  }
  return out;
}

}  // namespace kiln::interpreter
