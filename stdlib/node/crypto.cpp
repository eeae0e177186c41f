// node:crypto
#include "stdlib/node/crypto.h"

#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

Value getFips(Args&) {
  return Value::int32(0);
}

}  // namespace

void fillCrypto(Object* exports) {
  defineHashes(exports);
  defineKeyDerivation(exports);
  defineRandom(exports);
  defineValue(exports, "getFips", box(newNative(internAscii("getFips"), KILN_NATIVE(getFips), 0)), kDefault);
  defineValue(exports, "webcrypto", box(webCrypto()), kDefault);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE(crypto, ::kiln::rt::fillCrypto)
