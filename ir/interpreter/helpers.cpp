// A wrapper for every helper of the runtime, made from its declaration: operands from registers, the result
// into one.
#include <type_traits>
#include <utility>

#include "ir/interpreter/handlers.h"

namespace kiln::interpreter {
namespace {

template <typename T>
T unboxed(Value v) {
  if constexpr (std::is_same_v<T, Value>) {
    return v;
  } else if constexpr (std::is_same_v<T, bool>) {
    return v.isTrue();
  } else if constexpr (std::is_same_v<T, double>) {
    return v.asNumber();
  } else if constexpr (std::is_pointer_v<T>) {
    return reinterpret_cast<T>(v.bits);
  } else {
    static_assert(sizeof(T) == sizeof(int32_t) && std::is_integral_v<T>);
    return static_cast<T>(v.asInt32());
  }
}

template <typename T>
Value boxed(T result) {
  if constexpr (std::is_same_v<T, Value>) {
    return result;
  } else if constexpr (std::is_same_v<T, bool>) {
    return Value::boolean(result);
  } else if constexpr (std::is_same_v<T, double>) {
    return Value::number(result);
  } else if constexpr (std::is_pointer_v<T>) {
    return Value::raw(reinterpret_cast<uint64_t>(result));
  } else {
    static_assert(sizeof(T) == sizeof(int32_t) && std::is_integral_v<T>);
    return Value::int32(static_cast<int32_t>(result));
  }
}

template <auto Function, typename Signature = decltype(Function)>
struct Wrapped;
template <auto Function, typename R, typename... P>
struct Wrapped<Function, R (*)(P...)> {
  static Value call(const uint32_t* operands, const Value* r, const Value* k) {
    return call(operands, r, k, std::index_sequence_for<P...>());
  }

 private:
  template <size_t... I>
  static Value call([[maybe_unused]] const uint32_t* operands, [[maybe_unused]] const Value* r,
                    [[maybe_unused]] const Value* k, std::index_sequence<I...>) {
    if constexpr (std::is_void_v<R>) {
      Function(unboxed<P>(operand(operands[I], r, k))...);
      return Value::undefined();
    } else {
      return boxed(Function(unboxed<P>(operand(operands[I], r, k))...));
    }
  }
};

}  // namespace

const void* helperWrapper(ir::HelperId id) {
  using Pointer = Value (*)(const uint32_t*, const Value*, const Value*);
  static constexpr Pointer kWrappers[] = {
#define KILN_HELPER(result, name, params, effects) Wrapped<&abi::kiln_##name>::call,
#include "runtime/abi/helpers.def"
#undef KILN_HELPER
  };
  return reinterpret_cast<const void*>(kWrappers[static_cast<size_t>(id)]);
}

}  // namespace kiln::interpreter
