#include "runtime/object/typed_elements.h"

#include <cstring>

#include "runtime/ops/convert.h"
#include "runtime/value/float16.h"

namespace kiln::rt {
namespace {

constexpr uint8_t kSizes[] = {1, 1, 1, 2, 2, 4, 4, 2, 4, 8, 8, 8};

template <typename T>
T load(const uint8_t* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}
template <typename T>
void store(uint8_t* at, T value) {
  std::memcpy(at, &value, sizeof value);
}

// §7.1.12 ToUint8Clamp: half to even
uint8_t clamp(double d) {
  if (!(d > 0)) return 0;
  if (d >= 255) return 255;
  return static_cast<uint8_t>(std::nearbyint(d));
}

int32_t integer(Value v) {
  return v.isInt32() ? v.asInt32() : toInt32(v.asDouble());
}

}  // namespace

size_t elementSize(ElementsKind kind) {
  return kSizes[static_cast<size_t>(kind) - static_cast<size_t>(ElementsKind::Int8)];
}

Value loadElement(ElementsKind kind, const uint8_t* at) {
  switch (kind) {
    case ElementsKind::Int8:
      return Value::int32(load<int8_t>(at));
    case ElementsKind::Uint8:
    case ElementsKind::Uint8Clamped:
      return Value::int32(*at);
    case ElementsKind::Int16:
      return Value::int32(load<int16_t>(at));
    case ElementsKind::Uint16:
      return Value::int32(load<uint16_t>(at));
    case ElementsKind::Int32:
      return Value::int32(load<int32_t>(at));
    case ElementsKind::Uint32:
      return Value::number(load<uint32_t>(at));
    case ElementsKind::Float16:
      return Value::number(float16ToDouble(load<uint16_t>(at)));
    case ElementsKind::Float32:
      return Value::number(static_cast<double>(load<float>(at)));
    case ElementsKind::Float64:
      return Value::number(load<double>(at));
    case ElementsKind::BigInt64:
      return bigintFromInt64(load<int64_t>(at));
    case ElementsKind::BigUint64:
      return bigintFromUint64(load<uint64_t>(at));
    case ElementsKind::None:
    case ElementsKind::PackedInt32:
    case ElementsKind::HoleyInt32:
    case ElementsKind::PackedDouble:
    case ElementsKind::HoleyDouble:
    case ElementsKind::Packed:
    case ElementsKind::Holey:
    case ElementsKind::Slow:
      break;
  }
  return Value::undefined();
}

void storeElement(ElementsKind kind, uint8_t* at, Value v) {
  switch (kind) {
    case ElementsKind::Int8:
    case ElementsKind::Uint8:
      *at = static_cast<uint8_t>(integer(v));
      return;
    case ElementsKind::Uint8Clamped:
      *at = clamp(v.asNumber());
      return;
    case ElementsKind::Int16:
    case ElementsKind::Uint16:
      return store(at, static_cast<uint16_t>(integer(v)));
    case ElementsKind::Int32:
    case ElementsKind::Uint32:
      return store(at, integer(v));
    case ElementsKind::Float16:
      return store(at, float16FromDouble(v.asNumber()));
    case ElementsKind::Float32:
      return store(at, static_cast<float>(v.asNumber()));
    case ElementsKind::Float64:
      return store(at, v.asNumber());
    case ElementsKind::BigInt64:
    case ElementsKind::BigUint64:
      return store(at, bigintToUint64(v));
    case ElementsKind::None:
    case ElementsKind::PackedInt32:
    case ElementsKind::HoleyInt32:
    case ElementsKind::PackedDouble:
    case ElementsKind::HoleyDouble:
    case ElementsKind::Packed:
    case ElementsKind::Holey:
    case ElementsKind::Slow:
      break;
  }
}

}  // namespace kiln::rt
