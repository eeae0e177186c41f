#include "stdlib/node/uv_error.h"

#include <uv.h>

#include "runtime/ops/error.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

void putFacts(Object* e, int error, const char* syscall) {
  createDataProperty(e, atomKey("errno"), Value::int32(-error));
  createDataProperty(e, atomKey("code"), box(newUtf8(uv_err_name(-error))));
  createDataProperty(e, atomKey("syscall"), box(newUtf8(syscall)));
}

}  // namespace

Object* newSystemError(int error, const char* syscall, const std::string& path, const std::string& dest) {
  std::string text = std::string(uv_err_name(-error)) + ": " + uv_strerror(-error) + ", " + syscall;
  if (!path.empty()) text += " '" + path + "'";
  if (!dest.empty()) text += " -> '" + dest + "'";
  Object* e = newError(ErrorType::Error, newUtf8(text));
  putFacts(e, error, syscall);
  if (!path.empty()) createDataProperty(e, atomKey("path"), box(newUtf8(path)));
  if (!dest.empty()) createDataProperty(e, atomKey("dest"), box(newUtf8(dest)));
  return e;
}

void throwSystemError(int error, const char* syscall, const std::string& path, const std::string& dest) {
  throwValue(box(newSystemError(error, syscall, path, dest)));
}

void throwSystemErrorWithInfo(int error, const char* syscall) {
  std::string name = uv_err_name(-error), text = uv_strerror(-error);
  Object* e = newErrorWithCode(ErrorType::Error, "ERR_SYSTEM_ERROR",
                               std::string("A system error occurred: ") + syscall + " returned " + name + " (" +
                                   text + ")");
  putDirect(e, PropertyKey::atom(atoms.name), box(internAscii("SystemError")), kHidden);
  Object* info = newObject();
  createDataProperty(info, atomKey("errno"), Value::int32(-error));
  createDataProperty(info, atomKey("code"), box(newUtf8(name)));
  createDataProperty(info, atomKey("message"), box(newUtf8(text)));
  createDataProperty(info, atomKey("syscall"), box(newUtf8(syscall)));
  createDataProperty(e, atomKey("info"), box(info));
  createDataProperty(e, atomKey("errno"), Value::int32(-error));
  createDataProperty(e, atomKey("syscall"), box(newUtf8(syscall)));
  throwValue(box(e));
}

Object* newErrnoException(int error, const char* syscall) {
  Object* e = newError(ErrorType::Error, newUtf8(std::string(syscall) + " " + uv_err_name(-error)));
  putFacts(e, error, syscall);
  return e;
}

void throwErrnoException(int error, const char* syscall) {
  throwValue(box(newErrnoException(error, syscall)));
}

}  // namespace kiln::rt
