// §16.2.3: bindings that a module exports, and the names that it exports them by.
#include "frontend/sema/analyzer.h"

namespace kiln::sema {

using ast::NodeKind;

// §16.2.1.1: no name is exported twice.
void Analyzer::exportName(Name name, Span span) {
  if (!exported_.insert(name).second) error(DiagnosticKind::DuplicateExport, span, {toUtf8(name)});
}

void Analyzer::exportDeclared(ast::Node* target) {
  if (target == nullptr) return;
  if (auto* identifier = ast::as<ast::BindingIdentifier>(target)) {
    if (identifier->binding != nullptr) identifier->binding->exported = true;
    exportName(identifier->name, identifier->span);
  } else if (auto* array = ast::as<ast::ArrayPattern>(target)) {
    for (ast::PatternElement& element : array->elements) exportDeclared(element.target);
    exportDeclared(array->rest);
  } else if (auto* object = ast::as<ast::ObjectPattern>(target)) {
    for (ast::PatternProperty& property : object->properties) exportDeclared(property.value.target);
    exportDeclared(object->rest);
  }
}

void Analyzer::exported(ast::Statement* s) {
  if (auto* declaration = ast::as<ast::ExportDeclaration>(s)) {
    ast::Statement* d = declaration->declaration;
    if (auto* variables = ast::as<ast::VariableDeclaration>(d)) {
      for (ast::Declarator& declarator : variables->declarators) exportDeclared(declarator.target);
    } else if (auto* function = ast::as<ast::FunctionDeclaration>(d)) {
      function->binding->exported = true;
      exportName(function->function->id->name, function->function->id->span);
    } else if (auto* definition = ast::as<ast::ClassDeclaration>(d)) {
      exportDeclared(definition->id);
    }
  } else if (auto* named = ast::as<ast::ExportNamed>(s)) {
    for (ast::ExportSpecifier& specifier : named->specifiers) {
      exportName(specifier.exported, specifier.exported_span);
      if (named->source != nullptr) continue;
      Binding* binding = findIn(analysis_.top, specifier.local, false);
      if (binding == nullptr)
        error(DiagnosticKind::UndeclaredExport, specifier.local_span, {toUtf8(specifier.local)});
      else
        binding->exported = true;
    }
  } else if (auto* all = ast::as<ast::ExportAll>(s)) {
    if (all->exported != nullptr) exportName(all->exported, all->exported_span);
  } else {
    exportName(names_.intern(u"default"), s->span);
  }
}

}  // namespace kiln::sema
