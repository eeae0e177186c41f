// The digests that programs use most, without a search for who implements them: OpenSSL's EVP looks that up among its
// providers each time that a digest starts, which takes longer than to hash a short text, and brings all of the default
// provider into being the first time.
#define OPENSSL_SUPPRESS_DEPRECATED  // EVP_MD_meth_…: the way to name an implementation oneself
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include "stdlib/node/crypto.h"

namespace kiln::rt {
namespace {

template <typename State, auto Begin, auto Add, auto End>
EVP_MD* makeDigest(int type, int length, int block) {
  EVP_MD* digest = EVP_MD_meth_new(type, NID_undef);
  EVP_MD_meth_set_result_size(digest, length);
  EVP_MD_meth_set_input_blocksize(digest, block);
  EVP_MD_meth_set_app_datasize(digest, sizeof(State));
  EVP_MD_meth_set_init(digest, [](EVP_MD_CTX* context) { return Begin(static_cast<State*>(EVP_MD_CTX_md_data(context))); });
  EVP_MD_meth_set_update(digest, [](EVP_MD_CTX* context, const void* data, size_t count) {
    return Add(static_cast<State*>(EVP_MD_CTX_md_data(context)), data, count);
  });
  EVP_MD_meth_set_final(digest, [](EVP_MD_CTX* context, unsigned char* out) {
    return End(out, static_cast<State*>(EVP_MD_CTX_md_data(context)));
  });
  return digest;
}

}  // namespace

const EVP_MD* digestNamed(const char* name) {
  const EVP_MD* known = EVP_get_digestbyname(name);
  if (known == nullptr) return nullptr;
  switch (EVP_MD_get_type(known)) {
    case NID_md5: {
      static EVP_MD* md5 = makeDigest<MD5_CTX, MD5_Init, MD5_Update, MD5_Final>(NID_md5, MD5_DIGEST_LENGTH, MD5_CBLOCK);
      return md5;
    }
    case NID_sha1: {
      static EVP_MD* sha1 = makeDigest<SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final>(NID_sha1, SHA_DIGEST_LENGTH, SHA_CBLOCK);
      return sha1;
    }
    case NID_sha256: {
      static EVP_MD* sha256 =
          makeDigest<SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final>(NID_sha256, SHA256_DIGEST_LENGTH, SHA256_CBLOCK);
      return sha256;
    }
    case NID_sha512: {
      static EVP_MD* sha512 =
          makeDigest<SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final>(NID_sha512, SHA512_DIGEST_LENGTH, SHA512_CBLOCK);
      return sha512;
    }
    default:
      return known;
  }
}

}  // namespace kiln::rt
