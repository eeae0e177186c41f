// perf_hooks: marks, measures, observers, timerify, histograms, what is refused.
const { performance, PerformanceObserver, PerformanceEntry, PerformanceMark, createHistogram, monitorEventLoopDelay, constants } = require('perf_hooks');
const log = console.log;
log(globalThis.performance === performance, performance instanceof EventTarget, String(performance), typeof performance.now());
const first = performance.now();
log(performance.now() >= first, first < 60000, Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
log(performance.mark('m', { startTime: 7, detail: { a: [1] } }), performance.measure('x', { start: 5, duration: 4 }), performance.measure('y', { end: 10, duration: 4, detail: 'd' }));
log(performance.measure('z', undefined, 'm'), performance.measure('w', { start: 'm', end: 9 }));
log(performance.getEntries().map((entry) => [entry.name, entry.entryType, entry.startTime, entry.duration]));
log(performance.getEntriesByName('m').length, performance.getEntriesByName('m', 'measure').length, performance.getEntriesByType('measure').length);
log(JSON.stringify(new PerformanceMark('q', { startTime: 1 })), new PerformanceMark('q') instanceof PerformanceEntry, Object.keys(performance.toJSON()));
const h = createHistogram();
log(h.count, h.max, h.exceeds, h.mean, h.min);
for (const value of [5, 1000, 123456789n, 5]) h.record(value);
log(h.count, h.countBigInt, h.min, h.max, h.maxBigInt, h.mean, h.percentile(50), h.percentile(99), h.percentileBigInt(50), Math.round(h.stddev));
h.reset();
log(h.count);
const e = monitorEventLoopDelay({ resolution: 1 });
log(e.enable(), e.enable(), e.disable(), e.disable());
for (const f of [
  () => h.record(0), () => h.record('x'), () => h.percentile(0), () => h.percentile('a'), () => createHistogram({ lowest: 0 }), () => createHistogram({ lowest: 10, highest: 12 }), () => createHistogram({ figures: 9 }),
  () => performance.mark(), () => performance.mark('nodeStart'), () => performance.mark('a', { startTime: -1 }), () => performance.mark('a', { startTime: 'x' }), () => performance.mark('a', 1), () => performance.measure(), () => performance.measure('a', 'nomark'),
  () => performance.measure('a', { start: 1, end: 2, duration: 3 }), () => performance.measure('x', { start: 1 }, 'y'), () => performance.timerify(1), () => performance.timerify(() => 1, { histogram: 1 }),
  () => new PerformanceObserver(), () => new PerformanceObserver(() => 1).observe(), () => new PerformanceObserver(() => 1).observe({ entryTypes: 'x' }), () => new PerformanceObserver(() => 1).observe({ type: 'mark', entryTypes: ['mark'] }),
  () => new PerformanceEntry(), () => performance.getEntriesByName(), () => performance.getEntriesByType(), () => performance.now.call({}), () => monitorEventLoopDelay({ resolution: 0 }), () => monitorEventLoopDelay('x'), () => new performance.constructor(),
]) {
  try {
    log(f());
  } catch (error) {
    log(error.name, error.code, error.message);
  }
}
log(constants.NODE_PERFORMANCE_GC_MAJOR, PerformanceObserver.supportedEntryTypes, performance.eventLoopUtilization());
const observer = new PerformanceObserver((list, self) => {
  log(self === observer, list.getEntries().map((entry) => [entry.name, entry.entryType]), list.getEntriesByName('z1').length, list.getEntriesByType('mark').length);
  observer.disconnect();
});
observer.observe({ entryTypes: ['mark', 'measure', 'function'] });
performance.mark('z1', { startTime: 0.003 });
performance.mark('z2', { startTime: 0.001 });
performance.measure('z3', { start: 0.002, end: 2 });
const timed = performance.timerify(function add(a, b) { return a + b; });
log(timed(1, 2), timed.length, timed.name, timed);
const buffered = new PerformanceObserver((list) => log('buffered', list.getEntries().map((entry) => entry.name)));
buffered.observe({ type: 'mark', buffered: true });
setTimeout(() => {
  const { idle, active, utilization } = performance.eventLoopUtilization();
  log(idle > 0, active > 0, utilization > 0 && utilization <= 1);
  performance.clearMarks('z1');
  log(performance.getEntriesByType('mark').map((entry) => entry.name));
  performance.clearMarks();
  performance.clearMeasures();
  log(performance.getEntries());
}, 30);
