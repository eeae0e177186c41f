// Addresses of sockets: binding, connecting, naming; what TCP and Unix sockets do not have in common.
#pragma once
#include "stdlib/node/stream_handle.h"

namespace kiln::rt {

void defineTcpMethods(Object* prototype);
void definePipeMethods(Object* prototype);
// isIP, errors that name an address
void defineAddressFunctions(Object* exports);

}  // namespace kiln::rt
