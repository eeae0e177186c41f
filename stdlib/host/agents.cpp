#include "stdlib/host/agents.h"

#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sstream>
#include <vector>

#include "runtime/jobs/uncaught.h"
#include "runtime/loop/loop.h"
#include "runtime/ops/calls.h"
#include "runtime/ops/convert.h"
#include "runtime/ops/evaluation.h"
#include "stdlib/ecma/buffers.h"
#include "stdlib/host/shared_memory.h"

extern char** environ;

namespace kiln::rt {
namespace {

constexpr const char* kVariable = "KILN_TEST262_AGENT";  // the file descriptor of the region

uint32_t received_broadcasts;
std::vector<pid_t> agents;  // those that this process started and that have not ended

void forgetEnded() {
  std::erase_if(agents, [](pid_t agent) { return waitpid(agent, nullptr, WNOHANG) != 0; });
}

// As this process was started.
pid_t startAgain() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  std::string text = content.str();
  std::vector<char*> argv;
  for (size_t at = 0; at < text.size(); at += std::strlen(&text[at]) + 1) argv.push_back(&text[at]);
  argv.push_back(nullptr);
  std::string variable = std::string(kVariable) + "=" + std::to_string(region_file);
  std::vector<char*> environment{variable.data()};
  for (char** entry = environ; *entry != nullptr; ++entry) environment.push_back(*entry);
  environment.push_back(nullptr);
  pid_t child;
  errno = posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, argv.data(), environment.data());
  return errno == 0 ? child : -1;
}

Value agentStart(Args& args) {
  if (!hasEvaluator()) throwNoEvaluator("$262.agent.start");
  makeRegion();
  region->script = share(toString(args[0]));
  uint32_t before = region->started;
  pid_t child = startAgain();
  if (child < 0) throwAgentFailure("starting an agent");
  agents.push_back(child);
  while (region->started == before) {
    waitAWhile(region->started, before);
    forgetEnded();
    bool ended = agents.empty() || agents.back() != child;
    if (ended && region->started == before) throwError(ErrorType::Error, "$262.agent: the agent has ended");
  }
  return Value::undefined();
}

Value agentBroadcast(Args& args) {
  if (!isKind(args[0], CellKind::SharedArrayBuffer))
    throwTypeError("$262.agent.broadcast needs a SharedArrayBuffer");
  ArrayBuffer* buffer = asArrayBuffer(args[0]);
  makeRegion();
  bool is_bigint = isBigInt(args[1]);
  int64_t number = is_bigint ? static_cast<int64_t>(bigintToUint64(args[1])) : toInt32(args[1]);
  region->broadcast = {buffer->data, buffer->byte_length, buffer->max_byte_length, is_bigint, number};
  region->received = 0;
  ++region->broadcasts;
  wakeAll(region->broadcasts);
  for (uint32_t received; (received = region->received) < agents.size();) {
    waitAWhile(region->received, received);
    forgetEnded();
  }
  return Value::undefined();
}

Value agentReceiveBroadcast(Args& args) {
  while (region->broadcasts == received_broadcasts) waitAWhile(region->broadcasts, received_broadcasts);
  received_broadcasts = region->broadcasts;
  auto message = region->broadcast;
  ++region->received;
  wakeAll(region->received);
  Value number = message.is_bigint ? bigintFromInt64(message.number)
                                   : Value::int32(static_cast<int32_t>(message.number));
  Value argv[] = {box(newSharedArrayBuffer(message.data, message.byte_length, message.max_byte_length)),
                  number};
  return call(args[0], Value::undefined(), 2, argv);
}

Value agentReport(Args& args) {
  SharedText* report = share(toString(args[0]));
  pthread_mutex_lock(&region->mutex);
  (region->last_report == nullptr ? region->first_report : region->last_report->next) = report;
  region->last_report = report;
  pthread_mutex_unlock(&region->mutex);
  return Value::undefined();
}

Value agentGetReport(Args&) {
  if (region == nullptr) return Value::null();
  pthread_mutex_lock(&region->mutex);
  SharedText* report = region->first_report;
  if (report != nullptr) region->first_report = report->next;
  if (region->first_report == nullptr) region->last_report = nullptr;
  pthread_mutex_unlock(&region->mutex);
  return report == nullptr ? Value::null() : box(taken(report));
}

// The process ends when nothing is left to do.
Value agentLeaving(Args&) {
  return Value::undefined();
}

Value agentSleep(Args& args) {
  double milliseconds = toNumber(args[0]);
  if (!(milliseconds > 0)) return Value::undefined();
  timespec time;
  time.tv_sec = static_cast<time_t>(milliseconds / 1000);
  time.tv_nsec = static_cast<long>(std::fmod(milliseconds, 1000) * 1e6);
  nanosleep(&time, nullptr);
  return Value::undefined();
}

Value agentMonotonicNow(Args&) {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return Value::number(static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6);
}

const NativeMethod kMethods[] = {
    {"start", KILN_NATIVE(agentStart), 1},
    {"broadcast", KILN_NATIVE(agentBroadcast), 1},
    {"getReport", KILN_NATIVE(agentGetReport), 0},
    {"sleep", KILN_NATIVE(agentSleep), 1},
    {"monotonicNow", KILN_NATIVE(agentMonotonicNow), 0},
};
const NativeMethod kAgentsOwnMethods[] = {
    {"receiveBroadcast", KILN_NATIVE(agentReceiveBroadcast), 1},
    {"report", KILN_NATIVE(agentReport), 1},
    {"leaving", KILN_NATIVE(agentLeaving), 0},
};

}  // namespace

Object* newAgentObject() {
  allocate_shared_bytes = allocateShared;
  Object* agent = newObject();
  defineMethods(agent, kMethods);
  if (std::getenv(kVariable) != nullptr) defineMethods(agent, kAgentsOwnMethods);
  return agent;
}

void runIfAgent() {
  const char* file = std::getenv(kVariable);
  if (file == nullptr) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  mapRegion(std::atoi(file));
  String* script = taken(region->script);
  received_broadcasts = region->broadcasts;
  ++region->started;
  wakeAll(region->started);
  try {
    kiln_evaluator.script(script, internAscii("agent"));
  } catch (Thrown&) {
    uncaught(pendingException(), false);
  }
  runEventLoop();
  std::fflush(stdout);
  _exit(0);
}

}  // namespace kiln::rt
