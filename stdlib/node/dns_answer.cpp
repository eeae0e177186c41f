#include "stdlib/node/dns_answer.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <uv.h>

#include "runtime/ops/error.h"

namespace kiln::rt {
namespace {

constexpr int kCaa = 257;

void put(Object* o, const char* name, Value v) {
  createDataProperty(o, atomKey(name), v);
}
Value text(const std::string& s) {
  return box(newUtf8(s));
}

// Reads a message; what is beyond its end makes it bad, for good.
class Reader {
 public:
  Reader(const std::string& message, size_t at, size_t end) : message_(message), at_(at), end_(end) {}
  bool good() const { return good_; }
  size_t at() const { return at_; }
  bool atEnd() const { return at_ >= end_; }

  uint32_t number(int bytes) {
    uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) value = value << 8 | static_cast<uint8_t>(take(1)[0]);
    return value;
  }
  // Names may go on elsewhere in the message.
  std::string name() {
    char* out = nullptr;
    long length = 0;
    if (!good_ || ares_expand_name(data() + at_, data(), static_cast<int>(message_.size()), &out, &length) != ARES_SUCCESS) {
      good_ = false;
      return "";
    }
    std::string result = out;
    ares_free_string(out);
    at_ += static_cast<size_t>(length);
    return result;
  }
  std::string string() { return take(number(1)); }
  std::string take(size_t count) {
    if (!good_ || count > end_ - at_) {
      good_ = false;
      return std::string(std::max<size_t>(count, 1), '\0');
    }
    at_ += count;
    return message_.substr(at_ - count, count);
  }
  std::string rest() { return take(end_ - at_); }

 private:
  const unsigned char* data() const { return reinterpret_cast<const unsigned char*>(message_.data()); }
  const std::string& message_;
  size_t at_, end_;
  bool good_ = true;
};

std::string addressText(int family, const std::string& bytes) {
  char name[INET6_ADDRSTRLEN] = "";
  uv_inet_ntop(family, bytes.data(), name, sizeof name);
  return name;
}
Object* addressObject(int family, const std::string& bytes, uint32_t ttl) {
  Object* o = newObject();
  put(o, "address", text(addressText(family, bytes)));
  put(o, "ttl", Value::number(static_cast<double>(ttl)));
  return o;
}

// What a record says; undefined for types that Node does not show. `in_any`: names are objects as well.
Value recordValue(Reader& in, int type, uint32_t ttl, bool in_any) {
  Object* o;
  auto numbered = [&](const char* name, int bytes) { put(o, name, Value::number(static_cast<double>(in.number(bytes)))); };
  switch (type) {
    case ns_t_a:
      return box(addressObject(AF_INET, in.take(4), ttl));
    case ns_t_aaaa:
      return box(addressObject(AF_INET6, in.take(16), ttl));
    case ns_t_ns:
    case ns_t_cname:
    case ns_t_ptr: {
      Value name = text(in.name());
      if (!in_any) return name;
      o = newObject();
      put(o, "value", name);
      return box(o);
    }
    case ns_t_mx: {
      o = newObject();
      uint32_t priority = in.number(2);
      put(o, "exchange", text(in.name()));
      put(o, "priority", Value::number(static_cast<double>(priority)));
      return box(o);
    }
    case ns_t_txt: {
      Object* entries = newArray(0);
      while (in.good() && !in.atEnd()) arrayPush(entries, text(in.string()));
      if (!in_any) return box(entries);
      o = newObject();
      put(o, "entries", box(entries));
      return box(o);
    }
    case ns_t_srv: {
      o = newObject();
      uint32_t priority = in.number(2), weight = in.number(2), port = in.number(2);
      put(o, "name", text(in.name()));
      put(o, "port", Value::number(static_cast<double>(port)));
      put(o, "priority", Value::number(static_cast<double>(priority)));
      put(o, "weight", Value::number(static_cast<double>(weight)));
      return box(o);
    }
    case ns_t_naptr: {
      o = newObject();
      uint32_t order = in.number(2), preference = in.number(2);
      for (const char* name : {"flags", "service", "regexp"}) put(o, name, text(in.string()));
      put(o, "replacement", text(in.name()));
      put(o, "order", Value::number(static_cast<double>(order)));
      put(o, "preference", Value::number(static_cast<double>(preference)));
      return box(o);
    }
    case ns_t_soa:
      o = newObject();
      put(o, "nsname", text(in.name()));
      put(o, "hostmaster", text(in.name()));
      for (const char* name : {"serial", "refresh", "retry", "expire", "minttl"}) numbered(name, 4);
      return box(o);
    case kCaa: {
      o = newObject();
      put(o, "critical", Value::number(static_cast<double>(in.number(1))));
      std::string property = in.string();
      put(o, property.c_str(), text(in.rest()));
      return box(o);
    }
    default:
      return Value::undefined();
  }
}

const char* typeName(int type) {
  switch (type) {
    case ns_t_a:
      return "A";
    case ns_t_aaaa:
      return "AAAA";
    case ns_t_ns:
      return "NS";
    case ns_t_cname:
      return "CNAME";
    case ns_t_ptr:
      return "PTR";
    case ns_t_mx:
      return "MX";
    case ns_t_txt:
      return "TXT";
    case ns_t_srv:
      return "SRV";
    case ns_t_naptr:
      return "NAPTR";
    case ns_t_soa:
      return "SOA";
    default:
      return "CAA";
  }
}

}  // namespace

