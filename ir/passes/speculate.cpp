// Decides what to assume: unknown values that are used as numbers are guarded where they are defined, int32
// arithmetic that may overflow is checked, calls of Math functions become instructions. Functions that gain
// from it get a fast copy (versions.h).
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "ir/core/dominators.h"
#include "ir/passes/callees.h"
#include "ir/passes/constants.h"
#include "ir/passes/evidence.h"
#include "ir/passes/heat.h"
#include "ir/passes/layouts.h"
#include "ir/passes/pass.h"
#include "ir/passes/shape_guards.h"
#include "ir/passes/versions.h"
#include "ir/passes/views.h"

namespace kiln::ir {
namespace {

constexpr size_t kMaxInstructions = 6000;  // of a function that is copied
constexpr size_t kMaxWithoutLoop = 1000;   // recursive functions, mostly
constexpr size_t kFreeGrowth =
    2000;  // instructions that any program may grow by for nothing but tests of shapes and callees
constexpr size_t kGrowthPart = 12;         // … and the part of its size
constexpr std::ptrdiff_t kMinCases = 3;    // of a switch whose operand is worth a test
constexpr size_t kMaxFolded = 4;           // arguments of Math.min and Math.max
constexpr int64_t kLargeFactor = 1 << 12;  // products with such a constant overflow soon

enum class Kind : uint8_t {
  Unknown,
  Int,
  Number,
  Any
};  // of a value in the fast copy; Unknown: not reached yet

class Speculator final : private FastCopy {
 public:
  Speculator(Function& function, const Evidence& evidence, const ObjectLayouts& layouts,
             const ViewEvidence& views, const Heat& heat)
      : function_(function),
        evidence_(evidence),
        layouts_(layouts),
        view_evidence_(views),
        heat_(heat),
        constants_(function) {}

  // `budget`: instructions that may be copied for nothing but tests of shapes and callees.
  void run(size_t* budget) {
    if (!eligible()) return;
    constants_.find(has_loop_);
    findRareCalls();
    findUses();
    findMathCalls();
    chooseViews();
    findSwitches();
    do {
      wanted_.clear();
      guards_.clear();
      kinds_.clear();
      findWanted();
      chooseGuards();
      settle();
      guardJoins();
    } while (dropElements());
    GuardPlan plan = makePlan();
    bool only_shapes = plan.empty();
    ShapeGuards shapes(function_, *this, layouts_, heat_);
    for (Block* block : order) {
      for (const Instr* instr : block->instrs) {
        if (isMathOnNumbers(*instr)) shapes.expectGlobal(*instr->operands[0]);
      }
    }
    shapes.choose(plan);
    shapes.place(plan);
    if (plan.empty() && rare_.empty()) return;
    if (only_shapes) {
      if (size_ > *budget) return;
      *budget -= size_;
    }
    useConstants(plan);
    makeVersions(function_, plan);
  }

 private:
  bool eligible() {
    if (function_.blocks.empty() || !function_.entry()->preds.empty()) return false;
    size_t count = 0;
    std::unordered_set<const Block*> seen;
    for (Block* block : reversePostOrder(function_)) {
      seen.insert(block);
      for (const Block* succ : block->succs) has_loop_ |= seen.contains(succ);
      for (Instr* instr : block->instrs) {
        if (instr->op == Opcode::Suspend) return false;
        ++count;
      }
    }
    size_ = count;
    return count <= (has_loop_ ? kMaxInstructions : kMaxWithoutLoop);
  }

  // --- guessed callees: the fast copy has nothing but the guesses

  // The way that a branch takes when the last guess fails (devirtualise.cpp), and what only it leads to, is
  // left to the generic copy.
  void findRareCalls() {
    for (Block* block : reversePostOrder(function_)) {
      const Instr* last = block->terminator();
      if (last->op != Opcode::Branch || !last->flag || !isCredible(*last->operands[0])) continue;
      if (block->unwind == nullptr && block->succs[1]->preds.size() == 1) rare_.insert(block->succs[1]);
    }
    std::vector<Block*> open{function_.entry()};
    while (!open.empty()) {
      Block* block = open.back();
      open.pop_back();
      if (rare_.contains(block) || !fast_.insert(block).second) continue;
      open.insert(open.end(), block->succs.begin(), block->succs.end());
      if (block->unwind != nullptr) open.push_back(block->unwind);
    }
    for (Block* block : reversePostOrder(function_)) {
      if (fast_.contains(block)) order.push_back(block);
    }
    for (Block* block : order) {
      for (Instr* instr : block->instrs) {
        if (instr->op != Opcode::Phi) break;
        Instr* only = onlyOperand(*instr);
        if (only != nullptr) passed_[instr] = only;
      }
      for (Instr* instr : block->instrs) {
        if (isHelper(*instr, HelperId::sloppy_this)) passed_[instr] = instr->operands[0];
      }
    }
  }

