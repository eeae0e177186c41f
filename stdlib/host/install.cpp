// The door through which programs that are linked with this archive get it.
#include "runtime/entry/library.h"
#include "stdlib/host/test262.h"

extern "C" void kiln_install_host() {
  kiln::rt::installTest262Host();
}
