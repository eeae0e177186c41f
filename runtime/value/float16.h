// IEEE 754 binary16, the elements of Float16Array: conversions that round once, half to even.
#pragma once
#include <cstdint>

namespace kiln::rt {

uint16_t float16FromDouble(double d);  // NaNs get the one canonical encoding
double float16ToDouble(uint16_t bits);

}  // namespace kiln::rt
