// More than one realm (docs/realms.md): the variables marked KILN_PER_REALM are those of the running one; the
// others' values lie aside. Functions of the first realm are entered as ever, those of others through
// enterAcross.
#pragma once
#include "runtime/object/realm.h"

namespace kiln::rt {

// §9.3.1 CreateRealm: `fill` defines the library in it. With a sandbox its global object is a context's. May
// collect.
RealmId makeRealm(Object* sandbox, void (*fill)());

// Code within its life runs in that realm; then, and when it throws, the one before runs on.
class RealmScope {
 public:
  explicit RealmScope(RealmId realm) : before_(current_realm) {
    if (realm != before_) switchTo(realm);
  }
  ~RealmScope() {
    if (current_realm != before_) switchTo(before_);
  }
  RealmScope(const RealmScope&) = delete;
  RealmScope& operator=(const RealmScope&) = delete;

 private:
  static void switchTo(RealmId realm);
  RealmId before_;
};

// The entry of every function that belongs to another realm than the first: info->entry in its realm.
Value enterAcross(Function* callee, Value this_value, Value new_target, uint32_t argc, const Value* argv);
Value enterFromOther(Function* callee, Value this_value, Value new_target, uint32_t argc, const Value* argv);
// Calls through `entry` of whatever is callable, from code that may run in any realm.
inline Value enter(Function* callee, Value this_value, Value new_target, uint32_t argc, const Value* argv) {
  if (!inFirstRealm()) [[unlikely]]
    return enterFromOther(callee, this_value, new_target, argc, argv);
  return callee->entry(callee, this_value, new_target, argc, argv);
}
// What a new closure of a function takes as its entry.
inline Code entryOf(const FunctionInfo* info) {
  return info->realm == 0 ? info->entry : enterAcross;
}

// §7.3.25 GetFunctionRealm. Throws a TypeError for a proxy that was revoked.
RealmId functionRealm(Value function);
// The object, or shape, of `realm` that is there what this one is in the running realm; null if it has none.
void* counterpart(RealmId realm, void* intrinsic);
bool isArrayConstructorElsewhere(Value constructor);  // %Array% of a realm that is not the running one
Object* globalOf(RealmId realm);

}  // namespace kiln::rt
