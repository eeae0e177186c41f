// Data files as a part of the executable (`kiln build --assets`).
#pragma once
#include <string>
#include <vector>

namespace kiln::driver {

// The files that the patterns name, without `output` itself. Empty with a reason in `error`: a pattern that matches no file, a
// folder that may not be read.
std::vector<std::string> findAssets(const std::vector<std::string>& patterns, const std::string& output, std::string* error);

// An object file that defines kiln_assets (runtime/abi/assets.h). The contents go from file to file, they are never in memory as a
// whole. Empty on success, else the reason.
std::string writeAssets(const std::vector<std::string>& files, const std::string& object);

}  // namespace kiln::driver
