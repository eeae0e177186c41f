// Objects as JSON gives them: all keys and values are known before the object is made.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

class JsonObjects {
 public:
  // `pairs`: key word, value, …
  Value make(const Value* pairs, size_t count, uint32_t depth);

 private:
  static constexpr uint32_t kDepths = 16;
  Shape* predicted_[kDepths] = {};  // of the object before at this depth
};

}  // namespace kiln::rt
