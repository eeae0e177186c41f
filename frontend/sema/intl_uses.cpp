// Which expressions may get at ECMA-402: programs without any need neither ICU nor its 30 MB of data. What
// the methods of ECMA-262 do for the locale en-US the runtime knows by itself.
#include <algorithm>

#include "frontend/sema/analyzer.h"

namespace kiln::sema {
namespace {

using Text = std::u16string_view;

bool isUndefined(const ast::Expression* e) {
  auto* name = ast::as<ast::Identifier>(const_cast<ast::Expression*>(e));
  return name != nullptr && name->name->text == u"undefined";
}

// A literal locale, else empty.
Text localeOf(ast::Expression* e) {
  auto* literal = ast::as<ast::StringLiteral>(e);
  return literal == nullptr ? Text() : Text(literal->value->text);
}

bool isEnglish(ast::Expression* e) {
  Text locale = localeOf(e);
  return isUndefined(e) || locale == u"en-US" || locale == u"en";
}

// A literal of an object with no properties but these.
bool hasOnly(ast::Expression* e, std::initializer_list<Text> names) {
  auto* object = ast::as<ast::ObjectExpression>(e);
  if (object == nullptr) return isUndefined(e);
  return std::all_of(object->properties.begin(), object->properties.end(), [&](ast::Node* property) {
    auto* row = ast::as<ast::Property>(property);
    return row != nullptr && row->key.kind == ast::PropertyKey::Kind::Static &&
           std::find(names.begin(), names.end(), Text(row->key.name->text)) != names.end();
  });
}

bool needsIntl(Text method, std::span<ast::Expression*> arguments) {
  size_t count = arguments.size();
  if (method == u"toLocaleString" || method == u"toLocaleDateString" || method == u"toLocaleTimeString") {
    return count > 0 &&
           !(isEnglish(arguments[0]) &&
             (count == 1 || hasOnly(arguments[1], {u"minimumFractionDigits", u"maximumFractionDigits"})));
  }
  if (method == u"localeCompare") {
    return count > 1 &&
           !(isEnglish(arguments[1]) && (count == 2 || hasOnly(arguments[2], {u"numeric", u"sensitivity"})));
  }
  if (method == u"toLocaleUpperCase" || method == u"toLocaleLowerCase") {
    if (count == 0 || isUndefined(arguments[0])) return false;
    Text language = localeOf(arguments[0]).substr(0, 2);
    return language.empty() || language == u"tr" || language == u"az" || language == u"lt" ||
           language == u"el";
  }
  return false;
}

}  // namespace

void Analyzer::noteIntlUse(ast::Identifier* name) {
  if (name->binding == nullptr && name->name->text == u"Intl")
    analysis_.intl_uses.push_back({name->span, "Intl"});
}

void Analyzer::noteIntlUse(ast::MemberExpression* access) {
  if (access->key.kind == ast::PropertyKey::Kind::Static && access->key.name->text == u"Intl")
    analysis_.intl_uses.push_back({access->key.span, "Intl"});
}

void Analyzer::noteIntlCall(ast::Expression* callee, std::span<ast::Expression*> arguments) {
  auto* access = ast::as<ast::MemberExpression>(callee);
  if (access == nullptr || access->key.kind != ast::PropertyKey::Kind::Static) return;
  if (needsIntl(access->key.name->text, arguments))
    analysis_.intl_uses.push_back({access->key.span, toUtf8(access->key.name)});
}

}  // namespace kiln::sema
