// Shared secrets: of key pairs, of points of a curve (ECDH), of powers modulo a prime (Diffie-Hellman); primes.
#include <openssl/bn.h>
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/err.h>

#include <algorithm>
#include <set>
#include <vector>

#include "stdlib/node/crypto_key.h"

namespace kiln::rt {
namespace {

using NumberPointer = OpenSslPointer<BIGNUM, BN_clear_free>;
using GroupPointer = OpenSslPointer<EC_GROUP, EC_GROUP_free>;
using PointPointer = OpenSslPointer<EC_POINT, EC_POINT_free>;
using NumberContext = OpenSslPointer<BN_CTX, BN_CTX_free>;

NumberPointer numberOf(const std::string& bytes) {
  return NumberPointer(
      BN_bin2bn(reinterpret_cast<const uint8_t*>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
}
std::string bytesOfNumber(const BIGNUM* number, size_t size = 0) {
  std::string bytes(std::max(size, static_cast<size_t>(BN_num_bytes(number))), '\0');
  BN_bn2binpad(number, reinterpret_cast<uint8_t*>(bytes.data()), static_cast<int>(bytes.size()));
  return bytes;
}

// agree(private handle, public handle)
Value agree(Args& args) {
  EVP_PKEY *own = keyHandleOf(args[0])->key, *other = keyHandleOf(args[1])->key;
  ERR_clear_error();
  KeyContext context(EVP_PKEY_CTX_new(own, nullptr));
  size_t size = 0;
  if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), other) != 1 ||
      EVP_PKEY_derive(context.get(), nullptr, &size) != 1)
    throwOpenSsl("diffieHellman failed");
  std::string secret(size, '\0');
  if (EVP_PKEY_derive(context.get(), reinterpret_cast<uint8_t*>(secret.data()), &size) != 1)
    throwOpenSsl("diffieHellman failed");
  secret.resize(size);
  return newBytes(secret);
}

// --- ECDH: keys are their bytes, kept in JavaScript

GroupPointer groupOf(Value curve) {
  int nid = OBJ_sn2nid(toUtf8(curve).c_str());
  GroupPointer group(nid == NID_undef ? nullptr : EC_GROUP_new_by_curve_name(nid));
  if (group == nullptr) {
    ERR_clear_error();
    throwWithCode(ErrorType::TypeError, "ERR_CRYPTO_INVALID_CURVE", "Invalid EC curve name");
  }
  return group;
}
size_t fieldSize(const EC_GROUP* group) {
  return (static_cast<size_t>(EC_GROUP_get_degree(group)) + 7) / 8;
}
// Null when it is none.
PointPointer pointOf(const EC_GROUP* group, const std::string& bytes) {
  PointPointer point(EC_POINT_new(group));
  if (EC_POINT_oct2point(group, point.get(), reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), nullptr) != 1)
    point.reset();
  ERR_clear_error();
  return point;
}
std::string bytesOfPoint(const EC_GROUP* group, const EC_POINT* point, const std::string& form) {
  point_conversion_form_t conversion = form == "compressed" ? POINT_CONVERSION_COMPRESSED
                                       : form == "hybrid"   ? POINT_CONVERSION_HYBRID
                                                            : POINT_CONVERSION_UNCOMPRESSED;
  size_t size = EC_POINT_point2oct(group, point, conversion, nullptr, 0, nullptr);
  std::string bytes(size, '\0');
  EC_POINT_point2oct(group, point, conversion, reinterpret_cast<uint8_t*>(bytes.data()), size, nullptr);
  return bytes;
}

