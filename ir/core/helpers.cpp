// The runtime's helpers as the IR sees them, derived from their C++ declarations.
#include <cstring>
#include <type_traits>

#include "ir/core/ir.h"

namespace kiln::ir {
namespace {

template <typename T>
constexpr Rep repOf() {
  if constexpr (std::is_same_v<T, void>) {
    return Rep::Void;
  } else if constexpr (std::is_same_v<T, abi::Value>) {
    return Rep::Value;
  } else if constexpr (std::is_same_v<T, bool>) {
    return Rep::Bool;
  } else if constexpr (std::is_same_v<T, int32_t> || std::is_same_v<T, uint32_t>) {
    return Rep::Int32;
  } else if constexpr (std::is_same_v<T, double>) {
    return Rep::Double;
  } else if constexpr (std::is_same_v<T, abi::String*>) {
    return Rep::String;
  } else if constexpr (std::is_pointer_v<T> && std::is_base_of_v<abi::Object, std::remove_pointer_t<T>>) {
    return Rep::Object;
  } else {
    static_assert(std::is_pointer_v<T>);
    return Rep::Pointer;
  }
}

template <typename R, typename... P>
HelperInfo infoOf(const char* name, R (*)(P...), uint32_t effects) {
  return {name, repOf<R>(), {repOf<P>()...}, effects};
}

}  // namespace
}  // namespace kiln::ir

// The signatures are spelled with the names of kiln::abi (its Function is not kiln::ir's).
namespace kiln::abi {
static const std::vector<ir::HelperInfo>& helperTable() {
  static const std::vector<ir::HelperInfo> rows = {
#define KILN_HELPER(result, name, params, effects) \
  ir::infoOf(#name, static_cast<std::add_pointer_t<result params>>(nullptr), effects),
#include "runtime/abi/helpers.def"
#undef KILN_HELPER
  };
  return rows;
}
}  // namespace kiln::abi

namespace kiln::ir {

const HelperInfo& helperInfo(HelperId id) {
  return abi::helperTable()[static_cast<size_t>(id)];
}

bool helperByName(std::string_view name, HelperId* out) {
  for (size_t i = 0; i < abi::helperTable().size(); ++i) {
    if (name == abi::helperTable()[i].name) {
      *out = static_cast<HelperId>(i);
      return true;
    }
  }
  return false;
}

}  // namespace kiln::ir
