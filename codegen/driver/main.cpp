// `kiln`: the table of contents of the compiler is compile(), below.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "codegen/driver/assets.h"
#include "codegen/driver/cache.h"
#include "codegen/driver/files.h"
#include "codegen/driver/generate.h"
#include "codegen/driver/interrupt.h"
#include "codegen/driver/options.h"
#include "codegen/driver/progress.h"
#include "codegen/driver/timings.h"
#include "codegen/link/link.h"
#include "frontend/ast/dump.h"
#include "frontend/modules/program.h"
#include "frontend/support/deep_stack.h"
#include "ir/build/build.h"
#include "ir/core/printer.h"
#include "ir/core/profile.h"
#include "ir/passes/explain.h"
#include "ir/passes/pass.h"

namespace kiln::driver {
namespace fs = std::filesystem;
namespace {

constexpr int kProgramError = 1, kUsageError = 2;

int complain(const std::string& message) {
  std::fprintf(stderr, "kiln: %s\n", message.c_str());
  return kProgramError;
}

// Builtins whose object files are in the standard library's archive, one name a line.
bool hasBuiltin(const std::string& name) {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    std::ifstream in(std::string(KILN_BUILD_DIR) + "/stdlib/modules.txt");
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
  }();
  return std::find(names.begin(), names.end(), name) != names.end();
}

ir::OptLevel irLevel(codegen::Level level) {
  switch (level) {
    case codegen::Level::O0:
      return ir::OptLevel::O0;
    case codegen::Level::O1:
      return ir::OptLevel::O1;
    case codegen::Level::O2:
      return ir::OptLevel::O2;
    case codegen::Level::O3:
      return ir::OptLevel::O3;
    case codegen::Level::Os:
      return ir::OptLevel::Os;
  }
  return ir::OptLevel::O2;
}

bool verifyEach() {
  return std::getenv("KILN_VERIFY") != nullptr;
}

struct Result {
  int status = 0;
  bool stopped = false;  // --stop-after, check
  std::vector<std::string> objects{};
  std::vector<std::string> modules{};  // paths of the program's files
  bool eval = false;                   // carries the compiler of run time
  bool intl = false;                   // carries ECMA-402
};

bool carriesCompiler(const Options& options, const modules::Program& program) {
  if (options.command == Command::BuildStdlib || options.eval == CarryMode::Never) return false;
  return options.eval == CarryMode::Always ||
         std::any_of(program.modules.begin(), program.modules.end(), [&](const auto& module) {
           const auto& uses = module->analysis.code_uses;
           return (module->kind == modules::ModuleKind::Builtin && module->path == "vm") ||
                  std::any_of(uses.begin(), uses.end(), [&](const sema::CodeUse& use) {
                    return !use.loads || modules::mayLoad(program, *module);
                  });
         });
}

bool carriesIntl(const Options& options, const modules::Program& program) {
  if (options.command == Command::BuildStdlib || options.intl == CarryMode::Never) return false;
  return options.intl == CarryMode::Always ||
         std::any_of(program.modules.begin(), program.modules.end(),
                     [](const auto& module) { return !module->analysis.intl_uses.empty(); });
}

void warnOfIntl(modules::Program& program) {
  for (const auto& module : program.modules) {
    for (const sema::IntlUse& use : module->analysis.intl_uses)
      program.diagnostics.report(DiagnosticKind::IntlLeftOut, module->file.get(), use.span, {use.what});
  }
}

void warnOfCode(modules::Program& program) {
  for (const auto& module : program.modules) {
    for (const sema::CodeUse& use : module->analysis.code_uses) {
      if (use.loads && !modules::mayLoad(program, *module)) continue;
      program.diagnostics.report(use.loads ? DiagnosticKind::RunTimeLoad : DiagnosticKind::RunTimeCode,
                                 module->file.get(), use.span, {use.what});
    }
  }
}

// "" or what is wrong. A profile of another program, or of an earlier state of this one, is no error.
std::string useProfiles(const Options& options, ir::Program& program) {
  if (options.profiles.empty()) return "";
  auto profile = std::make_shared<ir::Profile>();
  for (const std::string& path : options.profiles) {
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (!in.is_open() || in.bad()) return "cannot read '" + path + "': " + std::strerror(errno != 0 ? errno : EIO);
    if (!profile->add(text)) return "'" + path + "' is not a profile";
  }
  if (size_t lost = profile->bind(program); lost != 0)
    std::fprintf(stderr, "kiln: warning: %zu of the %zu functions in the profile are not in the program, or have changed\n", lost,
                 profile->functions());
  program.profile = std::move(profile);
  return "";
}

// Source files to object files.
Result compile(const Options& options, Timings& timings) {
  auto stop = [&](const char* stage) { return options.stop_after == stage; };
  modules::Options load_options;
  load_options.builtin = options.command == Command::BuildStdlib;
  load_options.builtin_id = options.builtin_id;
  load_options.entry_kind = options.goal;
  load_options.scripts = options.scripts;
  load_options.scripts_import_modules = options.host_test262;
  std::unique_ptr<modules::Program> program = modules::load(options.entry, load_options);
  if (program->diagnostics.hasErrors()) {
    if (options.host_test262 && program->diagnostics.hasSyntaxErrors()) std::fputs("SyntaxError: ", stderr);
    std::fputs(program->diagnostics.render(isatty(2)).c_str(), stderr);
    return {kProgramError, true};
  }
  if (options.eval == CarryMode::Never) warnOfCode(*program);
  if (options.intl == CarryMode::Never) warnOfIntl(*program);
  // What `kiln run` prints is the program's own output.
  if (options.command != Command::Run) std::fputs(program->diagnostics.render(isatty(2)).c_str(), stderr);
  if (options.dump == "ast" && program->entry->ast != nullptr) {
    runOnDeepStack([&] { std::fputs(ast::dump(*program->entry->ast).c_str(), stdout); });
  }
  if (options.dump == "scopes") std::fputs(sema::dumpScopes(program->entry->analysis).c_str(), stdout);
  if (options.command == Command::Check || stop("ast") || stop("scopes")) return {0, true};
  if (!load_options.builtin) {
    for (auto& module : program->modules) {
      if (module->kind == modules::ModuleKind::Builtin) module->provided = hasBuiltin(module->path);
    }
  }

  timings.done("load");
  std::unique_ptr<ir::Program> ir = ir::build(*program);
  timings.done("build");
  if (program->diagnostics.hasErrors()) {
    std::fputs(program->diagnostics.render(isatty(2)).c_str(), stderr);
    return {kProgramError, true};
  }
  if (std::string problem = useProfiles(options, *ir); !problem.empty()) return {complain(problem), false};
  if (options.profile_generate) ir::instrument(*ir);
  if (options.dump == "ir-built") std::fputs(ir::print(*ir, options.dump_function).c_str(), stdout);
  if (stop("ir-built")) return {0, true};
  Progress::stage("optimising");
  bool stopped = false;
  runOnDeepStack([&] {
    ir::runPasses(*ir, irLevel(options.level), verifyEach(), [&](const char* pass) {
      timings.done(pass);
      if (options.dump == std::string("ir-after:") + pass)
        std::fputs(ir::print(*ir, options.dump_function).c_str(), stdout);
      stopped = options.stop_after == std::string("ir-after:") + pass;
      return !stopped;
    });
  });
  if (options.dump == "ir") std::fputs(ir::print(*ir, options.dump_function).c_str(), stdout);
  if (options.explain != 0) {
    std::string folder = fs::path(program->entry->path).parent_path().string();
    std::fputs(ir::explain(*ir, folder, options.explain).c_str(), stdout);
  }
  if (stopped || stop("ir")) return {0, true};

  Result result;
  result.eval = carriesCompiler(options, *program);
  result.intl = carriesIntl(options, *program);
  for (const auto& module : program->modules) {
    bool is_file = module->file != nullptr && module->kind != modules::ModuleKind::Evaluated;
    if (is_file) result.modules.push_back(module->path);
  }
  codegen::EmitOptions emit_options;
  emit_options.library = load_options.builtin;
  emit_options.debug = options.debug;
  emit_options.optimise = options.level != codegen::Level::O0;
  if (const char* weight = std::getenv("KILN_UNIT_WEIGHT"))
    emit_options.unit_weight = std::strtoul(weight, nullptr, 10);
  GenerateOptions generate_options{options.level, verifyEach()};
  generate_options.only_function = options.dump_function;
  bool assembly = options.dump == "asm" || stop("asm");
  generate_options.stop = stop("llvm");
  if (options.dump == "llvm")
    generate_options.show = GenerateOptions::Show::Llvm;
  else if (assembly)
    generate_options.show = GenerateOptions::Show::Assembly;
  Progress::stage("generating machine code");
  MachineCode code = generate(codegen::Plan(*ir, emit_options), generate_options);
  if (!code.error.empty()) result.status = complain(code.error);
  if (!options.dump.empty()) std::fputs(code.shown.c_str(), stdout);
  result.stopped = assembly || stop("llvm");
  result.objects = std::move(code.objects);
  timings.done("machine code",
               std::to_string(code.units) + " units, " + std::to_string(code.compiled) + " not in the cache; slowest: " +
                   code.slowest);
  return result;
}

int build(const Options& options, const std::string& output, std::vector<std::string>* modules = nullptr) {
  std::error_code ignored;
  if (fs::is_directory(output, ignored)) return complain("cannot write '" + output + "': it is a directory");
  // The output is renamed into place: that must not replace a device or a pipe.
  if (fs::exists(output, ignored) && !fs::is_regular_file(output, ignored)) {
    return complain("cannot write '" + output + "': it is not a regular file");
  }
  std::string asset_problem;
  std::vector<std::string> assets = findAssets(options.assets, output, &asset_problem);
  if (!asset_problem.empty()) return complain(asset_problem);
  Progress progress;
  Timings timings;
  Result result = compile(options, timings);
  if (result.stopped || result.status != 0) {
    if (options.timings) std::fputs(timings.table().c_str(), stderr);
    return result.status;
  }
  if (modules != nullptr) *modules = result.modules;
  std::string directory = temporaryDirectory();
  if (directory.empty())
    return complain(std::string("cannot make a temporary directory: ") + std::strerror(errno));
  std::vector<std::string> objects;
  for (const std::string& object : result.objects) {
    std::string number = objects.empty() ? "" : "." + std::to_string(objects.size());
    objects.push_back(directory + "/program" + number + ".o");
    if (std::string error = writeFile(objects.back(), object); !error.empty())
      return complain("cannot write '" + objects.back() + "': " + error);
  }
  if (options.command == Command::BuildStdlib) {
    std::string error = writeFile(output, result.objects.front());
    return error.empty() ? 0 : complain("cannot write '" + output + "': " + error);
  }
  if (!assets.empty()) {
    objects.push_back(directory + "/assets.o");
    if (std::string error = writeAssets(assets, objects.back()); !error.empty()) return complain(error);
    timings.done("assets", std::to_string(assets.size()) + " files");
  }
  Progress::stage("linking");
  // Linked beside the output, so that the rename is atomic; a probe tells early and clearly when that is
  // impossible.
  std::string partial = output + ".kiln-" + std::to_string(getpid());
  removeOnInterrupt(partial);
  if (std::string error = writeFile(partial, ""); !error.empty())
    return complain("cannot write '" + output + "': " + error);
  link::Inputs inputs{objects, 0, partial, options.debug};
  for (const std::string& object : result.objects) inputs.object_bytes += object.size();
  inputs.optimise = options.level != codegen::Level::O0;
  inputs.host_test262 = options.host_test262;
  inputs.eval = result.eval;
  inputs.intl = result.intl;
  std::string problem = link::link(inputs);
  if (!problem.empty()) {
    removePartial(partial);
    if (problem.find(std::strerror(ENOSPC)) != std::string::npos)
      return complain("cannot write '" + output + "': " + std::strerror(ENOSPC));
    return complain("linking failed:\n" + problem);
  }
  fs::permissions(partial, fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                  fs::perm_options::add, ignored);
  if (std::string error = renameOver(partial, output); !error.empty())
    return complain("cannot write '" + output + "': " + error);
  timings.done("link");
  if (options.timings) std::fputs(timings.table().c_str(), stderr);
  return 0;
}

std::string defaultOutput(const std::string& entry) {
  std::string name = fs::path(entry).stem().string();
  return name.empty() ? "a.out" : name;
}

// Replaces this process; comes back only when that is impossible.
void execute(const Options& options, const std::string& program, bool temporary) {
  std::vector<char*> argv{const_cast<char*>(options.entry.c_str())};
  for (const std::string& argument : options.program_arguments)
    argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  int fd = open(program.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  // The new program runs no exit handler of this one: what is temporary goes now, the open file stays.
  std::error_code ignored;
  if (temporary) fs::remove_all(temporaryDirectory(), ignored);
  stopWatching();
  if (temporary)
    fexecve(fd, argv.data(), environ);
  else
    execv(program.c_str(), argv.data());
  int problem = errno;
  close(fd);
  errno = problem;
}

// The interpreter reads the sources itself.
int interpret(const Options& options) {
  std::string program = std::string(KILN_BUILD_DIR) + "/bin/kiln-interpreter";
  std::vector<std::string> arguments{program};
  arguments.insert(arguments.end(), options.source_options.begin(), options.source_options.end());
  arguments.push_back(options.entry);
  arguments.insert(arguments.end(), options.program_arguments.begin(), options.program_arguments.end());
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  stopWatching();
  execv(program.c_str(), argv.data());
  return complain(std::string("cannot execute the interpreter: ") + std::strerror(errno));
}

int run(const Options& options) {
  if (options.interpret) return interpret(options);
  RunCache cache(options.entry, std::to_string(static_cast<int>(options.level)) + (options.debug ? "g" : "") +
                                    (options.goal ? std::to_string(static_cast<int>(*options.goal)) : "") +
                                    (options.host_test262 ? "t" : "") +
                                    (options.eval == CarryMode::Auto    ? ""
                                     : options.eval == CarryMode::Never ? "n"
                                                                        : "e") +
                                    (options.intl == CarryMode::Auto    ? ""
                                     : options.intl == CarryMode::Never ? "m"
                                                                        : "i"));
  bool wants_stages = !options.dump.empty() || !options.stop_after.empty();
  // What cannot be executed although it looks whole is built anew.
  if (!wants_stages && cache.valid()) execute(options, cache.program(), false);
  std::string directory = temporaryDirectory();
  if (directory.empty())
    return complain(std::string("cannot make a temporary directory: ") + std::strerror(errno));
  std::string output = cache.usable() ? cache.program() : directory + "/program";
  std::vector<std::string> modules;
  int status = build(options, output, &modules);
  if (status != 0 || !options.stop_after.empty()) return status;
  if (cache.usable()) {
    cache.record(modules);
    std::error_code ignored;
    fs::remove_all(directory, ignored);
  }
  execute(options, output, !cache.usable());
  return complain(std::string("cannot execute the program: ") + std::strerror(errno));
}

int perform(const Options& options) {
  switch (options.command) {
    case Command::Help:
      std::fputs(helpText().c_str(), stdout);
      return 0;
    case Command::Version:
      std::printf("kiln %s\n", KILN_VERSION);
      return 0;
    case Command::Check: {
      Timings timings;
      return compile(options, timings).status;
    }
    case Command::Run:
      return run(options);
    case Command::Build:
    case Command::BuildStdlib:
      return build(options, options.output.empty() ? defaultOutput(options.entry) : options.output);
  }
  return 0;
}

int main(int argc, char** argv) {
  Options options = parseOptions(argc, argv);
  if (!options.error.empty()) {
    std::fprintf(stderr, "kiln: %s\n%s", options.error.c_str(), helpText().c_str());
    return kUsageError;
  }
  watchForInterrupts();
  codegen::initialiseTarget();
  int status = perform(options);
  if (std::fflush(stdout) != 0 || std::ferror(stdout))
    return complain(std::string("cannot write to the standard output: ") + std::strerror(errno));
  return status;
}

}  // namespace
}  // namespace kiln::driver

int main(int argc, char** argv) {
  return kiln::driver::main(argc, argv);
}
