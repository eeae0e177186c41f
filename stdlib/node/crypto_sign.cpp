// Signatures: at once (sign, verify) and of what was hashed piece by piece (Sign, Verify).
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <optional>
#include <vector>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

using SignaturePointer = OpenSslPointer<ECDSA_SIG, ECDSA_SIG_free>;

struct SignOptions {
  int padding;  // 0: the key's own
  std::optional<int> salt_length;
  bool p1363;  // r and s side by side instead of DER
};
SignOptions optionsOf(Value padding, Value salt_length, Value p1363) {
  SignOptions options{padding.isUndefined() ? 0 : toInt32(padding), {}, p1363.isTrue()};
  if (!salt_length.isUndefined()) options.salt_length = toInt32(salt_length);
  return options;
}

bool isRsa(const EVP_PKEY* key) {
  int id = EVP_PKEY_get_base_id(key);
  return id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS;
}
// The algorithms that hash by themselves.
bool isOneShot(const EVP_PKEY* key) {
  int id = EVP_PKEY_get_base_id(key);
  return id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448;
}

bool applyOptions(EVP_PKEY_CTX* context, const EVP_PKEY* key, const SignOptions& options) {
  if (!isRsa(key)) return true;
  int padding = options.padding != 0                                    ? options.padding
                : EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA_PSS ? RSA_PKCS1_PSS_PADDING
                                                                : RSA_PKCS1_PADDING;
  if (EVP_PKEY_CTX_set_rsa_padding(context, padding) != 1) return false;
  return padding != RSA_PKCS1_PSS_PADDING || !options.salt_length ||
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, *options.salt_length) == 1;
}

// Bytes of r, and of s; 0: not such a key.
size_t p1363Size(EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_EC:
      return (static_cast<size_t>(EVP_PKEY_get_bits(key)) + 7) / 8;
    case EVP_PKEY_DSA: {
      BIGNUM* q = nullptr;
      if (EVP_PKEY_get_bn_param(key, "q", &q) != 1) return 0;
      size_t size = static_cast<size_t>(BN_num_bytes(q));
      BN_free(q);
      return size;
    }
    default:
      return 0;
  }
}
std::string toP1363(EVP_PKEY* key, const std::string& der) {
  size_t size = p1363Size(key);
  if (size == 0) return der;
  const auto* at = reinterpret_cast<const uint8_t*>(der.data());
  SignaturePointer signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (signature == nullptr) return "";
  std::string out(2 * size, '\0');
  auto* bytes = reinterpret_cast<uint8_t*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), bytes, static_cast<int>(size));
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), bytes + size, static_cast<int>(size));
  return out;
}
// "" when the length is wrong.
std::string fromP1363(EVP_PKEY* key, const std::string& pair) {
  size_t size = p1363Size(key);
  if (size == 0) return pair;
  if (pair.size() != 2 * size) return "";
  const auto* bytes = reinterpret_cast<const uint8_t*>(pair.data());
  SignaturePointer signature(ECDSA_SIG_new());
  ECDSA_SIG_set0(signature.get(), BN_bin2bn(bytes, static_cast<int>(size), nullptr),
                 BN_bin2bn(bytes + size, static_cast<int>(size), nullptr));
  uint8_t* der = nullptr;
  int length = i2d_ECDSA_SIG(signature.get(), &der);
  std::string out(reinterpret_cast<char*>(der), static_cast<size_t>(std::max(length, 0)));
  OPENSSL_free(der);
  return out;
}

// --- at once

