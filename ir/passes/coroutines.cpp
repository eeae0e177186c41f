// Generators, async functions and module bodies with top-level await become an entry and a resume function.
//
// The body moves whole into the resume function, a state machine: its entry switches on the coroutine's state
// to the block behind the suspend point. What is live across a suspend point cannot stay in registers: each
// such SSA value gets a word of the heap frame, written once behind its definition and read again at the head
// of every block that uses it. (That needs no repair of SSA form, and values that are not live across stay
// where they were.) Constants and other instructions without inputs are made anew instead.
#include <algorithm>
#include <unordered_map>

#include "ir/passes/pass.h"

namespace kiln::ir {
namespace {

bool isRematerialisable(const Instr& instr) {
  switch (instr.op) {
    case Opcode::ConstInt32:
    case Opcode::ConstDouble:
    case Opcode::ConstBool:
    case Opcode::ConstString:
    case Opcode::ConstValue:
    case Opcode::Callee:
    case Opcode::LoadCapture:
    case Opcode::AddressOf:
    case Opcode::StackSlot:
      return true;
    default:
      return false;
  }
}

bool isEntryValue(Opcode op) {
  return op == Opcode::Param || op == Opcode::ThisValue || op == Opcode::NewTarget ||
         op == Opcode::ArgCount || op == Opcode::ArgVector;
}

class Lowering {
 public:
  explicit Lowering(Function& entry) : program_(*entry.program), entry_(entry) {}

  void run() {
    removeUnreachableBlocks(entry_);
    moveBody();
    splitAtSuspends();
    computeLiveness();
    makeDispatch();
    assignEntryValues();
    spill();
    lowerSuspends();
    lowerReturns();
    removeUnreachableBlocks(*resume_);
    resume_->frame_words = entry_.frame_words = words_;
    makeStub();
  }

 private:
  struct Point {
    Instr* suspend;
    Block* before;
    Block* after;
    int32_t state;
  };

  bool isGenerator() const {
    return entry_.kind == FunctionKind::Generator || entry_.kind == FunctionKind::AsyncGenerator;
  }

  Instr* make(Function& f, Opcode op, Type type, std::vector<Instr*> operands, int64_t imm,
              SourceLoc loc = {}) {
    Instr* instr = f.newInstr(op, type, loc);
    instr->operands = std::move(operands);
    instr->imm = imm;
    return instr;
  }
  Instr* makeHelper(Function& f, HelperId id, std::vector<Instr*> operands, SourceLoc loc = {}) {
    return make(f, Opcode::CallHelper, Type::of(helperInfo(id).result), std::move(operands),
                static_cast<int64_t>(id), loc);
  }
  static Instr* append(Block* block, Instr* instr) {
    instr->block = block;
    block->instrs.push_back(instr);
    return instr;
  }
  static Instr* insert(Block* block, size_t at, Instr* instr) {
    instr->block = block;
    block->instrs.insert(block->instrs.begin() + static_cast<std::ptrdiff_t>(at), instr);
    return instr;
  }
  static size_t firstBody(const Block* block) {
    size_t at = 0;
    while (at < block->instrs.size() &&
           (block->instrs[at]->op == Opcode::Phi || block->instrs[at]->op == Opcode::Catch)) {
      ++at;
    }
    return at;
  }

  void moveBody() {
    resume_ = program_.newFunction(entry_.symbol + ".resume");
    Function& r = *resume_;
    r.module = entry_.module;
    r.name = entry_.name;
    r.flags = entry_.flags;
    r.source_start = entry_.source_start;
    r.source_end = entry_.source_end;
    r.capture_is_box = entry_.capture_is_box;
    r.resume_of = &entry_;
    r.escapes = false;
    r.uses_this = r.uses_new_target = r.uses_arguments = false;
    r.inline_sites.swap(entry_.inline_sites);
    r.storage.swap(entry_.storage);
    r.blocks.swap(entry_.blocks);
    std::swap(r.next_block_id, entry_.next_block_id);
    std::swap(r.next_instr_id, entry_.next_instr_id);
    for (auto& block : r.blocks) block->function = &r;
    entry_.resume = &r;
  }

