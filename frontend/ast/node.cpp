#include "frontend/ast/ast.h"

namespace kiln::ast {

const char* nodeKindName(NodeKind kind) {
  static constexpr const char* names[] = {
#define KILN_EXPRESSION(name) #name,
#define KILN_STATEMENT(name) #name,
#define KILN_PATTERN(name) #name,
#define KILN_PART(name) #name,
#include "frontend/ast/nodes.def"
  };
  return names[static_cast<size_t>(kind)];
}

const char* operatorText(UnaryOp op) {
  static constexpr const char* texts[] = {
#define KILN_UNARY(name, text) text,
#include "frontend/ast/operators.def"
  };
  return texts[static_cast<size_t>(op)];
}
const char* operatorText(BinaryOp op) {
  static constexpr const char* texts[] = {
#define KILN_BINARY(name, text) text,
#include "frontend/ast/operators.def"
  };
  return texts[static_cast<size_t>(op)];
}
const char* operatorText(LogicalOp op) {
  static constexpr const char* texts[] = {
#define KILN_LOGICAL(name, text) text,
#include "frontend/ast/operators.def"
  };
  return texts[static_cast<size_t>(op)];
}

}  // namespace kiln::ast
