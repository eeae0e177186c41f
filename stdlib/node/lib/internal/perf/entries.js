// PerformanceEntry and its kinds.
'use strict';
const native = require('internal/native');
const { enumerable, tag } = require('internal/event_target');

const kMake = Symbol('kMake');
const missing = (name) => native.makeError('TypeError', 'ERR_MISSING_ARGS', `The "${name}" argument must be specified`);

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(secret = undefined, name = undefined, entryType = undefined, startTime = undefined, duration = undefined) {
    if (secret !== kMake) throw native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
  }
  get name() { return this.#name; }
  get entryType() { return this.#entryType; }
  get startTime() { return this.#startTime; }
  get duration() { return this.#duration; }
  toJSON() {
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
  }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
    return `${this.constructor.name} ${native.utilInspect(this.toJSON(), inner)}`;
  }
}
enumerable(PerformanceEntry.prototype, 'name', 'entryType', 'startTime', 'duration', 'toJSON');

// Entries of Node's own, such as calls of timerified functions.
class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(name, entryType, startTime, duration, detail) {
    super(kMake, name, entryType, startTime, duration);
    this.#detail = detail;
  }
  get detail() { return this.#detail; }
  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}

// Names that stand for times in measures: everything up to the main module happens at once here.
const milestones = { nodeStart: 0, v8Start: 0, environment: 0, bootstrapComplete: 0, loopStart: -1, loopExit: -1 };

class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(name, options = undefined) {
    if (arguments.length === 0) throw missing('name');
    name = `${name}`;
    if (name in milestones) throw native.invalidArgValue('name', name);
    if (options !== undefined && options !== null && (typeof options !== 'object' || Array.isArray(options)))
      throw native.invalidArgType('options', 'of type object', options);
    const startTime = options?.startTime ?? native.millisecondsSinceStart();
    if (typeof startTime !== 'number') throw native.invalidArgType('startTime', 'of type number', startTime);
    if (startTime < 0)
      throw native.makeError('TypeError', 'ERR_PERFORMANCE_INVALID_TIMESTAMP', `${startTime} is not a valid timestamp`);
    super(kMake, name, 'mark', startTime, 0);
    const detail = options?.detail;
    this.#detail = detail === undefined || detail === null ? null : structuredClone(detail);
  }
  get detail() { return this.#detail; }
  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}
enumerable(PerformanceMark.prototype, 'detail');
tag(PerformanceMark.prototype, 'PerformanceMark');

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(secret = undefined, name = undefined, startTime = undefined, duration = undefined, detail = undefined) {
    super(secret, name, 'measure', startTime, duration);
    this.#detail = detail;
  }
  get detail() { return this.#detail; }
  toJSON() {
    return { ...super.toJSON(), detail: this.#detail };
  }
}
enumerable(PerformanceMeasure.prototype, 'detail');
tag(PerformanceMeasure.prototype, 'PerformanceMeasure');

class PerformanceResourceTiming extends PerformanceEntry {}
tag(PerformanceResourceTiming.prototype, 'PerformanceResourceTiming');

module.exports = {
  PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceNodeEntry, PerformanceResourceTiming, kMake, milestones, missing,
};
