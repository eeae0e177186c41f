// Unicode's simple case mappings and what ECMAScript makes of them; tables of this version of Unicode, not
// of the machine's locale.
#pragma once
#include <cstdint>
#include <vector>

namespace kiln::regex {

uint32_t toUpper(uint32_t c);  // simple mappings: one code point to one
uint32_t toLower(uint32_t c);
// Upper case of several units, terminated by 0; nullptr when it is one code point.
const char16_t* specialUpper(uint32_t c);

// §22.2.2.7.3 Canonicalize, for ignoreCase. With `unicode` equal letters have one (arbitrary) representative.
uint32_t canonicalize(uint32_t c, bool unicode);

// All characters of one canonical form where they are at least two: sorted by their smallest member.
using CaseClass = std::vector<uint32_t>;
const std::vector<CaseClass>& caseClasses(bool unicode);

}  // namespace kiln::regex