  // What a phi is in the fast copy, when there is but one way to it.
  Instr* onlyOperand(const Instr& phi) const {
    Instr* only = nullptr;
    for (size_t i = 0; i < phi.operands.size(); ++i) {
      if (!fast_.contains(phi.block->preds[i])) continue;
      if (only != nullptr) return nullptr;
      only = phi.operands[i];
    }
    return only == &phi ? nullptr : only;
  }

  // Read from a global object or from a property that the program gives to nothing itself.
  static bool isBuiltinCallee(const Instr& callee) { return callee.op == Opcode::GetProp || callee.op == Opcode::GetGlobal; }

  static bool isCredible(const Instr& test) {
    if (test.op == Opcode::Int32Le && isHelper(*test.operands[1], HelperId::array_callback_length)) return true;
    if (test.op == Opcode::Int32Eq && test.operands[0]->op == Opcode::WhichMethod) return isCredible(*test.operands[0]);
    if (test.op == Opcode::Int32Le && test.operands[1]->op == Opcode::WhichMethod) return isCredible(*test.operands[1]);
    if (test.op == Opcode::WhichMethod) return !isBuiltinMethodName(test.layout->methods[0].name->text);
    if (test.op == Opcode::IsGetterOf || test.op == Opcode::IsSetterOf || test.op == Opcode::IsBoundOf) return true;
    if (isHelper(test, HelperId::arrays_iterate_plainly)) return true;
    if (test.op == Opcode::SameWord && test.operands[1]->op == Opcode::IntrinsicFunction)
      return isBuiltinCallee(*test.operands[0]);
    if (test.op != Opcode::IsClosureOf) return false;
    const Instr& callee = *test.operands[0];
    return callee.op != Opcode::GetProp || !isBuiltinMethodName(callee.atom->text);
  }

  bool isGuess(const Block& block) const { return block.succs.size() == 2 && rare_.contains(block.succs[1]); }

  void findUses() {
    for (Block* block : order) {
      for (Instr* instr : block->instrs) {
        if (constants_.isRepeated(instr) || passed_.contains(instr)) continue;
        for (size_t i = 0; i < instr->operands.size(); ++i)
          uses[origin(instr->operands[i])].push_back({instr, i});
      }
    }
  }

  Instr* origin(Instr* value) const override {
    value = constants_.origin(value);
    for (auto it = passed_.find(value); it != passed_.end(); it = passed_.find(value))
      value = constants_.origin(it->second);
    return value;
  }
  const Instr* origin(const Instr* value) const { return origin(const_cast<Instr*>(value)); }

  static bool isNumber(const Instr* v) { return v->type.set != kTNone && v->type.only(kTNumber); }
  static bool isInt(const Instr* v) { return v->type.set == kTInt32; }

  // --- which values ought to be numbers

  bool wantsNumber(const Instr& user, size_t index) const {
    switch (user.op) {
      case Opcode::Sub:
      case Opcode::Mul:
      case Opcode::Div:
      case Opcode::Mod:
      case Opcode::Exp:
      case Opcode::BitAnd:
      case Opcode::BitOr:
      case Opcode::BitXor:
      case Opcode::Shl:
      case Opcode::Sar:
      case Opcode::Shr:
      case Opcode::Neg:
      case Opcode::BitNot:
      case Opcode::Inc:
      case Opcode::Dec:
      case Opcode::ToNumber:
      case Opcode::ToNumeric:
      case Opcode::ToInt32:
        return true;
      case Opcode::LessThan:
      case Opcode::LessEqual:
      case Opcode::GreaterThan:
      case Opcode::GreaterEqual:
        return numeric(user.operands[1 - index]) || numeric(user.operands[index]);
      case Opcode::Add:
        return !(evidence_.of(user.operands[0]) & kSeenOther) &&
               !(evidence_.of(user.operands[1]) & kSeenOther) &&
               (numeric(user.operands[1 - index]) || numeric(user.operands[index]) ||
                wanted_.contains(&user));
      case Opcode::GetElem:
      case Opcode::SetElem:
        if (elements_.contains(&user)) return index >= 1;
        return index == 1 && evidence_.of(user.operands[1]) == kSeenInt;
      case Opcode::Call:
        return index >= 2 && (math_.contains(&user) || char_codes_.contains(&user));
      case Opcode::Phi:
        return wanted_.contains(&user);
      case Opcode::SetProp:
        return index == 1 && user.atom->is_double_field;
      case Opcode::StrictEq:
        return index == 0 && switches_.contains(origin(user.operands[0]));
      case Opcode::NewObject:
        return user.keys->keys[index]->is_double_field;
      default:
        return false;
    }
  }

