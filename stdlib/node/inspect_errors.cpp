// Errors in util.inspect: the stack, its head with the class's name, frames shared with the cause.
#include "runtime/ops/error.h"
#include "stdlib/node/inspect_context.h"

namespace kiln::rt {
namespace {

Text stackOf(Object* o) {
  Value stack = get(o, atoms.stack);
  if (toBoolean(stack)) return toText(toString(stack));
  return toText(toString(call(get(realm().error_prototypes[0], atoms.toString), box(o), 0, nullptr)));
}

bool has(ValueList& keys, String* name) {
  return std::find(keys.begin(), keys.end(), box(name)) != keys.end();
}

// name, message and stack are not listed when the stack's text has them.
void dropShownKeys(Object* o, ValueList& keys, const Text& stack) {
  ValueList rest;
  for (Value key : keys) {
    if (key == box(atoms.name) || key == box(atoms.message) || key == box(atoms.stack)) {
      Value v = get(o, PropertyKey{key});
      if (contains(stack, toText(toString(v)))) continue;
    }
    rest.push(key);
  }
  keys = rest;
}

bool isNameUnit(char16_t u) {
  return u < 0x80 && (std::isalnum(u) || u == '_' || u == ' ' || u == '[' || u == ']' || u == '(' ||
                      u == ')' || u == '-');
}

// The name that a stack of an object without prototype starts with.
Text leadingName(const Text& stack) {
  size_t end = 0;
  if (!stack.empty() && stack[0] >= 'A' && stack[0] <= 'Z') {
    while (end < stack.size() && isNameUnit(stack[end])) ++end;
    bool followed = end < stack.size() && (stack[end] == ':' || stack.compare(end, 8, u"\n    at ") == 0);
    if (end > 1 && followed) return stack.substr(0, end);
  }
  end = 0;
  while (end < stack.size() && stack[end] < 0x80 &&
         (std::isalnum(stack[end]) || stack[end] == '_' || stack[end] == '-'))
    ++end;
  return end == stack.size() && stack.ends_with(u"Error") ? stack : u"";
}

// Puts the class's name at the head of the stack when `name` is not it.
Text withClassName(const Text& stack, const Text& head, const Text& name, size_t length) {
  if (name == head) return stack;
  if (contains(head, name)) return length == 0 ? head + u": " + stack : head + stack.substr(length);
  return head + u" [" + name + u"]" + stack.substr(length);
}

std::vector<Text> splitLines(const Text& text) {
  std::vector<Text> lines;
  size_t from = 0;
  while (true) {
    size_t end = text.find(u'\n', from);
    lines.push_back(text.substr(from, end == Text::npos ? end : end - from));
    if (end == Text::npos) return lines;
    from = end + 1;
  }
}

}  // namespace

// A run of frames that the cause's stack has too is shown once, there.
std::vector<Text> Inspector::stackLines(Object* o, const Text& frames) {
  constexpr size_t kWorthHiding = 3;
  std::vector<Text> lines = splitLines(frames);
  Value cause = hasProperty(o, PropertyKey::atom(atoms.cause)) ? get(o, atoms.cause) : Value::undefined();
  if (!isObject(cause) || !isErrorObject(asObject(cause))) return lines;
  Text other = stackOf(asObject(cause));
  size_t start = other.find(u"\n    at");
  if (start == Text::npos) return lines;
  std::vector<Text> theirs = splitLines(other.substr(start + 1));
  for (size_t i = 0; i + kWorthHiding < lines.size(); ++i) {
    auto at = static_cast<size_t>(std::find(theirs.begin(), theirs.end(), lines[i]) - theirs.begin());
    if (theirs.size() - at <= kWorthHiding) continue;
    size_t length = 1, longest = std::min(lines.size() - i, theirs.size() - at);
    while (length < longest && lines[i + length] == theirs[at + length]) ++length;
    if (length <= kWorthHiding) continue;
    size_t hidden = length - 2;
    auto first = lines.begin() + static_cast<std::ptrdiff_t>(i + 1);
    Text note =
        u"    ... " + number16(static_cast<double>(hidden)) + u" lines matching cause stack trace ...";
    first = lines.erase(first, first + static_cast<std::ptrdiff_t>(hidden));
    lines.insert(first, style(note, "undefined"));
    break;
  }
  return lines;
}

Text Inspector::errorBase(Object* o, const Name& constructor, const Text& tag, ValueList& keys) {
  Value name_value = get(o, atoms.name);
  Text name = name_value.isNullish() ? u"Error" : toText(toString(name_value));
  Text stack = stackOf(o);
  if (!options_.show_hidden) dropShownKeys(o, keys, stack);
  if (hasProperty(o, PropertyKey::atom(atoms.cause)) && !has(keys, atoms.cause)) keys.push(box(atoms.cause));
  if (isArray(get(o, atoms.errors)) && !has(keys, atoms.errors)) keys.push(box(atoms.errors));

  if (!constructor) {
    Text found = leadingName(stack);
    Text head =
        prefix(constructor, tag, found.empty() ? "Error" : toUtf8(asString(textValue(found))).c_str());
    head.pop_back();
    stack = withClassName(stack, head, name, found.size());
  } else if (name.ends_with(u"Error") && stack.starts_with(name) &&
             (stack.size() == name.size() || stack[name.size()] == ':' || stack[name.size()] == '\n')) {
    Text head = prefix(constructor, tag, "Error");
    head.pop_back();
    stack = withClassName(stack, head, name, name.size());
  }

  Value message = get(o, atoms.message);
  size_t from = 0;
  if (toBoolean(message)) {
    Text text = toText(toString(message));
    size_t at = stack.find(text);
    if (at != Text::npos && at != 0) from = at + text.size();
  }
  size_t frames = stack.find(u"\n    at", from);
  if (frames == Text::npos) {
    stack = u"[" + stack + u"]";
  } else {
    Text head = stack.substr(0, frames);
    for (const Text& line : stackLines(o, stack.substr(frames + 1))) head += u"\n" + line;
    stack = head;
  }
  return indentation_ == 0 ? stack : replaceLineBreaks(stack, u"\n" + Text(indentation_, u' '));
}

}  // namespace kiln::rt
