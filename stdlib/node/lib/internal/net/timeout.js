// How long a connection may be idle. Traffic costs nothing: native streams note when they were active last, and the one timer, which
// does not keep the program alive, looks at that when it is due.
'use strict';
const check = require('internal/validate');
const { now } = require('internal/stream_native');

const kTimer = Symbol('timeout');
const kIdle = Symbol('kIdle');

// In ms of the clock of now().
function Idle() {
  this.due = 0;     // when the timer ends
  this.since = 0;   // as far as the native stream does not know
  this.fired = -1;  // the last activity of which it was told
}

exports.initTimeout = (socket) => {
  socket[kTimer] = null;
  socket[kIdle] = new Idle();
};

// `time` is now.
function arm(socket, idle, time, msecs) {
  const due = time + msecs;
  if (socket[kTimer] !== null) {
    if (idle.due <= due) return;
    clearTimeout(socket[kTimer]);
  }
  idle.due = due;
  socket[kTimer] = setTimeout(fire, msecs, socket).unref();
}

function fire(socket) {
  socket[kTimer] = null;
  if (socket.destroyed || !(socket.timeout > 0)) return;
  const idle = socket[kIdle];
  const active = Math.max(idle.since, socket._handle ? socket._handle.lastActive : 0);
  const time = now();
  const past = time - active;
  if (past < socket.timeout) {
    arm(socket, idle, time, socket.timeout - past);
  } else {
    const again = idle.fired === active;
    idle.fired = active;
    arm(socket, idle, time, socket.timeout);
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
  limit(this, msecs);
  if (callback !== undefined) {
    check.callback(callback, 'callback');
    this.once('timeout', callback);
  }
  return this;
};

function limit(socket, msecs) {
  const idle = socket[kIdle];
  const time = now();
  idle.since = time;
  idle.fired = -1;
  arm(socket, idle, time, msecs);
}
// setTimeout(msecs) for callers that know a socket of node:net and a time that is right.
exports.limitIdleTime = (socket, msecs) => {
  if (socket._readableState.destroyed) return;
  socket.timeout = msecs;
  if (msecs !== 0) limit(socket, msecs);
};

exports.stopTimeout = (socket) => {
  if (socket[kTimer] === null) return;
  clearTimeout(socket[kTimer]);
  socket[kTimer] = null;
};

exports.unrefTimer = (socket) => {
  if (socket[kTimer] !== null) socket[kIdle].since = now();
};
