#include "ir/interpreter/unit.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "ir/passes/pass.h"
#include "runtime/entry/module_state.h"
#include "runtime/object/realms.h"
#include "runtime/value/strings.h"

namespace kiln::interpreter {

using namespace abi;

Unit::Unit(std::unique_ptr<ir::Program> program, const LoadOptions& options)
    : program_(std::move(program)), options_(options), realm_(rt::current_realm) {
  modules_.resize(program_->modules.size());
  sources_.resize(program_->modules.size());
  line_starts_.resize(program_->modules.size());
}

String* Unit::atom(const ir::Atom* atom) {
  static const ir::Atom empty{u"", 0};
  String*& known = atoms_[atom == nullptr ? &empty : atom];
  if (known != nullptr) return known;
  if (atom == nullptr) atom = &empty;
  String* made = rt::intern(rt::newUtf16(atom->text.data(), atom->text.size()));
  *newStatic<String*>() = made;
  return atoms_[atom] = made;
}

namespace {

// Never freed, holds no cells.
const char* copyText(std::string_view text) {
  auto* copy = static_cast<char*>(std::malloc(text.size() + 1));
  std::copy(text.begin(), text.end(), copy);
  copy[text.size()] = 0;
  return copy;
}

}  // namespace

const SourceInfo* Unit::source(uint32_t module) {
  SourceInfo*& known = sources_[module];
  if (known == nullptr) {
    const ir::ModuleRecord& record = program_->modules[module];
    known = newStatic<SourceInfo>();
    *known = {copyText(record.display_path), record.source.c_str(), record.source.size()};
  }
  return known;
}

FunctionRecord* Unit::record(const ir::Function* f) {
  if (records_.size() <= f->id) records_.resize(std::max(program_->functions.size(), f->id + size_t{1}));
  if (FunctionRecord* known = records_[f->id]) return known;
  std::vector<uint32_t>& lines = line_starts_[f->module];
  if (lines.empty()) {
    const std::string& text = program_->modules[f->module].source;
    lines.push_back(0);
    for (uint32_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') lines.push_back(i + 1);
    }
  }
  auto line =
      static_cast<uint32_t>(std::upper_bound(lines.begin(), lines.end(), f->source_start) - lines.begin());
  auto* made = newStatic<FunctionRecord>();
  made->name = atom(f->name);
  made->entry = interpretEntry;
  made->source = source(f->module);
  made->source_start = f->source_start;
  made->source_end = f->source_end;
  made->line = line;
  made->column = f->source_start - lines[line - 1] + 1;
  made->flags = f->flags | (options_.hidden ? static_cast<uint32_t>(kFnHidden) : 0u);
  made->length = f->length;
  made->inline_capacity = f->inline_capacity;
  made->capture_count = static_cast<uint32_t>(f->capture_is_box.size());
  made->frame_name = f->frame_name == nullptr ? nullptr : atom(f->frame_name);
  made->realm = realm_;
  made->closure_entry = rt::entryOf(made);
  made->source_function = f;
  made->unit = this;
  made->code = untranslatedCode(made);
  return records_[f->id] = made;
}

Value* Unit::variable(const ir::Variable* variable) {
  Value*& known = variables_[variable];
  if (known != nullptr) return known;
  known = variable->loaded_module < 0 ? nullptr : exportCell(variable);
  if (known == nullptr) known = newStatic<Value>();
  return known;
}

// Null when the module exports a namespace by that name, or nothing.
Value* Unit::exportCell(const ir::Variable* variable) {
  const ModuleInfo* from = module(static_cast<uint32_t>(variable->loaded_module));
  for (uint32_t i = 0; i < from->export_count; ++i) {
    const ModuleExport& row = from->exports[i];
    if (row.name != atom(variable->js_name)) continue;
    if (row.cell != nullptr) return row.cell;
    auto* cell = newStatic<Value>();
    *cell = kiln_module_namespace(row.ns);
    return cell;
  }
  return nullptr;
}

Value* Unit::cell(const std::string& name) {
  Value*& known = cells_[name];
  if (known == nullptr) known = newStatic<Value>();
  return known;
}

// --- modules

Function* Unit::moduleFunction(const ir::Function* function) {
  return function == nullptr ? nullptr : newClosure(this, function, {});
}

const ModuleInfo* Unit::module(uint32_t index) {
  const ModuleInfo*& known = modules_[index];
  if (known != nullptr) return known;
  const ir::ModuleRecord& record = program_->modules[index];
  if (record.external) {
    if (options_.external_module != nullptr) known = options_.external_module(record);
    return known;
  }
  auto* info = newStatic<ModuleInfo>();
  known = info;  // modules refer to one another in circles
  describeModule(index, info);
  return info;
}

void Unit::describeModule(uint32_t index, ModuleInfo* info) {
  const ir::ModuleRecord& record = program_->modules[index];
  info->path = copyText(record.path);
  info->kind = record.kind;
  info->export_count = static_cast<uint32_t>(record.exports.size());
  auto* exports = newStatic<ModuleExport>(record.exports.size() + 1);
  for (size_t i = 0; i < record.exports.size(); ++i) {
    const ir::ModuleRecord::Export& row = record.exports[i];
    exports[i].name = atom(row.name);
    exports[i].cell = row.variable != nullptr ? variable(row.variable) : nullptr;
    exports[i].ns = row.namespace_of >= 0 ? module(static_cast<uint32_t>(row.namespace_of)) : nullptr;
  }
  info->exports = exports;
  info->body = interpretEntry;
  info->body_callee = moduleFunction(record.body);
  info->instantiate = record.instantiate == nullptr ? nullptr : interpretEntry;
  info->instantiate_callee = moduleFunction(record.instantiate);
  info->has_tla = record.has_tla;
  auto* requests = newStatic<ModuleRequest>(record.requests.size() + 1);
  info->request_count = static_cast<uint32_t>(record.requests.size());
  for (size_t i = 0; i < record.requests.size(); ++i) {
    const ir::ModuleRecord::Request& row = record.requests[i];
    requests[i].specifier = atom(row.specifier);
    requests[i].target = row.target >= 0 ? module(static_cast<uint32_t>(row.target)) : nullptr;
    requests[i].flags = row.flags;
    requests[i].error_code = row.error_code.empty() ? nullptr : copyText(row.error_code);
    requests[i].error_message = row.error_code.empty() ? nullptr : copyText(row.error_message);
  }
  info->requests = requests;
  info->state = static_cast<ModuleState*>(allocateStatic(8 * kModuleStateWords));
  info->source = record.source.empty() ? nullptr : source(index);
  info->json_text = record.json_text.c_str();
  info->json_length = record.json_text.size();
}

// --- constants

const TemplateData* Unit::templateData(const ir::TemplateSite* site) {
  const TemplateData*& known = templates_[site];
  if (known != nullptr) return known;
  auto count = site->cooked.size();
  auto* cooked = newStatic<Value>(count);
  auto* raw = newStatic<Value>(count);
  for (size_t i = 0; i < count; ++i) {
    cooked[i] = site->cooked[i] == nullptr ? Value::undefined() : Value::cell(atom(site->cooked[i]));
    raw[i] = site->raw[i] == nullptr ? Value::undefined() : Value::cell(atom(site->raw[i]));
  }
  auto* data = newStatic<TemplateData>();
  *data = {static_cast<uint32_t>(count), 0, cooked, raw};
  return templates_[site] = data;
}

LiteralTemplate* Unit::literalKeys(const ir::LiteralKeys* keys) {
  LiteralTemplate*& known = keys_[keys];
  if (known != nullptr) return known;
  auto* names = newStatic<String*>(keys->keys.size() + 1);
  for (size_t i = 0; i < keys->keys.size(); ++i) names[i] = atom(keys->keys[i]);
  auto* made = newStatic<LiteralTemplate>();
  *made = {static_cast<uint32_t>(keys->keys.size()), keys->inline_capacity, names, 0};
  return keys_[keys] = made;
}

LayoutSite* Unit::layoutSite(const ir::Layout* layout) {
  LayoutSite*& known = layouts_[layout];
  if (known != nullptr) return known;
  size_t count = layout->fields.size();
  auto* names = newStatic<String*>(count + 1);
  for (size_t i = 0; i < count; ++i) names[i] = atom(layout->fields[i]);
  auto* made = static_cast<LayoutSite*>(allocateStatic(sizeof(LayoutSite) + 8 * count));
  made->shape = &kiln_no_shape;
  made->validity = &kiln_always_valid;
  made->count = static_cast<uint32_t>(count);
  made->names = names;
  return layouts_[layout] = made;
}

ViewLengthSite* Unit::viewLengthSite(ElementsKind kind) {
  ViewLengthSite*& known = view_lengths_[static_cast<uint8_t>(kind)];
  if (known == nullptr) {
    known = newStatic<ViewLengthSite>();
    known->shape = &kiln_no_shape;
    known->validity = &kiln_always_valid;
  }
  return known;
}

namespace {
Value address(const void* pointer) {
  return Value::raw(reinterpret_cast<uint64_t>(pointer));
}
}  // namespace

Value Unit::constant(const ir::Instr& instr) {
  switch (instr.op) {
    case ir::Opcode::ConstInt32:
      return Value::int32(static_cast<int32_t>(instr.imm));
    case ir::Opcode::ConstDouble:
      return Value::number(instr.number);
    case ir::Opcode::ConstBool:
      return Value::boolean(instr.imm != 0);
    case ir::Opcode::ConstString:
      return Value::cell(atom(instr.atom));
    case ir::Opcode::ConstValue:
      return Value::raw(static_cast<uint64_t>(instr.imm));
    case ir::Opcode::AddressOf:
      break;
    default:
      return Value::empty();
  }
  const ir::StaticRef& ref = *instr.ref;
  switch (ref.kind) {
    case ir::StaticRef::Kind::ModuleInfo:
      return address(module(ref.module));
    case ir::StaticRef::Kind::FunctionInfo:
      return address(record(ref.function));
    case ir::StaticRef::Kind::TemplateData:
      return address(templateData(ref.site));
    case ir::StaticRef::Kind::RootCell:
      return address(ref.variable != nullptr ? variable(ref.variable) : cell(ref.name));
    case ir::StaticRef::Kind::BindingFactory:
      // Only the standard library has these, and it is compiled.
      std::fprintf(stderr, "kiln: internal error: the binding '%s' is not for interpreted code\n",
                   ref.name.c_str());
      std::abort();
    case ir::StaticRef::Kind::ResumeEntry:
      return address(reinterpret_cast<const void*>(interpretResume));
    case ir::StaticRef::Kind::ProfileSite:
      std::fprintf(stderr, "kiln: internal error: profiles are of compiled code\n");
      std::abort();
  }
  return Value::empty();
}

// --- the interface

Unit* load(std::unique_ptr<ir::Program> program, const LoadOptions& options) {
  ir::simplify(*program);
  ir::lowerCoroutines(*program);
  ir::simplify(*program);
  return new Unit(std::move(program), options);
}

const ModuleInfo* moduleInfo(Unit* unit, uint32_t index) {
  return unit->module(index);
}
const FunctionInfo* functionInfo(Unit* unit, const ir::Function* function) {
  return unit->record(function);
}
Value* variableCell(Unit* unit, const ir::Variable* variable) {
  return unit->variable(variable);
}

Function* newClosure(Unit* unit, const ir::Function* function, std::span<const Value> captures) {
  FunctionRecord* record = unit->record(function);
  Function* closure = kiln_new_closure(record, static_cast<uint32_t>(captures.size()));
  closure->entry = record->closure_entry;
  std::copy(captures.begin(), captures.end(), closure->captures);
  return closure;
}

bool isInterpreted(const Function* function) {
  return function->info != nullptr && function->info->entry == interpretEntry;
}

}  // namespace kiln::interpreter