int readDnsAnswer(const std::string& bytes, int type, Value* records) {
  Object* list = newArray(0);
  *records = box(list);
  if (type == 0) {
    for (size_t at = 0; at < bytes.size(); at = bytes.find('\0', at) + 1) arrayPush(list, text(bytes.c_str() + at));
    return ARES_SUCCESS;
  }
  Reader in(bytes, 0, bytes.size());
  in.number(4);
  uint32_t questions = in.number(2), count = in.number(2);
  in.number(4);
  for (uint32_t i = 0; i < questions && in.good(); ++i) {
    in.name();
    in.number(4);
  }
  for (uint32_t i = 0; i < count; ++i) {
    in.name();
    int found = static_cast<int>(in.number(2));
    in.number(2);
    uint32_t ttl = in.number(4), length = in.number(2);
    size_t start = in.at();
    in.take(length);
    if (!in.good()) return ARES_EBADRESP;
    if (type != ns_t_any && found != type) continue;
    Reader record(bytes, start, start + length);
    Value value = recordValue(record, found, ttl, type == ns_t_any);
    if (!record.good()) return ARES_EBADRESP;
    if (value.isUndefined()) continue;
    if (type == ns_t_any) put(asObject(value), "type", box(internAscii(typeName(found))));
    arrayPush(list, value);
  }
  return arrayLength(list) == 0 ? ARES_ENODATA : ARES_SUCCESS;
}

const char* dnsErrorName(int status) {
  switch (status) {
#define KILN_ARES_ERROR(name) \
  case ARES_E##name:          \
    return "E" #name;
    KILN_ARES_ERROR(NODATA)
    KILN_ARES_ERROR(FORMERR)
    KILN_ARES_ERROR(SERVFAIL)
    KILN_ARES_ERROR(NOTFOUND)
    KILN_ARES_ERROR(NOTIMP)
    KILN_ARES_ERROR(REFUSED)
    KILN_ARES_ERROR(BADQUERY)
    KILN_ARES_ERROR(BADNAME)
    KILN_ARES_ERROR(BADFAMILY)
    KILN_ARES_ERROR(BADRESP)
    KILN_ARES_ERROR(CONNREFUSED)
    KILN_ARES_ERROR(TIMEOUT)
    KILN_ARES_ERROR(FILE)
    KILN_ARES_ERROR(NOMEM)
    KILN_ARES_ERROR(DESTRUCTION)
    KILN_ARES_ERROR(BADSTR)
    KILN_ARES_ERROR(BADFLAGS)
    KILN_ARES_ERROR(NONAME)
    KILN_ARES_ERROR(BADHINTS)
    KILN_ARES_ERROR(NOTINITIALIZED)
    KILN_ARES_ERROR(CANCELLED)
#undef KILN_ARES_ERROR
    case ARES_EOF:
      return "EOF";
    default:
      return "UNKNOWN_ARES_ERROR";
  }
}

}  // namespace kiln::rt