  // What a `switch` with integer cases is over.
  static bool isCase(const Use& use) {
    return use.user->op == Opcode::StrictEq && use.index == 0 && use.user->operands[1]->type.set == kTInt32;
  }
  void findSwitches() {
    for (auto& [value, uses] : uses) {
      if (std::count_if(uses.begin(), uses.end(), isCase) >= kMinCases) switches_.insert(value);
    }
  }

  bool numeric(const Instr* v) const {
    v = origin(v);
    if (isNumber(v) || wanted_.contains(v) || elements_.contains(v)) return true;
    uint8_t bits = evidence_.of(v);
    return bits != 0 && !(bits & kSeenOther);
  }

  static bool takesBits(MathOp op) { return op == MathOp::Imul || op == MathOp::Clz32; }
  bool takesBits(const Instr& call) const {
    auto it = math_.find(&call);
    return it != math_.end() && takesBits(it->second);
  }
  static bool isFold(MathOp op) { return op == MathOp::Min || op == MathOp::Max; }

  // Every argument of this call of a Math function is at most of this kind.
  bool argumentsAre(const Instr& call, Kind most) const {
    return std::all_of(call.operands.begin() + 2, call.operands.end(),
                       [&](const Instr* argument) { return kind(argument) <= most; });
  }
  bool isMathOnNumbers(const Instr& instr) const {
    return math_.contains(&instr) && argumentsAre(instr, Kind::Number);
  }

  void findMathCalls() {
    static constexpr std::u16string_view kMath[] = {
#define KILN_MATH_OP(name, text) u"" text,
#include "runtime/abi/math_ops.def"
#undef KILN_MATH_OP
    };
    for (Block* block : order) {
      for (Instr* instr : block->instrs) {
        std::u16string_view name;
        if (readsCharCode(*instr)) char_codes_.insert(instr);
        if (!calledMathFunction(*instr, &name)) continue;
        const auto* found = std::find(std::begin(kMath), std::end(kMath), name);
        if (found == std::end(kMath)) continue;
        auto op = static_cast<MathOp>(found - std::begin(kMath));
        size_t arguments = instr->operands.size() - 2;
        bool fits = isFold(op) ? arguments >= 2 && arguments <= kMaxFolded
                               : arguments == (op == MathOp::Imul ? 2 : 1);
        if (fits) math_[instr] = op;
      }
    }
  }

  void findWanted() {
    for (bool changed = true; changed;) {
      changed = false;
      for (auto& [value, uses] : uses) {
        if (wanted_.contains(value)) continue;
        for (const Use& use : uses) {
          if (!wantsNumber(*use.user, use.index)) continue;
          wanted_.insert(value);
          changed = true;
          break;
        }
      }
    }
  }

  // --- guards

  static bool mayBeGuarded(const Instr& instr) {
    switch (instr.op) {
      case Opcode::GetProp:
      case Opcode::GetElem:
      case Opcode::GetLength:
      case Opcode::GetGlobal:
      case Opcode::Param:
      case Opcode::LoadVar:
      case Opcode::LoadBox:
      case Opcode::LoadCapture:
      case Opcode::LoadCaptureOf:
      case Opcode::CheckTdz:
      case Opcode::Call:
      case Opcode::CallKnown:
      case Opcode::CallHelper:
        return instr.rep() == Rep::Value;
      default:
        return false;
    }
  }

