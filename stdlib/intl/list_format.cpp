// ECMA-402 §13 Intl.ListFormat.
#include <unicode/listformatter.h>

#include "stdlib/intl/locales.h"
#include "stdlib/intl/options.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

constexpr const char* kName = "Intl.ListFormat";

struct ListFormatState : State {
  std::string locale, type, style;
  std::unique_ptr<icu::ListFormatter> formatter;
};

const ListFormatState& formatOf(Args& args, const char* method) {
  return stateOf<ListFormatState>(thisIntl(args, Service::ListFormat, method));
}

UListFormatterType typeOf(const std::string& type) {
  if (type == "disjunction") return ULISTFMT_TYPE_OR;
  return type == "unit" ? ULISTFMT_TYPE_UNITS : ULISTFMT_TYPE_AND;
}
UListFormatterWidth widthOf(const std::string& style) {
  if (style == "narrow") return ULISTFMT_WIDTH_NARROW;
  return style == "short" ? ULISTFMT_WIDTH_SHORT : ULISTFMT_WIDTH_WIDE;
}

// §13.1.1
Value listFormatConstructor(Args& args) {
  requireNew(args, "ListFormat");
  Shape* shape = shapeOfNew(Service::ListFormat, args.new_target);
  std::vector<std::string> requested = canonicalizeLocaleList(args[0]);
  OptionsReader options = optionsObject(args[1], kName);
  readLocaleMatcher(options);
  ResolvedLocale resolved = resolveLocale(requested, {});
  auto state = std::make_unique<ListFormatState>();
  state->locale = resolved.tag;
  state->type = options.stringOr("type", {"conjunction", "disjunction", "unit"}, "conjunction");
  state->style = options.stringOr("style", {"long", "short", "narrow"}, "long");
  UErrorCode status = U_ZERO_ERROR;
  state->formatter.reset(icu::ListFormatter::createInstance(resolved.locale, typeOf(state->type),
                                                            widthOf(state->style), status));
  check(status);
  return box(newIntlObject(Service::ListFormat, shape, std::move(state)));
}

// §13.5.5 StringListFromIterable. Runs user code.
std::vector<icu::UnicodeString> stringsOf(Value iterable) {
  std::vector<icu::UnicodeString> strings;
  if (iterable.isUndefined()) return strings;
  iterate(iterable, [&](Value v) {
    if (!isString(v)) throwTypeError("Iterable yielded %s which is not a string", nameForMessage(v).c_str());
    strings.push_back(toUnicode(toString(v)));
    return true;
  });
  return strings;
}

icu::FormattedList formatted(const ListFormatState& state, const std::vector<icu::UnicodeString>& strings) {
  UErrorCode status = U_ZERO_ERROR;
  icu::FormattedList list =
      state.formatter->formatStringsToValue(strings.data(), static_cast<int32_t>(strings.size()), status);
  check(status);
  return list;
}

// §13.3.3
Value listFormatFormat(Args& args) {
  const ListFormatState& state = formatOf(args, "Intl.ListFormat.prototype.format");
  return box(fromUnicode(textOf(formatted(state, stringsOf(args[0])))));
}

// §13.3.4; §13.5.2 CreatePartsFromList
Value listFormatToParts(Args& args) {
  const ListFormatState& state = formatOf(args, "Intl.ListFormat.prototype.formatToParts");
  icu::FormattedList list = formatted(state, stringsOf(args[0]));
  icu::UnicodeString text = textOf(list);
  ValueList parts;
  auto add = [&](const char* type, int32_t from, int32_t to) {
    if (from < to || type[0] == 'e')
      parts.push(box(newPart(type, fromUnicode(text.tempSubStringBetween(from, to)))));
  };
  icu::ConstrainedFieldPosition position;
  position.constrainField(UFIELD_CATEGORY_LIST, ULISTFMT_ELEMENT_FIELD);
  int32_t at = 0;
  UErrorCode status = U_ZERO_ERROR;
  while (list.nextPosition(position, status)) {
    add("literal", at, position.getStart());
    add("element", position.getStart(), position.getLimit());
    at = position.getLimit();
  }
  add("literal", at, text.length());
  check(status);
  return box(newArrayFrom(parts));
}

// §13.3.5
Value listFormatResolvedOptions(Args& args) {
  const ListFormatState& state = formatOf(args, "Intl.ListFormat.prototype.resolvedOptions");
  Object* result = newObject();
  putOption(result, "locale", state.locale);
  putOption(result, "type", state.type);
  putOption(result, "style", state.style);
  return box(result);
}

const NativeMethod kMethods[] = {{"resolvedOptions", KILN_NATIVE(listFormatResolvedOptions), 0},
                                 {"format", KILN_NATIVE(listFormatFormat), 1},
                                 {"formatToParts", KILN_NATIVE(listFormatToParts), 1}};

}  // namespace

Function* initListFormat() {
  return defineService(Service::ListFormat, KILN_NATIVE(listFormatConstructor), kMethods);
}

}  // namespace kiln::rt::intl
