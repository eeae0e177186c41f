#include "ir/core/parser.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <map>
#include <set>
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
      for (skip(); at_ < text_.size(); skip()) {
        if (accept("variable ")) {
          variable();
        } else if (accept("double_fields ")) {
          for (const Atom* name : atoms()) program_->markDoubleField(name);
        } else {
          function();
        }
      }
      orderFunctions();
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

  char peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
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
  bool acceptHere(std::string_view token) {  // without skipping blanks and line ends
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
  uint32_t unsignedOf(std::string_view digits, int base) {
    uint32_t value = 0;
    auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (status != std::errc() || end != digits.data() + digits.size())
      fail("expected a number, found '" + std::string(digits) + "'");
    return value;
  }
  const Atom* atom() {
    if (accept("null")) return nullptr;
    expect("\"");
    std::u16string out;
    while (at_ < text_.size() && peek() != '"') {
      if (peek() != '\\') {
        out += static_cast<char16_t>(static_cast<unsigned char>(text_[at_++]));
      } else if (peek(1) == 'u') {
        out += static_cast<char16_t>(unsignedOf(text_.substr(at_ + 2, 4), 16));
        at_ = std::min(at_ + 6, text_.size());
      } else {
        out += static_cast<char16_t>(peek(1));
        at_ = std::min(at_ + 2, text_.size());
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
    if (text[0] != '?') loc.offset = unsignedOf(std::string_view(text).substr(0, at), 10);
    if (at != std::string::npos) loc.inlined = unsignedOf(std::string_view(text).substr(at + 1), 10);
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
    if (!defined_.insert(&f).second) fail("@" + f.symbol + " is defined twice");
    order_.push_back(&f);
    skip();
    if (peek() == '"' || text_.substr(at_, 5) == "null ") f.name = atom();
    f.kind = static_cast<FunctionKind>(indexOf(kFunctionKindNames, word(" ")));
    if (accept("shown=")) f.frame_name = atom();
    if (accept("module=")) f.module = static_cast<uint32_t>(integer(""));
    if (accept("source=")) {
      f.source_start = static_cast<uint32_t>(integer("."));
      expect("..");
      f.source_end = static_cast<uint32_t>(integer(""));
    }
    if (accept("flags=")) f.flags = static_cast<uint32_t>(integer(""));
    if (accept("length=")) f.length = static_cast<uint16_t>(integer(""));
    if (accept("inline=")) f.inline_capacity = static_cast<uint16_t>(integer(""));
    if (accept("frame=")) f.frame_words = static_cast<uint32_t>(integer(""));
    if (accept("params(")) {
      while (!accept(")")) {
        f.param_types.push_back(type());
        accept(",");
      }
    }
    f.param_count = static_cast<uint32_t>(f.param_types.size());
    if (accept("result(")) {
      f.result = type();
      expect(")");
    }
    if (accept("captures(")) {
      while (!accept(")")) {
        if (peek() != 'b' && peek() != 'v') fail("a capture is b or v");
        f.capture_is_box.push_back(text_[at_++] == 'b');
      }
    }
    bool uses = accept("uses(");
    f.uses_this = uses && accept("t");
    f.uses_new_target = uses && accept("n");
    f.uses_callee = uses && accept("c");
    f.uses_arguments = uses && accept("a");
    f.escapes = uses && accept("e");
    if (uses) expect(")");
    if (accept("inlined(")) {
      while (!accept(")")) {
        expect("@");
        const Function* callee = functionNamed(word(" ,)"));
        f.inline_sites.push_back({callee, accept("#") ? location(" ,)") : SourceLoc()});
        accept(",");
      }
    }
    f.plain = accept("plain");
    if (accept("resume=@")) {
      f.resume = functionNamed(word(" {"));
      f.resume->resume_of = &f;
    }
    expect("{");
    blocks_.clear();
    instrs_.clear();
    pending_.clear();
    with_preds_.clear();
    phi_sources_.clear();
    while (!accept("}")) block(f);
    for (auto& [slot, id] : pending_) {
      auto it = instrs_.find(id);
      if (it == instrs_.end()) fail("%" + std::to_string(id) + " is not defined");
      slot.first->operands[slot.second] = it->second;
    }
    for (auto& [id, block] : blocks_) {
      if (block->instrs.empty()) fail("b" + std::to_string(id) + " is not defined");
    }
    findPreds(f);
    for (auto& [phi, sources] : phi_sources_) orderOperands(*phi, sources);
    // What has no result has no number in the text.
    for (auto& block : f.blocks) {
      for (Instr* instr : block->instrs) {
        if (instr->rep() == Rep::Void) instr->id = f.next_instr_id++;
      }
    }
  }

  // Blocks that do not say what they are entered from: by the edges, in the order of the blocks.
  void findPreds(Function& f) {
    for (auto& block : f.blocks) {
      for (Block* succ : block->succs) {
        if (!with_preds_.contains(succ)) succ->preds.push_back(block.get());
      }
      if (block->unwind != nullptr && !with_preds_.contains(block->unwind))
        block->unwind->preds.push_back(block.get());
    }
  }

  // A phi's operands name their predecessors, so that they may stand in any order.
  static void orderOperands(Instr& phi, std::vector<uint32_t>& sources) {
    if (sources.size() != phi.operands.size() || sources.size() != phi.block->preds.size()) return;
    for (size_t i = 0; i < sources.size(); ++i) {
      uint32_t wanted = phi.block->preds[i]->id;
      auto at = std::find(sources.begin() + static_cast<std::ptrdiff_t>(i), sources.end(), wanted);
      if (at == sources.end()) fail("a phi has no operand for b" + std::to_string(wanted));
      std::swap(phi.operands[i], phi.operands[static_cast<size_t>(at - sources.begin())]);
      std::swap(sources[i], *at);
    }
  }

  // `variable $NAME "name" [constant] [known=@FUNCTION]`
  void variable() {
    expect("$");
    Variable& variable = *variableNamed(word(" "));
    variable.js_name = atom();
    variable.constant = accept("constant");
    if (accept("known=@")) variable.known_function = functionNamed(word(" "));
  }

  // The program has its functions in the order of the text, whatever order they were mentioned in.
  void orderFunctions() {
    auto place = [&](const Function* f) {
      return std::find(order_.begin(), order_.end(), f) - order_.begin();
    };
    std::sort(program_->functions.begin(), program_->functions.end(), [&](auto& a, auto& b) {
      return std::pair(place(a.get()), a->id) < std::pair(place(b.get()), b->id);
    });
    for (size_t i = 0; i < program_->functions.size(); ++i)
      program_->functions[i]->id = static_cast<uint32_t>(i);
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
    if (!block->instrs.empty()) fail("b" + std::to_string(block->id) + " is defined twice");
    // Blocks stand in the order of their definition, whatever order they were mentioned in.
    auto at =
        std::find_if(f.blocks.begin(), f.blocks.end(), [&](auto& owned) { return owned.get() == block; });
    auto owned = std::move(*at);
    f.blocks.erase(at);
    f.blocks.insert(f.blocks.begin() + static_cast<std::ptrdiff_t>(defined_in(f)), std::move(owned));
    expect(":");
    block->is_handler = accept("handler");
    if (accept("preds(")) {
      with_preds_.insert(block);
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
    bool has_result = peek() == '%';
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
    bool any = false;
    Rep rep = opcodeResult(op, &any);
    Instr* instr = f.newInstr(op, Type::of(has_result && !any ? rep : Rep::Void), {});
    instr->block = block;
    if (has_result) {
      instr->id = id;
      f.next_instr_id = std::max(f.next_instr_id, id + 1);
      if (!instrs_.emplace(id, instr).second) fail("%" + std::to_string(id) + " is defined twice");
    }
    block->instrs.push_back(instr);
    instr->strict = acceptHere("!strict");
    instr->flag = acceptHere("!flag");
    instr->cold = acceptHere("!cold");
    instr->once = acceptHere("!once");
    if (peek() == '<') immediate(*instr);
    accept_inline("");
    while (at_ < text_.size() && peek() != '\n') {
      if (peek() == ';') return;
      if (accept("%")) {
        operand(*instr, static_cast<uint32_t>(integer(",]")));
      } else if (accept("[")) {
        phi_sources_[instr].push_back(prefixed('b', " "));
        operand(*instr, prefixed('%', "]"));
        expect("]");
      } else if (accept(":")) {
        instr->type = type();
      } else if (accept("#")) {
        instr->loc = location("");
      } else if (peek() == 'b') {
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

  std::vector<const Atom*> atoms() {
    std::vector<const Atom*> out;
    for (skip(); peek() == '"' || text_.substr(at_, 4) == "null"; skip()) out.push_back(atom());
    return out;
  }

  const TemplateSite* templateSite(uint32_t id) {
    TemplateSite site;
    expect("cooked");
    site.cooked = atoms();
    expect("raw");
    site.raw = atoms();
    const TemplateSite*& known = templates_[id];
    if (known == nullptr) known = program_->addTemplate(std::move(site), id);
    return known;
  }

  void layout(Instr& instr) {
    auto id = static_cast<uint32_t>(integer(">"));
    const Layout*& layout = layouts_[id];
    if (immKind(instr.op) == ImmKind::Layout) instr.imm = integer(">");
    Layout read;
    read.fields = atoms();
    if (accept("at")) {
      for (size_t i = 0; i < read.fields.size(); ++i) read.slots.push_back(static_cast<int32_t>(integer(">")));
    }
    read.family = accept("family");
    if (accept("doubles")) {
      read.doubles.resize(read.fields.size());
      for (skip(); std::isdigit(static_cast<unsigned char>(peek())); skip()) {
        auto field = static_cast<size_t>(integer(">"));
        if (field >= read.fields.size()) fail("no such field");
        read.doubles[field] = true;
      }
    }
    while (accept("method")) {
      const Atom* name = atom();
      expect("@");
      read.methods.push_back({name, functionNamed(word(" >"))});
    }
    if (layout == nullptr) layout = program_->addLayout(std::move(read), id);
    instr.layout = layout;
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
      case ImmKind::Intrinsic:
        instr.imm = static_cast<int64_t>(indexOf(kIntrinsicNames, word(">")));
        break;
      case ImmKind::Getter:
        expect("@"), instr.function = functionNamed(word(" >"));
        instr.atom = atom();
        break;
      case ImmKind::Bound:
        expect("@"), instr.function = functionNamed(word(" >"));
        instr.imm = integer(">");
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
        keys.keys = atoms();
        instr.keys = program_->addKeys(std::move(keys));
        break;
      }
      case ImmKind::Ref: {
        StaticRef ref;
        ref.kind = static_cast<StaticRef::Kind>(indexOf(kStaticRefNames, word(">")));
        if (ref.kind == StaticRef::Kind::ProfileSite) {
          ref.is_call = word(">") == "call";
          ref.offset = static_cast<uint32_t>(integer(">"));
        }
        std::string name = word(">");
        if (name[0] == '@')
          ref.function = functionNamed(name.substr(1));
        else if (ref.kind == StaticRef::Kind::ModuleInfo)
          ref.module = unsignedOf(name, 10);
        else if (ref.kind == StaticRef::Kind::TemplateData)
          ref.site = templateSite(unsignedOf(name, 10));
        else
          ref.name = name;
        instr.ref = program_->addRef(std::move(ref));
        break;
      }
      case ImmKind::Instances:
        expect("@"), instr.function = functionNamed(word(" "));
        layout(instr);
        break;
      case ImmKind::Layout:
        layout(instr);
        break;
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
  std::map<uint32_t, const TemplateSite*> templates_;
  std::set<const Function*> defined_;
  std::vector<const Function*> order_;
  std::map<uint32_t, Block*> blocks_;
  std::map<uint32_t, Instr*> instrs_;
  std::vector<std::pair<std::pair<Instr*, size_t>, uint32_t>> pending_;
  std::set<const Block*> with_preds_;                    // of the function, those that list them
  std::map<Instr*, std::vector<uint32_t>> phi_sources_;  // the blocks that the operands name
};

}  // namespace

std::unique_ptr<Program> parse(std::string_view text, std::string* error) {
  return Parser(text).run(error);
}

}  // namespace kiln::ir
