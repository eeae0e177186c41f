// The `with` of import() (§13.3.10.2, §16.2.1.8.1 AllImportAttributesSupported as Node has it).
#pragma once
#include <string>
#include <vector>

#include "runtime/object/object.h"

namespace kiln::rt {

struct ImportAttribute {
  std::string key, value;
};

// EvaluateImportCall, step 10. Throws a TypeError for what is no object of strings; runs user code (getters).
std::vector<ImportAttribute> importAttributes(Value options);
// Throws Node's TypeErrors: unknown attributes, a type that is not the module's, JSON without its type. `url`
// is the module's, for the message.
void checkAttributes(const std::vector<ImportAttribute>& attributes, const ModuleInfo* module,
                     const std::string& url);

}  // namespace kiln::rt
