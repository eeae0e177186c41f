// node:worker_threads: what programs ask to find out that they are not in a worker, and messages within the program. Workers
// themselves cannot be started.
'use strict';
const native = require('internal/native');
const { EventTarget } = require('internal/event_target');
const { BroadcastChannel, MessageChannel, MessagePort, receiveMessageOnPort } = require('internal/messaging');

const unavailable = (what) =>
  native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${what} is not provided by compiled programs`);

class Worker extends EventTarget {
  constructor() {
    super();
    throw unavailable('Worker');
  }
}

const environment = new Map();

module.exports = {
  isMainThread: true,
  MessagePort,
  MessageChannel,
  markAsUntransferable() {},
  moveMessagePortToContext() { throw unavailable('moveMessagePortToContext'); },
  receiveMessageOnPort,
  resourceLimits: {},
  postMessageToThread: async () => { throw unavailable('postMessageToThread'); },
  threadId: 0,
  SHARE_ENV: Symbol.for('nodejs.worker_threads.SHARE_ENV'),
  Worker,
  parentPort: null,
  workerData: null,
  BroadcastChannel,
  setEnvironmentData(key, value) {
    if (value === undefined) environment.delete(key);
    else environment.set(key, value);
  },
  getEnvironmentData: (key) => environment.get(key),
};
