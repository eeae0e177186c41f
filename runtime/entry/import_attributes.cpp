#include "runtime/entry/import_attributes.h"

#include "runtime/object/realm.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

[[noreturn]] void throwCoded(const char* code, const std::string& message) {
  throwValue(box(newErrorWithCode(ErrorType::TypeError, code, message)));
}

}  // namespace

std::vector<ImportAttribute> importAttributes(Value options) {
  std::vector<ImportAttribute> attributes;
  if (options.isUndefined()) return attributes;
  if (!isObject(options)) throwTypeError("The second argument to import() must be an object");
  Value with = get(asObject(options), internAscii("with"));
  if (with.isUndefined()) return attributes;
  if (!isObject(with)) throwTypeError("The 'assert' option must be an object");
  Object* object = asObject(with);
  ValueList keys = ownPropertyKeys(object);
  for (Value word : keys) {
    if (isSymbol(word)) continue;
    PropertyKey key{word};
    PropertyDescriptor descriptor;
    if (!getOwnProperty(object, key, &descriptor) || !(descriptor.attributes & kEnumerable)) continue;
    Value value = get(object, key);
    if (!isString(value)) throwTypeError("Import assertion value must be a string");
    attributes.push_back({toUtf8(asString(key.toValue())), toUtf8(asString(value))});
  }
  return attributes;
}

void checkAttributes(const std::vector<ImportAttribute>& attributes, const ModuleInfo* module,
                     const std::string& url) {
  bool json = false;
  for (const ImportAttribute& attribute : attributes) {
    if (attribute.key != "type")
      throwCoded("ERR_IMPORT_ATTRIBUTE_UNSUPPORTED", "Import attribute \"" + attribute.key +
                                                         "\" with value \"" + attribute.value +
                                                         "\" is not supported");
    if (attribute.value != "json")
      throwCoded("ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED",
                 "Import attribute type \"" + attribute.value + "\" is unsupported");
    json = true;
  }
  bool is_json = module->kind == ModuleKind::Json;
  if (json && !is_json)
    throwCoded("ERR_IMPORT_ASSERTION_TYPE_FAILED", "Module \"" + url + "\" is not of type \"json\"");
  if (is_json && !json)
    throwCoded("ERR_IMPORT_ASSERTION_TYPE_MISSING",
               "Module \"" + url + "\" needs an import attribute of type \"json\"");
}

}  // namespace kiln::rt
