#include "runtime/regex/machine_code.h"

#include <sys/mman.h>

#include <cstring>

#include "runtime/regex/program.h"
#ifdef __x86_64__
#include "runtime/regex/x86_64/emitter.h"
#endif

namespace kiln::regex {
namespace {

constexpr size_t kMaxInstructions = 4000;
bool forbidden = false;  // a system that refuses once refuses always

}  // namespace

std::unique_ptr<MachineCode> MachineCode::copyOf(const std::vector<uint8_t>& code) {
  if (forbidden) return nullptr;
  void* pages = mmap(nullptr, code.size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return nullptr;
  std::unique_ptr<MachineCode> result(new MachineCode(pages, code.size()));
  std::memcpy(pages, code.data(), code.size());
  forbidden = mprotect(pages, code.size(), PROT_READ | PROT_EXEC) != 0;
  return forbidden ? nullptr : std::move(result);
}

MachineCode::~MachineCode() {
  munmap(pages_, size_);
}

std::unique_ptr<MachineCode> translate(const Program& program, bool wide) {
#ifdef __x86_64__
  // Code reads unit by unit, which pairs of surrogates are not.
  bool pairs = program.flags & (kUnicode | kUnicodeSets);
  if (forbidden || program.code.size() > kMaxInstructions || (wide && pairs)) return nullptr;
  return MachineCode::copyOf(x86_64::Emitter(program, wide).run());
#else
  return nullptr;
#endif
}

}  // namespace kiln::regex