  // Something asks what it is: it may well not be a number.
  bool isTested(const Instr* value) const {
    for (const Use& use : uses.at(const_cast<Instr*>(value))) {
      switch (use.user->op) {
        case Opcode::TypeOf:
        case Opcode::IsNumber:
        case Opcode::IsString:
        case Opcode::IsObject:
        case Opcode::IsUndefined:
        case Opcode::IsNullish:
        case Opcode::TypeOfIs:
        case Opcode::IsEmpty:
        case Opcode::ToBoolean:
          return true;
        case Opcode::StrictEq:
        case Opcode::LooseEq: {
          const Instr* other = use.user->operands[1 - use.index];
          if (!other->type.maybe(kTNumber)) return true;
          break;
        }
        default:
          break;
      }
    }
    return false;
  }

  // The place right behind `value`: where nothing of the block's rest has run yet.
  Instr* behind(Instr* value) const {
    Block* block = value->block;
    if (block->unwind != nullptr && value->mayThrow()) {
      Block* next = block->succs[0];
      if (next->preds.size() != 1) return nullptr;
      return next->instrs.front()->op == Opcode::Phi ? nullptr : next->instrs.front();
    }
    auto at = std::find(block->instrs.begin(), block->instrs.end(), value);
    ++at;
    // Parameters come first, phis in front of them.
    while (at != block->instrs.end() && (*at)->op == Opcode::Phi) ++at;
    if (at == block->instrs.end()) return nullptr;
    return *at;
  }

  // for-of: the item is tested for the end of the iteration and then used. The place where it is an item.
  Instr* behindEmptyTest(Instr* value, const Dominators& dominators) const {
    const Use* test = nullptr;
    for (const Use& use : uses.at(value)) {
      if (use.user->op != Opcode::IsEmpty) continue;
      if (test != nullptr) return nullptr;
      test = &use;
    }
    if (test == nullptr) return nullptr;
    Block* block = test->user->block;
    Instr* last = block->terminator();
    if (last->op != Opcode::Branch || last->operands[0] != test->user) return nullptr;
    Block* item = block->succs[1];
    if (item->preds.size() != 1 || item->instrs.front()->op == Opcode::Phi) return nullptr;
    for (const Use& use : uses.at(value)) {
      if (use.user == test->user) continue;
      const Block* at = use.user->op == Opcode::Phi ? use.user->block->preds[use.index] : use.user->block;
      if (!dominators.dominates(item, at)) return nullptr;
    }
    return item->instrs.front();
  }

  Guard::Kind kindFor(const Instr* value, bool* fraction) const {
    uint8_t bits = evidence_.of(value);
    *fraction = (bits & kSeenFraction) != 0;
    if (bits & kSeenFraction) return Guard::Kind::Double;
    if (bits & kSeenLarge) return Guard::Kind::Number;
    // Any number does, also one above the range of int32 (`>>> 0`), where only its bits are used.
    if (onlyBits(value)) return Guard::Kind::Number;
    if (bits & kSeenInt || wantsInt(value, 0)) return Guard::Kind::Int32;
    if (wantsFraction(value, 0)) return Guard::Kind::Double;
    return Guard::Kind::Number;
  }

  bool onlyBits(const Instr* value) const {
    const std::vector<Use>& used = uses.at(const_cast<Instr*>(value));
    return std::all_of(used.begin(), used.end(), [&](const Use& use) {
      switch (use.user->op) {
        case Opcode::BitAnd:
        case Opcode::BitOr:
        case Opcode::BitXor:
        case Opcode::BitNot:
        case Opcode::Shl:
        case Opcode::Sar:
        case Opcode::Shr:
          return true;
        case Opcode::Call:
          return use.index >= 2 && takesBits(*use.user);
        default:
          return false;
      }
    });
  }

  bool wantsInt(const Instr* value, int depth) const {
    auto it = uses.find(const_cast<Instr*>(value));
    if (it == uses.end() || depth > 4) return false;
    return std::any_of(it->second.begin(), it->second.end(), [&](const Use& use) {
      switch (use.user->op) {
        case Opcode::BitAnd:
        case Opcode::BitOr:
        case Opcode::BitXor:
        case Opcode::BitNot:
        case Opcode::Shl:
        case Opcode::Sar:
        case Opcode::Shr:
          return true;
        case Opcode::GetElem:
          return use.index == 1;
        case Opcode::StrictEq:
          return switches_.contains(value);
        case Opcode::Call:
          return char_codes_.contains(use.user) || (use.index >= 2 && takesBits(*use.user));
        case Opcode::SetElem:
          return use.index == 1 || (use.index == 2 && elements_.contains(use.user) &&
                                    isIntegerView(elements_.at(use.user).view));
        case Opcode::Phi:
          return wantsInt(use.user, depth + 1);
        case Opcode::Add:
        case Opcode::Sub: {
          uint8_t other = evidence_.of(use.user->operands[1 - use.index]);
          return !(other & kSeenFraction) && wantsInt(use.user, depth + 1);
        }
        default:
          return false;
      }
    });
  }

