// Command line of `kiln`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "codegen/target/target.h"
#include "frontend/modules/program.h"

namespace kiln::driver {

enum class Command { Build, Run, Check, Help, Version, BuildStdlib };

// Whether programs carry a part that not all need: the compiler of run time, Intl.
enum class CarryMode { Auto, Never, Always };

struct Options {
  Command command = Command::Help;
  std::string entry, output, dump, dump_function, stop_after, builtin_id;
  std::vector<std::string> program_arguments;
  codegen::Level level = codegen::Level::O2;
  bool debug = false;
  std::optional<modules::ModuleKind> goal;  // what the entry is, when its name does not tell
  bool host_test262 = false;
  std::vector<std::string> scripts;  // entries after the first
  bool interpret = false;
  bool timings = false;
  size_t explain = 0;  // functions to tell of
  bool profile_generate = false;
  std::vector<std::string> profiles{};  // files of --profile-use
  std::vector<std::string> assets{};    // patterns of --assets
  std::vector<std::string> source_options;  // those that say how sources are read, as given
  CarryMode eval = CarryMode::Auto;
  CarryMode intl = CarryMode::Auto;
  std::string error;  // wrong usage
};

Options parseOptions(int argc, char** argv);
std::string helpText();

}  // namespace kiln::driver
