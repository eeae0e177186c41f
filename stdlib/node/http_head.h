// The head of a message as JavaScript holds it: the text as it came and where the fields are. Objects and strings are made of it
// when a program asks for them.
#pragma once
#include "stdlib/ecma/library.h"
#include "stdlib/http1/parser.h"

namespace kiln::rt {

// Kept by requests and responses; opaque to programs. May collect.
Object* newHttpHead(const http1::Head& head);
// [name, value, name, value …] of the fields, at most `most` of them.
Object* rawFields(const http1::Head& head, size_t most);
void defineHeadFunctions(Object* exports);

}  // namespace kiln::rt