struct OneShot {
  KeyPointer key;
  const EVP_MD* digest;  // null: the key's own
  std::string data, signature;
  SignOptions options;
  bool works = false;
  unsigned long error = 0;  // OpenSSL's, of the thread that worked
};
std::shared_ptr<OneShot> oneShotOf(Args& args, uint32_t options_at) {
  auto job = std::make_shared<OneShot>();
  if (!args[0].isNullish()) {
    job->digest = EVP_get_digestbyname(toUtf8(args[0]).c_str());
    if (job->digest == nullptr)
      throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest: " + toUtf8(args[0]));
  }
  job->data = bytesOf(args[1]);
  EVP_PKEY* key = keyHandleOf(args[2])->key;
  EVP_PKEY_up_ref(key);
  job->key.reset(key);
  job->options = optionsOf(args[options_at], args[options_at + 1], args[options_at + 2]);
  return job;
}
void signNow(OneShot& job) {
  DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  const auto* data = reinterpret_cast<const uint8_t*>(job.data.data());
  size_t size = 0;
  job.works = EVP_DigestSignInit(context.get(), &key_context, job.digest, nullptr, job.key.get()) == 1 &&
              applyOptions(key_context, job.key.get(), job.options) &&
              EVP_DigestSign(context.get(), nullptr, &size, data, job.data.size()) == 1;
  if (job.works) {
    job.signature.resize(size);
    job.works = EVP_DigestSign(context.get(), reinterpret_cast<uint8_t*>(job.signature.data()), &size, data,
                               job.data.size()) == 1;
    job.signature.resize(size);
    if (job.works && job.options.p1363) job.signature = toP1363(job.key.get(), job.signature);
  }
  job.error = ERR_peek_error();
}
void verifyNow(OneShot& job) {
  DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  std::string signature = job.options.p1363 ? fromP1363(job.key.get(), job.signature) : job.signature;
  int status = 0;
  if (EVP_DigestVerifyInit(context.get(), &key_context, job.digest, nullptr, job.key.get()) == 1 &&
      applyOptions(key_context, job.key.get(), job.options)) {
    status = EVP_DigestVerify(context.get(), reinterpret_cast<const uint8_t*>(signature.data()), signature.size(),
                              reinterpret_cast<const uint8_t*>(job.data.data()), job.data.size());
    ERR_clear_error();
  } else {
    job.error = ERR_peek_error();
  }
  job.works = status == 1;
}
void throwErrorOf(const OneShot& job, const char* fallback) {
  ERR_clear_error();
  if (job.error != 0) ERR_raise(ERR_GET_LIB(job.error), ERR_GET_REASON(job.error));
  throwOpenSsl(fallback);
}

// signOnce(digest or null, data, handle, padding, saltLength, p1363, callback)
Value signOnce(Args& args) {
  std::shared_ptr<OneShot> job = oneShotOf(args, 3);
  return runCryptoJob(
      args[6], "SIGNREQUEST", [job] { signNow(*job); },
      [job] {
        if (!job->works) throwErrorOf(*job, "Failed to sign");
        return newBytes(job->signature);
      });
}
// verifyOnce(digest or null, data, handle, signature, padding, saltLength, p1363, callback)
Value verifyOnce(Args& args) {
  std::shared_ptr<OneShot> job = oneShotOf(args, 4);
  job->signature = bytesOf(args[3]);
  return runCryptoJob(
      args[7], "VERIFYREQUEST", [job] { verifyNow(*job); },
      [job] {
        if (job->error != 0) throwErrorOf(*job, "Failed to verify");
        return Value::boolean(job->works);
      });
}

// --- piece by piece

struct SignObject : Object {
  EVP_MD_CTX* context;  // null when done
};
const ClassInfo sign_class = {.name = "SignHandle"};
Shape* sign_shape;
std::vector<SignObject*> open_signs;

void freeDead() {
  std::erase_if(open_signs, [](SignObject* s) {
    if (isMarked(s)) return false;
    EVP_MD_CTX_free(s->context);
    return true;
  });
}
SignObject* signOf(Value v) {
  if (!isObject(v) || asObject(v)->shape->class_info != &sign_class) throwTypeError("Illegal invocation");
  auto* s = static_cast<SignObject*>(asObject(v));
  if (s->context == nullptr) throwWithCode(ErrorType::Error, "ERR_CRYPTO_INVALID_STATE", "Not initialised");
  return s;
}

