// node:perf_hooks, and the global `performance`.
'use strict';
const native = require('internal/native');
const { EventTarget, defineHandler, enumerable, tag } = require('internal/event_target');
const {
  PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceNodeEntry, PerformanceResourceTiming, kMake, milestones,
} = require('internal/perf/entries');
const { createHistogram, isRecordable, monitorEventLoopDelay } = require('internal/perf/histogram');
const {
  PerformanceObserver, PerformanceObserverEntryList, announce, byTime, forget, keep, kept, missing, ofName, ofType,
} = require('internal/perf/observe');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const now = native.millisecondsSinceStart;
// Of the start of the process, as milliseconds since 1970 with fractions.
const timeOrigin = native.timeOrigin();

class PerformanceNodeTiming extends PerformanceEntry {
  constructor() {
    super(kMake, 'node', 'node', 0, 0);
  }
  toJSON() {
    return { name: 'node', entryType: 'node', startTime: 0, duration: now(), ...milestones, loopStart: this.loopStart, idleTime: this.idleTime };
  }
}
const timings = {
  ...Object.fromEntries(Object.keys(milestones).map((name) => [name, () => milestones[name]])),
  loopStart: () => native.loopTimes().start,
  idleTime: () => native.loopTimes().idle,
  duration: now,
};
for (const [name, get] of Object.entries(timings))
  Object.defineProperty(PerformanceNodeTiming.prototype, name, { enumerable: true, configurable: true, get });

// The time that a mark, a milestone or a number stands for.
function timeOf(mark) {
  if (typeof mark === 'number') {
    if (mark < 0) throw native.makeError('TypeError', 'ERR_PERFORMANCE_INVALID_TIMESTAMP', `${mark} is not a valid timestamp`);
    return mark;
  }
  const name = `${mark}`;
  if (Object.hasOwn(milestones, name)) return milestones[name];
  const found = kept.findLast((entry) => entry.entryType === 'mark' && entry.name === name);
  if (found === undefined) throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  return found.startTime;
}

const invalidMeasure = (text) => native.makeError('TypeError', 'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS', text);

function measured(name, startOrOptions, endMark) {
  let options = {};
  if (startOrOptions !== null && typeof startOrOptions === 'object') {
    options = startOrOptions;
    const { start, end, duration } = options;
    const given = start !== undefined || end !== undefined || duration !== undefined || options.detail !== undefined;
    if (given && endMark !== undefined) throw invalidMeasure('endMark must not be specified');
    if (start !== undefined && end !== undefined && duration !== undefined)
      throw invalidMeasure('Must not have options.start, options.end, and options.duration specified');
  }
  const { start, duration, detail } = options;
  let end;
  if (endMark !== undefined) end = timeOf(endMark);
  else if (options.end !== undefined) end = timeOf(options.end);
  else if (start !== undefined && duration !== undefined) end = timeOf(start) + timeOf(duration);
  else end = now();
  let begin;
  if (typeof startOrOptions === 'string') begin = timeOf(startOrOptions);
  else if (start !== undefined) begin = timeOf(start);
  else if (duration !== undefined && options.end !== undefined) begin = end - timeOf(duration);
  else begin = 0;
  const copy = detail === undefined || detail === null ? null : structuredClone(detail);
  return new PerformanceMeasure(kMake, name, begin, end - begin, copy);
}

function publish(entry) {
  announce(entry);
  keep(entry);
  return entry;
}

// How much of the time since the loop's start it did not wait.
function eventLoopUtilization(first, second) {
  if (first && second) {
    const idle = first.idle - second.idle, active = first.active - second.active;
    return { idle, active, utilization: active / (idle + active) };
  }
  const { start, idle } = native.loopTimes();
  // The main module still runs.
  if (start < 0) return { idle: 0, active: 0, utilization: 0 };
  const active = now() - start - idle;
  if (!first) return { idle, active, utilization: active / (idle + active) };
  return {
    idle: idle - first.idle,
    active: active - first.active,
    utilization: (active - first.active) / (idle - first.idle + active - first.active),
  };
}