// ecGenerate(curve): the private key
Value ecGenerate(Args& args) {
  GroupPointer group = groupOf(args[0]);
  NumberPointer d(BN_new());
  do {
    BN_priv_rand_range(d.get(), EC_GROUP_get0_order(group.get()));
  } while (BN_is_zero(d.get()));
  return newBytes(bytesOfNumber(d.get(), fieldSize(group.get())));
}
// ecPublic(curve, private): the uncompressed point, or undefined when the number is not in the curve's range
Value ecPublic(Args& args) {
  GroupPointer group = groupOf(args[0]);
  NumberPointer d = numberOf(bytesOf(args[1]));
  if (BN_is_zero(d.get()) || BN_cmp(d.get(), EC_GROUP_get0_order(group.get())) >= 0) return Value::undefined();
  PointPointer point(EC_POINT_new(group.get()));
  EC_POINT_mul(group.get(), point.get(), d.get(), nullptr, nullptr, nullptr);
  return newBytes(bytesOfPoint(group.get(), point.get(), "uncompressed"));
}
// ecConvert(curve, point, form): undefined when it is no point of the curve
Value ecConvert(Args& args) {
  GroupPointer group = groupOf(args[0]);
  PointPointer point = pointOf(group.get(), bytesOf(args[1]));
  if (point == nullptr) return Value::undefined();
  return newBytes(bytesOfPoint(group.get(), point.get(), toUtf8(args[2])));
}
// ecSecret(curve, private, other's point): undefined when that is no point of the curve, null when it is at infinity
Value ecSecret(Args& args) {
  GroupPointer group = groupOf(args[0]);
  NumberPointer d = numberOf(bytesOf(args[1])), x(BN_new());
  PointPointer other = pointOf(group.get(), bytesOf(args[2])), shared(EC_POINT_new(group.get()));
  if (other == nullptr) return Value::undefined();
  if (EC_POINT_mul(group.get(), shared.get(), nullptr, other.get(), d.get(), nullptr) != 1 ||
      EC_POINT_get_affine_coordinates(group.get(), shared.get(), x.get(), nullptr, nullptr) != 1) {
    ERR_clear_error();
    return Value::null();
  }
  return newBytes(bytesOfNumber(x.get(), fieldSize(group.get())));
}
Value getCurves(Args&) {
  size_t count = EC_get_builtin_curves(nullptr, 0);
  std::vector<EC_builtin_curve> curves(count);
  EC_get_builtin_curves(curves.data(), count);
  std::set<std::string> names;
  for (const EC_builtin_curve& curve : curves) names.insert(OBJ_nid2sn(curve.nid));
  Object* list = newArray(0);
  for (const std::string& name : names) arrayPush(list, box(newUtf8(name)));
  return box(list);
}

// --- Diffie-Hellman

// modpGroup(name): [prime, generator] of RFC 2409 and RFC 3526, or undefined
Value modpGroup(Args& args) {
  const std::pair<const char*, BIGNUM* (*)(BIGNUM*)> kGroups[] = {
      {"modp1", BN_get_rfc2409_prime_768},   {"modp2", BN_get_rfc2409_prime_1024},
      {"modp5", BN_get_rfc3526_prime_1536},  {"modp14", BN_get_rfc3526_prime_2048},
      {"modp15", BN_get_rfc3526_prime_3072}, {"modp16", BN_get_rfc3526_prime_4096},
      {"modp17", BN_get_rfc3526_prime_6144}, {"modp18", BN_get_rfc3526_prime_8192}};
  std::string wanted = toUtf8(args[0]);
  for (const auto& [name, prime] : kGroups) {
    if (wanted != name) continue;
    NumberPointer p(prime(nullptr));
    return newPair(newBytes(bytesOfNumber(p.get())), newBytes("\2"));
  }
  return Value::undefined();
}
// power(base, exponent, modulus), as long as the modulus when `padded`
Value power(Args& args) {
  NumberPointer base = numberOf(bytesOf(args[0])), exponent = numberOf(bytesOf(args[1])),
                modulus = numberOf(bytesOf(args[2])), result(BN_new());
  NumberContext context(BN_CTX_new());
  BN_set_flags(exponent.get(), BN_FLG_CONSTTIME);
  if (BN_mod_exp(result.get(), base.get(), exponent.get(), modulus.get(), context.get()) != 1)
    throwOpenSsl("Diffie-Hellman failed");
  size_t size = args[3].isTrue() ? static_cast<size_t>(BN_num_bytes(modulus.get())) : 0;
  return newBytes(bytesOfNumber(result.get(), size));
}
// privateExponent(modulus): a random one
Value privateExponent(Args& args) {
  NumberPointer p = numberOf(bytesOf(args[0])), x(BN_new());
  BN_priv_rand(x.get(), BN_num_bits(p.get()) - 1, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY);
  return newBytes(bytesOfNumber(x.get()));
}
// publicKeyProblem(other's number, modulus): "small", "large" or undefined
Value publicKeyProblem(Args& args) {
  NumberPointer other = numberOf(bytesOf(args[0])), p = numberOf(bytesOf(args[1]));
  if (BN_cmp(other.get(), BN_value_one()) <= 0) return box(internAscii("small"));
  BN_sub_word(p.get(), 1);
  return BN_cmp(other.get(), p.get()) >= 0 ? box(internAscii("large")) : Value::undefined();
}
// What DH_check says of (prime, generator).
Value checkParameters(Args& args) {
  NumberPointer p = numberOf(bytesOf(args[0])), g = numberOf(bytesOf(args[1]));
  int flags = 0;
  NumberContext context(BN_CTX_new());
  if (BN_check_prime(p.get(), context.get(), nullptr) != 1) {
    flags |= DH_CHECK_P_NOT_PRIME;
  } else {
    NumberPointer half(BN_new());
    BN_rshift1(half.get(), p.get());
    if (BN_check_prime(half.get(), context.get(), nullptr) != 1) flags |= DH_CHECK_P_NOT_SAFE_PRIME;
  }
  BN_sub_word(p.get(), 1);
  if (BN_cmp(g.get(), BN_value_one()) <= 0 || BN_cmp(g.get(), p.get()) >= 0) flags |= DH_NOT_SUITABLE_GENERATOR;
  return Value::int32(flags);
}

