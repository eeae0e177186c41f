// The next position at or behind `at` where a match that is not empty can start, or `length`; for programs
// that know what they start with (use_first).
#pragma once
#include "runtime/regex/regex.h"

namespace kiln::regex {

uint32_t nextStart(const Program& program, const uint8_t* text, uint32_t length, uint32_t at);
uint32_t nextStart(const Program& program, const char16_t* text, uint32_t length, uint32_t at);

}  // namespace kiln::regex
