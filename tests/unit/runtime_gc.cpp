#include "tests/unit/runtime_support.h"

namespace kiln::rt::test {
namespace {

// Reuses what a wrong collection freed, so that a lost object shows.
void churn() {
  collect();
  for (int i = 0; i < 20000; ++i) {
    void* p = allocate(16 + 16 * (i % 12));
    for (int word = 0; word < 2; ++word) static_cast<uint64_t*>(p)[word] = 0x5555'5555'5555'5550;
  }
}

TEST(Gc, StaticRootsSurvive) {
  churn();
  EXPECT_EQ(toUtf8(atoms.length), "length");
  EXPECT_EQ(get(realm().array_prototype, key("constructor")), box(realm().array_constructor));
  EXPECT_TRUE(isCallable(get(realm().array_prototype, key("push"))));
  EXPECT_EQ(text(get(realm().error_prototypes[0], key("name"))), "Error");
}

TEST(Gc, StackValuesSurvive) {
  Object* o = newObject();
  for (int i = 0; i < 100; ++i)
    createDataProperty(o, key("k" + std::to_string(i)), s("value " + std::to_string(i)));
  Object* array = newArray(0);
  for (int i = 0; i < 1000; ++i) arrayPush(array, s(std::to_string(i)));
  churn();
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(text(get(o, key("k" + std::to_string(i)))), "value " + std::to_string(i));
  for (uint32_t i = 0; i < 1000; ++i) EXPECT_EQ(text(get(array, PropertyKey::index(i))), std::to_string(i));
}

TEST(Gc, GlobalPropertiesSurvive) {
  setOrThrow(realm().global, key("survivor"), s("here"));
  churn();
  EXPECT_EQ(text(get(realm().global, key("survivor"))), "here");
}

TEST(Gc, RopesSurvive) {
  String* rope = emptyString();
  for (int i = 0; i < 5000; ++i) rope = concat(rope, newLatin1(std::to_string(i % 10)));
  churn();
  EXPECT_EQ(rope->length, 5000u);
  EXPECT_EQ(toUtf8(rope).substr(0, 12), "012345678901");
}

}  // namespace
}  // namespace kiln::rt::test
