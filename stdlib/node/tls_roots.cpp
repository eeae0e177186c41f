// The certificates that are trusted without a program's saying so: Mozilla's, as Debian packages them (setup/packages), within the
// executable, as Node has them; and those of the file that NODE_EXTRA_CA_CERTS names.
#include <openssl/err.h>
#include <openssl/pem.h>

#include <string_view>
#include <vector>

#include "stdlib/node/tls.h"

// One certificate in PEM behind the other.
asm(".pushsection .rodata.kiln_root_certificates, \"a\", @progbits\n"
    "kiln_root_certificates:\n"
    ".incbin \"" KILN_ROOT_CERTIFICATES "\"\n"
    "kiln_root_certificates_end:\n"
    ".popsection\n");
extern "C" const char kiln_root_certificates[], kiln_root_certificates_end[];

namespace kiln::rt {
namespace {

using CertificateList = std::vector<X509*>;

void readInto(CertificateList* list, BIO* bio) {
  while (X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)) list->push_back(certificate);
}

// Parsed once, kept for the life of the process.
const CertificateList& roots() {
  static const CertificateList list = [] {
    CertificateList found;
    BioPointer bio(BIO_new_mem_buf(kiln_root_certificates, static_cast<int>(kiln_root_certificates_end - kiln_root_certificates)));
    readInto(&found, bio.get());
    if (const char* path = std::getenv("NODE_EXTRA_CA_CERTS"); path != nullptr && *path != 0) {
      if (BioPointer file(BIO_new_file(path, "r")); file != nullptr) readInto(&found, file.get());
    }
    ERR_clear_error();
    return found;
  }();
  return list;
}

X509_STORE* shared_store;

// rootCertificates(): the PEM of each, without those of NODE_EXTRA_CA_CERTS
Value rootCertificates(Args&) {
  Object* list = newArray(0);
  constexpr std::string_view kEnd = "-----END CERTIFICATE-----";
  std::string_view rest(kiln_root_certificates, static_cast<size_t>(kiln_root_certificates_end - kiln_root_certificates));
  for (size_t end; (end = rest.find(kEnd)) != std::string_view::npos; rest.remove_prefix(end + kEnd.size())) {
    std::string_view text = rest.substr(0, end + kEnd.size());
    arrayPush(list, box(newLatin1(text.substr(text.find('-')))));
  }
  return box(list);
}

const NativeMethod kFunctions[] = {{"rootCertificates", KILN_NATIVE(rootCertificates), 0}};

}  // namespace

X509_STORE* newRootStore() {
  X509_STORE* store = X509_STORE_new();
  for (X509* root : roots()) X509_STORE_add_cert(store, root);
  ERR_clear_error();
  return store;
}
X509_STORE* sharedRootStore() {
  if (shared_store == nullptr) shared_store = newRootStore();
  X509_STORE_up_ref(shared_store);
  return shared_store;
}
bool isSharedRootStore(const X509_STORE* store) {
  return store == shared_store;
}

void defineTlsRoots(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
