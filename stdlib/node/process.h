// What the files of the process object share.
#pragma once
#include "stdlib/ecma/library.h"

namespace kiln::rt {

Object* processObject();
void defineProcessEvents(Object* process, Object* prototype);
void defineProcessInfo(Object* process);
Value newEnvironment();
// With the fractions that the clock has: since the start of the process; that start, since 1970.
double millisecondsSinceStart();
double timeOrigin();
// On the clock of uv_hrtime.
int64_t startOfProcess();

// --- events (process_events.cpp)

// process.emit(name, …), as programs may have replaced it. True when somebody listened.
bool emitProcess(const char* name, uint32_t argc, const Value* argv);
// Emits 'exit' once, then ends the process.
[[noreturn]] void exitProcess(Value code);
void setExitCodeValue(Value code);  // validated; undefined and null clear it
// node:domain's turn before 'uncaughtException': handler(error) says whether a domain took it.
void setDomainHandler(Value handler);
void emitWarning(const std::string& message, const char* type, const char* code);

// --- signals (process_signals.cpp)

int signalNumber(const std::string& name);  // 0: unknown
const char* signalName(int number);
// 'newListener' and the removal of the last one.
void watchSignal(int number);
void unwatchSignal(int number);
Object* newSignalTable();  // os.constants.signals

}  // namespace kiln::rt
