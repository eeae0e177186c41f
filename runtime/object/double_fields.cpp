// The names that the program expects to hold doubles, which its units list in a section.
#include <algorithm>
#include <vector>

#include "runtime/object/property.h"

extern "C" kiln::abi::String* __start_kiln_double_fields[] __attribute__((weak));
extern "C" kiln::abi::String* __stop_kiln_double_fields[] __attribute__((weak));

namespace kiln::rt {

bool isDoubleField(PropertyKey key) {
  static const std::vector<uint64_t> names = [] {
    std::vector<uint64_t> words;
    for (String** name = __start_kiln_double_fields; name < __stop_kiln_double_fields; ++name)
      words.push_back(box(*name).bits);
    std::sort(words.begin(), words.end());
    return words;
  }();
  return std::binary_search(names.begin(), names.end(), key.word.bits);
}

}  // namespace kiln::rt
