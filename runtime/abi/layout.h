// Memory layouts shared by the runtime and compiled code. Every field that compiled code touches is fixed
// here; codegen reads the offsets with offsetof, never by its own constants.
//
// Every cell starts with its Shape. Objects have a 16-byte header and inline slots:
//     [Shape*][Store* or Elements*][slot 0][slot 1]…
// Word 1 is a Store* (named slots beyond the inline capacity, and indexed elements), or, when the shape has
// kElementsLayout (arrays, arguments), an Elements*. Neither is ever null: kiln_empty_store /
// kiln_empty_elements stand in.
#pragma once
#include <cstddef>
#include <cstdint>

#include "runtime/abi/value.h"

namespace kiln::abi {

enum class CellKind : uint8_t {
#define KILN_CELL_KIND(name, is_object) name,
#include "runtime/abi/cell_kinds.def"
#undef KILN_CELL_KIND
};
inline constexpr CellKind kLastStringKind = CellKind::Rope;
inline constexpr CellKind kFirstObjectKind = CellKind::Object;

enum class ElementsKind : uint8_t {
#define KILN_ELEMENTS_KIND(name) name,
#include "runtime/abi/elements_kinds.def"
#undef KILN_ELEMENTS_KIND
};
inline constexpr uint64_t kHoleNaN = 0x7ff4'dead'dead'dead;  // a NaN that no canonical NaN equals

// The original functions that kiln_intrinsics has.
enum class Intrinsic : uint8_t {
#define KILN_INTRINSIC(name, text) name,
#include "runtime/abi/intrinsics.def"
#undef KILN_INTRINSIC
};

struct Shape;
struct Object;
struct Function;
struct String;
struct PropertyTable;
struct Transitions;
struct ClassInfo;

struct Cell {
  Shape* shape;
};

enum ShapeFlags : uint16_t {
  kElementsLayout = 1 << 0,  // word 1 is Elements*
  kCallable = 1 << 1,        // has [[Call]]
  kConstructor = 1 << 2,     // has [[Construct]]
  kDictionary = 1 << 3,      // shape belongs to one object and changes in place: never cached
  kIsPrototype = 1 << 4,  // some object's [[Prototype]]: shape is unique to it, changes invalidate `validity`
  kNonExtensible = 1 << 5,
  kExotic = 1 << 6,  // ClassInfo overrides some internal method (proxy, typed array, string object, mapped
                     // arguments, namespace…)
  kLazyProperties = 1 << 7,  // own properties are not all materialised yet (function name/length/prototype):
                             // ClassInfo::reify first
  kHasReadOnlyOrAccessor = 1 << 8,  // some own property is not a plain writable data property
  kReadOnlyLength = 1 << 9,         // arrays: length is not writable
  kMayHaveIndexed = 1 << 10,        // ordinary object that has (had) indexed properties
  kHtmlDda = 1 << 11,               // [[IsHTMLDDA]]
  kClassConstructor = 1 << 12,      // [[Call]] throws
};

inline constexpr uint32_t kDoubleSlots = 64;  // the first inline slots may be kept for doubles

// Hidden class. Immutable once reachable from an inline cache, except for dictionaries and prototypes' own
// shapes.
struct Shape {
  CellKind kind;
  ElementsKind elements_kind;
  uint16_t flags;
  uint16_t inline_capacity;  // inline slots of objects with this shape
  // kIsPrototype: inline slots that the objects constructed for it were seen to need, 0: no more than their text says; and how
  // often they had too few (learnSlots in runtime/object/shape.cpp)
  uint8_t instance_slots;
  uint8_t instance_overflows;
  uint32_t slot_count;      // named slots in use (inline first, then Store)
  uint32_t property_count;  // entries of `table` that belong to this shape (tables are shared along a
                            // transition chain)
  Object* prototype;        // [[Prototype]] or nullptr
  PropertyTable* table;     // key -> slot and attributes; built lazily
  Transitions* transitions;
  Shape* parent;
  const ClassInfo* class_info;
  // For an object used as a prototype (kIsPrototype): the cell that guards every cache that looked through
  // it; *validity == 1 while valid.
  uint32_t* validity;
  Shape* instance_shape;  // kIsPrototype: root shape of ordinary objects whose [[Prototype]] is this object
  // Bit i: inline slot i of every object of this shape holds a raw double instead of a Value. A store of an integer is
  // converted, one of anything else gives the object a shape without the bit (storeSlot). None in dictionaries and
  // prototypes' own shapes.
  uint64_t double_slots;
};

// Values in named slots beyond the inline capacity.
struct Store {
  struct Elements* elements;  // indexed properties of an object without kElementsLayout; never null
  uint32_t capacity;          // of `slots`
  uint32_t reserved;
  Value slots[];
};

// Indexed storage. For arrays `length` is the array's length unless the kind is Slow (then length is still
// right, capacity is 1 and data[0] the ElementsMap cell). Allocated with at least 8 bytes of slack behind the
// last element (one-past-the-end pointers keep it alive).
struct Elements {
  uint32_t length;
  uint32_t capacity;
  Store* named;  // named overflow slots of a kElementsLayout object; kiln_empty_store if none
  union {
    Value data[1];
    double doubles[1];
  };
};
inline constexpr size_t kElementsHeaderSize = 16;

struct Object : Cell {
  union {
    Store* store;
    Elements* elements;
  };
  Value* inlineSlots() { return reinterpret_cast<Value*>(this + 1); }
};
static_assert(sizeof(Object) == 16);

// --- strings
// -------------------------------------------------------------------------------------------------

struct String : Cell {
  uint32_t length;  // UTF-16 code units, <= kMaxStringLength
  uint32_t hash;    // 0 = not computed yet
};
inline constexpr uint32_t kMaxStringLength = 0x1fff'ffe8;  // as V8's, so that the same RangeErrors appear
struct FlatString : String {  // StringLatin1, AtomLatin1: uint8_t; StringUtf16, AtomUtf16: char16_t
  const uint8_t* latin1() const { return reinterpret_cast<const uint8_t*>(this + 1); }
  const char16_t* utf16() const { return reinterpret_cast<const char16_t*>(this + 1); }
};
struct SliceString : String {
  const void* chars;  // interior pointer into base
  FlatString* base;   // keeps the characters alive (heap interior pointers do not)
};
struct RopeString : String {  // turns into a SliceString in place when flattened
  String* left;
  String* right;
};
static_assert(sizeof(SliceString) == sizeof(RopeString));

struct Symbol : Cell {
  uint32_t hash;
  uint32_t flags;       // 1 = registered (Symbol.for), 2 = private name, 4 = well-known, 8 = PrivateMethodName
  String* description;  // or nullptr
};

// The name of a private method or accessor; `receiver` says what has it, as messages do ("class A", of static
// members; "an instance of class A").
struct PrivateMethodName : Symbol {
  String* receiver;
};

struct BigInt : Cell {
  uint32_t limb_count;  // 0 = 0n; top limb non-zero
  uint32_t negative;
  uint64_t limbs[];  // little endian magnitude
};

// --- functions
// -------------------------------------------------------------------------------------------------

// Generic entry of every function. new_target is undefined for [[Call]]. argv may be null when argc is 0; the
// callee may not write to it nor keep it. May throw, run user code and collect.
using Code = Value (*)(Function* callee, Value this_value, Value new_target, uint32_t argc,
                       const Value* argv);

enum FunctionFlags : uint32_t {
  kFnStrict = 1 << 0,
  kFnArrow = 1 << 1,
  kFnMethod = 1 << 2,  // no [[Construct]], no prototype property
  kFnGenerator = 1 << 3,
  kFnAsync = 1 << 4,
  kFnClassConstructor = 1 << 5,
  kFnDerivedConstructor = 1 << 6,
  kFnNative = 1 << 7,
  kFnConstructBase = 1 << 8,  // [[Construct]]: the caller makes `this` from new_target.prototype and replaces
                              // a non-object result by it
  kFnConstructSelf = 1 << 9,  // [[Construct]]: the callee makes its object itself (derived classes, native
                              // constructors); result is the object
  kFnHasPrototypeProperty = 1 << 10,
  kFnHidden = 1 << 11,  // left out of stack traces
  kFnGetter = 1 << 12,
  kFnSetter = 1 << 13,
  kFnHomeObject = 1 << 15,       // the capture behind the variables (before the field initializer) is the home object
  kFnFieldInitializer = 1 << 14,  // constructor: the last capture is the closure that initialises the fields
};

// Closures that start with a shape of their own (kiln_closure_shapes).
enum class ClosureKind : uint32_t { Plain, Constructor, Class, Generator, Async, AsyncGenerator };
inline constexpr uint32_t kClosureKinds = 6;
constexpr ClosureKind closureKindOf(uint32_t flags) {
  if (flags & kFnClassConstructor) return ClosureKind::Class;
  if (flags & kFnGenerator) return flags & kFnAsync ? ClosureKind::AsyncGenerator : ClosureKind::Generator;
  if (flags & kFnAsync) return ClosureKind::Async;
  return flags & (kFnConstructBase | kFnConstructSelf) ? ClosureKind::Constructor : ClosureKind::Plain;
}

// One source file, emitted once per module.
struct SourceInfo {
  const char* path;  // as shown in stack traces, UTF-8, NUL-terminated
  const char* text;  // UTF-8, not NUL-terminated
  uint64_t text_length;
};

// Static facts of a function; one per function in the source, shared by its closures. Read-only data.
struct FunctionInfo {
  String* name;  // an atom; initial value of `name`
  Code entry;
  const SourceInfo* source;  // nullptr: native
  uint32_t source_start;     // byte span in source->text, for toString
  uint32_t source_end;
  uint32_t line;             // 1-based, of the function's start
  uint32_t column;           // 1-based, UTF-16
  uint32_t flags;            // FunctionFlags
  uint16_t length;           // initial value of `length`
  uint16_t inline_capacity;  // hint: inline slots of objects that it constructs
  uint32_t capture_count;
  uint32_t realm;      // 0: the program's own; of functions made in others, natives and interpreted ones, theirs
  String* frame_name;  // how stack traces call it when that is not its name: "K.method", "Object.f"; an atom or nullptr
};

// Closure. `store` serves properties such as prototype; `captures` are Values or raw Box* (both scanned).
struct Function : Object {
  Code entry;  // copy of info->entry
  const FunctionInfo* info;
  Value captures[];
};
static_assert(sizeof(Function) == 32);

// A captured variable that is assigned after its capture.
struct Box {
  Value value;
};

// --- inline caches
// ---------------------------------------------------------------------------------------------

// Shapes that a site has met beside its own.
// A hit: receiver's shape == shape and *validity == 1. The value is where a get site says it, at
// ((receiver & base_mask) + offset); at set sites base_mask is ~0. Unused rows have no shape, which every cell has.
// Sites with `doubles` reach double slots as well: what a get site reads, and what a set site writes, differs from the
// Value, a number in double form, by `addend`.
inline constexpr uint32_t kSiteAlternatives = 3;
struct SiteAlternatives {
  struct Row {
    const Shape* shape;
    const uint32_t* validity;
    uint64_t base_mask;
    uint64_t offset;
    uint64_t addend;
  } rows[kSiteAlternatives];
};

// Get site. A hit: receiver is an object cell, its shape == shape, *validity == 1; the value is at
// ((receiver & base_mask) + offset): own inline slot (mask ~0) or absolute slot address in a prototype (mask
// 0). Other hits (accessors, overflow slots, absent) are found by the helper through `more`.
// `shape` is never null in a filled entry; in an empty one it is kiln_no_shape, which no cell has.
struct GetCache {
  const Shape* shape;
  uint64_t base_mask;
  uint64_t offset;
  const uint32_t* validity;
  SiteAlternatives* more;  // never null: kiln_no_alternatives at first; runtime-owned behind the alternatives
  uint64_t addend;         // 0 without `doubles`
  uint64_t doubles;        // 1: hits may be double slots
};

// What compiled code must know to push to arrays and pop from them. Arrays of these shapes are extensible and have
// nothing but elements; while *validity == 1 they inherit none.
struct PlainArrays {
  const Shape* packed;
  const Shape* holey;
  const uint32_t* validity;  // points to 0 until a push has found it
  Value push, pop;           // the original functions of Array.prototype
};

// Arrays of the shape kiln_plain_arrays.packed stand for their iterators while *values == 1 (Array.prototype[@@iterator] is
// what it was) and *next == 1 (%ArrayIteratorPrototype%.next is). All point to 0 until an iteration has
// looked. While *close == 1 array iterators do not notice an early end: they have no `return`.
struct PlainIteration {
  const uint32_t* values;
  const uint32_t* next;
  const uint32_t* close;
};

// Set site. A hit: receiver's shape == shape and *validity == 1: store the value at receiver + offset, then
// new_shape into the receiver's shape word (equal to shape when an existing writable data property is set). Alternatives are
// for existing properties only: the receiver keeps its shape.
struct SetCache {
  const Shape* shape;
  Shape* new_shape;
  uint64_t offset;
  const uint32_t* validity;
  SiteAlternatives* more;
  uint64_t addend;   // 0 without `doubles`
  uint64_t doubles;  // 1: hits may be double slots; the site stores nothing but numbers, in double form
};

// Site whose key is computed. A hit: receiver is an object cell, key and shape are these, *validity == 1: the value is at
// ((receiver & base_mask) + offset); at store sites that is an own writable data property, or becomes one. Filled by the helpers.
struct KeyedCache {
  Value key;  // an atom or a symbol; empty: never hit
  const Shape* shape;
  const uint32_t* validity;
  uint64_t base_mask;
  uint64_t offset;
  uint64_t misses;
  Shape* new_shape;  // store sites: what the receiver becomes, another one when the property is added
};

// What the arguments of a call stand for: a rest parameter, by the index of its first, or an arguments object.
inline constexpr int32_t kUnmappedArguments = -1, kMappedArguments = -2;

// A group of accesses to own properties of one object (docs/ir.md, has_layout). A hit: the object's shape ==
// shape; the value of property i is at object + offsets[i]. kiln_learn_layout fills it in.
struct LayoutMethod {
  String* name;
  Code code;          // that its closure must have
  const Value* slot;  // the prototype's, once the site has a shape
  Value closure;      // what was there then: with `code`
};
// With methods, a hit takes *validity == 1, too: *slot is the closure then (relyOn in runtime/object/property.h).
struct LayoutSite {
  const Shape* shape;
  const uint32_t* validity;
  uint32_t count;   // of properties
  uint32_t misses;  // how often it was asked for another shape
  String* const* names;
  const int32_t* slots;  // where the properties have to be; nullptr: anywhere
  LayoutMethod* methods;
  uint32_t method_count;
  uint32_t family;  // with slots: `others` are hits, too
  uint64_t doubles;  // bit i: property i is in a double slot; the others are not
  const Shape* others[kSiteAlternatives];
  uint64_t offsets[1];  // [count]
};

// Whether a property is an accessor whose getter (setter) has this code. A hit: the receiver's shape == shapes[i] and, of an
// inherited one (offsets[i] == 0), *validities[i] == 1. Objects of one shape may have different accessors of their own: the pair is
// at receiver + offsets[i], its function has to have the code. kiln_learn_getter and kiln_learn_setter fill it in.
inline constexpr uint32_t kGetterShapes = 4;
struct GetterSite {
  const Shape* shapes[kGetterShapes];
  const uint32_t* validities[kGetterShapes];
  uint64_t offsets[kGetterShapes];
  String* name;
  Code code;
  uint64_t misses;
};

// Which of some functions the receiver's inherited method `name` is a closure of. A hit: the receiver's shape ==
// rows[i].shape and *rows[i].validity == 1. kiln_learn_method fills it in; the first rows are used first.
inline constexpr uint32_t kMethodShapes = 6;
struct MethodSite {
  struct Row {
    const Shape* shape;
    const uint32_t* validity;
    int64_t index;  // of the candidate; -1: none of them
  } rows[kMethodShapes];
  String* name;
  uint32_t count;   // of candidates
  uint32_t misses;  // how often there was no row left
  struct Candidate {
    Code code;
    Value closure;  // empty, or the one that all rows with this candidate are about
  } candidates[1];  // [count]
};

// What a property of an object or prototype is, when it is an accessor: its slot's word is the address of a pair.
struct AccessorPair {
  Value getter, setter;  // function or undefined
};

// Adds a property that no prototype can take over: fields of classes. A hit: the key is the site's and the object's shape ==
// shape; the value goes to object + offset, the object's shape becomes new_shape.
struct AddCache {
  Value key;  // empty: never hit
  const Shape* shape;
  Shape* new_shape;
  uint64_t offset;
  uint64_t misses;
};

// `v instanceof target` with the built-in @@hasInstance. Known of a target with this shape while *validity == 1 (of its
// prototypes) and *guard == prototype, its `prototype` property as it was.
struct InstanceOfCache {
  Value target;  // empty: never hit
  const Shape* shape;
  const uint32_t* validity;
  const Value* guard;
  Value prototype;
  uint64_t misses;
};

// Gives a new object its first properties. A hit: the object's shape == before and *validity == 1; the values go to its
// first inline slots, and its shape becomes `after`, which is the layout's.
struct InitSite {
  const Shape* before;
  const Shape* after;
  const uint32_t* validity;
  LayoutSite* layout;
};

// Shape of typed arrays whose `length` is %TypedArray%.prototype's. A hit: the array's shape == shape and *validity == 1.
struct ViewLengthSite {
  const Shape* shape;
  const uint32_t* validity;
  uint64_t misses;
};

// Variable of the global object. value.isEmpty(): not (or no longer) there, not initialised yet, accessor or
// lazily made: go slow.
struct PropertyCell {
  Value value;
  uint64_t writable;  // 1: a plain assignment does no more than change the value
};
struct GlobalCache {
  PropertyCell* cell;  // never null: kiln_empty_property_cell at first
};

// Construct site of a constructor whose caller makes `this` (kFnConstructBase). A hit: the callee is the same function and
// *guard == prototype, its `prototype` property as it was. `guard` points to that property's slot, or to the cache's own
// `prototype` when the property cannot change.
struct ConstructCache {
  Value callee;  // empty: never hit
  const Value* guard;
  Value prototype;
  Shape* shape;       // of the new object
  uint32_t granules;  // its size
  uint32_t reserved;
};

// Makes objects of one constructor together with the fields that its body adds first (docs/ir.md, has_instances). A hit: the
// callee is the same function, *guard == prototype as above, and *validity == 1: nothing above the object takes over or forbids
// the additions. Then the object has `shape`, and the fields are its first slots.
struct InstanceSite {
  Value callee;  // empty: never hit
  const Value* guard;
  Value prototype;
  const uint32_t* validity;
  Shape* shape;
  uint32_t capacity;  // inline slots that the constructor's objects have
  uint32_t count;     // of fields
  String* const* names;
  uint64_t doubles;  // bit i: field i is in a double slot; the others are not
  uint64_t misses;   // how often it was asked for another function or prototype
};

// --- generators and async
// ----------------------------------------------------------------------------------------

enum class ResumeMode : uint32_t { Next = 0, Throw = 1, Return = 2 };

// Activation of a generator / async function / async generator: a state machine over a heap frame.
// `resume` runs until the next suspension or the end. For generators the result is the yielded or returned
// value, and `state` tells which: kDone after return or throw. state 0 = suspended at start.
struct Coroutine : Object {
  Value (*resume)(Coroutine* self, ResumeMode mode, Value sent);
  int32_t state;   // index of the suspend point to go on at; see below
  uint32_t flags;  // runtime-owned
  Value data;      // runtime-owned: promise capability, request queue…
  Value function;  // the callee
  Value frame[];   // spilled locals, raw words allowed
};
inline constexpr int32_t kCoroutineDone = -1;
inline constexpr int32_t kCoroutineRunning = -2;

// --- typed arrays
// ------------------------------------------------------------------------------------------------

struct ArrayBuffer : Object {
  uint8_t* data;  // nullptr when detached; pinned (not moved) while attached and not resized
  size_t byte_length;
  size_t max_byte_length;  // == byte_length unless resizable
  void* owner;             // what keeps `data` alive: GC block or external store
  uint64_t flags;          // runtime-owned
};
// Fast path of a[i]: i < ta->length && buffer->data != nullptr (both loaded), element at buffer->data +
// byte_offset + i * size. For length-tracking or resizable views `length` is 0 and everything goes through
// the helper (runtime keeps the truth elsewhere).
struct TypedArray : Object {
  ArrayBuffer* buffer;
  size_t byte_offset;
  size_t length;
  size_t fixed_length;  // runtime-owned: declared length, or SIZE_MAX when length-tracking
};

struct DataView : Object {
  ArrayBuffer* buffer;
  size_t byte_offset;
  size_t byte_length;  // declared length, or SIZE_MAX when length-tracking
};

// --- allocation
// --------------------------------------------------------------------------------------------------

// Free lists for inline allocation: one per size class of 16-byte granules and kind. The first word of a free
// object links to the next; the rest is zero. Compiled code pops: p = head; if (!p) slow; head = *(void**)p;
// then writes word 0.
inline constexpr size_t kGranule = 16;
inline constexpr size_t kFreeListClasses = 34;  // index = size in granules, 1..33 (528 bytes: an object of 64 inline slots)
struct FreeLists {
  void* scanned[kFreeListClasses];
  void* pointer_free[kFreeListClasses];
};

}  // namespace kiln::abi
