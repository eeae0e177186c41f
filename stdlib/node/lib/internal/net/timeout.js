// How long a connection may be idle: a timer that does not keep the program alive, started anew by every read and write.
'use strict';
const check = require('internal/validate');

const kTimeout = exports.kTimeout = Symbol('timeout');

exports.setStreamTimeout = function setTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = check.timerDuration(msecs, 'msecs');
  clearTimeout(this[kTimeout]);
  if (msecs === 0) {
    if (callback !== undefined) {
      check.callback(callback, 'callback');
      this.removeListener('timeout', callback);
    }
    return this;
  }
  this[kTimeout] = globalThis.setTimeout(() => this._onTimeout(), msecs).unref();
  if (callback !== undefined) {
    check.callback(callback, 'callback');
    this.once('timeout', callback);
  }
  return this;
};

exports.unrefTimer = (socket) => {
  for (let s = socket; s; s = s._parent) {
    if (s[kTimeout]) s[kTimeout].refresh();
  }
};