// --- primes

struct PrimeSearch {
  NumberPointer prime, add, rem;
  int bits = 0;
  bool safe = false, is_prime = false;
};
// newPrime(bits, safe, add or undefined, rem or undefined, callback)
Value newPrime(Args& args) {
  auto job = std::make_shared<PrimeSearch>();
  job->prime.reset(BN_secure_new());
  job->bits = toInt32(args[0]);
  job->safe = args[1].isTrue();
  if (!args[2].isUndefined()) job->add = numberOf(bytesOf(args[2]));
  if (!args[3].isUndefined()) job->rem = numberOf(bytesOf(args[3]));
  return runCryptoJob(
      args[4], "RANDOMPRIMEREQUEST",
      [job] {
        job->is_prime =
            BN_generate_prime_ex(job->prime.get(), job->bits, job->safe, job->add.get(), job->rem.get(), nullptr) == 1;
      },
      [job] {
        if (!job->is_prime) throwOpenSsl("Prime generation failed");
        return newBytes(bytesOfNumber(job->prime.get(), static_cast<size_t>(job->bits + 7) / 8));
      });
}
// isPrime(bytes, checks, callback)
Value isPrime(Args& args) {
  auto job = std::make_shared<PrimeSearch>();
  job->prime = numberOf(bytesOf(args[0]));
  return runCryptoJob(
      args[2], "CHECKPRIMEREQUEST",
      [job] {
        NumberContext context(BN_CTX_new());
        job->is_prime = BN_check_prime(job->prime.get(), context.get(), nullptr) == 1;
      },
      [job] { return Value::boolean(job->is_prime); });
}

const NativeMethod kFunctions[] = {
    {"agree", KILN_NATIVE(agree), 2},
    {"ecGenerate", KILN_NATIVE(ecGenerate), 1},
    {"ecPublic", KILN_NATIVE(ecPublic), 2},
    {"ecConvert", KILN_NATIVE(ecConvert), 3},
    {"ecSecret", KILN_NATIVE(ecSecret), 3},
    {"getCurves", KILN_NATIVE(getCurves), 0},
    {"modpGroup", KILN_NATIVE(modpGroup), 1},
    {"power", KILN_NATIVE(power), 4},
    {"privateExponent", KILN_NATIVE(privateExponent), 1},
    {"publicKeyProblem", KILN_NATIVE(publicKeyProblem), 2},
    {"checkParameters", KILN_NATIVE(checkParameters), 2},
    {"newPrime", KILN_NATIVE(newPrime), 5},
    {"isPrime", KILN_NATIVE(isPrime), 3},
};

}  // namespace

void defineAgreement(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
