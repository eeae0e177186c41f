// The data files that the executable carries (`kiln build --assets`, docs/assets.md), as the file system shows them: read-only, at their
// absolute paths, before what is on disk there. Plain memory and system calls only, safe on any thread.
#pragma once
#include <sys/stat.h>

#include <string>
#include <string_view>
#include <vector>

#include "stdlib/node/fs_request.h"

namespace kiln::rt::assets {

// Does the request when it is about a carried file, or about a folder that only carried files make: true. Otherwise nothing happened.
bool perform(FsRequest& r);

// Whether there is something at a path, as access(2) says it; looks on disk too.
bool exists(const std::string& path);

// Adds what is carried in a folder to what is there on disk, entries[first] and following; false when no carried file is below it.
bool list(const std::string& folder, const std::string& shown, size_t first, std::vector<DirectoryEntry>& entries);

// lstat(2) and stat(2) with carried files in front. 0 or errno's value.
int statOf(const std::string& path, bool follow, struct stat* out);

// The contents of a carried file; data() is null where there is none.
std::string_view contentsOf(const std::string& path);
// Writes them to a file on disk; flags are those of uv_fs_copyfile. 0 or errno's value.
int copyOut(std::string_view bytes, const std::string& to, int flags);

}  // namespace kiln::rt::assets
