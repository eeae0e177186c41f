// One call of util.inspect. The files inspect_*.cpp hold one concept each:
// inspect.cpp the walk, _primitives, _names what heads an object, _entries what is in it, _errors, _layout
// lines. All lengths are in UTF-16 units, as Node measures them.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "stdlib/ecma/library.h"
#include "stdlib/node/inspect.h"

namespace kiln::rt {

using Text = std::u16string;

Text toText(String* s);
Text toText(std::string_view utf8_or_ascii);
inline Text toText(const char* ascii) {
  return toText(std::string_view(ascii));
}
Text number16(double d);
inline bool contains(const Text& text, const Text& part) {
  return text.find(part) != Text::npos;
}
Text quoted(const Text& text);          // with the quotes that need the fewest escapes
Text escaped(const Text& text);         // the same escapes, no quotes
size_t displayWidth(const Text& text);  // columns on a terminal, escape sequences left out
Text withoutColors(const Text& text);
Text replaceLineBreaks(const Text& text, const Text& by);
Text formatNumber(Value number, bool separators);
Text formatBigint(Value bigint, bool separators);
bool isErrorObject(Object* o);              // native, or an instance of Error
bool isBuiltinConstructor(Value function);  // by its name, a global of the language or of Node

// What a list of entries belongs to.
enum class EntryKind { Object, ArrayItem, ArrayExtras };

class Inspector {
 public:
  explicit Inspector(const InspectOptions& options);
  Text value(Value v, double level, bool in_typed_array = false);

 private:
  // What the object's own kind adds before its properties.
  enum class Body { None, Array, Set, Map, TypedArray, Iterator, ArrayBuffer, Promise, WeakItems, Namespace };
  struct Braces {
    Text open, close;
  };
  struct Property {
    Value value = Value::undefined(), getter = Value::undefined(), setter = Value::undefined();
    bool enumerable = true;
  };
  using Name = std::optional<Text>;  // of the constructor; none for a null prototype

  // inspect.cpp
  bool custom(Object* o, Value shown_as, double level, Text* out);
  Value userOptions();
  Text raw(Object* o, double level, bool in_typed_array);
  Text property(Object* o, PropertyKey key, double level, EntryKind kind, Object* receiver = nullptr);
  Text proxy(Object* o, double level);
  bool tooDeep(double level) const { return level > options_.depth; }
  Text style(const Text& text, const char* name);
  Property propertyOf(Object* o, PropertyKey key);

  // inspect_primitives.cpp
  Text primitive(Value v, bool plain = false);

  // inspect_names.cpp
  Name constructorName(Object* o, double level, std::vector<Text>* inherited);
  void inheritedProperties(Object* main, Object* from, double level, std::vector<Text>& out);
  static Text prefix(const Name& constructor, const Text& tag, const char* fallback, const Text& size = {});
  Text tagOf(Object* o);
  Text functionBase(Object* o, const Name& constructor, const Text& tag);
  Text classBase(Object* o, const Name& constructor, const Text& tag);
  Text boxedBase(Object* o, ValueList& keys, const Name& constructor, const Text& tag);
  ValueList keysOf(Object* o, bool indices);

  // inspect_entries.cpp
  std::vector<Text> entries(Body body, Object* o, double level, Braces& braces, ValueList& keys);
  std::vector<Text> arrayEntries(Object* o, double level);
  void sparseEntries(Object* o, double level, size_t most, size_t from, std::vector<Text>& out);
  std::vector<Text> collectionEntries(Object* o, double level, bool map);
  std::vector<Text> iteratorEntries(Object* o, double level, Braces& braces);
  std::vector<Text> typedArrayEntries(Object* o, double level);
  std::vector<Text> bufferEntries(Object* o);
  std::vector<Text> promiseEntries(Object* o, double level);
  std::vector<Text> namespaceEntries(Object* o, double level, ValueList& keys);
  size_t most(size_t length) const;

  // inspect_errors.cpp
  Text errorBase(Object* o, const Name& constructor, const Text& tag, ValueList& keys);
  std::vector<Text> stackLines(Object* o, const Text& stack);

  // inspect_layout.cpp
  Text join(std::vector<Text>& out, const Text& base, const Braces& braces, EntryKind kind, double level,
            Object* o);
  bool fitsLine(const std::vector<Text>& out, size_t start, const Text& base) const;
  std::vector<Text> columns(const std::vector<Text>& out, Object* o) const;
  void sort(std::vector<Text>& out, size_t from);

  InspectOptions options_;
  enum class Styling { None, Colors, Own } styling_ = Styling::None;
  size_t indentation_ = 0;
  double current_depth_ = 0;
  ValueList seen_, circular_;
};

}  // namespace kiln::rt
