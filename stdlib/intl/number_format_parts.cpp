#include "stdlib/intl/number_format_parts.h"

#include <unicode/unum.h>

#include <vector>

#include "stdlib/intl/options.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

struct Field {
  int32_t kind;  // UNumberFormatFields
  int32_t start, limit;
};
constexpr int kLiteral = -1;

enum class Source : uint8_t { Shared, Start, End };
constexpr const char* kSources[] = {"shared", "startRange", "endRange"};

// What ICU says of the text: `field_at` and `source_at` have an entry for each code unit.
struct Layout {
  std::vector<Field> fields;
  std::vector<int> field_at;  // the innermost, or kLiteral
  std::vector<Source> source_at;
};

Layout layoutOf(const icu::FormattedValue& formatted, int32_t length) {
  Layout layout;
  layout.field_at.assign(static_cast<size_t>(length), kLiteral);
  layout.source_at.assign(static_cast<size_t>(length), Source::Shared);
  UErrorCode status = U_ZERO_ERROR;
  icu::ConstrainedFieldPosition position;
  while (formatted.nextPosition(position, status)) {
    if (position.getCategory() == UFIELD_CATEGORY_NUMBER) {
      layout.fields.push_back({position.getField(), position.getStart(), position.getLimit()});
    } else if (position.getCategory() == UFIELD_CATEGORY_NUMBER_RANGE_SPAN) {
      Source source = position.getField() == 0 ? Source::Start : Source::End;
      std::fill(layout.source_at.begin() + position.getStart(),
                layout.source_at.begin() + position.getLimit(), source);
    }
  }
  check(status);
  // The inner ones last, such as the groups within the integer.
  std::sort(layout.fields.begin(), layout.fields.end(),
            [](const Field& a, const Field& b) { return a.limit - a.start > b.limit - b.start; });
  for (size_t i = 0; i < layout.fields.size(); ++i) {
    const Field& field = layout.fields[i];
    std::fill(layout.field_at.begin() + field.start, layout.field_at.begin() + field.limit,
              static_cast<int>(i));
  }
  return layout;
}

// §15.5.4 PartitionNumberPattern: names of the parts.
const char* partType(int32_t kind, const MathematicalValue& number, bool is_unit) {
  switch (static_cast<UNumberFormatFields>(kind)) {
    case UNUM_INTEGER_FIELD:
      return number.isNaN() ? "nan" : number.isFinite() ? "integer" : "infinity";
    case UNUM_FRACTION_FIELD:
      return "fraction";
    case UNUM_DECIMAL_SEPARATOR_FIELD:
      return "decimal";
    case UNUM_GROUPING_SEPARATOR_FIELD:
      return "group";
    case UNUM_EXPONENT_SYMBOL_FIELD:
      return "exponentSeparator";
    case UNUM_EXPONENT_SIGN_FIELD:
      return "exponentMinusSign";
    case UNUM_EXPONENT_FIELD:
      return "exponentInteger";
    case UNUM_CURRENCY_FIELD:
      return "currency";
    case UNUM_PERCENT_FIELD:
      return is_unit ? "unit" : "percentSign";
    case UNUM_SIGN_FIELD:
      return number.isNegative() ? "minusSign" : "plusSign";
    case UNUM_COMPACT_FIELD:
      return "compact";
    case UNUM_MEASURE_UNIT_FIELD:
      return "unit";
    case UNUM_APPROXIMATELY_SIGN_FIELD:
      return "approximatelySign";
    default:
      return "literal";
  }
}

Value partsOf(const icu::FormattedValue& formatted, const MathematicalValue& start,
              const MathematicalValue& end, bool is_unit, bool is_range, const char* unit) {
  icu::UnicodeString text = textOf(formatted);
  Layout layout = layoutOf(formatted, text.length());
  ValueList parts;
  auto length = static_cast<size_t>(text.length());
  for (size_t from = 0, to; from < length; from = to) {
    int field = layout.field_at[from];
    Source source = layout.source_at[from];
    // As in V8 what is not within one number, such as a literal at its border, is shared.
    for (to = from + 1; to < length && layout.field_at[to] == field; ++to) {
      if (layout.source_at[to] != source) source = Source::Shared;
    }
    const char* type = field == kLiteral ? "literal"
                                         : partType(layout.fields[static_cast<size_t>(field)].kind,
                                                    source == Source::End ? end : start, is_unit);
    String* value = newUtf16(text.getBuffer() + from, to - from);
    Object* part = newPart(type, value);
    if (is_range) putOption(part, "source", std::string(kSources[static_cast<size_t>(source)]));
    if (unit != nullptr && field != kLiteral) putOption(part, "unit", std::string(unit));
    parts.push(box(part));
  }
  return box(newArrayFrom(parts));
}

}  // namespace

Value numberParts(const icu::FormattedValue& text, const MathematicalValue& number, bool is_unit,
                  const char* unit) {
  return partsOf(text, number, number, is_unit, false, unit);
}

Value numberRangeParts(const icu::FormattedValue& text, const MathematicalValue& start,
                       const MathematicalValue& end, bool is_unit) {
  return partsOf(text, start, end, is_unit, true, nullptr);
}

}  // namespace kiln::rt::intl
