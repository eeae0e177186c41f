// The rows of array_callbacks.def as numbers that compiled code gives to kiln_array_callback_length.
#pragma once
#include <cstdint>

namespace kiln::abi {

enum class ArrayCallback : int32_t {
#define KILN_ARRAY_CALLBACK(Name, name, new_array) Name,
#include "runtime/abi/array_callbacks.def"
#undef KILN_ARRAY_CALLBACK
};

}  // namespace kiln::abi
