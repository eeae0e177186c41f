// Modules of the program, their bodies, and the functions found on the way.
#include "ir/build/build.h"

#include <algorithm>

#include "frontend/support/deep_stack.h"
#include "ir/build/capacity.h"
#include "ir/build/function_builder.h"
#include "ir/build/json_items.h"

namespace kiln::ir {
namespace {

std::string mangle(std::string_view id) {
  std::string out = "kiln_module_";
  for (char c : id)
    out += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '_';
  return out;
}

abi::ModuleKind kindOf(modules::ModuleKind kind) {
  switch (kind) {
    case modules::ModuleKind::CommonJs:
      return abi::ModuleKind::CommonJs;
    case modules::ModuleKind::Esm:
      return abi::ModuleKind::EsModule;
    case modules::ModuleKind::Json:
      return abi::ModuleKind::Json;
    case modules::ModuleKind::Builtin:
      return abi::ModuleKind::Builtin;
    case modules::ModuleKind::Script:
      return abi::ModuleKind::Script;
    case modules::ModuleKind::Evaluated:
      return abi::ModuleKind::Evaluated;
  }
  return abi::ModuleKind::CommonJs;
}

uint32_t requestFlags(modules::RequestKind kind) {
  switch (kind) {
    case modules::RequestKind::StaticImport:
    case modules::RequestKind::ExportFrom:
      return 1;
    case modules::RequestKind::Require:
    case modules::RequestKind::RequireResolve:
      return 2;
    case modules::RequestKind::DynamicImport:
      return 4;
  }
  return 0;
}

}  // namespace

// ES modules go by their URLs in stack traces.
static std::string fileUrl(const std::string& path) {
  constexpr std::string_view kPlain = "/-._~!$&'()*+,;=:@";
  std::string out = "file://";
  for (char c : path) {
    auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      char code[4];
      std::snprintf(code, sizeof code, "%%%02X", byte);
      out += code;
    }
  }
  return out;
}

bool ProgramBuilder::hasHome(const ast::Function* f) {
  return f->info->home_binding != nullptr && f->info->home_binding->function == f;
}

uint32_t ProgramBuilder::flagsOf(const ast::Function* f) {
  uint32_t flags = f->is_strict ? abi::kFnStrict : 0u;
  if (f->is_async) flags |= abi::kFnAsync;
  if (f->is_generator) flags |= abi::kFnGenerator | abi::kFnHasPrototypeProperty;
  switch (f->function_kind) {
    case ast::FunctionKind::Normal:
      if (!f->is_async && !f->is_generator) flags |= abi::kFnConstructBase | abi::kFnHasPrototypeProperty;
      break;
    case ast::FunctionKind::Arrow:
      flags |= abi::kFnArrow;
      break;
    case ast::FunctionKind::Method:
      flags |= abi::kFnMethod;
      break;
    case ast::FunctionKind::Getter:
      flags |= abi::kFnMethod | abi::kFnGetter;
      break;
    case ast::FunctionKind::Setter:
      flags |= abi::kFnMethod | abi::kFnSetter;
      break;
    case ast::FunctionKind::ClassConstructor:
      flags |= abi::kFnClassConstructor | abi::kFnConstructBase | abi::kFnHasPrototypeProperty;
      break;
    case ast::FunctionKind::DerivedConstructor:
      flags |= abi::kFnClassConstructor | abi::kFnDerivedConstructor | abi::kFnConstructSelf |
               abi::kFnHasPrototypeProperty;
      break;
    case ast::FunctionKind::ClassFieldInitializer:
    case ast::FunctionKind::ClassStaticInitializer:
      flags |= abi::kFnMethod;
      break;
    case ast::FunctionKind::Program:
    case ast::FunctionKind::Eval:
    case ast::FunctionKind::CommonJs:
      break;
  }
  return flags;
}

// Whether closures capture the variable's cell.
bool ProgramBuilder::isBox(const sema::Binding* binding) {
  if (binding->kind == sema::BindingKind::Import)
    return binding->import != nullptr && binding->import->kind != modules::ResolvedImport::Kind::Namespace;
  return binding->storage == sema::Storage::Cell || binding->storage == sema::Storage::ModuleVariable;
}

