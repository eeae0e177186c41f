// What the files of node:crypto share. OpenSSL is linked only into programs that reach kiln_module_crypto;
// the web's `crypto` object (random numbers only) does without it.
#pragma once
#include <string>

#include "stdlib/node/buffer.h"

struct evp_md_st;  // OpenSSL's EVP_MD

namespace kiln::rt {

// --- bytes in and out (crypto_bytes.cpp)

struct ByteSpan {
  uint8_t* data;
  size_t length;
};
// Typed array or DataView (and, if asked for, ArrayBuffer); false for anything else.
bool byteSpanOf(Value v, bool array_buffers, ByteSpan* out);
// A copy of a string's (UTF-8) or buffer's bytes; what is neither throws with `expected` for the type.
std::string bytesOfArgument(Value v, const char* name, const char* expected);
// The bytes of a string in one of Node's encodings; an unknown one means UTF-8.
std::string decodeString(String* s, Value encoding);
// A string in an encoding, or a Buffer when there is none ("buffer", undefined, unknown).
Value encodeBytes(const std::string& bytes, Value encoding);

// Calls `callback` from the event loop.
void completeLater(Value callback, Value error, Value result = Value::empty());

inline constexpr const char* kStringOrView =
    "of type string or an instance of Buffer, TypedArray, or DataView";
inline constexpr const char* kStringOrBuffer =
    "of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView";

// --- random numbers (crypto_random.cpp)

void fillRandom(void* data, size_t length);
String* newRandomUuid();
// Crypto.prototype.getRandomValues on any receiver.
Value fillRandomValues(Value array);
Object* webCrypto();

// --- digests (crypto_digest.cpp)
// By any of OpenSSL's names, for EVP_DigestInit_ex; nullptr: there is none.
const evp_md_st* digestNamed(const char* name);

// --- parts of the module
void defineRandom(Object* exports);
void defineHashes(Object* exports);
void defineKeyDerivation(Object* exports);
// The last OpenSSL error as Node throws it; `fallback` when there is none.
[[noreturn]] void throwOpenSsl(const char* fallback);
std::string openSslReason();  // "error:030000AC:digital envelope routines::…"

}  // namespace kiln::rt
