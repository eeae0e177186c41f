#include "codegen/link/link.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

extern char** environ;

namespace kiln::link {
namespace {

const std::string kBuild = KILN_BUILD_DIR;
const std::string kCrt = KILN_CRT_DIR;
const std::string kGcc = KILN_GCC_DIR;

constexpr size_t kFewBytes = size_t{8} << 20;

std::atomic<pid_t> running{0};

bool exists(const std::string& path) {
  return access(path.c_str(), R_OK) == 0;
}

}  // namespace

std::string link(const Inputs& inputs) {
  // Written, not mapped: on a full disk write() fails where a mapped page would be a SIGBUS.
  std::vector<std::string> args = {"ld.lld-19",
                                   "-o",
                                   inputs.output,
                                   "--gc-sections",
                                   "--no-mmap-output-file",
                                   "-O1",
                                   "--hash-style=gnu",
                                   "--eh-frame-hdr",
                                   "-z",
                                   "relro",
                                   "-z",
                                   "nostart-stop-gc",
                                   "-z",
                                   "keep-text-section-prefix",
                                   // runtime/ops/unwind.cpp
                                   "--wrap=_Unwind_RaiseException",
                                   "--wrap=_Unwind_Resume",
                                   "--wrap=_Unwind_Resume_or_Rethrow",
                                   "-dynamic-linker",
                                   "/lib64/ld-linux-x86-64.so.2",
                                   "-L" + kGcc,
                                   "-L" + kCrt};
  args.push_back(inputs.optimise ? "--icf=safe" : "--icf=none");
  // The runtime alone is linked sooner by one thread than several are started.
  if (inputs.object_bytes < kFewBytes) args.push_back("--threads=1");
  if (!inputs.debug) args.push_back("--strip-all");
  args.push_back(kCrt + "/crt1.o");
  args.push_back(kCrt + "/crti.o");
  args.push_back(kGcc + "/crtbegin.o");
  for (const std::string& object : inputs.objects) args.push_back(object);
  if (inputs.host_test262) args.push_back("--undefined=kiln_install_host");
  if (inputs.eval) args.push_back("--undefined=kiln_evaluator");
  if (inputs.intl) args.push_back("--undefined=kiln_install_intl");
  args.push_back("--start-group");
  for (const char* archive :
       {"/stdlib/libkiln_stdlib.a", "/stdlib/ecma/libkiln_ecma.a", "/stdlib/node/libkiln_node.a",
        "/stdlib/http1/libkiln_http1.a",
        "/runtime/libkiln_runtime.a", "/runtime/libkiln_regex.a", "/stdlib/host/libkiln_host_test262.a"}) {
    if (exists(kBuild + archive)) args.push_back(kBuild + archive);
  }
  if (inputs.intl) args.push_back(kBuild + "/stdlib/intl/libkiln_intl.a");
  if (inputs.eval) {
    for (const char* archive :
         {"/eval/libkiln_eval.a", "/ir/libkiln_ir_interpreter.a", "/ir/libkiln_ir_passes.a",
          "/ir/libkiln_ir_build.a", "/ir/libkiln_ir_core.a", "/frontend/libkiln_modules.a",
          "/frontend/libkiln_sema.a", "/frontend/libkiln_syntax.a", "/frontend/libkiln_ast.a",
          "/frontend/libkiln_diagnostics.a", "/frontend/libkiln_support.a",
          "/frontend/libkiln_tree_sitter.a"})
      args.push_back(kBuild + archive);
  }
  args.push_back("--end-group");
  if (inputs.intl) {
    for (const char* library : {"-l:libicui18n.a", "-l:libicuuc.a", "-l:libicudata.a"}) args.push_back(library);
  }
  for (const char* library :
       {"-l:libgc.a", "-l:libuv_a.a", "-l:libgmp.a", "-l:libdouble-conversion.a", "-l:libssl.a", "-l:libcrypto.a",
        "-l:libcares.a", "-l:libidn2.a", "-l:libunistring.a", "-l:libz.a", "-l:libbrotlienc.a", "-l:libbrotlidec.a",
        "-l:libbrotlicommon.a", "-l:libwabt.a", "-l:libstdc++.a", "-l:libgcc_eh.a", "-l:libgcc.a"})
    args.push_back(library);
  for (const char* library : {"-lm", "-lc"}) args.push_back(library);
  args.push_back(kGcc + "/crtend.o");
  args.push_back(kCrt + "/crtn.o");
  std::vector<char*> argv;
  for (std::string& arg : args) argv.push_back(arg.data());
  argv.push_back(nullptr);
  int output[2];
  if (pipe(output) != 0) return std::string("cannot start the linker: ") + std::strerror(errno);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output[1], 2);
  posix_spawn_file_actions_addclose(&actions, output[0]);
  // The compiler itself waits for interrupts on a thread; the linker takes them as usual.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // Only SIGXFSZ stays blocked (lld would print a trace of its own stack): a file that may not grow is an
  // error of write().
  sigset_t blocked;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGXFSZ);
  posix_spawnattr_setsigmask(&attributes, &blocked);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t child;
  int status = posix_spawnp(&child, "ld.lld-19", &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  running = status == 0 ? child : 0;
  close(output[1]);
  if (status != 0) {
    close(output[0]);
    return std::string("cannot start the linker 'ld.lld-19': ") + std::strerror(status);
  }
  std::string text;
  char buffer[4096];
  for (ssize_t got; (got = read(output[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<size_t>(got));
  close(output[0]);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  running = 0;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return "";
  return text.empty() ? "the linker failed" : text;
}

void endLinker() {
  pid_t child = running;
  if (child == 0) return;
  kill(child, SIGTERM);
  // Its parent may wait for it as well: whoever comes second is told that it is gone.
  int status;
  waitpid(child, &status, 0);
}

}  // namespace kiln::link