Function* ProgramBuilder::functionFor(ast::Function* source, ModuleContext& module) {
  Function*& function = functions[source];
  if (function != nullptr) return function;
  function = out.newFunction(symbols.of(source));
  function->module = module.index;
  function->name = source->name == nullptr ? out.atom(u"") : out.atom(source->name->text);
  if (source->function_kind == ast::FunctionKind::Getter)
    function->name = out.atom(u"get " + function->name->text);
  if (source->function_kind == ast::FunctionKind::Setter)
    function->name = out.atom(u"set " + function->name->text);
  function->kind = source->is_async
                       ? (source->is_generator ? FunctionKind::AsyncGenerator : FunctionKind::Async)
                   : source->is_generator ? FunctionKind::Generator
                                          : FunctionKind::Normal;
  function->flags = flagsOf(source);
  // Until the binding is read other than by calls (readIdentifier).
  function->escapes = !source->info->bound_once || function->kind != FunctionKind::Normal;
  function->length = source->length;
  function->source_start = source->span.begin;
  function->source_end = source->span.end;
  for (const ast::Parameter& parameter : source->parameters) function->param_count += !parameter.rest;
  function->param_types.assign(function->param_count, Type::value(kTAny));
  function->result = Type::value(kTAny);
  for (sema::Binding* binding : source->info->captures) function->capture_is_box.push_back(isBox(binding));
  if (hasHome(source)) {
    function->capture_is_box.push_back(false);
    function->flags |= abi::kFnHomeObject;
  }
  bool constructor = source->function_kind == ast::FunctionKind::ClassConstructor ||
                     source->function_kind == ast::FunctionKind::DerivedConstructor;
  if (constructor && source->owner != nullptr) {
    function->name = source->owner->name == nullptr ? out.atom(u"") : out.atom(source->owner->name->text);
    function->source_start = source->owner->span.begin;
    function->source_end = source->owner->span.end;
    if (source->owner->field_initializer != nullptr) {
      function->capture_is_box.push_back(false);
      function->flags |= abi::kFnFieldInitializer;
    }
  }
  function->inline_capacity = inlineCapacityOf(source);
  pending.push_back({source, &module});
  return function;
}

Function* ProgramBuilder::defaultConstructor(ast::Class* definition, ModuleContext& module,
                                             const std::string& around) {
  Function*& function = default_constructors[definition];
  if (function != nullptr) return function;
  function = out.newFunction(symbols.defaultConstructor(around, definition));
  function->module = module.index;
  function->name = definition->name == nullptr ? out.atom(u"") : out.atom(definition->name->text);
  function->flags = abi::kFnStrict | abi::kFnClassConstructor | abi::kFnHasPrototypeProperty |
                    (definition->heritage != nullptr ? abi::kFnConstructSelf | abi::kFnDerivedConstructor
                                                     : abi::kFnConstructBase);
  function->source_start = definition->span.begin;
  function->source_end = definition->span.end;
  function->result = Type::value(kTAny);
  function->inline_capacity = inlineCapacityOf(definition);
  if (definition->field_initializer != nullptr) {
    function->capture_is_box.push_back(false);
    function->flags |= abi::kFnFieldInitializer;
  }
  FunctionBuilder(*this, module, *function, nullptr).buildDefaultConstructor(definition);
  return function;
}

Variable* ProgramBuilder::variableFor(const sema::Binding* binding, ModuleContext& module) {
  Variable*& variable = variables[binding];
  if (variable == nullptr) {
    variable = out.newVariable(symbols.of(binding),
                               binding->name == nullptr ? out.atom(u"") : out.atom(binding->name->text));
    variable->constant = !binding->assigned;
    variable->shared = binding->seen_by_eval;
  }
  return variable;
}

ModuleContext& ProgramBuilder::contextOf(const modules::Module* module) {
  return *contexts.at(module);
}

Variable* ProgramBuilder::importVariable(const modules::ResolvedImport* import) {
  Variable*& variable = import_variables[import];
  if (variable == nullptr) {
    variable = out.newVariable(symbols.import(import),
                               import->name == nullptr ? out.atom(u"default") : out.atom(import->name->text));
    if (import->kind == modules::ResolvedImport::Kind::Loaded)
      variable->loaded_module = static_cast<int32_t>(module_index.at(import->module));
  }
  return variable;
}

