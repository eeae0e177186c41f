// What may be sent in a head, and heads made of it: between the two halves of what node:http sends (http_outgoing, http_made_head).
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

bool isToken(Value v);  // a string that may be the name of a field or a method
bool hasInvalidCharacter(String* s);  // one that may not be in a field's value; may allocate

// A name that was seen to be a token, and its key in lower case.
struct KnownName {
  String* name;
  PropertyKey key;
};
// nullptr: `name` may not be sent. Valid until the next call.
const KnownName* knownName(Value name);

void defineHeadMaker(Object* exports);

}  // namespace kiln::rt
