#include "tests/unit/runtime_support.h"

namespace kiln::rt::test {
namespace {

TEST(Objects, KeyOrder) {
  Object* o = newObject();
  for (const char* k : {"z", "10", "a", "2", "-5", "1e3", "4294967295"}) setOrThrow(o, key(k), n(1));
  setOrThrow(o, PropertyKey::symbol(symbols.iterator), n(1));
  EXPECT_EQ(keysOf(o), "2,10,z,a,-5,1e3,4294967295,@");
  EXPECT_TRUE(deleteProperty(o, key("z")));
  setOrThrow(o, key("z"), n(2));
  EXPECT_EQ(keysOf(o), "2,10,a,-5,1e3,4294967295,z,@");
}

TEST(Objects, ManyPropertiesAndDeletes) {
  Object* o = newObject();
  for (int i = 0; i < 3000; ++i) setOrThrow(o, key("k" + std::to_string(i)), n(i));
  for (int i = 0; i < 3000; i += 2) EXPECT_TRUE(deleteProperty(o, key("k" + std::to_string(i))));
  for (int i = 0; i < 3000; ++i) {
    Value v = get(o, key("k" + std::to_string(i)));
    if (i % 2) {
      EXPECT_EQ(v, n(i));
    } else {
      EXPECT_TRUE(v.isUndefined());
    }
  }
  EXPECT_EQ(ownPropertyKeys(o).size(), 1500u);
}

TEST(Objects, ShapesStayApart) {
  Object *a = newObject(), *b = newObject(), *c = newObject();
  for (const char* k : {"x", "y"}) setOrThrow(a, key(k), s(k));
  for (const char* k : {"y", "x"}) setOrThrow(b, key(k), s(k));
  for (const char* k : {"x", "y", "z"}) setOrThrow(c, key(k), s(k));
  for (Object* o : {a, b, c}) {
    EXPECT_EQ(text(get(o, key("x"))), "x");
    EXPECT_EQ(text(get(o, key("y"))), "y");
  }
  EXPECT_FALSE(hasOwnProperty(a, key("z")));
  EXPECT_NE(a->shape, b->shape);
}

// Made in turn, they would get new shapes without end (bench/cliffs/object-spread.js).
TEST(Objects, EachCapacityKeepsItsShape) {
  Object* prototype = newObject();
  Shape* shapes[3];
  for (uint32_t i = 0; i < 3; ++i) shapes[i] = instanceShapeOf(prototype, 4 + i);
  for (uint32_t round = 0; round < 3; ++round) {
    for (uint32_t i = 0; i < 3; ++i) {
      EXPECT_EQ(instanceShapeOf(prototype, 4 + i), shapes[i]);
      EXPECT_EQ(shapes[i]->inline_capacity, 4 + i);
    }
  }
}

TEST(Objects, DescriptorsAndFrozen) {
  Object* o = newObject();
  defineOwnProperty(o, key("ro"), PropertyDescriptor::data(n(1), kEnumerable), true);
  EXPECT_FALSE(set(o, key("ro"), n(2), box(o)));
  EXPECT_EQ(get(o, key("ro")), n(1));
  EXPECT_FALSE(deleteProperty(o, key("ro")));
  EXPECT_EQ(thrown([&] { defineOwnProperty(o, key("ro"), PropertyDescriptor::data(n(2), kDefault), true); }),
            "TypeError: Cannot redefine property: ro");
  EXPECT_TRUE(preventExtensions(o));
  EXPECT_FALSE(set(o, key("other"), n(1), box(o)));
  EXPECT_FALSE(hasOwnProperty(o, key("other")));
}

TEST(Objects, PrototypeChanges) {
  Object *base = newObject(), *other = newObject();
  Object* o = newObjectWithPrototype(base);
  setOrThrow(base, key("v"), s("base"));
  setOrThrow(other, key("v"), s("other"));
  EXPECT_EQ(text(get(o, key("v"))), "base");
  setOrThrow(base, key("late"), s("late"));
  EXPECT_EQ(text(get(o, key("late"))), "late");
  setOrThrow(o, key("own"), n(1));
  EXPECT_TRUE(setPrototypeOf(o, other));
  EXPECT_EQ(text(get(o, key("v"))), "other");
  EXPECT_EQ(get(o, key("own")), n(1));
  EXPECT_FALSE(setPrototypeOf(other, o));  // cycle
}

TEST(Arrays, LengthAndHoles) {
  Object* a = newArray(0);
  for (int i = 0; i < 5; ++i) arrayPush(a, n(i));
  setOrThrow(a, key("length"), n(2));
  EXPECT_EQ(arrayLength(a), 2u);
  setOrThrow(a, PropertyKey::index(4), n(9));
  EXPECT_EQ(arrayLength(a), 5u);
  EXPECT_FALSE(hasOwnProperty(a, PropertyKey::index(3)));
  EXPECT_EQ(keysOf(a), "0,1,4,length");
  EXPECT_EQ(thrown([&] { setOrThrow(a, key("length"), n(-1)); }), "RangeError: Invalid array length");
  EXPECT_TRUE(deleteProperty(a, PropertyKey::index(0)));
  EXPECT_EQ(arrayLength(a), 5u);
}

TEST(Arrays, SparseAndReverseFilled) {
  Object* a = newArray(0);
  setOrThrow(a, PropertyKey::index(4'000'000'000u), s("far"));
  EXPECT_EQ(get(a, key("length")), n(4'000'000'001.0));
  EXPECT_EQ(text(get(a, PropertyKey::index(4'000'000'000u))), "far");
  setOrThrow(a, PropertyKey::index(1), n(1));
  setOrThrow(a, key("name"), n(2));
  EXPECT_EQ(keysOf(a), "1,4000000000,length,name");
  setOrThrow(a, key("length"), n(2));
  EXPECT_EQ(keysOf(a), "1,length,name");
  Object* r = newArray(0);
  for (int i = 20000; i >= 0; --i) setOrThrow(r, PropertyKey::index(static_cast<uint32_t>(i)), n(i));
  EXPECT_EQ(arrayLength(r), 20001u);
  EXPECT_EQ(get(r, PropertyKey::index(12345)), n(12345));
}

TEST(Arrays, NamedPropertiesBesideElements) {
  Object* a = newArray(0);
  for (int i = 0; i < 40; ++i) {
    arrayPush(a, n(i));
    setOrThrow(a, key("p" + std::to_string(i)), n(-i));
  }
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(get(a, PropertyKey::index(static_cast<uint32_t>(i))), n(i));
    EXPECT_EQ(get(a, key("p" + std::to_string(i))), n(-i));
  }
}

TEST(Caches, GetSiteFollowsShapes) {
  GetCache cache{&kiln_no_shape, ~0ull, 0, &kiln_always_valid, &kiln_no_alternatives, 0, 0};
  String* v = asString(toPropertyKey(s("v")).toValue());
  Object* proto = newObject();
  setOrThrow(proto, key("v"), s("proto"));
  for (int round = 0; round < 3; ++round) {
    for (int kind = 0; kind < 6; ++kind) {
      Object* o = newObjectWithPrototype(proto);
      for (int i = 0; i < kind; ++i) setOrThrow(o, key("pad" + std::to_string(i)), n(i));
      if (kind % 2) setOrThrow(o, key("v"), n(kind));
      Value result = kiln_get_property(box(o), v, &cache);
      EXPECT_EQ(text(result), kind % 2 ? std::to_string(kind) : "proto");
    }
  }
  Object* o = newObjectWithPrototype(proto);
  EXPECT_EQ(text(kiln_get_property(box(o), v, &cache)), "proto");
  setOrThrow(proto, key("v"), s("changed"));
  EXPECT_EQ(text(kiln_get_property(box(o), v, &cache)), "changed");
  deleteProperty(proto, key("v"));
  EXPECT_TRUE(kiln_get_property(box(o), v, &cache).isUndefined());
  EXPECT_EQ(text(kiln_get_property(s("str"), asString(box(atoms.length)), &cache)), "3");
}

TEST(Caches, SetSiteAddsAndOverwrites) {
  SetCache cache{&kiln_no_shape,        &kiln_no_shape, 0, &kiln_always_valid,
                 &kiln_no_alternatives, 0,              0};
  String* v = asString(toPropertyKey(s("v")).toValue());
  for (int i = 0; i < 10; ++i) {
    Object* o = newObject();
    kiln_set_property(box(o), v, n(i), &cache, true);
    kiln_set_property(box(o), v, n(i + 1), &cache, true);
    EXPECT_EQ(get(o, key("v")), n(i + 1));
    EXPECT_EQ(keysOf(o), "v");
  }
  Object* frozen = newObject();
  preventExtensions(frozen);
  EXPECT_EQ(thrown([&] { kiln_set_property(box(frozen), v, n(1), &cache, true); }),
            "TypeError: Cannot add property v, object is not extensible");
  Object* proto = newObject();
  defineOwnProperty(proto, key("v"), PropertyDescriptor::data(n(1), kEnumerable), true);
  Object* child = newObjectWithPrototype(proto);
  EXPECT_NE(thrown([&] { kiln_set_property(box(child), v, n(1), &cache, true); }), "no throw");
  EXPECT_EQ(thrown([&] { kiln_set_property(box(child), v, n(1), &cache, false); }), "no throw");
}

// An object whose first inline slot is for doubles.
Object* withDoubleSlot(double value) {
  Shape* shape = newRootShape(CellKind::Object, ElementsKind::None, 0, 4, newObject(), nullptr);
  Object* o = newObjectWith(shapeAfterAddDouble(shape, key("d"), kDefault));
  storeSlot(o, 0, Value::dbl(value));
  return o;
}

TEST(DoubleSlots, KeepNumbersRaw) {
  Object* o = withDoubleSlot(0.5);
  EXPECT_EQ(std::bit_cast<double>(slotOf(o, 0)->bits), 0.5);
  EXPECT_EQ(get(o, key("d")), Value::dbl(0.5));
  Shape* shape = o->shape;
  setOrThrow(o, key("d"), n(3));
  EXPECT_EQ(o->shape, shape);
  EXPECT_EQ(std::bit_cast<double>(slotOf(o, 0)->bits), 3.0);
  EXPECT_EQ(get(o, key("d")).asNumber(), 3);
}

TEST(DoubleSlots, OtherValuesChangeTheShape) {
  Object *a = withDoubleSlot(0.5), *b = newObjectWith(a->shape);
  storeSlot(b, 0, Value::dbl(1.5));
  setOrThrow(a, key("d"), s("text"));
  EXPECT_NE(a->shape, b->shape);
  EXPECT_EQ(text(get(a, key("d"))), "text");
  EXPECT_EQ(get(b, key("d")), Value::dbl(1.5));
  setOrThrow(b, key("d"), Value::undefined());
  EXPECT_EQ(a->shape, b->shape);
  EXPECT_EQ(keysOf(a), "d");
}

TEST(DoubleSlots, PrototypesAndDictionariesHaveNone) {
  Object *a = withDoubleSlot(0.5), *b = withDoubleSlot(2.5);
  markPrototype(a);
  EXPECT_EQ(*slotOf(a, 0), Value::dbl(0.5));
  EXPECT_EQ(get(newObjectWithPrototype(a), key("d")), Value::dbl(0.5));
  defineOwnProperty(b, key("d"), PropertyDescriptor::data(Value::dbl(2.5), kWritable), true);
  EXPECT_EQ(get(b, key("d")), Value::dbl(2.5));
  Object* c = withDoubleSlot(4.5);
  for (int i = 0; i < 600; ++i) setOrThrow(c, key("p" + std::to_string(i)), n(i));
  EXPECT_EQ(get(c, key("d")), Value::dbl(4.5));
}

TEST(DoubleSlots, SitesReachThemIfTheySaySo) {
  String* d = asString(toPropertyKey(s("d")).toValue());
  for (uint64_t doubles : {0, 1}) {
    GetCache get_cache{&kiln_no_shape, ~0ull, 0, &kiln_always_valid, &kiln_no_alternatives, 0, doubles};
    SetCache set_cache{&kiln_no_shape,        &kiln_no_shape, 0, &kiln_always_valid,
                       &kiln_no_alternatives, 0,              doubles};
    for (int i = 0; i < 5; ++i) {
      Object* o = i % 2 == 0 ? withDoubleSlot(i) : newObject();
      kiln_set_property(box(o), d, Value::dbl(i + 0.5), &set_cache, true);
      EXPECT_EQ(kiln_get_property(box(o), d, &get_cache), Value::dbl(i + 0.5));
      EXPECT_EQ(get(o, key("d")), Value::dbl(i + 0.5));
    }
    Object* o = withDoubleSlot(1);
    SetCache fresh{&kiln_no_shape,        &kiln_no_shape, 0, &kiln_always_valid,
                   &kiln_no_alternatives, 0,              doubles};
    for (int i = 0; i < 3; ++i) kiln_set_property(box(o), d, Value::dbl(i), &fresh, true);
    EXPECT_EQ(fresh.shape == o->shape, doubles == 1);
    EXPECT_EQ(get(o, key("d")), Value::dbl(2));
  }
}

}  // namespace
}  // namespace kiln::rt::test
