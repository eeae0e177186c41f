// Unicode normalisation forms (UAX 15).
#pragma once
#include "runtime/value/strings.h"

namespace kiln::rt {

enum class Normalization { Nfc, Nfd, Nfkc, Nfkd };
String* normalized(String* s, Normalization form);
uint32_t combiningClass(uint32_t code);

}  // namespace kiln::rt
