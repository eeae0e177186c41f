// Static data that compiled code refers to.
#include "runtime/abi/helpers.h"

using namespace kiln::abi;

namespace {
constexpr Shape primitive(CellKind kind) {
  Shape shape{};
  shape.kind = kind;
  return shape;
}
}  // namespace

extern "C" {
Shape kiln_primitive_shapes[] = {
#define KILN_CELL_KIND(name, is_object) primitive(CellKind::name),
#include "runtime/abi/cell_kinds.def"
#undef KILN_CELL_KIND
};
Shape kiln_string_buffer_shapes[] = {primitive(CellKind::StringLatin1), primitive(CellKind::StringUtf16)};
Shape kiln_no_shape = primitive(CellKind::Object);
extern const uint32_t kiln_always_valid = 1;
SiteAlternatives kiln_no_alternatives = {};
Elements kiln_empty_elements = {0, 0, &kiln_empty_store, {{Value::empty()}}};
Store kiln_empty_store = {&kiln_empty_elements, 0, 0, {}};
PropertyCell kiln_empty_property_cell = {Value::empty(), 0};
char* kiln_stack_limit;
FlatString* kiln_single_char_strings[256];
}
