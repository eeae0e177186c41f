// Finalisation of weakly held objects.
#pragma once

namespace kiln::rt {

// Calls the clean-up callbacks of objects found dead by the last collection; for the event loop, between
// tasks. True when a callback ran.
bool runFinalizers();

}  // namespace kiln::rt