  // Ends `block` behind instruction `at`; the rest becomes a new block.
  Block* splitAfter(Block* block, size_t at) {
    Block* rest = resume_->newBlock();
    rest->instrs.assign(block->instrs.begin() + static_cast<std::ptrdiff_t>(at) + 1, block->instrs.end());
    block->instrs.resize(at + 1);
    for (Instr* instr : rest->instrs) instr->block = rest;
    rest->succs = std::move(block->succs);
    block->succs.clear();
    for (Block* succ : rest->succs) std::replace(succ->preds.begin(), succ->preds.end(), block, rest);
    rest->unwind = block->unwind;
    if (rest->unwind != nullptr) {
      std::replace(rest->unwind->preds.begin(), rest->unwind->preds.end(), block, rest);
      block->unwind = nullptr;
    }
    return rest;
  }

  void splitAtSuspends() {
    for (size_t b = 0; b < resume_->blocks.size(); ++b) {
      Block* block = resume_->blocks[b].get();
      for (size_t i = 0; i < block->instrs.size(); ++i) {
        if (block->instrs[i]->op != Opcode::Suspend) continue;
        Instr* suspend = block->instrs[i];
        Block* after;
        if (i + 2 == block->instrs.size() && block->instrs[i + 1]->op == Opcode::Jump) {
          // In a try region: the suspend already ends its block.
          after = block->succs[0];
          block->instrs.pop_back();
          block->succs.clear();
        } else {
          after = splitAfter(block, i);
        }
        after->preds.clear();  // the dispatch becomes its predecessor
        points_.push_back({suspend, block, after, static_cast<int32_t>(points_.size()) + 1});
        Instr* mode = make(*resume_, Opcode::CoroutineField, Type::of(Rep::Int32), {},
                           static_cast<int64_t>(CoroutineFieldKind::Mode), suspend->loc);
        insert(after, 0, mode);
        Instr* sent = after->instrs[1];
        sent->op = Opcode::CoroutineField;
        sent->imm = static_cast<int64_t>(CoroutineFieldKind::Sent);
        replaceAllUses(*resume_, suspend, mode);
        break;  // the rest of the block is visited as a block of its own
      }
    }
  }

  // Backward liveness over the edges and, as pseudo edges, from each suspend to the block behind it.
  void computeLiveness() {
    for (auto& block : resume_->blocks) {
      for (Instr* instr : block->instrs) {
        if (instr->rep() == Rep::Void) continue;
        index_[instr] = values_.size();
        values_.push_back(instr);
      }
    }
    size_t width = (values_.size() + 63) / 64;
    std::vector<std::vector<uint64_t>> in(resume_->next_block_id, std::vector<uint64_t>(width));
    std::unordered_map<Block*, Block*> pseudo;
    for (const Point& point : points_) pseudo[point.before] = point.after;
    auto set = [&](std::vector<uint64_t>& bits, Instr* v) {
      bits[index_.at(v) / 64] |= 1ull << index_.at(v) % 64;
    };
    auto clear = [&](std::vector<uint64_t>& bits, Instr* v) {
      bits[index_.at(v) / 64] &= ~(1ull << index_.at(v) % 64);
    };
    for (bool changed = true; changed;) {
      changed = false;
      for (size_t b = resume_->blocks.size(); b-- > 0;) {
        Block* block = resume_->blocks[b].get();
        std::vector<uint64_t> live(width);
        auto merge = [&](Block* succ) {
          for (size_t w = 0; w < width; ++w) live[w] |= in[succ->id][w];
          for (size_t p = 0; p < succ->preds.size(); ++p) {
            if (succ->preds[p] != block) continue;
            for (Instr* phi : succ->instrs) {
              if (phi->op != Opcode::Phi) break;
              set(live, phi->operands[p]);
            }
          }
        };
        for (Block* succ : block->succs) merge(succ);
        if (block->unwind != nullptr) merge(block->unwind);
        if (auto it = pseudo.find(block); it != pseudo.end()) merge(it->second);
        for (size_t i = block->instrs.size(); i-- > 0;) {
          Instr* instr = block->instrs[i];
          if (instr->rep() != Rep::Void) clear(live, instr);
          if (instr->op == Opcode::Phi) continue;
          for (Instr* operand : instr->operands) set(live, operand);
        }
        if (live != in[block->id]) {
          in[block->id] = std::move(live);
          changed = true;
        }
      }
    }
    std::vector<uint64_t> across(width);
    for (const Point& point : points_) {
      for (size_t w = 0; w < width; ++w) across[w] |= in[point.after->id][w];
    }
    for (size_t v = 0; v < values_.size(); ++v) {
      if (across[v / 64] >> v % 64 & 1) across_.push_back(values_[v]);
    }
  }

