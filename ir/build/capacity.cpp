#include "ir/build/capacity.h"

#include <algorithm>
#include <unordered_set>

#include "frontend/sema/scope.h"

namespace kiln::ir {
namespace {

constexpr size_t kRoom = 4;         // slots of objects of which the source says nothing
constexpr size_t kMostInline = 64;

// The names in `this.name = …` of a body, nested statements included, nested functions not.
class ThisAssignments {
 public:
  void add(std::span<ast::Statement*> body) {
    for (ast::Statement* s : body) add(s);
  }
  void add(ast::Node* node) {
    if (node == nullptr) return;
    if (auto* e = ast::as<ast::ExpressionStatement>(node)) return add(e->expression);
    if (auto* e = ast::as<ast::AssignmentExpression>(node)) {
      auto* m = ast::as<ast::MemberExpression>(e->target);
      if (m != nullptr && ast::is<ast::ThisExpression>(m->object) && m->key.kind == ast::PropertyKey::Kind::Static)
        add(m->key.name);
      return add(e->value);
    }
    if (auto* e = ast::as<ast::CallExpression>(node)) return addBorrowed(e);
    if (auto* e = ast::as<ast::SequenceExpression>(node)) {
      for (ast::Expression* part : e->expressions) add(part);
    } else if (auto* e = ast::as<ast::LogicalExpression>(node)) {
      add(e->right);
    } else if (auto* s = ast::as<ast::BlockStatement>(node)) {
      add(s->body);
    } else if (auto* s = ast::as<ast::IfStatement>(node)) {
      add(s->consequent);
      add(s->alternate);
    } else if (auto* s = ast::as<ast::ForStatement>(node)) {
      add(s->body);
    } else if (auto* s = ast::as<ast::ForOfStatement>(node)) {
      add(s->body);
    } else if (auto* s = ast::as<ast::WhileStatement>(node)) {
      add(s->body);
    } else if (auto* s = ast::as<ast::SwitchStatement>(node)) {
      for (ast::SwitchCase* c : s->cases) add(c->body);
    } else if (auto* s = ast::as<ast::TryStatement>(node)) {
      add(s->block);
      add(s->handler);
      add(s->finalizer);
    }
  }
  void add(Name name) { names_.insert(name); }
  // Base.call(this, …), Base.apply(this, …): what the constructor of a base assigns.
  void addBorrowed(const ast::CallExpression* e) {
    auto* member = ast::as<ast::MemberExpression>(e->callee);
    if (member == nullptr || member->key.kind != ast::PropertyKey::Kind::Static || e->arguments.empty() ||
        !ast::is<ast::ThisExpression>(e->arguments[0]))
      return;
    auto* base = ast::as<ast::Identifier>(member->object);
    bool borrows = member->key.name->text == u"call" || member->key.name->text == u"apply";
    if (!borrows || base == nullptr || base->binding == nullptr) return;
    const ast::Function* function = base->binding->known_function;
    if (function != nullptr && borrowed_.insert(function).second) add(function->body);
  }
  size_t count() const { return names_.size(); }

 private:
  std::unordered_set<Name> names_;
  std::unordered_set<const ast::Function*> borrowed_;
};

uint16_t capacityFor(const ast::Function* constructor, const ast::Class* definition) {
  ThisAssignments assigned;
  size_t fields = 0;
  std::unordered_set<Name> private_methods;  // an accessor's two have one slot
  if (constructor != nullptr) assigned.add(constructor->body);
  if (definition != nullptr) {
    for (ast::ClassElement* element : definition->elements) {
      if (element->is_static) continue;
      if (auto* field = ast::as<ast::ClassField>(static_cast<ast::Node*>(element))) {
        if (field->key.kind == ast::PropertyKey::Kind::Static)
          assigned.add(field->key.name);
        else
          ++fields;
      }
      if (auto* method = ast::as<ast::ClassMethod>(static_cast<ast::Node*>(element))) {
        assigned.add(method->function->body);
        if (method->key.kind == ast::PropertyKey::Kind::Private) private_methods.insert(method->key.name);
      }
    }
  }
  size_t count = assigned.count() + fields + private_methods.size();
  bool derived = definition != nullptr && definition->heritage != nullptr;
  if (count == 0) count = derived ? 0 : kRoom;
  return static_cast<uint16_t>(std::min(count, kMostInline));
}

}  // namespace

uint16_t inlineCapacityOf(const ast::Function* constructor) {
  return capacityFor(constructor, constructor->owner);
}

uint16_t inlineCapacityOf(const ast::Class* definition) {
  return capacityFor(nullptr, definition);
}

}  // namespace kiln::ir