  bool wantsFraction(const Instr* value, int depth) const {
    auto it = uses.find(const_cast<Instr*>(value));
    if (it == uses.end() || depth > 6) return false;
    return std::any_of(it->second.begin(), it->second.end(), [&](const Use& use) {
      switch (use.user->op) {
        case Opcode::Div:
        case Opcode::Mul:
          return true;
        case Opcode::Call: {
          auto call = math_.find(use.user);
          if (call == math_.end()) return false;
          if (takesBits(call->second)) return false;
          return isFold(call->second) ? wantsFraction(use.user, depth + 1) : true;
        }
        case Opcode::SetElem:
          return use.index == 2 && elements_.contains(use.user) &&
                 isFractionView(elements_.at(use.user).view);
        case Opcode::Add:
        case Opcode::Sub:
          if (evidence_.of(use.user) & kSeenFraction) return true;
          return wantsFraction(use.user, depth + 1);
        case Opcode::Neg:
        case Opcode::Phi:
          return wantsFraction(use.user, depth + 1);
        case Opcode::LessThan:
        case Opcode::LessEqual:
        case Opcode::GreaterThan:
        case Opcode::GreaterEqual:
          return (evidence_.of(use.user->operands[1 - use.index]) & kSeenFraction) != 0;
        default:
          return false;
      }
    });
  }

  void chooseGuards() {
    Dominators dominators(function_);
    for (Block* block : order) {
      for (Instr* instr : block->instrs) {
        if (!wanted_.contains(instr) || !mayBeGuarded(*instr)) continue;
        if (elements_.contains(instr) || views_.contains(instr) || char_codes_.contains(instr)) continue;
        if (isInt(instr) || !instr->type.maybe(kTNumber)) continue;
        if (evidence_.of(instr) & kSeenOther) continue;
        Instr* at = nullptr;
        if (!isTested(instr))
          at = behind(instr);
        else
          at = behindEmptyTest(instr, dominators);
        if (at == nullptr) continue;
        Guard guard{};
        guard.value = instr;
        guard.kind = kindFor(instr, &guard.likely_fraction);
        if (guard.kind == Guard::Kind::Number && isNumber(instr)) continue;
        guards_[instr] = {guard, at};
      }
    }
  }

  // --- kinds of values in the fast copy

  void settle() {
    for (bool changed = true; changed;) {
      changed = false;
      for (Block* block : order) {
        for (Instr* instr : block->instrs) {
          Kind kind = compute(*instr);
          Kind& known = kinds_[instr];
          if (kind > known) {
            known = kind;
            changed = true;
          }
        }
      }
    }
  }

  // A value that joins numbers with something else (`let x; if (…) x = 1;`) and is used as a number: tested
  // where the ways join.
  void guardJoins() {
    std::unordered_set<const Block*> before;
    for (Block* block : order) {
      before.insert(block);
      // Where a loop begins, the first value is often "nothing yet".
      bool loop = std::any_of(block->preds.begin(), block->preds.end(),
                              [&](Block* pred) { return pred == block || !before.contains(pred); });
      if (block->is_handler || loop) continue;
      for (Instr* phi : block->instrs) {
        if (phi->op != Opcode::Phi) break;
        if (passed_.contains(phi) || phi->rep() != Rep::Value || kind(phi) != Kind::Any ||
            !wanted_.contains(phi) || !uses.contains(phi))
          continue;
        uint8_t bits = evidence_.of(phi);
        if (!phi->type.maybe(kTNumber) || bits & kSeenOther || isTested(phi)) continue;
        bool joins = false, ints = !(bits & kSeenFraction);
        for (const Instr* operand : phi->operands) {
          joins |= kind(operand) <= Kind::Number;
          ints &= kind(operand) != Kind::Number;
        }
        Instr* at = joins ? behind(phi) : nullptr;
        if (at == nullptr) continue;
        Guard guard{};
        guard.value = phi;
        guard.kind = ints ? Guard::Kind::Int32 : Guard::Kind::Number;
        guards_[phi] = {guard, at};
        kinds_.clear();
        settle();
      }
    }
  }