  void makeDispatch() {
    Block* start = resume_->blocks[0].get();
    dispatch_ = resume_->newBlock();
    std::rotate(resume_->blocks.begin(), resume_->blocks.end() - 1, resume_->blocks.end());
    auto field = [&](CoroutineFieldKind kind, Rep rep) {
      return append(dispatch_,
                    make(*resume_, Opcode::CoroutineField, Type::of(rep), {}, static_cast<int64_t>(kind)));
    };
    self_ = field(CoroutineFieldKind::Self, Rep::Object);
    Instr* state = field(CoroutineFieldKind::State, Rep::Int32);
    append(dispatch_,
           make(*resume_, Opcode::SetCoroutineState, Type::of(Rep::Void), {self_}, abi::kCoroutineRunning));
    Instr* sw = append(dispatch_, make(*resume_, Opcode::Switch, Type::of(Rep::Void), {state}, 0));
    dispatch_->succs.push_back(start);
    start->preds.push_back(dispatch_);
    for (const Point& point : points_) {
      sw->cases.push_back(point.state);
      dispatch_->succs.push_back(point.after);
      point.after->preds.push_back(dispatch_);
    }
  }

  // Parameters, `this` and the like are frame words that the stub fills.
  void assignEntryValues() {
    for (auto& block : resume_->blocks) {
      for (Instr* instr : block->instrs) {
        if (!isEntryValue(instr->op)) continue;
        auto key = std::make_pair(instr->op, instr->imm);
        auto it = std::find_if(inputs_.begin(), inputs_.end(),
                               [&](const Input& input) { return input.key == key; });
        if (it == inputs_.end()) {
          inputs_.push_back({key, instr->type, words_++});
          it = inputs_.end() - 1;
        }
        word_of_[instr] = it->word;
        instr->op = Opcode::FrameLoad;
        instr->imm = it->word;
        instr->operands = {self_};
      }
    }
  }

  void spill() {
    for (Instr* value : across_) {
      if (isRematerialisable(*value) || word_of_.contains(value)) continue;
      word_of_[value] = words_++;
      storeAfterDefinition(value);
    }
    std::unordered_map<Instr*, bool> spilled;
    for (Instr* value : across_) spilled[value] = true;
    for (size_t b = 0; b < resume_->blocks.size(); ++b) {
      Block* block = resume_->blocks[b].get();
      std::unordered_map<Instr*, Instr*> local;
      std::vector<Instr*> loads;
      auto localValue = [&](Instr* value) {
        if (!spilled.contains(value) || value->block == block) return value;
        auto [it, inserted] = local.try_emplace(value);
        if (inserted) {
          it->second = reload(value);
          loads.push_back(it->second);
        }
        return it->second;
      };
      for (Instr* instr : block->instrs) {
        // The store that spills a value takes the value itself, also on an edge of its own.
        if (instr->op == Opcode::Phi || instr->op == Opcode::FrameStore) continue;
        for (Instr*& operand : instr->operands) operand = localValue(operand);
      }
      auto fixPhis = [&](Block* succ) {
        for (size_t p = 0; p < succ->preds.size(); ++p) {
          if (succ->preds[p] != block) continue;
          for (Instr* phi : succ->instrs) {
            if (phi->op != Opcode::Phi) break;
            phi->operands[p] = localValue(phi->operands[p]);
          }
        }
      };
      for (Block* succ : block->succs) fixPhis(succ);
      if (block->unwind != nullptr) fixPhis(block->unwind);
      size_t at = firstBody(block);
      for (Instr* load : loads) insert(block, at++, load);
    }
  }

  Instr* reload(Instr* value) {
    if (auto it = word_of_.find(value); it != word_of_.end()) {
      return make(*resume_, Opcode::FrameLoad, value->type, {self_}, it->second, value->loc);
    }
    Instr* copy = resume_->newInstr(value->op, value->type, value->loc);
    uint32_t id = copy->id;
    *copy = *value;
    copy->id = id;
    return copy;
  }