function timerify(fn, options = {}) {
  if (typeof fn !== 'function') throw native.invalidArgType('fn', 'of type function', fn);
  if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  const { histogram } = options;
  if (histogram !== undefined && !isRecordable(histogram))
    throw native.invalidArgType('options.histogram', 'an instance of RecordableHistogram', histogram);
  const finish = (start, args) => {
    const duration = now() - start;
    if (histogram !== undefined) histogram.record(Math.max(1, Math.ceil(duration * 1e6)));
    const entry = new PerformanceNodeEntry(fn.name, 'function', start, duration, args);
    for (let i = 0; i < args.length; ++i) entry[i] = args[i];
    announce(entry);
  };
  function timerified(...args) {
    const start = now();
    const result = new.target ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
    if (!new.target && typeof result?.finally === 'function') return result.finally(() => finish(start, args));
    finish(start, args);
    return result;
  }
  Object.defineProperties(timerified, {
    length: { configurable: false, enumerable: true, value: fn.length },
    name: { configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

const kMakePerformance = Symbol('kMakePerformance');
class Performance extends EventTarget {
  constructor(secret = undefined) {
    if (secret !== kMakePerformance) throw native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    super();
  }
  clearMarks(name = undefined) {
    checkThis(this);
    forget('mark', name === undefined ? undefined : `${name}`);
  }
  clearMeasures(name = undefined) {
    checkThis(this);
    forget('measure', name === undefined ? undefined : `${name}`);
  }
  clearResourceTimings(name = undefined) {
    checkThis(this);
    forget('resource', name === undefined ? undefined : `${name}`);
  }
  getEntries() {
    checkThis(this);
    return byTime(kept);
  }
  getEntriesByName(name, type = undefined) {
    checkThis(this);
    if (arguments.length === 0) throw missing('name');
    return byTime(ofName(kept, `${name}`, type === undefined ? undefined : `${type}`));
  }
  getEntriesByType(type) {
    checkThis(this);
    if (arguments.length === 0) throw missing('type');
    return byTime(ofType(kept, `${type}`));
  }
  mark(name, options = {}) {
    checkThis(this);
    if (arguments.length === 0) throw missing('name');
    return publish(new PerformanceMark(name, options));
  }
  measure(name, startOrMeasureOptions = {}, endMark = undefined) {
    checkThis(this);
    if (arguments.length === 0) throw missing('name');
    if (typeof name !== 'string') throw native.invalidArgType('name', 'of type string', name);
    return publish(measured(name, startOrMeasureOptions, endMark));
  }
  now() {
    checkThis(this);
    return now();
  }
  setResourceTimingBufferSize(maxSize) {
    checkThis(this);
    if (arguments.length === 0) throw missing('maxSize');
  }
  get timeOrigin() {
    checkThis(this);
    return timeOrigin;
  }
  toJSON() {
    checkThis(this);
    return { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }
  [kInspect](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
    return `Performance ${native.utilInspect({ nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, inner)}`;
  }
}
enumerable(Performance.prototype, 'clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType',
  'mark', 'measure', 'now', 'setResourceTimingBufferSize', 'timeOrigin', 'toJSON');
tag(Performance.prototype, 'Performance');
const hidden = {
  eventLoopUtilization,
  nodeTiming: new PerformanceNodeTiming(),
  markResourceTiming() {},
  timerify,
};
for (const [name, value] of Object.entries(hidden))
  Object.defineProperty(Performance.prototype, name, { configurable: true, enumerable: false, writable: true, value });
defineHandler(Performance.prototype, 'resourcetimingbufferfull');
const performance = new Performance(kMakePerformance);

function checkThis(value) {
  if (value instanceof Performance) return;
  throw native.invalidArgType('this', 'an instance of Performance', value);
}

const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  PerformanceResourceTiming,
  monitorEventLoopDelay,
  createHistogram,
  performance,
};
Object.defineProperty(module.exports, 'constants', { configurable: false, enumerable: true, value: constants });
