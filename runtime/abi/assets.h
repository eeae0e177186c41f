// The data files that an executable carries (`kiln build --assets`, docs/assets.md): one read-only block, kiln_assets, with a table, the
// paths and the bytes. Nothing in it is an address, so that the driver can write it as it is.
#pragma once
#include <cstdint>

namespace kiln::abi {

struct AssetRow {
  uint64_t path, path_length;  // where in the block; absolute and normal
  uint64_t bytes, size;        // where in the block
  int64_t modified_seconds;
  uint32_t modified_nanoseconds;
  uint32_t mode;  // st_mode of a regular file that nobody may write to
};

struct AssetBlock {
  uint64_t count;
  AssetRow rows[];  // in order of their paths, as bytes
};

}  // namespace kiln::abi
