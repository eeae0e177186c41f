#include "codegen/target/target.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/Config/llvm-config.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/IR/Module.h>
#include <llvm/IR/Verifier.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/BLAKE3.h>
#include <llvm/Support/CommandLine.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>
#include <llvm/Support/TargetSelect.h>
#include <llvm/Support/raw_ostream.h>
#include <llvm/Target/TargetMachine.h>

#include <iterator>
#include <memory>

#include "codegen/target/frames.h"
#include "codegen/target/pipeline.h"

namespace kiln::codegen {

using namespace llvm;

namespace {

// x86-64-v2 (2009 and later): SSE4.1 rounding for Math.floor and the like, without asking for AVX.
constexpr const char* kCpu = "x86-64-v2";

}  // namespace

void initialiseTarget() {
  LLVMInitializeX86TargetInfo();
  LLVMInitializeX86Target();
  LLVMInitializeX86TargetMC();
  LLVMInitializeX86AsmPrinter();
  // Debug information is positions only, there are no variables to follow. The newer of LLVM's two ways to follow them takes a
  // twelfth of code generation all the same.
  const char* const arguments[] = {"kiln", "-experimental-debug-variable-locations=false"};
  cl::ParseCommandLineOptions(static_cast<int>(std::size(arguments)), arguments);
}

std::string printModule(const llvm::Module& module, const std::string& only_function) {
  std::string text;
  raw_string_ostream out(text);
  if (only_function.empty()) module.print(out, nullptr);
  for (const llvm::Function& function : module) {
    if (!only_function.empty() && function.getName().contains(only_function)) function.print(out);
  }
  return text;
}

std::string verifyModule(const llvm::Module& module) {
  std::string text;
  raw_string_ostream out(text);
  if (!verifyModule(module, &out)) return "";
  return text;
}

namespace {

std::unique_ptr<TargetMachine> machineFor(llvm::Module& module, Level level, std::string* error) {
  const llvm::Target* target = TargetRegistry::lookupTarget(module.getTargetTriple(), *error);
  if (target == nullptr) return nullptr;
  TargetOptions options;
  options.FunctionSections = options.DataSections = true;
  options.UniqueSectionNames = false;
  CodeGenOptLevel codegen = level == Level::O0   ? CodeGenOptLevel::None
                            : level == Level::O3 ? CodeGenOptLevel::Aggressive
                                                 : CodeGenOptLevel::Default;
  std::unique_ptr<TargetMachine> machine(target->createTargetMachine(
      module.getTargetTriple(), kCpu, "", options, Reloc::Static, CodeModel::Small, codegen));
  module.setDataLayout(machine->createDataLayout());
  return machine;
}

bool write(llvm::Module& module, TargetMachine& machine, CodeGenFileType type, std::string* bytes,
           std::string* error) {
  SmallVector<char, 0> buffer;
  raw_svector_ostream out(buffer);
  legacy::PassManager emitter;
  // KILN_VERIFY checks what LLVM is given; its own passes need no check.
  if (machine.addPassesToEmitFile(emitter, out, nullptr, type, /*DisableVerify=*/true)) {
    *error = "LLVM cannot write such files for this target";
    return false;
  }
  emitter.run(module);
  bytes->assign(buffer.data(), buffer.size());
  return true;
}

bool writeRows(const llvm::Module& of, const std::string& bytes, std::string* object, std::string* error) {
  LLVMContext& context = of.getContext();
  llvm::Module module("rows", context);
  module.setTargetTriple(of.getTargetTriple());
  std::unique_ptr<TargetMachine> machine = machineFor(module, Level::O0, error);
  if (machine == nullptr) return false;
  Constant* data = ConstantDataArray::getString(context, bytes, false);
  auto* rows =
      new GlobalVariable(module, data->getType(), true, GlobalValue::ExternalLinkage, data, rowsSymbol(of));
  rows->setAlignment(Align(8));
  return write(module, *machine, CodeGenFileType::ObjectFile, object, error);
}

}  // namespace

bool compileToObject(llvm::Module& module, Level level, std::string* object, std::string* rows,
                     std::string* error) {
  FrameFunctions functions = frameFunctions(module);
  std::unique_ptr<TargetMachine> machine = machineFor(module, level, error);
  if (machine == nullptr) return false;
  optimise(module, *machine, level);
  std::vector<FrameSymbol> symbols = addFrameTable(module);
  if (!write(module, *machine, CodeGenFileType::ObjectFile, object, error)) return false;
  if (symbols.empty()) return true;
  std::string bytes;
  if (!fillFrameTable(*object, functions, symbols, &bytes, error)) return false;
  return writeRows(module, bytes, rows, error);
}

std::string fingerprint(const llvm::Module& module, Level level) {
  SmallVector<char, 0> bytes;
  raw_svector_ostream out(bytes);
  WriteBitcodeToFile(module, out);
  BLAKE3 hasher;
  hasher.update(StringRef(bytes.data(), bytes.size()));
  hasher.update(StringRef(KILN_TARGET_IDENTITY));
  hasher.update(StringRef(LLVM_VERSION_STRING));
  hasher.update(StringRef(std::to_string(static_cast<int>(level))));
  return toHex(hasher.final(), /*LowerCase=*/true);
}

bool compileToAssembly(llvm::Module& module, Level level, std::string* text, std::string* error) {
  std::unique_ptr<TargetMachine> machine = machineFor(module, level, error);
  if (machine == nullptr) return false;
  optimise(module, *machine, level);
  return write(module, *machine, CodeGenFileType::AssemblyFile, text, error);
}

}  // namespace kiln::codegen
