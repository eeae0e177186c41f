// Emitters of a unit's static data and of one function's code.
#pragma once
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Intrinsics.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/IR/Module.h>

#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "codegen/emit/debug.h"
#include "codegen/emit/plan.h"

namespace kiln::codegen {

// Parts of memory that never overlap: LLVM may keep what it has read of one over stores to another.
enum class Memory : uint8_t {
  Shape,     // shape words, and what says whether a shape is still valid
  Buffer,    // ArrayBuffer's own fields
  Elements,  // what ArrayBuffers hold
  Variable,  // module-level variables
  Box,       // captured variables
};

class UnitEmitter {
 public:
  UnitEmitter(const Plan& plan, const Unit& unit, llvm::Module& module);
  void run();

  llvm::LLVMContext& context;
  llvm::Module& module;
  const Plan& plan;
  const Unit& unit;
  const ir::Program& program;
  const EmitOptions& options;
  std::unique_ptr<DebugPositions> positions;  // null for the standard library: its frames are hidden
  llvm::IntegerType *i1, *i8, *i16, *i32, *i64;
  llvm::Type* f64;
  llvm::PointerType* ptr;
  llvm::Type* type(ir::Rep rep);

  // statics.cpp
  llvm::Constant* atom(const ir::Atom* atom);
  llvm::Constant* emptyAtom();
  llvm::Constant* external(const std::string& name);    // address of a runtime symbol
  llvm::GlobalVariable* cell(const std::string& name);  // one zeroed GC-visible word
  llvm::GlobalVariable* variable(const ir::Variable* variable);
  llvm::GlobalVariable* data(llvm::Constant* initialiser, const std::string& name, bool constant);
  llvm::GlobalVariable* getCache(bool doubles);  // doubles: see abi::SiteAlternatives
  llvm::GlobalVariable* setCache(bool doubles);
  llvm::GlobalVariable* keyedCache();
  llvm::GlobalVariable* addCache();
  llvm::GlobalVariable* instanceOfCache();
  llvm::GlobalVariable* globalCache(const ir::Atom* name);
  llvm::GlobalVariable* constructCache();
  llvm::GlobalVariable* layoutSite(const ir::Layout* layout);
  llvm::GlobalVariable* instanceSite(const ir::Instr& instr);
  llvm::GlobalVariable* layoutMethods(const ir::Layout* layout);
  llvm::GlobalVariable* initSite(const ir::Layout* layout);
  llvm::GlobalVariable* getterSite(const ir::Instr& test);
  llvm::GlobalVariable* methodSite(const ir::Layout* methods);  // one for all tests
  llvm::GlobalVariable* viewLengthSite(abi::ElementsKind kind);
  llvm::Constant* functionInfo(const ir::Function* function);
  llvm::Constant* code(const ir::Function* function);  // its closures' generic entry
  llvm::Constant* moduleInfo(uint32_t index);
  llvm::Constant* templateData(const ir::TemplateSite* site);
  llvm::Constant* profileSite(const ir::StaticRef& ref);
  llvm::Constant* literalKeys(const ir::LiteralKeys* keys);
  void noteRegExp(const ir::Atom* pattern, const ir::Atom* flags);  // a literal: makes its code
  llvm::FunctionCallee helper(ir::HelperId id);
  llvm::Function* direct(const ir::Function* function);  // direct entry, or the resume function
  llvm::Function* entry(const ir::Function* function);   // generic entry (abi::Code)
  llvm::FunctionType* codeType();
  llvm::MDNode* memoryTag(Memory memory);

 private:
  void defineModules();
  llvm::GlobalVariable* sharedCell(const std::string& name);
  void defineEntry(const ir::Function* function);
  void listInSection(std::vector<llvm::Constant*> rows, const char* section);
  llvm::Constant* sourceInfo(uint32_t module);
  llvm::Constant* cString(std::string_view text);
  llvm::Constant* jsonValues(const ir::ModuleRecord& record);  // null: the text has to do
  llvm::Constant* structOf(std::vector<llvm::Constant*> fields);