  void storeAfterDefinition(Instr* value) {
    Block* block = value->block;
    Instr* store = make(*resume_, Opcode::FrameStore, Type::of(Rep::Void), {self_, value}, word_of_.at(value),
                        value->loc);
    size_t at = static_cast<size_t>(std::find(block->instrs.begin(), block->instrs.end(), value) -
                                    block->instrs.begin());
    if (block->unwind != nullptr && value->mayThrow()) {
      // Nothing may stand between the throwing instruction and the terminator: store on the normal edge.
      Block* edge = resume_->newBlock();
      Block* succ = block->succs[0];
      std::replace(succ->preds.begin(), succ->preds.end(), block, edge);
      block->succs[0] = edge;
      edge->preds = {block};
      append(edge, store);
      append(edge, make(*resume_, Opcode::Jump, Type::of(Rep::Void), {}, 0));
      edge->succs = {succ};
      return;
    }
    insert(block, std::max(at + 1, firstBody(block)), store);
  }

  void dropUnwind(Block* block) {
    Block* handler = block->unwind;
    if (handler == nullptr) return;
    block->unwind = nullptr;
    auto p = std::find(handler->preds.begin(), handler->preds.end(), block) - handler->preds.begin();
    handler->preds.erase(handler->preds.begin() + p);
    for (Instr* phi : handler->instrs) {
      if (phi->op != Opcode::Phi) break;
      phi->operands.erase(phi->operands.begin() + p);
    }
  }

  void lowerSuspends() {
    for (const Point& point : points_) {
      Block* block = point.before;
      Instr* suspend = point.suspend;
      Instr* value = suspend->operands[0];
      SourceLoc loc = suspend->loc;
      block->instrs.pop_back();
      append(block,
             make(*resume_, Opcode::SetCoroutineState, Type::of(Rep::Void), {self_}, point.state, loc));
      auto kind = static_cast<SuspendKind>(suspend->imm);
      bool plain = kind == SuspendKind::Initial ||
                   (kind == SuspendKind::Yield && entry_.kind == FunctionKind::Generator);
      if (plain) {
        dropUnwind(block);
        Instr* result = kind == SuspendKind::Initial ? append(block, undefined(*resume_)) : value;
        append(block, make(*resume_, Opcode::Return, Type::of(Rep::Void), {result}, 0, loc));
        continue;
      }
      HelperId helper = kind == SuspendKind::Await ? HelperId::await_value : HelperId::async_generator_yield;
      append(block, makeHelper(*resume_, helper, {self_, value}, loc));
      Block* leave = block;
      if (block->unwind != nullptr) {
        leave = resume_->newBlock();
        append(block, make(*resume_, Opcode::Jump, Type::of(Rep::Void), {}, 0, loc));
        block->succs = {leave};
        leave->preds = {block};
      }
      returnUndefined(leave, loc);
      leaving_.push_back(leave);
    }
    for (const Point& point : points_) leaving_.push_back(point.before);
  }

  Instr* undefined(Function& f) {
    return make(f, Opcode::ConstValue, Type::value(kTUndefined), {}, static_cast<int64_t>(abi::kUndefined));
  }
  void returnUndefined(Block* block, SourceLoc loc) {
    Instr* result = append(block, undefined(*resume_));
    append(block, make(*resume_, Opcode::Return, Type::of(Rep::Void), {result}, 0, loc));
  }

  void lowerReturns() {
    size_t count = resume_->blocks.size();
    for (size_t b = 0; b < count; ++b) {
      Block* block = resume_->blocks[b].get();
      if (block->instrs.empty() || block->instrs.back()->op != Opcode::Return) continue;
      if (std::find(leaving_.begin(), leaving_.end(), block) != leaving_.end()) continue;
      Instr* ret = block->instrs.back();
      block->instrs.pop_back();
      Block* leave = block;
      if (block->unwind != nullptr) {
        leave = resume_->newBlock();
        append(block, make(*resume_, Opcode::Jump, Type::of(Rep::Void), {}, 0, ret->loc));
        block->succs = {leave};
        leave->preds = {block};
      }
      Instr* value = ret->operands[0];
      append(leave, make(*resume_, Opcode::SetCoroutineState, Type::of(Rep::Void), {self_},
                         abi::kCoroutineDone, ret->loc));
      if (entry_.kind == FunctionKind::Generator) {
        append(leave, ret);
        continue;
      }
      if (entry_.kind == FunctionKind::AsyncGenerator) {
        Instr* no = append(leave, make(*resume_, Opcode::ConstBool, Type::of(Rep::Bool), {}, 0));
        append(leave, makeHelper(*resume_, HelperId::async_generator_complete, {self_, value, no}, ret->loc));
      } else {
        append(leave, makeHelper(*resume_, HelperId::async_resolve, {self_, value}, ret->loc));
      }
      returnUndefined(leave, ret->loc);
    }
  }

