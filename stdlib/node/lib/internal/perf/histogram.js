// createHistogram, monitorEventLoopDelay: counts in buckets that keep a number of significant figures (HDR histograms).
'use strict';
const native = require('internal/native');

const kMost = Number.MAX_SAFE_INTEGER;
// What min says before anything was recorded.
const kNothing = 9223372036854775807n;

function checkRange(value, name, least, most) {
  if (typeof value !== 'number') throw native.invalidArgType(name, 'of type number', value);
  if (!Number.isInteger(value)) throw native.outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw native.outOfRange(name, `>= ${least} && <= ${most}`, value);
}

// Values up to `fine` have a bucket each; above, a bucket is as wide as the power of two that keeps `figures` digits.
class Buckets {
  constructor(figures) {
    this.fine = 2 ** Math.ceil(Math.log2(2 * 10 ** figures));
    this.clear();
  }
  clear() {
    this.counts = new Map();
    this.total = 0;
    this.least = Infinity;
    this.most = 0;
    this.exceeds = 0;
  }
  width(value) {
    return value < this.fine ? 1 : 2 ** (Math.floor(Math.log2(value)) - Math.log2(this.fine) + 1);
  }
  lowest(value) {
    return Math.floor(value / this.width(value)) * this.width(value);
  }
  highest(value) {
    return this.lowest(value) + this.width(value) - 1;
  }
  middle(value) {
    return this.lowest(value) + Math.floor(this.width(value) / 2);
  }
  add(value, count = 1) {
    const bucket = this.lowest(value);
    this.counts.set(bucket, (this.counts.get(bucket) ?? 0) + count);
    this.total += count;
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
  }
  sorted() {
    return [...this.counts].sort(([a], [b]) => a - b);
  }
  mean() {
    let sum = 0;
    for (const [value, count] of this.counts) sum += this.middle(value) * count;
    return sum / this.total;
  }
  deviation() {
    const mean = this.mean();
    let sum = 0;
    for (const [value, count] of this.counts) sum += (this.middle(value) - mean) ** 2 * count;
    return Math.sqrt(sum / this.total);
  }
  at(percentile) {
    const wanted = Math.max(1, Math.floor((percentile / 100) * this.total + 0.5));
    let seen = 0;
    for (const [value, count] of this.sorted()) {
      seen += count;
      if (seen >= wanted) return percentile === 0 ? this.lowest(value) : this.highest(value);
    }
    return 0;
  }
  // Each step halves what is left to 100 %.
  levels() {
    const levels = new Map();
    if (this.total === 0) return levels.set(100, 0);
    let seen = 0, level = 0;
    for (const [value, count] of this.sorted()) {
      seen += count;
      while (level < 100 && (seen / this.total) * 100 >= level) {
        levels.set(level, this.lowest(value));
        const halvings = Math.floor(Math.log2(100 / (100 - level))) + 1;
        level += 100 / 2 ** (halvings + 1);
        if (100 - level < 100 / this.total / 4) break;
      }
    }
    return levels.set(100, this.lowest(this.most));
  }
}

class Histogram {
  constructor() {
    throw native.makeError('TypeError', 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
  }
  get count() { return bucketsOf(this).total; }
  get countBigInt() { return BigInt(bucketsOf(this).total); }
  get min() { return Number(this.minBigInt); }
  get minBigInt() {
    const buckets = bucketsOf(this);
    return buckets.total === 0 ? kNothing : BigInt(buckets.lowest(buckets.least));
  }
  get max() { return Number(this.maxBigInt); }
  get maxBigInt() {
    const buckets = bucketsOf(this);
    return buckets.total === 0 ? 0n : BigInt(buckets.highest(buckets.most));
  }
  get mean() { return bucketsOf(this).mean(); }
  get exceeds() { return bucketsOf(this).exceeds; }
  get exceedsBigInt() { return BigInt(bucketsOf(this).exceeds); }
  get stddev() { return bucketsOf(this).deviation(); }
  percentile(percentile) {
    if (typeof percentile !== 'number') throw native.invalidArgType('percentile', 'of type number', percentile);
    if (!(percentile > 0 && percentile <= 100)) throw native.outOfRange('percentile', '> 0 && <= 100', percentile);
    return bucketsOf(this).at(percentile);
  }
  percentileBigInt(percentile) {
    return BigInt(this.percentile(percentile));
  }
  get percentiles() { return bucketsOf(this).levels(); }
  get percentilesBigInt() {
    return new Map([...bucketsOf(this).levels()].map(([level, value]) => [level, BigInt(value)]));
  }
  reset() {
    bucketsOf(this).clear();
  }
  toJSON() {
    return {
      count: this.count, min: this.min, max: this.max, mean: this.mean, exceeds: this.exceeds, stddev: this.stddev,
      percentiles: Object.fromEntries(this.percentiles),
    };
  }
  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
    return `Histogram ${native.utilInspect({
      min: this.min, max: this.max, mean: this.mean, exceeds: this.exceeds, stddev: this.stddev, count: this.count, percentiles: this.percentiles,
    }, inner)}`;
  }
}

