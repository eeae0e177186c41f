// Handles of keys: what they are, what they are equal to.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <vector>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

Shape* key_shape;
const ClassInfo key_class = {.name = "KeyObjectHandle"};
std::vector<KeyHandle*> open_keys;

void freeDead() {
  std::erase_if(open_keys, [](KeyHandle* h) {
    if (isMarked(h)) return false;
    EVP_PKEY_free(h->key);
    if (h->secret != nullptr) {
      OPENSSL_cleanse(h->secret->data(), h->secret->size());
      delete h->secret;
    }
    return true;
  });
}

KeyHandle* newHandle() {
  auto* h = static_cast<KeyHandle*>(newNativeObject(sizeof(KeyHandle), key_shape));
  h->key = nullptr;
  h->secret = nullptr;
  open_keys.push_back(h);
  return h;
}

// secretKey(bytes)
Value secretKey(Args& args) {
  KeyHandle* h = newHandle();
  h->secret = new std::string(bytesOf(args[0]));
  return box(h);
}
Value secretBytes(Args& args) {
  return newBytes(*keyHandleOf(args[0])->secret);
}
Value secretSize(Args& args) {
  return Value::number(static_cast<double>(keyHandleOf(args[0])->secret->size()));
}

const char* typeName(const EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
      return "rsa";
    case EVP_PKEY_RSA_PSS:
      return "rsa-pss";
    case EVP_PKEY_DSA:
      return "dsa";
    case EVP_PKEY_DH:
      return "dh";
    case EVP_PKEY_EC:
      return "ec";
    case EVP_PKEY_ED25519:
      return "ed25519";
    case EVP_PKEY_ED448:
      return "ed448";
    case EVP_PKEY_X25519:
      return "x25519";
    case EVP_PKEY_X448:
      return "x448";
    default:
      return nullptr;
  }
}
// keyType(handle): Node's name of the algorithm, or undefined
Value keyType(Args& args) {
  const char* name = typeName(keyHandleOf(args[0])->key);
  return name == nullptr ? Value::undefined() : box(internAscii(name));
}

void put(Object* o, const char* name, Value v) {
  createDataProperty(o, atomKey(name), v);
}
void putText(Object* o, const char* name, const EVP_PKEY* key, const char* parameter) {
  char text[128];
  size_t length = 0;
  if (EVP_PKEY_get_utf8_string_param(key, parameter, text, sizeof text, &length) == 1)
    put(o, name, box(newUtf8(text)));
}
std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}
// "SHA2-256" of the provider is Node's "sha256".
void putDigest(Object* o, const char* name, const EVP_PKEY* key, const char* parameter) {
  char text[128];
  size_t length = 0;
  if (EVP_PKEY_get_utf8_string_param(key, parameter, text, sizeof text, &length) != 1) return;
  const EVP_MD* digest = EVP_get_digestbyname(text);
  int nid = digest == nullptr ? NID_undef : EVP_MD_get_type(digest);
  put(o, name, box(newUtf8(nid == NID_undef ? text : lower(OBJ_nid2ln(nid)))));
}

// keyDetails(handle): what asymmetricKeyDetails shows; publicExponent in hexadecimal
Value keyDetails(Args& args) {
  EVP_PKEY* key = keyHandleOf(args[0])->key;
  Object* o = newObject();
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA_PSS:
    case EVP_PKEY_RSA: {
      put(o, "modulusLength", Value::int32(EVP_PKEY_get_bits(key)));
      BIGNUM* exponent = nullptr;
      if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &exponent) == 1) {
        char* text = BN_bn2hex(exponent);
        put(o, "publicExponent", box(newUtf8(text)));
        OPENSSL_free(text);
        BN_free(exponent);
      }
      if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA_PSS) break;
      int salt_length = 0;
      if (EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_RSA_PSS_SALTLEN, &salt_length) != 1) break;
      putDigest(o, "hashAlgorithm", key, OSSL_PKEY_PARAM_RSA_DIGEST);
      putDigest(o, "mgf1HashAlgorithm", key, OSSL_PKEY_PARAM_RSA_MGF1_DIGEST);
      put(o, "saltLength", Value::int32(salt_length));
      break;
    }
    case EVP_PKEY_DSA: {
      put(o, "modulusLength", Value::int32(EVP_PKEY_get_bits(key)));
      BIGNUM* q = nullptr;
      if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_FFC_Q, &q) == 1) {
        put(o, "divisorLength", Value::int32(BN_num_bits(q)));
        BN_free(q);
      }
      break;
    }
    case EVP_PKEY_EC:
      putText(o, "namedCurve", key, OSSL_PKEY_PARAM_GROUP_NAME);
      break;
  }
  ERR_clear_error();
  return box(o);
}

// keysAreEqual(a, b): of one kind
Value keysAreEqual(Args& args) {
  KeyHandle *a = keyHandleOf(args[0]), *b = keyHandleOf(args[1]);
  if (a->secret != nullptr || b->secret != nullptr) {
    return Value::boolean(a->secret != nullptr && b->secret != nullptr && a->secret->size() == b->secret->size() &&
                          CRYPTO_memcmp(a->secret->data(), b->secret->data(), a->secret->size()) == 0);
  }
  bool equal = EVP_PKEY_eq(a->key, b->key) == 1;
  ERR_clear_error();
  return Value::boolean(equal);
}

const NativeMethod kFunctions[] = {
    {"secretKey", KILN_NATIVE(secretKey), 1},       {"secretBytes", KILN_NATIVE(secretBytes), 1},
    {"secretSize", KILN_NATIVE(secretSize), 1},     {"keyType", KILN_NATIVE(keyType), 1},
    {"keyDetails", KILN_NATIVE(keyDetails), 1},     {"keysAreEqual", KILN_NATIVE(keysAreEqual), 2},
};

}  // namespace

Value newKeyHandle(KeyPointer key) {
  KeyHandle* h = newHandle();
  h->key = key.release();
  return box(h);
}
KeyHandle* keyHandleOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &key_class) throwTypeError("Illegal invocation");
  return static_cast<KeyHandle*>(asObject(v));
}

void defineKeys(Object* exports) {
  addWeakHook(freeDead);
  Object* prototype = newObjectWithPrototype(realm().object_prototype);
  key_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, prototype, &key_class);
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
