#include "stdlib/intl/time_zones.h"

#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <cstdlib>
#include <map>
#include <memory>

#include "stdlib/intl/text.h"

namespace kiln::rt::intl {
namespace {

std::string upper(std::string name) {
  for (char& c : name) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return name;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

// All of ICU's, by their names in capitals.
const std::map<std::string, std::string>& zones() {
  static const std::map<std::string, std::string> names = [] {
    std::map<std::string, std::string> out;
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::StringEnumeration> all(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status));
    check(status);
    while (const char* name = all->next(nullptr, status)) out[upper(name)] = name;
    check(status);
    for (const char* unknown : {"ETC/UNKNOWN", "FACTORY"}) out.erase(unknown);
    return out;
  }();
  return names;
}

}  // namespace

std::string findTimeZone(const std::string& name) {
  auto found = zones().find(upper(name));
  return found == zones().end() ? "" : found->second;
}

std::string systemTimeZone() {
  static std::string environment, zone;
  const char* variable = std::getenv("TZ");
  std::string now = variable == nullptr ? "" : std::string("=") + variable;
  if (zone.empty() || environment != now) {
    std::unique_ptr<icu::TimeZone> host(icu::TimeZone::detectHostTimeZone());
    icu::UnicodeString id;
    zone = utf8(host->getID(id));
    environment = now;
  }
  return zone;
}

std::string canonicalTimeZone(const std::string& id) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString canonical;
  icu::TimeZone::getCanonicalID(icu::UnicodeString::fromUTF8(id), canonical, status);
  if (U_FAILURE(status)) return "";
  std::string name = utf8(canonical);
  return name == "Etc/UTC" || name == "Etc/GMT" ? "UTC" : name;
}

}  // namespace kiln::rt::intl