  std::unordered_map<const ir::Atom*, llvm::Constant*> atoms_;
  std::vector<llvm::Constant*> atom_list_;
  std::unordered_map<std::string, llvm::GlobalVariable*> cells_;
  std::unordered_map<const ir::Function*, llvm::Function*> directs_, entries_;
  std::unordered_map<const ir::Function*, llvm::GlobalVariable*> infos_;
  std::unordered_map<const ir::Atom*, llvm::GlobalVariable*> global_caches_;
  std::unordered_map<uint32_t, llvm::GlobalVariable*> module_infos_, sources_;
  std::unordered_map<const ir::LiteralKeys*, llvm::Constant*> keys_;
  std::unordered_map<const ir::Layout*, llvm::GlobalVariable*> layouts_, layout_methods_, instances_;
  std::unordered_map<uint8_t, llvm::GlobalVariable*> view_lengths_;
  std::unordered_map<const ir::Layout*, llvm::GlobalVariable*> which_methods_;
  std::set<std::pair<const ir::Atom*, const ir::Atom*>> regexps_;
  std::vector<llvm::Constant*> regexp_rows_, listed_;  // listed_: what no code refers to, but the runtime
  llvm::MDNode* memory_tags_[5] = {};
  std::unordered_map<uint32_t, std::vector<uint32_t>> line_starts_;
};

// Of an element of a typed array, in bytes.
uint64_t elementSize(abi::ElementsKind kind);
bool holdsFractions(abi::ElementsKind kind);

class FunctionEmitter {
 public:
  FunctionEmitter(UnitEmitter& unit, const ir::Function& function);
  void run();

 private:
  void instruction(const ir::Instr& instr);
  llvm::Value* of(const ir::Instr* instr) { return values_.at(instr); }
  llvm::Value* call(llvm::FunctionCallee callee,
                    llvm::ArrayRef<llvm::Value*> args);  // invoke under a handler
  llvm::Value* helper(ir::HelperId id, llvm::ArrayRef<llvm::Value*> args) {
    return call(p_.helper(id), args);
  }
  llvm::BasicBlock* newBlock(const char* name);
  llvm::Value* word(uint64_t value) { return b_.getInt64(value); }
  void likely(llvm::Value* condition, llvm::BasicBlock* yes, llvm::BasicBlock* no);

  // values.cpp
  llvm::Value* box(llvm::Value* value, ir::Rep rep);
  llvm::Value* boxDouble(llvm::Value* value);
  llvm::Value* boxFraction(llvm::Value* value);
  llvm::Value* boxUnsigned(llvm::Value* value);
  llvm::Value* boxInt(llvm::Value* value);
  llvm::Value* isInt(llvm::Value* value);
  llvm::Value* isNumber(llvm::Value* value);
  llvm::Value* isCell(llvm::Value* value);
  llvm::Value* unboxNumber(llvm::Value* value);
  llvm::Value* unboxFraction(llvm::Value* value);
  llvm::Value* canonical(llvm::Value* value);
  llvm::Value* cellPtr(llvm::Value* value) { return b_.CreateIntToPtr(value, p_.ptr); }
  llvm::Value* loadAt(llvm::Type* type, llvm::Value* base, uint64_t offset);
  void storeAt(llvm::Value* value, llvm::Value* base, uint64_t offset);
  llvm::Value* truth(const ir::Instr* operand);
  llvm::Value* kindOf(llvm::Value* cell);
  llvm::Value* isObjectKind(llvm::Value* kind);
  llvm::Value* isTruthyObject(llvm::Value* object);

  // operators.cpp
  llvm::Value* arithmetic(const ir::Instr& instr, ir::HelperId slow);
  llvm::Value* compare(const ir::Instr& instr, ir::HelperId slow);
  llvm::Value* bitwise(const ir::Instr& instr, ir::HelperId slow);
  llvm::Value* step(const ir::Instr& instr);
  llvm::Value* strictEquals(const ir::Instr& instr);
  llvm::Value* stringEquals(const ir::Instr& instr);
  llvm::Value* typeOfIs(const ir::Instr& instr);
  llvm::Value* toInt32(llvm::Value* value, bool known_number);
  llvm::Value* doubleToInt32(llvm::Value* value);
  llvm::Value* overflows(llvm::Intrinsic::ID id, llvm::Value* a, llvm::Value* b);
  llvm::Value* mathUnary(ir::MathOp op, llvm::Value* value);
  llvm::Value* mathBinary(ir::MathOp op, llvm::Value* a, llvm::Value* b);
  llvm::Value* remainder(llvm::Value* n, llvm::Value* d);

