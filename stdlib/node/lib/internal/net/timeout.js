// How long a connection may be idle. Traffic costs nothing: native streams note when they were active last, and the one timer, which
// does not keep the program alive, looks at that when it is due.
'use strict';
const check = require('internal/validate');
const { now } = require('internal/stream_native');

const kTimer = Symbol('timeout');
const kDue = Symbol('kDue');
const kIdleSince = Symbol('kIdleSince');  // as far as the native stream does not know
const kFired = Symbol('kFired');

exports.kTimeout = kTimer;
exports.initTimeout = (socket) => {
  socket[kTimer] = null;
  socket[kDue] = 0;
  socket[kIdleSince] = 0;
  socket[kFired] = -1;
};

function arm(socket, msecs) {
  const due = now() + msecs;
  if (socket[kTimer] !== null) {
    if (socket[kDue] <= due) return;
    clearTimeout(socket[kTimer]);
  }
  socket[kDue] = due;
  socket[kTimer] = setTimeout(fire, msecs, socket).unref();
}

function fire(socket) {
  socket[kTimer] = null;
  if (socket.destroyed || !(socket.timeout > 0)) return;
  const active = Math.max(socket[kIdleSince], socket._handle ? socket._handle.lastActive : 0);
  const idle = now() - active;
  if (idle < socket.timeout) {
    arm(socket, socket.timeout - idle);
  } else {
    const again = socket[kFired] === active;
    socket[kFired] = active;
    arm(socket, socket.timeout);
    if (!again) socket._onTimeout();
  }
}

exports.setStreamTimeout = function setTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = check.timerDuration(msecs, 'msecs');
  if (msecs === 0) {
    if (callback !== undefined) {
      check.callback(callback, 'callback');
      this.removeListener('timeout', callback);
    }
    return this;
  }
  this[kIdleSince] = now();
  this[kFired] = -1;
  arm(this, msecs);
  if (callback !== undefined) {
    check.callback(callback, 'callback');
    this.once('timeout', callback);
  }
  return this;
};

// The same for callers that know a socket of node:net and a time that is right.
exports.limitIdleTime = (socket, msecs) => {
  if (socket.destroyed) return;
  socket.timeout = msecs;
  if (msecs === 0) return;
  const time = now();
  socket[kIdleSince] = time;
  socket[kFired] = -1;
  if (socket[kTimer] === null || socket[kDue] > time + msecs) arm(socket, msecs);
};

exports.stopTimeout = (socket) => {
  if (socket[kTimer] === null) return;
  clearTimeout(socket[kTimer]);
  socket[kTimer] = null;
};

exports.unrefTimer = (socket) => {
  if (socket[kTimer] !== null) socket[kIdleSince] = now();
};
