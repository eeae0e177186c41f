// Files by pattern, as shells have it: `*`, `?` and `[…]` within a name, `**` for any folders, none included.
#pragma once
#include <string>
#include <vector>

namespace kiln::driver {

// Regular files that match, sorted, without doubles: absolute paths, in which the folders are real and the file's name is as it was
// found. Names that start with a dot match only patterns that say the dot; `**` does not follow links to folders.
// A folder that may not be read is a reason in `error`.
std::vector<std::string> filesMatching(const std::string& pattern, std::string* error);

}  // namespace kiln::driver