  // access.cpp
  llvm::Value* alternative(llvm::Value* shape, llvm::Value* list, llvm::BasicBlock* hit,
                           llvm::BasicBlock* slow);
  llvm::Value* getProperty(const ir::Instr& instr);
  void setProperty(const ir::Instr& instr);
  void setProperty(const ir::Instr& instr, llvm::Value* value);
  llvm::Value* typedElement(llvm::Value* kind, abi::ElementsKind type, llvm::Value* pointer,
                            llvm::Value* index, llvm::BasicBlock* other, llvm::BasicBlock* slow);
  void indexedProperty(llvm::Value* object, llvm::Value* head, llvm::Value* index, llvm::BasicBlock* slow,
                       const std::function<void(llvm::Value*)>& found);
  llvm::Value* holeyElement(llvm::Value* array, llvm::Value* index, llvm::BasicBlock* slow);
  llvm::Value* getElement(const ir::Instr& instr);
  void setGlobal(const ir::Instr& instr);
  // iteration.cpp
  llvm::Value* iterationStart(const ir::Instr& instr);
  llvm::Value* iterationStep(const ir::Instr& instr);
  llvm::Value* elementIfPresent(const ir::Instr& instr);
  void appendElement(const ir::Instr& instr);
  llvm::Value* packedElement(llvm::Value* array, llvm::Value* index, llvm::BasicBlock* slow, llvm::BasicBlock* past);
  llvm::Value* orElse(llvm::Value* fast, llvm::BasicBlock* slow, const std::function<llvm::Value*()>& general);
  void branchOnPlainIteration(llvm::BasicBlock* plain, llvm::BasicBlock* slow);
  llvm::Value* arraysIteratePlainly();
  void iterationClose(const ir::Instr& instr);
  // strings.cpp
  llvm::Value* isStringKind(llvm::Value* kind);
  llvm::Value* latin1Unit(llvm::Value* pointer, llvm::Value* index, llvm::BasicBlock* slow);
  llvm::Value* characterAt(llvm::Value* pointer, llvm::Value* index, llvm::BasicBlock* slow);
  llvm::Value* charCodeAt(const ir::Instr& instr);
  llvm::Value* charAt(const ir::Instr& instr);
  llvm::Value* compareCharacter(const ir::Instr& instr, ir::HelperId slow_id);
  llvm::Value* equalsConstant(const ir::Instr& instr);
  // classes.cpp
  void addField(const ir::Instr& instr);
  llvm::Value* privateHas(const ir::Instr& instr);
  llvm::Value* getSuper(const ir::Instr& instr);
  llvm::Value* superConstructor(const ir::Instr& instr);
  // bigints.cpp
  void findWrapping();
  llvm::Value* areSmall(llvm::Value* x, llvm::Value* y);
  llvm::Value* firstLimb(llvm::Value* v);
  llvm::Value* newBigInt(llvm::Value* magnitude, llvm::BasicBlock* slow);
  llvm::Value* bigIntArithmetic(const ir::Instr& instr, ir::HelperId slow_id);
  llvm::Value* bigIntCompare(const ir::Instr& instr, ir::HelperId slow_id);
  llvm::Value* bigIntOf(const ir::Instr& instr);
  llvm::Value* asUintN(const ir::Instr& instr);
  // data_views.cpp
  llvm::Value* dataViewCall(const ir::Instr& instr);
  llvm::Value* loadUnaligned(abi::ElementsKind kind, llvm::Value* address, bool little);
  llvm::Value* storeUnaligned(abi::ElementsKind kind, llvm::Value* number, llvm::Value* address, bool little);
  // keyed.cpp
  llvm::Value* keyedPlace(llvm::Value* object, llvm::Value* key, llvm::Value* cache, llvm::BasicBlock* slow);
  void storeKeyed(llvm::Value* object, llvm::Value* key, llvm::Value* value, llvm::Value* cache, llvm::BasicBlock* slow);
  llvm::Value* readKeyed(ir::HelperId general_helper, llvm::Value* object, llvm::Value* name, llvm::Value* cache);
  llvm::Value* getNamed(llvm::Value* object, llvm::Value* key, llvm::Value* cache);
  llvm::Value* privateGet(const ir::Instr& instr);
  void privateSet(const ir::Instr& instr);
  llvm::Value* getArgument(const ir::Instr& instr);
  llvm::Value* sloppyThis(llvm::Value* value);
  void setElement(const ir::Instr& instr);
  llvm::Value* getLength(const ir::Instr& instr);
  llvm::Value* getGlobal(const ir::Instr& instr);

