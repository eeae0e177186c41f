// node:v8: figures of the heap. What needs V8 itself (heap snapshots, its wire format) is refused.
'use strict';
const { Serializer } = require('internal/v8/writer');
const { Deserializer } = require('internal/v8/reader');
const defaults = require('internal/v8/default');
const native = require('internal/native');

const unavailable = (what) => () => {
  throw native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `v8.${what} is not provided by compiled programs`);
};
const checkString = (value, name) => {
  if (typeof value !== 'string') throw native.invalidArgType(name, 'of type string', value);
};

// One space holds everything.
function spaces() {
  const { heapTotal, heapUsed } = process.memoryUsage();
  return [{
    space_name: 'old_space',
    space_size: heapTotal,
    space_used_size: heapUsed,
    space_available_size: heapTotal - heapUsed,
    physical_space_size: heapTotal,
  }];
}

module.exports = {
  cachedDataVersionTag: () => 0,
  getHeapSnapshot: unavailable('getHeapSnapshot'),
  getHeapStatistics() {
    const { heapTotal, heapUsed, external } = process.memoryUsage();
    const limit = Math.floor(require('os').totalmem());
    return {
      total_heap_size: heapTotal,
      total_heap_size_executable: 0,
      total_physical_size: heapTotal,
      total_available_size: limit - heapUsed,
      used_heap_size: heapUsed,
      heap_size_limit: limit,
      malloced_memory: external,
      peak_malloced_memory: external,
      does_zap_garbage: 0,
      number_of_native_contexts: 1,
      number_of_detached_contexts: 0,
      total_global_handles_size: 0,
      used_global_handles_size: 0,
      external_memory: external,
    };
  },
  getHeapSpaceStatistics: spaces,
  getHeapCodeStatistics: () => ({
    code_and_metadata_size: 0,
    bytecode_and_metadata_size: 0,
    external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  }),
  // Flags of V8 mean nothing here; programs that set them go on.
  setFlagsFromString(flags) {
    checkString(flags, 'flags');
  },
  Serializer,
  Deserializer,
  DefaultSerializer: defaults.DefaultSerializer,
  DefaultDeserializer: defaults.DefaultDeserializer,
  deserialize: defaults.deserialize,
  takeCoverage() {},
  stopCoverage() {},
  serialize: defaults.serialize,
  writeHeapSnapshot: unavailable('writeHeapSnapshot'),
  setHeapSnapshotNearHeapLimit() {},
  startupSnapshot: { isBuildingSnapshot: () => false },
};
