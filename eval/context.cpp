#include "eval/context.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace kiln::eval {
namespace {

using sema::Binding;
using sema::BindingKind;
using sema::Scope;
using sema::ScopeKind;

class Reader {
 public:
  Reader(std::u16string_view text, Arena& arena, NameTable& names)
      : text_(text), arena_(arena), names_(names) {}

  Context read() {
    Context context;
    context.strict = number() != 0;
    caller_ = arena_.make<ast::Function>();
    caller_->kind = ast::NodeKind::Function;
    caller_->function_kind = static_cast<ast::FunctionKind>(number());
    caller_->is_strict = context.strict;
    caller_->info = arena_.make<sema::FunctionInfo>();
    caller_->info->function = caller_;
    context.sema.caller = caller_;
    context.sema.var_scope = nullptr;
    nextLine();
    Scope* inner = nullptr;
    while (at_ < text_.size()) {
      char16_t kind = text_[at_];
      at_ += 2;
      if (kind == u's') {
        Scope* scope = readScope(context);
        if (inner == nullptr)
          context.sema.scope = scope;
        else
          inner->parent = scope;
        inner = scope;
      } else {
        readBinding(inner, context);
      }
      nextLine();
    }
    caller_->info->parameter_scope = caller_->info->body_scope = inner;
    uint32_t depth = 0;
    for (Scope* scope = context.sema.scope; scope != nullptr; scope = scope->parent) ++depth;
    for (Scope* scope = context.sema.scope; scope != nullptr; scope = scope->parent) scope->depth = --depth;
    return context;
  }

 private:
  Scope* readScope(Context& context) {
    auto* scope = arena_.make<Scope>();
    scope->kind = static_cast<ScopeKind>(number());
    uint32_t flags = number();
    // Functions between here and the caller are arrows: the caller alone has `arguments`.
    if (scope->kind == ScopeKind::Parameters && !(flags & 2)) scope->kind = ScopeKind::FunctionBody;
    scope->function = caller_;
    if (flags & 1) {
      scope->is_var_scope = true;
      context.sema.var_scope = scope;
    }
    return scope;
  }

  void readBinding(Scope* scope, Context& context) {
    auto* binding = arena_.make<Binding>();
    binding->kind = static_cast<BindingKind>(number());
    uint32_t index = number();
    uint32_t flags = number();
    size_t end = text_.find(u'\n', at_);
    binding->name = names_.intern(text_.substr(at_, end - at_));
    at_ = end;
    binding->storage = flags & 1 ? sema::Storage::Cell : sema::Storage::CapturedByValue;
    binding->needs_tdz = (flags & 2) != 0;
    binding->scope = scope;
    binding->function = caller_;
    binding->captured = binding->assigned = binding->referenced = true;
    scope->bindings.push(arena_, binding);
    if (flags & 4) scope->eval_variables = binding;
    context.captures[binding] = index;
    switch (binding->kind) {
      case BindingKind::This:
        caller_->info->this_binding = binding;
        break;
      case BindingKind::NewTarget:
        caller_->info->new_target_binding = binding;
        break;
      case BindingKind::HomeObject:
        caller_->info->home_binding = binding;
        break;
      case BindingKind::ActiveFunction:
        caller_->info->active_function_binding = binding;
        break;
      case BindingKind::Arguments:
        caller_->info->arguments = binding;
        break;
      default:
        break;  // found by their names
    }
  }

  uint32_t number() {
    uint32_t value = 0;
    while (at_ < text_.size() && text_[at_] >= u'0' && text_[at_] <= u'9')
      value = value * 10 + static_cast<uint32_t>(text_[at_++] - u'0');
    ++at_;
    return value;
  }
  void nextLine() { at_ = text_.find(u'\n', at_) + 1; }

  std::u16string_view text_;
  size_t at_ = 0;
  Arena& arena_;
  NameTable& names_;
  ast::Function* caller_ = nullptr;
};

}  // namespace

Context readContext(std::u16string_view description, Arena& arena, NameTable& names) {
  return Reader(description, arena, names).read();
}

}  // namespace kiln::eval
