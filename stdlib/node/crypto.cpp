// The native half of node:crypto (lib/crypto.js).
#include "stdlib/node/crypto.h"

#include "stdlib/node/crypto_key.h"

#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

Value getFips(Args&) {
  return Value::int32(0);
}

}  // namespace

void fillCryptoNative(Object* exports) {
  defineHashes(exports);
  defineKeyDerivation(exports);
  defineRandom(exports);
  defineKeys(exports);
  defineKeyImport(exports);
  defineKeyExport(exports);
  defineKeyGeneration(exports);
  defineSigning(exports);
  defineCiphers(exports);
  defineAgreement(exports);
  defineCertificates(exports);
  defineValue(exports, "getFips", box(newNative(internAscii("getFips"), KILN_NATIVE(getFips), 0)), kDefault);
  defineValue(exports, "webcrypto", box(webCrypto()), kDefault);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_crypto_native, "internal/crypto_native", ::kiln::rt::fillCryptoNative)
