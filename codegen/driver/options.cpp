#include "codegen/driver/options.h"

#include <cstdint>
#include <string_view>

#include "ir/passes/pass.h"

namespace kiln::driver {
namespace {

constexpr size_t kExplained = 20;  // functions that --explain tells of

bool isStage(std::string_view stage) {
  for (std::string_view known : {"ast", "scopes", "ir-built", "ir", "llvm", "asm"}) {
    if (stage == known) return true;
  }
  for (const ir::Pass& pass : ir::passes()) {
    if (stage == std::string("ir-after:") + pass.name) return true;
  }
  return false;
}

std::optional<modules::ModuleKind> goalNamed(const std::string& name) {
  if (name == "script") return modules::ModuleKind::Script;
  if (name == "module") return modules::ModuleKind::Esm;
  if (name == "commonjs") return modules::ModuleKind::CommonJs;
  return std::nullopt;
}

bool readCarryMode(const std::string& name, CarryMode* out) {
  if (name == "auto")
    *out = CarryMode::Auto;
  else if (name == "never")
    *out = CarryMode::Never;
  else if (name == "always")
    *out = CarryMode::Always;
  else
    return false;
  return true;
}

}  // namespace

std::string helpText() {
  std::string names;
  for (const ir::Pass& pass : ir::passes()) names += (names.empty() ? "" : ", ") + std::string(pass.name);
  return "usage: kiln build ENTRY [-o OUT] [-O0|-O1|-O2|-O3|-Os] [-g] [--dump=STAGE] [--dump-fn=NAME] "
         "[--stop-after=STAGE]\n"
         "                  [--goal=script|module|commonjs] [--host=test262] [--eval=auto|never|always]\n"
         "                  [--intl=auto|never|always] [--assets GLOB]... [--timings] [--explain[=all]]\n"
         "                  [--profile-generate] [--profile-use=FILE]...\n"
         "       kiln run [--interpret] ENTRY [ARGS...]\n"
         "       kiln check ENTRY\n"
         "       kiln --help | --version\n"
         "\n"
         "build   compile a Node.js program, with every module it imports, to one native executable\n"
         "run     compile to a cache and execute; an unchanged program starts at once.\n"
         "        --interpret: do not compile\n"
         "check   report what is wrong with a program, compile nothing\n"
         "\n"
         "stages: ast, scopes, ir-built, ir-after:PASS, ir, llvm, asm\n"
         "passes: " +
         names +
         " (those of the chosen level run)\n"
         "--goal  what ENTRY is when its name does not tell; --script is --goal=script: "
         "a script of the web,\n"
         "        whose top level declares global variables, without require()\n"
         "--eval  whether the program carries a compiler for eval, Function and vm: "
         "auto is where its text can\n"
         "        reach them; with never such places are warned of, and throw\n"
         "--intl  whether the program carries Intl and its data (35 MB): "
         "auto is where its text names it,\n"
         "        or asks a method such as toLocaleString for another locale than en-US\n"
         "--assets  data files that node:fs reads from within the executable, at the paths that they have now. "
         "Quote the pattern:\n"
         "        *, ? and [...] within a name, ** for any folders; 'public/**' is all below public\n"
         "--host=test262  what the conformance suite wants of a host: scripts, print() and $262. "
         "With several entries\n"
         "        the executable runs those scripts, in one realm, whose paths are its arguments\n"
         "--explain  what stayed dynamic in loops, and why: generic operators, unknown shapes and callees, "
         "objects that are made;\n"
         "        the functions that run most first, all of them with =all\n"
         "--profile-generate  the executable counts what runs and what is called, and writes OUT.profile "
         "(or $KILN_PROFILE) when it ends\n"
         "--profile-use  spend code on what the profiles say runs most; what does not fit the program is ignored\n"
         "--timings  seconds and memory of each stage, to standard error\n"
         "-g      line tables for gdb and perf, symbols are kept\n"
         "exit codes: 0, 1 for an error in the program, 2 for wrong usage\n";
}

Options parseOptions(int argc, char** argv) {
  Options options;
  auto fail = [&](const std::string& why) {
    options.error = why;
    return options;
  };
  if (argc < 2) return fail("no command");
  std::string command = argv[1];
  if (command == "--help" || command == "-h" || command == "help") return options;
  if (command == "--version" || command == "-v") {
    options.command = Command::Version;
    return options;
  }
  if (command == "build")
    options.command = Command::Build;
  else if (command == "run")
    options.command = Command::Run;
  else if (command == "check")
    options.command = Command::Check;
  else if (command == "build-stdlib")
    options.command = Command::BuildStdlib;
  else
    return fail("unknown command '" + command + "'");
  for (int i = 2; i < argc; ++i) {
    std::string arg = argv[i];
    if (options.entry.empty() &&
        (arg == "--script" || arg.starts_with("--goal=") || arg.starts_with("--host=")))
      options.source_options.push_back(arg);
    if (options.command == Command::Run && !options.entry.empty()) {
      options.program_arguments.push_back(arg);
    } else if (arg == "-o") {
      if (++i == argc) return fail("-o needs a file name");
      options.output = argv[i];
    } else if (arg == "--interpret" && options.command == Command::Run)
      options.interpret = true;
    else if (arg == "-O0")
      options.level = codegen::Level::O0;
    else if (arg == "-O1")
      options.level = codegen::Level::O1;
    else if (arg == "-O2")
      options.level = codegen::Level::O2;
    else if (arg == "-O3")
      options.level = codegen::Level::O3;
    else if (arg == "-Os")
      options.level = codegen::Level::Os;
    else if (arg == "-g")
      options.debug = true;
    else if (arg == "--explain" && options.command == Command::Build)
      options.explain = kExplained;
    else if (arg == "--explain=all" && options.command == Command::Build)
      options.explain = SIZE_MAX;
    else if (arg == "--profile-generate" && options.command == Command::Build)
      options.profile_generate = true;
    else if (arg.starts_with("--profile-use=") && options.command == Command::Build)
      options.profiles.push_back(arg.substr(14));
    else if ((arg == "--assets" || arg.starts_with("--assets=")) && options.command == Command::Build) {
      if (arg == "--assets" && ++i == argc) return fail("--assets needs a pattern");
      options.assets.push_back(arg == "--assets" ? argv[i] : arg.substr(9));
    } else if (arg == "--timings" && options.command == Command::Build)
      options.timings = true;
    else if (arg == "--script")
      options.goal = modules::ModuleKind::Script;
    else if (arg.starts_with("--goal=")) {
      options.goal = goalNamed(arg.substr(7));
      if (!options.goal) return fail("there is no goal '" + arg.substr(7) + "'");
    } else if (arg.starts_with("--eval=")) {
      if (!readCarryMode(arg.substr(7), &options.eval)) return fail("--eval is auto, never or always");
    } else if (arg.starts_with("--intl=")) {
      if (!readCarryMode(arg.substr(7), &options.intl)) return fail("--intl is auto, never or always");
    } else if (arg.starts_with("--host=")) {
      if (arg != "--host=test262") return fail("there is no host '" + arg.substr(7) + "'");
      options.host_test262 = true;
    } else if (arg.starts_with("--dump="))
      options.dump = arg.substr(7);
    else if (arg.starts_with("--dump-fn="))
      options.dump_function = arg.substr(10);
    else if (arg.starts_with("--stop-after="))
      options.stop_after = arg.substr(13);
    else if (arg == "--module" && options.command == Command::BuildStdlib && i + 1 < argc)
      options.builtin_id = argv[++i];
    else if (arg.starts_with("-") && arg.size() > 1)
      return fail("unknown option '" + arg + "'");
    else if (options.entry.empty())
      options.entry = arg;
    else if (options.host_test262 && options.command == Command::Build)
      options.scripts.push_back(arg);
    else
      return fail("more than one entry: '" + options.entry + "' and '" + arg + "'" +
                  (options.assets.empty() ? "" : " (the pattern of --assets has to be quoted)"));
  }
  bool is_script = !options.entry.ends_with(".mjs");
  if (options.host_test262 && !options.goal && is_script) options.goal = modules::ModuleKind::Script;
  for (const std::string& stage : {options.dump, options.stop_after}) {
    if (!stage.empty() && !isStage(stage)) return fail("there is no stage '" + stage + "'");
  }
  if (options.entry.empty()) return fail("no entry file");
  return options;
}

}  // namespace kiln::driver
