// util.inspect and util.format: how Node shows values.
#pragma once
#include <limits>
#include <string>

#include "runtime/object/object.h"

namespace kiln::rt {

struct InspectOptions {
  static constexpr int kCompactAlways = -1;  // `compact: true`
  bool show_hidden = false, colors = false, custom_inspect = true, show_proxy = false,
       numeric_separator = false;
  double depth = 2;  // infinite when the option is null
  Value depth_value = Value::int32(2);
  double max_array_length = 100, max_string_length = 10000, break_length = 80;
  int compact = 3;                          // kCompactAlways, 0 for `false`, or so many innermost levels
  Value sorted = Value::boolean(false);     // or a comparator
  Value getters = Value::boolean(false);    // true, "get", "set"
  Value stylize = Value::undefined();       // the caller's own
  Value user_options = Value::undefined();  // handed on to custom inspection functions
};

// As inspect.defaultOptions says.
InspectOptions defaultInspectOptions();
void applyInspectOptions(InspectOptions& options, Value given);  // own enumerable properties of an object

// May run user code (custom inspection functions, toString of errors); proxies are not entered.
std::u16string inspectText(Value v, const InspectOptions& options);
std::string inspect(Value v, int depth = 2);  // UTF-8
// util.format: %s %d %i %f %j %o %O %c %%, then the rest separated by spaces.
std::u16string formatText(const InspectOptions& options, uint32_t count, const Value* values);
std::string format(uint32_t count, const Value* values);
// console.table's drawing of `data`; false when it is nothing to tabulate.
bool tabulate(Value data, Value properties, const InspectOptions& options, std::u16string* out);

// test(object): whether it is a URL, which shows as its href. Set by the module that makes them.
void setUrlTest(Value test);

Object* inspectFunction();                              // util.inspect
Symbol* inspectCustomSymbol();                          // Symbol.for('nodejs.util.inspect.custom')
std::string printableUtf8(const std::u16string& text);  // lone surrogates become U+FFFD, as on Node's streams
Value textValue(const std::u16string& text);

}  // namespace kiln::rt
