// ECMA-402 §19.4: the methods of Date.prototype that go by locales.
#pragma once

namespace kiln::rt::intl {

void defineDateToLocale();

}  // namespace kiln::rt::intl