void FunctionBuilder::linkImport(const modules::ResolvedImport* import) {
  using Kind = modules::ResolvedImport::Kind;
  if (import == nullptr) return;
  if (import->module->kind == modules::ModuleKind::Builtin && !import->module->provided) {
    return unsupported({},
                       ("the builtin module '" + import->module->path + "' is not available yet").c_str());
  }
  if (import->kind != Kind::Property && import->kind != Kind::Default) return;
  StaticRef ref;
  ref.kind = StaticRef::Kind::ModuleInfo;
  ref.module = program_.module_index.at(import->module);
  StaticRef from;
  from.kind = StaticRef::Kind::ModuleInfo;
  from.module = module_.index;
  Instr* required = staticRef(std::move(ref));
  Instr* v = helper(HelperId::require_module, {required, staticRef(std::move(from))});
  if (import->kind == Kind::Property)
    v = emitAtom(Opcode::GetProp, Type::value(kTAny), {v}, atom(import->name));
  emit(Opcode::StoreVar, Type::of(Rep::Void), {v})->variable = program_.importVariable(import);
}

Instr* ProgramBuilder::readImport(FunctionBuilder& builder, const modules::ResolvedImport* import) {
  return builder.readResolved(import);
}

Instr* FunctionBuilder::readResolved(const modules::ResolvedImport* import) {
  using Kind = modules::ResolvedImport::Kind;
  switch (import->kind) {
    case Kind::Variable: {
      Instr* load = emit(Opcode::LoadVar, Type::of(Rep::Value));
      load->variable = program_.variableFor(import->binding, program_.contextOf(import->module));
      return load;
    }
    case Kind::Namespace: {
      StaticRef ref;
      ref.kind = StaticRef::Kind::ModuleInfo;
      ref.module = program_.module_index.at(import->module);
      return helper(HelperId::module_namespace, {staticRef(std::move(ref))});
    }
    case Kind::Property:
    case Kind::Default:
    case Kind::Loaded: {
      // In a cycle a function may run before its module has read what it imports.
      bool early = module_.module->in_cycle || import->kind == Kind::Loaded;
      Instr* load = emit(Opcode::LoadVar, early ? Type::of(Rep::Value) : Type::value(kTAny));
      load->variable = program_.importVariable(import);
      if (early) return emitAtom(Opcode::CheckTdz, Type::value(kTAny), {load}, atom(import->name));
      return load;
    }
  }
  return undefined();
}

template <typename Visit>
void FunctionBuilder::eachImport(Visit visit) {
  for (const modules::Export& exported : module_.module->exports) visit(exported.target);
  if (module_.module->analysis.top == nullptr) return;
  for (sema::Binding* binding : module_.module->analysis.top->bindings) {
    if (binding->kind == sema::BindingKind::Import && binding->import != nullptr) visit(binding->import);
  }
}

void FunctionBuilder::buildModuleBody() {
  if (module_.module->kind == modules::ModuleKind::Esm) {
    eachImport([&](const modules::ResolvedImport* import) {
      if (import->module->kind != modules::ModuleKind::Builtin) linkImport(import);
    });
  }
  buildFunction();
}

// §16.2.1.6.4 InitializeEnvironment: functions and `var`s have their values before any module of the graph
// runs, so that modules of a cycle can call one another.
void FunctionBuilder::buildModuleInstantiation() {
  eachImport([&](const modules::ResolvedImport* import) {
    if (import->module->kind == modules::ModuleKind::Builtin) linkImport(import);
  });
  sema::Scope* scope = source_->info->parameter_scope;
  for (sema::Binding* binding : scope->bindings) {
    if (binding->kind == sema::BindingKind::Var && instantiatedBefore(binding))
      initializeBinding(binding, undefined());
  }
  for (ast::FunctionDeclaration* declaration : scope->functions) {
    if (instantiatedBefore(declaration->binding))
      initializeBinding(declaration->binding, closure(declaration->function));
  }
  finishBody();
}

// Set by the instantiation of the module, not by its body.
bool FunctionBuilder::instantiatedBefore(const sema::Binding* binding) const {
  return binding->storage == sema::Storage::ModuleVariable &&
         module_.module->kind == modules::ModuleKind::Esm &&
         binding->scope == module_.module->ast->body->info->parameter_scope;
}

