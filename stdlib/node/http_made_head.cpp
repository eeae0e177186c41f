// Heads of messages that are sent, made of a message's fields and its facts. JavaScript's half is lib/internal/http/outgoing.js.
#include "stdlib/node/http_made_head.h"

#include <charconv>
#include <cmath>
#include <ctime>

#include "runtime/object/elements.h"
#include "runtime/ops/convert.h"
#include "stdlib/http1/characters.h"
#include "stdlib/node/buffer_encoding.h"

namespace kiln::rt {
namespace {

// Of a message, before and after its head is made; the names are the message's members (outgoing.js).
enum Bits : uint32_t {
  kChunkedEncoding = 1,
  kShouldKeepAlive = 2,
  kLast = 4,
  kDefaultKeepAlive = 8,
  kRemovedConnection = 16,
  kRemovedContLen = 32,
  kRemovedTE = 64,
  // not changed
  kSendDate = 1 << 8,
  kUseChunkedByDefault = 1 << 9,
  kHasAgent = 1 << 10,
  kLastRequest = 1 << 11,  // maxRequestsOnConnectionReached
  kHasBody = 1 << 12,
  kNeverBody = 1 << 13,  // of a status without one
  kOwnFields = 1 << 14,  // the fields are the message's, checked when they were set
  // told
  kExpect = 1 << 16,
  kHasLength = 1 << 17,
  kInvalidTrailer = 1 << 18,
};
uint32_t facts_of_last;    // what makeHead tells besides the text
double length_of_last;     // with kHasLength

// What the date of this second is (RFC 9110 §5.6.7).
String* dateText() {
  static time_t second = -1;
  static String* text;  // static data is scanned
  timespec time;
  clock_gettime(CLOCK_REALTIME_COARSE, &time);
  if (time.tv_sec == second) return text;
  second = time.tv_sec;
  tm parts;
  gmtime_r(&second, &parts);
  static const char* const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char out[64];
  std::snprintf(out, sizeof out, "%s, %02d %s %d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
                months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text = newLatin1(out);
}
Value utcDate(Args&) {
  return box(dateText());
}

// Whether `word` stands in `text` between other characters than letters, digits and underscores: /(?:^|\W)word(?:$|\W)/i.
bool hasWord(String* s, std::string_view word) {
  Chars text = chars(s);
  auto isWordCharacter = [](char16_t c) {
    return c < 0x80 && (http1::isAlpha(static_cast<char>(c)) || http1::isDigit(static_cast<char>(c)) || c == '_');
  };
  for (uint32_t at = 0; at + word.size() <= text.length; ++at) {
    auto end = at + static_cast<uint32_t>(word.size());
    if ((at > 0 && isWordCharacter(text[at - 1])) || (end < text.length && isWordCharacter(text[end]))) continue;
    uint32_t i = 0;
    while (at + i < end && text[at + i] < 0x80 && http1::lower(static_cast<char>(text[at + i])) == word[i]) ++i;
    if (at + i == end) return true;
  }
  return false;
}

bool isName(String* name, std::string_view word) {
  if (name->length != word.size()) return false;
  Chars text = chars(name);
  return text.is_latin1 && http1::equalsIgnoringCase({reinterpret_cast<const char*>(text.latin1()), text.length}, word);
}

// Makes one head. Values of any kind become text as in JavaScript, which may run user code and throw.
class HeadMaker {
 public:
  HeadMaker(uint32_t bits, Value length, Value unique) : bits_(bits), length_(length), unique_(unique) {}

  void addOwnFields(Object* fields) {
    ValueList entries;
    entriesOf(fields, entries);
    for (size_t i = 1; i < entries.size(); i += 2) {
      Value name = getV(entries[i], PropertyKey::index(0));
      addField(toString(name), getV(entries[i], PropertyKey::index(1)), false);
    }
  }
  // Says false for what may not be sent; it is [name, value] in invalid() then.
  bool addFields(Object* fields) {
    ValueList entries;
    if (isArray(box(fields)))
      listOf(fields, entries);
    else
      entriesOf(fields, entries);
    for (size_t i = 0; i < entries.size(); i += 2) {
      if (knownName(entries[i]) == nullptr) return fail(entries[i], entries[i + 1]);
      if (!addField(asString(entries[i]), entries[i + 1], true)) return false;
    }
    return true;
  }
  Value invalid() const { return invalid_; }

  void text(String* s) { out_.append(s); }
  // What the fields did not say, and the end. `keep_alive` is in ms.
  void close(double keep_alive, Value most_requests) {
    if (bits_ & kSendDate && !saw_date_) {
      out_.append("Date: ");
      out_.append(dateText());
      out_.append("\r\n");
    }
    if (bits_ & kChunkedEncoding && bits_ & kNeverBody) bits_ &= ~(kChunkedEncoding | kShouldKeepAlive);
    addConnection(keep_alive, most_requests);
    if (!saw_length_ && !saw_encoding_) addFraming();
    if (saw_trailer_ && !(bits_ & kChunkedEncoding)) bits_ |= kInvalidTrailer;
    out_.append("\r\n");
  }
  String* finish() { return out_.finish(); }
  uint32_t bits() const { return bits_; }
  Value length() const { return length_; }

 private:
  static void entriesOf(Object* fields, ValueList& entries) {
    if (appendPlainEntries(fields, entries)) return;
    for (Value key : ownPropertyKeys(fields)) {
      PropertyDescriptor d;
      if (isSymbol(key) || !getOwnProperty(fields, toPropertyKey(key), &d) || !(d.attributes & kEnumerable)) continue;
      entries.push(key);
      entries.push(get(fields, toPropertyKey(key)));
    }
    for (size_t i = 0; i < entries.size(); i += 2) {
      if (entries[i].isInt32()) entries[i] = box(toString(entries[i]));
    }
  }
  // [[name, value] …] or [name, value, name, value …]
  static void listOf(Object* list, ValueList& entries) {
    double length = lengthOf(list);
    bool pairs = length > 0 && isArray(get(list, PropertyKey::index(0)));
    for (double i = 0; i < length; ++i) {
      Value item = get(list, keyOfIndex(i));
      if (!pairs) {
        entries.push(item);
        continue;
      }
      entries.push(getV(item, PropertyKey::index(0)));
      entries.push(getV(item, PropertyKey::index(1)));
    }
  }
  bool fail(Value name, Value value) {
    Value pair[] = {name, value};
    invalid_ = box(newArrayOf(pair, 2));
    return false;
  }
  bool isUnique(String* name) {
    if (!isObject(unique_)) return false;
    const KnownName* known = knownName(box(name));
    return known != nullptr && callWith(getV(unique_, atomKey("has")), unique_, known->key.toValue()).isTrue();
  }

  bool addField(String* name, Value value, bool check) {
    if (!isArray(value)) return addLine(name, value, check);
    Object* values = asObject(value);
    double length = lengthOf(values);
    if ((length >= 2 && isName(name, "cookie")) || isUnique(name)) {
      Value separator = box(newLatin1("; "));
      return addLine(name, callWith(getV(value, atomKey("join")), value, separator), check);
    }
    for (double i = 0; i < length; ++i) {
      if (!addLine(name, get(values, keyOfIndex(i)), check)) return false;
    }
    return true;
  }
  bool addLine(String* name, Value value, bool check) {
    if (check && value.isUndefined()) return fail(box(name), value);
    String* text = toString(value);
    // Node encodes file names in latin1 when the length is known, and reads the bytes as UTF-8.
    if (name->length == 19 && isName(name, "content-disposition") && length_.isNumber() && toBoolean(length_)) {
      std::string bytes = encodeString(text, Encoding::Latin1);
      text = decodeBytes(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size(), Encoding::Utf8);
    }
    if (check && hasInvalidCharacter(text)) return fail(box(name), box(text));
    out_.append(name);
    out_.append(": ");
    out_.append(text);
    out_.append("\r\n");
    note(name, text);
    return true;
  }

  // What a field says about framing and connection.
  void note(String* name, String* value) {
    switch (name->length) {
      case 4:
        if (isName(name, "date")) saw_date_ = true;
        break;
      case 6:
        if (isName(name, "expect")) bits_ |= kExpect;
        break;
      case 7:
        if (isName(name, "trailer")) saw_trailer_ = true;
        break;
      case 10:
        if (isName(name, "connection")) {
          saw_connection_ = true;
          bits_ &= ~kRemovedConnection;
          bits_ |= hasWord(value, "close") ? kLast : kShouldKeepAlive;
        } else if (isName(name, "keep-alive")) {
          bits_ &= ~kDefaultKeepAlive;
        }
        break;
      case 14:
        if (isName(name, "content-length")) {
          saw_length_ = true;
          length_ = Value::number(toNumber(box(value)));
          bits_ = (bits_ & ~kRemovedContLen) | kHasLength;
        }
        break;
      case 17:
        if (isName(name, "transfer-encoding")) {
          saw_encoding_ = true;
          bits_ &= ~kRemovedTE;
          if (hasWord(value, "chunked")) bits_ |= kChunkedEncoding;
        }
        break;
    }
  }
  void addConnection(double keep_alive, Value most_requests) {
    if (bits_ & kRemovedConnection) {
      bits_ = bits_ & kShouldKeepAlive ? bits_ & ~kLast : bits_ | kLast;
    } else if (!saw_connection_) {
      bool keeps = bits_ & kShouldKeepAlive && (saw_length_ || bits_ & (kUseChunkedByDefault | kHasAgent));
      if (!keeps) bits_ |= kLast;
      if (!keeps || bits_ & kLastRequest) {
        out_.append("Connection: close\r\n");
        return;
      }
      out_.append("Connection: keep-alive\r\n");
      if (keep_alive == 0 || std::isnan(keep_alive) || !(bits_ & kDefaultKeepAlive)) return;
      out_.append("Keep-Alive: timeout=");
      appendNumber(std::floor(keep_alive / 1000));
      if (toInt32(most_requests) > 0) {
        out_.append(", max=");
        out_.append(toString(most_requests));
      }
      out_.append("\r\n");
    }
  }
  void addFraming() {
    if (!(bits_ & kHasBody)) {
      bits_ &= ~kChunkedEncoding;
    } else if (!(bits_ & kUseChunkedByDefault)) {
      bits_ |= kLast;
    } else if (!saw_trailer_ && !(bits_ & kRemovedContLen) && length_.isNumber()) {
      out_.append("Content-Length: ");
      appendNumber(length_.asNumber());
      out_.append("\r\n");
    } else if (!(bits_ & kRemovedTE)) {
      out_.append("Transfer-Encoding: chunked\r\n");
      bits_ |= kChunkedEncoding;
    } else {
      bits_ |= kLast;  // only its end says how long it is
    }
  }
  void appendNumber(double number) {
    if (number >= 0 && number < 1e9 && number == std::trunc(number)) {
      char digits[12];
      auto end = std::to_chars(digits, digits + sizeof digits, static_cast<uint32_t>(number)).ptr;
      out_.append(std::string_view(digits, static_cast<size_t>(end - digits)));
    } else {
      out_.append(toString(Value::number(number)));
    }
  }

  uint32_t bits_;
  Value length_, unique_, invalid_ = Value::undefined();
  bool saw_connection_ = false, saw_length_ = false, saw_encoding_ = false, saw_date_ = false, saw_trailer_ = false;
  StringBuilder out_;
};

// makeHead(first line, fields | undefined, bits, content length | null, keep-alive timeout, most requests, unique): the head's text, of which
// headFacts() and headLength() tell more; or [name, value] of a field that may not be sent.
Value makeHead(Args& args) {
  HeadMaker head(static_cast<uint32_t>(toInt32(args[2])), args[3], args[6]);
  head.text(toString(args[0]));
  if (isObject(args[1])) {
    Object* fields = asObject(args[1]);
    if (args[2].asInt32() & kOwnFields)
      head.addOwnFields(fields);
    else if (!head.addFields(fields))
      return head.invalid();
  }
  head.close(toNumber(args[4]), args[5]);
  facts_of_last = head.bits();
  if (head.bits() & kHasLength) length_of_last = head.length().asNumber();
  return box(head.finish());
}
Value headFacts(Args&) {
  return Value::int32(static_cast<int32_t>(facts_of_last));
}
Value headLength(Args&) {
  return Value::number(length_of_last);
}

// statusLine(code, message): "HTTP/1.1 200 OK\r\n"; undefined: the message may not be sent
Value statusLine(Args& args) {
  static Value code, message;
  static String* line;  // the last one, which is mostly the next
  if (line == nullptr || !(code == args[0]) || !(message == args[1])) {
    String* text = toString(args[1]);
    if (hasInvalidCharacter(text)) return Value::undefined();
    StringBuilder out;
    out.append("HTTP/1.1 ");
    out.append(toString(args[0]));
    out.append(u' ');
    out.append(text);
    out.append("\r\n");
    line = out.finish();
    code = args[0];
    message = args[1];
  }
  return box(line);
}

const NativeMethod kFunctions[] = {
    {"makeHead", KILN_NATIVE(makeHead), 7},     {"headFacts", KILN_NATIVE(headFacts), 0}, {"headLength", KILN_NATIVE(headLength), 0},
    {"statusLine", KILN_NATIVE(statusLine), 2}, {"utcDate", KILN_NATIVE(utcDate), 0},
};

}  // namespace

void defineHeadMaker(Object* exports) {
  defineMethods(exports, kFunctions);
}

}  // namespace kiln::rt
