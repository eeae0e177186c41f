// fs.Dir: the entries of a directory, one after the other.
#include "runtime/jobs/jobs.h"
#include "runtime/loop/timers.h"
#include "runtime/ops/iterators.h"
#include "stdlib/node/fs_request.h"

namespace kiln::rt {
namespace {

struct DirObject : Object {
  Object* entries;  // array of Dirent
  uint32_t next;
  bool closed;
  String* path;
};
const ClassInfo dir_class = {.name = "Dir"};
Object *dir_prototype, *dir_constructor;
Shape* dir_shape;

DirObject* thisDir(Args& args) {
  if (!isObject(args.this_value) || asObject(args.this_value)->shape->class_info != &dir_class)
    throwTypeError("Illegal invocation");
  return static_cast<DirObject*>(asObject(args.this_value));
}
DirObject* openDir(Args& args) {
  DirObject* dir = thisDir(args);
  if (dir->closed) throwWithCode(ErrorType::Error, "ERR_DIR_CLOSED", "Directory handle was closed");
  return dir;
}
Value nextEntry(DirObject* dir) {
  if (dir->next >= arrayLength(dir->entries)) return Value::null();
  return dir->entries->elements->data[dir->next++];
}
Value settled(Value v) {
  Promise* promise = newPromise();
  resolvePromise(promise, v);
  return box(promise);
}

Value readSync(Args& args) {
  return nextEntry(openDir(args));
}
Value read(Args& args) {
  Value entry = nextEntry(openDir(args));
  if (!isCallable(args[0])) return settled(entry);
  Value argv[] = {Value::null(), entry};
  addImmediate(args[0], 2, argv);
  return Value::undefined();
}
Value closeSync(Args& args) {
  openDir(args)->closed = true;
  return Value::undefined();
}
Value close(Args& args) {
  openDir(args)->closed = true;
  if (!isCallable(args[0])) return settled(Value::undefined());
  Value argv[] = {Value::null()};
  addImmediate(args[0], 1, argv);
  return Value::undefined();
}
Value pathGetter(Args& args) {
  return box(thisDir(args)->path);
}

// The asynchronous iterator is the directory's `next` and `return` on an object that has it as capture.
Value iteratorNext(Args& args) {
  auto* dir = static_cast<DirObject*>(asObject(args.callee->captures[0]));
  Value entry = dir->closed ? Value::null() : nextEntry(dir);
  if (entry.isNull()) dir->closed = true;
  return settled(createIterResult(entry.isNull() ? Value::undefined() : entry, entry.isNull()));
}
Value iteratorReturn(Args& args) {
  static_cast<DirObject*>(asObject(args.callee->captures[0]))->closed = true;
  return settled(createIterResult(args[0], true));
}
Value entries(Args& args) {
  Object* iterator = newObjectWithPrototype(realm().async_iterator_prototype);
  auto method = [&](const char* name, Code entry) {
    Function* f = newNative(internAscii(name), entry, 0, 0, 1);
    f->captures[0] = args.this_value;
    defineHidden(iterator, atomKey(name), box(f));
  };
  thisDir(args);
  method("next", KILN_NATIVE(iteratorNext));
  method("return", KILN_NATIVE(iteratorReturn));
  return box(iterator);
}
Value dirEntry(Args&) {
  throwTypeError("Illegal constructor");
}

const NativeMethod kMethods[] = {
    {"read", KILN_NATIVE(read), 1},       {"readSync", KILN_NATIVE(readSync), 0},
    {"close", KILN_NATIVE(close), 1},     {"closeSync", KILN_NATIVE(closeSync), 0},
    {"entries", KILN_NATIVE(entries), 0}, {"@@asyncIterator", KILN_NATIVE(entries), 0},
};

}  // namespace

Object* dirConstructor() {
  if (dir_constructor != nullptr) return dir_constructor;
  dir_prototype = newObject();
  dir_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, dir_prototype, &dir_class);
  dir_constructor = defineConstructor("Dir", KILN_NATIVE(dirEntry), 3, dir_prototype, false);
  defineMethods(dir_prototype, kMethods);
  defineGetter(dir_prototype, "path", KILN_NATIVE(pathGetter));
  return dir_constructor;
}

Value openDirectory(FsRequest& r) {
  dirConstructor();
  auto* dir = static_cast<DirObject*>(newNativeObject(sizeof(DirObject), dir_shape));
  r.typed = true;
  dir->entries = asObject(newNames(r));
  dir->path = newUtf8(r.path);
  return box(dir);
}

}  // namespace kiln::rt
