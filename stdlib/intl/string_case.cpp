// ECMA-402 §19.1.2, §19.1.3: String.prototype.toLocaleLowerCase and toLocaleUpperCase.
#include "stdlib/intl/string_case.h"

#include <algorithm>

#include "stdlib/ecma/string.h"
#include "stdlib/intl/locales.h"
#include "stdlib/intl/service.h"
#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

// §19.1.2.1 TransformCase. Only these languages have rules of their own.
constexpr const char* kLanguages[] = {"az", "el", "lt", "tr"};

template <bool upper>
Value transformCase(Args& args) {
  String* s =
      thisString(args, upper ? "String.prototype.toLocaleUpperCase" : "String.prototype.toLocaleLowerCase");
  std::vector<std::string> requested = canonicalizeLocaleList(args[0]);
  std::string tag = requested.empty() ? defaultLocale() : requested[0];
  std::string language = tag.substr(0, tag.find('-'));
  if (std::find(std::begin(kLanguages), std::end(kLanguages), language) == std::end(kLanguages))
    return box(caseConverted(s, upper));
  icu::UnicodeString text = toUnicode(s);
  icu::Locale locale(language.c_str());
  return box(fromUnicode(upper ? text.toUpper(locale) : text.toLower(locale)));
}

const NativeMethod kMethods[] = {{"toLocaleLowerCase", KILN_NATIVE(transformCase<false>), 0},
                                 {"toLocaleUpperCase", KILN_NATIVE(transformCase<true>), 0}};

}  // namespace

void defineStringCase() {
  replaceMethods(realm().string_prototype, kMethods);
}

}  // namespace kiln::rt::intl
