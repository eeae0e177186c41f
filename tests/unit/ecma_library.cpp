// The library without a compiler: natives called through the object model.
#include <gtest/gtest.h>

#include "runtime/entry/library.h"
#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"

using namespace kiln::rt;

// Made by the compiler in every program.
namespace kiln::abi {
extern "C" {
const ModuleInfo test_module = [] {
  ModuleInfo info{};
  info.path = "/test.js";
  info.kind = ModuleKind::CommonJs;
  return info;
}();
const ModuleInfo* const kiln_main_module = &test_module;
const ModuleInfo* const kiln_modules[] = {nullptr};
}
}  // namespace kiln::abi

namespace {

void start() {
  static bool started = [] {
    gcInitialise(__builtin_frame_address(0));
    kiln_stack_limit = static_cast<char*>(__builtin_frame_address(0)) - (4 << 20);
    initialiseNames();
    initialiseRealm();
    static char name[] = "test";
    static char* argv[] = {name, nullptr};
    initialiseLibrary(1, argv);
    return true;
  }();
  (void)started;
}

Value global(const char* name) {
  return get(realm().global, atomKey(name));
}

template <typename... V>
Value method(Value base, const char* name, V... values) {
  Value argv[] = {values..., Value::undefined()};
  return invoke(base, atomKey(name), sizeof...(values), argv);
}

Value text(const char* s) {
  return box(newUtf8(s));
}

std::string json(Value v) {
  return toUtf8(method(global("JSON"), "stringify", v));
}

Value parse(const char* s) {
  return method(global("JSON"), "parse", text(s));
}

std::string errorOf(const char* source) {
  try {
    parse(source);
  } catch (Thrown&) {
    return errorHeader(asObject(pendingException()));
  }
  return "";
}

class Library : public testing::Test {
 protected:
  void SetUp() override { start(); }
};

TEST_F(Library, JsonRoundTrip) {
  const char* source = R"({"a":1,"b":[1.5,true,null,"x\n"],"c":{"d":-0.001},"0":7})";
  EXPECT_EQ(json(parse(source)), R"({"0":7,"a":1,"b":[1.5,true,null,"x\n"],"c":{"d":-0.001}})");
}

TEST_F(Library, JsonErrors) {
  EXPECT_EQ(errorOf("{a:1}"), "SyntaxError: Expected property name or '}' in JSON at position 1");
  EXPECT_EQ(errorOf("[1,]"), "SyntaxError: Unexpected token ']', \"[1,]\" is not valid JSON");
  EXPECT_EQ(errorOf("1 2"), "SyntaxError: Unexpected non-whitespace character after JSON at position 2");
  EXPECT_EQ(errorOf("tru"), "SyntaxError: Unexpected end of JSON input");
}

TEST_F(Library, ArraysKeepTheirElementsAcrossCollections) {
  Object* array = newArray(0);
  for (int i = 0; i < 100000; ++i) {
    Value pair[] = {Value::int32(i), text("some text that is long enough")};
    arrayPush(array, box(newArrayOf(pair, 2)));
  }
  collect();
  EXPECT_EQ(elementAt(asObject(elementAt(array, 99999)), 0), Value::int32(99999));
  EXPECT_EQ(json(method(box(array), "slice", Value::int32(2), Value::int32(3))),
            "[[2,\"some text that is long enough\"]]");
}

// Static variables are roots: everything in the realm hangs on them.
Value static_root;
TEST_F(Library, StaticVariablesAreRoots) {
  static_root = box(newArray(0));
  for (int i = 0; i < 1000; ++i) arrayPush(asObject(static_root), box(newArray(0)));
  for (int i = 0; i < 5; ++i) {
    collect();
    for (int k = 0; k < 100000; ++k) newArray(0);
  }
  EXPECT_EQ(lengthOf(asObject(static_root)), 1000);
  EXPECT_EQ(elementAt(asObject(static_root), 500).asCell()->shape, realm().array_shape);
}

TEST_F(Library, MapIterationSurvivesChanges) {
  Value map = construct(global("Map"), global("Map"), 0, nullptr);
  for (int i = 0; i < 10; ++i) method(map, "set", Value::int32(i), Value::int32(i * i));
  Value iterator = method(map, "keys");
  for (int i = 0; i < 5; ++i) method(iterator, "next");
  for (int i = 0; i < 5; ++i) method(map, "delete", Value::int32(i));
  for (int i = 10; i < 100; ++i) method(map, "set", Value::int32(i), Value::int32(0));
  Value next = method(iterator, "next");
  EXPECT_EQ(json(next), R"({"value":5,"done":false})");
}

TEST_F(Library, NumbersRoundHalfUp) {
  EXPECT_EQ(toUtf8(method(Value::number(2.5), "toFixed", Value::int32(0))), "3");
  EXPECT_EQ(toUtf8(method(Value::number(1.005), "toFixed", Value::int32(2))), "1.00");
  EXPECT_EQ(toUtf8(method(Value::number(1e21), "toFixed", Value::int32(2))), "1e+21");
  EXPECT_EQ(toUtf8(method(Value::number(0.00001), "toPrecision", Value::int32(1))), "0.00001");
  EXPECT_EQ(toUtf8(method(Value::number(123.456), "toExponential")), "1.23456e+2");
}

TEST_F(Library, WeakReferencesAreCleared) {
  Value map = construct(global("WeakMap"), global("WeakMap"), 0, nullptr);
  Object* key = newObject();
  method(map, "set", box(key), Value::int32(7));
  EXPECT_EQ(method(map, "get", box(key)), Value::int32(7));
  EXPECT_EQ(json(box(key)), "{}");
  EXPECT_TRUE(method(map, "delete", box(key)).isTrue());
  EXPECT_TRUE(method(map, "has", box(key)).isFalse());
}

TEST_F(Library, SortIsStable) {
  Value v = method(parse("[\"b\",\"a\",10,9,1,null,true]"), "sort");
  EXPECT_EQ(json(v), R"([1,10,9,"a","b",null,true])");
}

}  // namespace
