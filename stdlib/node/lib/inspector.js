// node:inspector: compiled programs have none, as a Node that was built without it; it can be asked for, not opened.
'use strict';
const EventEmitter = require('events');
const native = require('internal/native');

const unavailable = () => native.makeError('Error', 'ERR_INSPECTOR_NOT_AVAILABLE', 'Inspector is not available');

class Session extends EventEmitter {
  connect() {
    throw unavailable();
  }
  connectToMainThread() {
    throw unavailable();
  }
  post() {
    throw native.makeError('Error', 'ERR_INSPECTOR_NOT_CONNECTED', 'Session is not connected');
  }
  disconnect() {}
}

module.exports = {
  open() { throw unavailable(); },
  close() {},
  url() {},
  waitForDebugger() { throw native.makeError('Error', 'ERR_INSPECTOR_NOT_ACTIVE', 'Inspector is not active'); },
  console,
  Session,
  Network: {},
};
