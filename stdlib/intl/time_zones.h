// ECMA-402 §6.5: names of time zones.
#pragma once
#include <string>

namespace kiln::rt::intl {

// The zone of ICU whose name that is, in whatever case; "" when there is none.
std::string findTimeZone(const std::string& name);
// §6.5.3 SystemTimeZoneIdentifier: TZ of the environment as it is now, else /etc/localtime.
std::string systemTimeZone();
// §6.5.2 CanonicalizeTimeZoneName of one of ICU's, as V8 prints it: of links the name of the zone that they
// are. "" where the environment's zone is not one of ICU's.
std::string canonicalTimeZone(const std::string& id);

}  // namespace kiln::rt::intl
