// File API §3 Blob and §4 File over bytes in memory.
#include <cstring>

#include "runtime/entry/modules.h"
#include "runtime/jobs/jobs.h"
#include "stdlib/ecma/date_math.h"
#include "stdlib/ecma/structured_clone.h"
#include "stdlib/node/buffer.h"
#include "stdlib/node/inspect.h"
#include "stdlib/node/validate.h"

extern "C" const kiln::abi::ModuleInfo kiln_module_internal_blob_stream __attribute__((weak));

namespace kiln::rt {
namespace {

struct BlobObject : Object {
  TypedArray* bytes;
  String* type;
  String* name;  // files
  double last_modified;
};
const ClassInfo blob_class = {.name = "Blob"};
const ClassInfo file_class = {.name = "File"};
Object *blob_prototype, *file_prototype, *blob_object, *file_object;
Shape *blob_shape, *file_shape;

BlobObject* thisBlob(Args& args) {
  if (isObject(args.this_value)) {
    const ClassInfo* info = asObject(args.this_value)->shape->class_info;
    if (info == &blob_class || info == &file_class)
      return static_cast<BlobObject*>(asObject(args.this_value));
  }
  throwWithCode(ErrorType::TypeError, "ERR_INVALID_THIS", "Value of \"this\" must be of type Blob");
}

// §3.1: the type in lower case, empty when it has characters outside U+0020 … U+007E.
String* normalizedType(Value v) {
  if (v.isUndefined()) return emptyString();
  std::string text = toUtf8(v);
  for (char& c : text) {
    if (c < 0x20 || c > 0x7e) return emptyString();
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
  }
  return newLatin1(text);
}

void gather(Value sources, std::string& out, bool native_endings) {
  if (!isObject(sources) || !isCallable(get(asObject(sources), PropertyKey::symbol(symbols.iterator))))
    throwInvalidArgType("sources", "a sequence", sources);
  iterate(sources, [&](Value part) {
    Bytes bytes{};
    if (bytesOfView(part, &bytes)) {
      out.append(reinterpret_cast<char*>(bytes.data), bytes.length);
    } else if (isObject(part) && (asObject(part)->shape->class_info == &blob_class ||
                                  asObject(part)->shape->class_info == &file_class)) {
      bytes = bytesOfArray(static_cast<BlobObject*>(asObject(part))->bytes);
      out.append(reinterpret_cast<char*>(bytes.data), bytes.length);
    } else {
      std::string text = encodeString(toString(part), Encoding::Utf8);
      for (size_t i = 0; native_endings && i < text.size(); ++i) {
        if (text[i] != '\r') continue;
        text[i] = '\n';
        if (i + 1 < text.size() && text[i + 1] == '\n') text.erase(i + 1, 1);
      }
      out += text;
    }
    return true;
  });
}

Value option(Value options, const char* name) {
  return isObject(options) ? get(asObject(options), atomKey(name)) : Value::undefined();
}

BlobObject* make(Shape* shape, const std::string& bytes, String* type) {
  auto* blob = static_cast<BlobObject*>(newNativeObject(sizeof(BlobObject), shape));
  blob->bytes = newUint8Array(bytes.data(), bytes.size());
  blob->type = type;
  return blob;
}

bool nativeEndings(Value options) {
  if (!options.isNullish() && !isObject(options)) throwInvalidArgType("options", "a dictionary", options);
  Value endings = option(options, "endings");
  if (endings.isUndefined()) return false;
  std::string text = toUtf8(endings);
  if (text != "native" && text != "transparent") throwInvalidArgValue("options.endings", endings);
  return text == "native";
}

Value blobEntry(Args& args) {
  if (!args.isConstruct()) throwTypeError("Class constructor Blob cannot be invoked without 'new'");
  std::string bytes;
  bool native = nativeEndings(args[1]);
  if (!args[0].isUndefined()) gather(args[0], bytes, native);
  Shape* shape = shapeFromConstructor(args.new_target, blob_prototype, blob_shape);
  return box(make(shape, bytes, normalizedType(option(args[1], "type"))));
}

Value fileEntry(Args& args) {
  if (!args.isConstruct()) throwTypeError("Class constructor File cannot be invoked without 'new'");
  if (args.count < 2) {
    throwWithCode(ErrorType::TypeError, "ERR_MISSING_ARGS",
                  "The \"fileBits\" and \"fileName\" arguments must be specified");
  }
  std::string bytes;
  gather(args[0], bytes, nativeEndings(args[2]));
  Shape* shape = shapeFromConstructor(args.new_target, file_prototype, file_shape);
  BlobObject* file = make(shape, bytes, normalizedType(option(args[2], "type")));
  file->name = toString(args[1]);
  Value modified = option(args[2], "lastModified");
  Value date = get(realm().global, atomKey("Date"));
  file->last_modified =
      modified.isUndefined() ? toNumber(invoke(date, atomKey("now"), 0, nullptr)) : toNumber(modified);
  return box(file);
}

Value blobSize(Args& args) {
  return Value::number(static_cast<double>(typedArrayLength(thisBlob(args)->bytes)));
}
Value blobType(Args& args) {
  return box(thisBlob(args)->type);
}
Value fileName(Args& args) {
  return box(thisBlob(args)->name);
}
Value fileLastModified(Args& args) {
  return Value::number(thisBlob(args)->last_modified);
}

Value resolved(Value v) {
  Promise* promise = newPromise();
  resolvePromise(promise, v);
  return box(promise);
}
Value blobText(Args& args) {
  Bytes bytes = bytesOfArray(thisBlob(args)->bytes);
  return resolved(box(decodeBytes(bytes.data, bytes.length, Encoding::Utf8)));
}
Value blobArrayBuffer(Args& args) {
  Bytes bytes = bytesOfArray(thisBlob(args)->bytes);
  return resolved(box(newUint8Array(bytes.data, bytes.length)->buffer));
}
Value blobBytes(Args& args) {
  Bytes bytes = bytesOfArray(thisBlob(args)->bytes);
  return resolved(box(newUint8Array(bytes.data, bytes.length)));
}
// In programs that have the name: web streams are linked into those.
Value blobStream(Args& args) {
  BlobObject* blob = thisBlob(args);
  if (&kiln_module_internal_blob_stream == nullptr) return Value::undefined();
  return callWith(requireModule(&kiln_module_internal_blob_stream, nullptr), Value::undefined(), box(blob));
}
Value blobSlice(Args& args) {
  BlobObject* blob = thisBlob(args);
  Bytes bytes = bytesOfArray(blob->bytes);
  auto length = static_cast<double>(bytes.length);
  double start = relativeIndex(args[0], length, 0), end = relativeIndex(args[1], length, length);
  std::string part;
  if (end > start)
    part.assign(reinterpret_cast<char*>(bytes.data) + static_cast<size_t>(start),
                static_cast<size_t>(end - start));
  return box(make(blob_shape, part, normalizedType(args[2])));
}
Value blobInspect(Args& args) {
  BlobObject* blob = thisBlob(args);
  std::string text = blob->name != nullptr ? "File { size: " : "Blob { size: ";
  text += std::to_string(typedArrayLength(blob->bytes)) + ", type: " + inspect(box(blob->type));
  if (blob->name != nullptr) {
    text += ", name: " + inspect(box(blob->name)) +
            ", lastModified: " + toUtf8(numberToString(blob->last_modified));
  }
  return box(newUtf8(text + " }"));
}

// The bytes never change: both objects have them.
Value cloneBlob(Object* o) {
  const ClassInfo* info = o->shape->class_info;
  if (info != &blob_class && info != &file_class) return Value::empty();
  auto* from = static_cast<BlobObject*>(o);
  Shape* shape = info == &file_class ? file_shape : blob_shape;
  auto* to = static_cast<BlobObject*>(newNativeObject(sizeof(BlobObject), shape));
  to->bytes = from->bytes;
  to->type = from->type;
  to->name = from->name;
  to->last_modified = from->last_modified;
  return box(to);
}

const NativeMethod kMethods[] = {
    {"arrayBuffer", KILN_NATIVE(blobArrayBuffer), 0},
    {"slice", KILN_NATIVE(blobSlice), 2},
    {"text", KILN_NATIVE(blobText), 0},
    {"bytes", KILN_NATIVE(blobBytes), 0},
    {"stream", KILN_NATIVE(blobStream), 0},
};

void initialise() {
  if (blob_object != nullptr) return;
  clone_host_object = cloneBlob;
  blob_prototype = newObjectWithPrototype(realm().object_prototype);
  blob_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, blob_prototype, &blob_class);
  blob_object = defineConstructor("Blob", KILN_NATIVE(blobEntry), 0, blob_prototype, false);
  defineEnumerable(blob_prototype, kMethods);
  defineGetter(blob_prototype, "size", KILN_NATIVE(blobSize));
  defineGetter(blob_prototype, "type", KILN_NATIVE(blobType));
  defineTag(blob_prototype, "Blob");
  Value name = box(internAscii("nodejs.util.inspect.custom"));
  Value custom = invoke(get(realm().global, atomKey("Symbol")), atomKey("for"), 1, &name);
  Function* show = newNative(internAscii("[nodejs.util.inspect.custom]"), KILN_NATIVE(blobInspect), 2);
  putDirect(blob_prototype, PropertyKey{custom}, box(show), kHidden);
  file_prototype = newObjectWithPrototype(blob_prototype);
  file_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, file_prototype, &file_class);
  file_object = defineConstructor("File", KILN_NATIVE(fileEntry), 2, file_prototype, false);
  setPrototypeOf(file_object, blob_object);
  defineGetter(file_prototype, "name", KILN_NATIVE(fileName));
  defineGetter(file_prototype, "lastModified", KILN_NATIVE(fileLastModified));
  defineTag(file_prototype, "File");
}

}  // namespace

Value blobConstructor() {
  initialise();
  return box(blob_object);
}
Value fileConstructor() {
  initialise();
  return box(file_object);
}

}  // namespace kiln::rt
