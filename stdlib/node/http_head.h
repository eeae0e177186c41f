// The head of a message as JavaScript holds it: the text as it came and where the fields are. Objects and strings are made of it
// when a program asks for them.
#pragma once
#include "stdlib/ecma/library.h"
#include "stdlib/http1/parser.h"

namespace kiln::rt {

// Of a head with more than `most` fields (0: no limit), how many rawHeaders and rawTrailers have: Node takes fields in batches of 31 until
// it has `most`.
size_t fieldsTaken(const http1::Head& head, size_t most);
// Kept by requests and responses, with the first `count` fields; opaque to programs. May collect.
Object* newHttpHead(const http1::Head& head, size_t count);
// [name, value, name, value …] of the first `count` fields.
Object* rawFields(const http1::Head& head, size_t count);
void defineHeadFunctions(Object* exports);
// http_outgoing.cpp: the other direction.
void defineOutgoingFunctions(Object* exports);

}  // namespace kiln::rt