  // fields.cpp
  llvm::Value* hasLayout(const ir::Instr& instr);
  llvm::Value* loadMethod(const ir::Instr& instr);
  llvm::Value* isAccessorOf(const ir::Instr& instr);
  llvm::Value* whichMethod(const ir::Instr& instr);
  llvm::Value* initFields(const ir::Instr& instr);
  llvm::Value* fieldAddress(const ir::Instr& instr);
  llvm::Value* loadField(const ir::Instr& instr);
  void storeField(const ir::Instr& instr);
  llvm::Value* loadGlobal(const ir::Instr& instr);

  // views.cpp
  llvm::Value* hasView(const ir::Instr& instr);
  llvm::Value* openView(const ir::Instr& instr);
  llvm::Value* hasViewLength(const ir::Instr& instr);
  llvm::Value* viewData(const ir::Instr& view);
  llvm::Value* viewLength(const ir::Instr& view);
  llvm::Value* viewHas(const ir::Instr& instr);
  llvm::Value* viewElement(const ir::Instr& instr);
  llvm::Value* loadView(const ir::Instr& instr);
  llvm::Value* loadTyped(abi::ElementsKind kind, llvm::Value* address);
  void storeTyped(abi::ElementsKind kind, llvm::Value* value, llvm::Value* address);
  void storeView(const ir::Instr& instr);
  void findStrayNaNs();
  llvm::Value* withoutStrayNaN(const ir::Instr* value);
  llvm::Value* rawDouble(const ir::Instr* number);

  // calls.cpp
  llvm::Value* genericCall(const ir::Instr& instr);
  llvm::Value* arrayCall(const ir::Instr& instr);
  llvm::Value* knownCall(const ir::Instr& instr);
  llvm::Value* isClosureOf(const ir::Instr& instr);
  llvm::Value* isBoundOf(const ir::Instr& instr);
  llvm::Value* pack(llvm::ArrayRef<llvm::Value*> values);

  // allocate.cpp
  llvm::Value* allocate(uint64_t bytes);
  llvm::Value* pop(llvm::Value* head, llvm::Value* granules);
  llvm::Value* newBox(llvm::Value* initial);
  llvm::Value* newObject(const ir::Instr& instr);
  llvm::Value* newObjectOfShape(const ir::Instr& instr);
  void defineField(llvm::Value* object, const ir::Instr& literal, size_t i);
  llvm::Value* instanceOf(llvm::Value* callee, llvm::GlobalVariable* cache, llvm::BasicBlock* slow);
  llvm::Value* newInstance(const ir::Instr& instr);
  llvm::Value* hasInstances(const ir::Instr& instr);
  llvm::Value* shapeHasLayout(llvm::Value* shape, const ir::Layout* layout);
  llvm::Value* instanceShape(const ir::Instr& instr);
  llvm::Value* newWithFields(const ir::Instr& instr, llvm::Value* shape);
  llvm::Value* construct(const ir::Instr& instr);
  llvm::Value* makeClosure(const ir::Instr& instr);

  UnitEmitter& p_;
  const ir::Function& f_;
  llvm::Function* fn_;
  llvm::IRBuilder<> b_;
  llvm::IRBuilder<> entry_b_;
  const ir::Block* block_ = nullptr;
  bool current_throws_ = false;
  bool inlined_ = false;  // the current instruction's fast path, in front of its helper
  struct View {
    llvm::Value *length, *offset;
  };
  std::unordered_map<const ir::Instr*, llvm::Value*> values_;
  std::unordered_map<const ir::Instr*, View> views_;  // by OpenView
  std::unordered_set<const ir::Instr*> wrapping_;     // BigInts of which only the low 64 bits are used
  std::unordered_set<const ir::Instr*> stray_;        // doubles that may be a NaN as no arithmetic makes it
  std::unordered_map<const ir::Block*, llvm::BasicBlock*> starts_, ends_;
  std::unordered_map<const ir::Block*, std::vector<std::pair<const ir::Block*, llvm::BasicBlock*>>>
      invokes_;  // handler -> (IR block, LLVM block)
  std::unordered_map<const ir::Block*, llvm::Value*> pads_;
  llvm::Value *callee_ = nullptr, *this_ = nullptr, *new_target_ = nullptr, *argc_ = nullptr,
              *argv_ = nullptr, *self_ = nullptr, *mode_ = nullptr, *sent_ = nullptr;
  std::vector<llvm::Value*> params_;
  llvm::AllocaInst* scratch_ = nullptr;
  uint32_t scratch_size_ = 0;
};

}  // namespace kiln::codegen
