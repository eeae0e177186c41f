// Parts of Atomics that its files share.
#pragma once
#include "stdlib/ecma/buffers.h"

namespace kiln::rt {

TypedArray* validateAtomicArray(const Args& args, bool waitable, Access access);  // §25.4.3.1
size_t validateAtomicIndex(TypedArray* array,
                           Value v);  // §25.4.3.2: the length is read before the index is converted
inline uint8_t* atomicAddress(TypedArray* array, size_t index) {
  return typedArrayData(array) + index * elementSize(elementType(array));
}
Value atomicsWait(Args& args);
Value atomicsWaitAsync(Args& args);
Value atomicsNotify(Args& args);

}  // namespace kiln::rt
