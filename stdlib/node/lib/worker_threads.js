// node:worker_threads: what programs ask to find out that they are not in a worker. Workers themselves cannot be started.
'use strict';
const native = require('internal/native');
const { EventTarget } = require('internal/event_target');

const unavailable = (what) =>
  native.makeError('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `${what} is not provided by compiled programs`);

class Worker extends EventTarget {
  constructor() {
    super();
    throw unavailable('Worker');
  }
}
class MessageChannel {
  constructor() {
    throw unavailable('MessageChannel');
  }
}
class MessagePort extends EventTarget {
  constructor() {
    super();
    throw native.makeError('TypeError', 'ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
  }
}
class BroadcastChannel extends EventTarget {
  constructor() {
    super();
    throw unavailable('BroadcastChannel');
  }
}

const environment = new Map();

module.exports = {
  isMainThread: true,
  MessagePort,
  MessageChannel,
  markAsUntransferable() {},
  moveMessagePortToContext() { throw unavailable('moveMessagePortToContext'); },
  receiveMessageOnPort(port) { throw native.invalidArgType('port', 'a MessagePort instance', port); },
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
