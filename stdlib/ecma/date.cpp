// ECMA-262 §21.4: Date.
#include "runtime/object/shown_native.h"
#include "stdlib/ecma/date_math.h"
#include "stdlib/ecma/library.h"

namespace kiln::rt {
namespace {

const double kNaN = std::numeric_limits<double>::quiet_NaN();

struct DateObject : Object {
  double time;  // pointer-free in effect: a double's bits are no address of a cell
};

KILN_PER_REALM Shape* date_shape;

DateObject* thisDate(Args& args) {
  if (!isKind(args.this_value, CellKind::Date)) throwTypeError("this is not a Date object.");
  return static_cast<DateObject*>(asObject(args.this_value));
}

String* dateToText(double time) {
  if (time != time) return internAscii("Invalid Date");
  return newLatin1(date::dateText(time) + " " + date::timeText(time));
}

// Fields from year on, as the constructor and Date.UTC take them; local or UTC is the caller's.
double fromFields(Args& args) {
  double field[7] = {0, 0, 1, 0, 0, 0, 0};
  field[0] = kNaN;
  for (uint32_t i = 0; i < std::min(args.count, 7u); ++i) field[i] = toNumber(args[i]);
  double year = std::trunc(field[0]);
  if (year >= 0 && year <= 99) field[0] = 1900 + year;
  return date::makeDate(date::makeDay(field[0], field[1], field[2]),
                        date::makeTime(field[3], field[4], field[5], field[6]));
}

// §21.4.2.1
Value dateConstructor(Args& args) {
  if (!args.isConstruct()) return box(dateToText(date::now()));
  double time;
  if (args.count == 0) {
    time = date::now();
  } else if (args.count == 1) {
    if (isKind(args[0], CellKind::Date)) {
      time = static_cast<DateObject*>(asObject(args[0]))->time;
    } else {
      Value v = toPrimitive(args[0], ToPrimitiveHint::Default);
      time = isString(v) ? date::parse(toUtf8(asString(v))) : date::timeClip(toNumber(v));
    }
  } else {
    time = date::timeClip(date::utc(fromFields(args)));
  }
  Shape* shape = shapeFromConstructor(args.new_target, realm().date_prototype, date_shape);
  auto* o = static_cast<DateObject*>(newNativeObject(sizeof(DateObject), shape));
  o->time = time;
  return box(o);
}

Value dateNow(Args&) {
  return Value::number(date::now());
}
Value dateParse(Args& args) {
  return Value::number(date::parse(toUtf8(args[0])));
}
Value dateUtc(Args& args) {
  return Value::number(date::timeClip(fromFields(args)));
}

enum class Part { Year, Month, Day, Weekday, Hours, Minutes, Seconds, Milliseconds, LegacyYear };

template <Part part, bool local>
Value dateGet(Args& args) {
  double time = thisDate(args)->time;
  if (time != time) return Value::number(kNaN);
  date::Fields f = date::fieldsOf(local ? date::localTime(time) : time);
  switch (part) {
    case Part::Year:
      return Value::number(f.year);
    case Part::Month:
      return Value::int32(f.month);
    case Part::Day:
      return Value::int32(f.day);
    case Part::Weekday:
      return Value::int32(f.weekday);
    case Part::Hours:
      return Value::int32(f.hour);
    case Part::Minutes:
      return Value::int32(f.minute);
    case Part::Seconds:
      return Value::int32(f.second);
    case Part::Milliseconds:
      return Value::int32(f.millisecond);
    case Part::LegacyYear:
      return Value::number(f.year - 1900);
  }
  return Value::undefined();
}

// §21.4.4.20 …: `part` from the first argument, the finer ones from those that follow, if given.
template <Part part, bool local>
Value dateSet(Args& args) {
  DateObject* o = thisDate(args);
  double time = o->time;  // as it is before the arguments are converted
  double given[4];
  uint32_t count = std::min(args.count, 4u);
  for (uint32_t i = 0; i < count; ++i) given[i] = toNumber(args[i]);
  constexpr bool sets_year = part == Part::Year || part == Part::LegacyYear;
  if (time != time) {
    if (!sets_year) return Value::number(kNaN);
    time = 0;
  } else if (local) {
    time = date::localTime(time);
  }
  if (count == 0) {
    o->time = kNaN;
    return Value::number(kNaN);
  }
  date::Fields f = date::fieldsOf(time);
  auto at = [&](uint32_t i, double otherwise) { return i < count ? given[i] : otherwise; };
  double year = static_cast<double>(f.year), month = f.month, day = f.day;
  double hour = f.hour, minute = f.minute, second = f.second, millisecond = f.millisecond;
  switch (part) {
    case Part::Year:
      year = given[0];
      month = at(1, month);
      day = at(2, day);
      break;
    case Part::LegacyYear: {
      double integer = std::trunc(given[0]);
      year = integer >= 0 && integer <= 99 ? 1900 + integer : given[0];
      break;
    }
    case Part::Month:
      month = given[0];
      day = at(1, day);
      break;
    case Part::Day:
      day = given[0];
      break;
    case Part::Hours:
      hour = given[0];
      minute = at(1, minute);
      second = at(2, second);
      millisecond = at(3, millisecond);
      break;
    case Part::Minutes:
      minute = given[0];
      second = at(1, second);
      millisecond = at(2, millisecond);
      break;
    case Part::Seconds:
      second = given[0];
      millisecond = at(1, millisecond);
      break;
    case Part::Milliseconds:
      millisecond = given[0];
      break;
    case Part::Weekday:
      break;
  }
  double result =
      date::makeDate(date::makeDay(year, month, day), date::makeTime(hour, minute, second, millisecond));
  o->time = date::timeClip(local ? date::utc(result) : result);
  return Value::number(o->time);
}

Value dateGetTime(Args& args) {
  return Value::number(thisDate(args)->time);
}
Value dateSetTime(Args& args) {
  DateObject* o = thisDate(args);
  o->time = date::timeClip(toNumber(args[0]));
  return Value::number(o->time);
}
Value dateGetTimezoneOffset(Args& args) {
  double time = thisDate(args)->time;
  return Value::number(time != time ? time : 0 - date::offsetMinutes(time));
}

template <std::string (*text)(double)>
Value dateText(Args& args) {
  double time = thisDate(args)->time;
  return box(time != time ? internAscii("Invalid Date") : newLatin1(text(time)));
}
Value dateToStringMethod(Args& args) {
  return box(dateToText(thisDate(args)->time));
}
Value dateToIsoString(Args& args) {
  double time = thisDate(args)->time;
  if (time != time) throwRangeError("Invalid time value");
  return box(newLatin1(date::isoText(time)));
}

// ECMA-402 for the locale en-US without options.
std::string localeDate(double time) {
  date::Fields f = date::fieldsOf(date::localTime(time));
  return std::to_string(f.month + 1) + "/" + std::to_string(f.day) + "/" + std::to_string(f.year);
}
std::string localeTime(double time) {
  date::Fields f = date::fieldsOf(date::localTime(time));
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%d:%02d:%02d %s", f.hour % 12 == 0 ? 12 : f.hour % 12, f.minute,
                f.second, f.hour < 12 ? "AM" : "PM");
  return buffer;
}
std::string localeBoth(double time) {
  return localeDate(time) + ", " + localeTime(time);
}

// §21.4.4.37
Value dateToJson(Args& args) {
  Object* o = toObject(args.this_value);
  Value primitive = toPrimitive(box(o), ToPrimitiveHint::Number);
  if (primitive.isNumber() && !std::isfinite(primitive.asNumber())) return Value::null();
  return invoke(box(o), atomKey("toISOString"), 0, nullptr);
}

// §21.4.4.45
Value dateToPrimitive(Args& args) {
  if (!isObject(args.this_value)) throwIncompatible("Date.prototype [ @@toPrimitive ]", args.this_value);
  std::string hint = isString(args[0]) ? toUtf8(asString(args[0])) : "";
  if (hint != "default" && hint != "string" && hint != "number")
    throwTypeError("Invalid hint: %s", nameForMessage(args[0]));
  bool number = hint == "number";
  for (String* name : {number ? atoms.valueOf : atoms.toString, number ? atoms.toString : atoms.valueOf}) {
    Value method = get(asObject(args.this_value), name);
    if (!isCallable(method)) continue;
    Value result = call(method, args.this_value, 0, nullptr);
    if (!isObject(result)) return result;
  }
  throwTypeError("Cannot convert object to primitive value");
}

const NativeMethod kMethods[] = {
    {"toString", KILN_NATIVE(dateToStringMethod), 0},
    {"toDateString", KILN_NATIVE(dateText<date::dateText>), 0},
    {"toTimeString", KILN_NATIVE(dateText<date::timeText>), 0},
    {"toISOString", KILN_SHOWN_NATIVE(dateToIsoString), 0},
    {"toUTCString", KILN_NATIVE(dateText<date::utcText>), 0},
    {"getDate", KILN_NATIVE((dateGet<Part::Day, true>)), 0},
    {"setDate", KILN_NATIVE((dateSet<Part::Day, true>)), 1},
    {"getDay", KILN_NATIVE((dateGet<Part::Weekday, true>)), 0},
    {"getFullYear", KILN_NATIVE((dateGet<Part::Year, true>)), 0},
    {"setFullYear", KILN_NATIVE((dateSet<Part::Year, true>)), 3},
    {"getHours", KILN_NATIVE((dateGet<Part::Hours, true>)), 0},
    {"setHours", KILN_NATIVE((dateSet<Part::Hours, true>)), 4},
    {"getMilliseconds", KILN_NATIVE((dateGet<Part::Milliseconds, true>)), 0},
    {"setMilliseconds", KILN_NATIVE((dateSet<Part::Milliseconds, true>)), 1},
    {"getMinutes", KILN_NATIVE((dateGet<Part::Minutes, true>)), 0},
    {"setMinutes", KILN_NATIVE((dateSet<Part::Minutes, true>)), 3},
    {"getMonth", KILN_NATIVE((dateGet<Part::Month, true>)), 0},
    {"setMonth", KILN_NATIVE((dateSet<Part::Month, true>)), 2},
    {"getSeconds", KILN_NATIVE((dateGet<Part::Seconds, true>)), 0},
    {"setSeconds", KILN_NATIVE((dateSet<Part::Seconds, true>)), 2},
    {"getTime", KILN_NATIVE(dateGetTime), 0},
    {"setTime", KILN_NATIVE(dateSetTime), 1},
    {"getTimezoneOffset", KILN_NATIVE(dateGetTimezoneOffset), 0},
    {"getYear", KILN_NATIVE((dateGet<Part::LegacyYear, true>)), 0},
    {"setYear", KILN_NATIVE((dateSet<Part::LegacyYear, true>)), 1},
    {"getUTCDate", KILN_NATIVE((dateGet<Part::Day, false>)), 0},
    {"setUTCDate", KILN_NATIVE((dateSet<Part::Day, false>)), 1},
    {"getUTCDay", KILN_NATIVE((dateGet<Part::Weekday, false>)), 0},
    {"getUTCFullYear", KILN_NATIVE((dateGet<Part::Year, false>)), 0},
    {"setUTCFullYear", KILN_NATIVE((dateSet<Part::Year, false>)), 3},
    {"getUTCHours", KILN_NATIVE((dateGet<Part::Hours, false>)), 0},
    {"setUTCHours", KILN_NATIVE((dateSet<Part::Hours, false>)), 4},
    {"getUTCMilliseconds", KILN_NATIVE((dateGet<Part::Milliseconds, false>)), 0},
    {"setUTCMilliseconds", KILN_NATIVE((dateSet<Part::Milliseconds, false>)), 1},
    {"getUTCMinutes", KILN_NATIVE((dateGet<Part::Minutes, false>)), 0},
    {"setUTCMinutes", KILN_NATIVE((dateSet<Part::Minutes, false>)), 3},
    {"getUTCMonth", KILN_NATIVE((dateGet<Part::Month, false>)), 0},
    {"setUTCMonth", KILN_NATIVE((dateSet<Part::Month, false>)), 2},
    {"getUTCSeconds", KILN_NATIVE((dateGet<Part::Seconds, false>)), 0},
    {"setUTCSeconds", KILN_NATIVE((dateSet<Part::Seconds, false>)), 2},
    {"valueOf", KILN_NATIVE(dateGetTime), 0},
    {"toJSON", KILN_SHOWN_NATIVE(dateToJson), 1},
    {"toLocaleString", KILN_NATIVE(dateText<localeBoth>), 0},
    {"toLocaleDateString", KILN_NATIVE(dateText<localeDate>), 0},
    {"toLocaleTimeString", KILN_NATIVE(dateText<localeTime>), 0},
};
const NativeMethod kStatics[] = {
    {"now", KILN_NATIVE(dateNow), 0},
    {"parse", KILN_NATIVE(dateParse), 1},
    {"UTC", KILN_NATIVE(dateUtc), 7},
};

}  // namespace

double dateTime(Object* date) {
  return static_cast<DateObject*>(date)->time;
}

Value newDate(double time) {
  auto* o = static_cast<DateObject*>(newNativeObject(sizeof(DateObject), date_shape));
  o->time = date::timeClip(time);
  return box(o);
}

void initDate() {
  Object* prototype = realm().date_prototype;
  date_shape = newRootShape(CellKind::Date, ElementsKind::None, 0, 0, prototype, nullptr);
  Function* constructor = defineConstructor("Date", KILN_NATIVE(dateConstructor), 7, prototype);
  defineMethods(constructor, kStatics);
  defineMethods(prototype, kMethods);
  defineValue(prototype, "toGMTString", get(prototype, atomKey("toUTCString")));
  Value to_primitive = box(newNative(internAscii("[Symbol.toPrimitive]"), KILN_NATIVE(dateToPrimitive), 1));
  putDirect(prototype, PropertyKey::symbol(symbols.toPrimitive), to_primitive, kConfigurable);
}

}  // namespace kiln::rt
