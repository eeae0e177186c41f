// §12.7 which code points names are made of, and their escapes.
#pragma once
#include <cstdint>
#include <string_view>

namespace kiln::syntax {

bool isIdentifierStart(uint32_t code);
bool isIdentifierPart(uint32_t code);

// What stands behind \u at `at`, which moves behind it. False: malformed.
bool unicodeEscape(std::u16string_view text, size_t& at, uint32_t* code);

}  // namespace kiln::syntax
