#include "runtime/object/typed_elements.h"

#include <cmath>

#include "runtime/ops/convert.h"
#include "runtime/value/float16.h"

namespace kiln::rt {
namespace {

constexpr uint8_t kSizes[] = {1, 1, 1, 2, 2, 4, 4, 2, 4, 8, 8, 8};

// §7.1.12 ToUint8Clamp: half to even
uint8_t clamp(double d) {
  if (!(d > 0)) return 0;
  if (d >= 255) return 255;
  return static_cast<uint8_t>(std::nearbyint(d));
}

}  // namespace

size_t elementSize(ElementsKind kind) {
  return kSizes[static_cast<size_t>(kind) - static_cast<size_t>(ElementsKind::Int8)];
}

Value loadElement(ElementsKind kind, const uint8_t* at) {
  if (kind == ElementsKind::Float16) return Value::number(float16ToDouble(loadAs<uint16_t>(at)));
  if (kind == ElementsKind::BigInt64) return bigintFromInt64(loadAs<int64_t>(at));
  if (kind == ElementsKind::BigUint64) return bigintFromUint64(loadAs<uint64_t>(at));
  return loadPlainElement(kind, at, 0);
}

void storeElement(ElementsKind kind, uint8_t* at, Value v) {
  if (storePlainElement(kind, at, 0, v)) return;
  if (kind == ElementsKind::Uint8Clamped)
    *at = clamp(v.asNumber());
  else if (kind == ElementsKind::Float16)
    storeAs(at, 0, float16FromDouble(v.asNumber()));
  else if (kind == ElementsKind::BigInt64 || kind == ElementsKind::BigUint64)
    storeAs(at, 0, bigintToUint64(v));
  else
    storePlainElement(kind, at, 0, Value::int32(toInt32(v.asDouble())));
}

}  // namespace kiln::rt
