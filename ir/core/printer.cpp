#include "ir/core/printer.h"

#include <charconv>
#include <cstdio>

#include "ir/core/imm.h"
#include "ir/core/names.h"

namespace kiln::ir {
namespace {

std::string number(double value) {
  char buffer[40];
  auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return {buffer, end};
}

std::string printWord(uint64_t word) {
  switch (word) {
    case abi::kUndefined:
      return "undefined";
    case abi::kNull:
      return "null";
    case abi::kTrue:
      return "true";
    case abi::kFalse:
      return "false";
    case abi::kEmpty:
      return "empty";
  }
  abi::Value value = abi::Value::raw(word);
  if (value.isInt32()) return std::to_string(value.asInt32());
  return "f" + number(value.asDouble());
}

// `index` follows the layout's number.
std::string layoutText(const Layout& layout, const std::string& index) {
  std::string out = std::to_string(layout.id) + index;
  for (const Atom* field : layout.fields) out += " " + quote(field);
  if (!layout.slots.empty()) out += " at";
  for (int32_t slot : layout.slots) out += " " + std::to_string(slot);
  if (layout.family) out += " family";
  if (!layout.doubles.empty()) out += " doubles";
  for (size_t i = 0; i < layout.doubles.size(); ++i) {
    if (layout.doubles[i]) out += " " + std::to_string(i);
  }
  for (const Layout::Method& method : layout.methods)
    out += " method " + quote(method.name) + " @" + method.function->symbol;
  return out;
}

// A missing immediate prints as nothing: the verifier shows the instructions that it refuses.
std::string printImm(const Instr& instr) {
  switch (immKind(instr.op)) {
    case ImmKind::None:
      return {};
    case ImmKind::Int:
      return "<" + std::to_string(instr.imm) + ">";
    case ImmKind::Word:
      return "<" + printWord(static_cast<uint64_t>(instr.imm)) + ">";
    case ImmKind::Number:
      return "<" + number(instr.number) + ">";
    case ImmKind::Atom:
      return instr.atom == nullptr ? std::string() : "<" + quote(instr.atom) + ">";
    case ImmKind::Function:
      if (instr.function == nullptr) return {};
      return "<@" + instr.function->symbol + ">";
    case ImmKind::Variable:
      if (instr.variable == nullptr) return {};
      return "<$" + instr.variable->name + ">";
    case ImmKind::Helper:
      return std::string("<") + helperInfo(static_cast<HelperId>(instr.imm)).name + ">";
    case ImmKind::Math:
      return std::string("<") + kMathOpNames[instr.imm] + ">";
    case ImmKind::Intrinsic:
      return std::string("<") + kIntrinsicNames[instr.imm] + ">";
    case ImmKind::Suspend:
      return std::string("<") + kSuspendKindNames[instr.imm] + ">";
    case ImmKind::Field:
      return std::string("<") + kCoroutineFieldNames[instr.imm] + ">";
    case ImmKind::Keys: {
      if (instr.keys == nullptr) return {};
      std::string out = "<" + std::to_string(instr.keys->inline_capacity);
      for (const Atom* key : instr.keys->keys) out += " " + quote(key);
      return out + ">";
    }
    case ImmKind::Ref: {
      if (instr.ref == nullptr) return {};
      const StaticRef& ref = *instr.ref;
      std::string out = std::string("<") + kStaticRefNames[static_cast<size_t>(ref.kind)] + " ";
      switch (ref.kind) {
        case StaticRef::Kind::ModuleInfo:
          return out + std::to_string(ref.module) + ">";
        case StaticRef::Kind::FunctionInfo:
        case StaticRef::Kind::ResumeEntry:
          return out + "@" + ref.function->symbol + ">";
        case StaticRef::Kind::TemplateData:
          out += std::to_string(ref.site->id) + " cooked";
          for (const Atom* part : ref.site->cooked) out += " " + quote(part);
          out += " raw";
          for (const Atom* part : ref.site->raw) out += " " + quote(part);
          return out + ">";
        case StaticRef::Kind::RootCell:
          if (ref.variable != nullptr) return out + "$" + ref.variable->name + ">";
          return out + ref.name + ">";
        case StaticRef::Kind::BindingFactory:
          return out + ref.name + ">";
        case StaticRef::Kind::ProfileSite:
          return out + (ref.is_call ? "call " : "at ") + std::to_string(ref.offset) + " @" + ref.function->symbol + ">";
      }
      return out;
    }
    case ImmKind::Layout:
      if (instr.layout == nullptr) return {};
      return "<" + layoutText(*instr.layout, " " + std::to_string(instr.imm)) + ">";
    case ImmKind::Instances:
      if (instr.function == nullptr || instr.layout == nullptr) return {};
      return "<@" + instr.function->symbol + " " + layoutText(*instr.layout, "") + ">";
    case ImmKind::Getter:
      if (instr.function == nullptr || instr.atom == nullptr) return {};
      return "<@" + instr.function->symbol + " " + quote(instr.atom) + ">";
    case ImmKind::Bound:
      if (instr.function == nullptr) return {};
      return "<@" + instr.function->symbol + " " + std::to_string(instr.imm) + ">";
    case ImmKind::View:
      return std::string("<") + kElementsKindNames[instr.imm] + ">";
    case ImmKind::Cases: {
      std::string out = "<";
      for (int32_t value : instr.cases) out += (out.size() > 1 ? " " : "") + std::to_string(value);
      return out + ">";
    }
  }
  return {};
}

// " #offset", in an inlined body " #offset@site"; nothing when neither is known.
std::string printLoc(SourceLoc loc) {
  if (loc.offset == UINT32_MAX && loc.inlined == 0) return {};
  std::string out = " #" + (loc.offset == UINT32_MAX ? "?" : std::to_string(loc.offset));
  return loc.inlined == 0 ? out : out + "@" + std::to_string(loc.inlined);
}

std::string ref(const Instr* instr) {
  return instr == nullptr ? "%?" : "%" + std::to_string(instr->id);
}
std::string ref(const Block* block) {
  return "b" + std::to_string(block->id);
}

}  // namespace

std::string quote(const Atom* atom) {
  if (atom == nullptr) return "null";
  std::string out = "\"";
  char buffer[8];
  for (char16_t unit : atom->text) {
    if (unit == '"' || unit == '\\') {
      out += '\\';
      out += static_cast<char>(unit);
    } else if (unit >= 0x20 && unit < 0x7f) {
      out += static_cast<char>(unit);
    } else {
      std::snprintf(buffer, sizeof buffer, "\\u%04x", unit);
      out += buffer;
    }
  }
  return out + "\"";
}

std::string print(const Instr& instr) {
  std::string out;
  if (instr.rep() != Rep::Void) out += ref(&instr) + " = ";
  out += opcodeText(instr.op);
  if (instr.strict) out += "!strict";
  if (instr.flag) out += "!flag";
  if (instr.cold) out += "!cold";
  if (instr.once) out += "!once";
  out += printImm(instr);
  const char* separator = " ";
  for (size_t i = 0; i < instr.operands.size(); ++i) {
    out += separator;
    if (instr.op == Opcode::Phi && instr.block != nullptr && i < instr.block->preds.size()) {
      out += "[" + ref(instr.block->preds[i]) + " " + ref(instr.operands[i]) + "]";
    } else {
      out += ref(instr.operands[i]);
    }
    separator = ", ";
  }
  if (instr.isTerminator() && instr.block != nullptr) {
    for (const Block* succ : instr.block->succs) {
      out += separator + ref(succ);
      separator = ", ";
    }
  }
  if (instr.rep() != Rep::Void) out += " : " + toString(instr.type);
  out += printLoc(instr.loc);
  return out;
}

std::string print(const Variable& variable) {
  std::string out = "variable $" + variable.name + " " + quote(variable.js_name);
  if (variable.constant) out += " constant";
  if (variable.known_function != nullptr) out += " known=@" + variable.known_function->symbol;
  return out + "\n";
}

std::string print(const Function& function) {
  std::string out = "function @" + function.symbol + " " + quote(function.name) + " " +
                    kFunctionKindNames[static_cast<size_t>(function.kind)];
  if (function.frame_name != nullptr) out += " shown=" + quote(function.frame_name);
  if (function.module != 0) out += " module=" + std::to_string(function.module);
  if (function.source_end != 0)
    out += " source=" + std::to_string(function.source_start) + ".." + std::to_string(function.source_end);
  out += " flags=" + std::to_string(function.flags) + " length=" + std::to_string(function.length);
  out += " inline=" + std::to_string(function.inline_capacity) +
         " frame=" + std::to_string(function.frame_words);
  out += " params(";
  for (size_t i = 0; i < function.param_types.size(); ++i)
    out += (i ? ", " : "") + toString(function.param_types[i]);
  out += ") result(" + toString(function.result) + ") captures(";
  for (bool is_box : function.capture_is_box) out += is_box ? "b" : "v";
  out += ") uses(";
  out += function.uses_this ? "t" : "";
  out += function.uses_new_target ? "n" : "";
  out += function.uses_callee ? "c" : "";
  out += function.uses_arguments ? "a" : "";
  out += function.escapes ? "e" : "";
  out += ")";
  if (!function.inline_sites.empty()) {
    out += " inlined(";
    for (size_t i = 0; i < function.inline_sites.size(); ++i) {
      const InlineSite& site = function.inline_sites[i];
      out += (i ? ", @" : "@") + site.callee->symbol + printLoc(site.call);
    }
    out += ")";
  }
  if (function.plain) out += " plain";
  if (function.resume != nullptr) out += " resume=@" + function.resume->symbol;
  out += " {\n";
  for (const auto& block : function.blocks) {
    out += ref(block.get()) + ":";
    if (block->is_handler) out += " handler";
    if (!block->preds.empty()) {
      out += " preds(";
      for (size_t i = 0; i < block->preds.size(); ++i) out += (i ? ", " : "") + ref(block->preds[i]);
      out += ")";
    }
    if (block->unwind != nullptr) out += " unwind(" + ref(block->unwind) + ")";
    out += "\n";
    for (const Instr* instr : block->instrs) out += "  " + print(*instr) + "\n";
  }
  return out + "}\n";
}

std::string print(const Program& program, std::string_view only_function) {
  std::string out;
  if (only_function.empty()) {
    for (const Variable& variable : program.variables) out += print(variable);
    std::vector<const Atom*> doubles = program.doubleFields();
    if (!doubles.empty()) out += "double_fields";
    for (const Atom* name : doubles) out += " " + quote(name);
    if (!doubles.empty()) out += "\n";
  }
  for (const auto& function : program.functions) {
    bool named =
        only_function.empty() || function->symbol == only_function ||
        (function->name != nullptr && quote(function->name) == "\"" + std::string(only_function) + "\"");
    if (named) out += (out.empty() ? "" : "\n") + print(*function);
  }
  return out;
}

}  // namespace kiln::ir
