// What the global console and the class Console share.
#pragma once
#include <string>

namespace kiln::rt {

// "12.3ms", "1.500s", "2:03.250 (m:ss.mmm)"
std::string durationText(double ms);

}  // namespace kiln::rt
