// Modules that packages ask for facts: worker_threads, cluster, v8, inspector, trace_events, punycode, stream/consumers.
const log = console.log;
const workers = require('worker_threads');
log(workers.isMainThread, workers.threadId, workers.parentPort, workers.workerData, workers.resourceLimits, typeof workers.Worker, String(workers.SHARE_ENV));
workers.setEnvironmentData('k', 1);
log(workers.getEnvironmentData('k'), workers.getEnvironmentData('x'), Object.keys(workers).sort().join());
const cluster = require('cluster');
log(cluster.isMaster, cluster.isPrimary, cluster.isWorker, cluster.workers, cluster.settings, cluster.schedulingPolicy, cluster.SCHED_RR, cluster.SCHED_NONE, typeof cluster.fork, typeof cluster.on);
const v8 = require('v8');
const heap = v8.getHeapStatistics();
log(Object.keys(heap).join(), heap.used_heap_size > 0, heap.heap_size_limit > heap.used_heap_size, Object.keys(v8.getHeapSpaceStatistics()[0]).join(), Object.keys(v8.getHeapCodeStatistics()).join());
log(v8.setFlagsFromString('--expose-gc'));
try {
  v8.setFlagsFromString(5);
} catch (error) {
  log(error.code, error.message);
}
const inspector = require('inspector');
log(inspector.url(), typeof inspector.Session, typeof inspector.console.log);
const trace = require('trace_events');
log(trace.getEnabledCategories());
const tracing = trace.createTracing({ categories: ['node.perf', 'v8'] });
log(tracing.categories, tracing.enabled);
for (const f of [() => trace.createTracing(), () => trace.createTracing({ categories: 'x' }), () => trace.createTracing({ categories: [] })]) {
  try {
    f();
  } catch (error) {
    log(error.code, error.message);
  }
}
const punycode = require('node:punycode');
log(punycode.encode('mañana'), punycode.decode('maana-pta'), punycode.encode('☃-⌘'), punycode.decode('--dqo34k'), punycode.toASCII('mañana.com'), punycode.toUnicode('xn--maana-pta.com'), punycode.toASCII('джумла@джpумлатест.bрфa'), punycode.ucs2.decode('a𝌆b'), punycode.ucs2.encode([0x61, 0x1D306]), punycode.version);
for (const bad of ['\x81-', 'ab!', 'zzzzzzzzzzzzzzzz']) {
  try {
    log(punycode.decode(bad));
  } catch (error) {
    log(error.name, error.message);
  }
}
const consumers = require('stream/consumers');
const { Readable } = require('stream');
(async () => {
  log(await consumers.text(Readable.from([Buffer.from([0xe2, 0x82]), Buffer.from([0xac])])), await consumers.json(Readable.from(['{"a":', '1}'])));
  log(await consumers.buffer(Readable.from([Buffer.from('x'), Buffer.from('y')])), (await consumers.arrayBuffer(Readable.from([Buffer.from('abc')]))).byteLength, (await consumers.blob(Readable.from([Buffer.from('abcd')]))).size);
  await consumers.json(Readable.from(['nope'])).catch((error) => log(error.name));
})();
