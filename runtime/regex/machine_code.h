// Machine code of patterns that are not known before the program runs (new RegExp(text)), made when they have been tried so
// often that it pays.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace kiln::regex {

struct Program;

// Pages that hold one piece of code: written first, then executable, never both.
class MachineCode {
 public:
  // Nullptr where the system gives no memory, or none that may become executable.
  static std::unique_ptr<MachineCode> copyOf(const std::vector<uint8_t>& code);
  MachineCode(const MachineCode&) = delete;
  MachineCode& operator=(const MachineCode&) = delete;
  ~MachineCode();
  void* entry() const { return pages_; }

 private:
  MachineCode(void* pages, size_t size) : pages_(pages), size_(size) {}
  void* pages_;
  size_t size_;
};

// The code of native.h for subjects in bytes or (wide) UTF-16; nullptr where there can be none.
std::unique_ptr<MachineCode> translate(const Program& program, bool wide);

}  // namespace kiln::regex
