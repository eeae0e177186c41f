#include "stdlib/node/http_head.h"

#include <array>

#include "stdlib/http1/characters.h"

namespace kiln::rt {
namespace {

struct HeadObject : Object {
  FlatString* text;  // Latin-1
  uint32_t count;
  http1::Field fields[];
};
const ClassInfo head_class = {.name = "HttpHead"};
Shape* head_shape;

HeadObject* headOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &head_class) throwTypeError("Illegal invocation");
  return static_cast<HeadObject*>(asObject(v));
}
std::string_view textOf(const HeadObject* head, http1::Span span) {
  return {reinterpret_cast<const char*>(head->text->latin1()) + span.at, span.length};
}

// What a field that comes again means.
enum class Repeated : uint8_t { Joined, First, Cookie, SetCookie };
struct KnownField {
  std::string_view name;
  Repeated repeated;
};
constexpr KnownField kKnownFields[] = {
    {"age", Repeated::First},
    {"authorization", Repeated::First},
    {"content-length", Repeated::First},
    {"content-type", Repeated::First},
    {"cookie", Repeated::Cookie},
    {"etag", Repeated::First},
    {"expires", Repeated::First},
    {"from", Repeated::First},
    {"host", Repeated::First},
    {"if-modified-since", Repeated::First},
    {"if-unmodified-since", Repeated::First},
    {"last-modified", Repeated::First},
    {"location", Repeated::First},
    {"max-forwards", Repeated::First},
    {"proxy-authorization", Repeated::First},
    {"referer", Repeated::First},
    {"retry-after", Repeated::First},
    {"server", Repeated::First},
    {"set-cookie", Repeated::SetCookie},
    {"user-agent", Repeated::First},
};
Repeated repeatedOf(std::string_view name) {
  for (const KnownField& field : kKnownFields) {
    if (field.name == name) return field.repeated;
  }
  return Repeated::Joined;
}

std::string lowerCase(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = http1::lower(c);
  return lower;
}

// What JavaScript has a field under, and what it means when it comes again.
struct FieldName {
  std::string raw;  // as it came
  PropertyKey key;
  Repeated repeated;
};
// Valid until the next call. Clients send the same few names again and again.
const FieldName& fieldName(std::string_view raw) {
  static std::array<FieldName, 64> recent;  // static data is scanned, so the keys stay
  size_t place = raw.empty() ? 0 : raw.size() * 7 + static_cast<uint8_t>(raw.front()) * 5 + static_cast<uint8_t>(raw.back());
  FieldName& known = recent[place % recent.size()];
  if (known.raw.empty() || known.raw != raw) {
    std::string lower = lowerCase(raw);
    known = {std::string(raw), toPropertyKey(box(newLatin1(lower))), repeatedOf(lower)};
  }
  return known;
}

// Adds a field to `target` as req.headers has it.
void addField(Object* target, std::string_view name, String* value, bool join) {
  const FieldName& field = fieldName(name);
  PropertyKey key = field.key;
  Repeated repeated = field.repeated;
  static const PropertyKey proto = atomKey("__proto__");
  if (key == proto) return;
  PropertyDescriptor d;
  bool exists = getOwnProperty(target, key, &d);
  if (repeated == Repeated::SetCookie) {
    if (exists) {
      arrayPush(asObject(d.value), box(value));
    } else {
      Value only = box(value);
      createDataProperty(target, key, box(newArrayOf(&only, 1)));
    }
    return;
  }
  if (!exists) {
    createDataProperty(target, key, box(value));
    return;
  }
  if (repeated == Repeated::First && !join) return;
  String* parts[] = {asString(d.value), internAscii(repeated == Repeated::Cookie ? "; " : ", "), value};
  createDataProperty(target, key, box(concatMany(parts, 3)));
}

size_t mostOf(Value v, uint32_t count) {
  return v.isInt32() && v.asInt32() > 0 ? std::min<size_t>(count, static_cast<size_t>(v.asInt32())) : count;
}

// headFields(head, joinDuplicates, most): the object that is req.headers
Value headFields(Args& args) {
  HeadObject* head = headOf(args[0]);
  Object* target = newObject();
  size_t count = mostOf(args[2], head->count);
  for (size_t i = 0; i < count; ++i)
    addField(target, textOf(head, head->fields[i].name), newLatin1(textOf(head, head->fields[i].value)), args[1].isTrue());
  return box(target);
}
// headField(head, name in lower case): the first value of that name, or undefined
Value headField(Args& args) {
  HeadObject* head = headOf(args[0]);
  std::string name = toUtf8(args[1]);
  for (uint32_t i = 0; i < head->count; ++i) {
    if (http1::equalsIgnoringCase(textOf(head, head->fields[i].name), name))
      return box(newLatin1(textOf(head, head->fields[i].value)));
  }
  return Value::undefined();
}
// headRaw(head): req.rawHeaders
Value headRaw(Args& args) {
  HeadObject* head = headOf(args[0]);
  ValueList list;
  size_t count = head->count;
  list.reserve(2 * count);
  for (size_t i = 0; i < count; ++i) {
    list.push(box(newLatin1(textOf(head, head->fields[i].name))));
    list.push(box(newLatin1(textOf(head, head->fields[i].value))));
  }
  return box(newArrayFrom(list));
}
// addFieldLine(target, name, value, joinDuplicates)
Value addFieldLine(Args& args) {
  addField(asObject(args[0]), toUtf8(args[1]), toString(args[2]), args[3].isTrue());
  return Value::undefined();
}

const NativeMethod kFunctions[] = {
    {"headFields", KILN_NATIVE(headFields), 3},     {"headField", KILN_NATIVE(headField), 2},
    {"headRaw", KILN_NATIVE(headRaw), 1},           {"addFieldLine", KILN_NATIVE(addFieldLine), 4},
};

}  // namespace

size_t fieldsTaken(const http1::Head& head, size_t most) {
  constexpr size_t kBatch = 31;
  size_t count = head.fields.size();
  return most == 0 ? count : std::min(count, (most + kBatch - 1) / kBatch * kBatch);
}

Object* newHttpHead(const http1::Head& head, size_t count) {
  if (head_shape == nullptr) {
    Object* prototype = newObjectWithPrototype(realm().object_prototype);
    head_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &head_class);
  }
  String* text = newLatin1(head.text);
  size_t bytes = sizeof(HeadObject) + sizeof(http1::Field) * count;
  auto* object = static_cast<HeadObject*>(newNativeObject(bytes, head_shape));
  object->text = static_cast<FlatString*>(text);
  object->count = static_cast<uint32_t>(count);
  std::copy_n(head.fields.begin(), count, object->fields);
  return object;
}

Object* rawFields(const http1::Head& head, size_t count) {
  ValueList list;
  for (size_t i = 0; i < count; ++i) {
    list.push(box(newLatin1(head.view(head.fields[i].name))));
    list.push(box(newLatin1(head.view(head.fields[i].value))));
  }
  return newArrayFrom(list);
}

void defineHeadFunctions(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
