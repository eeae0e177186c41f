// Internationalised domain names (UTS #46, non-transitional) for lib/internal/url.
#include <idn2.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "stdlib/node/native_module.h"

namespace kiln::rt {
namespace {

// RFC 3492
constexpr uint32_t kBase = 36, kMin = 1, kMax = 26, kSkew = 38, kDamp = 700, kFirst = 128, kFirstBias = 72;

uint32_t threshold(uint32_t k, uint32_t bias) {
  return k <= bias ? kMin : k >= bias + kMax ? kMax : k - bias;
}

uint32_t adapt(uint32_t delta, uint32_t points, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  uint32_t k = 0;
  for (; delta > ((kBase - kMin) * kMax) / 2; k += kBase) delta /= kBase - kMin;
  return k + (kBase - kMin + 1) * delta / (delta + kSkew);
}

std::string punycode(const std::u32string& label) {
  std::string out;
  for (char32_t c : label)
    if (c < kFirst) out += static_cast<char>(c);
  uint32_t basic = out.size(), handled = basic, n = kFirst, delta = 0, bias = kFirstBias;
  if (basic > 0) out += '-';
  while (handled < label.size()) {
    char32_t next = 0x10ffff;
    for (char32_t c : label)
      if (c >= n && c < next) next = c;
    delta += (next - n) * (handled + 1);
    n = next;
    for (char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      uint32_t rest = delta;
      for (uint32_t k = kBase;; k += kBase) {
        uint32_t t = threshold(k, bias);
        bool last = rest < t;
        uint32_t digit = last ? rest : t + (rest - t) % (kBase - t);
        out += static_cast<char>(digit < 26 ? 'a' + digit : '0' + digit - 26);
        if (last) break;
        rest = (rest - t) / (kBase - t);
      }
      bias = adapt(delta, handled + 1, handled == basic);
      delta = 0;
      ++handled;
    }
    ++delta;
    ++n;
  }
  return out;
}

// What follows "xn--"; false: it is none.
bool decodePunycode(std::string_view text, std::u32string* out) {
  size_t delimiter = text.rfind('-');
  if (delimiter != std::string_view::npos) out->assign(text.begin(), text.begin() + delimiter);
  uint64_t n = kFirst, i = 0;
  uint32_t bias = kFirstBias;
  for (size_t at = delimiter == std::string_view::npos ? 0 : delimiter + 1; at < text.size();) {
    uint64_t before = i, weight = 1;
    for (uint32_t k = kBase;; k += kBase) {
      if (at == text.size()) return false;
      char c = text[at++];
      uint32_t digit = c >= 'a' && c <= 'z' ? c - 'a' : c >= '0' && c <= '9' ? c - '0' + 26 : kBase;
      if (digit == kBase) return false;
      i += digit * weight;
      uint32_t t = threshold(k, bias);
      if (digit < t) break;
      weight *= kBase - t;
      if (weight > 0xffff'ffff) return false;
    }
    uint32_t points = out->size() + 1;
    bias = adapt(static_cast<uint32_t>(i - before), points, before == 0);
    n += i / points;
    i %= points;
    if (n > 0x10ffff) return false;
    out->insert(out->begin() + i++, static_cast<char32_t>(n));
  }
  return true;
}

// The mapping of UTS #46 (NFKC_Casefold, but for what non-transitional processing keeps); false: a character
// is not allowed. Joiners are libidn2's to check.
bool mapDomain(const std::u32string& domain, std::u32string* out) {
  for (char32_t c : domain) {
    if (c == 0x3002 || c == 0xff0e || c == 0xff61) c = '.';
    ucs4_t code = c;
    if (c == 0x200c || c == 0x200d || c == 0xfffd) return false;
    bool kept = c == 0xdf || c == 0x3c2;
    if (!kept && uc_is_property_default_ignorable_code_point(code)) continue;
    if (c >= 128 && uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cn |
                                                               UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Co |
                                                               UC_CATEGORY_MASK_Zs | UC_CATEGORY_MASK_Zl |
                                                               UC_CATEGORY_MASK_Zp))
      return false;
    if (kept) {
      *out += c;
      continue;
    }
    size_t length = 0;
    uint32_t* folded =
        u32_casefold(reinterpret_cast<const uint32_t*>(&code), 1, nullptr, UNINORM_NFKC, nullptr, &length);
    if (folded == nullptr) return false;
    out->append(reinterpret_cast<char32_t*>(folded), length);
    free(folded);
  }
  size_t length = 0;
  uint32_t* composed = u32_normalize(UNINORM_NFC, reinterpret_cast<const uint32_t*>(out->data()), out->size(),
                                     nullptr, &length);
  if (composed == nullptr) return false;
  out->assign(reinterpret_cast<char32_t*>(composed), length);
  free(composed);
  return true;
}

// UTS #46 allows symbols, emoji and what ASCII has, which IDNA2008 (and so libidn2) does not.
std::string encodeSymbols(const std::string& domain) {
  size_t length = 0;
  uint32_t* decoded =
      u8_to_u32(reinterpret_cast<const uint8_t*>(domain.data()), domain.size(), nullptr, &length);
  if (decoded == nullptr) return "";
  std::u32string text(reinterpret_cast<char32_t*>(decoded), length), mapped;
  free(decoded);
  if (!mapDomain(text, &mapped)) return "";
  std::string out;
  for (size_t start = 0; start <= mapped.size();) {
    size_t end = std::min(mapped.find(U'.', start), mapped.size());
    std::u32string label = mapped.substr(start, end - start);
    if (start > 0) out += '.';
    bool ascii = std::all_of(label.begin(), label.end(), [](char32_t c) { return c < 128; });
    if (label.starts_with(U"xn--")) return "";
    if (!label.empty() && uc_is_general_category_withtable(label[0], UC_CATEGORY_MASK_M)) return "";
    out += ascii ? std::string(label.begin(), label.end()) : "xn--" + punycode(label);
    start = end + 1;
  }
  return out;
}

// toASCII(domain): '' when it has no such form
Value toASCII(Args& args) {
  char* text = nullptr;
  std::string domain = toUtf8(args[0]);
  if (domain.find('\0') != std::string::npos) return box(emptyString());
  int status = idn2_lookup_u8(reinterpret_cast<const uint8_t*>(domain.c_str()),
                              reinterpret_cast<uint8_t**>(&text), IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
  if (status != IDN2_OK) return box(newUtf8(encodeSymbols(domain)));
  Value v = box(newUtf8(text));
  idn2_free(text);
  return v;
}
// toUnicode(domain in its ASCII form): labels that do not decode stay as they are
Value toUnicode(Args& args) {
  std::string domain = toUtf8(args[0]), out;
  for (size_t start = 0; start <= domain.size();) {
    size_t end = std::min(domain.find('.', start), domain.size());
    std::string_view label = std::string_view(domain).substr(start, end - start);
    std::u32string decoded;
    if (start > 0) out += '.';
    size_t length = 0;
    uint8_t* text = nullptr;
    if (label.starts_with("xn--") && decodePunycode(label.substr(4), &decoded))
      text = u32_to_u8(reinterpret_cast<const uint32_t*>(decoded.data()), decoded.size(), nullptr, &length);
    out += text == nullptr ? label : std::string_view(reinterpret_cast<char*>(text), length);
    free(text);
    start = end + 1;
  }
  return box(newUtf8(out));
}

const NativeMethod kFunctions[] = {
    {"toASCII", KILN_NATIVE(toASCII), 1},
    {"toUnicode", KILN_NATIVE(toUnicode), 1},
};

}  // namespace

void fillIdnaNative(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt

KILN_NATIVE_MODULE_AT(internal_idna_native, "internal/idna_native", ::kiln::rt::fillIdnaNative)
