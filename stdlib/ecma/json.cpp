// ECMA-262 §25.5: JSON.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/json.h"

namespace kiln::rt {
namespace {
const NativeMethod kMethods[] = {
    {"parse", KILN_SHOWN_NATIVE(jsonParse), 2},
    {"stringify", KILN_SHOWN_NATIVE(jsonStringify), 3},
    {"rawJSON", KILN_NATIVE(jsonRawJson), 1},
    {"isRawJSON", KILN_NATIVE(jsonIsRawJson), 1},
};
}  // namespace

void initJSON() {
  Object* json = newObject();
  defineMethods(json, kMethods);
  defineTag(json, "JSON");
  defineValue(realm().global, "JSON", box(json));
}

}  // namespace kiln::rt