  // The entry: makes the coroutine, hands over the inputs, runs to the first suspension.
  void makeStub() {
    Block* block = entry_.newBlock();
    auto add = [&](Instr* instr) { return append(block, instr); };
    Instr* callee = add(make(entry_, Opcode::Callee, Type::of(Rep::Object), {}, 0));
    entry_.uses_callee = true;
    StaticRef ref;
    ref.kind = StaticRef::Kind::ResumeEntry;
    ref.function = resume_;
    Instr* address = add(make(entry_, Opcode::AddressOf, Type::of(Rep::Pointer), {}, 0));
    address->ref = program_.addRef(std::move(ref));
    abi::CoroutineKind kind = abi::CoroutineKind::AsyncFunction;
    if (entry_.kind == FunctionKind::Generator) kind = abi::CoroutineKind::Generator;
    if (entry_.kind == FunctionKind::AsyncGenerator) kind = abi::CoroutineKind::AsyncGenerator;
    Instr* words = add(make(entry_, Opcode::ConstInt32, Type::of(Rep::Int32), {}, words_));
    Instr* kind_value =
        add(make(entry_, Opcode::ConstInt32, Type::of(Rep::Int32), {}, static_cast<int64_t>(kind)));
    Instr* coroutine = add(makeHelper(entry_, HelperId::new_coroutine, {callee, address, words, kind_value}));
    for (const Input& input : inputs_) {
      Instr* value = add(make(entry_, input.key.first, input.type, {}, input.key.second));
      add(make(entry_, Opcode::FrameStore, Type::of(Rep::Void), {coroutine, value}, input.word));
    }
    Instr* result;
    if (isGenerator()) {
      add(makeHelper(entry_, HelperId::generator_start, {coroutine}));
      result = add(make(entry_, Opcode::Box, Type::value(kTObject), {coroutine}, 0));
    } else {
      result = add(makeHelper(entry_, HelperId::async_start, {coroutine}));
    }
    add(make(entry_, Opcode::Return, Type::of(Rep::Void), {result}, 0));
  }

  struct Input {
    std::pair<Opcode, int64_t> key;
    Type type;
    uint32_t word;
  };

  Program& program_;
  Function& entry_;
  Function* resume_ = nullptr;
  Block* dispatch_ = nullptr;
  Instr* self_ = nullptr;
  std::vector<Point> points_;
  std::vector<Block*> leaving_;  // blocks whose `return` is a suspension, not the end
  std::vector<Instr*> values_;
  std::unordered_map<Instr*, size_t> index_;
  std::vector<Instr*> across_;
  std::vector<Input> inputs_;
  std::unordered_map<Instr*, uint32_t> word_of_;
  uint32_t words_ = 0;
};

bool hasSuspend(const Function& function) {
  for (const auto& block : function.blocks) {
    for (const Instr* instr : block->instrs) {
      if (instr->op == Opcode::Suspend) return true;
    }
  }
  return false;
}

}  // namespace

void lowerCoroutines(Program& program) {
  size_t count = program.functions.size();
  for (size_t i = 0; i < count; ++i) {
    Function& function = *program.functions[i];
    if (function.blocks.empty() || function.resume != nullptr) continue;
    bool coroutine = function.kind == FunctionKind::Generator || function.kind == FunctionKind::Async ||
                     function.kind == FunctionKind::AsyncGenerator ||
                     (function.kind == FunctionKind::ModuleBody && hasSuspend(function));
    if (coroutine) Lowering(function).run();
  }
}

}  // namespace kiln::ir
