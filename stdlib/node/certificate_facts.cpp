#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/x509v3.h>

#include "stdlib/node/certificate.h"

namespace kiln::rt {
namespace {

// RFC 2253 with UTF-8 as it is: control characters are escaped where the name is quoted.
constexpr unsigned long kNameFlags =
    XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB) & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_CTRL);

// Names that could be taken for several, or for other text, are JSON strings.
void printName(BIO* out, std::string_view name, bool utf8, const char* prefix = "") {
  auto plain = [&](unsigned char c) {
    if (c == '"' || c == '\\' || c == ',' || c == '\'') return false;
    return c >= ' ' && (utf8 ? c != 0x7f : c <= '~');
  };
  if (std::all_of(name.begin(), name.end(), plain)) {
    BIO_printf(out, "%s", prefix);
    BIO_write(out, name.data(), static_cast<int>(name.size()));
    return;
  }
  BIO_printf(out, "\"%s", prefix);
  for (unsigned char c : name) {
    if (c == '"' || c == '\\')
      BIO_printf(out, "\\%c", c);
    else if (c < ' ' || (utf8 ? c == 0x7f : c > '~'))
      BIO_printf(out, "\\u%04x", c);
    else
      BIO_write(out, &c, 1);
  }
  BIO_write(out, "\"", 1);
}
void printString(BIO* out, const ASN1_STRING* text, bool utf8 = false, const char* prefix = "") {
  printName(out, {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<size_t>(ASN1_STRING_length(text))},
            utf8, prefix);
}

void printOtherName(BIO* out, const OTHERNAME* name) {
  struct Known {
    int nid;
    const char* prefix;
    int type;
  };
  const Known kinds[] = {{NID_id_on_SmtpUTF8Mailbox, "SmtpUTF8Mailbox:", V_ASN1_UTF8STRING},
                         {NID_XmppAddr, "XmppAddr:", V_ASN1_UTF8STRING},
                         {NID_SRVName, "SRVName:", V_ASN1_IA5STRING},
                         {NID_ms_upn, "UPN:", V_ASN1_UTF8STRING},
                         {NID_NAIRealm, "NAIRealm:", V_ASN1_UTF8STRING}};
  BIO_printf(out, "othername:");
  int nid = OBJ_obj2nid(name->type_id);
  for (const Known& kind : kinds) {
    if (nid != kind.nid || name->value->type != kind.type) continue;
    printString(out, name->value->value.asn1_string, kind.type == V_ASN1_UTF8STRING, kind.prefix);
    return;
  }
  BIO_printf(out, "<unsupported>");
}

void printAddress(BIO* out, const ASN1_OCTET_STRING* address) {
  const uint8_t* bytes = ASN1_STRING_get0_data(address);
  int length = ASN1_STRING_length(address);
  BIO_printf(out, "IP Address:");
  if (length == 4) {
    BIO_printf(out, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
  } else if (length == 16) {
    for (int i = 0; i < 16; i += 2) BIO_printf(out, i == 0 ? "%X" : ":%X", bytes[i] << 8 | bytes[i + 1]);
  } else {
    BIO_printf(out, "<invalid length=%d>", length);
  }
}

void printGeneralName(BIO* out, const GENERAL_NAME* name) {
  switch (name->type) {
    case GEN_DNS:
      BIO_printf(out, "DNS:");
      return printString(out, name->d.dNSName);
    case GEN_EMAIL:
      BIO_printf(out, "email:");
      return printString(out, name->d.rfc822Name);
    case GEN_URI:
      BIO_printf(out, "URI:");
      return printString(out, name->d.uniformResourceIdentifier);
    case GEN_IPADD:
      return printAddress(out, name->d.iPAddress);
    case GEN_DIRNAME:
      BIO_printf(out, "DirName:");
      return printName(out, printedBy([&](BIO* bio) { X509_NAME_print_ex(bio, name->d.dirn, 0, kNameFlags); }), true);
    case GEN_RID: {
      char text[256];
      OBJ_obj2txt(text, sizeof text, name->d.rid, 1);
      BIO_printf(out, "Registered ID:%s", text);
      return;
    }
    case GEN_OTHERNAME:
      return printOtherName(out, name->d.otherName);
    case GEN_X400:
      BIO_printf(out, "X400Name:<unsupported>");
      return;
    case GEN_EDIPARTY:
      BIO_printf(out, "EdiPartyName:<unsupported>");
      return;
  }
}

}  // namespace

std::string certificateAlternativeNames(X509* certificate) {
  OpenSslPointer<GENERAL_NAMES, GENERAL_NAMES_free> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (names == nullptr) return "";
  return printedBy([&](BIO* bio) {
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
      if (i != 0) BIO_printf(bio, ", ");
      printGeneralName(bio, sk_GENERAL_NAME_value(names.get(), i));
    }
  });
}

std::string certificateInfoAccess(X509* certificate) {
  OpenSslPointer<AUTHORITY_INFO_ACCESS, AUTHORITY_INFO_ACCESS_free> places(
      static_cast<AUTHORITY_INFO_ACCESS*>(X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
  if (places == nullptr) return "";
  return printedBy([&](BIO* bio) {
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(places.get()); ++i) {
      const ACCESS_DESCRIPTION* place = sk_ACCESS_DESCRIPTION_value(places.get(), i);
      if (i != 0) BIO_printf(bio, "\n");
      char method[80];
      i2t_ASN1_OBJECT(method, sizeof method, place->method);
      BIO_printf(bio, "%s - ", method);
      printGeneralName(bio, place->location);
    }
  });
}

std::string certificateTime(const ASN1_TIME* time) {
  return printedBy([&](BIO* bio) { ASN1_TIME_print(bio, time); });
}

std::string certificateFingerprint(const X509* certificate, const EVP_MD* digest) {
  uint8_t bytes[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (X509_digest(certificate, digest, bytes, &length) != 1) return "";
  std::string text;
  for (unsigned i = 0; i < length; ++i) {
    char pair[4];
    std::snprintf(pair, sizeof pair, i == 0 ? "%02X" : ":%02X", bytes[i]);
    text += pair;
  }
  return text;
}

std::string certificateSerial(X509* certificate) {
  OpenSslPointer<BIGNUM, BN_free> number(ASN1_INTEGER_to_BN(X509_get_serialNumber(certificate), nullptr));
  if (number == nullptr) return "";
  char* digits = BN_bn2hex(number.get());
  std::string text = digits;
  OPENSSL_free(digits);
  return text;
}

Value certificateKeyUsage(X509* certificate) {
  OpenSslPointer<EXTENDED_KEY_USAGE, EXTENDED_KEY_USAGE_free> usages(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
  if (usages == nullptr) return Value::undefined();
  Object* list = newArray(0);
  for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
    char text[256];
    if (OBJ_obj2txt(text, sizeof text, sk_ASN1_OBJECT_value(usages.get(), i), 1) >= 0) arrayPush(list, box(newUtf8(text)));
  }
  return box(list);
}

}  // namespace kiln::rt
