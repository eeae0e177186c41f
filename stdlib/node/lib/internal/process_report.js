// process.report: what the program runs on, as far as a compiled program has it.
'use strict';
const check = require('internal/validate');
const native = require('internal/native');

const settings = { directory: '', filename: '', compact: false, excludeNetwork: false, signal: 'SIGUSR2',
  reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false };
let written = 0;

function header(trigger, event, filename) {
  const os = require('os');
  const now = new Date();
  const networkInterfaces = Object.entries(os.networkInterfaces()).flatMap(([name, rows]) =>
    rows.map(({ internal, mac, address, netmask, family, scopeid }) =>
      ({ name, internal, mac, address, netmask, family, ...(scopeid === undefined ? {} : { scopeid }) })));
  return {
    reportVersion: 4, event, trigger, filename,
    dumpEventTime: now.toISOString().replace(/\.\d+/, ''), dumpEventTimeStamp: String(now.getTime()),
    processId: process.pid, threadId: 0, cwd: process.cwd(), commandLine: process.argv, nodejsVersion: process.version,
    glibcVersionRuntime: native.glibcVersion(), glibcVersionCompiler: native.glibcVersion(),
    wordSize: 64, arch: process.arch, platform: process.platform,
    componentVersions: { ...process.versions }, release: { ...process.release },
    osName: os.type(), osRelease: os.release(), osVersion: os.version(), osMachine: os.machine(),
    cpus: os.cpus().map(({ model, speed, times }) => ({ model, speed, ...times })),
    ...(settings.excludeNetwork ? {} : { networkInterfaces }), host: os.hostname(),
  };
}

function resources() {
  const { rss } = process.memoryUsage();
  const usage = process.resourceUsage();
  const os = require('os');
  return {
    free_memory: String(os.freemem()), total_memory: String(os.totalmem()), rss: String(rss),
    userCpuSeconds: usage.userCPUTime / 1e6, kernelCpuSeconds: usage.systemCPUTime / 1e6, maxRss: String(usage.maxRSS * 1024),
    pageFaults: { IORequired: String(usage.majorPageFault), IONotRequired: String(usage.minorPageFault) },
    fsActivity: { reads: String(usage.fsRead), writes: String(usage.fsWrite) },
  };
}

function make(error, trigger, filename) {
  const [message, ...stack] = String(error.stack).split('\n');
  const errorProperties = {};
  for (const key of Object.keys(error)) errorProperties[key] = String(error[key]);
  return {
    header: header(trigger, 'JavaScript API', filename),
    javascriptStack: { message, stack: stack.map((line) => line.trim()), errorProperties },
    javascriptHeap: require('v8').getHeapStatistics(),
    nativeStack: [], resourceUsage: resources(), libuv: [], workers: [],
    environmentVariables: { ...process.env }, userLimits: {}, sharedObjects: [],
  };
}

const synthetic = () => native.makeError('Error', 'ERR_SYNTHETIC', 'JavaScript Callstack');

const report = {
  writeReport(file, error) {
    if (typeof file === 'object' && file !== null) {
      error = file;
      file = undefined;
    } else if (file !== undefined) {
      check.string(file, 'file');
    }
    if (error === undefined) error = synthetic();
    else check.object(error, 'err');
    const now = new Date();
    const two = (n) => String(n).padStart(2, '0');
    const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
    const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
    file ||= settings.filename || `report.${day}.${time}.${process.pid}.0.${String(++written).padStart(3, '0')}.json`;
    const text = JSON.stringify(make(error, 'API', file), null, settings.compact ? undefined : 2);
    process.stderr.write(`\nWriting Node.js report to file: ${file}\n`);
    require('fs').writeFileSync(require('path').resolve(settings.directory, file), `${text}\n`);
    process.stderr.write('Node.js report completed\n');
    return file;
  },
  getReport(err) {
    if (err === undefined) err = synthetic();
    else check.object(err, 'err');
    return make(err, 'GetReport', null);
  },
};

for (const name of Object.keys(settings)) {
  const validate = typeof settings[name] === 'string' ? check.string : check.boolean;
  Object.defineProperty(report, name, {
    get: () => settings[name],
    set(value) {
      validate(value, name);
      settings[name] = value;
    },
    enumerable: true, configurable: true,
  });
}

module.exports = report;