  // --- views: elements of typed arrays

  void chooseViews() {
    for (Block* block : order) {
      for (Instr* instr : block->instrs) {
        if (instr->op != Opcode::GetElem && instr->op != Opcode::SetElem && instr->op != Opcode::GetLength)
          continue;
        Instr* object = instr->operands[0];
        while (object->op == Opcode::CheckTdz && !constants_.isRepeated(object)) object = object->operands[0];
        object = origin(object);
        abi::ElementsKind kind = view_evidence_.of(instr->operands[0]);
        if (kind == abi::ElementsKind::None || object->rep() != Rep::Value || !object->type.maybe(kTObject))
          continue;
        if (instr->op != Opcode::GetLength && !instr->operands[1]->type.maybe(kTInt32)) continue;
        auto view = views_.find(object);
        if (view == views_.end()) {
          Instr* at = object->block->is_handler || isTested(object) ? nullptr : behind(object);
          if (at == nullptr) continue;
          Guard guard{};
          guard.kind = Guard::Kind::View;
          guard.value = object;
          guard.view = kind;
          view = views_.emplace(object, Placed{guard, at}).first;
        }
        if (view->second.guard.view != kind) continue;
        Guard guard{};
        guard.kind = Guard::Kind::Element;
        guard.value = object;
        guard.view = kind;
        elements_[instr] = guard;
      }
    }
  }

  // Accesses that turn out to have another key than an integer, or to store something else than a number.
  // True when there were any.
  bool dropElements() {
    size_t dropped = std::erase_if(elements_, [&](const auto& row) {
      const Instr& access = *row.first;
      if (access.op == Opcode::GetLength) return false;
      if (access.operands[1]->rep() != Rep::Int32 && kind(access.operands[1]) > Kind::Int) return true;
      return access.op == Opcode::SetElem && kind(access.operands[2]) > Kind::Number;
    });
    dropped +=
        std::erase_if(char_codes_, [&](const Instr* call) { return kind(call->operands[2]) > Kind::Int; });
    if (dropped == 0) return false;
    std::erase_if(views_, [&](const auto& view) {
      return std::none_of(elements_.begin(), elements_.end(),
                          [&](const auto& row) { return row.second.value == view.first; });
    });
    return true;
  }

  Kind kind(const Instr* v) const {
    v = origin(v);
    auto it = kinds_.find(v);
    return it == kinds_.end() ? Kind::Unknown : it->second;
  }

  bool isKnownNumber(const Instr* value) const override {
    return kind(value) == Kind::Int || kind(value) == Kind::Number;
  }

  static Kind known(const Instr& instr) {
    if (isInt(&instr)) return Kind::Int;
    return isNumber(&instr) ? Kind::Number : Kind::Any;
  }

  Kind compute(const Instr& instr) const {
    if (auto it = guards_.find(&instr); it != guards_.end())
      return it->second.guard.kind == Guard::Kind::Int32 ? Kind::Int : Kind::Number;
    if (auto it = elements_.find(&instr); it != elements_.end() && instr.op != Opcode::SetElem)
      return instr.op == Opcode::GetLength || isIntegerView(it->second.view) ? Kind::Int : Kind::Number;
    if (isInt(&instr)) return Kind::Int;
    switch (instr.op) {
      case Opcode::Phi: {
        Kind joined = Kind::Unknown;
        for (size_t i = 0; i < instr.operands.size(); ++i) {
          if (fast_.contains(instr.block->preds[i])) joined = std::max(joined, kind(instr.operands[i]));
        }
        return joined;
      }
      case Opcode::Add:
      case Opcode::Sub:
      case Opcode::Mul:
      case Opcode::Inc:
      case Opcode::Dec: {
        Kind joined = kind(instr.operands[0]);
        if (instr.operands.size() > 1) joined = std::max(joined, kind(instr.operands[1]));
        if (instr.operands.size() > 1 &&
            (kind(instr.operands[0]) == Kind::Unknown || kind(instr.operands[1]) == Kind::Unknown))
          return Kind::Unknown;
        if (joined == Kind::Int) return worthChecking(instr) ? Kind::Int : Kind::Number;
        return joined == Kind::Any ? known(instr) : joined;
      }
      case Opcode::Box:
      case Opcode::ToNumber:
      case Opcode::ToNumeric:
        if (instr.operands[0]->rep() == Rep::Int32) return Kind::Int;
        if (instr.operands[0]->rep() == Rep::Double) return Kind::Number;
        if (kind(instr.operands[0]) != Kind::Any) return kind(instr.operands[0]);
        return known(instr);
      case Opcode::BitAnd:
      case Opcode::BitOr:
      case Opcode::BitXor:
      case Opcode::Shl:
      case Opcode::Sar: {
        bool any = kind(instr.operands[0]) == Kind::Any && kind(instr.operands[1]) == Kind::Any;
        return any ? known(instr) : Kind::Int;
      }
      case Opcode::Call:
        if (char_codes_.contains(&instr)) return Kind::Int;
        if (isMathOnNumbers(instr)) {
          bool ints = takesBits(instr) || (isFold(math_.at(&instr)) && argumentsAre(instr, Kind::Int));
          return ints ? Kind::Int : Kind::Number;
        }
        return known(instr);
      default:
        return known(instr);
    }
  }