const kBuckets = Symbol('kBuckets');
function bucketsOf(histogram) {
  const buckets = histogram?.[kBuckets];
  if (buckets === undefined) throw native.makeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type Histogram');
  return buckets;
}
function make(prototype, figures, members) {
  const histogram = Object.create(prototype);
  const hidden = { [kBuckets]: new Buckets(figures), ...members };
  for (const key of Reflect.ownKeys(hidden))
    Object.defineProperty(histogram, key, { value: hidden[key], writable: true, enumerable: false });
  return histogram;
}

const kBefore = Symbol('kBefore');
const kHighest = Symbol('kHighest');
class RecordableHistogram extends Histogram {
  record(val) {
    const buckets = bucketsOf(this);
    const value = typeof val === 'bigint' ? Number(val) : val;
    if (typeof val !== 'bigint') checkRange(val, 'val', 1, kMost);
    if (value > this[kHighest]) buckets.exceeds++;
    else buckets.add(value);
  }
  recordDelta() {
    const now = process.hrtime.bigint();
    if (this[kBefore] !== undefined) bucketsOf(this).add(Math.max(1, Number(now - this[kBefore])));
    this[kBefore] = now;
  }
  add(other) {
    if (other?.[kBuckets] === undefined) throw native.invalidArgType('other', 'an instance of RecordableHistogram', other);
    for (const [value, count] of other[kBuckets].counts) bucketsOf(this).add(value, count);
  }
}
const isRecordable = (value) => value instanceof RecordableHistogram;

function createHistogram(options = {}) {
  if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  const { lowest = 1, highest = kMost, figures = 3 } = options;
  if (typeof lowest !== 'bigint') checkRange(lowest, 'options.lowest', 1, kMost);
  if (typeof highest !== 'bigint') checkRange(highest, 'options.highest', 2 * Number(lowest), kMost);
  checkRange(figures, 'options.figures', 1, 5);
  return make(RecordableHistogram.prototype, figures, { [kHighest]: Number(highest), [kBefore]: undefined });
}

const kTimer = Symbol('kTimer');
const kResolution = Symbol('kResolution');
class ELDHistogram extends Histogram {
  enable() {
    if (this[kTimer] !== undefined) return false;
    let before = process.hrtime.bigint();
    this[kTimer] = setInterval(() => {
      const now = process.hrtime.bigint();
      bucketsOf(this).add(Math.max(1, Number(now - before)));
      before = now;
    }, this[kResolution]);
    this[kTimer].unref();
    return true;
  }
  disable() {
    if (this[kTimer] === undefined) return false;
    clearInterval(this[kTimer]);
    this[kTimer] = undefined;
    return true;
  }
}

function monitorEventLoopDelay(options = {}) {
  if (options === null || typeof options !== 'object') throw native.invalidArgType('options', 'of type object', options);
  const { resolution = 10 } = options;
  checkRange(resolution, 'options.resolution', 1, kMost);
  return make(ELDHistogram.prototype, 3, { [kResolution]: resolution, [kTimer]: undefined });
}

module.exports = { createHistogram, isRecordable, monitorEventLoopDelay };