// newSign(digest)
Value newSign(Args& args) {
  const EVP_MD* digest = EVP_get_digestbyname(toUtf8(args[0]).c_str());
  if (digest == nullptr) throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_DIGEST", "Invalid digest");
  auto* s = static_cast<SignObject*>(newNativeObject(sizeof(SignObject), sign_shape));
  s->context = EVP_MD_CTX_new();
  open_signs.push_back(s);
  if (EVP_DigestInit_ex(s->context, digest, nullptr) != 1) throwOpenSsl("Unable to start the digest");
  return box(s);
}
// updateSign(sign, data)
Value updateSign(Args& args) {
  SignObject* s = signOf(args[0]);
  std::string data = bytesOf(args[1]);
  EVP_DigestUpdate(s->context, data.data(), data.size());
  return Value::undefined();
}

// The digest of all that was given; the object is done.
std::string finish(SignObject* s, const EVP_MD** digest) {
  *digest = EVP_MD_CTX_get0_md(s->context);
  std::string bytes(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  EVP_DigestFinal_ex(s->context, reinterpret_cast<uint8_t*>(bytes.data()), &size);
  bytes.resize(size);
  EVP_MD_CTX_free(s->context);
  s->context = nullptr;
  std::erase(open_signs, s);
  return bytes;
}
void refuseOneShot(const EVP_PKEY* key) {
  if (isOneShot(key)) throwWithCode(ErrorType::Error, "ERR_CRYPTO_UNSUPPORTED_OPERATION", "Unsupported crypto operation");
}

// finishSign(sign, handle, padding, saltLength, p1363)
Value finishSign(Args& args) {
  EVP_PKEY* key = keyHandleOf(args[1])->key;
  SignOptions options = optionsOf(args[2], args[3], args[4]);
  refuseOneShot(key);
  const EVP_MD* digest;
  std::string hash = finish(signOf(args[0]), &digest);
  const auto* data = reinterpret_cast<const uint8_t*>(hash.data());
  KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  size_t size = 0;
  bool works = EVP_PKEY_sign_init(context.get()) == 1 && applyOptions(context.get(), key, options) &&
               EVP_PKEY_CTX_set_signature_md(context.get(), digest) == 1 &&
               EVP_PKEY_sign(context.get(), nullptr, &size, data, hash.size()) == 1;
  std::string signature(size, '\0');
  works = works && EVP_PKEY_sign(context.get(), reinterpret_cast<uint8_t*>(signature.data()), &size, data, hash.size()) == 1;
  if (!works) throwOpenSsl("PEM_read_bio_PrivateKey failed");
  signature.resize(size);
  return newBytes(options.p1363 ? toP1363(key, signature) : signature);
}
// finishVerify(verify, handle, signature, padding, saltLength, p1363)
Value finishVerify(Args& args) {
  EVP_PKEY* key = keyHandleOf(args[1])->key;
  std::string signature = bytesOf(args[2]);
  SignOptions options = optionsOf(args[3], args[4], args[5]);
  refuseOneShot(key);
  const EVP_MD* digest;
  std::string hash = finish(signOf(args[0]), &digest);
  if (options.p1363) {
    signature = fromP1363(key, signature);
    if (signature.empty()) throwWithCode(ErrorType::Error, "ERR_CRYPTO_OPERATION_FAILED", "Malformed signature");
  }
  KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  bool valid = EVP_PKEY_verify_init(context.get()) == 1 && applyOptions(context.get(), key, options) &&
               EVP_PKEY_CTX_set_signature_md(context.get(), digest) == 1 &&
               EVP_PKEY_verify(context.get(), reinterpret_cast<const uint8_t*>(signature.data()), signature.size(),
                               reinterpret_cast<const uint8_t*>(hash.data()), hash.size()) == 1;
  ERR_clear_error();
  return Value::boolean(valid);
}

const NativeMethod kFunctions[] = {
    {"signOnce", KILN_NATIVE(signOnce), 7},     {"verifyOnce", KILN_NATIVE(verifyOnce), 8},
    {"newSign", KILN_NATIVE(newSign), 1},       {"updateSign", KILN_NATIVE(updateSign), 2},
    {"finishSign", KILN_NATIVE(finishSign), 5}, {"finishVerify", KILN_NATIVE(finishVerify), 6},
};

}  // namespace

void defineSigning(Object* exports) {
  addWeakHook(freeDead);
  sign_shape = newRootShape(CellKind::Host, ElementsKind::None, 0, 0, newObjectWithPrototype(nullptr), &sign_class);
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