  bool isLargeConstant(const Instr* v) const {
    if (v->op == Opcode::Box) v = v->operands[0];
    if (v->op != Opcode::ConstInt32 && v->op != Opcode::ConstValue) return false;
    int64_t value =
        v->op == Opcode::ConstInt32 ? v->imm : abi::Value::raw(static_cast<uint64_t>(v->imm)).asInt32();
    return value >= kLargeFactor || value <= -kLargeFactor;
  }

  // Only the low 32 bits of the result matter.
  bool isTruncated(const Instr* instr, int depth = 0) const {
    auto it = uses.find(const_cast<Instr*>(instr));
    if (it == uses.end() || depth > 6) return false;
    return std::all_of(it->second.begin(), it->second.end(), [&](const Use& use) {
      switch (use.user->op) {
        case Opcode::BitAnd:
        case Opcode::BitOr:
        case Opcode::BitXor:
        case Opcode::BitNot:
        case Opcode::Shl:
        case Opcode::Sar:
        case Opcode::Shr:
          return true;
        case Opcode::Add:
        case Opcode::Sub:
        case Opcode::ToNumeric:
        case Opcode::ToNumber:
          return isTruncated(use.user, depth + 1);
        case Opcode::Call:
          return use.index >= 2 && takesBits(*use.user);
        case Opcode::SetElem: {
          auto it = elements_.find(use.user);
          return it != elements_.end() && use.index == 2 &&
                 it->second.view != abi::ElementsKind::Uint8Clamped && !isFractionView(it->second.view);
        }
        default:
          return false;
      }
    });
  }

  // Not where the result is likely to overflow, nor where an overflow does no harm.
  bool worthChecking(const Instr& instr) const {
    if (evidence_.of(&instr) & (kSeenFraction | kSeenLarge)) return false;
    if (instr.op == Opcode::Mul && (isLargeConstant(instr.operands[0]) || isLargeConstant(instr.operands[1])))
      return false;
    return !isTruncated(&instr);
  }

  GuardPlan makePlan() {
    GuardPlan plan;
    for (Block* block : order) {
      for (Instr* instr : block->instrs) {
        if (auto it = views_.find(instr); it != views_.end()) plan[it->second.at].push_back(it->second.guard);
        if (auto it = guards_.find(instr); it != guards_.end())
          plan[it->second.at].push_back(it->second.guard);
      }
    }
    for (Block* block : order) {
      for (Instr* instr : block->instrs) {
        bool arithmetic = instr->op == Opcode::Add || instr->op == Opcode::Sub || instr->op == Opcode::Mul ||
                          instr->op == Opcode::Inc || instr->op == Opcode::Dec;
        if (arithmetic && !isInt(instr) && kind(instr) == Kind::Int)
          plan[instr].push_back({Guard::Kind::Overflow});
        if (auto it = elements_.find(instr); it != elements_.end()) plan[instr].push_back(it->second);
        if (char_codes_.contains(instr)) plan[instr].push_back({Guard::Kind::CharCode});
        if (auto it = math_.find(instr); it != math_.end() && isMathOnNumbers(*instr)) {
          Guard guard{};
          guard.kind = Guard::Kind::MathCall;
          guard.math = it->second;
          guard.ints = isFold(it->second) && argumentsAre(*instr, Kind::Int);
          plan[instr].push_back(guard);
        }
      }
    }
    return plan;
  }

