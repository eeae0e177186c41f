// Structured cloning for messages (stdlib/node/message_native.cpp).
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

// A clone of `value`; `buffers` are transferred, and where it refers to replaced[2n] the clone refers to replaced[2n + 1].
Value cloneMessage(Value value, ValueList& buffers, ValueList& replaced);
// Objects with this prototype can be transferred and not be cloned; null when there are none.
extern Object* transferred_prototype;  // of all realms

// Clones an object of the host's classes (Blob), or gives the empty value: it can't be cloned.
extern Value (*clone_host_object)(Object* o);

}  // namespace kiln::rt
