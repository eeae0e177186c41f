// Node's checks of arguments, and the errors with its codes and exact texts.
#pragma once
#include <string>

#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// How ERR_INVALID_ARG_TYPE names what it got: "type number (5)", "an instance of Foo", "function f", "null".
std::string receivedText(Value v);
// A number with Node's separators once it is above 2 ** 32: 281_474_976_710_656.
std::string numberWithSeparators(double d);

// `expected` is the whole middle part: "of type string", "an instance of Buffer". A name with a dot is a
// property.
[[noreturn]] void throwInvalidArgType(const std::string& name, const std::string& expected, Value actual);
[[noreturn]] void throwInvalidArgValue(const std::string& name, Value actual,
                                       const std::string& reason = "is invalid",
                                       ErrorType type = ErrorType::TypeError);
// `range` is what follows "It must be ".
[[noreturn]] void throwOutOfRange(const std::string& name, const std::string& range, Value actual);

String* validateString(Value v, const char* name);
void validateFunction(Value v, const char* name);
void validateBoolean(Value v, const char* name);
void validateObject(Value v, const char* name);  // not null, not an array, not a function
double validateNumber(Value v, const char* name);
double validateInteger(Value v, const char* name, double min = -9007199254740991.0,
                       double max = 9007199254740991.0);
int32_t validateInt32(Value v, const char* name, int32_t min = INT32_MIN, int32_t max = INT32_MAX);
uint32_t validateUint32(Value v, const char* name);

}  // namespace kiln::rt
