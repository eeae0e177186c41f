// Symmetric ciphers: blocks, streams, and those that authenticate (GCM, CCM, OCB, ChaCha20-Poly1305).
#include <openssl/err.h>
#include <openssl/evp.h>

#include <set>
#include <vector>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

constexpr int kUnknown = -1;  // of a tag's length

struct CipherObject : Object {
  EVP_CIPHER_CTX* context;  // null when done
  bool encrypts, has_tag, tag_is_set, failed;
  int mode, tag_length, max_message;
  uint8_t tag[16];
};
const ClassInfo cipher_class = {.name = "CipherHandle"};
Shape* cipher_shape;
std::vector<CipherObject*> open_ciphers;

void freeDead() {
  std::erase_if(open_ciphers, [](CipherObject* c) {
    if (isMarked(c)) return false;
    EVP_CIPHER_CTX_free(c->context);
    return true;
  });
}
CipherObject* cipherOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &cipher_class) throwTypeError("Illegal invocation");
  return static_cast<CipherObject*>(asObject(v));
}

[[noreturn]] void throwState(const char* operation) {
  throwWithCode(ErrorType::Error, "ERR_CRYPTO_INVALID_STATE", std::string("Invalid state for operation ") + operation);
}
[[noreturn]] void throwTagLength(int length) {
  throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_AUTH_TAG",
                "Invalid authentication tag length: " + std::to_string(length));
}

bool isChaCha(const EVP_CIPHER* cipher) {
  return EVP_CIPHER_get_nid(cipher) == NID_chacha20_poly1305;
}
bool authenticates(const EVP_CIPHER* cipher) {
  switch (EVP_CIPHER_get_mode(cipher)) {
    case EVP_CIPH_GCM_MODE:
    case EVP_CIPH_CCM_MODE:
    case EVP_CIPH_OCB_MODE:
      return true;
    default:
      return isChaCha(cipher);
  }
}
bool isGcmTagLength(int length) {
  return length == 4 || length == 8 || (length >= 12 && length <= 16);
}

// Checks and sets the tag's length of a new object.
void startAuthenticated(CipherObject* c, const EVP_CIPHER* cipher, const std::string& name, int iv_length,
                        int tag_length) {
  if (EVP_CIPHER_CTX_ctrl(c->context, EVP_CTRL_AEAD_SET_IVLEN, iv_length, nullptr) != 1)
    throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
  if (c->mode == EVP_CIPH_GCM_MODE) {
    if (tag_length == kUnknown) return;
    if (!isGcmTagLength(tag_length)) throwTagLength(tag_length);
    c->tag_length = tag_length;
    return;
  }
  if (tag_length == kUnknown) {
    if (!isChaCha(cipher))
      throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_AUTH_TAG", "authTagLength required for " + name);
    tag_length = 16;
  }
  if (EVP_CIPHER_CTX_ctrl(c->context, EVP_CTRL_AEAD_SET_TAG, tag_length, nullptr) != 1) throwTagLength(tag_length);
  c->tag_length = tag_length;
  // RFC 3610: the longer the nonce, the fewer bytes are left for the length.
  if (c->mode == EVP_CIPH_CCM_MODE) {
    if (iv_length == 12) c->max_message = (1 << 24) - 1;
    if (iv_length == 13) c->max_message = (1 << 16) - 1;
  }
}

