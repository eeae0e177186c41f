// Why it is done in this order: sizes, offsets and what was inlined are known only when the object file is
// written, yet the table needs relocations against functions that are local to that object. So the table is a
// part of the module with zeroes in it, and the zeroes (and the addends of the relocations to the rows) are
// patched in the finished file. The rows, whose number is not known before, are a second object.
#include "codegen/target/frames.h"

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Module.h>
#include <llvm/Object/ELFObjectFile.h>
#include <llvm/Object/StackMapParser.h>
#include <llvm/Support/xxhash.h>
#include <llvm/Transforms/Utils/ModuleUtils.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <unordered_map>

#include "runtime/abi/pctab.h"

namespace kiln::codegen {

using namespace llvm;

namespace {

// One stretch of the code of an inlined call.
struct Inlined {
  uint64_t low, high;
  uint32_t function, call_line, call_column;
  int parent;                 // index, -1: directly in the function
  std::vector<int> nested{};  // ascending
};

struct Machine {
  uint64_t start = 0, size = 0;
  StringRef code{};  // of its section
  size_t index = 0;  // of the FrameInfo
  uint32_t function = abi::kNoFrame;
  std::vector<Inlined> inlined;
  std::vector<int> outermost;  // of the inlined, ascending
  std::vector<abi::PcRow> rows;
  std::vector<abi::ReceiverRow> receivers;
};

using Indices = std::unordered_map<std::string, uint32_t>;

constexpr int32_t kAmbiguous = INT32_MIN;

uint32_t find(const Indices& indices, const char* name) {
  if (name == nullptr) return abi::kNoFrame;
  auto it = indices.find(name);
  return it == indices.end() ? abi::kNoFrame : it->second;
}

// The tree of inlined calls. `around`: the stretches of the call that `die` is in, none for the function itself.
void collect(const DWARFDie& die, const std::vector<int>& around, const Indices& indices, Machine& machine) {
  for (DWARFDie child : die.children()) {
    if (child.getTag() != dwarf::DW_TAG_inlined_subroutine) {
      collect(child, around, indices, machine);
      continue;
    }
    auto ranges = child.getAddressRanges();
    if (!ranges) {
      consumeError(ranges.takeError());
      continue;
    }
    auto line = static_cast<uint32_t>(dwarf::toUnsigned(child.find(dwarf::DW_AT_call_line), 0));
    auto column = static_cast<uint32_t>(dwarf::toUnsigned(child.find(dwarf::DW_AT_call_column), 0));
    uint32_t function = find(indices, child.getSubroutineName(DINameKind::LinkageName));
    std::vector<int> here;
    for (const DWARFAddressRange& range : *ranges) {
      auto holds = [&](int i) {
        const Inlined& stretch = machine.inlined[static_cast<size_t>(i)];
        return stretch.low <= range.LowPC && range.LowPC < stretch.high;
      };
      auto parent = std::find_if(around.begin(), around.end(), holds);
      if (!around.empty() && parent == around.end()) continue;
      here.push_back(static_cast<int>(machine.inlined.size()));
      machine.inlined.push_back(
          {range.LowPC, range.HighPC, function, line, column, around.empty() ? -1 : *parent});
    }
    if (!here.empty()) collect(child, here, indices, machine);
  }
}

void index(Machine& machine) {
  for (size_t i = 0; i < machine.inlined.size(); ++i) {
    int parent = machine.inlined[i].parent;
    (parent < 0 ? machine.outermost : machine.inlined[static_cast<size_t>(parent)].nested)
        .push_back(static_cast<int>(i));
  }
  auto sort = [&](std::vector<int>& list) {
    std::sort(list.begin(), list.end(), [&](int a, int b) {
      return machine.inlined[static_cast<size_t>(a)].low < machine.inlined[static_cast<size_t>(b)].low;
    });
  };
  sort(machine.outermost);
  for (Inlined& call : machine.inlined) sort(call.nested);
}

// The innermost inlined call at an address, or -1.
int innermost(const Machine& machine, uint64_t address) {
  int inner = -1;
  for (const std::vector<int>* list = &machine.outermost; !list->empty();) {
    auto next = std::upper_bound(list->begin(), list->end(), address, [&](uint64_t at, int i) {
      return at < machine.inlined[static_cast<size_t>(i)].low;
    });
    if (next == list->begin()) break;
    const Inlined& call = machine.inlined[static_cast<size_t>(*std::prev(next))];
    if (address >= call.high) break;
    inner = *std::prev(next);
    list = &call.nested;
  }
  return inner;
}

// Byte offset of a position from the start of `function`.
uint32_t offsetOf(const FrameFunctions& functions, uint32_t function, uint32_t line, uint32_t column) {
  const std::vector<uint32_t>* lines =
      function < functions.lines.size() ? functions.lines[function] : nullptr;
  if (lines == nullptr || lines->empty() || line > lines->size()) return line - 1;
  return (*lines)[line - 1] + (column == 0 ? 0 : column - 1) - functions.starts[function];
}

// Whether the bytes in front of an address may be a call. Some that are none look like one, which costs a row.
bool mayReturnTo(StringRef code, uint64_t address) {
  auto byte = [&](uint64_t back) {
    return back <= address ? static_cast<uint8_t>(code[address - back]) : 0;
  };
  if (byte(5) == 0xe8) return true;  // call rel32
  // call r/m64: FF /2, with an index byte and a displacement of none, 1 or 4 bytes.
  for (uint64_t length : {2, 3, 4, 6, 7}) {
    if (byte(length) == 0xff && (byte(length - 1) >> 3 & 7) == 2) return true;
  }
  return false;
}

// Traces ask for return addresses only: a stretch without a call needs no rows.
bool hasCall(const Machine& machine, uint64_t from, uint64_t to) {
  for (uint64_t address = from + 1; address <= std::min<uint64_t>(to, machine.code.size()); ++address) {
    if (mayReturnTo(machine.code, address)) return true;
  }
  return false;
}

void addRows(const FrameFunctions& functions, Machine& machine, uint64_t from, uint64_t to, uint32_t line,
             uint32_t column) {
  if (!hasCall(machine, from, to)) return;
  int inner = innermost(machine, from);
  auto end = static_cast<uint32_t>(to - machine.start);
  size_t first = machine.rows.size();
  auto push = [&](uint32_t function) {
    if (line == 0) function = abi::kNoFrame;
    machine.rows.push_back({end, line == 0 ? 0 : offsetOf(functions, function, line, column), function});
  };
  for (int i = inner; i >= 0; i = machine.inlined[static_cast<size_t>(i)].parent) {
    const Inlined& call = machine.inlined[static_cast<size_t>(i)];
    push(call.function);
    line = call.call_line;
    column = call.call_column;
  }
  push(machine.function);
  // The same position as before: one longer stretch.
  size_t count = machine.rows.size() - first;
  if (first >= count &&
      (first == count || machine.rows[first - count - 1].pc_offset != machine.rows[first - 1].pc_offset)) {
    bool same = machine.rows[first - count].pc_offset == machine.rows[first - 1].pc_offset;
    for (size_t i = 0; same && i < count; ++i) {
      const abi::PcRow &a = machine.rows[first - count + i], &b = machine.rows[first + i];
      same = a.source_offset == b.source_offset && a.function == b.function;
    }
    if (same)
      machine.rows.erase(machine.rows.begin() + static_cast<long>(first - count),
                         machine.rows.begin() + static_cast<long>(first));
  }
}

// One for each function that LLVM put into the machine function. Of a function that is there twice nobody could tell
// which row is whose.
void addReceiver(Machine& machine, const abi::ReceiverRow& row) {
  auto same = [&](const abi::ReceiverRow& other) { return other.function == row.function; };
  auto it = std::find_if(machine.receivers.begin(), machine.receivers.end(), same);
  if (it == machine.receivers.end()) {
    machine.receivers.push_back(row);
  } else if (it->frame_offset != row.frame_offset) {
    it->frame_offset = kAmbiguous;
  }
}

// The stack maps say where UnitEmitter::keepReceiver put its words. Which function a record is about is a relocation.
bool readReceivers(const object::ELF64LEObjectFile& file, const FrameFunctions& functions, std::unordered_map<uint64_t, Machine>& machines) {
  constexpr uint16_t kFramePointer = 6;  // DWARF's number of rbp
  for (const object::SectionRef section : file.sections()) {
    auto name = section.getName();
    if (!name || *name != ".rela.llvm_stackmaps") {
      if (!name) consumeError(name.takeError());
      continue;
    }
    auto target = section.getRelocatedSection();
    if (!target || *target == file.section_end()) return false;
    auto contents = (*target)->getContents();
    if (!contents) return false;
    ArrayRef<uint8_t> bytes(reinterpret_cast<const uint8_t*>(contents->data()), contents->size());
    StackMapParser<endianness::little> maps(bytes);
    std::unordered_map<uint64_t, std::pair<uint32_t, bool>> by_id;
    for (size_t i = 0; i < functions.symbols.size(); ++i) {
      for (bool has_callee : {false, true})
        by_id[receiverId(functions.symbols[i], has_callee)] = {static_cast<uint32_t>(i), has_callee};
    }
    std::vector<Machine*> owners;  // in the order of the functions
    for (const object::RelocationRef relocation : section.relocations()) {
      auto symbol = relocation.getSymbol();
      if (symbol == file.symbol_end()) return false;
      auto of = symbol->getSection();
      if (!of || *of == file.section_end()) return false;
      auto it = machines.find((*of)->getIndex());
      owners.push_back(it == machines.end() ? nullptr : &it->second);
    }
    if (owners.size() != maps.getNumFunctions()) return false;
    uint32_t at = 0, owner = 0;
    for (const auto& function : maps.functions()) {
      Machine* machine = owners[owner++];
      for (uint64_t i = 0; i < function.getRecordCount(); ++i) {
        auto record = maps.getRecord(at++);
        if (machine == nullptr || record.getNumLocations() != 1) continue;
        auto location = record.getLocation(0);
        if (location.getKind() != StackMapParser<endianness::little>::LocationKind::Direct ||
            location.getDwarfRegNum() != kFramePointer)
          continue;
        auto it = by_id.find(record.getID());
        if (it != by_id.end()) addReceiver(*machine, {it->second.first, it->second.second, location.getOffset()});
      }
    }
  }
  return true;
}

}  // namespace

uint64_t receiverId(const std::string& symbol, bool has_callee) {
  return xxh3_64bits(symbol) << 1 | (has_callee ? 1 : 0);
}

std::string rowsSymbol(const llvm::Module& module) {
  return "kiln_pc_rows." + module.getName().str();
}

FrameFunctions frameFunctions(const llvm::Module& module) {
  FrameFunctions functions;
  auto text = [](const MDNode* row, unsigned i) { return cast<MDString>(row->getOperand(i))->getString(); };
  if (const NamedMDNode* list = module.getNamedMetadata("kiln.lines")) {
    for (const MDNode* row : list->operands()) {
      StringRef bytes = text(row, 1);
      std::vector<uint32_t>& lines = functions.sources[text(row, 0).str()];
      lines.resize(bytes.size() / sizeof(uint32_t));
      if (!bytes.empty()) std::memcpy(lines.data(), bytes.data(), bytes.size());
    }
  }
  if (const NamedMDNode* list = module.getNamedMetadata("kiln.functions")) {
    for (const MDNode* row : list->operands()) {
      functions.symbols.push_back(text(row, 0).str());
      functions.lines.push_back(&functions.sources[text(row, 2).str()]);
      functions.starts.push_back(static_cast<uint32_t>(std::stoul(text(row, 3).str())));
      functions.suspends.push_back(text(row, 4).str());
    }
  }
  return functions;
}

std::vector<FrameSymbol> addFrameTable(llvm::Module& module) {
  const NamedMDNode* list = module.getNamedMetadata("kiln.functions");
  if (list == nullptr) return {};
  LLVMContext& context = module.getContext();
  auto* ptr = PointerType::get(context, 0);
  auto* i64 = Type::getInt64Ty(context);
  std::unordered_map<std::string, uint32_t> by_name;
  std::vector<Constant*> infos;
  for (const MDNode* row : list->operands()) {
    auto* info = cast<Constant>(cast<ValueAsMetadata>(row->getOperand(1))->getValue());
    by_name[cast<MDString>(row->getOperand(0))->getString().str()] = static_cast<uint32_t>(infos.size());
    infos.push_back(info);
  }
  auto* functions_type = ArrayType::get(ptr, infos.size());
  auto* functions = new GlobalVariable(module, functions_type, true, GlobalValue::InternalLinkage,
                                       ConstantArray::get(functions_type, infos), "kiln.frame_functions");
  auto* rows = new GlobalVariable(module, Type::getInt8Ty(context), true, GlobalValue::ExternalLinkage,
                                  nullptr, rowsSymbol(module));
  rows->setDSOLocal(true);
  Constant* zero = ConstantInt::get(i64, 0);
  std::vector<Constant*> frames;
  std::vector<FrameSymbol> symbols;
  for (llvm::Function& function : module) {
    DISubprogram* subprogram = function.isDeclaration() ? nullptr : function.getSubprogram();
    if (subprogram == nullptr) continue;
    StringRef name =
        subprogram->getLinkageName().empty() ? subprogram->getName() : subprogram->getLinkageName();
    auto it = by_name.find(name.str());
    if (it == by_name.end()) continue;
    frames.push_back(
        ConstantStruct::getAnon(context, {&function, zero, infos[it->second], rows, zero, functions, rows, zero, rows, zero}));
    symbols.push_back({function.getName().str(), it->second});
  }
  if (frames.empty()) return {};
  auto* type = ArrayType::get(frames[0]->getType(), frames.size());
  auto* table = new GlobalVariable(module, type, true, GlobalValue::InternalLinkage,
                                   ConstantArray::get(type, frames), "kiln.frames");
  table->setSection("kiln_pctab");
  table->setAlignment(Align(8));
  appendToCompilerUsed(module, {table});
  return symbols;
}

bool fillFrameTable(std::string& object, const FrameFunctions& functions,
                    const std::vector<FrameSymbol>& symbols, std::string* rows, std::string* error) {
  auto fail = [&](std::string why) {
    *error = "frame table: " + why;
    return false;
  };
  auto parsed = object::ObjectFile::createELFObjectFile(MemoryBufferRef(object, "program.o"));
  if (!parsed) return fail(toString(parsed.takeError()));
  auto& file = cast<object::ELF64LEObjectFile>(**parsed);
  Indices symbol_index, function_index;
  for (size_t i = 0; i < symbols.size(); ++i) symbol_index[symbols[i].symbol] = static_cast<uint32_t>(i);
  for (size_t i = 0; i < functions.symbols.size(); ++i)
    function_index[functions.symbols[i]] = static_cast<uint32_t>(i);

  // One function a section.
  std::unordered_map<uint64_t, Machine> machines;
  for (const object::ELFSymbolRef symbol : file.symbols()) {
    auto name = symbol.getName();
    auto section = symbol.getSection();
    if (!name || !section) {
      if (!name) consumeError(name.takeError());
      if (!section) consumeError(section.takeError());
      continue;
    }
    if (symbol.getELFType() != ELF::STT_FUNC || *section == file.section_end()) continue;
    auto it = symbol_index.find(name->str());
    if (it == symbol_index.end()) continue;
    Machine& machine = machines[(*section)->getIndex()];
    machine.code = cantFail((*section)->getContents());
    machine.start = cantFail(symbol.getAddress());
    machine.size = symbol.getSize();
    machine.index = it->second;
    machine.function = symbols[it->second].function;
  }

  auto dwarf = DWARFContext::create(file);
  for (const auto& unit : dwarf->compile_units()) {
    for (DWARFDie die : unit->getUnitDIE(false).children()) {
      // Only functions with inlined calls have an entry.
      if (die.getTag() != dwarf::DW_TAG_subprogram) continue;
      auto ranges = die.getAddressRanges();
      if (!ranges) {
        consumeError(ranges.takeError());
        continue;
      }
      if (ranges->empty()) continue;
      auto it = machines.find(ranges->front().SectionIndex);
      if (it == machines.end()) continue;
      collect(die, {}, function_index, it->second);
    }
  }
  for (auto& [section, machine] : machines) index(machine);
  for (const auto& unit : dwarf->compile_units()) {
    const DWARFDebugLine::LineTable* lines = dwarf->getLineTableForUnit(unit.get());
    if (lines == nullptr) continue;
    for (size_t i = 0; i + 1 < lines->Rows.size(); ++i) {
      const DWARFDebugLine::Row &row = lines->Rows[i], &next = lines->Rows[i + 1];
      if (row.EndSequence || next.Address.Address == row.Address.Address) continue;
      auto it = machines.find(row.Address.SectionIndex);
      if (it != machines.end())
        addRows(functions, it->second, row.Address.Address, next.Address.Address, row.Line, row.Column);
    }
  }

  if (!readReceivers(file, functions, machines)) return fail("section .llvm_stackmaps is not as expected");

  StringRef table, relocations;
  for (const object::SectionRef section : file.sections()) {
    auto name = section.getName();
    if (!name) return fail(toString(name.takeError()));
    if (*name != "kiln_pctab" && *name != ".relakiln_pctab") continue;
    auto contents = section.getContents();
    if (!contents) return fail(toString(contents.takeError()));
    (*name == "kiln_pctab" ? table : relocations) = *contents;
  }
  if (table.size() != symbols.size() * sizeof(abi::FrameInfo))
    return fail("section kiln_pctab is not as it was made");
  auto writable = [&](StringRef part) { return object.data() + (part.data() - object.data()); };
  std::vector<int64_t> row_addends(symbols.size(), 0), receiver_addends(symbols.size(), 0), suspend_addends(symbols.size(), 0);
  for (auto& [section, machine] : machines) {
    char* frame = writable(table) + machine.index * sizeof(abi::FrameInfo);
    uint64_t count = machine.rows.size();
    std::memcpy(frame + offsetof(abi::FrameInfo, size), &machine.size, 8);
    std::memcpy(frame + offsetof(abi::FrameInfo, row_count), &count, 8);
    row_addends[machine.index] = static_cast<int64_t>(rows->size());
    rows->append(reinterpret_cast<const char*>(machine.rows.data()), count * sizeof(abi::PcRow));
    std::erase_if(machine.receivers, [](const abi::ReceiverRow& row) { return row.frame_offset == kAmbiguous; });
    uint64_t receivers = machine.receivers.size();
    std::memcpy(frame + offsetof(abi::FrameInfo, receiver_count), &receivers, 8);
    receiver_addends[machine.index] = static_cast<int64_t>(rows->size());
    rows->append(reinterpret_cast<const char*>(machine.receivers.data()), receivers * sizeof(abi::ReceiverRow));
    const std::string& suspends = functions.suspends[machine.function];
    uint64_t suspend_count = suspends.size() / sizeof(uint32_t);
    std::memcpy(frame + offsetof(abi::FrameInfo, suspend_count), &suspend_count, 8);
    suspend_addends[machine.index] = static_cast<int64_t>(rows->size());
    rows->append(suspends);
  }
  for (size_t at = 0; at + sizeof(ELF::Elf64_Rela) <= relocations.size(); at += sizeof(ELF::Elf64_Rela)) {
    char* entry = writable(relocations) + at;
    ELF::Elf64_Rela rela;
    std::memcpy(&rela, entry, sizeof rela);
    size_t index = rela.r_offset / sizeof(abi::FrameInfo), field = rela.r_offset % sizeof(abi::FrameInfo);
    if (field == offsetof(abi::FrameInfo, rows))
      rela.r_addend = row_addends[index];
    else if (field == offsetof(abi::FrameInfo, receivers))
      rela.r_addend = receiver_addends[index];
    else if (field == offsetof(abi::FrameInfo, suspends))
      rela.r_addend = suspend_addends[index];
    else
      continue;
    std::memcpy(entry, &rela, sizeof rela);
  }
  return true;
}

}  // namespace kiln::codegen
