#include "runtime/object/realms.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "runtime/ops/calls.h"

// The section of the variables that are KILN_PER_REALM, laid out by the linker.
extern "C" uint64_t __start_kiln_realm[];
extern "C" uint64_t __stop_kiln_realm[];

namespace kiln::rt {

RealmId current_realm = 0;
bool several_realms = false;

namespace {

size_t sectionSize() {
  return static_cast<size_t>(reinterpret_cast<char*>(__stop_kiln_realm) -
                             reinterpret_cast<char*>(__start_kiln_realm));
}
size_t sectionWords() {
  return sectionSize() / sizeof(uint64_t);
}

// As the variables were before the first realm was made; no cells.
uint64_t* untouched;
// What the section held when the realm last ran, by number; of the running one it is out of date.
uint64_t** blocks;
uint32_t block_count, block_capacity;

void addBlock() {
  if (block_count == block_capacity) {
    uint32_t capacity = std::max(4u, 2 * block_capacity);
    auto** larger = static_cast<uint64_t**>(allocate(capacity * sizeof(uint64_t*)));
    std::copy_n(blocks, block_count, larger);
    blocks = larger;
    block_capacity = capacity;
  }
  blocks[block_count++] = static_cast<uint64_t*>(allocate(sectionSize()));
}

void putAside() {
  std::memcpy(blocks[current_realm], __start_kiln_realm, sectionSize());
}

const uint64_t* wordsOf(RealmId realm) {
  return realm == current_realm ? __start_kiln_realm : blocks[realm];
}

Realm& realmOf(RealmId id) {
  auto offset = reinterpret_cast<char*>(&the_realm) - reinterpret_cast<char*>(__start_kiln_realm);
  auto* words = const_cast<uint64_t*>(wordsOf(id));
  return *reinterpret_cast<Realm*>(reinterpret_cast<char*>(words) + offset);
}

}  // namespace

void keepUntouchedRealm() {
  if (untouched != nullptr) return;
  untouched = static_cast<uint64_t*>(std::malloc(sectionSize()));
  if (untouched == nullptr) throwOutOfMemory();
  std::memcpy(untouched, __start_kiln_realm, sectionSize());
}

void RealmScope::switchTo(RealmId realm) {
  putAside();
  std::memcpy(__start_kiln_realm, blocks[realm], sectionSize());
  current_realm = realm;
}

RealmId makeRealm(Object* sandbox, void (*fill)()) {
  if (block_count == 0) addBlock();
  addBlock();
  several_realms = true;
  RealmId made = block_count - 1;
  std::memcpy(blocks[made], untouched, sectionSize());
  RealmScope scope(made);
  initialiseRealm(sandbox);
  fill();
  return made;
}

Value enterAcross(Function* callee, Value this_value, Value new_target, uint32_t argc, const Value* argv) {
  RealmScope scope(callee->info->realm);
  return callee->info->entry(callee, this_value, new_target, argc, argv);
}

// Bound functions and proxies have no code of their own that would run in a realm.
Value enterFromOther(Function* callee, Value this_value, Value new_target, uint32_t argc, const Value* argv) {
  if (callee->shape->kind != CellKind::Function || callee->info->realm != 0)
    return callee->entry(callee, this_value, new_target, argc, argv);
  RealmScope scope(0);
  return callee->entry(callee, this_value, new_target, argc, argv);
}

RealmId functionRealm(Value function) {
  while (true) {
    Object* o = asObject(function);
    switch (o->shape->kind) {
      case CellKind::BoundFunction:
        function = boundTarget(o);
        continue;
      case CellKind::Proxy:
        function = static_cast<Function*>(o)->captures[0];
        if (!isObject(function)) throwTypeError("Cannot perform 'get' on a proxy that has been revoked");
        continue;
      case CellKind::Function:
        return static_cast<Function*>(o)->info->realm;
      default:
        return current_realm;
    }
  }
}

void* counterpart(RealmId realm, void* intrinsic) {
  uint64_t* end = __start_kiln_realm + sectionWords();
  uint64_t* found = std::find(__start_kiln_realm, end, reinterpret_cast<uint64_t>(intrinsic));
  return found == end ? nullptr : reinterpret_cast<void*>(wordsOf(realm)[found - __start_kiln_realm]);
}

bool isArrayConstructorElsewhere(Value constructor) {
  RealmId realm = functionRealm(constructor);
  return realm != current_realm && constructor == box(realmOf(realm).array_constructor);
}

Object* globalOf(RealmId realm) {
  return realmOf(realm).global;
}

}  // namespace kiln::rt
