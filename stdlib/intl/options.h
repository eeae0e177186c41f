// ECMA-402 §9.2: how the constructors read their options. All of it runs user code.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>

#include "stdlib/ecma/library.h"

namespace kiln::rt::intl {

// An options object and who reads it, for messages: "Intl.NumberFormat".
struct OptionsReader {
  Object* object;
  const char* service;

  // §9.2.11 GetOption of type string. `allowed` empty: anything. None: the property is undefined. What is not
  // allowed is a RangeError.
  std::optional<std::string> string(const char* name, std::initializer_list<const char*> allowed = {}) const;
  // An option that is the value of a keyword of language tags ("calendar"), in small letters; "" when it is
  // not given. RangeError when it could be no such value.
  std::string unicodeType(const char* name) const;
  std::optional<bool> boolean(const char* name) const;
  // §9.2.13 GetNumberOption
  std::optional<int> number(const char* name, int minimum, int maximum) const;
  std::string stringOr(const char* name, std::initializer_list<const char*> allowed,
                       const char* fallback) const {
    return string(name, allowed).value_or(fallback);
  }
};

// §9.2.12 DefaultNumberOption
std::optional<int> defaultNumberOption(Value v, int minimum, int maximum, const char* name);

// §9.2.10 CoerceOptionsToObject: undefined becomes an object without properties, null is refused.
OptionsReader coerceOptions(Value options, const char* service);
// §9.2.9 GetOptionsObject: only undefined and objects are accepted.
OptionsReader optionsObject(Value options, const char* service);

// Reads `localeMatcher`, which makes no difference here: both are the lookup of RFC 4647.
void readLocaleMatcher(const OptionsReader& options);

// resolvedOptions(): adds a data property.
void putOption(Object* target, const char* name, const std::string& value);
void putOption(Object* target, const char* name, bool value);
void putOption(Object* target, const char* name, int value);

}  // namespace kiln::rt::intl
