// One function's code: blocks, phis, exception edges; its generic entry.
#include <llvm/IR/Intrinsics.h>

#include "codegen/emit/emitter.h"
#include "codegen/target/frames.h"
#include "codegen/target/target.h"

namespace kiln::codegen {

using namespace llvm;
using ir::Opcode;
using ir::Rep;

UnitEmitter::UnitEmitter(const Plan& of, const Unit& one, llvm::Module& out)
    : context(out.getContext()),
      module(out),
      plan(of),
      unit(one),
      program(of.program),
      options(of.options),
      i1(Type::getInt1Ty(context)),
      i8(Type::getInt8Ty(context)),
      i16(Type::getInt16Ty(context)),
      i32(Type::getInt32Ty(context)),
      i64(Type::getInt64Ty(context)),
      f64(Type::getDoubleTy(context)),
      ptr(PointerType::get(context, 0)) {}

namespace {

// Seen by the other units, not by what the executable may load.
void hide(GlobalValue* value) {
  value->setVisibility(GlobalValue::HiddenVisibility);
  value->setDSOLocal(true);
}

// How LLVM is to treat an entry of `function`.
void describe(llvm::Function* entry, const ir::Function& function) {
  entry->addFnAttr("frame-pointer", "all");
  entry->addFnAttr("target-cpu", "x86-64-v2");
  // Every JavaScript call has a frame: endless recursion is a RangeError, and stack traces are complete. Direct entries are
  // inlined into generic ones.
  entry->addFnAttr("disable-tail-calls", "true");
  if (function.plain) entry->addFnAttr(kPlainAttribute);
  // All that runs at the start and never again is in few pages (the linker's keep-text-section-prefix).
  if (function.kind == ir::FunctionKind::ModuleBody) entry->setSectionPrefix("startup");
  entry->setUWTableKind(UWTableKind::Default);
}

}  // namespace

llvm::Type* UnitEmitter::type(Rep rep) {
  switch (rep) {
    case Rep::Void:
      return Type::getVoidTy(context);
    case Rep::Int32:
      return i32;
    case Rep::Double:
      return f64;
    case Rep::Bool:
      return i1;
    case Rep::String:
    case Rep::Object:
    case Rep::Pointer:
      return ptr;
    case Rep::Value:
      return i64;
  }
  return i64;
}

llvm::FunctionType* UnitEmitter::codeType() {
  return FunctionType::get(i64, {ptr, i64, i64, i32, ptr}, false);
}

FunctionCallee UnitEmitter::helper(ir::HelperId id) {
  const ir::HelperInfo& info = ir::helperInfo(id);
  std::vector<llvm::Type*> params;
  for (Rep rep : info.params) params.push_back(type(rep));
  std::string name = std::string("kiln_") + info.name;
  FunctionCallee callee =
      module.getOrInsertFunction(name, FunctionType::get(type(info.result), params, false));
  auto* function = cast<llvm::Function>(callee.getCallee());
  function->setDSOLocal(true);
  for (size_t i = 0; i < info.params.size(); ++i) {
    if (info.params[i] == Rep::Bool) function->addParamAttr(static_cast<unsigned>(i), Attribute::ZExt);
  }
  if (info.result == Rep::Bool) function->addRetAttr(Attribute::ZExt);
  if (info.effects & (1u << 6)) {
    function->setDoesNotReturn();
    function->addFnAttr(Attribute::Cold);
  }
  if (info.effects & abi::kPure) {
    function->setDoesNotAccessMemory();
    function->setDoesNotThrow();
  }
  return callee;
}

llvm::Function* UnitEmitter::direct(const ir::Function* f) {
  llvm::Function*& known = directs_[f];
  if (known != nullptr) return known;
  std::vector<llvm::Type*> params;
  llvm::Type* result = type(f->result.rep);
  if (f->resume_of != nullptr) {
    params = {ptr, i32, i64};
  } else {
    const Uses& uses = plan.uses(f);
    if (uses.callee) params.push_back(ptr);
    if (uses.this_value) params.push_back(i64);
    if (uses.new_target) params.push_back(i64);
    if (uses.arguments) params.insert(params.end(), {i32, ptr});
    for (const ir::Type& param : f->param_types) params.push_back(type(param.rep));
  }
  bool shared = plan.isShared(f);
  known = llvm::Function::Create(FunctionType::get(result, params, false),
                                 shared ? GlobalValue::ExternalLinkage : GlobalValue::InternalLinkage,
                                 f->symbol, module);
  if (shared) hide(known);
  if (f->resume_of == nullptr) known->setCallingConv(CallingConv::Fast);
  describe(known, *f);
  return known;
}

llvm::Function* UnitEmitter::entry(const ir::Function* f) {
  llvm::Function*& known = entries_[f];
  if (known == nullptr) {
    bool shared = plan.isSplit();  // the tables refer to it
    known = llvm::Function::Create(codeType(),
                                   shared ? GlobalValue::ExternalLinkage : GlobalValue::InternalLinkage,
                                   f->symbol + "$entry", module);
    if (shared) hide(known);
    describe(known, *f);
  }
  return known;
}

namespace {

// Stack traces name what a function was called on, if they can have it at all. Who calls a function that it knows does
// not say: then the trace has what the text suggests (FunctionInfo::frame_name).
bool keepsReceiver(const UnitEmitter& unit, const ir::Function& f) {
  if (unit.positions == nullptr || f.flags & abi::kFnClassConstructor) return false;
  for (const auto& block : f.blocks) {
    for (const ir::Instr* instr : block->instrs) {
      if (instr->mayThrow()) return true;
    }
  }
  return false;
}

// In the frame for as long as the function runs; its closure too if `callee` is not null. A stack map, which is no code,
// tells codegen/target/frames.cpp where.
void keepReceiver(UnitEmitter& unit, IRBuilder<>& b, const ir::Function& f, llvm::Value* receiver, llvm::Value* callee) {
  AllocaInst* area = b.CreateAlloca(ArrayType::get(unit.i64, callee == nullptr ? 1 : 2));
  b.CreateStore(receiver, area);
  if (callee != nullptr) b.CreateStore(callee, b.CreateConstInBoundsGEP1_64(unit.i64, area, 1));
  uint64_t id = receiverId(f.symbol, callee != nullptr);
  llvm::Function* intrinsic = Intrinsic::getDeclaration(&unit.module, Intrinsic::experimental_stackmap);
  CallInst* map = b.CreateCall(intrinsic, {b.getInt64(id), b.getInt32(0), area});
  map->setDoesNotThrow();
}

}  // namespace

// (callee, this, new_target, argc, argv) -> direct entry: formals are read from argv, undefined when missing.
void UnitEmitter::defineEntry(const ir::Function* f) {
  llvm::Function* fn = entry(f);
  const Uses& uses = plan.uses(f);
  IRBuilder<> b(BasicBlock::Create(context, "entry", fn));
  if (positions != nullptr) {
    positions->attach(fn, *f);
    b.SetCurrentDebugLocation(positions->at(fn, *f, {}));
  }
  if (keepsReceiver(*this, *f)) keepReceiver(*this, b, *f, fn->getArg(1), uses.callee || f->name->text.empty() ? fn->getArg(0) : nullptr);
  std::vector<llvm::Value*> args;
  if (uses.callee) args.push_back(fn->getArg(0));
  if (uses.this_value) args.push_back(fn->getArg(1));
  if (uses.new_target) args.push_back(fn->getArg(2));
  if (uses.arguments) args.insert(args.end(), {fn->getArg(3), fn->getArg(4)});
  size_t count = f->param_types.size();
  if (count > 0) {
    // All there: the usual case.
    auto* all = BasicBlock::Create(context, "all", fn);
    auto* some = BasicBlock::Create(context, "some", fn);
    auto* out = BasicBlock::Create(context, "out", fn);
    b.CreateCondBr(b.CreateICmpUGE(fn->getArg(3), b.getInt32(static_cast<uint32_t>(count))), all, some);
    b.SetInsertPoint(all);
    std::vector<llvm::Value*> full, partial;
    for (size_t i = 0; i < count; ++i)
      full.push_back(b.CreateLoad(i64, b.CreateConstInBoundsGEP1_64(i64, fn->getArg(4), i)));
    b.CreateBr(out);
    b.SetInsertPoint(some);
    for (size_t i = 0; i < count; ++i) {
      auto* have = BasicBlock::Create(context, "have", fn);
      auto* next = BasicBlock::Create(context, "next", fn);
      BasicBlock* before = b.GetInsertBlock();
      b.CreateCondBr(b.CreateICmpUGT(fn->getArg(3), b.getInt32(static_cast<uint32_t>(i))), have, next);
      b.SetInsertPoint(have);
      llvm::Value* loaded = b.CreateLoad(i64, b.CreateConstInBoundsGEP1_64(i64, fn->getArg(4), i));
      b.CreateBr(next);
      b.SetInsertPoint(next);
      PHINode* phi = b.CreatePHI(i64, 2);
      phi->addIncoming(b.getInt64(abi::kUndefined), before);
      phi->addIncoming(loaded, have);
      partial.push_back(phi);
    }
    BasicBlock* some_end = b.GetInsertBlock();
    b.CreateBr(out);
    b.SetInsertPoint(out);
    for (size_t i = 0; i < count; ++i) {
      PHINode* phi = b.CreatePHI(i64, 2);
      phi->addIncoming(full[i], all);
      phi->addIncoming(partial[i], some_end);
      args.push_back(phi);
    }
  }
  CallInst* result = b.CreateCall(direct(f), args);
  result->setCallingConv(CallingConv::Fast);
  b.CreateRet(result);
}

FunctionEmitter::FunctionEmitter(UnitEmitter& unit, const ir::Function& function)
    : p_(unit), f_(function), fn_(unit.direct(&function)), b_(unit.context), entry_b_(unit.context) {}

BasicBlock* FunctionEmitter::newBlock(const char* name) {
  return BasicBlock::Create(p_.context, name, fn_);
}

void FunctionEmitter::likely(llvm::Value* condition, BasicBlock* yes, BasicBlock* no) {
  b_.CreateCondBr(condition, yes, no, MDBuilder(p_.context).createBranchWeights(2000, 1));
}

llvm::Value* FunctionEmitter::call(FunctionCallee callee, ArrayRef<llvm::Value*> args) {
  auto* target = dyn_cast<llvm::Function>(callee.getCallee());
  bool throws = target == nullptr || !target->doesNotThrow();
  auto attributes = [&](CallBase* made) {
    if (target != nullptr) {
      made->setCallingConv(target->getCallingConv());
      // i1 parameters travel zero-extended.
      for (unsigned i = 0; i < args.size(); ++i) {
        if (target->hasParamAttribute(i, Attribute::ZExt)) made->addParamAttr(i, Attribute::ZExt);
      }
      if (target->getReturnType() == p_.i1) made->addRetAttr(Attribute::ZExt);
    }
    // Two calls that become one have no place in the source any more.
    if (throws) made->addFnAttr(Attribute::NoMerge);
    return made;
  };
  // What the IR calls non-throwing (allocation) may only fail for want of memory: that passes the handlers
  // by.
  if (block_->unwind == nullptr || !throws || !current_throws_)
    return attributes(b_.CreateCall(callee, args));
  BasicBlock* next = newBlock("cont");
  invokes_[block_->unwind].push_back({block_, b_.GetInsertBlock()});
  CallBase* made = attributes(b_.CreateInvoke(callee, next, starts_.at(block_->unwind), args));
  b_.SetInsertPoint(next);
  return made;
}

void FunctionEmitter::run() {
  BasicBlock* entry = newBlock("entry");
  entry_b_.SetInsertPoint(entry);
  for (const auto& block : f_.blocks) starts_[block.get()] = newBlock("b");
  unsigned arg = 0;
  if (f_.resume_of != nullptr) {
    self_ = fn_->getArg(0);
    mode_ = fn_->getArg(1);
    sent_ = fn_->getArg(2);
    llvm::Value* address =
        entry_b_.CreateConstInBoundsGEP1_64(p_.i8, self_, offsetof(abi::Coroutine, function));
    callee_ = entry_b_.CreateIntToPtr(entry_b_.CreateLoad(p_.i64, address), p_.ptr);
  } else {
    const Uses& uses = p_.plan.uses(&f_);
    if (uses.callee) callee_ = fn_->getArg(arg++);
    if (uses.this_value) this_ = fn_->getArg(arg++);
    if (uses.new_target) new_target_ = fn_->getArg(arg++);
    if (uses.arguments) {
      argc_ = fn_->getArg(arg++);
      argv_ = fn_->getArg(arg++);
    }
    while (arg < fn_->arg_size()) params_.push_back(fn_->getArg(arg++));
  }
  bool leaf = true, handlers = false;
  for (const auto& block : f_.blocks) {
    handlers |= block->is_handler;
    for (const ir::Instr* instr : block->instrs) leaf &= !instr->mayThrow();
  }
  if (handlers) {
    FunctionCallee personality =
        p_.module.getOrInsertFunction("__gxx_personality_v0", FunctionType::get(p_.i32, true));
    fn_->setPersonalityFn(cast<Constant>(personality.getCallee()));
  }
  findStrayNaNs();
  findWrapping();
  std::vector<ir::Block*> order = ir::reversePostOrder(f_);
  // Phis first: they are named before anything is emitted that uses them.
  for (const ir::Block* block : order) {
    b_.SetInsertPoint(starts_[block]);
    for (const ir::Instr* instr : block->instrs) {
      if (instr->op == Opcode::Phi)
        values_[instr] = b_.CreatePHI(p_.type(instr->rep()), static_cast<unsigned>(block->preds.size()));
    }
    if (block->is_handler) {
      LandingPadInst* pad = b_.CreateLandingPad(StructType::get(p_.ptr, p_.i32), 1);
      pad->addClause(ConstantPointerNull::get(p_.ptr));
      pads_[block] = b_.CreateExtractValue(pad, 0);
    }
  }
  for (const ir::Block* block : order) {
    block_ = block;
    b_.SetInsertPoint(starts_[block]);
    for (const ir::Instr* instr : block->instrs) {
      if (instr->op == Opcode::Phi) continue;
      current_throws_ = instr->mayThrow();
      inlined_ = p_.options.optimise && !instr->cold && !instr->once;
      if (p_.positions != nullptr) b_.SetCurrentDebugLocation(p_.positions->at(fn_, f_, instr->loc));
      instruction(*instr);
    }
    ends_[block] = b_.GetInsertBlock();
  }
  for (const ir::Block* block : order) {
    for (const ir::Instr* instr : block->instrs) {
      if (instr->op != Opcode::Phi) break;
      auto* phi = cast<PHINode>(values_[instr]);
      if (block->is_handler) {
        for (auto& [from, at] : invokes_[block]) {
          for (size_t i = 0; i < block->preds.size(); ++i) {
            if (block->preds[i] == from) phi->addIncoming(of(instr->operands[i]), at);
          }
        }
      } else {
        for (size_t i = 0; i < block->preds.size(); ++i) {
          if (ends_.contains(block->preds[i]))
            phi->addIncoming(of(instr->operands[i]), ends_[block->preds[i]]);
        }
      }
    }
  }
  for (const auto& block : f_.blocks) {
    if (!ends_.contains(block.get())) starts_[block.get()]->eraseFromParent();
  }
  // The stack is checked where a call may go deeper.
  BasicBlock* first = starts_[f_.entry()];
  if (leaf) {
    entry_b_.CreateBr(first);
    return;
  }
  llvm::Value* sp = entry_b_.CreateIntrinsic(p_.ptr, Intrinsic::stacksave, {});
  llvm::Value* limit = entry_b_.CreateLoad(p_.ptr, p_.external("kiln_stack_limit"));
  BasicBlock* overflow = newBlock("overflow");
  entry_b_.CreateCondBr(entry_b_.CreateICmpUGT(sp, limit), first, overflow,
                        MDBuilder(p_.context).createBranchWeights(2000, 1));
  IRBuilder<> over(overflow);
  if (p_.positions != nullptr) over.SetCurrentDebugLocation(p_.positions->at(fn_, f_, {f_.source_start}));
  over.CreateCall(p_.helper(ir::HelperId::stack_overflow));
  over.CreateUnreachable();
}

}  // namespace kiln::codegen
