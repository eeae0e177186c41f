// §6.1.6.1.3 Number::exponentiate
#pragma once

namespace kiln::rt {

double power(double x, double y);

}  // namespace kiln::rt
