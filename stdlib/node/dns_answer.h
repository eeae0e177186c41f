// The answers of name servers (RFC 1035 §4) as Node's objects.
#pragma once
#include <string>

#include "stdlib/ecma/library.h"

namespace kiln::rt {

// Records of `type` in a message, as dns.resolve gives them ("ANY": of every type, with it); of type 0 `bytes` are names, each with
// a zero behind it. A status of c-ares.
int readDnsAnswer(const std::string& bytes, int type, Value* records);
// "ENOTFOUND" of a status of c-ares
const char* dnsErrorName(int status);

}  // namespace kiln::rt
