// util.inspect as programs see it: the function, its options, styles and colours.
#include "stdlib/node/inspect_context.h"
#include "stdlib/node/validate.h"

namespace kiln::rt {
namespace {

Object* function_object;
Object* default_options;  // inspect.defaultOptions; made with the function
Symbol* custom_symbol;

struct Color {
  const char* name;
  int on, off;
};
constexpr Color kColors[] = {{"reset", 0, 0},
                             {"bold", 1, 22},
                             {"dim", 2, 22},
                             {"italic", 3, 23},
                             {"underline", 4, 24},
                             {"blink", 5, 25},
                             {"inverse", 7, 27},
                             {"hidden", 8, 28},
                             {"strikethrough", 9, 29},
                             {"doubleunderline", 21, 24},
                             {"black", 30, 39},
                             {"red", 31, 39},
                             {"green", 32, 39},
                             {"yellow", 33, 39},
                             {"blue", 34, 39},
                             {"magenta", 35, 39},
                             {"cyan", 36, 39},
                             {"white", 37, 39},
                             {"bgBlack", 40, 49},
                             {"bgRed", 41, 49},
                             {"bgGreen", 42, 49},
                             {"bgYellow", 43, 49},
                             {"bgBlue", 44, 49},
                             {"bgMagenta", 45, 49},
                             {"bgCyan", 46, 49},
                             {"bgWhite", 47, 49},
                             {"framed", 51, 54},
                             {"overlined", 53, 55},
                             {"gray", 90, 39},
                             {"redBright", 91, 39},
                             {"greenBright", 92, 39},
                             {"yellowBright", 93, 39},
                             {"blueBright", 94, 39},
                             {"magentaBright", 95, 39},
                             {"cyanBright", 96, 39},
                             {"whiteBright", 97, 39},
                             {"bgGray", 100, 49},
                             {"bgRedBright", 101, 49},
                             {"bgGreenBright", 102, 49},
                             {"bgYellowBright", 103, 49},
                             {"bgBlueBright", 104, 49},
                             {"bgMagentaBright", 105, 49},
                             {"bgCyanBright", 106, 49},
                             {"bgWhiteBright", 107, 49}};
struct Name {
  const char *name, *value;
};
constexpr Name kAliases[] = {{"grey", "gray"},
                             {"blackBright", "gray"},
                             {"bgGrey", "bgGray"},
                             {"bgBlackBright", "bgGray"},
                             {"faint", "dim"},
                             {"crossedout", "strikethrough"},
                             {"strikeThrough", "strikethrough"},
                             {"crossedOut", "strikethrough"},
                             {"conceal", "hidden"},
                             {"swapColors", "inverse"},
                             {"swapcolors", "inverse"},
                             {"doubleUnderline", "doubleunderline"}};
constexpr Name kStyles[] = {{"special", "cyan"},   {"number", "yellow"},   {"bigint", "yellow"},
                            {"boolean", "yellow"}, {"undefined", "grey"},  {"null", "bold"},
                            {"string", "green"},   {"symbol", "green"},    {"date", "magenta"},
                            {"regexp", "red"},     {"module", "underline"}};

double limit(Value v) {
  return v.isNullish() ? std::numeric_limits<double>::infinity() : toNumber(v);
}

void setOption(InspectOptions& options, const std::string& name, Value v) {
  if (name == "showHidden")
    options.show_hidden = toBoolean(v);
  else if (name == "depth") {
    double depth = limit(v);
    options.depth_value = v;
    options.depth = depth != depth ? std::numeric_limits<double>::infinity() : depth;
  } else if (name == "colors")
    options.colors = toBoolean(v);
  else if (name == "customInspect")
    options.custom_inspect = toBoolean(v);
  else if (name == "showProxy")
    options.show_proxy = toBoolean(v);
  else if (name == "maxArrayLength")
    options.max_array_length = limit(v);
  else if (name == "maxStringLength")
    options.max_string_length = limit(v);
  else if (name == "breakLength")
    options.break_length = limit(v);
  else if (name == "compact")
    options.compact = v.isTrue() ? InspectOptions::kCompactAlways : v.isNumber() ? toInt32(v) : 0;
  else if (name == "sorted")
    options.sorted = v;
  else if (name == "getters")
    options.getters = v;
  else if (name == "numericSeparator")
    options.numeric_separator = toBoolean(v);
  else if (name == "stylize")
    options.stylize = v;
}

constexpr const char* kOptionNames[] = {
    "showHidden",      "depth",       "colors",  "customInspect", "showProxy", "maxArrayLength",
    "maxStringLength", "breakLength", "compact", "sorted",        "getters",   "numericSeparator"};

bool isOptionName(const std::string& name) {
  return name == "stylize" ||
         std::find(std::begin(kOptionNames), std::end(kOptionNames), name) != std::end(kOptionNames);
}

// The options as an object, in Node's order.
Object* optionsObject(const InspectOptions& o) {
  Object* out = newObject();
  auto put = [&](const char* name, Value v) { createDataProperty(out, atomKey(name), v); };
  put("showHidden", Value::boolean(o.show_hidden));
  put("depth", o.depth_value);
  put("colors", Value::boolean(o.colors));
  put("customInspect", Value::boolean(o.custom_inspect));
  put("showProxy", Value::boolean(o.show_proxy));
  put("maxArrayLength", Value::number(o.max_array_length));
  put("maxStringLength", Value::number(o.max_string_length));
  put("breakLength", Value::number(o.break_length));
  put("compact", o.compact == InspectOptions::kCompactAlways ? Value::boolean(true)
                 : o.compact == 0                            ? Value::boolean(false)
                                                             : Value::int32(o.compact));
  put("sorted", o.sorted);
  put("getters", o.getters);
  put("numericSeparator", Value::boolean(o.numeric_separator));
  return out;
}

Value stylizePlain(Args& args) {
  return args[0];
}
Value stylizeColored(Args& args) {
  Value styles = get(inspectFunction(), atomKey("styles")),
        colors = get(inspectFunction(), atomKey("colors"));
  Value name = getV(styles, toPropertyKey(args[1]));
  Value color = name.isUndefined() ? name : getV(colors, toPropertyKey(name));
  if (color.isUndefined()) return args[0];
  auto code = [&](uint32_t i) { return toText(toString(getV(color, PropertyKey::index(i)))); };
  return textValue(u"\x1b[" + code(0) + u"m" + toText(toString(args[0])) + u"\x1b[" + code(1) + u"m");
}
Function* plain_function;
Function* colored_function;

// inspect(value, options), or as older programs call it: inspect(value, showHidden, depth, colors)
Value inspectEntry(Args& args) {
  InspectOptions options = defaultInspectOptions();
  if (args.count > 2) {
    if (!args[2].isUndefined()) setOption(options, "depth", args[2]);
    if (args.count > 3 && !args[3].isUndefined()) setOption(options, "colors", args[3]);
  }
  if (args[1].isBoolean())
    options.show_hidden = args[1].asBoolean();
  else
    applyInspectOptions(options, args[1]);
  return textValue(inspectText(args[0], options));
}

Value defaultOptionsGetter(Args&) {
  return box(default_options);
}
Value defaultOptionsSetter(Args& args) {
  validateObject(args[0], "options");
  for (Value word : ownPropertyKeys(asObject(args[0]))) {
    PropertyKey key{word};
    if (key.isString() && isOptionName(describeKey(key)))
      createDataProperty(default_options, key, get(asObject(args[0]), key));
  }
  return box(default_options);
}

}  // namespace

Symbol* inspectCustomSymbol() {
  if (custom_symbol == nullptr) {
    Value name = box(internAscii("nodejs.util.inspect.custom"));
    Value symbol = invoke(get(realm().global, atomKey("Symbol")), atomKey("for"), 1, &name);
    custom_symbol = reinterpret_cast<Symbol*>(symbol.bits);
  }
  return custom_symbol;
}

Object* inspectFunction() {
  if (function_object != nullptr) return function_object;
  default_options = optionsObject(InspectOptions());
  function_object = newNative(internAscii("inspect"), KILN_NATIVE(inspectEntry), 2);
  plain_function = newNative(internAscii("stylizeNoColor"), KILN_NATIVE(stylizePlain), 1);
  colored_function = newNative(internAscii("stylizeWithColor"), KILN_NATIVE(stylizeColored), 2);
  createDataProperty(function_object, atomKey("custom"), box(inspectCustomSymbol()));
  putAccessor(function_object, atomKey("defaultOptions"),
              box(newNative(internAscii("get"), KILN_NATIVE(defaultOptionsGetter), 0)),
              box(newNative(internAscii("set"), KILN_NATIVE(defaultOptionsSetter), 1)), 0);
  Object* colors = newObjectWithPrototype(nullptr);
  for (const Color& color : kColors)
    createDataProperty(colors, atomKey(color.name), newPair(Value::int32(color.on), Value::int32(color.off)));
  for (const Name& alias : kAliases)
    defineHidden(colors, atomKey(alias.name), get(colors, atomKey(alias.value)));
  createDataProperty(function_object, atomKey("colors"), box(colors));
  Object* styles = newObjectWithPrototype(nullptr);
  for (const Name& style : kStyles)
    createDataProperty(styles, atomKey(style.name), box(internAscii(style.value)));
  createDataProperty(function_object, atomKey("styles"), box(styles));
  return function_object;
}

InspectOptions defaultInspectOptions() {
  InspectOptions options;
  if (default_options == nullptr) return options;
  for (const char* name : kOptionNames) setOption(options, name, get(default_options, atomKey(name)));
  return options;
}

void applyInspectOptions(InspectOptions& options, Value given) {
  if (!isObject(given)) return;
  for (Value word : ownPropertyKeys(asObject(given))) {
    PropertyKey key{word};
    PropertyDescriptor d;
    if (key.isSymbol() || !getOwnProperty(asObject(given), key, &d) || !(d.attributes & kEnumerable))
      continue;
    std::string name = describeKey(key);
    if (isOptionName(name))
      setOption(options, name, get(asObject(given), key));
    else
      options.user_options = given;
  }
  if (options.stylize == box(plain_function) || options.stylize == box(colored_function))
    options.stylize = Value::undefined();
}

// What a custom inspection function gets: the options, stylize, and what the caller added.
Value Inspector::userOptions() {
  inspectFunction();
  Object* out = optionsObject(options_);
  Value stylize = styling_ == Styling::Own      ? options_.stylize
                  : styling_ == Styling::Colors ? box(colored_function)
                                                : box(plain_function);
  createDataProperty(out, atomKey("stylize"), stylize);
  if (!isObject(options_.user_options)) return box(out);
  for (Value word : ownPropertyKeys(asObject(options_.user_options))) {
    PropertyKey key{word};
    PropertyDescriptor d;
    if (getOwnProperty(asObject(options_.user_options), key, &d) && (d.attributes & kEnumerable))
      createDataProperty(out, key, get(asObject(options_.user_options), key));
  }
  return box(out);
}

}  // namespace kiln::rt