std::unique_ptr<Program> build(modules::Program& in) {
  auto out = std::make_unique<Program>();
  ProgramBuilder builder(in, *out);
  std::deque<ModuleContext> contexts;
  for (auto& module : in.modules) {
    auto index = static_cast<uint32_t>(out->modules.size());
    builder.module_index[module.get()] = index;
    builder.symbols.add(*module, in);
    contexts.push_back({module.get(), index});
    builder.contexts[module.get()] = &contexts.back();
    ModuleRecord& record = out->modules.emplace_back();
    record.path = record.display_path = module->path;
    record.kind = kindOf(module->kind);
    if (record.kind == abi::ModuleKind::EsModule) record.display_path = fileUrl(module->path);
    if (record.kind == abi::ModuleKind::Evaluated) record.display_path = module->file->path();
    record.has_tla = module->has_top_level_await;
    if (module->kind == modules::ModuleKind::Builtin) {
      record.symbol = mangle(module->path);
      record.path = record.display_path = "node:" + module->path;
      record.external = module->ast == nullptr;
    } else {
      record.symbol = "kiln_user_module_" + builder.symbols.stem(module.get());
      record.external = module->loaded;
    }
    if (module->file != nullptr) record.source = std::string(module->file->text());
    if (module->kind == modules::ModuleKind::Json) {
      record.json_text = record.source;
      record.json_items = readJsonItems(record.json_text, *out);
    }
    if (module.get() == in.entry) out->main_module = index;
  }
  runOnDeepStack([&] {
    for (ModuleContext& context : contexts) {
      modules::Module& module = *context.module;
      ModuleRecord& record = out->modules[context.index];
      for (const modules::Request& request : module.requests) {
        bool missing = request.target != nullptr && !request.target->provided &&
                       request.kind != modules::RequestKind::ExportFrom;
        bool found = request.target != nullptr && !missing;
        record.requests.push_back(
            {out->atom(request.specifier->text),
             found ? static_cast<int32_t>(builder.module_index.at(request.target)) : -1,
             requestFlags(request.kind), missing ? "MODULE_NOT_FOUND" : request.error_code,
             missing ? "The builtin module '" + request.target->path + "' is not available in Kiln yet"
                     : request.error_message});
      }
      if (module.ast == nullptr) continue;
      ast::Function* body = module.ast->body;
      Function* function = builder.functionFor(body, context);
      builder.pending.pop_back();
      function->kind = module.has_top_level_await ? FunctionKind::Async : FunctionKind::ModuleBody;
      function->escapes = true;
      record.body = function;
      FunctionBuilder builder_of_body(builder, context, *function, body);
      if (body->function_kind == ast::FunctionKind::Eval)
        builder_of_body.buildEvalBody();
      else if (module.kind == modules::ModuleKind::Script)
        builder_of_body.buildScriptBody();
      else
        builder_of_body.buildModuleBody();
      if (module.kind == modules::ModuleKind::Esm) {
        record.instantiate = out->newFunction(builder.symbols.stem(&module) + ".instantiate");
        record.instantiate->module = context.index;
        record.instantiate->name = out->atom(u"");
        record.instantiate->flags = abi::kFnStrict;
        record.instantiate->result = Type::value(kTAny);
        FunctionBuilder(builder, context, *record.instantiate, body).buildModuleInstantiation();
      }
      for (const modules::Export& exported : module.exports) {
        if (module.kind != modules::ModuleKind::Esm) break;
        ModuleRecord::Export row{out->atom(exported.name->text), nullptr, -1};
        const modules::ResolvedImport* target = exported.target;
        if (target->kind == modules::ResolvedImport::Kind::Variable)
          row.variable = builder.variableFor(target->binding, builder.contextOf(target->module));
        else if (target->kind == modules::ResolvedImport::Kind::Namespace)
          row.namespace_of = static_cast<int32_t>(builder.module_index.at(target->module));
        else
          row.variable = builder.importVariable(target);
        record.exports.push_back(row);
      }
    }
    while (!builder.pending.empty()) {
      auto [source, context] = builder.pending.back();
      builder.pending.pop_back();
      FunctionBuilder body(builder, *context, *builder.functions.at(source), source);
      if (source->function_kind == ast::FunctionKind::ClassFieldInitializer)
        body.buildFieldInitializer(source->owner, false);
      else if (source->function_kind == ast::FunctionKind::ClassStaticInitializer)
        body.buildFieldInitializer(source->owner, true);
      else
        body.buildFunction();
    }
  });
  // Closures of functions that are values escape; the rest is only called directly.
  for (auto& function : out->functions) {
    function->program = out.get();
    if (!function->blocks.empty()) removeUnreachableBlocks(*function);
  }
  return out;
}

}  // namespace kiln::ir
