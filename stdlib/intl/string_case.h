// The methods of String.prototype that convert case by the rules of a language.
#pragma once

namespace kiln::rt::intl {

void defineStringCase();  // on the running realm's %String.prototype%

}  // namespace kiln::rt::intl
