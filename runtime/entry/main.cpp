// Entry of compiled programs.
#include "runtime/entry/program.h"

int main(int argc, char** argv) {
  return kiln::rt::runProgram(argc, argv, nullptr);
}
