// Static data of a program: atoms, cells, caches, function and module tables.
#include <algorithm>

#include "codegen/emit/emitter.h"
#include "codegen/emit/regex.h"
#include "runtime/abi/hash.h"

namespace kiln::codegen {

using namespace llvm;

namespace {

std::string hex(uint64_t value) {
  char buffer[20];
  std::snprintf(buffer, sizeof buffer, "%016llx", static_cast<unsigned long long>(value));
  return buffer;
}

uint64_t fnv(std::u16string_view text, uint64_t seed) {
  uint64_t hash = seed;
  for (char16_t unit : text) hash = (hash ^ unit) * 0x100000001b3ull;
  return hash;
}

// Bit i: row i.
uint64_t bits(const std::vector<bool>& rows) {
  uint64_t mask = 0;
  for (size_t i = 0; i < rows.size() && i < abi::kDoubleSlots; ++i) mask |= uint64_t{rows[i]} << i;
  return mask;
}

}  // namespace

Constant* UnitEmitter::external(const std::string& name) {
  if (auto* known = module.getNamedGlobal(name)) return known;
  auto* global = new GlobalVariable(module, i8, false, GlobalValue::ExternalLinkage, nullptr, name);
  global->setDSOLocal(true);
  return global;
}

Constant* UnitEmitter::structOf(std::vector<Constant*> fields) {
  return ConstantStruct::getAnon(context, fields);
}

GlobalVariable* UnitEmitter::data(Constant* initialiser, const std::string& name, bool constant) {
  auto* global = new GlobalVariable(module, initialiser->getType(), constant, GlobalValue::InternalLinkage,
                                    initialiser, name);
  global->setAlignment(Align(16));
  return global;
}

// Equal atoms of different object files are merged by the linker: their name is their content.
Constant* UnitEmitter::atom(const ir::Atom* a) {
  Constant*& known = atoms_[a];
  if (known != nullptr) return known;
  bool latin1 = std::all_of(a->text.begin(), a->text.end(), [](char16_t unit) { return unit < 256; });
  auto kind = latin1 ? abi::CellKind::AtomLatin1 : abi::CellKind::AtomUtf16;
  Constant* shape = ConstantExpr::getInBoundsGetElementPtr(
      i8, external("kiln_primitive_shapes"),
      ConstantInt::get(i64, static_cast<uint64_t>(kind) * sizeof(abi::Shape)));
  Constant* characters;
  uint32_t hash;
  if (latin1) {
    std::vector<uint8_t> bytes(a->text.begin(), a->text.end());
    hash = abi::hashUnits(bytes.data(), bytes.size());
    bytes.push_back(0);
    characters = ConstantDataArray::get(context, ArrayRef<uint8_t>(bytes));
  } else {
    std::vector<uint16_t> units(a->text.begin(), a->text.end());
    hash = abi::hashUnits(a->text.data(), a->text.size());
    characters = ConstantDataArray::get(context, ArrayRef<uint16_t>(units));
  }
  Constant* value =
      structOf({shape, ConstantInt::get(i32, a->text.size()), ConstantInt::get(i32, hash), characters});
  std::string name = "kiln_atom_" + std::to_string(a->text.size()) + "_" +
                     hex(fnv(a->text, 0xcbf29ce484222325ull)) + hex(fnv(a->text, 0x9e3779b97f4a7c15ull));
  // The empty atom is no atom of the program's.
  if (auto* same = module.getNamedGlobal(name)) return known = same;
  auto* global =
      new GlobalVariable(module, value->getType(), false, GlobalValue::LinkOnceODRLinkage, value, name);
  global->setAlignment(Align(16));
  global->setDSOLocal(true);
  global->setComdat(module.getOrInsertComdat(name));
  atom_list_.push_back(global);
  return known = global;
}

GlobalVariable* UnitEmitter::cell(const std::string& name) {
  GlobalVariable*& known = cells_[name];
  if (known == nullptr)
    known = plan.isSharedCell(name) ? sharedCell(name) : data(ConstantInt::get(i64, 0), name, false);
  return known;
}

// Every unit that refers to it has one, the linker keeps one of them.
GlobalVariable* UnitEmitter::sharedCell(const std::string& name) {
  auto* cell =
      new GlobalVariable(module, i64, false, GlobalValue::LinkOnceODRLinkage, ConstantInt::get(i64, 0), name);
  cell->setAlignment(Align(16));
  cell->setVisibility(GlobalValue::HiddenVisibility);
  cell->setDSOLocal(true);
  cell->setComdat(module.getOrInsertComdat(name));
  return cell;
}

GlobalVariable* UnitEmitter::variable(const ir::Variable* v) {
  return cell(Plan::cellOf(*v));
}

GlobalVariable* UnitEmitter::getCache(bool doubles) {
  Constant* zero = ConstantInt::get(i64, 0);
  return data(structOf({external("kiln_no_shape"), zero, zero, external("kiln_always_valid"),
                        external("kiln_no_alternatives"), zero, ConstantInt::get(i64, doubles)}),
              "get", false);
}
GlobalVariable* UnitEmitter::keyedCache() {
  Constant* zero = ConstantInt::get(i64, 0);
  Constant* null = ConstantPointerNull::get(ptr);
  return data(structOf({zero, external("kiln_no_shape"), external("kiln_always_valid"), zero, zero, zero, null}), "keyed", false);
}
GlobalVariable* UnitEmitter::addCache() {
  Constant* zero = ConstantInt::get(i64, 0);
  return data(structOf({zero, external("kiln_no_shape"), ConstantPointerNull::get(ptr), zero, zero}), "add", false);
}
GlobalVariable* UnitEmitter::instanceOfCache() {
  Constant* zero = ConstantInt::get(i64, 0);
  Constant* null = ConstantPointerNull::get(ptr);
  return data(structOf({zero, external("kiln_no_shape"), external("kiln_always_valid"), null, zero, zero}),
              "instance_of", false);
}
GlobalVariable* UnitEmitter::setCache(bool doubles) {
  return data(structOf({external("kiln_no_shape"), ConstantPointerNull::get(ptr), ConstantInt::get(i64, 0),
                        external("kiln_always_valid"), external("kiln_no_alternatives"),
                        ConstantInt::get(i64, 0), ConstantInt::get(i64, doubles)}),
              "set", false);
}
GlobalVariable* UnitEmitter::constructCache() {
  Constant* zero = ConstantInt::get(i64, 0);
  Constant* none = ConstantPointerNull::get(ptr);
  return data(structOf({zero, none, zero, none, ConstantInt::get(i32, 0), ConstantInt::get(i32, 0)}),
              "construct", false);
}
// The cell is the same wherever the variable is named.
GlobalVariable* UnitEmitter::globalCache(const ir::Atom* name) {
  GlobalVariable*& known = global_caches_[name];
  if (known == nullptr) known = data(structOf({external("kiln_empty_property_cell")}), "global", false);
  return known;
}

GlobalVariable* UnitEmitter::layoutSite(const ir::Layout* layout) {
  GlobalVariable*& known = layouts_[layout];
  if (known != nullptr) return known;
  std::vector<Constant*> names;
  for (const ir::Atom* field : layout->fields) names.push_back(atom(field));
  auto* list = data(ConstantArray::get(ArrayType::get(ptr, names.size()), names), "fields", true);
  auto* offsets = ConstantAggregateZero::get(ArrayType::get(i64, names.size()));
  Constant* slots = ConstantPointerNull::get(ptr);
  if (!layout->slots.empty()) {
    std::vector<uint32_t> places(layout->slots.begin(), layout->slots.end());
    slots = data(ConstantDataArray::get(context, places), "slots", true);
  }
  Constant* methods = ConstantPointerNull::get(ptr);
  if (!layout->methods.empty()) methods = layoutMethods(layout);
  known = data(structOf({external("kiln_no_shape"), external("kiln_always_valid"),
                         ConstantInt::get(i32, names.size()), ConstantInt::get(i32, 0), list, slots, methods,
                         ConstantInt::get(i32, layout->methods.size()), ConstantInt::get(i32, layout->family),
                         ConstantInt::get(i64, bits(layout->doubles)),
                         ConstantAggregateZero::get(ArrayType::get(ptr, abi::kSiteAlternatives)), offsets}),
               "layout", false);
  return known;
}

GlobalVariable* UnitEmitter::instanceSite(const ir::Instr& instr) {
  GlobalVariable*& known = instances_[instr.layout];
  if (known != nullptr) return known;
  std::vector<Constant*> names;
  for (const ir::Atom* field : instr.layout->fields) names.push_back(atom(field));
  auto* list = data(ConstantArray::get(ArrayType::get(ptr, names.size()), names), "fields", true);
  Constant* zero = ConstantInt::get(i64, 0);
  Constant* none = ConstantPointerNull::get(ptr);
  known = data(structOf({zero, none, zero, external("kiln_always_valid"), none,
                         ConstantInt::get(i32, instr.function->inline_capacity),
                         ConstantInt::get(i32, names.size()), list,
                         ConstantInt::get(i64, bits(instr.layout->doubles)), zero}),
               "instances", false);
  return known;
}

GlobalVariable* UnitEmitter::layoutMethods(const ir::Layout* layout) {
  GlobalVariable*& known = layout_methods_[layout];
  if (known != nullptr) return known;
  std::vector<Constant*> rows;
  for (const ir::Layout::Method& method : layout->methods)
    rows.push_back(structOf(
        {atom(method.name), code(method.function), ConstantPointerNull::get(ptr), ConstantInt::get(i64, 0)}));
  known = data(ConstantArray::get(ArrayType::get(rows[0]->getType(), rows.size()), rows), "methods", false);
  return known;
}

GlobalVariable* UnitEmitter::getterSite(const ir::Instr& test) {
  Constant* nothing = ConstantAggregateZero::get(ArrayType::get(ptr, abi::kGetterShapes));
  auto* offsets = ConstantAggregateZero::get(ArrayType::get(i64, abi::kGetterShapes));
  return data(structOf({nothing, nothing, offsets, atom(test.atom), code(test.function), ConstantInt::get(i64, 0)}),
              "getter", false);
}

GlobalVariable* UnitEmitter::methodSite(const ir::Layout* methods) {
  GlobalVariable*& known = which_methods_[methods];
  if (known != nullptr) return known;
  auto* row = StructType::get(ptr, ptr, i64);
  std::vector<Constant*> candidates;
  for (const ir::Layout::Method& method : methods->methods)
    candidates.push_back(structOf({code(method.function), ConstantInt::get(i64, abi::kEmpty)}));
  auto* type = ArrayType::get(candidates[0]->getType(), candidates.size());
  known = data(structOf({ConstantAggregateZero::get(ArrayType::get(row, abi::kMethodShapes)),
                         atom(methods->methods[0].name), ConstantInt::get(i32, candidates.size()),
                         ConstantInt::get(i32, 0), ConstantArray::get(type, candidates)}),
               "methods", false);
  return known;
}

GlobalVariable* UnitEmitter::initSite(const ir::Layout* layout) {
  return data(structOf({external("kiln_no_shape"), ConstantPointerNull::get(ptr),
                        external("kiln_always_valid"), layoutSite(layout)}),
              "init", false);
}

GlobalVariable* UnitEmitter::viewLengthSite(abi::ElementsKind kind) {
  GlobalVariable*& known = view_lengths_[static_cast<uint8_t>(kind)];
  if (known == nullptr)
    known =
        data(structOf({external("kiln_no_shape"), ConstantPointerNull::get(ptr), ConstantInt::get(i64, 0)}),
             "view_length", false);
  return known;
}

Constant* UnitEmitter::cString(std::string_view text) {
  auto* value = ConstantDataArray::getString(context, StringRef(text.data(), text.size()), true);
  return data(value, "text", true);
}

Constant* UnitEmitter::sourceInfo(uint32_t index) {
  const ir::ModuleRecord& record = program.modules[index];
  if (options.library) return ConstantPointerNull::get(ptr);
  GlobalVariable*& known = sources_[index];
  if (known == nullptr) {
    known = data(structOf({cString(record.display_path), cString(record.source),
                           ConstantInt::get(i64, record.source.size())}),
                 "source", true);
  }
  return known;
}

Constant* UnitEmitter::functionInfo(const ir::Function* f) {
  GlobalVariable*& known = infos_[f];
  if (known != nullptr) return known;
  if (!plan.hasTables(unit)) {
    known = new GlobalVariable(module, i8, true, GlobalValue::ExternalLinkage, nullptr, f->symbol + ".info");
    known->setVisibility(GlobalValue::HiddenVisibility);
    known->setDSOLocal(true);
    return known;
  }
  const ir::ModuleRecord& record = program.modules[f->module];
  std::vector<uint32_t>& lines = line_starts_[f->module];
  if (lines.empty()) {
    lines.push_back(0);
    for (uint32_t i = 0; i < record.source.size(); ++i) {
      if (record.source[i] == '\n') lines.push_back(i + 1);
    }
  }
  auto line =
      static_cast<uint32_t>(std::upper_bound(lines.begin(), lines.end(), f->source_start) - lines.begin());
  uint32_t column = f->source_start - lines[line - 1] + 1;
  auto word = [&](uint64_t v) -> Constant* { return ConstantInt::get(i32, v); };
  uint32_t flags = f->flags | (options.library ? static_cast<uint32_t>(abi::kFnHidden) : 0u);
  Constant* source = f->flags & abi::kFnNative ? ConstantPointerNull::get(ptr) : sourceInfo(f->module);
  Constant* value =
      structOf({atom(f->name), code(f), source, word(f->source_start), word(f->source_end),
                word(line), word(column), word(flags), ConstantInt::get(i16, f->length),
                ConstantInt::get(i16, f->inline_capacity), word(f->capture_is_box.size()), word(0),
                f->frame_name == nullptr ? static_cast<Constant*>(ConstantPointerNull::get(ptr))
                                         : atom(f->frame_name)});
  known = data(value, f->symbol + ".info", true);
  if (plan.isSplit()) {
    known->setLinkage(GlobalValue::ExternalLinkage);
    known->setVisibility(GlobalValue::HiddenVisibility);
  }
  return known;
}

// A closure that is only called directly needs no generic entry.
Constant* UnitEmitter::code(const ir::Function* f) {
  return f->escapes ? static_cast<Constant*>(entry(f)) : ConstantPointerNull::get(ptr);
}

// Bodies are inlined into several units: the linker keeps one of them.
Constant* UnitEmitter::profileSite(const ir::StaticRef& ref) {
  const ir::Function& function = *ref.function;
  std::string name =
      "profile." + function.symbol + (ref.is_call ? ".call." : ".at.") + std::to_string(ref.offset);
  if (GlobalVariable* known = module.getNamedGlobal(name)) return known;
  const std::string& source = program.modules[function.module].source;
  std::string_view text(source);
  text = text.substr(function.source_start, function.source_end - function.source_start);
  std::vector<Constant*> fields{functionInfo(&function), cString(function.symbol), ConstantInt::get(i64, abi::hashOfText(text)),
                                ConstantInt::get(i32, ref.offset), ConstantInt::get(i32, ref.is_call), ConstantInt::get(i64, 0)};
  for (uint32_t i = 0; i < 2 * abi::kProfileCallees; ++i) fields.push_back(ConstantInt::get(i64, 0));
  Constant* value = structOf(std::move(fields));
  auto* site = new GlobalVariable(module, value->getType(), false, GlobalValue::LinkOnceODRLinkage, value, name);
  site->setVisibility(GlobalValue::HiddenVisibility);
  site->setDSOLocal(true);
  site->setAlignment(Align(8));
  site->setComdat(module.getOrInsertComdat(name));
  site->setSection("kiln_profile");
  return site;
}

Constant* UnitEmitter::templateData(const ir::TemplateSite* site) {
  std::vector<Constant*> cooked, raw;
  auto boxed = [&](const ir::Atom* a) -> Constant* {
    return a == nullptr ? static_cast<Constant*>(ConstantInt::get(i64, abi::kUndefined))
                        : ConstantExpr::getPtrToInt(atom(a), i64);
  };
  for (const ir::Atom* a : site->cooked) cooked.push_back(boxed(a));
  for (const ir::Atom* a : site->raw) raw.push_back(boxed(a));
  auto* array = ArrayType::get(i64, cooked.size());
  return data(structOf({ConstantInt::get(i32, cooked.size()), ConstantInt::get(i32, 0),
                        data(ConstantArray::get(array, cooked), "cooked", true),
                        data(ConstantArray::get(array, raw), "raw", true)}),
              "template", true);
}

Constant* UnitEmitter::literalKeys(const ir::LiteralKeys* keys) {
  Constant*& known = keys_[keys];
  if (known != nullptr) return known;
  std::vector<Constant*> atoms;
  std::vector<bool> doubles;
  for (const ir::Atom* key : keys->keys) {
    atoms.push_back(atom(key));
    doubles.push_back(key->is_double_field && doubles.size() < keys->inline_capacity);
  }
  Constant* list = data(ConstantArray::get(ArrayType::get(ptr, atoms.size()), atoms), "keys", true);
  return known = data(structOf({ConstantInt::get(i32, keys->keys.size()),
                                ConstantInt::get(i32, keys->inline_capacity), list,
                                ConstantInt::get(i64, bits(doubles))}),
                      "literal", true);
}

Constant* UnitEmitter::moduleInfo(uint32_t index) {
  GlobalVariable*& known = module_infos_[index];
  if (known == nullptr) {
    known = new GlobalVariable(module, i8, true, GlobalValue::ExternalLinkage, nullptr,
                               program.modules[index].symbol);
    known->setDSOLocal(true);
  }
  return known;
}

// abi::kJsonArray tells the form.
Constant* UnitEmitter::jsonValues(const ir::ModuleRecord& record) {
  if (record.json_items.empty()) return ConstantPointerNull::get(ptr);
  std::vector<Constant*> words;
  auto word = [&](uint64_t bits) { words.push_back(ConstantInt::get(i64, bits)); };
  for (const ir::ModuleRecord::JsonItem& item : record.json_items) {
    switch (item.kind) {
      case ir::ModuleRecord::JsonItem::Kind::Null:
        word(abi::Value::null().bits);
        break;
      case ir::ModuleRecord::JsonItem::Kind::False:
      case ir::ModuleRecord::JsonItem::Kind::True:
        word(abi::Value::boolean(item.kind == ir::ModuleRecord::JsonItem::Kind::True).bits);
        break;
      case ir::ModuleRecord::JsonItem::Kind::Number:
        word(abi::Value::number(item.number).bits);
        break;
      case ir::ModuleRecord::JsonItem::Kind::String:
        words.push_back(ConstantExpr::getPtrToInt(atom(item.atom), i64));
        break;
      case ir::ModuleRecord::JsonItem::Kind::Array:
      case ir::ModuleRecord::JsonItem::Kind::Object:
        word(item.kind == ir::ModuleRecord::JsonItem::Kind::Array ? abi::kJsonArray : abi::kJsonObject);
        word(item.count);
        break;
    }
  }
  return data(ConstantArray::get(ArrayType::get(i64, words.size()), words), "json", true);
}

void UnitEmitter::defineModules() {
  std::vector<Constant*> table;
  for (uint32_t i = 0; i < program.modules.size(); ++i) {
    const ir::ModuleRecord& record = program.modules[i];
    if (record.external) {
      // Only what the code refers to is linked.
      continue;
    }
    std::vector<Constant*> exports, requests;
    for (const auto& row : record.exports) {
      Constant* target = row.variable != nullptr ? static_cast<Constant*>(variable(row.variable))
                                                 : ConstantPointerNull::get(ptr);
      Constant* ns = row.namespace_of >= 0 ? moduleInfo(static_cast<uint32_t>(row.namespace_of))
                                           : static_cast<Constant*>(ConstantPointerNull::get(ptr));
      exports.push_back(structOf({atom(row.name), target, ns}));
    }
    for (const auto& row : record.requests) {
      Constant* target = row.target >= 0 ? moduleInfo(static_cast<uint32_t>(row.target))
                                         : static_cast<Constant*>(ConstantPointerNull::get(ptr));
      requests.push_back(
          structOf({atom(row.specifier), target, ConstantInt::get(i32, row.flags), ConstantInt::get(i32, 0),
                    row.error_code.empty() ? static_cast<Constant*>(ConstantPointerNull::get(ptr))
                                           : cString(row.error_code),
                    row.error_code.empty() ? static_cast<Constant*>(ConstantPointerNull::get(ptr))
                                           : cString(row.error_message)}));
    }
    auto array = [&](std::vector<Constant*>& rows) -> Constant* {
      if (rows.empty()) return ConstantPointerNull::get(ptr);
      return data(ConstantArray::get(ArrayType::get(rows[0]->getType(), rows.size()), rows), "rows", true);
    };
    auto* state =
        data(ConstantAggregateZero::get(ArrayType::get(i64, abi::kModuleStateWords)), "module.state", false);
    Constant* body =
        record.body != nullptr ? static_cast<Constant*>(entry(record.body)) : ConstantPointerNull::get(ptr);
    Constant* instantiate = record.instantiate != nullptr ? static_cast<Constant*>(entry(record.instantiate))
                                                          : ConstantPointerNull::get(ptr);
    Constant* json = jsonValues(record);
    Constant* text = cString(json->isNullValue() ? record.json_text : "");
    Constant* source =
        record.source.empty() || !json->isNullValue() ? static_cast<Constant*>(ConstantPointerNull::get(ptr)) : sourceInfo(i);
    Constant* value = structOf(
        {cString(record.path), ConstantInt::get(i32, static_cast<uint32_t>(record.kind)),
         ConstantInt::get(i32, exports.size()), array(exports), body, instantiate,
         ConstantInt::get(i32, record.has_tla), ConstantInt::get(i32, requests.size()), array(requests),
         state, source, json, text, ConstantInt::get(i64, record.json_text.size()),
         ConstantPointerNull::get(ptr), ConstantPointerNull::get(ptr)});
    auto* definition =
        new GlobalVariable(module, value->getType(), true, GlobalValue::ExternalLinkage, value, "");
    if (auto it = module_infos_.find(i); it != module_infos_.end()) {
      it->second->replaceAllUsesWith(definition);
      it->second->eraseFromParent();
    }
    definition->setName(record.symbol);
    module_infos_[i] = definition;
    table.push_back(definition);
  }
  if (options.library) return;
  for (uint32_t i = 0; i < program.modules.size(); ++i) {
    if (program.modules[i].external && module_infos_.contains(i)) table.push_back(module_infos_[i]);
  }
  table.push_back(ConstantPointerNull::get(ptr));
  auto* list = ConstantArray::get(ArrayType::get(ptr, table.size()), table);
  new GlobalVariable(module, list->getType(), true, GlobalValue::ExternalLinkage, list, "kiln_modules");
  new GlobalVariable(module, ptr, true, GlobalValue::ExternalLinkage, moduleInfo(program.main_module),
                     "kiln_main_module");
}

// What the runtime finds by the section's name.
void UnitEmitter::listInSection(std::vector<Constant*> rows, const char* name) {
  if (rows.empty()) return;
  auto* list = ConstantArray::get(ArrayType::get(rows[0]->getType(), rows.size()), rows);
  auto* section =
      new GlobalVariable(module, list->getType(), true, GlobalValue::InternalLinkage, list, "listed");
  section->setSection(name);
  section->setAlignment(Align(8));
  listed_.push_back(section);
}

// Machine code of the pattern, which the runtime finds by its text and flags (runtime/regex/native.h).
void UnitEmitter::noteRegExp(const ir::Atom* pattern, const ir::Atom* flags) {
  if (!options.optimise || !regexps_.insert({pattern, flags}).second) return;
  uint32_t flag_bits;
  std::string error;
  if (!regex::parseFlags(flags->text, &flag_bits)) return;
  auto compiled = regex::compile(pattern->text, flag_bits, &error);
  if (compiled == nullptr) return;
  std::string name = "regex." + std::to_string(regexps_.size());
  llvm::Function* latin1 = emitRegex(module, *compiled, false, name + ".latin1");
  if (latin1 == nullptr) return;
  llvm::Function* utf16 = emitRegex(module, *compiled, true, name + ".utf16");
  Constant* none = ConstantPointerNull::get(ptr);
  regexp_rows_.push_back(structOf({atom(pattern), atom(flags), latin1, utf16 == nullptr ? none : utf16}));
}

void UnitEmitter::run() {
  if (!options.library && !unit.functions.empty()) {
    positions = std::make_unique<DebugPositions>(*this, options.debug);
    for (const ir::Function* f : unit.functions) positions->attach(direct(f), *f);
  }
  for (const ir::Function* f : unit.functions) FunctionEmitter(*this, *f).run();
  if (plan.hasTables(unit)) {
    for (const auto& f : program.functions) {
      bool shown = !f->blocks.empty() || f->flags & abi::kFnNative;
      if (plan.isSplit() && shown && f->resume_of == nullptr) functionInfo(f.get());
    }
    defineModules();
    std::vector<Constant*> double_fields;
    for (const ir::Atom* name : program.doubleFields()) double_fields.push_back(atom(name));
    listInSection(std::move(double_fields), "kiln_double_fields");
  }
  for (const ir::Function* f : unit.functions) {
    if (plan.hasEntry(f) && f->resume_of == nullptr) defineEntry(f);
  }
  listInSection(regexp_rows_, "kiln_regexps");
  listInSection(atom_list_, "kiln_atoms");
  if (!listed_.empty()) {
    auto* used = ConstantArray::get(ArrayType::get(ptr, listed_.size()), listed_);
    auto* keep = new GlobalVariable(module, used->getType(), false, GlobalValue::AppendingLinkage, used,
                                    "llvm.compiler.used");
    keep->setSection("llvm.metadata");
  }
  if (positions != nullptr) positions->finish();
}

}  // namespace kiln::codegen

namespace kiln::codegen {

llvm::Constant* UnitEmitter::emptyAtom() {
  static const ir::Atom empty{u"", 0};
  return atom(&empty);
}

std::unique_ptr<llvm::Module> emit(const Plan& plan, const Unit& unit, llvm::LLVMContext& context) {
  auto module = std::make_unique<llvm::Module>(unit.name, context);
  module->setTargetTriple("x86_64-unknown-linux-gnu");
  UnitEmitter(plan, unit, *module).run();
  return module;
}

}  // namespace kiln::codegen
