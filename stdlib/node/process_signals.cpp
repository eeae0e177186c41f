// Signals as events of the process object.
#include <uv.h>

#include <csignal>
#include <cstdlib>
#include <cstring>

#include "runtime/loop/loop.h"
#include "stdlib/node/process.h"
#include "stdlib/node/uv_error.h"

namespace kiln::rt {
namespace {

struct Row {
  const char* name;
  int number;
};
constexpr Row kSignals[] = {
    {"SIGHUP", SIGHUP},     {"SIGINT", SIGINT},       {"SIGQUIT", SIGQUIT},     {"SIGILL", SIGILL},
    {"SIGTRAP", SIGTRAP},   {"SIGABRT", SIGABRT},     {"SIGIOT", SIGIOT},       {"SIGBUS", SIGBUS},
    {"SIGFPE", SIGFPE},     {"SIGKILL", SIGKILL},     {"SIGUSR1", SIGUSR1},     {"SIGSEGV", SIGSEGV},
    {"SIGUSR2", SIGUSR2},   {"SIGPIPE", SIGPIPE},     {"SIGALRM", SIGALRM},     {"SIGTERM", SIGTERM},
    {"SIGCHLD", SIGCHLD},   {"SIGSTKFLT", SIGSTKFLT}, {"SIGCONT", SIGCONT},     {"SIGSTOP", SIGSTOP},
    {"SIGTSTP", SIGTSTP},   {"SIGTTIN", SIGTTIN},     {"SIGTTOU", SIGTTOU},     {"SIGURG", SIGURG},
    {"SIGXCPU", SIGXCPU},   {"SIGXFSZ", SIGXFSZ},     {"SIGVTALRM", SIGVTALRM}, {"SIGPROF", SIGPROF},
    {"SIGWINCH", SIGWINCH}, {"SIGIO", SIGIO},         {"SIGPOLL", SIGPOLL},     {"SIGPWR", SIGPWR},
    {"SIGSYS", SIGSYS},
};
constexpr int kMost = 65;
uv_signal_t* watchers[kMost];

void onSignal(uv_signal_t*, int number) {
  asCallback([&] {
    Value argv[] = {box(internAscii(signalName(number))), Value::int32(number)};
    emitProcess(signalName(number), 2, argv);
  });
}

}  // namespace

int signalNumber(const std::string& name) {
  for (const Row& row : kSignals) {
    if (name == row.name) return row.number;
  }
  return 0;
}
const char* signalName(int number) {
  for (const Row& row : kSignals) {
    if (number == row.number) return row.name;
  }
  return "";
}

void watchSignal(int number) {
  if (number <= 0 || number >= kMost || watchers[number] != nullptr) return;
  auto* watcher = static_cast<uv_signal_t*>(std::calloc(1, sizeof(uv_signal_t)));
  uv_signal_init(eventLoop(), watcher);
  // A listener alone does not keep the program running.
  uv_unref(reinterpret_cast<uv_handle_t*>(watcher));
  if (int status = uv_signal_start(watcher, onSignal, number); status != 0) {
    uv_close(reinterpret_cast<uv_handle_t*>(watcher), [](uv_handle_t* h) { std::free(h); });
    throwErrnoException(-status, "uv_signal_start");
  }
  watchers[number] = watcher;
}

void unwatchSignal(int number) {
  if (number <= 0 || number >= kMost || watchers[number] == nullptr) return;
  uv_close(reinterpret_cast<uv_handle_t*>(watchers[number]), [](uv_handle_t* h) { std::free(h); });
  watchers[number] = nullptr;
}

Object* newSignalTable() {
  Object* table = newObjectWithPrototype(nullptr);
  for (const Row& row : kSignals) createDataProperty(table, atomKey(row.name), Value::int32(row.number));
  return table;
}

}  // namespace kiln::rt
