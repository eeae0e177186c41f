// Bump allocator for syntax trees and scopes. Objects are never destroyed one by one: only trivially
// destructible types may live here.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace kiln {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(size_t size, size_t align) {
    uintptr_t at = (cursor_ + align - 1) & ~(uintptr_t{align} - 1);
    if (at + size > limit_) {
      size_t chunk = std::max(size + align, next_chunk_);
      next_chunk_ = std::min(2 * next_chunk_, kMostChunk);
      chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(chunk));
      cursor_ = reinterpret_cast<uintptr_t>(chunks_.back().get());
      limit_ = cursor_ + chunk;
      at = (cursor_ + align - 1) & ~(uintptr_t{align} - 1);
    }
    cursor_ = at + size;
    return reinterpret_cast<void*>(at);
  }

  template <class T, class... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  template <class T>
  std::span<T> copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (items.empty()) return {};
    T* out = static_cast<T*>(allocate(items.size() * sizeof(T), alignof(T)));
    std::memcpy(static_cast<void*>(out), items.data(), items.size() * sizeof(T));
    return {out, items.size()};
  }
  template <class T>
  std::span<T> copy(const std::vector<T>& items) {
    return copy(std::span<const T>(items));
  }

 private:
  // Texts of eval and Function are mostly short: they touch few pages.
  static constexpr size_t kFirstChunk = 8 * 1024, kMostChunk = 256 * 1024;
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  size_t next_chunk_ = kFirstChunk;
  uintptr_t cursor_ = 0, limit_ = 0;
};

// Growing array whose memory is an arena's; for node-like structs that must stay trivially destructible.
template <class T>
class ArenaVector {
 public:
  void push(Arena& arena, T value) {
    if (size_ == capacity_) {
      uint32_t capacity = capacity_ ? capacity_ * 2 : 4;
      T* data = static_cast<T*>(arena.allocate(capacity * sizeof(T), alignof(T)));
      if (size_) std::memcpy(static_cast<void*>(data), data_, size_ * sizeof(T));
      data_ = data;
      capacity_ = capacity;
    }
    data_[size_++] = value;
  }
  T* begin() const { return data_; }
  T* end() const { return data_ + size_; }
  uint32_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](uint32_t i) const { return data_[i]; }
  T& back() const { return data_[size_ - 1]; }

 private:
  T* data_ = nullptr;
  uint32_t size_ = 0, capacity_ = 0;
};

}  // namespace kiln