// newCipher(encrypts, name, key, iv or null, tag length or -1)
Value newCipher(Args& args) {
  std::string name = toUtf8(args[1]), key = bytesOf(args[2]);
  ERR_clear_error();
  const EVP_CIPHER* cipher = EVP_get_cipherbyname(name.c_str());
  if (cipher == nullptr) throwWithCode(ErrorType::Error, "ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher");
  bool has_iv = !args[3].isNull();
  std::string iv = has_iv ? bytesOf(args[3]) : "";
  int expected = EVP_CIPHER_get_iv_length(cipher), iv_length = static_cast<int>(iv.size());
  auto refuseIv = [] {
    throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
  };
  bool tagged = authenticates(cipher);
  if (!has_iv && expected != 0) refuseIv();
  if (!tagged && has_iv && iv_length != expected) refuseIv();
  if (isChaCha(cipher) && iv_length > 12) refuseIv();
  auto* c = static_cast<CipherObject*>(newNativeObject(sizeof(CipherObject), cipher_shape));
  c->context = EVP_CIPHER_CTX_new();
  c->encrypts = args[0].isTrue();
  c->has_tag = c->tag_is_set = c->failed = false;
  c->mode = EVP_CIPHER_get_mode(cipher);
  c->tag_length = kUnknown;
  c->max_message = INT32_MAX;
  open_ciphers.push_back(c);
  if (c->mode == EVP_CIPH_WRAP_MODE) EVP_CIPHER_CTX_set_flags(c->context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  if (EVP_CipherInit_ex(c->context, cipher, nullptr, nullptr, nullptr, c->encrypts) != 1)
    throwOpenSsl("Failed to initialize cipher");
  if (tagged) {
    c->has_tag = true;
    startAuthenticated(c, cipher, name, iv_length, toInt32(args[4]));
  }
  if (EVP_CIPHER_CTX_set_key_length(c->context, static_cast<int>(key.size())) != 1) {
    ERR_clear_error();
    throwWithCode(ErrorType::RangeError, "ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
  }
  if (EVP_CipherInit_ex(c->context, nullptr, nullptr, reinterpret_cast<const uint8_t*>(key.data()),
                        has_iv ? reinterpret_cast<const uint8_t*>(iv.data()) : nullptr, c->encrypts) != 1)
    throwOpenSsl("Failed to initialize cipher");
  return box(c);
}

// The tag that deciphering has to find goes in before the first data.
bool giveTag(CipherObject* c) {
  if (c->encrypts || !c->has_tag || !c->tag_is_set) return true;
  c->tag_is_set = false;
  return EVP_CIPHER_CTX_ctrl(c->context, EVP_CTRL_AEAD_SET_TAG, c->tag_length, c->tag) == 1;
}
bool checkMessage(const CipherObject* c, size_t size) {
  return c->mode != EVP_CIPH_CCM_MODE || size <= static_cast<size_t>(c->max_message);
}

// updateCipher(cipher, data)
Value updateCipher(Args& args) {
  CipherObject* c = cipherOf(args[0]);
  std::string data = bytesOf(args[1]);
  ERR_clear_error();
  if (c->context == nullptr) throwError(ErrorType::Error, "Trying to add data in unsupported state");
  if (data.size() > INT32_MAX) throwWithCode(ErrorType::RangeError, "ERR_OUT_OF_RANGE", "data is too long");
  if (!checkMessage(c, data.size())) throwError(ErrorType::Error, "Invalid message length");
  if (c->mode == EVP_CIPH_CCM_MODE && !c->encrypts && !c->tag_is_set && c->tag_length != kUnknown && !c->failed)
    throwState("update");
  giveTag(c);
  int size = static_cast<int>(data.size()) + EVP_CIPHER_CTX_get_block_size(c->context);
  const auto* bytes = reinterpret_cast<const uint8_t*>(data.data());
  if (c->mode == EVP_CIPH_WRAP_MODE &&
      EVP_CipherUpdate(c->context, nullptr, &size, bytes, static_cast<int>(data.size())) != 1)
    throwOpenSsl("Trying to add data in unsupported state");
  std::string out(static_cast<size_t>(size), '\0');
  int status = EVP_CipherUpdate(c->context, reinterpret_cast<uint8_t*>(out.data()), &size, bytes,
                                static_cast<int>(data.size()));
  // CCM checks the tag here; what is wrong with it is told by final().
  if (status != 1 && !c->encrypts && c->mode == EVP_CIPH_CCM_MODE) {
    c->failed = true;
    ERR_clear_error();
    return newBytes("");
  }
  if (status != 1) throwOpenSsl("Trying to add data in unsupported state");
  out.resize(static_cast<size_t>(size));
  return newBytes(out);
}

// finalCipher(cipher)
Value finalCipher(Args& args) {
  CipherObject* c = cipherOf(args[0]);
  if (c->context == nullptr) throwWithCode(ErrorType::Error, "ERR_CRYPTO_INVALID_STATE", "Invalid state");
  ERR_clear_error();
  giveTag(c);
  bool ccm = c->mode == EVP_CIPH_CCM_MODE, works;
  std::string out(static_cast<size_t>(EVP_CIPHER_CTX_get_block_size(c->context)), '\0');
  int size = 0;
  if (ccm && !c->encrypts)
    works = !c->failed;
  else
    works = EVP_CipherFinal_ex(c->context, reinterpret_cast<uint8_t*>(out.data()), &size) == 1;
  if (works && c->encrypts && c->has_tag) {
    if (c->tag_length == kUnknown) c->tag_length = 16;
    works = EVP_CIPHER_CTX_ctrl(c->context, EVP_CTRL_AEAD_GET_TAG, c->tag_length, c->tag) == 1;
  }
  EVP_CIPHER_CTX_free(c->context);
  c->context = nullptr;
  std::erase(open_ciphers, c);
  if (!works) {
    if (!c->has_tag) throwOpenSsl("Unsupported state");
    ERR_clear_error();
    throwError(ErrorType::Error, "Unsupported state or unable to authenticate data");
  }
  out.resize(static_cast<size_t>(size));
  return newBytes(out);
}

// setPadding(cipher, padded)
Value setPadding(Args& args) {
  CipherObject* c = cipherOf(args[0]);
  if (c->context == nullptr) throwState("setAutoPadding");
  EVP_CIPHER_CTX_set_padding(c->context, args[1].isTrue());
  return Value::undefined();
}
// getTag(cipher)
Value getTag(Args& args) {
  CipherObject* c = cipherOf(args[0]);
  if (c->context != nullptr || !c->encrypts || !c->has_tag || c->tag_length == kUnknown) throwState("getAuthTag");
  return newBytes({reinterpret_cast<char*>(c->tag), static_cast<size_t>(c->tag_length)});
}
// setTag(cipher, bytes)
Value setTag(Args& args) {
  CipherObject* c = cipherOf(args[0]);
  std::string tag = bytesOf(args[1]);
  if (c->context == nullptr || !c->has_tag || c->encrypts || c->tag_is_set) throwState("setAuthTag");
  auto length = static_cast<int>(tag.size());
  bool fits = c->mode == EVP_CIPH_GCM_MODE
                  ? (c->tag_length == kUnknown || c->tag_length == length) && isGcmTagLength(length)
                  : c->tag_length == length;
  if (!fits) throwTagLength(length);
  c->tag_length = length;
  c->tag_is_set = true;
  std::copy(tag.begin(), tag.end(), c->tag);
  return Value::undefined();
}
// setAad(cipher, bytes, plaintext length or -1)
Value setAad(Args& args) {
  CipherObject* c = cipherOf(args[0]);
  std::string data = bytesOf(args[1]);
  int size = 0, message = toInt32(args[2]);
  if (c->context == nullptr || !c->has_tag) throwState("setAAD");
  if (c->mode == EVP_CIPH_CCM_MODE) {
    if (message < 0)
      throwWithCode(ErrorType::TypeError, "ERR_MISSING_ARGS", "options.plaintextLength required for CCM mode with AAD");
    if (!checkMessage(c, static_cast<size_t>(message))) throwError(ErrorType::Error, "Invalid message length");
    if (!giveTag(c) || EVP_CipherUpdate(c->context, nullptr, &size, nullptr, message) != 1) throwState("setAAD");
    if (!c->encrypts) c->tag_is_set = true;
  }
  if (EVP_CipherUpdate(c->context, nullptr, &size, reinterpret_cast<const uint8_t*>(data.data()),
                       static_cast<int>(data.size())) != 1) {
    ERR_clear_error();
    throwState("setAAD");
  }
  return Value::undefined();
}

const char* modeName(const EVP_CIPHER* cipher) {
  switch (EVP_CIPHER_get_mode(cipher)) {
    case EVP_CIPH_CBC_MODE:
      return "cbc";
    case EVP_CIPH_CCM_MODE:
      return "ccm";
    case EVP_CIPH_CFB_MODE:
      return "cfb";
    case EVP_CIPH_CTR_MODE:
      return "ctr";
    case EVP_CIPH_ECB_MODE:
      return "ecb";
    case EVP_CIPH_GCM_MODE:
      return "gcm";
    case EVP_CIPH_OCB_MODE:
      return "ocb";
    case EVP_CIPH_OFB_MODE:
      return "ofb";
    case EVP_CIPH_WRAP_MODE:
      return "wrap";
    case EVP_CIPH_XTS_MODE:
      return "xts";
    default:
      return isChaCha(cipher) ? "stream" : EVP_CIPHER_get_mode(cipher) == EVP_CIPH_STREAM_CIPHER ? "stream" : nullptr;
  }
}
// cipherInfo(name or nid, key length or undefined, iv length or undefined)
Value cipherInfo(Args& args) {
  const EVP_CIPHER* cipher = isString(args[0]) ? EVP_get_cipherbyname(toUtf8(args[0]).c_str())
                                               : EVP_get_cipherbynid(toInt32(args[0]));
  if (cipher == nullptr) return Value::undefined();
  int iv_length = EVP_CIPHER_get_iv_length(cipher), key_length = EVP_CIPHER_get_key_length(cipher);
  int mode = EVP_CIPHER_get_mode(cipher);
  OpenSslPointer<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> context(EVP_CIPHER_CTX_new());
  if (!args[1].isUndefined() || !args[2].isUndefined()) {
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr, 1) != 1) return Value::undefined();
    if (!args[1].isUndefined()) {
      if (EVP_CIPHER_CTX_set_key_length(context.get(), toInt32(args[1])) != 1) {
        ERR_clear_error();
        return Value::undefined();
      }
      key_length = toInt32(args[1]);
    }
    if (!args[2].isUndefined()) {
      int wanted = toInt32(args[2]);
      bool fits = authenticates(cipher) ? mode == EVP_CIPH_CCM_MODE || mode == EVP_CIPH_OCB_MODE
                                              ? EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN, wanted, nullptr) == 1
                                              : wanted > 0
                                        : wanted == iv_length;
      ERR_clear_error();
      if (!fits) return Value::undefined();
      iv_length = wanted;
    }
  }
  Object* o = newObject();
  auto put = [&](const char* name, Value v) { createDataProperty(o, atomKey(name), v); };
  const char* name = modeName(cipher);
  if (name != nullptr) put("mode", box(internAscii(name)));
  std::string short_name = OBJ_nid2sn(EVP_CIPHER_get_nid(cipher));
  for (char& c : short_name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  put("name", box(newUtf8(short_name)));
  put("nid", Value::int32(EVP_CIPHER_get_nid(cipher)));
  if (mode != EVP_CIPH_STREAM_CIPHER) put("blockSize", Value::int32(EVP_CIPHER_get_block_size(cipher)));
  if (iv_length != 0) put("ivLength", Value::int32(iv_length));
  put("keyLength", Value::int32(key_length));
  return box(o);
}