  void useConstants(GuardPlan& plan) const {
    for (Instr* read : constants_.reads()) {
      if (views_.contains(read) || guards_.contains(read) || !read->type.maybe(kTEmpty)) continue;
      Guard guard{};
      guard.kind = Guard::Kind::Constant;
      guard.value = read;
      plan[behind(read)].push_back(guard);
    }
    for (Block* block : order) {
      if (isGuess(*block)) plan[block->terminator()].push_back({Guard::Kind::Callee});
      for (const Instr* instr : block->instrs) {
        if (instr->op == Opcode::GetSuper) plan[instr].push_back({Guard::Kind::Super});
        if (isHelper(*instr, HelperId::sloppy_this)) plan[instr].push_back({Guard::Kind::This});
      }
    }
    for (auto& [instr, value] : constants_.repeated()) {
      Guard guard{};
      guard.kind = Guard::Kind::Same;
      guard.value = origin(value);
      plan[instr].push_back(guard);
    }
  }

  // Nothing that the fast copy of `instr` does can change the shape of an object.
  bool keepsShapes(const Instr& instr) const override {
    if (elements_.contains(&instr) || char_codes_.contains(&instr)) return true;
    if (instr.op == Opcode::CallHelper) return instr.effect() <= Effect::Allocates;
    if (instr.effect() != Effect::RunsJs || instr.op == Opcode::GetSuper) return true;
    switch (instr.op) {
      case Opcode::Add:
      case Opcode::Sub:
      case Opcode::Mul:
      case Opcode::Div:
      case Opcode::Mod:
      case Opcode::Exp:
      case Opcode::BitAnd:
      case Opcode::BitOr:
      case Opcode::BitXor:
      case Opcode::BitNot:
      case Opcode::Shl:
      case Opcode::Sar:
      case Opcode::Shr:
      case Opcode::Neg:
      case Opcode::Inc:
      case Opcode::Dec:
      case Opcode::ToNumber:
      case Opcode::ToNumeric:
      case Opcode::ToInt32:
      case Opcode::LessThan:
      case Opcode::LessEqual:
      case Opcode::GreaterThan:
      case Opcode::GreaterEqual:
        return std::all_of(instr.operands.begin(), instr.operands.end(),
                           [&](const Instr* operand) { return kind(operand) <= Kind::Number; });
      case Opcode::Call:
        return isMathOnNumbers(instr);
      default:
        return false;
    }
  }

  struct Placed {
    Guard guard;
    Instr* at;
  };
  Function& function_;
  const Evidence& evidence_;
  const ObjectLayouts& layouts_;
  const ViewEvidence& view_evidence_;
  const Heat& heat_;
  Constants constants_;
  bool has_loop_ = false;
  size_t size_ = 0;                                   // instructions
  std::unordered_set<const Block*> rare_;             // where only failed guesses of a callee lead
  std::unordered_set<const Block*> fast_;             // the blocks of the fast copy
  std::unordered_map<const Instr*, Instr*> passed_;   // phi with but one way to it there, or sloppy_this -> its operand
  std::unordered_map<const Instr*, Placed> views_;    // typed arrays
  std::unordered_map<const Instr*, Guard> elements_;  // accesses to them
  std::unordered_set<const Instr*> wanted_;
  std::unordered_set<const Instr*> switches_;
  std::unordered_map<const Instr*, MathOp> math_;
  std::unordered_set<const Instr*> char_codes_;  // calls of charCodeAt
  std::unordered_map<const Instr*, Placed> guards_;
  std::unordered_map<const Instr*, Kind> kinds_;
};

}  // namespace

void speculate(Program& program) {
  ViewEvidence views(program);
  Evidence evidence(program, views);
  ObjectLayouts layouts(program);
  Heat heat(program, CalleeEvidence(program));
  views.markAccesses(program);
  size_t size = 0;
  for (auto& function : program.functions) {
    for (auto& block : function->blocks) size += block->instrs.size();
  }
  size_t budget = kFreeGrowth + size / kGrowthPart;
  for (auto& function : program.functions) Speculator(*function, evidence, layouts, views, heat).run(&budget);
}

}  // namespace kiln::ir
