// ECMA-402 §8.1.1 %Intl%.[[FallbackSymbol]]: constructors called as functions on objects that inherit from
// their prototype, as the code of before classes did.
#pragma once
#include "stdlib/intl/service.h"

namespace kiln::rt::intl {

// §11.1.1.1 ChainDateTimeFormat, §15.1.1.1 ChainNumberFormat: what the constructor called with `args`
// returns. Runs user code.
Value chainLegacy(Args& args, Service service, IntlObject* made);
// §11.5.12 UnwrapDateTimeFormat, §15.5.10 UnwrapNumberFormat: the object of the service that the receiver, an
// object, is or carries; nullptr if there is none. Runs user code.
IntlObject* unwrapLegacy(Value receiver, Service service);

}  // namespace kiln::rt::intl
