// What the compiler has read of a JSON module (abi::JsonMark): the same objects as JSON.parse makes, without its text.
#include "stdlib/ecma/json.h"
#include "stdlib/ecma/json_objects.h"

namespace kiln::rt {
namespace {

class Maker {
 public:
  explicit Maker(const uint64_t* words) : at_(words) {}

  Value next(uint32_t depth) {
    uint64_t word = *at_++;
    if (word == abi::kJsonArray) return array(depth);
    if (word == abi::kJsonObject) return object(depth);
    return Value::raw(word);
  }

 private:
  Value array(uint32_t depth) {
    uint64_t count = *at_++;
    size_t base = stack_.size();
    for (uint64_t i = 0; i < count; ++i) {
      Value element = next(depth + 1);
      stack_.push(element);
    }
    Object* made = newArrayOf(stack_.data() + base, static_cast<uint32_t>(count));
    stack_.resize(base);
    return box(made);
  }

  Value object(uint32_t depth) {
    uint64_t count = *at_++;
    if (count == 0) return box(newObject());
    size_t base = stack_.size();
    for (uint64_t i = 0; i < count; ++i) {
      stack_.push(keyOfString(asString(Value::raw(*at_++))).word);
      Value value = next(depth + 1);
      stack_.push(value);
    }
    Value made = objects_.make(stack_.data() + base, count, depth);
    stack_.resize(base);
    return made;
  }

  const uint64_t* at_;
  ValueList stack_;  // of the arrays and objects being made
  JsonObjects objects_;
};

}  // namespace

Value makeJson(const uint64_t* words) {
  return Maker(words).next(0);
}

}  // namespace kiln::rt
