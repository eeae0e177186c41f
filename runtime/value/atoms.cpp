// The intern table: weak, keyed by content. Atoms in static data (made by the compiler) are entered at start.
#include <sys/mman.h>

#include <cstring>

#include "runtime/ops/throw.h"
#include "runtime/value/strings.h"

using kiln::abi::String;

// Section of pointers to static atoms, laid out by the linker; absent when nothing was compiled (unit tests).
extern "C" String* __start_kiln_atoms[] __attribute__((weak));
extern "C" String* __stop_kiln_atoms[] __attribute__((weak));

namespace kiln::rt {
namespace {

// Memory that the collector does not know: entries do not keep atoms alive; dead ones are dropped at the end of each mark
// phase.
struct AtomTable {
  String** slots = nullptr;
  size_t capacity = 0;
  size_t used = 0;  // live entries and tombstones
} table;

String* const kTombstone = reinterpret_cast<String*>(8);

constexpr size_t kLeastSlots = 4096;

// Hashes reach all pages soon: the system gives them at once, which takes less than a fault for each.
void makeSlots(size_t capacity) {
  void* memory = mmap(nullptr, capacity * sizeof(String*), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
  if (memory == MAP_FAILED) throwOutOfMemory();
  table.slots = static_cast<String**>(memory);
  table.capacity = capacity;
}

void insertNew(String* atom) {
  size_t mask = table.capacity - 1;
  size_t at = atom->hash & mask;
  while (table.slots[at] != nullptr) at = (at + 1) & mask;
  table.slots[at] = atom;
  ++table.used;
}

void grow() {
  AtomTable old = table;
  size_t live = 0;
  for (size_t i = 0; i < old.capacity; ++i) live += old.slots[i] != nullptr && old.slots[i] != kTombstone;
  size_t capacity = kLeastSlots;
  while (capacity < live * 3) capacity *= 2;
  makeSlots(capacity);
  table.used = 0;
  for (size_t i = 0; i < old.capacity; ++i) {
    if (old.slots[i] != nullptr && old.slots[i] != kTombstone) insertNew(old.slots[i]);
  }
  munmap(old.slots, old.capacity * sizeof(String*));
}

bool isStatic(const String* atom);

void sweepDeadAtoms() {
  for (size_t i = 0; i < table.capacity; ++i) {
    String* atom = table.slots[i];
    if (atom != nullptr && atom != kTombstone && !isStatic(atom) && !isMarked(atom))
      table.slots[i] = kTombstone;
  }
}

extern "C" char __executable_start;
extern "C" char end;
bool isStatic(const String* atom) {
  auto* address = reinterpret_cast<const char*>(atom);
  return address >= &__executable_start && address < &end;
}

}  // namespace

String* intern(String* s) {
  if (isAtom(s)) return s;
  uint32_t hash = hashOf(s);
  size_t mask = table.capacity - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    String* candidate = table.slots[at];
    if (candidate == nullptr) break;
    if (candidate != kTombstone && candidate->hash == hash && equals(candidate, s)) return candidate;
  }
  Chars c = chars(s);
  String* atom = s;
  CellKind kind = s->shape->kind;
  if (kind == CellKind::SliceLatin1 || kind == CellKind::SliceUtf16) {
    // A slice would keep its whole base alive as long as the key lives.
    atom = c.is_latin1 ? newLatin1(c.latin1(), c.length) : newUtf16(c.utf16(), c.length);
    atom->hash = hash;
  }
  bool latin1 = atom->shape->kind == CellKind::StringLatin1;
  atom->shape =
      &kiln_primitive_shapes[static_cast<size_t>(latin1 ? CellKind::AtomLatin1 : CellKind::AtomUtf16)];
  if ((table.used + 1) * 4 > table.capacity * 3) grow();
  insertNew(atom);
  return atom;
}

String* internAscii(std::string_view text) {
  return intern(newLatin1(text));
}

void initialiseAtoms() {
  size_t count = static_cast<size_t>(__stop_kiln_atoms - __start_kiln_atoms);
  // Most atoms are listed twice or more.
  size_t capacity = kLeastSlots;
  while (capacity < count + count / 2) capacity *= 2;
  makeSlots(capacity);
  for (size_t i = 0; i < count; ++i) {
    // The linker merges equal atoms, but each object file lists its own reference.
    String* atom = __start_kiln_atoms[i];
    if (atom == nullptr) continue;
    size_t mask = table.capacity - 1;
    size_t at = atom->hash & mask;
    while (table.slots[at] != nullptr && table.slots[at] != atom) at = (at + 1) & mask;
    if (table.slots[at] == nullptr) {
      table.slots[at] = atom;
      ++table.used;
    }
  }
  addWeakHook(sweepDeadAtoms);
  for (unsigned unit = 0; unit < 256; ++unit) {
    auto byte = static_cast<uint8_t>(unit);
    kiln_single_char_strings[unit] = static_cast<FlatString*>(intern(newLatin1(&byte, 1)));
  }
}

}  // namespace kiln::rt
