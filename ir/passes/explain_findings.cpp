// The sentences of the report: what an instruction does, where its operands come from.
#include <algorithm>
#include <vector>

#include "ir/core/printer.h"
#include "ir/passes/callees.h"
#include "ir/passes/explain.h"

namespace kiln::ir {
namespace {

const Instr* origin(const Instr* value) {
  while (value->op == Opcode::Box || value->op == Opcode::UnboxObject || value->op == Opcode::Refine ||
         value->op == Opcode::CheckTdz || value->op == Opcode::ToNumeric)
    value = value->operands[0];
  return value;
}

std::string quoted(const Atom* name) {
  std::string text = quote(name);
  return "'" + (text.size() >= 2 ? text.substr(1, text.size() - 2) : text) + "'";
}

std::string nameOf(const Function& function) {
  return function.name == nullptr || function.name->text.empty() ? "a function" : quoted(function.name);
}

const char* symbolOf(Opcode op) {
  switch (op) {
    case Opcode::Add:
      return "+";
    case Opcode::Sub:
      return "-";
    case Opcode::Mul:
      return "*";
    case Opcode::Div:
      return "/";
    case Opcode::Mod:
      return "%";
    case Opcode::Exp:
      return "**";
    case Opcode::BitAnd:
      return "&";
    case Opcode::BitOr:
      return "|";
    case Opcode::BitXor:
      return "^";
    case Opcode::Shl:
      return "<<";
    case Opcode::Sar:
      return ">>";
    case Opcode::Shr:
      return ">>>";
    case Opcode::Inc:
      return "++";
    case Opcode::Dec:
      return "--";
    case Opcode::LessThan:
      return "<";
    case Opcode::LessEqual:
      return "<=";
    case Opcode::GreaterThan:
      return ">";
    case Opcode::GreaterEqual:
      return ">=";
    case Opcode::StrictEq:
      return "===";
    case Opcode::LooseEq:
      return "==";
    default:
      return nullptr;
  }
}

std::string typesOf(const Instr& value) {
  struct Row {
    TypeSet set;
    const char* name;
  };
  constexpr Row kRows[] = {{kTInt32, "integer"},    {kTDouble, "fraction"}, {kTBool, "boolean"},
                           {kTString, "string"},    {kTUndefined, "undefined"}, {kTNull, "null"},
                           {kTSymbol, "symbol"},    {kTBigInt, "bigint"},   {kTObject, "object"},
                           {kTFunction, "function"}};
  TypeSet set = value.type.set & kTAny;
  if (set == kTAny) return "anything";
  if (set == kTNumeric) return "number or bigint";
  std::string text;
  for (const Row& row : kRows) {
    if (!(set & row.set)) continue;
    std::string name = row.name;
    if ((set & kTNumber) == kTNumber && row.set & kTNumber) {
      if (row.set == kTDouble) continue;
      name = "number";
    }
    text += (text.empty() ? "" : " or ") + name;
  }
  return text;
}

// Where a value comes from, in the program's own terms.
std::string sourceOf(const Instr* value) {
  value = origin(value);
  switch (value->op) {
    case Opcode::Param: {
      std::string text = "parameter " + std::to_string(value->imm + 1);
      return value->block->function->escapes ? text + " of a function whose callers are not all known" : text;
    }
    case Opcode::ThisValue:
      return "'this'";
    case Opcode::GetProp:
    case Opcode::LoadMethod:
      return value->atom == nullptr ? "a method" : "property " + quoted(value->atom);
    case Opcode::LoadField:
      return "property " + quoted(value->layout->fields[static_cast<size_t>(value->imm)]);
    case Opcode::GetLength:
      return "a length";
    case Opcode::GetElem:
      return "an element";
    case Opcode::GetGlobal:
      return "global " + quoted(value->atom);
    case Opcode::LoadVar:
      return value->variable->js_name == nullptr ? "a variable" : "variable " + quoted(value->variable->js_name);
    case Opcode::LoadBox:
    case Opcode::LoadCapture:
    case Opcode::LoadCaptureOf:
      return "a captured variable";
    case Opcode::Call:
      return value->atom == nullptr ? "the result of a call" : "the result of " + quoted(value->atom) + "()";
    case Opcode::CallKnown:
      return "the result of " + nameOf(*value->function);
    case Opcode::Construct:
    case Opcode::NewInstance:
    case Opcode::NewInstanceWith:
      return "a new object";
    case Opcode::Phi:
      return "a variable with several values";
    case Opcode::Catch:
      return "what was thrown";
    case Opcode::FrameLoad:
      return "a variable kept across a suspension";
    default:
      if (const char* symbol = symbolOf(value->op)) return std::string("the result of '") + symbol + "'";
      return "";
  }
}

std::string described(const Instr* value) {
  std::string source = sourceOf(value);
  if (!source.empty() && value->type.only(kTAny) && (value->type.set & kTAny) == kTAny) return source;
  return source.empty() ? typesOf(*value) : source + " (" + typesOf(*value) + ")";
}

Finding ofOperator(const Instr& instr, const char* symbol) {
  bool equality = instr.op == Opcode::StrictEq || instr.op == Opcode::LooseEq;
  // Words are compared first: that is all there is to most equalities.
  if (equality && !instr.cold) return {};
  std::string why;
  for (const Instr* operand : instr.operands) {
    if (operand->type.only(kTNumber) && !equality) continue;
    why += (why.empty() ? "" : ", ") + described(operand);
  }
  if (why.empty()) why = "integers that may overflow";
  return {"'" + std::string(symbol) + "' for any types", why};
}

std::string ofCost(const Instr& instr) {
  return instr.cold ? "; a call, because other places run more" : "";
}

// A global itself, or what it has: built in, as a rule.
bool isOfGlobal(const Instr* callee) {
  if (callee->op == Opcode::GetProp) callee = origin(callee->operands[0]);
  return callee->op == Opcode::GetGlobal;
}

bool isOnlyCalled(const Instr& read) {
  for (const auto& block : read.block->function->blocks) {
    for (const Instr* user : block->instrs) {
      for (size_t i = 0; i < user->operands.size(); ++i) {
        bool callee = i == 0 && (user->op == Opcode::Call || user->op == Opcode::Construct ||
                                 user->op == Opcode::CallKnown || user->op == Opcode::IsClosureOf);
        if (user->operands[i] == &read && !callee) return false;
      }
    }
  }
  return true;
}

Finding ofCall(const Instr& call, const CalleeEvidence& callees) {
  bool construction = call.op == Opcode::Construct;
  std::string what = construction ? "'new' of an unknown constructor" : "call of an unknown function";
  if (call.atom != nullptr && !call.atom->text.empty()) what += " " + quoted(call.atom);
  const Instr* callee = origin(call.operands[0]);
  const std::vector<Function*>& guesses = callees.of(call.operands[0]);
  bool builtin_name = callee->op == Opcode::GetProp && isBuiltinMethodName(callee->atom->text);
  if (guesses.empty() && (builtin_name || isOfGlobal(callee))) return {};
  std::string why = sourceOf(callee);
  if (!guesses.empty()) {
    why = "may be " + nameOf(*guesses[0]) + ", which is too large to test for, or was tested for elsewhere in vain";
  } else if (callee->op == Opcode::GetProp) {
    why = "the program gives this name to many functions, or to none";
  }
  return {what, why};
}

// Who takes the value out of the function's sight.
std::string escapeOf(const Instr& made) {
  const Instr* value = &made;
  for (const auto& block : made.block->function->blocks) {
    for (const Instr* user : block->instrs) {
      for (size_t i = 0; i < user->operands.size(); ++i) {
        if (origin(user->operands[i]) != value) continue;
        switch (user->op) {
          case Opcode::Return:
            return "it is returned";
          case Opcode::SetProp:
            if (i == 1) return "it is stored in property " + quoted(user->atom);
            break;
          case Opcode::StoreField:
            if (i == 1) return "it is stored in property " + quoted(user->layout->fields[static_cast<size_t>(user->imm)]);
            break;
          case Opcode::SetElem:
            if (i == 2) return "it is stored in an element";
            break;
          case Opcode::StoreVar:
            return "it is stored in a variable of the module";
          case Opcode::NewObject:
          case Opcode::NewArray:
          case Opcode::NewInstanceWith:
            return "it is stored in another object";
          case Opcode::MakeClosure:
          case Opcode::NewBox:
          case Opcode::StoreBox:
            return "it is captured by a closure";
          case Opcode::Call:
          case Opcode::Construct:
            return user->atom == nullptr || user->atom->text.empty() ? "it is given to a call"
                                                                     : "it is given to " + quoted(user->atom);
          case Opcode::CallKnown:
            return "it is given to " + nameOf(*user->function);
          default:
            break;
        }
      }
    }
  }
  return "";
}

}  // namespace

Finding findingOf(const Instr& instr, const CalleeEvidence& callees) {
  if (const char* symbol = symbolOf(instr.op)) return ofOperator(instr, symbol);
  switch (instr.op) {
    case Opcode::GetProp:
      if (isOnlyCalled(instr)) return {};  // the call is told of
      return {"read of " + quoted(instr.atom),
              "nothing tells the shape of " + described(instr.operands[0]) + ofCost(instr)};
    case Opcode::SetProp:
      return {"store to " + quoted(instr.atom),
              "nothing tells the shape of " + described(instr.operands[0]) + ofCost(instr)};
    case Opcode::GetElem:
    case Opcode::SetElem: {
      if (!instr.cold && instr.operands[1]->type.only(kTInt32)) return {};  // one test, inline
      std::string what = instr.op == Opcode::GetElem ? "read of an element" : "store to an element";
      std::string key = instr.operands[1]->type.only(kTInt32) ? "" : "the key is " + described(instr.operands[1]);
      std::string cost = ofCost(instr);
      return {what, key.empty() ? cost.substr(std::min<size_t>(cost.size(), 2)) : key + cost};
    }
    case Opcode::Call:
    case Opcode::Construct:
      return ofCall(instr, callees);
    case Opcode::NewObject:
      return {"an object is made", escapeOf(instr)};
    case Opcode::NewArray:
      return {"an array is made", escapeOf(instr)};
    case Opcode::NewInstance:
    case Opcode::NewInstanceWith:
      return {"an object of " + nameOf(*instr.function) + " is made", escapeOf(instr)};
    case Opcode::MakeClosure:
      return {"a closure of " + nameOf(*instr.function) + " is made", escapeOf(instr)};
    case Opcode::NewBox:
      return {"a variable is put into the heap", "closures that outlive it capture it, and it is assigned"};
    case Opcode::Box:
      if (instr.operands[0]->rep() != Rep::Double) return {};
      return {"a fraction is boxed", escapeOf(instr)};
    default:
      return {};
  }
}

}  // namespace kiln::ir