Value getCiphers(Args&) {
  std::set<std::string> names;
  EVP_CIPHER_do_all_sorted(
      [](const EVP_CIPHER* cipher, const char* from, const char*, void* out) {
        if (from == nullptr) return;
        if (cipher == nullptr) cipher = EVP_get_cipherbyname(from);
        if (cipher == nullptr) return;
        // Names whose algorithm no provider has are of no use.
        EVP_CIPHER* fetched = EVP_CIPHER_fetch(nullptr, EVP_CIPHER_get0_name(cipher), nullptr);
        if (fetched == nullptr) return;
        EVP_CIPHER_free(fetched);
        std::string name = from;
        for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        static_cast<std::set<std::string>*>(out)->insert(name);
      },
      &names);
  ERR_clear_error();
  Object* list = newArray(0);
  for (const std::string& name : names) arrayPush(list, box(newUtf8(name)));
  return box(list);
}

const NativeMethod kFunctions[] = {
    {"newCipher", KILN_NATIVE(newCipher), 5},     {"updateCipher", KILN_NATIVE(updateCipher), 2},
    {"finalCipher", KILN_NATIVE(finalCipher), 1}, {"setPadding", KILN_NATIVE(setPadding), 2},
    {"getTag", KILN_NATIVE(getTag), 1},           {"setTag", KILN_NATIVE(setTag), 2},
    {"setAad", KILN_NATIVE(setAad), 3},           {"cipherInfo", KILN_NATIVE(cipherInfo), 3},
    {"getCiphers", KILN_NATIVE(getCiphers), 0},
};

}  // namespace

void defineCiphers(Object* exports) {
  addWeakHook(freeDead);
  cipher_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, newObjectWithPrototype(nullptr), &cipher_class);
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
