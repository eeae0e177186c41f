#include "ir/core/parser.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <map>
#include <stdexcept>

#include "ir/core/imm.h"
#include "ir/core/names.h"

namespace kiln::ir {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), program_(std::make_unique<Program>()) {}

  std::unique_ptr<Program> run(std::string* error) {
    try {
      for (skip(); at_ < text_.size(); skip()) function();
      return std::move(program_);
    } catch (const std::runtime_error& failure) {
      *error = "line " +
               std::to_string(
                   1 + std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n')) +
               ": " + failure.what();
      return nullptr;
    }
  }

 private:
  [[noreturn]] static void fail(const std::string& what) { throw std::runtime_error(what); }

  void skip() {
    while (at_ < text_.size()) {
      if (std::strchr(" \n\t", text_[at_]) != nullptr) {
        ++at_;
      } else if (text_[at_] == ';') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }
  bool accept(std::string_view token) {
    skip();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  void expect(std::string_view token) {
    if (!accept(token)) fail("expected '" + std::string(token) + "'");
  }
  // Run of characters up to one of `stop` or white space.
  std::string word(const char* stop) {
    skip();
    size_t start = at_;
    while (at_ < text_.size() && std::strchr(" \n\t", text_[at_]) == nullptr &&
           std::strchr(stop, text_[at_]) == nullptr)
      ++at_;
    if (start == at_) fail("unexpected character");
    return std::string(text_.substr(start, at_ - start));
  }
  int64_t integer(const char* stop) {
    std::string digits = word(stop);
    int64_t value = 0;
    auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (status != std::errc() || end != digits.data() + digits.size())
      fail("expected an integer, found '" + digits + "'");
    return value;
  }
  uint32_t prefixed(char prefix, const char* stop) {
    skip();
    if (at_ >= text_.size() || text_[at_] != prefix) fail(std::string("expected '") + prefix + "'");
    ++at_;
    return static_cast<uint32_t>(integer(stop));
  }
  const Atom* atom() {
    if (accept("null")) return nullptr;
    expect("\"");
    std::u16string out;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] != '\\') {
        out += static_cast<char16_t>(text_[at_++]);
      } else if (text_[at_ + 1] == 'u') {
        out += static_cast<char16_t>(std::stoul(std::string(text_.substr(at_ + 2, 4)), nullptr, 16));
        at_ += 6;
      } else {
        out += static_cast<char16_t>(text_[at_ + 1]);
        at_ += 2;
      }
    }
    expect("\"");
    return program_->atom(out);
  }
  Type type() {
    skip();
    size_t start = at_;
    while (at_ < text_.size() && std::strchr(" \n\t,)#", text_[at_]) == nullptr) ++at_;
    Type result;
    std::string spelled(text_.substr(start, at_ - start));
    if (!parseType(spelled, &result)) fail("unknown type '" + spelled + "'");
    return result;
  }
  // Behind '#'.
  SourceLoc location(const char* stop) {
    SourceLoc loc;
    std::string text = word(stop);
    size_t at = text.find('@');
    if (text[0] != '?') loc.offset = static_cast<uint32_t>(std::stoul(text.substr(0, at)));
    if (at != std::string::npos) loc.inlined = static_cast<uint32_t>(std::stoul(text.substr(at + 1)));
    return loc;
  }
  Function* functionNamed(const std::string& symbol) {
    Function*& function = functions_[symbol];
    if (function == nullptr) function = program_->newFunction(symbol);
    return function;
  }
  Variable* variableNamed(const std::string& name) {
    Variable*& variable = variables_[name];
    if (variable == nullptr) variable = program_->newVariable(name, program_->atomUtf8(name));
    return variable;
  }

  void function() {
    expect("function");
    expect("@");
    Function& f = *functionNamed(word(" "));
    f.name = atom();
    std::string kind = word(" ");
    f.kind = static_cast<FunctionKind>(indexOf(kFunctionKindNames, kind));
    expect("flags=");
    f.flags = static_cast<uint32_t>(integer(""));
    expect("length=");
    f.length = static_cast<uint16_t>(integer(""));
    expect("inline=");
    f.inline_capacity = static_cast<uint16_t>(integer(""));
    expect("frame=");
    f.frame_words = static_cast<uint32_t>(integer(""));
    expect("params(");
    while (!accept(")")) {
      f.param_types.push_back(type());
      accept(",");
    }
    f.param_count = static_cast<uint32_t>(f.param_types.size());
    expect("result(");
    f.result = type();
    expect(")");
    expect("captures(");
    while (!accept(")")) f.capture_is_box.push_back(text_[at_++] == 'b');
    expect("uses(");
    f.uses_this = accept("t");
    f.uses_new_target = accept("n");
    f.uses_callee = accept("c");
    f.uses_arguments = accept("a");
    f.escapes = accept("e");
    expect(")");
    if (accept("inlined(")) {
      while (!accept(")")) {
        expect("@");
        const Function* callee = functionNamed(word(" ,)"));
        f.inline_sites.push_back({callee, accept("#") ? location(" ,)") : SourceLoc()});
        accept(",");
      }
    }
    if (accept("resume=@")) {
      f.resume = functionNamed(word(" {"));
      f.resume->resume_of = &f;
    }
    expect("{");
    blocks_.clear();
    instrs_.clear();
    pending_.clear();
    while (!accept("}")) block(f);
    for (auto& [slot, id] : pending_) {
      auto it = instrs_.find(id);
      if (it == instrs_.end()) fail("%" + std::to_string(id) + " is not defined");
      slot.first->operands[slot.second] = it->second;
    }
  }

  Block* blockNamed(Function& f, uint32_t id) {
    Block*& block = blocks_[id];
    if (block == nullptr) {
      block = f.newBlock();
      block->id = id;
      f.next_block_id = std::max(f.next_block_id, id + 1);
    }
    return block;
  }

  void block(Function& f) {
    Block* block = blockNamed(f, prefixed('b', ":"));
    // Blocks stand in the order of their definition, whatever order they were mentioned in.
    auto at =
        std::find_if(f.blocks.begin(), f.blocks.end(), [&](auto& owned) { return owned.get() == block; });
    auto owned = std::move(*at);
    f.blocks.erase(at);
    f.blocks.insert(f.blocks.begin() + static_cast<std::ptrdiff_t>(defined_in(f)), std::move(owned));
    expect(":");
    block->is_handler = accept("handler");
    if (accept("preds(")) {
      while (!accept(")")) {
        block->preds.push_back(blockNamed(f, prefixed('b', ",)")));
        accept(",");
      }
    }
    if (accept("unwind(")) {
      block->unwind = blockNamed(f, prefixed('b', ")"));
      expect(")");
    }
    while (block->instrs.empty() || !block->instrs.back()->isTerminator()) instruction(f, block);
  }

  static size_t defined_in(const Function& f) {
    size_t count = 0;
    for (const auto& block : f.blocks) count += !block->instrs.empty();
    return count;
  }

  void instruction(Function& f, Block* block) {
    skip();
    bool has_result = text_[at_] == '%';
    uint32_t id = UINT32_MAX;
    if (has_result) {
      id = prefixed('%', " ");
      expect("=");
    }
    std::string name = word("<!");
    Opcode op = static_cast<Opcode>(0);
    bool known = false;
    for (size_t i = 0; i < opcodeCount(); ++i) {
      if (name == opcodeText(static_cast<Opcode>(i))) {
        op = static_cast<Opcode>(i);
        known = true;
      }
    }
    if (!known) fail("unknown instruction '" + name + "'");
    Instr* instr = f.newInstr(op, Type::of(Rep::Void), {});
    instr->block = block;
    if (has_result) {
      instr->id = id;
      f.next_instr_id = std::max(f.next_instr_id, id + 1);
      instrs_[id] = instr;
    }
    block->instrs.push_back(instr);
    instr->strict = accept("!strict");
    instr->flag = accept("!flag");
    if (at_ < text_.size() && text_[at_] == '<') immediate(*instr);
    while (at_ < text_.size() && text_[at_] != '\n') {
      if (accept("%")) {
        operand(*instr, static_cast<uint32_t>(integer(",]")));
      } else if (accept("[")) {
        prefixed('b', " ");
        operand(*instr, prefixed('%', "]"));
        expect("]");
      } else if (accept(":")) {
        instr->type = type();
      } else if (accept("#")) {
        instr->loc = location("");
      } else if (text_[at_] == 'b') {
        block->succs.push_back(blockNamed(f, prefixed('b', ",")));
      } else {
        fail("unexpected text in an instruction");
      }
      accept_inline(",");
    }
  }

  void accept_inline(std::string_view token) {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    if (text_.substr(at_, token.size()) == token) at_ += token.size();
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  void operand(Instr& instr, uint32_t id) {
    pending_.push_back({{&instr, instr.operands.size()}, id});
    instr.operands.push_back(nullptr);
  }

  template <size_t N>
  static size_t indexOf(const char* const (&names)[N], const std::string& name) {
    for (size_t i = 0; i < N; ++i) {
      if (name == names[i]) return i;
    }
    fail("unknown name '" + name + "'");
  }

  uint64_t boxed(const std::string& text) {
    if (text == "undefined") return abi::kUndefined;
    if (text == "null") return abi::kNull;
    if (text == "true") return abi::kTrue;
    if (text == "false") return abi::kFalse;
    if (text == "empty") return abi::kEmpty;
    if (text[0] == 'f') return abi::Value::dbl(std::strtod(text.c_str() + 1, nullptr)).bits;
    return abi::Value::int32(std::atoi(text.c_str())).bits;
  }

  void immediate(Instr& instr) {
    expect("<");
    switch (immKind(instr.op)) {
      case ImmKind::None:
        fail("unexpected immediate");
      case ImmKind::Int:
        instr.imm = integer(">");
        break;
      case ImmKind::Word:
        instr.imm = static_cast<int64_t>(boxed(word(">")));
        break;
      case ImmKind::Number:
        instr.number = std::strtod(word(">").c_str(), nullptr);
        break;
      case ImmKind::Atom:
        instr.atom = atom();
        break;
      case ImmKind::Function:
        expect("@"), instr.function = functionNamed(word(">"));
        break;
      case ImmKind::Variable:
        expect("$"), instr.variable = variableNamed(word(">"));
        break;
      case ImmKind::Helper: {
        HelperId id;
        std::string name = word(">");
        if (!helperByName(name, &id)) fail("unknown helper '" + name + "'");
        instr.imm = static_cast<int64_t>(id);
        break;
      }
      case ImmKind::Math:
        instr.imm = static_cast<int64_t>(indexOf(kMathOpNames, word(">")));
        break;
      case ImmKind::View:
        instr.imm = static_cast<int64_t>(indexOf(kElementsKindNames, word(">")));
        break;
      case ImmKind::Suspend:
        instr.imm = static_cast<int64_t>(indexOf(kSuspendKindNames, word(">")));
        break;
      case ImmKind::Field:
        instr.imm = static_cast<int64_t>(indexOf(kCoroutineFieldNames, word(">")));
        break;
      case ImmKind::Keys: {
        LiteralKeys keys;
        keys.inline_capacity = static_cast<uint32_t>(integer(">"));
        for (skip(); text_[at_] == '"'; skip()) keys.keys.push_back(atom());
        instr.keys = program_->addKeys(std::move(keys));
        break;
      }
      case ImmKind::Literal: {
        Literal literal;
        std::string hex = word(">");
        for (size_t i = 0; i + 1 < hex.size(); i += 2) {
          literal.bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
        }
        for (skip(); text_[at_] == '"'; skip()) literal.atoms.push_back(atom());
        instr.literal = program_->addLiteral(std::move(literal));
        break;
      }
      case ImmKind::Ref: {
        StaticRef ref;
        ref.kind = static_cast<StaticRef::Kind>(indexOf(kStaticRefNames, word(">")));
        std::string name = word(">");
        if (name[0] == '@')
          ref.function = functionNamed(name.substr(1));
        else if (ref.kind == StaticRef::Kind::ModuleInfo)
          ref.module = static_cast<uint32_t>(std::stoul(name));
        else
          ref.name = name;
        instr.ref = program_->addRef(std::move(ref));
        break;
      }
      case ImmKind::Layout: {
        const Layout*& layout = layouts_[static_cast<uint32_t>(integer(">"))];
        instr.imm = integer(">");
        std::vector<const Atom*> fields;
        for (skip(); text_[at_] == '"'; skip()) fields.push_back(atom());
        if (layout == nullptr) layout = program_->addLayout(std::move(fields));
        instr.layout = layout;
        break;
      }
      case ImmKind::Cases:
        while (!accept(">")) instr.cases.push_back(static_cast<int32_t>(integer(">")));
        return;
    }
    expect(">");
  }

  std::string_view text_;
  size_t at_ = 0;
  std::unique_ptr<Program> program_;
  std::map<std::string, Function*> functions_;
  std::map<std::string, Variable*> variables_;
  std::map<uint32_t, const Layout*> layouts_;
  std::map<uint32_t, Block*> blocks_;
  std::map<uint32_t, Instr*> instrs_;
  std::vector<std::pair<std::pair<Instr*, size_t>, uint32_t>> pending_;
};

}  // namespace

std::unique_ptr<Program> parse(std::string_view text, std::string* error) {
  return Parser(text).run(error);
}

}  // namespace kiln::ir
