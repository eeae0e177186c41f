// The work of each file-system operation: system calls only, safe on any thread.
#pragma once
#include "stdlib/node/fs_request.h"

namespace kiln::rt::work {

#define KILN_FS_WORK(X)                                                                               \
  X(access)                                                                                           \
  X(open) X(close) X(read) X(write) X(readv) X(writev) X(stat) X(lstat) X(fstat) X(statfs) X(readdir) \
      X(mkdir) X(rmdir) X(unlink) X(rename) X(rm) X(copyFile) X(cp) X(truncate) X(ftruncate) X(chmod) \
          X(fchmod) X(chown) X(fchown) X(lchown) X(utimes) X(futimes) X(lutimes) X(link) X(symlink)   \
              X(readlink) X(realpath) X(nativeRealpath) X(mkdtemp) X(fsync) X(fdatasync) X(readFile)  \
                  X(writeFile) X(opendir)
#define KILN_FS_DECLARE(name) void name(FsRequest& r);
KILN_FS_WORK(KILN_FS_DECLARE)
#undef KILN_FS_DECLARE

}  // namespace kiln::rt::work
